// The report as Markdown and as an HTML file that needs nothing else.
// @ts-check
import { outline } from "./outline.js";
import { words } from "../words.js";

/** @import { View } from "../../view" */
/** @import { Line } from "./outline.js" */

/**
 * @param {View} view
 * @param {string} address
 */
export function markdown(view, address) {
  const { title, facts, parts, notes } = outline(view);
  const about = view.document;
  const front = Object.entries({
    title: about.title, author: about.byline.length > 0 ? about.byline : undefined, publisher: about.publisher,
    published: about.published, modified: about.modified, language: about.language, license: about.license, url: address,
  }).filter(([, value]) => value !== undefined);
  return [
    "---",
    // JSON values are YAML values, whatever the page's title holds.
    ...front.map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    "---",
    "",
    `# ${escaped(title)}`,
    "",
    facts.map(escaped).join(" · "),
    ...parts.flatMap((part) => ["", `## ${part.title}`, "", ...part.lines.map((line) => `- ${markdownLine(line)}`)]),
    "",
    `> ${notes.map(escaped).join(" ")}`,
    "",
  ].join("\n");
}

/** @param {Line} line */
export function markdownLine({ strong, text, more }) {
  const parts = [strong && `**${escaped(strong)}**`, escaped(text), more && (strong || text ? `— ${escaped(more)}` : escaped(more))];
  return parts.filter((part) => part !== "").join(" ");
}

/** What Markdown would take for markup, and HTML inside it. @param {string} text */
function escaped(text) {
  return text.replaceAll(/[\\`*_[\]<>#|]/g, "\\$&");
}

const STYLE = `
  body { max-width: 44em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 system-ui, sans-serif; color: #1B1F24; background: #FFFFFF; }
  h1 { line-height: 1.25; } h2 { margin-top: 2em; border-bottom: 1px solid #6E7781; }
  li { margin: 0.5em 0; break-inside: avoid; } .more, .facts, footer { color: #57606A; }
  @media (prefers-color-scheme: dark) { body { color: #E6E8EB; background: #16181C; } .more, .facts, footer { color: #A3ABB5; } a { color: #79B8FF; } }
`;

/**
 * @param {View} view
 * @param {string} address
 */
export function htmlReport(view, address) {
  const { title, facts, parts, notes } = outline(view);
  const made = document.implementation.createHTMLDocument(title);
  const add = (/** @type {Element} */ parent, /** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ className = "") => {
    const child = made.createElement(name);
    if (text) child.textContent = text;
    if (className) child.className = className;
    parent.append(child);
    return child;
  };
  const { head, body, documentElement: root } = made;
  root.lang = words("languageOfWords");
  root.dir = document.documentElement.dir;
  const charset = made.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  const viewport = made.createElement("meta");
  viewport.name = "viewport";
  viewport.content = "width=device-width, initial-scale=1";
  head.prepend(charset, viewport);
  add(head, "style", STYLE);
  for (const element of [add(body, "h1", title), add(body, "p", facts.join(" · "), "facts")]) element.dir = "auto";
  if (/^https?:/.test(address)) {
    const link = add(add(body, "p", ""), "a", address);
    link.setAttribute("href", address);
    link.setAttribute("rel", "noopener noreferrer");
  }
  for (const part of parts) {
    add(body, "h2", part.title);
    const list = add(body, "ul", "");
    for (const { strong, text, more } of part.lines) {
      const item = add(list, "li", "");
      item.dir = "auto";
      if (strong) add(item, "strong", strong);
      if (text) {
        const quote = add(item, "div", text);
        quote.lang = view.document.language ?? "";
      }
      if (more) add(item, "div", more, "more");
    }
  }
  add(body, "footer", notes.join(" "));
  return `<!doctype html>\n${new XMLSerializer().serializeToString(made.documentElement)}\n`;
}
