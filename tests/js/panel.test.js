// What the parts of the extension must agree on: preloaded modules, messages, manifests.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const extension = fileURLToPath(new URL("../../extension/", import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(join(extension, path), "utf8");

/** Every module that a module imports, at once, later or through another; comments name types alone. */
function importsOf(path, seen = new Set()) {
  for (const [, from] of read(path).matchAll(/^(?:import (?:[^"]* from )?|(?!.*@).*\bimport\()"(\.[^"]+)"/gm)) {
    const target = normalize(join(dirname(path), from));
    if (seen.has(target)) continue;
    seen.add(target);
    importsOf(target, seen);
  }
  return seen;
}

/** All scripts of the extension and of the playground, as text. */
function scripts() {
  const files = readdirSync(extension, { recursive: true, encoding: "utf8" });
  const own = files.filter((file) => file.endsWith(".js") && !file.startsWith("wasm"));
  return own.map((file) => [file, read(file)]);
}

test("the panel asks at once for exactly the modules that it imports", () => {
  const html = read("panel/panel.html");
  const preloaded = [...html.matchAll(/(?:rel="modulepreload" href|async src)="([^"]+)"/g)];
  const paths = preloaded.map(([, href]) => normalize(join("panel", href)));
  assert.deepEqual(paths.sort(), [...importsOf("panel/panel.js")].sort());
});

test("every message that the scripts name exists, and every message is named", () => {
  const messages = Object.keys(JSON.parse(read("_locales/en/messages.json")));
  const base = messages.map((key) => key.replace(/_(zero|one|two|few|many|other)$/, ""));
  const source = scripts().map(([, text]) => text).join("\n");
  const manifest = read("manifest.json");
  // Some keys are put together from the core's own words: `reason_${…}`.
  const composed = [...source.matchAll(/words\(`(\w+_)\$\{/g)].map(([, start]) => start);
  for (const key of base) {
    if (composed.some((start) => key.startsWith(start))) continue;
    assert.ok(source.includes(`"${key}"`) || manifest.includes(`__MSG_${key}__`), `nobody uses the message ${key}`);
  }
  for (const [, key] of source.matchAll(/\b(?:words|countWords|getMessage)\(\s*"(\w+)"/g)) {
    assert.ok(base.includes(key), `the message ${key} is missing`);
  }
});

test("a counted message has the form that every language has", () => {
  const messages = JSON.parse(read("_locales/en/messages.json"));
  for (const key of Object.keys(messages).filter((name) => name.endsWith("_one"))) {
    assert.ok(key.replace(/_one$/, "_other") in messages, key);
  }
});

test("the extension asks for four permissions and no host", () => {
  const manifest = JSON.parse(read("manifest.json"));
  assert.deepEqual(manifest.permissions, ["activeTab", "scripting", "storage", "contextMenus"]);
  for (const key of ["host_permissions", "optional_permissions", "optional_host_permissions", "content_scripts"]) {
    assert.ok(!(key in manifest), key);
  }
  const firefox = JSON.parse(read("manifest.firefox.json"));
  assert.ok(!("permissions" in firefox));
});

test("web pages can load the panel's document and nothing else", () => {
  for (const file of ["manifest.json", "manifest.firefox.json"]) {
    const { web_accessible_resources: rules } = JSON.parse(read(file));
    assert.deepEqual(rules.map((rule) => rule.resources), [["panel/panel.html"]]);
  }
});

test("the policy of extension pages lets nothing in from elsewhere", () => {
  const policy = JSON.parse(read("manifest.json")).content_security_policy.extension_pages;
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(policy, /https?:|\*|'unsafe-inline'|'unsafe-eval'/);
});

test("no script builds elements from strings or runs strings", () => {
  const forbidden = /\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setHTMLUnsafe)/;
  for (const [file, text] of scripts()) assert.doesNotMatch(text, forbidden, file);
});

test("no message rates what the article says", () => {
  // Words that the wording contract forbids: the panel tells how a text is written, not whether it is right.
  const forbidden = /\b(unverified|unsupported|unreliable|untrustworthy|debunked|confirmed|false|fake|bias(ed)?|misleading|AI summary|unknown author|all sources)\b/i;
  const messages = JSON.parse(read("_locales/en/messages.json"));
  for (const [key, { message }] of Object.entries(messages)) assert.doesNotMatch(message, forbidden, key);
});
