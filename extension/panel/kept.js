// What was kept of the page and what was removed, with the reason for each block; a row leads to its block.
// @ts-check
import { element, pageWords } from "./element.js";
import { icon } from "./icons.js";
import { formatNumber, words } from "./words.js";

/** @import { ExplainedBlock, View } from "../view" */
/** @import { Outcome } from "../messages.js" */

/** How many blocks stand under one reason before the others are asked for. */
const BLOCKS_AT_ONCE = 30;

/**
 * @param {View} view
 * @param {{ show: (node: number) => Promise<Outcome>, close: () => void }} acts
 */
export function keptView(view, { show, close }) {
  const blocks = view.explain?.blocks ?? [];
  const heading = element("h1", { class: "state-title", tabindex: -1 }, words("keptTitle"));
  const groups = Map.groupBy(blocks, (block) => (block.kept ? "kept" : (block.reason ?? "outside")));
  const made = element(
    "div",
    { class: "state kept" },
    heading,
    element("p", {}, words("keptBody")),
    element("div", { class: "actions" }, element("button", { type: "button", class: "button main", click: close }, words("back"))),
    ...[...groups].flatMap(([reason, members]) => group(view, reason, members, show)),
  );
  return { element: made, heading };
}

/**
 * @param {View} view
 * @param {string} reason
 * @param {ExplainedBlock[]} members
 * @param {(node: number) => Promise<Outcome>} show
 */
function group(view, reason, members, show) {
  const isKept = reason === "kept";
  const label = isKept ? words("kept") : words("removedBecause", reasonWords(reason));
  const list = element("ul", { class: "row-list" });
  const more = element("button", { type: "button", class: "button more", click: add }, words("showMore"));
  function add() {
    const from = list.childElementCount;
    list.append(...members.slice(from, from + BLOCKS_AT_ONCE).map((block) => blockRow(view, block, show)));
    more.hidden = list.childElementCount >= members.length;
  }
  add();
  return [
    element("h2", { class: "group" }, label, " ", element("span", { class: "quiet" }, formatNumber(members.length))),
    list,
    more,
  ];
}

/**
 * @param {View} view
 * @param {ExplainedBlock} block
 * @param {(node: number) => Promise<Outcome>} show
 */
function blockRow(view, block, show) {
  const trouble = element("p", { class: "row-trouble" });
  trouble.hidden = true;
  async function go() {
    const outcome = await show(block.node);
    trouble.textContent = outcome === "shown" ? "" : words("wordsHidden");
    trouble.hidden = outcome === "shown";
  }
  return element(
    "li",
    { class: "row", "data-row": "block", "data-kept": String(block.kept) },
    element(
      "button",
      { type: "button", class: "row-go", title: words("goToText"), click: go },
      pageWords("span", block.text, view.document.language, { class: "sentence" }),
      icon("go"),
    ),
    trouble,
  );
}

/** The core's word for a reason, in the reader's language. @param {string} reason */
function reasonWords(reason) {
  return words(`reason_${reason.replaceAll("-", "_")}`) || reason;
}
