// The selected text as an article of its own: its words, one line for each block, and runs that lead back to the page.
// @ts-check
"use strict";

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.selectedText) return;
  const read = /** @type {import("./content.js").NodeReader} */ (globalThis.sayso.nodes);

  const TEXT_NODE = 3;
  /** What a block is: anything that the browser does not lay out in the flow of a line. */
  const IN_FLOW = /^(inline|contents|ruby)/;

  /**
   * @param {Node[]} nodes the nodes of the snapshot; those with selected text get their number from here
   * @returns {import("../messages.js").SelectedText | null} null where nothing but white space is selected
   */
  function selectedText(nodes) {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed) return null;
    const numbers = new Map(nodes.map((node, number) => [node, number]));
    /** Runs of start, end, node, offset. @type {number[]} */ const runs = [];
    let text = "";
    /** @type {Element | null} */ let block = null;
    for (let at = 0; at < selection.rangeCount; at++) {
      for (const { node, start, end } of textsIn(selection.getRangeAt(at))) {
        const number = numbers.get(node);
        const around = blockAround(node);
        if (number === undefined || !around) continue;
        if (block !== null && block !== around && text !== "") text = `${text.trimEnd()}\n\n`;
        block = around;
        append(read.data(node).slice(start, end), number, start);
      }
    }
    return text.trim() === "" ? null : { text: text.trimEnd(), runs: within(runs, text.trimEnd().length) };

    /**
     * Adds words with single spaces between as one run; other white space counts as one space, and ends a run.
     * @param {string} data
     * @param {number} number
     * @param {number} offset
     */
    function append(data, number, offset) {
      for (const { 0: word, index } of data.matchAll(/\S+(?: \S+)*|\s+/g)) {
        if (word.trim() === "") {
          if (text !== "" && !/\s$/.test(text)) text += " ";
          continue;
        }
        runs.push(text.length, text.length + word.length, number, offset + index);
        text += word;
      }
    }
  }

  /** @param {Range} range */
  function textsIn(range) {
    const root = range.commonAncestorContainer;
    if (read.nodeType(root) === TEXT_NODE) return [{ node: root, start: range.startOffset, end: range.endOffset }];
    const walker = (read.ownerDocument(root) ?? document).createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!range.intersectsNode(node)) continue;
      const start = node === range.startContainer ? range.startOffset : 0;
      const end = node === range.endContainer ? range.endOffset : read.data(node).length;
      if (end > start) texts.push({ node, start, end });
    }
    return texts;
  }

  /** @param {Node} node @returns {Element | null} null where it is not displayed */
  function blockAround(node) {
    let element = read.parentElement(node);
    for (; element; element = read.parentElement(element)) {
      const { display } = getComputedStyle(element);
      if (display === "none") return null;
      if (!IN_FLOW.test(display)) return element;
    }
    return document.documentElement;
  }

  /** @param {number[]} runs @param {number} length */
  function within(runs, length) {
    return runs.filter((_, index) => runs[index - (index % 4)] < length);
  }

  globalThis.sayso.selectedText = selectedText;
})();
