// The sidebar's door: waits to be confirmed, in a frame on the page or in a window of its own, then opens the panel.
// @ts-check
import { browser } from "../browser.js";
import { loadSettings } from "../settings.js";
import { openPanel } from "./app.js";

/** @import { ConfirmAnswer, OpenMessage, ToPage, ToPanel } from "../messages.js" */
/** @import { Line } from "./link.js" */

// Marks tell whoever measures how far the panel is; see also engine.js, reading.js and app.js.
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
  /** @type {Line} */
  const line = {
    send: (message) => port.postMessage(message),
    hear: (receive) => (port.onmessage = ({ data }) => receive(data)),
  };
  openPanel({ line, clickedAt: answer.clickedAt, settings: await settings, isWindow: false, close: () => line.send({ kind: "close" }) });
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
  /** @type {Line} */
  const line = {
    send: (/** @type {ToPage} */ message) => port.postMessage(message),
    hear: (receive) =>
      port.onMessage.addListener((/** @type {ToPanel} */ message) =>
        // This way messages are JSON, which knows no typed arrays.
        receive(message.kind === "snapshot" ? { ...message, codes: Uint32Array.from(message.codes) } : message),
      ),
  };
  document.documentElement.classList.add("in-window");
  openPanel({ line, clickedAt: answer.clickedAt, settings: await settings, isWindow: true, close: () => line.send({ kind: "close" }) });
}

/** @param {string} token */
async function confirmed(token) {
  /** @type {ConfirmAnswer} */
  const answer = await browser.runtime.sendMessage({ kind: "confirm", token });
  return answer?.confirmed ? answer : null;
}
