// Mounts and removes the panel's frame and speaks with it over a MessagePort.
// @ts-check
"use strict";

/** @import { OpenMessage, ToPage, ToPanel } from "../messages.js" */

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.toggle) return;
  const { takeSnapshot, highlighter, layout } = globalThis.sayso;
  if (!takeSnapshot || !highlighter || !layout) return;

  const api = globalThis.browser ?? globalThis.chrome;
  const HOST_NAME = "sayso-panel";
  const XHTML = "http://www.w3.org/1999/xhtml";
  const PANEL_WIDTH_PX = 380;
  /** Narrower windows get the panel as a sheet at the bottom. */
  const SHEET_BELOW_PX = 640;
  /** How much of the window's height the sheet takes. */
  const SHEET_PART = 0.6;
  /** How long the frame may take to answer, in ms, until we say that the page does not let it live; it takes about 60. */
  const FRAME_LIMIT_MS = 4_000;
  /** Documents that are a viewer around something that is no page. */
  const NO_PAGE = /^(image|video|audio)\/|^application\/pdf$/;

  // `!important` in the shadow root wins over `!important` in the page.
  const HOST_RULES = `
    :host {
      all: initial !important;
      display: block !important;
      position: fixed !important;
      inset: 0 0 0 auto !important;
      width: ${PANEL_WIDTH_PX}px !important;
      height: auto !important;
      z-index: 2147483647 !important;
      color-scheme: light dark !important;
      pointer-events: none !important;
    }
    iframe, .refused {
      all: initial;
      pointer-events: auto;
      box-sizing: border-box;
      display: block;
      width: 100%;
      height: 100%;
      color-scheme: light dark;
      background: Canvas;
      border-left: 1px solid #6E7781;
      box-shadow: 0 0 16px rgb(0 0 0 / 20%);
    }
    .refused { height: auto; padding: 16px; color: CanvasText; font: 14px/1.5 system-ui, sans-serif; overflow: auto; }
    .refused p { margin: 0 0 16px; }
    .refused button { font: inherit; min-height: 28px; padding: 4px 12px; }
    @media (max-width: ${SHEET_BELOW_PX - 1}px) {
      :host { inset: auto 0 0 0 !important; width: auto !important; height: ${SHEET_PART * 100}% !important; }
      iframe, .refused { border-left: 0; border-top: 1px solid #6E7781; }
    }
    @media print { :host { display: none !important; } }
  `;

  /**
   * What is open now.
   * @typedef {object} Opening
   * @property {HTMLElement} host
   * @property {HTMLIFrameElement} frame
   * @property {MessagePort} port
   * @property {Node[]} nodes of the last snapshot
   * @property {Element | null} focused what had the focus before
   * @property {number} timer runs until the panel answers
   */
  /** @type {Opening | null} */
  let opening = null;

  /**
   * Opens the panel, or closes it where it is open.
   * @param {string} token proves to the panel's frame that the background opened it
   */
  function toggle(token) {
    if (opening) {
      const wasThere = opening.host.isConnected;
      close();
      if (wasThere) return "closed";
    }
    if (!isWebPage()) return "unsupported";
    open(token);
    if (!isSandboxed()) return "opened";
    refuse();
    return "refused";
  }

  function isWebPage() {
    if (document.documentElement?.namespaceURI !== XHTML || NO_PAGE.test(document.contentType)) return false;
    // Chromium shows XML in a page of its own making.
    return document.getElementById("webkit-xml-viewer-source-xml") === null;
  }

  /** @param {string} token */
  function open(token) {
    // An older copy of the extension, updated or reloaded since, may have left its panel behind.
    for (const orphan of document.querySelectorAll(HOST_NAME)) orphan.remove();

    const focused = document.activeElement;
    const { port1, port2 } = new MessageChannel();
    const frame = createFrame();
    const host = createHost(frame);
    frame.addEventListener("load", () => {
      greet(frame, token, port2);
      // Loaded once more it has lost its port and all that it showed.
      frame.addEventListener("load", close, { once: true });
    }, { once: true });
    addEventListener("pagehide", close);

    const timer = setTimeout(() => {
      refuse();
      api.runtime.sendMessage({ kind: "frame-refused" });
    }, FRAME_LIMIT_MS);
    opening = { host, frame, port: port1, nodes: [], focused, timer };
    port1.onmessage = (event) => receive(event.data);
    // The layout is settled now; with the panel in the page it is not, and its frame wants the processor for itself.
    sendSnapshot(opening);
    mount(host);
  }

  /** Removes the panel and everything it did to the page. */
  function close() {
    if (!opening) return;
    const { host, port, focused, timer } = opening;
    opening = null;
    clearTimeout(timer);
    removeEventListener("pagehide", close);
    port.close();
    const hadFocus = document.activeElement === host;
    host.remove();
    highlighter?.clear();
    layout?.restore();
    if (!hadFocus) return;
    globalThis.focus();
    if (focused instanceof HTMLElement || focused instanceof SVGElement) focused.focus({ preventScroll: true });
  }

  /**
   * Puts the host where it can be used: everything outside a modal dialog is inert, so inside the topmost one if any.
   * @param {HTMLElement} host
   */
  function mount(host) {
    const dialog = [...document.querySelectorAll("dialog:modal")].at(-1);
    (dialog ?? document.documentElement).append(host);
    // The top layer, so that no z-index of the page covers the panel.
    host.showPopover();
    dialog?.addEventListener("close", () => leaveDialog(host), { once: true });
  }

  /**
   * The dialog takes the host out of sight with it. Some browsers can move a frame without loading it again.
   * @param {HTMLElement} host
   */
  function leaveDialog(host) {
    if (opening?.host !== host || !host.isConnected) return;
    /** @type {HTMLElement & { moveBefore?: (node: Node, child: Node | null) => void }} */
    const root = document.documentElement;
    if (!root.moveBefore) {
      close();
      return;
    }
    root.moveBefore(host, null);
    if (!host.matches(":popover-open")) host.showPopover();
  }

  /** @returns {HTMLIFrameElement} */
  function createFrame() {
    const frame = /** @type {HTMLIFrameElement} */ (document.createElementNS(XHTML, "iframe"));
    frame.title = api.i18n.getMessage("panelName");
    // Pages sent with Cross-Origin-Embedder-Policy refuse other frames in Chromium.
    frame.setAttribute("credentialless", "");
    frame.src = api.runtime.getURL("panel/panel.html");
    return frame;
  }

  /** @param {HTMLIFrameElement} frame */
  function createHost(frame) {
    const host = /** @type {HTMLElement} */ (document.createElementNS(XHTML, HOST_NAME));
    host.setAttribute("popover", "manual");
    host.setAttribute("role", "complementary");
    host.setAttribute("aria-label", api.i18n.getMessage("panelName"));
    const root = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(HOST_RULES);
    root.adoptedStyleSheets = [sheet];
    root.append(frame);
    return host;
  }

  /**
   * The frame's origin differs from the URL's where the browser gives extensions an address per session; the token
   * is worth nothing to anyone else, since a window can be confirmed only by our own background.
   * @param {HTMLIFrameElement} frame
   * @param {string} token
   * @param {MessagePort} port
   */
  function greet(frame, token, port) {
    /** @type {OpenMessage} */
    const message = { kind: "sayso-open", token };
    frame.contentWindow?.postMessage(message, "*", [port]);
  }

  /** @param {Opening} opening */
  function sendSnapshot(opening) {
    const { strings, codes, nodes } = /** @type {NonNullable<typeof takeSnapshot>} */ (takeSnapshot)(opening.host);
    opening.nodes = nodes;
    send(opening, { kind: "snapshot", strings, codes, url: location.href });
  }

  /**
   * @param {Opening} opening
   * @param {ToPanel} message
   */
  function send(opening, message) {
    opening.port.postMessage(message, message.kind === "snapshot" ? [message.codes.buffer] : []);
  }

  /** @param {ToPage} message */
  function receive(message) {
    if (!opening || !highlighter || !layout) return;
    const { frame, nodes } = opening;
    switch (message.kind) {
      case "ready":
        clearTimeout(opening.timer);
        frame.focus();
        return;
      case "snapshot-again":
        highlighter.clear();
        sendSnapshot(opening);
        return;
      case "article":
        layout.makeRoom(PANEL_WIDTH_PX, message.nodes.map((number) => nodes[number]));
        return;
      case "show": {
        const { request, group, marks, current } = message;
        send(opening, { kind: "shown", request, outcome: highlighter.show(nodes, group, marks, current, freeHeight()) });
        return;
      }
      case "clear":
        highlighter.clear();
        return;
      case "close":
        close();
        return;
    }
  }

  /** @returns {number} height in px of the window's part above the panel, where that is a sheet at the bottom */
  function freeHeight() {
    return innerHeight * (innerWidth < SHEET_BELOW_PX ? 1 - SHEET_PART : 1);
  }

  /** Pages sent with the CSP directive `sandbox` hand their restrictions down to every frame in them. */
  function isSandboxed() {
    return self.origin === "null" && /^https?:$/.test(location.protocol);
  }

  /** The page lets no frame live, so the words stand in the host itself. */
  function refuse() {
    if (!opening) return;
    const { frame, timer } = opening;
    clearTimeout(timer);
    const box = document.createElementNS(XHTML, "div");
    box.className = "refused";
    box.setAttribute("role", "alert");
    const words = document.createElementNS(XHTML, "p");
    words.textContent = api.i18n.getMessage("frameRefused");
    const button = /** @type {HTMLButtonElement} */ (document.createElementNS(XHTML, "button"));
    button.textContent = api.i18n.getMessage("close");
    button.addEventListener("click", close);
    box.append(words, button);
    frame.replaceWith(box);
    button.focus();
  }

  globalThis.sayso.toggle = toggle;
})();
