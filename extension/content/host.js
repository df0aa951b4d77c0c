// The element that carries the panel: where it stands, how wide it is, and that it stays usable in the page's top layer.
// @ts-check
"use strict";

(() => {
  /** @typedef {import("../messages.js").Layout} Layout */
  globalThis.sayso ??= {};
  if (globalThis.sayso.createHost) return;
  const read = /** @type {import("./content.js").NodeReader} */ (globalThis.sayso.nodes);

  const XHTML = "http://www.w3.org/1999/xhtml";
  const HOST_NAME = "sayso-panel";
  /** The stripped view; stripped.js makes it. */
  const VIEW_NAME = "sayso-view";
  /** Narrower windows get the panel as a sheet at the bottom. */
  const SHEET_BELOW_PX = 640;
  /** Widths of the panel, px; settings.js has the same. */
  const LEAST_PX = 280;
  const MOST_PX = 640;
  /** How much of the window's height the sheet takes, and expanded. */
  const SHEET_PART = 0.6;
  const EXPANDED_PART = 0.92;

  const sheet = matchMedia(`(max-width: ${SHEET_BELOW_PX - 1}px)`);
  /** Elements that show something other than their children. */
  const REPLACED = new Set(["video", "audio", "img", "canvas", "iframe", "object", "embed"]);

  // `!important` in the shadow root wins over `!important` in the page.
  /** @param {Layout} layout @param {boolean} isAside whether the panel stands on the other side for the moment */
  const rules = ({ side, width, expanded }, isAside) => {
    const left = (side === "left") !== isAside;
    const height = (expanded ? EXPANDED_PART : SHEET_PART) * 100;
    return `
    :host {
      all: initial !important;
      display: block !important;
      position: fixed !important;
      inset: ${left ? "0 auto 0 0" : "0 0 0 auto"} !important;
      width: min(${width}px, 100vw) !important;
      height: auto !important;
      z-index: 2147483647 !important;
      color-scheme: light dark !important;
      pointer-events: none !important;
    }
    .edge {
      position: absolute;
      inset: 0 ${left ? "-4px" : "auto"} 0 ${left ? "auto" : "-4px"};
      width: 8px;
      cursor: ew-resize;
      pointer-events: auto;
      touch-action: none;
    }
    .edge:hover, .edge.dragged { background: #6E7781; }
    .edge.dragged ~ iframe { pointer-events: none; }
    iframe, .refused {
      all: initial;
      pointer-events: auto;
      box-sizing: border-box;
      display: block;
      width: 100%;
      height: 100%;
      color-scheme: light dark;
      background: Canvas;
      border: 0 solid #6E7781;
      border-${left ? "right" : "left"}-width: 1px;
      box-shadow: 0 0 16px rgb(0 0 0 / 20%);
    }
    .refused { height: auto; padding: 16px; color: CanvasText; font: 14px/1.5 system-ui, sans-serif; overflow: auto; }
    .refused p { margin: 0 0 16px; }
    .refused button { font: inherit; min-height: 28px; padding: 4px 12px; }
    @media (max-width: ${SHEET_BELOW_PX - 1}px) {
      :host {
        inset: ${isAside ? "0 0 auto 0" : "auto 0 0 0"} !important;
        width: auto !important;
        height: ${height}% !important;
      }
      iframe, .refused { border-width: ${isAside ? "0 0 1px" : "1px 0 0"}; }
      .edge { display: none; }
    }
    @media print { :host { display: none !important; } }
  `;
  };

  /**
   * @param {HTMLElement} content the panel's frame
   * @param {string} name for screen readers
   * @param {Layout} first
   * @param {{ resized: (width: number) => void, reshaped: (isSheet: boolean) => void }} hears `resized`: the reader has
   *     dragged the panel's edge; `reshaped`: the window has become so narrow, or so wide, that the panel is another
   */
  function createHost(content, name, first, hears) {
    const host = /** @type {HTMLElement} */ (document.createElementNS(XHTML, HOST_NAME));
    host.setAttribute("popover", "manual");
    host.setAttribute("role", "complementary");
    host.setAttribute("aria-label", name);
    const root = host.attachShadow({ mode: "closed" });
    const style = new CSSStyleSheet();
    root.adoptedStyleSheets = [style];
    root.append(createEdge(), content);
    let layout = first;
    let isAside = false;
    const ending = new AbortController();
    place(first);

    /** @param {Layout} next */
    function place(next) {
      layout = next;
      style.replaceSync(rules(layout, isAside));
    }

    /**
     * The panel's inner edge, for the pointer; the panel itself has one for the keys. It stands on the page because
     * a frame is not told where the pointer goes outside of it.
     */
    function createEdge() {
      const edge = /** @type {HTMLElement} */ (document.createElementNS(XHTML, "div"));
      edge.className = "edge";
      edge.addEventListener("pointerdown", (event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        edge.setPointerCapture(event.pointerId);
        edge.classList.add("dragged");
      });
      edge.addEventListener("pointermove", ({ clientX }) => {
        if (!edge.classList.contains("dragged")) return;
        const width = layout.side === "left" ? clientX : document.documentElement.clientWidth - clientX;
        place({ ...layout, width: Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, width))) });
      });
      edge.addEventListener("lostpointercapture", () => {
        edge.classList.remove("dragged");
        hears.resized(layout.width);
      });
      return edge;
    }

    /** Into the page, on top of all that is there. */
    function mount() {
      const { signal } = ending;
      (topModal() ?? document.documentElement).append(host);
      host.showPopover();
      // Whatever enters the top layer later would cover us, and a modal dialog makes everything outside it inert.
      document.addEventListener("fullscreenchange", follow, { signal });
      sheet.addEventListener("change", () => hears.reshaped(sheet.matches), { signal });
      document.addEventListener("toggle", onToggle, { capture: true, signal });
      document.addEventListener("focusin", keepFocusInSight, { signal });
      dialogs.observe(document, { attributes: true, attributeFilter: ["open"], subtree: true });
    }

    const dialogs = new MutationObserver(follow);

    function follow() {
      moveTo(topModal() ?? document.documentElement);
    }

    /** @param {Event} event */
    function onToggle(event) {
      const isOpen = /** @type {ToggleEvent} */ (event).newState === "open";
      if (isOpen && event.target !== host) raise();
    }

    function raise() {
      if (!host.isConnected) return;
      const hadFocus = document.activeElement === host;
      if (host.matches(":popover-open")) host.hidePopover();
      host.showPopover();
      if (hadFocus) content.focus();
    }

    /**
     * Out of a dialog that closes, into one that opens. A frame that is moved in the old way loads again.
     * @param {Element} parent
     */
    function moveTo(parent) {
      if (host.parentElement === parent || !host.isConnected) return;
      /** @type {Element & { moveBefore?: (node: Node, child: Node | null) => void }} */
      const place = parent;
      if (place.moveBefore) place.moveBefore(host, null);
      else place.append(host);
      raise();
    }

    /**
     * The panel must not hide what has the focus (WCAG 2.4.11): the page scrolls, and where that does not help, the
     * panel stands on the other side until the focus is elsewhere.
     * @param {FocusEvent} event
     */
    function keepFocusInSight({ target }) {
      // Our own layers make room for each other.
      if (!(target instanceof Element) || target === host || read.localName(target) === VIEW_NAME) return;
      stepAside(false);
      if (!isCovered(target)) return;
      read.scrollIntoView(target, { block: "center", behavior: "instant" });
      if (isSheet() && isCovered(target)) globalThis.scrollBy({ top: host.getBoundingClientRect().height / 2, behavior: "instant" });
      if (isCovered(target)) stepAside(true);
    }

    /** @param {boolean} aside */
    function stepAside(aside) {
      if (aside === isAside) return;
      isAside = aside;
      place(layout);
    }

    /** @param {Element} element */
    function isCovered(element) {
      const inner = read.box(element);
      const outer = host.getBoundingClientRect();
      const isBeside = inner.right <= outer.left || inner.left >= outer.right;
      const isApart = inner.bottom <= outer.top || inner.top >= outer.bottom;
      return inner.width > 0 && !isBeside && !isApart;
    }

    function remove() {
      ending.abort();
      dialogs.disconnect();
      host.remove();
    }

    return {
      host, place, mount, remove, raise, isSheet,
      layout: () => layout,
      /** Height in px of the window's part above the panel, where that is a sheet at the bottom. */
      freeHeight: () => innerHeight * (isSheet() ? 1 - (layout.expanded ? EXPANDED_PART : SHEET_PART) : 1),
    };
  }

  /**
   * The modal dialog or fullscreen element that everything outside of is inert; none where it can hold no panel.
   * @returns {Element | null}
   */
  function topModal() {
    const modal = [...document.querySelectorAll(":modal")].at(-1) ?? null;
    return modal && !REPLACED.has(modal.localName) ? modal : null;
  }

  function isSheet() {
    return sheet.matches;
  }

  globalThis.sayso.createHost = createHost;
})();
