// The page block by block: what was kept of it, what was removed, and why.
// @ts-check
import { element, pageWords } from "./panel/element.js";
import { formatNumber, words } from "./panel/words.js";

/** @import { ExplainedBlock, View } from "./view" */

/** How many blocks are shown before the others are asked for. */
const BLOCKS_AT_ONCE = 200;

/** The core's word for a reason, in the reader's language. @param {string} reason */
export function reasonWords(reason) {
  return words(`reason_${reason.replaceAll("-", "_")}`) || reason;
}

/**
 * @param {View} view
 * @param {Node[]} nodes of the page, by number
 */
export function createKept(view, nodes) {
  const blocks = view.explain?.blocks ?? [];
  if (blocks.length === 0) return element("p", { class: "none" }, words("keptNothing"));
  const list = element("ol", { class: "blocks" });
  const more = element("button", { type: "button", class: "button", click: add }, words("showMore"));
  function add() {
    const from = list.childElementCount;
    list.append(...blocks.slice(from, from + BLOCKS_AT_ONCE).map((block) => row(view, block, nodes[block.node])));
    more.hidden = list.childElementCount >= blocks.length;
  }
  add();
  const kept = blocks.filter((block) => block.kept).length;
  return element("div", { class: "kept-blocks" }, element("p", { class: "quiet" }, words("keptCount", formatNumber(kept), formatNumber(blocks.length))), list, more);
}

/**
 * @param {View} view
 * @param {ExplainedBlock} block
 * @param {Node | undefined} node
 */
function row(view, block, node) {
  const verdict = block.kept ? words("kept") : words("removedBecause", reasonWords(block.reason ?? "outside"));
  const tag = block.kept ? "ins" : "del";
  return element(
    "li",
    { class: "verdict", "data-kept": String(block.kept) },
    element("span", { class: "verdict-why" }, verdict, node ? element("code", { class: "quiet" }, placeOf(node)) : null),
    pageWords(tag, block.text, view.document.language),
  );
}

/** How far up a block's place is told, elements. */
const PLACE_ELEMENTS = 3;

// A form's properties can be covered by its inputs' names.
const { getAttribute } = Element.prototype;
const parentNode = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode")?.get;
const localName = Object.getOwnPropertyDescriptor(Element.prototype, "localName")?.get;

/** Where a block stands: `main > article.story > p`. @param {Node} node */
export function placeOf(node) {
  const path = [];
  for (let at = node; at instanceof Element || at?.nodeType === Node.ELEMENT_NODE; at = parentNode?.call(at)) {
    const name = localName?.call(at);
    if (name === "body" || name === "html" || path.length === PLACE_ELEMENTS) break;
    const style = getAttribute.call(at, "class")?.trim().split(/\s+/)[0];
    path.unshift(style ? `${name}.${style}` : name);
  }
  return path.join(" > ");
}
