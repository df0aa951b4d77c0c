// Notices when the page is no longer what was analyzed: article text rewritten, removed or grown, another address.
// @ts-check
"use strict";

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.watch) return;
  const { anchor, nodes: read } = /** @type {import("./content.js").Sayso} */ (globalThis.sayso);

  /** How long the page must be quiet before it is looked at, ms: frameworks change it in bursts. */
  const QUIET_MS = 200;
  /** Longest wait while the page never is quiet, ms: tickers and ads change all the time. */
  const PATIENCE_MS = 1_000;
  /** Shorter text nodes may come and go, code units: times, counters, labels. */
  const MIN_TEXT = 40;
  const ELEMENT_NODE = 1;
  /** Elements in which new text is no new part of the article: what people write, and what scripts announce. */
  const NOT_TEXT = "script, style, template, noscript, textarea, input, [contenteditable], [aria-live], [role=status], [role=alert]";

  /**
   * @typedef {object} Watch
   * @property {MutationObserver} observer
   * @property {{ node: Node, data: string }[]} texts the article's text nodes, and what they said
   * @property {Element | null} around the smallest element that holds them all
   * @property {string} address
   * @property {AbortController} ending
   * @property {{ changed: () => void, moved: () => void }} hears
   * @property {boolean} hasGrown
   */
  /** @type {Watch | null} */
  let watch = null;
  let timer = 0;
  let dirtySince = 0;

  /**
   * @param {Node[]} nodes the article's text nodes
   * @param {{ changed: () => void, moved: () => void }} hears `changed`: what was found may be about other words;
   *     `moved`: the page was rebuilt with the same words, so marks must be set again
   */
  function start(nodes, hears) {
    stop();
    const texts = nodes.map((node) => ({ node, data: node.nodeValue ?? "" }));
    const observer = new MutationObserver(onMutations);
    const ending = new AbortController();
    watch = { observer, texts, around: commonElement(nodes), address: addressNow(), ending, hears, hasGrown: false };
    const roots = new Set([document, ...nodes.map((node) => node.getRootNode())]);
    for (const root of roots) observer.observe(root, { childList: true, characterData: true, subtree: true });
    addEventListener("popstate", later, { signal: ending.signal });
    // Where the browser tells of navigation inside the page, it needs no change of nodes to be noticed.
    const { navigation } = /** @type {{ navigation?: EventTarget }} */ (globalThis);
    navigation?.addEventListener("navigatesuccess", later, { signal: ending.signal });
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    watch?.observer.disconnect();
    watch?.ending.abort();
    watch = null;
  }

  /** @param {MutationRecord[]} records */
  function onMutations(records) {
    if (!watch) return;
    // At once: whoever looks for words before the page is quiet must not be led by what it said before.
    anchor.forget();
    watch.hasGrown ||= records.some((record) => [...record.addedNodes].some(isNewText));
    later();
  }

  /** @param {Node} node */
  function isNewText(node) {
    if (!watch?.around || (read.textContent(node) ?? "").trim().length < MIN_TEXT) return false;
    const element = elementAt(node);
    return element !== null && element !== watch.around && read.contains(watch.around, element) && !read.closest(element, NOT_TEXT);
  }

  /** The node itself where that is an element, else the one around it. @param {Node} node */
  function elementAt(node) {
    return read.nodeType(node) === ELEMENT_NODE ? /** @type {Element} */ (node) : read.parentElement(node);
  }

  function later() {
    const now = performance.now();
    if (timer === 0) dirtySince = now;
    else clearTimeout(timer);
    timer = setTimeout(look, Math.max(0, Math.min(QUIET_MS, dirtySince + PATIENCE_MS - now)));
  }

  function look() {
    timer = 0;
    if (!watch) return;
    const { texts, hears, address, hasGrown } = watch;
    watch.hasGrown = false;
    const lost = texts.filter(({ node, data }) => !node.isConnected || node.nodeValue !== data);
    const isOther = addressNow() !== address || lost.some(({ data }) => !isStillThere(data));
    // Text that grew where the article was rebuilt with the same words is that same text.
    const isLonger = hasGrown && lost.length === 0;
    if (lost.length > 0) hears.moved();
    if (!isOther && !isLonger) return;
    watch.address = addressNow();
    watch.texts = texts.filter((text) => !lost.includes(text));
    hears.changed();
  }

  /** @param {string} data of a text node that is gone */
  function isStillThere(data) {
    return data.trim() === "" || anchor.holds(data);
  }

  /** @param {Node[]} nodes */
  function commonElement(nodes) {
    const range = document.createRange();
    const [first] = nodes;
    const last = nodes.at(-1);
    if (!first || !last || first.getRootNode() !== last.getRootNode() || first.ownerDocument !== document) return null;
    range.setStartBefore(first);
    range.setEndAfter(last);
    return elementAt(range.commonAncestorContainer);
  }

  /** Without the fragment, which changes with every jump inside the page. */
  function addressNow() {
    return location.href.split("#")[0];
  }

  globalThis.sayso.watch = { start, stop };
})();
