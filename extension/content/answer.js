// Does on the page what the panel asks for, while it is open.
// @ts-check
"use strict";

(() => {
  /** @typedef {import("../messages.js").Layout} Layout */
  /** @typedef {import("../messages.js").ToPage} ToPage */
  /** @typedef {import("./content.js").Opening} Opening */
  globalThis.sayso ??= {};
  if (globalThis.sayso.answer) return;
  const {
    anchor, highlighter, layout: pageLayout, nodes: read, pointing, selectedText, stripped, verdicts, watch,
  } = /** @type {import("./content.js").Sayso} */ (globalThis.sayso);

  const api = globalThis.browser ?? globalThis.chrome;
  /** The panel is beside the page, not on it. @type {Layout} */
  const NO_LAYOUT = { side: "right", width: 0, mode: "overlap", expanded: false };

  /**
   * @param {Opening} opening
   * @param {ToPage} message
   */
  function answer(opening, message) {
    const { nodes, line, surface } = opening;
    switch (message.kind) {
      case "selection":
        line?.send({ kind: "selection", selected: selectedText(nodes) });
        return;
      case "article":
        opening.texts = message.nodes.map((number) => nodes[number]);
        makeRoom(opening);
        watch.start(opening.texts, { changed: () => line?.send({ kind: "changed" }), moved: () => remark(opening) });
        return;
      case "marks":
        opening.marks = message.items;
        remark(opening);
        return;
      case "show": {
        const { request, item, current, moveFocus } = message;
        const { outcome, range } = highlighter.show(scope(opening), item, current, freeHeight(opening));
        pointing.listen((key, mark) => hit(opening, key, mark));
        if (moveFocus && range) {
          opening.hasMovedSelection = true;
          pointing.moveTo(range, () => focusPanel(opening));
        }
        line?.send({ kind: "shown", request, outcome });
        return;
      }
      case "preview":
        highlighter.preview(scope(opening), message.item);
        return;
      case "clear":
        highlighter.clear();
        return;
      case "layout":
        surface?.place(message.layout);
        stripped.makeRoom(roomBeside(opening));
        makeRoom(opening);
        return;
      case "strip":
        strip(opening, message);
        return;
      case "unstrip":
        stripped.leave();
        left(opening);
        return;
      case "text-style":
        stripped.restyle(message.style, roomBeside(opening));
        return;
      case "verdicts":
        verdicts.show(nodes, message.verdicts);
        return;
      case "show-block": {
        const isShown = verdicts.goTo(nodes[message.node], freeHeight(opening));
        line?.send({ kind: "shown", request: message.request, outcome: isShown ? "shown" : "hidden" });
        return;
      }
      case "page-text":
        line?.send({ kind: "page-text", request: message.request, text: anchor.pageText() });
        return;
      case "focus-page":
        focusPage(opening);
        return;
    }
  }

  /**
   * @param {Opening} opening
   * @param {Extract<ToPage, { kind: "strip" }>} message
   */
  function strip(opening, { content, style }) {
    const around = {
      room: () => roomBeside(opening),
      leave: api.i18n.getMessage("leaveStripped"),
      left: () => left(opening),
    };
    stripped.enter(opening.nodes, content, style, around);
    opening.surface?.raise();
    opening.line?.send({ kind: "stripped", isOn: true });
    remark(opening);
  }

  /** The reader has left the stripped view. @param {Opening} opening */
  function left(opening) {
    opening.line?.send({ kind: "stripped", isOn: false });
    remark(opening);
  }

  /** The nodes that marks are about now. @param {Opening} opening */
  function scope(opening) {
    const copies = stripped.copies();
    return copies ? { nodes: copies, mayMove: false } : { nodes: opening.nodes, mayMove: true };
  }

  /** Marks the words of the open tab, where they are now. @param {Opening} opening */
  function remark(opening) {
    highlighter.mark(scope(opening), opening.marks);
    pointing.listen((key, mark) => hit(opening, key, mark));
  }

  /**
   * @param {Opening} opening
   * @param {string} key
   * @param {number} mark
   */
  function hit(opening, key, mark) {
    opening.line?.send({ kind: "hit", key, mark, moveFocus: false });
  }

  /** @param {Opening} opening */
  function makeRoom({ surface, texts, line }) {
    const isCovering = pageLayout.makeRoom(surface?.layout() ?? NO_LAYOUT, texts);
    line?.send({ kind: "covering", isCovering });
  }

  /** @param {Opening} opening */
  function freeHeight({ surface }) {
    return surface?.freeHeight() ?? innerHeight;
  }

  /** Padding that keeps the stripped view's text clear of the panel. @param {Opening} opening */
  function roomBeside(opening) {
    const { side, width } = opening.surface?.layout() ?? NO_LAYOUT;
    if (opening.surface?.isSheet()) return `0 0 ${innerHeight - freeHeight(opening)}px`;
    return side === "left" ? `0 0 0 ${width}px` : `0 ${width}px 0 0`;
  }

  /**
   * The focus goes to the panel, to the row of the marked words at the caret if there are any.
   * @param {Opening} opening
   */
  function focusPanel({ frame, line }) {
    pointing.returned();
    const found = pointing.markedAtCaret();
    frame?.focus();
    if (found) line?.send({ kind: "hit", key: found.key, mark: found.mark, moveFocus: true });
  }

  /** @param {Opening} opening */
  function focusPage({ focused }) {
    pointing.takeFocus(globalThis);
    if (focused instanceof HTMLElement) read.focus(focused, { preventScroll: true });
  }

  Object.assign(globalThis.sayso, { answer, focusPanel });
})();
