// Marks words on the page with the CSS Custom Highlight API and scrolls to them. Changes no node of the page.
// @ts-check
"use strict";

/** @import { Mark, MarkGroup, Outcome, Piece } from "../messages.js" */

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.highlighter) return;

  const CURRENT = "sayso-current";
  /** @type {Record<MarkGroup, string>} */
  const NAMES = { entity: "sayso-entity", source: "sayso-source", claim: "sayso-claim" };
  /** Text on every mark; at least 9:1 on each of the backgrounds. */
  const INK = "#1B1F24";
  const RULES = `
    ::highlight(sayso-entity) { background-color: #FFE58A; color: ${INK}; }
    ::highlight(sayso-source) { background-color: #BFE3FF; color: ${INK}; }
    ::highlight(sayso-claim) { background-color: #D7F5C9; color: ${INK}; }
    ::highlight(sayso-current) { background-color: #FFB357; color: ${INK}; text-decoration: underline 2px ${INK}; }
  `;
  /** Where in the free part of the window a sentence comes to stand: one third from the top. */
  const READING_LINE = 1 / 3;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  /** Where the sheet is adopted now: the document, and shadow roots with marked words. @type {Set<Document | ShadowRoot>} */
  const dressed = new Set();

  /**
   * Shows the marks of one item instead of those before.
   * @param {Node[]} nodes the nodes of the snapshot, by number
   * @param {MarkGroup} group
   * @param {Mark[]} marks
   * @param {number} current index of the mark to scroll to
   * @param {number} freeHeight height in px of the window's part that no panel covers
   * @returns {Outcome} what became of the current mark
   */
  function show(nodes, group, marks, current, freeHeight) {
    clear();
    const found = marks.map((mark) => rangesOf(nodes, mark));
    const now = found[current] ?? [];
    const others = found.flatMap((ranges, index) => (index === current ? [] : ranges));
    for (const range of [...now, ...others]) dress(range.startContainer);
    register(NAMES[group], others, 0);
    register(CURRENT, now, 1);
    if (now.length === 0) return "lost";
    return scrollTo(now[0], freeHeight) ? "shown" : "hidden";
  }

  /** Removes every mark and every rule. */
  function clear() {
    for (const name of [...Object.values(NAMES), CURRENT]) CSS.highlights.delete(name);
    for (const scope of dressed) {
      scope.adoptedStyleSheets = Array.from(scope.adoptedStyleSheets).filter((other) => other !== sheet);
    }
    dressed.clear();
  }

  /**
   * @param {string} name
   * @param {Range[]} ranges
   * @param {number} priority
   */
  function register(name, ranges, priority) {
    if (ranges.length === 0) return;
    const highlight = new Highlight(...ranges);
    highlight.priority = priority;
    CSS.highlights.set(name, highlight);
  }

  /**
   * Rules of the document do not reach into shadow roots, so each gets the sheet.
   * @param {Node} node
   */
  function dress(node) {
    const scope = node.getRootNode();
    if (!(scope instanceof Document || scope instanceof ShadowRoot) || dressed.has(scope)) return;
    scope.adoptedStyleSheets = [...scope.adoptedStyleSheets, sheet];
    dressed.add(scope);
  }

  /**
   * @param {Node[]} nodes
   * @param {Mark} mark
   * @returns {Range[]} empty where any of its words is lost: half a mark would be a wrong mark
   */
  function rangesOf(nodes, mark) {
    const ranges = [];
    for (const piece of mark) {
      const range = rangeOf(nodes[piece.node], piece);
      if (!range) return [];
      ranges.push(range);
    }
    return ranges;
  }

  /**
   * @param {Node | undefined} node
   * @param {Piece} piece
   * @returns {Range | null} null where the page no longer says this here
   */
  function rangeOf(node, piece) {
    if (!(node instanceof Text) || !node.isConnected) return null;
    // The snapshot replaced these code units one for one, so the offsets still fit.
    const data = node.data.replaceAll("\0", "\uFFFD").toWellFormed();
    let start = piece.start;
    if (data.slice(start, piece.end) !== piece.quote) {
      start = data.indexOf(piece.quote);
      if (start < 0 || data.indexOf(piece.quote, start + 1) >= 0) return null;
    }
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + piece.quote.length);
    return range;
  }

  /**
   * Scrolls every scrolling box around the words, then the window.
   * @param {Range} range
   * @param {number} freeHeight
   * @returns {boolean} whether the words are displayed at all
   */
  function scrollTo(range, freeHeight) {
    if (range.getClientRects().length === 0) return false;
    let element = range.startContainer.parentElement;
    for (; element && element !== document.scrollingElement; element = element.parentElement) {
      if (!scrolls(element)) continue;
      const top = topOf(range) - element.getBoundingClientRect().top - element.clientHeight * READING_LINE;
      element.scrollBy({ top, behavior: "instant" });
    }
    globalThis.scrollBy({ top: topOf(range) - freeHeight * READING_LINE, behavior: "instant" });
    return true;
  }

  /** @param {Range} range */
  function topOf(range) {
    return range.getClientRects()[0]?.top ?? 0;
  }

  /** @param {Element} element */
  function scrolls(element) {
    if (element === document.body || element === document.documentElement) return false;
    return element.scrollHeight > element.clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY);
  }

  globalThis.sayso.highlighter = { show, clear };
})();
