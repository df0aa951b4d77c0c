// What pages write into their titles, names and words stays words in everything a reader takes along.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import "./english.js";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

const { fragmentOf } = await import("../../extension/panel/export/fragment.js");
const { bibtex, cslJson } = await import("../../extension/panel/export/citation.js");
const { analysisJson, claimsCsv, entitiesCsv, sourcesCsv } = await import("../../extension/panel/export/tables.js");
const { markdown } = await import("../../extension/panel/export/report.js");
const { merged, DEFAULTS } = await import("../../extension/settings.js");

const payloads = read("../hostile/payloads.txt").split("\n").filter((line) => line !== "");
// Other people's lists are used where they lie; see SAYSO_DATA.
const more = `${process.env.SAYSO_DATA ?? ""}/corpora/hostile`;
if (existsSync(more)) {
  payloads.push(...readFileSync(`${more}/xss-payload-list/xss-payload-list.txt`, "utf8").split("\n").filter((line) => line.trim() !== ""));
  const { default: expected } = await import(`${more}/dompurify/expect.mjs`);
  payloads.push(...expected.map(({ payload }) => payload));
}
console.log(`payloads: ${payloads.length}`);

/** A view in which everything that a page can write is the payload. */
function viewOf(payload) {
  const end = payload.length;
  return {
    schema: 1, text: payload,
    document: {
      title: payload, byline: [payload], publisher: payload, section: payload, license: payload, url: "https://example.org/a?b={c}",
      published: "2026-03-09", language: "en", words: 9, page_words: 9, minutes: 1, kind: "article", access: "full", from: {},
    },
    blocks: [], sentences: [{ start: 0, end }], summary: [0], values: [], notes: [], links: [], unattributed: [],
    entities: [{ id: "e1", type: "person", name: payload, aliases: [payload], role: payload, mentions: [{ start: 0, end }], in_title: false }],
    sources: [{ id: "s1", kind: "person", name: payload, aliases: [payload], role: payload, affiliation: payload, declined: false, statements: [], links: [payload] }],
    claims: [{ id: "c1", start: 0, end, text: payload, status: "reported", speaker: "s1", tags: [], cues: [], entities: [], score: 1 }],
  };
}

/** Reads CSV as RFC 4180 has it. */
function cells(csv) {
  return [...csv.replace(/^\uFEFF/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}

test("no cell of a table is a formula, nor parts into one", () => {
  for (const payload of payloads) {
    const view = viewOf(payload);
    for (const csv of [claimsCsv(view, "https://example.org/"), sourcesCsv(view), entitiesCsv(view)]) {
      const head = csv.slice(1, csv.indexOf("\r\n")).split(",");
      const all = cells(csv).slice(0, -1);
      assert.equal(all.length % head.length, 0, payload);
      assert.ok(all.includes(payload) || all.includes(`'${payload}`), payload);
      for (const cell of all) assert.doesNotMatch(cell, /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/, payload);
      // Outside of quotation marks stands nothing that another separator could part.
      assert.doesNotMatch(csv.replaceAll(/"(?:[^"]|"")*"/g, ""), /[;\t|]/, payload);
    }
  }
});

test("markup is escaped in Markdown, and its head is data", () => {
  for (const payload of payloads) {
    const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(markdown(viewOf(payload), "https://example.org/")) ?? [];
    assert.ok(head && body, payload);
    for (const line of head.split("\n")) JSON.parse(line.slice(line.indexOf(": ") + 2));
    // Our own marks taken away, no character with a meaning is left without its escape.
    const own = body.replaceAll(/\\[\\`*_[\]<>#|]/g, "").replaceAll(/^> |^#{1,2} |^- (\*\*(?!\*).*?\*\*)?/gm, (mark) => mark.replaceAll(/[>#*-]/g, ""));
    assert.doesNotMatch(own, /[`*_[\]<>]/, payload);
    assert.equal(body.split("\n").filter((line) => line.startsWith("#")).length, body.match(/^#{1,2} /gm)?.length, payload);
  }
});

test("fields of a BibTeX entry stay in their braces and hold no commands", () => {
  for (const line of payloads) {
    // The core leaves no line breaks in titles and names.
    const payload = line.replaceAll(/\s+/g, " ");
    const document = viewOf(payload).document;
    const entry = bibtex({ document, authors: payload, address: document.url }, new Date("2026-03-10"));
    let depth = 0;
    for (const character of entry) {
      depth += { "{": 1, "}": -1 }[character] ?? 0;
      assert.ok(depth >= 0 && depth <= 4, entry);
    }
    assert.equal(depth, 0, entry);
    assert.doesNotMatch(entry, /\\[a-zA-Z]/, entry);
    assert.match(entry, /^@online\{[a-z0-9]+,\n(  [a-z]+ = \{[^\n]*\},\n)+\}\n$/, entry);
  }
});

test("JSON stays JSON and says the same", () => {
  for (const payload of payloads) {
    const view = viewOf(payload);
    assert.equal(JSON.parse(analysisJson(view)).claims[0].text, payload);
    assert.equal(JSON.parse(cslJson({ document: view.document, authors: "", address: "" }, new Date("2026-03-10")))[0].title, payload);
  }
});

test("a text fragment is one directive of escaped words", () => {
  for (const payload of payloads) {
    const fragment = fragmentOf(`Before. ${payload} After.`, payload, "Before. ", " After.");
    if (fragment === null) continue;
    assert.match(fragment, /^:~:text=([\w%.!~*'()]+-,)?[\w%.!~*'()]+(,[\w%.!~*'()]+)?(,-[\w%.!~*'()]+)?$/, payload);
  }
});

test("settings that a broken disk or another program wrote count as not chosen", () => {
  const broken = [null, 7, "x", [], { theme: "</style>", size: 1e9, font: 1, spacing: "wide", width: {}, side: "up", mode: "", panelWidth: NaN, marks: "yes", keys: 1, menus: null, greeted: [] }];
  for (const stored of broken) assert.deepEqual(merged(stored), { ...DEFAULTS });
  for (const payload of payloads.slice(0, 200)) assert.deepEqual(merged({ theme: payload, side: payload, font: payload }), { ...DEFAULTS });
});
