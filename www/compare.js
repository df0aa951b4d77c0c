// Two articles side by side: what both have, what one alone has, and claims that say the same, with what differs marked.
// @ts-check
import { element, pageWords } from "./panel/element.js";
import { formatNumber, quoted, words } from "./panel/words.js";

/** @import { ComparisonView, Difference, MatchingClaims } from "./view" */
/** @typedef {"a" | "b"} SideName */

/** @type {Record<string, string>} */
const STATUS = { stated: "noSourceGiven", reported: "statusReported", quoted: "statusQuoted", denied: "statusDenied" };

/**
 * @param {ComparisonView} found
 * @param {() => void} back
 */
export function createComparison(found, back) {
  const heading = element("h2", { class: "compare-title", tabindex: -1 }, words("comparison"));
  const { entities, sources, claims } = found;
  const made = element(
    "section",
    { class: "comparison", "aria-label": words("comparison") },
    heading,
    element("p", { class: "quiet" }, words("comparisonBody")),
    element("button", { type: "button", class: "button", id: "leave-comparison", click: back }, words("leaveComparison")),
    ...found.notes.map(({ code }) => element("p", { class: "notice", "data-note": code }, words(`note_${code.replaceAll("-", "_")}`))),
    element("div", { class: "sides" }, title(found, "a"), title(found, "b")),
    ...section(words("matchingClaims"), claims.matching.length, matching(found)),
    ...section(words("entities"), entities.shared.length, names(found, entities, "entities")),
    ...section(words("sources"), sources.shared.length, names(found, sources, "sources")),
    ...section(
      words("otherClaims"),
      claims.only_a.length + claims.only_b.length,
      element("div", { class: "sides" }, lone(found, "a"), lone(found, "b")),
    ),
  );
  return { element: made, heading };
}

/**
 * @param {string} label
 * @param {number} count
 * @param {HTMLElement} content
 */
function section(label, count, content) {
  return [element("h3", { class: "compare-section" }, label, " ", element("span", { class: "quiet" }, formatNumber(count))), content];
}

/**
 * @param {ComparisonView} found
 * @param {SideName} side
 */
function title(found, side) {
  const about = found[side];
  return element(
    "div",
    { class: "side" },
    element("p", { class: "side-name" }, words(side === "a" ? "articleA" : "articleB")),
    about.title ? pageWords("p", about.title, about.language, { class: "side-title" }) : element("p", { class: "side-title quiet" }, words("titleNotStated")),
    about.publisher ? pageWords("p", about.publisher, about.language, { class: "quiet" }) : null,
  );
}

/**
 * @param {ComparisonView} found
 * @param {{ shared: { name: string }[], only_a: { name: string }[], only_b: { name: string }[] }} lists
 * @param {string} field
 */
function names(found, lists, field) {
  const group = (/** @type {string} */ label, /** @type {string} */ part, /** @type {{ name: string }[]} */ list, /** @type {SideName} */ side) =>
    element(
      "div",
      { class: "group-of-names", "data-names": `${field}-${part}` },
      element("h4", {}, label),
      list.length === 0
        ? element("p", { class: "quiet" }, words("none"))
        : element("ul", { class: "names" }, ...list.map(({ name }) => pageWords("li", name, found[side].language))),
    );
  return element(
    "div",
    { class: "three" },
    group(words("inBoth"), "shared", lists.shared, "a"),
    group(words("onlyInA"), "only-a", lists.only_a, "a"),
    group(words("onlyInB"), "only-b", lists.only_b, "b"),
  );
}

/** @param {ComparisonView} found */
function matching(found) {
  if (found.claims.matching.length === 0) return element("p", { class: "quiet" }, words("noMatchingClaims"));
  return element("ol", { class: "pairs-of-claims" }, ...found.claims.matching.map((pair) => pairRow(found, pair)));
}

/**
 * @param {ComparisonView} found
 * @param {MatchingClaims} pair
 */
function pairRow(found, pair) {
  return element(
    "li",
    { class: "pair" },
    element("div", { class: "sides" }, claimSide(found, pair, "a"), claimSide(found, pair, "b")),
    pair.differences.length === 0
      ? element("p", { class: "quiet" }, words("noDifferences"))
      : element("ul", { class: "differences" }, ...pair.differences.map((one) => differenceRow(pair, one))),
  );
}

/**
 * @param {ComparisonView} found
 * @param {MatchingClaims} pair
 * @param {SideName} side
 */
function claimSide(found, pair, side) {
  const claim = pair[side];
  const { language } = found[side];
  const marks = pair.differences.flatMap((one) => (one.kind !== "attribution" && one[side] ? [{ ...one[side], isAlone: !one.a || !one.b }] : []));
  const namesIt = pair.differences.some((one) => one.kind === "attribution");
  const sentence = element("p", { class: "sentence", dir: "auto", lang: language });
  let at = claim.start;
  for (const { start, end, isAlone } of marks.sort((one, other) => one.start - other.start)) {
    if (start < at || end > claim.end) continue;
    sentence.append(claim.text.slice(at - claim.start, start - claim.start), element("mark", { class: isAlone && "alone" }, claim.text.slice(start - claim.start, end - claim.start)));
    at = end;
  }
  sentence.append(claim.text.slice(at - claim.start));
  return element(
    "div",
    { class: "side", "data-side": side },
    element("p", { class: "side-name" }, words(side === "a" ? "articleA" : "articleB")),
    sentence,
    element("p", { class: "quiet" }, words(STATUS[claim.status]), claim.speaker ? " · " : "", claim.speaker ? element(namesIt ? "mark" : "span", { dir: "auto" }, claim.speaker) : ""),
  );
}

/**
 * @param {MatchingClaims} pair
 * @param {Difference} difference
 */
function differenceRow(pair, { kind, a, b }) {
  const isAttribution = kind === "attribution";
  const missing = words(isAttribution ? "noSourceGiven" : "notGiven");
  const said = (/** @type {string | null | undefined} */ text) => (text ? quoted(text) : missing);
  const line = isAttribution ? words("oneAndOther", said(pair.a.speaker), said(pair.b.speaker)) : words("oneAndOther", said(a?.text), said(b?.text));
  return element("li", { "data-kind": kind }, element("strong", {}, words(`differs_${kind}`)), ` ${line}`);
}

/**
 * @param {ComparisonView} found
 * @param {SideName} side
 */
function lone(found, side) {
  const list = side === "a" ? found.claims.only_a : found.claims.only_b;
  return element(
    "div",
    { class: "side" },
    element("p", { class: "side-name" }, words(side === "a" ? "onlyInA" : "onlyInB")),
    list.length === 0
      ? element("p", { class: "quiet" }, words("none"))
      : element("ul", { class: "lone" }, ...list.map((claim) => pageWords("li", claim.text, found[side].language))),
  );
}
