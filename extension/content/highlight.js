// Marks words on the page with the CSS Custom Highlight API. Changes no node of the page.
// @ts-check
"use strict";

(() => {
  /** @typedef {import("../messages.js").MarkedItem} MarkedItem */
  /** @typedef {import("../messages.js").MarkGroup} MarkGroup */
  /** @typedef {import("../messages.js").Outcome} Outcome */
  globalThis.sayso ??= {};
  if (globalThis.sayso.highlighter) return;
  const { anchor, scroll } = /** @type {import("./content.js").Sayso} */ (globalThis.sayso);
  const { scrollTo, viewOf } = scroll;

  const CURRENT = "sayso-current";
  const PREVIEW = "sayso-preview";
  const FLASH = "sayso-flash";
  const KEPT = "sayso-kept";
  const REMOVED = "sayso-removed";
  /** @type {Record<MarkGroup, string>} */
  const NAMES = { entity: "sayso-entity", source: "sayso-source", claim: "sayso-claim" };
  /** The current item's other words. @type {Record<MarkGroup, string>} */
  const CHOSEN = { entity: "sayso-chosen-entity", source: "sayso-chosen-source", claim: "sayso-chosen-claim" };
  const ALL = [...Object.values(NAMES), ...Object.values(CHOSEN), CURRENT, PREVIEW, FLASH, KEPT, REMOVED];
  /** Text on every mark; at least 9:1 on each of the backgrounds. */
  const INK = "#1B1F24";
  const RULES = `
    ::highlight(sayso-entity), ::highlight(sayso-chosen-entity) { background-color: #FFE58A; color: ${INK}; }
    ::highlight(sayso-source), ::highlight(sayso-chosen-source) { background-color: #BFE3FF; color: ${INK}; }
    ::highlight(sayso-claim), ::highlight(sayso-chosen-claim) { background-color: #D7F5C9; color: ${INK}; }
    ::highlight(sayso-chosen-entity), ::highlight(sayso-chosen-source), ::highlight(sayso-chosen-claim) {
      text-decoration: underline 2px ${INK};
    }
    ::highlight(sayso-current) { background-color: #FFB357; color: ${INK}; text-decoration: underline 2px ${INK}; }
    ::highlight(sayso-preview) { text-decoration: underline 3px #B35900; }
    ::highlight(sayso-flash) { background-color: #B35900; color: #FFFFFF; }
    ::highlight(sayso-kept) { background-color: #D7F5C9; color: ${INK}; }
    ::highlight(sayso-removed) { background-color: #FFD6D6; color: ${INK}; text-decoration: line-through 1px #A40E26; }
    @media (forced-colors: active) {
      ::highlight(sayso-entity), ::highlight(sayso-source), ::highlight(sayso-claim), ::highlight(sayso-kept),
      ::highlight(sayso-chosen-entity), ::highlight(sayso-chosen-source), ::highlight(sayso-chosen-claim) {
        background-color: Mark; color: MarkText;
      }
      ::highlight(sayso-current), ::highlight(sayso-flash) { background-color: Highlight; color: HighlightText; }
    }
  `;
  /** How long the words flash that the reader was led to, ms: long enough to catch the eye, short enough to read on. */
  const FLASH_MS = 500;

  /** The marks that stand whatever is current, by highlight. @type {{ key: string, mark: number, ranges: Range[] }[]} */
  let placed = [];
  /** Those of the current item. @type {{ key: string, mark: number, ranges: Range[] }[]} */
  let chosen = [];
  /** Where rules are adopted now, with their sheet: documents, and shadow roots with marked words. @type {Map<Document | ShadowRoot, CSSStyleSheet>} */
  const dressed = new Map();
  let flashTimer = 0;

  /**
   * The nodes that marks are about: those of the page, or their copies in the stripped view, which holds no others.
   * @typedef {import("./content.js").Scope} Scope
   */

  /**
   * Marks the words of all items instead of those before.
   * @param {Scope} scope
   * @param {MarkedItem[]} items
   */
  function mark(scope, items) {
    placed = items.flatMap((item) => located(scope, item));
    const groups = new Map(items.map((item) => [item.key, item.group]));
    for (const group of /** @type {MarkGroup[]} */ (Object.keys(NAMES))) {
      register(NAMES[group], placed.filter(({ key }) => groups.get(key) === group).flatMap(({ ranges }) => ranges), 0);
    }
  }

  /**
   * Makes one item current and leads to one of its marks.
   * @param {Scope} scope
   * @param {MarkedItem} item
   * @param {number} current index of the mark to scroll to
   * @param {number} freeHeight height in px of the window's part that no panel covers
   * @returns {{ outcome: Outcome, range: Range | undefined }} what became of the current mark
   */
  function show(scope, item, current, freeHeight) {
    clear();
    chosen = located(scope, item);
    const now = chosen.find(({ mark }) => mark === current)?.ranges ?? [];
    const others = chosen.filter(({ mark }) => mark !== current).flatMap(({ ranges }) => ranges);
    register(CHOSEN[item.group], others, 1);
    register(CURRENT, now, 2);
    if (now.length === 0) return { outcome: "lost", range: undefined };
    const isShown = scrollTo(now[0], freeHeight);
    if (isShown) flash(now);
    return { outcome: isShown ? "shown" : "hidden", range: now[0] };
  }

  /**
   * @param {Scope} scope
   * @param {MarkedItem | null} item null takes the outline away
   */
  function preview(scope, item) {
    register(PREVIEW, item ? located(scope, item).flatMap(({ ranges }) => ranges) : [], 3);
  }

  /**
   * @param {Range[]} kept
   * @param {Range[]} removed
   */
  function markVerdicts(kept, removed) {
    register(KEPT, kept, 0);
    register(REMOVED, removed, 0);
  }

  /** Nothing is current any more; the other marks stay. */
  function clear() {
    clearTimeout(flashTimer);
    chosen = [];
    for (const name of [CURRENT, FLASH, ...Object.values(CHOSEN)]) register(name, [], 0);
  }

  /** Removes every mark and every rule. */
  function remove() {
    clear();
    placed = [];
    for (const [scope, sheet] of dressed) {
      const registry = viewOf(scope)?.CSS.highlights;
      for (const name of ALL) registry?.delete(name);
      scope.adoptedStyleSheets = Array.from(scope.adoptedStyleSheets).filter((other) => other !== sheet);
    }
    dressed.clear();
  }

  /** Removes the marks of another copy of this script, which cannot do it any more. */
  function forgetAll() {
    for (const name of ALL) CSS.highlights.delete(name);
  }

  /** @param {Range[]} ranges */
  function flash(ranges) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    register(FLASH, ranges, 4);
    flashTimer = setTimeout(() => register(FLASH, [], 4), FLASH_MS);
  }

  /**
   * @param {Scope} scope
   * @param {MarkedItem} item
   */
  function located({ nodes, mayMove }, { key, marks }) {
    return marks
      .map((mark, index) => ({ key, mark: index, ranges: anchor.rangesOf(nodes, mark, mayMove) }))
      .filter(({ ranges }) => ranges.length > 0);
  }

  /**
   * Puts ranges in the place of those that had the name before, in each document: each has a registry of its own.
   * @param {string} name
   * @param {Range[]} ranges
   * @param {number} priority
   */
  function register(name, ranges, priority) {
    for (const scope of dressed.keys()) viewOf(scope)?.CSS.highlights.delete(name);
    for (const range of ranges) dress(range.startContainer);
    for (const [view, own] of Map.groupBy(ranges, (range) => viewOf(range.startContainer))) {
      if (!view) continue;
      const highlight = new view.Highlight();
      for (const range of own) highlight.add(range);
      highlight.priority = priority;
      view.CSS.highlights.set(name, highlight);
    }
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
   * The marked words at a place in a text: those of the smallest mark, so that a name in a claim can be reached; of equal
   * ones the current item's.
   * @param {Node} node
   * @param {number} offset
   * @returns {{ key: string, mark: number, range: Range } | null}
   */
  function markedAt(node, offset) {
    const hits = [...chosen, ...placed].flatMap(({ key, mark, ranges }) =>
      ranges
        .filter((range) => range.startContainer === node && range.startOffset <= offset && offset <= range.endOffset)
        .map((range) => ({ key, mark, range, length: range.endOffset - range.startOffset })),
    );
    // Sorting keeps the order of equal ones.
    return hits.sort((a, b) => a.length - b.length)[0] ?? null;
  }

  globalThis.sayso.highlighter = {
    mark, show, preview, markVerdicts, clear, remove, forgetAll, markedAt,
    /** Adopts the rules ahead: every element's style is computed anew for them, and that must not come with the marks. */
    prepare: () => dress(document.documentElement),
    /** Documents and shadow roots with marks in them. */
    scopes: () => [...dressed.keys()],
  };
})();
