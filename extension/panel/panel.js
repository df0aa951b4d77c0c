// The sidebar: waits to be confirmed, analyzes the snapshot that the page sends, shows the report.
// @ts-check
import { browser } from "../browser.js";
import { AnalysisFailed } from "../errors.js";
import { markOf, nodesOf } from "./anchors.js";
import { element } from "./element.js";
import { analyzeSnapshot } from "./engine.js";
import { brandMark, icon } from "./icons.js";
import { createReport } from "./report.js";
import { emptyState, errorState, isNoArticle, loadingState, notArticleState } from "./states.js";
import { countWords, formatNumber, words } from "./words.js";

/** @import { ConfirmAnswer, OpenMessage, Outcome, SnapshotMessage, ToPage, ToPanel } from "../messages.js" */
/** @import { Result } from "./engine.js" */
/** @import { Page } from "./selection.js" */

addEventListener("message", onOpen);

/**
 * Anyone can frame this document and send it messages; only a token that the background gave out for this tab counts.
 * @param {MessageEvent<OpenMessage>} event
 */
async function onOpen(event) {
  const [port] = event.ports;
  if (event.source !== parent || event.data?.kind !== "sayso-open" || !port) return;
  const message = { kind: "confirm", token: event.data.token };
  /** @type {ConfirmAnswer} */
  const answer = await browser.runtime.sendMessage(message);
  if (!answer?.confirmed) return;
  removeEventListener("message", onOpen);
  openPanel(port, answer.clickedAt);
}

/**
 * @param {MessagePort} port to content/main.js
 * @param {number} clickedAt Date.now() at the click
 */
function openPanel(port, clickedAt) {
  const main = element("main", { class: "content" });
  const status = element("p", { class: "unseen", role: "status" });
  /** @type {Map<number, (outcome: Outcome) => void>} */
  const requests = new Map();
  let lastRequest = 0;
  let force = false;
  let painted = false;

  document.documentElement.lang = words("languageOfWords");
  document.title = words("panelName");
  document.body.append(toolbar(), main, footer(), status);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) send({ kind: "close" });
  });
  showLoading();
  port.onmessage = (event) => receive(event.data);
  send({ kind: "ready" });

  /** @param {string} message */
  function announce(message) {
    status.textContent = message;
  }

  /** @param {ToPage} message */
  function send(message) {
    port.postMessage(message);
  }

  /** @param {ToPanel} message */
  function receive(message) {
    if (message.kind === "snapshot") {
      analyze(message);
      return;
    }
    requests.get(message.request)?.(message.outcome);
    requests.delete(message.request);
  }

  /** @param {SnapshotMessage} snapshot */
  async function analyze({ strings, codes, url }) {
    try {
      showResult(await analyzeSnapshot(strings, codes, { url, force }));
    } catch (error) {
      const details = error instanceof AnalysisFailed ? error.details : String(error);
      console.error("sayso: the analysis failed:", error);
      showState("error", errorState(details, again));
    }
  }

  /** @param {Result} result */
  function showResult({ view, runs }) {
    if (!force && isNoArticle(view)) {
      return showState("not-article", notArticleState(view.document.kind, analyzeAnyway));
    }
    if (view.text.trim() === "") return showState("empty", emptyState());
    const report = createReport(view, createPage(view.text, runs), announce);
    showState("results", report);
    const counts = [
      countWords("claimCount", view.claims.length),
      countWords("sourceCount", view.sources.length),
      countWords("entityCount", view.entities.length),
    ];
    announce(words("ready", ...counts));
    send({ kind: "article", nodes: nodesOf(runs) });
    stampPainted();
  }

  /**
   * The page behind the port: spans of the article become pieces of its text nodes.
   * @param {string} text
   * @param {Uint32Array} runs
   * @returns {Page}
   */
  function createPage(text, runs) {
    return {
      show(group, marks, current) {
        const request = ++lastRequest;
        send({ kind: "show", request, group, marks: marks.map((spans) => markOf(runs, text, spans)), current });
        return new Promise((resolve) => requests.set(request, resolve));
      },
      clear: () => send({ kind: "clear" }),
    };
  }

  /** @param {string} name @param {{ element: HTMLElement, heading: HTMLElement }} state */
  function showState(name, state) {
    main.replaceChildren(state.element);
    document.documentElement.dataset.state = name;
    scrollTo(0, 0);
    state.heading.focus({ preventScroll: true });
  }

  function showLoading() {
    showState("loading", loadingState(() => send({ kind: "close" })));
    announce(words("loading"));
  }

  function again() {
    showLoading();
    send({ kind: "snapshot-again" });
  }

  function analyzeAnyway() {
    force = true;
    again();
  }

  /** Marks the moment when the first report is on the screen, for whoever measures. */
  function stampPainted() {
    if (painted) return;
    painted = true;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      // The message comes after the frame that holds the report.
      port1.onmessage = () => {
        performance.mark("sayso-painted");
        document.documentElement.dataset.clickMs = String(Date.now() - clickedAt);
      };
      port2.postMessage(null);
    });
  }

  function toolbar() {
    return element(
      "header",
      { class: "toolbar" },
      element("span", { class: "brand" }, brandMark(), words("extensionShortName")),
      element(
        "button",
        { type: "button", class: "icon-button", "aria-label": words("analyzeAgain"), title: words("analyzeAgain"), click: again },
        icon("again"),
      ),
      element(
        "button",
        { type: "button", class: "icon-button", "aria-label": words("close"), title: words("closeKey"), click: () => send({ kind: "close" }) },
        icon("close"),
      ),
    );
  }

  function footer() {
    return element("footer", { class: "footer" }, words("limits"));
  }
}
