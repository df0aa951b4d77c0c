// Brings words into sight: through every scrolling box and frame around them, without animation.
// @ts-check
"use strict";

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.scroll) return;
  const read = /** @type {import("./content.js").NodeReader} */ (globalThis.sayso.nodes);

  /** Where in the free part of the window a sentence comes to stand: one third from the top, clear of sticky headers. */
  const READING_LINE = 1 / 3;
  const DOCUMENT_NODE = 9;

  /** @typedef {Window & typeof globalThis} View the window of a document: the page's, or that of a frame in it */

  /**
   * @param {Node} node
   * @returns {View | null} null where the document is no longer shown
   */
  function viewOf(node) {
    const document = read.nodeType(node) === DOCUMENT_NODE ? /** @type {Document} */ (node) : read.ownerDocument(node);
    return /** @type {View | null | undefined} */ (document?.defaultView) ?? null;
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
        const top = topIn(view, range) - read.box(element).top - read.clientHeight(element) * READING_LINE;
        read.scrollBy(element, { top, behavior: "instant" });
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
    const parent = read.parentElement(node);
    if (parent) return parent;
    const root = read.root(node);
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
    const { body, documentElement } = /** @type {Document} */ (read.ownerDocument(element));
    if (element === body || element === documentElement) return false;
    return read.scrollHeight(element) > read.clientHeight(element) && /auto|scroll/.test(getComputedStyle(element).overflowY);
  }

  globalThis.sayso.scroll = { scrollTo, viewOf };
})();
