// Help: what the words mean, what the analysis cannot do, with examples, and the keys.
// @ts-check
import { element } from "./element.js";
import { words } from "./words.js";

/** The keys of the panel and the messages that say what they do. @type {[string, string][]} */
export const KEYS = [
  ["↑ ↓ Home End", "keyRows"], ["Enter", "keyGo"], ["Ctrl+Enter", "keyGoFocus"], ["n / p", "keyMentions"],
  ["/", "keyFilter"], ["h", "keyMarks"], ["c", "keyCitation"], ["Shift+C", "keyMarkdown"], ["e", "keyExport"],
  ["r", "keyStripped"], ["?", "keyHelp"], ["1 – 4", "keyTabs"], ["Esc", "keyClose"],
];

/** Terms and what they mean here. @type {[string, string][]} */
const TERMS = [
  ["noSourceGiven", "helpNoSource"], ["statusReported", "helpReported"], ["statusQuoted", "helpQuoted"],
  ["statusDenied", "helpDenied"], ["tagHedged", "helpHedged"], ["tagPrediction", "helpPrediction"],
  ["unnamedSource", "helpUnnamed"], ["check", "helpCheck"],
];

/** @param {() => void} close */
export function helpView(close) {
  const heading = element("h1", { class: "state-title", tabindex: -1 }, words("help"));
  const view = element(
    "div",
    { class: "state help" },
    heading,
    element("p", {}, words("helpPurpose")),
    element("h2", { class: "block-title" }, words("helpTerms")),
    pairs(TERMS.map(([term, meaning]) => [words(term), words(meaning)])),
    element("h2", { class: "block-title" }, words("helpLimits")),
    element("ul", { class: "bullets" }, ...["helpLimit1", "helpLimit2", "helpLimit3", "helpLimit4"].map((key) => element("li", {}, words(key)))),
    element("h2", { class: "block-title" }, words("keys")),
    keyTable(),
    element("div", { class: "actions" }, element("button", { type: "button", class: "button main", click: close }, words("back"))),
  );
  return { element: view, heading };
}

/** The keys as a list of pairs; the options page shows them too. */
export function keyTable() {
  return element(
    "dl",
    { class: "pairs" },
    ...KEYS.flatMap(([key, meaning]) => [element("dt", {}, element("kbd", { dir: "ltr" }, key)), element("dd", {}, words(meaning))]),
  );
}

/** @param {[string, string][]} list */
function pairs(list) {
  return element("dl", { class: "pairs" }, ...list.flatMap(([term, meaning]) => [element("dt", {}, term), element("dd", {}, meaning)]));
}
