// Where the text stands in the window: finds the column of the main text and what lies wholly beside it. Reads only.
// @ts-check
"use strict";

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.partsBeside) return;
  /** @typedef {import("./content.js").Walk} Walk */
  const read = /** @type {import("./content.js").NodeReader} */ (globalThis.sayso.nodes);

  /** How many boxes are measured at most to find the column: those with the most text. */
  const MAX_MEASURED = 300;
  /** Boxes whose sides agree to within this stand in one column, px. */
  const SAME_PX = 4;
  /** Narrower columns hold no article, px. */
  const MIN_COLUMN_PX = 280;
  /** Part of the text that the column must hold: with less there are several, or none. */
  const MIN_SHARE = 0.6;
  /** Parts wider than this share of the column may be another column of the same text. */
  const MAX_WIDTH_SHARE = 0.75;
  /** Fewer characters are a time, a label or a button. */
  const MIN_TEXT = 40;
  /** With more parts beside it the text is set in rows: questions and answers, notes in the margin. */
  const MAX_PARTS = 12;
  /** How far a part may reach into the column, px: rounding, borders. */
  const OVERLAP_PX = 2;
  /** Belong to the text wherever they stand. */
  const OF_THE_TEXT = new Set(["figure", "figcaption", "table", "caption", "pre"]);

  /**
   * The column of the main text: its sides in px, and the numbers of the elements in it, ascending.
   * @typedef {{ left: number, right: number, top: number, bottom: number, elements: number[] }} Column
   */

  /**
   * The outermost elements with text that lie wholly beside the column of the main text, by number. In doubt none.
   * @param {Walk} walk
   * @param {number} root number of the element to look in
   * @returns {number[]}
   */
  function partsBeside(walk, root) {
    const column = mainColumn(walk, root);
    if (!column) return [];
    const { nodes, ends, textBefore } = walk;
    /** @type {number[]} */ const parts = [];
    // What is beside the text has an ancestor around both, so only these are gone into.
    const around = [root];
    for (let outer = around.pop(); outer !== undefined; outer = around.pop()) {
      for (let number = outer + 1; number < ends[outer]; number = ends[number]) {
        const text = textBefore[ends[number]] - textBefore[number];
        const isText = ends[number] === number + 1;
        if (text === 0 || isText || isApart(walk, number)) continue;
        if (holdsAny(column.elements, number, ends[number])) around.push(number);
        else if (makesNoBox(nodes[number])) around.push(number);
        else if (text >= MIN_TEXT && !isOfTheText(walk, number) && isBeside(nodes[number], column)) parts.push(number);
      }
    }
    return parts.length > MAX_PARTS ? [] : parts;
  }

  /**
   * @param {Walk} walk
   * @param {number} root
   * @returns {Column | null} null where the text stands in no one column
   */
  function mainColumn({ nodes, ends, texts, apart }, root) {
    const inside = apart.filter(({ from }) => from > root);
    const measured = [...texts]
      .filter(([number]) => number >= root && number < ends[root])
      .filter(([number]) => !inside.some(({ from, to }) => from <= number && number < to))
      .sort((a, b) => b[1] - a[1])
      .slice(0, MAX_MEASURED)
      .map(([number, text]) => ({ number, text, box: read.box(/** @type {Element} */ (nodes[number])) }))
      .filter(({ box }) => box.width > 0);

    /** @type {Map<string, number>} */ const weights = new Map();
    let most = { left: 0, right: 0, text: 0 };
    let all = 0;
    for (const { text, box: { left, right } } of measured) {
      const sides = `${Math.round(left / SAME_PX)} ${Math.round(right / SAME_PX)}`;
      const sum = (weights.get(sides) ?? 0) + text;
      weights.set(sides, sum);
      if (sum > most.text) most = { left, right, text: sum };
      all += text;
    }
    const { left, right } = most;
    if (right - left < MIN_COLUMN_PX) return null;
    const standing = measured.filter(({ box }) => Math.min(box.right, right) - Math.max(box.left, left) > box.width / 2);
    if (standing.reduce((sum, { text }) => sum + text, 0) < all * MIN_SHARE) return null;
    const top = Math.min(...standing.map(({ box }) => box.top));
    const bottom = Math.max(...standing.map(({ box }) => box.bottom));
    const elements = standing.map(({ number }) => number).sort((a, b) => a - b);
    return { left, right, top, bottom, elements };
  }

  /**
   * Whether one of the ascending numbers lies in the range.
   * @param {number[]} numbers
   * @param {number} from
   * @param {number} to
   */
  function holdsAny(numbers, from, to) {
    let low = 0;
    let high = numbers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle] < from) low = middle + 1;
      else high = middle;
    }
    return low < numbers.length && numbers[low] < to;
  }

  /**
   * A shadow root, or an element with `display: contents` such as a slot.
   * @param {Node} node
   */
  function makesNoBox(node) {
    if (read.nodeType(node) !== Node.ELEMENT_NODE) return true;
    const { width, height } = read.box(/** @type {Element} */ (node));
    return width === 0 && height === 0;
  }

  /**
   * @param {Node} node
   * @param {Column} column
   */
  function isBeside(node, { left, right, top, bottom }) {
    const box = read.box(/** @type {Element} */ (node));
    if (box.width === 0 || box.width > (right - left) * MAX_WIDTH_SHARE) return false;
    if (box.bottom <= top || box.top >= bottom) return false;
    return box.right <= left + OVERLAP_PX || box.left >= right - OVERLAP_PX;
  }

  /**
   * Captions and tables set wider than the text, and the headline with what is written around it.
   * @param {Walk} walk
   * @param {number} number
   */
  function isOfTheText({ nodes, ends, landmarks }, number) {
    if (OF_THE_TEXT.has(read.localName(nodes[number]))) return true;
    return landmarks.some(({ at, name }) => name === "h1" && number <= at && at < ends[number]);
  }

  /**
   * Fixed to the window, or another document.
   * @param {Walk} walk
   * @param {number} number
   */
  function isApart({ apart }, number) {
    return apart.some(({ from }) => from === number);
  }

  globalThis.sayso.partsBeside = partsBeside;
})();
