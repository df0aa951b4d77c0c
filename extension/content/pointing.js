// From marked words on the page back to the panel: by a click on them, or by the caret in them.
// @ts-check
"use strict";

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.pointing) return;
  const { highlighter, scroll } = /** @type {import("./content.js").Sayso} */ (globalThis.sayso);

  /** @typedef {(key: string, mark: number) => void} Hit */

  /** Documents that are listened to, each with what ends that. @type {Map<Document, AbortController>} */
  const listening = new Map();
  /** @type {Hit} */
  let hit = () => {};

  /**
   * Hears clicks on marked words in every document that holds some.
   * @param {Hit} onHit
   */
  function listen(onHit) {
    hit = onHit;
    for (const scope of [document, ...highlighter.scopes()]) {
      const own = scope.ownerDocument ?? /** @type {Document} */ (scope);
      if (listening.has(own)) continue;
      const ending = new AbortController();
      listening.set(own, ending);
      // Bubbling and passive: what the page does with a click comes first and is never prevented.
      own.addEventListener("click", onClick, { signal: ending.signal, passive: true });
    }
  }

  function stop() {
    for (const ending of listening.values()) ending.abort();
    listening.clear();
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    if (event.button !== 0 || !event.isTrusted) return;
    const own = /** @type {Document} */ (event.currentTarget);
    const found = markedUnder(own, event.clientX, event.clientY);
    // Who selects words or follows a link means that, not the row.
    if (!found || !own.getSelection()?.isCollapsed || isOnLink(event)) return;
    hit(found.key, found.mark);
  }

  /** @param {MouseEvent} event */
  function isOnLink(event) {
    return event.composedPath().some((target) => {
      const name = /** @type {Partial<Element>} */ (target).localName;
      return name === "a" || name === "button" || name === "input" || name === "select" || name === "textarea";
    });
  }

  /**
   * @param {Document} own
   * @param {number} x
   * @param {number} y
   */
  function markedUnder(own, x, y) {
    const shadowRoots = highlighter.scopes().filter((scope) => "host" in scope);
    const caret = own.caretPositionFromPoint(x, y, { shadowRoots: /** @type {ShadowRoot[]} */ (shadowRoots) });
    const found = caret && highlighter.markedAt(caret.offsetNode, caret.offset);
    // The caret is the nearest one: a click beside the last word of a line is not on it.
    const isUnder = [...(found?.range.getClientRects() ?? [])].some(
      (box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom,
    );
    return isUnder ? found : null;
  }

  /** The marked words that the selection or the caret stands in. */
  function markedAtCaret() {
    const selection = document.getSelection();
    if (!selection?.focusNode) return null;
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    return (
      (anchorNode && highlighter.markedAt(anchorNode, anchorOffset)) ?? highlighter.markedAt(focusNode, focusOffset)
    );
  }

  /**
   * Moves focus and caret to words of the page; Escape calls back.
   * @param {Range} range
   * @param {() => void} back
   */
  function moveTo(range, back) {
    const view = scroll.viewOf(range.startContainer) ?? globalThis;
    takeFocus(view);
    const selection = view.document.getSelection();
    selection?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    const own = view.document;
    /** @param {KeyboardEvent} event */
    const onKey = (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      back();
    };
    const ending = listening.get(own);
    own.addEventListener("keydown", onKey, { capture: true, signal: ending?.signal });
    leaveWords.abort();
    leaveWords = new AbortController();
    leaveWords.signal.addEventListener("abort", () => own.removeEventListener("keydown", onKey, { capture: true }), { once: true });
  }

  /**
   * Out of the panel's frame: a window that gets the focus gives it to the frame that had it last.
   * @param {{ focus: () => void }} view
   */
  function takeFocus(view) {
    view.focus();
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement) activeElement.blur();
  }

  let leaveWords = new AbortController();

  globalThis.sayso.pointing = {
    listen, stop, markedAtCaret, moveTo, takeFocus,
    /** The focus is in the panel again: Escape is the page's own. */
    returned: () => leaveWords.abort(),
  };
})();
