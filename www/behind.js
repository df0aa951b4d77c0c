// Behind the result, for builders: the JSON, the time it took, why each block was kept and why each claim is one.
// @ts-check
import { copyText } from "./panel/clipboard.js";
import { element, pageWords } from "./panel/element.js";
import { action } from "./panel/fields.js";
import { createTabs } from "./panel/tabs.js";
import { formatNumber, words } from "./panel/words.js";
import { loadMs } from "./analysis.js";
import { placeOf, reasonWords } from "./kept.js";

/** @import { Reading } from "./analysis.js" */
/** @import { Claim, ExplainedFeature } from "./view" */

/** The tabs, by the word in a link. */
export const BEHIND = ["json", "timing", "why-kept", "why-claim"];

/**
 * @param {Reading} reading
 * @param {Node[]} nodes of the page, by number
 * @param {number} drawnMs how long the report took
 * @param {(message: string) => void} announce
 * @param {(id: string) => void} opened
 */
export function createBehind(reading, nodes, drawnMs, announce, opened) {
  const tabs = createTabs(
    words("behind"),
    [
      { id: "json", label: words("json"), build: () => json(reading, announce) },
      { id: "timing", label: words("timing"), build: () => timing(reading, nodes, drawnMs) },
      { id: "why-kept", label: words("whyKept"), build: () => whyKept(reading, nodes) },
      { id: "why-claim", label: words("whyClaim"), build: () => whyClaim(reading) },
    ],
    opened,
  );
  return { element: element("div", {}, tabs.list, ...tabs.panels), tabs };
}

/**
 * @param {Reading} reading
 * @param {(message: string) => void} announce
 */
function json({ view }, announce) {
  const text = JSON.stringify(view, null, 1);
  const file = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  return element(
    "div",
    {},
    element("p", { class: "quiet" }, words("jsonUnits")),
    element(
      "div",
      { class: "actions" },
      action(words("copyJson"), () => copyText(text, words("copied"), announce)),
      element("a", { class: "button", href: file, download: "sayso.json" }, words("saveJson")),
    ),
    element("pre", { class: "json", tabindex: 0, role: "region", "aria-label": words("json") }, text),
  );
}

/**
 * @param {Reading} reading
 * @param {Node[]} nodes
 * @param {number} drawnMs
 */
function timing({ steps, view, input }, nodes, drawnMs) {
  const times = [{ label: "timeLoad", ms: loadMs }, ...steps, { label: "timeDraw", ms: drawnMs }];
  const milliseconds = (/** @type {number} */ ms) => words("milliseconds", ms.toLocaleString(undefined, { maximumFractionDigits: 1 }));
  const rows = [
    ...times.map(({ label, ms }) => [words(label), milliseconds(ms)]),
    [words("sizeCharacters"), formatNumber(input.content.length)],
    ...(nodes.length > 0 ? [[words("sizeNodes"), formatNumber(nodes.length)]] : []),
    [words("sizeWords"), formatNumber(view.document.words)],
  ];
  return table(words("timing"), [words("step"), words("amount")], rows.map(([name, amount]) => [element("span", {}, name), element("span", {}, amount)]));
}

/**
 * @param {Reading} reading
 * @param {Node[]} nodes
 */
function whyKept({ view }, nodes) {
  const blocks = view.explain?.blocks ?? [];
  if (blocks.length === 0) return element("p", { class: "none" }, words("keptNothing"));
  const rows = blocks.map((block) => {
    const node = nodes[block.node];
    return [
      element("span", {}, block.kept ? words("kept") : words("removedBecause", reasonWords(block.reason ?? "outside"))),
      element("code", {}, node ? placeOf(node) : ""),
      pageWords("span", block.text, view.document.language),
    ];
  });
  return table(words("whyKept"), [words("verdict"), words("place"), words("firstWords")], rows);
}

/** @param {Reading} reading */
function whyClaim({ view }) {
  const explained = new Map(view.explain?.claims.map(({ id, features }) => [id, features]));
  if (view.claims.length === 0) return element("p", { class: "none" }, words("noClaims"));
  return element(
    "div",
    {},
    element("p", { class: "quiet" }, words("whyClaimBody")),
    element("ol", { class: "why" }, ...view.claims.map((claim) => whyRow(claim, explained.get(claim.id) ?? [], view.document.language))),
  );
}

/**
 * @param {Claim} claim
 * @param {ExplainedFeature[]} features
 * @param {string | undefined} language
 */
function whyRow(claim, features, language) {
  const byWeight = [...features].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const points = (/** @type {number} */ value) => value.toLocaleString(undefined, { maximumFractionDigits: 2, signDisplay: "exceptZero" });
  return element(
    "li",
    {},
    pageWords("p", claim.text, language, { class: "sentence" }),
    element("p", { class: "quiet" }, words("score", claim.score.toFixed(2))),
    element("ul", { class: "features" }, ...byWeight.map(({ name, points: value }) => element("li", {}, `${name.replaceAll("-", " ")} ${points(value)}`))),
  );
}

/**
 * @param {string} caption
 * @param {string[]} head
 * @param {HTMLElement[][]} rows
 */
function table(caption, head, rows) {
  return element(
    "div",
    { class: "table", tabindex: 0, role: "region", "aria-label": caption },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...head.map((label) => element("th", { scope: "col" }, label)))),
      element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell))))),
    ),
  );
}
