// Makes room for the panel beside the article and gives it back: one style sheet, no change to any node.
// @ts-check
"use strict";

(() => {
  /** @typedef {import("../messages.js").Layout} Layout */
  globalThis.sayso ??= {};
  if (globalThis.sayso.layout) return;

  /** Narrowest rest of the window, in px, in which an article still reads well; below it the panel overlaps. */
  const MIN_REST_PX = 480;
  /** Space in px between the article's text and the panel. */
  const GAP_PX = 16;
  /** Tells a later copy of this script whose sheet this is. A custom property would have every element's style computed anew. */
  const OWN = "sayso-panel {}";
  /** How many text nodes are measured at most: the right edge shows in the first paragraphs. */
  const MAX_MEASURED = 200;

  /**
   * The style sheet in force and where the page stood before and after it came.
   * @type {{ sheet: CSSStyleSheet, texts: Node[], before: Position, after: Position } | null}
   * @typedef {{ x: number, y: number }} Position
   */
  let room = null;

  /**
   * Moves the page aside as far as the article's text needs it; columns beside the text may be covered.
   * Where the text does not move, nothing is changed and the panel overlaps.
   * @param {Layout} layout of the panel
   * @param {Node[]} texts the article's text nodes
   * @returns {boolean} whether the text stays under the panel although room was asked for
   */
  function makeRoom({ side, width, mode }, texts) {
    restore();
    const rest = document.documentElement.clientWidth - width;
    if (mode === "overlap" || rest < MIN_REST_PX) return false;
    const measured = texts.slice(0, MAX_MEASURED);
    /** How far the text reaches under the panel, px. */
    const reach = () => (side === "left" ? width + GAP_PX - leftEdge(measured) : rightEdge(measured) - (rest - GAP_PX));
    const covered = reach();
    if (covered <= 0 || measured.length === 0) return false;

    const before = position();
    const anchor = firstVisible(texts);
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    // A centered column moves by half the margin, so the second step is twice what is covered.
    for (const margin of [covered, 2 * covered, width]) {
      if (margin > width + GAP_PX) continue;
      const fits = `(min-width: ${width + MIN_REST_PX}px)`;
      sheet.replaceSync(`@media screen and ${fits} { html { margin-${side}: ${Math.ceil(margin)}px !important; } } ${OWN}`);
      if (reach() <= 0) break;
    }
    if (reach() >= covered) {
      drop(sheet);
      return true;
    }
    keepInPlace(anchor);
    room = { sheet, texts, before, after: position() };
    return false;
  }

  /** Gives the room back; who has not scrolled since comes back to the same pixel, who has stays at the same words. */
  function restore() {
    if (!room) return;
    const { sheet, texts, before, after } = room;
    room = null;
    const now = position();
    const scrolled = now.x !== after.x || now.y !== after.y;
    const anchor = firstVisible(texts);
    drop(sheet);
    if (scrolled) keepInPlace(anchor);
    else globalThis.scrollTo({ left: before.x, top: before.y, behavior: "instant" });
  }

  /** @param {CSSStyleSheet} sheet */
  function drop(sheet) {
    document.adoptedStyleSheets = Array.from(document.adoptedStyleSheets).filter((other) => other !== sheet);
  }

  /** @returns {Position} */
  function position() {
    return { x: globalThis.scrollX, y: globalThis.scrollY };
  }

  /**
   * Where a node stands in the window, also from inside a frame.
   * @param {Node} node
   */
  function boxOf(node) {
    const range = (node.ownerDocument ?? document).createRange();
    range.selectNodeContents(node);
    const { top, bottom, left, right, height } = range.getBoundingClientRect();
    const box = { top, bottom, left, right, height };
    for (let frame = frameOf(node); frame; frame = frameOf(frame)) {
      const around = frame.getBoundingClientRect();
      box.top += around.top + frame.clientTop;
      box.bottom += around.top + frame.clientTop;
      box.left += around.left + frame.clientLeft;
      box.right += around.left + frame.clientLeft;
    }
    return box;
  }

  /** @param {Node} node */
  function frameOf(node) {
    return node.ownerDocument?.defaultView?.frameElement;
  }

  /** @param {Node[]} texts */
  function leftEdge(texts) {
    const boxes = texts.map(boxOf).filter((box) => box.height > 0);
    return boxes.reduce((edge, box) => Math.min(edge, box.left), Infinity);
  }

  /** @param {Node[]} texts */
  function rightEdge(texts) {
    return texts.reduce((edge, text) => Math.max(edge, boxOf(text).right), 0);
  }

  /**
   * @param {Node[]} texts
   * @returns {{ text: Node, top: number } | null} null at the top of the page, which stays the top
   */
  function firstVisible(texts) {
    if (globalThis.scrollY === 0) return null;
    for (const text of texts) {
      const box = boxOf(text);
      if (box.height > 0 && box.bottom > 0 && box.top < globalThis.innerHeight) return { text, top: box.top };
    }
    return null;
  }

  /** @param {{ text: Node, top: number } | null} anchor */
  function keepInPlace(anchor) {
    if (!anchor) return;
    globalThis.scrollBy({ top: boxOf(anchor.text).top - anchor.top, behavior: "instant" });
  }

  globalThis.sayso.layout = { makeRoom, restore };
})();
