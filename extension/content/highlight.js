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

  const DOCUMENT_NODE = 9;

  /** @typedef {Window & typeof globalThis} View the window of a document: the page's, or that of a frame in it */
  /** Where rules are adopted now, with their sheet: documents, and shadow roots with marked words. @type {Map<Document | ShadowRoot, CSSStyleSheet>} */
  const dressed = new Map();

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
    for (const [scope, sheet] of dressed) {
      const registry = viewOf(scope)?.CSS.highlights;
      for (const name of [...Object.values(NAMES), CURRENT]) registry?.delete(name);
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
    // Each document has a registry of its own.
    for (const [view, own] of Map.groupBy(ranges, (range) => viewOf(range.startContainer))) {
      if (!view) continue;
      const highlight = new view.Highlight(...own);
      highlight.priority = priority;
      view.CSS.highlights.set(name, highlight);
    }
  }

  /**
   * @param {Node} node
   * @returns {View | null} null where the document is no longer shown
   */
  function viewOf(node) {
    const document = node.nodeType === DOCUMENT_NODE ? /** @type {Document} */ (node) : node.ownerDocument;
    return /** @type {View | null | undefined} */ (document?.defaultView) ?? null;
  }

  /**
   * Rules of the document do not reach into shadow roots, so each gets the sheet.
   * @param {Node} node
   */
  function dress(node) {
    const scope = /** @type {Document | ShadowRoot} */ (node.getRootNode());
    const view = viewOf(scope);
    if (!view || dressed.has(scope)) return;
    // A document adopts sheets of its own making only.
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(RULES);
    scope.adoptedStyleSheets = [...scope.adoptedStyleSheets, sheet];
    dressed.set(scope, sheet);
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
    // No `instanceof`: the classes of a frame are others. Where a frame was removed, its nodes stay connected.
    if (!node?.isConnected || !viewOf(node) || node.nodeValue === null) return null;
    // The snapshot replaced these code units one for one, so the offsets still fit.
    const data = node.nodeValue.replaceAll("\0", "\uFFFD").toWellFormed();
    let start = piece.start;
    if (data.slice(start, piece.end) !== piece.quote) {
      start = data.indexOf(piece.quote);
      if (start < 0 || data.indexOf(piece.quote, start + 1) >= 0) return null;
    }
    const range = /** @type {Document} */ (node.ownerDocument).createRange();
    range.setStart(node, start);
    range.setEnd(node, start + piece.quote.length);
    return range;
  }

  /**
   * Scrolls every scrolling box around the words, then the window, and on outward where that is a frame.
   * @param {Range} range
   * @param {number} freeHeight height in px of the outermost window's part that no panel covers
   * @returns {boolean} whether the words are displayed at all
   */
  function scrollTo(range, freeHeight) {
    if (range.getClientRects().length === 0) return false;
    let element = parentOf(range.startContainer);
    let view = viewOf(range.startContainer);
    while (view) {
      const { frameElement } = view;
      for (const page = view.document.scrollingElement; element && element !== page; element = parentOf(element)) {
        if (!scrolls(element)) continue;
        const top = topIn(view, range) - element.getBoundingClientRect().top - element.clientHeight * READING_LINE;
        element.scrollBy({ top, behavior: "instant" });
      }
      const height = frameElement ? view.innerHeight : freeHeight;
      view.scrollBy({ top: topIn(view, range) - height * READING_LINE, behavior: "instant" });
      element = frameElement;
      view = frameElement && viewOf(frameElement);
    }
    return true;
  }

  /**
   * @param {Node} node
   * @returns {Element | null} the element around, out of a shadow tree its host
   */
  function parentOf(node) {
    if (node.parentElement) return node.parentElement;
    const root = node.getRootNode();
    return "host" in root ? /** @type {ShadowRoot} */ (root).host : null;
  }

  /**
   * Where the words stand in a window: their own, or one around it.
   * @param {View} view
   * @param {Range} range
   */
  function topIn(view, range) {
    let top = range.getClientRects()[0]?.top ?? 0;
    for (let inner = viewOf(range.startContainer); inner && inner !== view; ) {
      const { frameElement } = inner;
      if (!frameElement) break;
      top += frameElement.getBoundingClientRect().top + frameElement.clientTop;
      inner = viewOf(frameElement);
    }
    return top;
  }

  /** @param {Element} element */
  function scrolls(element) {
    const { body, documentElement } = element.ownerDocument;
    if (element === body || element === documentElement) return false;
    return element.scrollHeight > element.clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY);
  }

  globalThis.sayso.highlighter = { show, clear };
})();
