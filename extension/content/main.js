// Opens and closes the panel, in a frame on the page or in a window beside it, and does on the page what it asks for.
// @ts-check
"use strict";

(() => {
  /** @typedef {import("../messages.js").Command} Command */
  /** @typedef {import("../messages.js").Layout} Layout */
  /** @typedef {import("../messages.js").OpenMessage} OpenMessage */
  /** @typedef {import("../messages.js").ToggleAnswer} ToggleAnswer */
  globalThis.sayso ??= {};
  if (globalThis.sayso.toggle) return;
  const {
    anchor, answer, createHost, focusPanel, highlighter, layout: pageLayout, nodes: read, pointing, stripped, takeSnapshot, watch,
  } = /** @type {import("./content.js").Sayso} */ (globalThis.sayso);

  const api = globalThis.browser ?? globalThis.chrome;
  const XHTML = "http://www.w3.org/1999/xhtml";
  /**
   * How long the frame may take to answer, in ms, until the panel goes to a window of its own; it takes about 60, and
   * seconds on a machine that is busy with ten other tabs.
   */
  const FRAME_LIMIT_MS = 8_000;
  /** How long that window may take to call, in ms, until the next click is to open anew. */
  const WINDOW_LIMIT_MS = 7_000;
  /** How often the panel comes back to a page that removes it; then the page has won. */
  const MAX_RETURNS = 6;
  /** Documents that are a viewer around something that is no page. */
  const NO_PAGE = /^(image|video|audio)\/|^application\/pdf$/;
  /** @typedef {import("./content.js").Opening} Opening */
  /** @type {Opening | null} */
  let opening = null;
  let returns = 0;

  /**
   * Opens the panel, or closes it where it is open.
   * @param {string} token proves to the panel that the background opened it
   * @param {Layout} layout
   * @returns {ToggleAnswer}
   */
  function toggle(token, layout) {
    if (opening) {
      const wasThere = !opening.surface || opening.surface.host.isConnected;
      close();
      if (wasThere) return "closed";
    }
    if (!isWebPage()) return "unsupported";
    returns = 0;
    return open(token, layout);
  }

  /**
   * A key or a menu of the browser: opens the panel where it is closed.
   * @param {Command} name
   * @param {string} token
   * @param {Layout} layout
   * @returns {ToggleAnswer}
   */
  function command(name, token, layout) {
    const answer = opening ? "done" : toggle(token, layout);
    if (!opening) return answer;
    if (name === "focus" && document.activeElement !== opening.surface?.host) focusPanel(opening);
    else if (opening.line && opening.timer === 0) sendCommand(opening, name);
    else opening.commands.push(name);
    return answer;
  }

  /** @param {Opening} opened @param {Command} name */
  function sendCommand({ line }, name) {
    line?.send({ kind: "command", command: name, text: String(document.getSelection() ?? "").trim() });
  }

  function isWebPage() {
    if (document.documentElement?.namespaceURI !== XHTML || NO_PAGE.test(document.contentType)) return false;
    // Chromium shows XML in a page of its own making.
    return document.getElementById("webkit-xml-viewer-source-xml") === null;
  }

  /**
   * @param {string} token
   * @param {Layout} layout
   * @returns {ToggleAnswer}
   */
  function open(token, layout) {
    removeOrphans();
    const selection = document.getSelection();
    opening = {
      token, surface: null, frame: null, line: null, nodes: [], texts: [], commands: [], marks: [], timer: -1,
      focused: document.activeElement,
      selected: Array.from({ length: selection?.rangeCount ?? 0 }, (_, at) => /** @type {Selection} */ (selection).getRangeAt(at).cloneRange()),
      hasMovedSelection: false,
      removal: new MutationObserver(onRemoval),
    };
    addEventListener("pagehide", onPageHide);
    // Pages sent with the CSP directive `sandbox` hand their restrictions down to every frame in them.
    if (self.origin === "null" && /^https?:$/.test(location.protocol)) {
      awaitWindow();
      return "refused";
    }
    openFrame(opening, layout);
    return "opened";
  }

  /** What an older copy of the extension, updated or reloaded since, has left behind. */
  function removeOrphans() {
    const orphans = document.querySelectorAll("sayso-panel, sayso-view");
    if (orphans.length === 0) return;
    for (const orphan of orphans) orphan.remove();
    highlighter.forgetAll();
    const isOurs = (/** @type {CSSStyleSheet} */ sheet) => Array.from(sheet.cssRules).some((rule) => rule.cssText.includes("sayso-"));
    document.adoptedStyleSheets = Array.from(document.adoptedStyleSheets).filter((sheet) => !isOurs(sheet));
  }

  /** @param {Opening} opened @param {Layout} layout */
  function openFrame(opened, layout) {
    const { port1, port2 } = new MessageChannel();
    const frame = createFrame();
    const surface = createHost(frame, api.i18n.getMessage("panelName"), layout, {
      resized: (width) => opened.line?.send({ kind: "resized", width }),
      reshaped: (isSheet) => opened.line?.send({ kind: "shape", isSheet }),
    });
    frame.addEventListener("load", () => {
      greet(frame, opened.token, port2);
      // Loaded once more it has lost its port and all that it showed: some browsers do that to a frame that is moved.
      frame.addEventListener("load", comeBack, { once: true });
    }, { once: true });
    opened.timer = setTimeout(() => {
      surface.remove();
      awaitWindow();
      api.runtime.sendMessage({ kind: "frame-refused", token: opened.token });
    }, FRAME_LIMIT_MS);
    opened.frame = frame;
    opened.surface = surface;
    opened.line = {
      send: (message) => port1.postMessage(message, message.kind === "snapshot" ? [message.codes.buffer] : []),
      close: () => port1.close(),
    };
    port1.onmessage = (event) => receive(event.data);
    // The layout is settled now; with the panel in the page it is not, and its frame wants the processor for itself.
    sendSnapshot(opened);
    surface.mount();
    // In a frame of its own: the page stands still for the longer of the two, and not for both.
    requestAnimationFrame(() => setTimeout(() => opening === opened && highlighter.prepare()));
    opened.removal.observe(document, { childList: true });
    opened.removal.observe(document.documentElement, { childList: true });
  }

  /** The panel's window, once open, calls by the token. */
  function awaitWindow() {
    if (!opening) return;
    clearTimeout(opening.timer);
    Object.assign(opening, { surface: null, frame: null, line: null, timer: setTimeout(close, WINDOW_LIMIT_MS) });
    api.runtime.onConnect.addListener(onConnect);
  }

  /** @param {chrome.runtime.Port} port */
  function onConnect(port) {
    if (!opening || port.name !== opening.token) return;
    opening.line = {
      // This way messages are JSON.
      send: (message) => port.postMessage(message.kind === "snapshot" ? { ...message, codes: [...message.codes] } : message),
      close: () => port.disconnect(),
    };
    port.onMessage.addListener(receive);
    port.onDisconnect.addListener(close);
    sendSnapshot(opening);
  }

  function onPageHide() {
    stripped.abandon();
    close();
  }

  /** Removes the panel and everything it did to the page. */
  function close() {
    if (!opening) return;
    const { surface, line, focused, timer, selected, hasMovedSelection, removal } = opening;
    const hadFocus = surface !== null && document.activeElement === surface.host;
    opening = null;
    clearTimeout(timer);
    removeEventListener("pagehide", onPageHide);
    // Nothing is left of it where the extension is updated or removed.
    api.runtime?.onConnect?.removeListener(onConnect);
    removal.disconnect();
    watch.stop();
    pointing.stop();
    stripped.leave();
    line?.close();
    surface?.remove();
    highlighter.remove();
    anchor.forget();
    pageLayout.restore();
    if (hasMovedSelection) restoreSelection(selected);
    if (!hadFocus) return;
    globalThis.focus();
    if (focused instanceof HTMLElement || focused instanceof SVGElement) read.focus(focused, { preventScroll: true });
  }

  /** @param {Range[]} ranges */
  function restoreSelection(ranges) {
    const selection = document.getSelection();
    selection?.removeAllRanges();
    for (const range of ranges) selection?.addRange(range);
  }

  /** Some pages remove what they do not know, or write themselves anew. */
  function onRemoval() {
    if (opening?.surface && !opening.surface.host.isConnected) comeBack();
  }

  /** Opens the panel once more, as it was opened at first. */
  function comeBack() {
    if (!opening?.surface) return;
    const layout = opening.surface.layout();
    close();
    if (returns++ >= MAX_RETURNS) return;
    api.runtime.sendMessage({ kind: "token" }).then((token) => {
      if (typeof token === "string" && !opening) open(token, layout);
    });
  }

  /** @returns {HTMLIFrameElement} */
  function createFrame() {
    const frame = /** @type {HTMLIFrameElement} */ (document.createElementNS(XHTML, "iframe"));
    // The element around has the whole name; twice would be read twice.
    frame.title = api.i18n.getMessage("extensionShortName");
    frame.allow = "clipboard-write";
    // Pages sent with Cross-Origin-Embedder-Policy refuse other frames in Chromium.
    frame.setAttribute("credentialless", "");
    frame.src = api.runtime.getURL("panel/panel.html");
    return frame;
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

  /** @param {Opening} opened */
  function sendSnapshot(opened) {
    const snapshot = takeSnapshot(opened.surface?.host ?? null);
    const { strings, codes, nodes } = snapshot;
    opened.nodes = nodes;
    anchor.remember(snapshot);
    opened.line?.send({ kind: "snapshot", strings, codes, url: location.href });
  }

  /** @param {import("../messages.js").ToPage} message */
  function receive(message) {
    if (!opening) return;
    if (message.kind === "close") return close();
    if (message.kind === "ready") {
      clearTimeout(opening.timer);
      opening.timer = 0;
      opening.frame?.focus();
      opening.line?.send({ kind: "shape", isSheet: opening.surface?.isSheet() ?? false });
      for (const name of opening.commands.splice(0)) sendCommand(opening, name);
      return;
    }
    if (message.kind === "snapshot-again") {
      stripped.leave();
      highlighter.remove();
      sendSnapshot(opening);
      return;
    }
    answer(opening, message);
  }

  Object.assign(globalThis.sayso, { toggle, command, host: () => opening?.surface?.host ?? null });
})();
