// The sidebar's door: waits to be confirmed, in a frame on the page or in a window of its own, gives the page to the core,
// then opens the panel, whose modules come meanwhile.
// @ts-check
import { browser } from "../browser.js";
import { loadSettings } from "../settings.js";
import { analyzePage } from "./engine.js";

/** @import { BrokenMessage, ConfirmAnswer, OpenMessage, SnapshotMessage, ToPage, ToPanel } from "../messages.js" */
/** @import { Line } from "./link.js" */

// Marks tell whoever measures how far the panel is; see also start.js, engine.js, reading.js and app.js.
performance.mark("sayso-scripts");

/** Known before anyone asks, so that the panel is painted once. */
const settings = loadSettings();

if (parent === window) openInWindow(location.hash.slice(1));
else addEventListener("message", onOpen);

/**
 * Anyone can frame this document and send it messages; only a token that the background gave out for this tab counts.
 * @param {MessageEvent<OpenMessage>} event
 */
async function onOpen(event) {
  const [port] = event.ports;
  performance.mark("sayso-greeted");
  if (event.source !== parent || event.data?.kind !== "sayso-open" || !port) return;
  const answer = await confirmed(event.data.token);
  if (!answer) return;
  removeEventListener("message", onOpen);
  performance.mark("sayso-confirmed");
  const receive = createLine((message) => port.postMessage(message), (line) => open(line, answer, false));
  port.onmessage = ({ data }) => receive(data);
}

/**
 * The page lets no frame live: it is reached by a line of the extension's own.
 * @param {string} token
 */
async function openInWindow(token) {
  const answer = token === "" ? null : await confirmed(token);
  if (!answer) return;
  const port = browser.tabs.connect(answer.tabId, { name: token });
  port.onDisconnect.addListener(() => close());
  const receive = createLine((message) => port.postMessage(message), (line) => open(line, answer, true));
  port.onMessage.addListener((/** @type {ToPanel} */ message) =>
    // This way messages are JSON, which knows no typed arrays.
    receive(message.kind === "snapshot" ? { ...message, codes: Uint32Array.from(message.codes) } : message),
  );
  document.documentElement.classList.add("in-window");
}

/** @param {string} token */
async function confirmed(token) {
  /** @type {ConfirmAnswer} */
  const answer = await browser.runtime.sendMessage({ kind: "confirm", token });
  return answer?.confirmed ? answer : null;
}

/**
 * The line to the page. What comes before the panel listens is kept for it, and a page is given to the core at once.
 * @param {(message: ToPage) => void} send
 * @param {(line: Line) => void} begin called when the page, which comes first, is with the core
 * @returns {(message: ToPanel) => void} takes what the page says
 */
function createLine(send, begin) {
  /** @type {ToPanel[]} */
  const kept = [];
  /** @type {((message: ToPanel) => void) | null} */
  let listener = null;
  /** @type {Line} */
  const line = {
    send,
    hear(receive) {
      listener = receive;
      kept.splice(0).forEach(receive);
    },
  };
  return (message) => {
    if (listener) return listener(message);
    kept.push(message.kind === "snapshot" ? begun(message) : message);
    if (kept.length === 1) begin(line);
  };
}

/** @param {SnapshotMessage} snapshot */
function begun(snapshot) {
  const analysis = analyzePage(snapshot);
  // The panel hears of a failure when it shows what has become of the page.
  analysis.catch(() => {});
  return { ...snapshot, analysis };
}

/** All at once: found one by one, the panel's modules come in five round trips. */
async function loadApp() {
  const rest = /** @type {HTMLTemplateElement} */ (document.getElementById("rest"));
  const { content } = rest;
  const sheets = [...content.querySelectorAll("[rel=stylesheet]")].map(
    (sheet) => new Promise((resolve, reject) => {
      sheet.addEventListener("load", resolve);
      sheet.addEventListener("error", () => reject(new Error(`${sheet.getAttribute("href")} is missing`)));
    }),
  );
  rest.replaceWith(content);
  const [app] = await Promise.all([import("./app.js"), ...sheets]);
  return app;
}

/**
 * @param {Line} line
 * @param {{ clickedAt: number, tabId: number }} answer
 * @param {boolean} isWindow
 */
async function open(line, { clickedAt, tabId }, isWindow) {
  const close = () => line.send({ kind: "close" });
  try {
    const { openPanel } = await loadApp();
    performance.mark("sayso-app");
    openPanel({ line, clickedAt, settings: await settings, isWindow, close });
  } catch (error) {
    console.error("sayso: the panel does not open:", error);
    /** @type {BrokenMessage} */
    const message = { kind: "broken", tabId };
    // First: with the panel its frame goes, and what a frame that is gone has said may be lost. Nobody answers.
    browser.runtime.sendMessage(message).catch(() => {}).finally(close);
  }
}
