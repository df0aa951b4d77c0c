// Shows on the page which blocks were kept and which were removed, by highlights alone.
// @ts-check
"use strict";

(() => {
  /** @typedef {import("../messages.js").Verdict} Verdict */
  globalThis.sayso ??= {};
  if (globalThis.sayso.verdicts) return;
  const { highlighter, nodes: read, scroll } = /** @type {import("./content.js").Sayso} */ (globalThis.sayso);

  /**
   * @param {Node[]} nodes of the snapshot
   * @param {Verdict[]} verdicts none takes the marks away
   */
  function show(nodes, verdicts) {
    const ranges = (/** @type {boolean} */ isKept) =>
      verdicts.filter((verdict) => verdict.isKept === isKept).flatMap(({ node }) => rangeOf(nodes[node]) ?? []);
    highlighter.markVerdicts(ranges(true), ranges(false));
  }

  /** @param {Node | undefined} node */
  function rangeOf(node) {
    if (!node || !read.isConnected(node) || !scroll.viewOf(node)) return null;
    const range = /** @type {Document} */ (read.ownerDocument(node)).createRange();
    range.selectNodeContents(node);
    return range;
  }

  /**
   * Brings a block into sight.
   * @param {Node | undefined} node
   * @param {number} freeHeight
   */
  function goTo(node, freeHeight) {
    const range = rangeOf(node);
    return range !== null && scroll.scrollTo(range, freeHeight);
  }

  globalThis.sayso.verdicts = { show, goTo };
})();
