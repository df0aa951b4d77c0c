// The stripped view: the article's own words and pictures, copied into a layer over the page, which stays as it is.
// @ts-check
"use strict";

(() => {
  /** @typedef {import("../messages.js").StrippedContent} StrippedContent */
  /** @typedef {import("../messages.js").TextStyle} TextStyle */
  globalThis.sayso ??= {};
  if (globalThis.sayso.stripped) return;
  const { copyArticle, strippedRules } = /** @type {import("./content.js").Sayso} */ (globalThis.sayso);

  const XHTML = "http://www.w3.org/1999/xhtml";
  const HOST_NAME = "sayso-view";
  // The page behind is neither seen nor reached by Tab, and keeps its layout and its place.
  const PAGE_RULES = `
    html { overflow: hidden !important; scrollbar-gutter: stable !important; }
    body, body :not(sayso-panel, sayso-view) { visibility: hidden !important; }
    @media print { body { display: none !important; } }
  `;

  /**
   * @typedef {object} View
   * @property {HTMLElement} host
   * @property {CSSStyleSheet} own
   * @property {CSSStyleSheet} page
   * @property {Node[]} copies of the article's text nodes, by the number of the original
   * @property {{ x: number, y: number }} position
   * @property {AbortController} ending
   * @property {TextStyle} style
   * @property {boolean} hasEntry whether the history holds an entry of ours
   */
  /** @type {View | null} */
  let view = null;

  /**
   * @param {Node[]} nodes of the snapshot
   * @param {StrippedContent} content
   * @param {TextStyle} style
   * @param {{ room: () => string, leave: string, left: () => void }} around the panel's place, the words on the
   *     button, and what to do when the reader leaves
   */
  function enter(nodes, content, style, around) {
    leave();
    const host = /** @type {HTMLElement} */ (document.createElementNS(XHTML, HOST_NAME));
    host.setAttribute("popover", "manual");
    host.setAttribute("role", "main");
    host.setAttribute("aria-label", content.title);
    const root = host.attachShadow({ mode: "closed" });
    const own = new CSSStyleSheet();
    const page = new CSSStyleSheet();
    page.replaceSync(PAGE_RULES);
    root.adoptedStyleSheets = [own];
    const { element, copies } = copyArticle(nodes, content);
    const button = document.createElementNS(XHTML, "button");
    button.textContent = around.leave;
    button.addEventListener("click", exit);
    const bar = document.createElementNS(XHTML, "div");
    bar.className = "bar";
    bar.append(button);
    element.querySelector(".column")?.prepend(bar);
    root.append(element);

    const position = { x: scrollX, y: scrollY };
    const ending = new AbortController();
    view = { host, own, page, copies, position, ending, style, hasEntry: addEntry() };
    restyle(style, around.room());
    document.documentElement.append(host);
    host.showPopover();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, page];
    addEventListener("popstate", onBack, { signal: ending.signal });
    addEventListener("keydown", onKey, { signal: ending.signal, capture: true });

    function onBack() {
      if (view) view.hasEntry = false;
      exit();
    }

    /** @param {KeyboardEvent} event */
    function onKey(event) {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      exit();
    }

    function exit() {
      leave();
      around.left();
    }
  }

  /**
   * An entry in the history, so that Back leaves the view and not the page. It has the page's own address and state.
   * @returns {boolean} false where the page may not have one
   */
  function addEntry() {
    try {
      history.pushState(history.state, "", location.href);
      return true;
    } catch {
      // Pages without an origin, and those that did this a hundred times already.
      return false;
    }
  }

  /** Takes the view away; the page is as it was. */
  function leave() {
    const hasEntry = view?.hasEntry;
    abandon();
    if (hasEntry) history.back();
  }

  /** The same where the reader is on the way to another page: a step back would take them off it. */
  function abandon() {
    if (!view) return;
    const { host, page, position, ending } = view;
    view = null;
    ending.abort();
    host.remove();
    document.adoptedStyleSheets = Array.from(document.adoptedStyleSheets).filter((sheet) => sheet !== page);
    globalThis.scrollTo({ left: position.x, top: position.y, behavior: "instant" });
  }

  /**
   * @param {TextStyle} style
   * @param {string} room
   */
  function restyle(style, room) {
    if (!view) return;
    view.style = style;
    view.own.replaceSync(strippedRules(style, room));
  }

  globalThis.sayso.stripped = {
    enter, leave, abandon, restyle,
    /** The panel stands elsewhere. @param {string} room */
    makeRoom: (room) => view && restyle(view.style, room),
    /** The copied text nodes while the view is on. */
    copies: () => view?.copies ?? null,
  };
})();
