// From a page or a selection to its report, and to the states without one.
// @ts-check
import { AnalysisFailed, Canceled } from "../errors.js";
import { nodesOf } from "./anchors.js";
import { copyText } from "./clipboard.js";
import { headerDetails } from "./details.js";
import { analyzePage, analyzeText, cancelAnalysis } from "./engine.js";
import { createReport } from "./report.js";
import { canceledState, emptyState, errorState, isNoArticle, loadingState, notArticleState } from "./states.js";
import { createTakeaway } from "./takeaway.js";
import { countWords, words } from "./words.js";

/** @import { SelectedText, SnapshotMessage } from "../messages.js" */
/** @import { Result } from "./engine.js" */
/** @import { Line, Link } from "./link.js" */

/**
 * What is on the screen and what belongs to it.
 * @typedef {{ result: Result, report: ReturnType<typeof createReport>, takeaway: ReturnType<typeof createTakeaway> }} Shown
 */

/**
 * @param {object} parts
 * @param {Line} parts.line
 * @param {Link} parts.link
 * @param {() => boolean} parts.marksAreOn
 * @param {(name: string, state: { element: HTMLElement, heading: HTMLElement }, shown: Shown | null) => void} parts.show
 * @param {(message: string) => void} parts.announce
 * @param {(message: string) => void} parts.say
 * @param {(message: string, label: string, act: () => void) => void} parts.offer
 * @param {() => void} parts.showVerdicts
 */
export function createReading({ line, link, marksAreOn, show, announce, say, offer, showVerdicts }) {
  /** The last page that came, for the head of a selection's report. @type {Result | null} */
  let page = null;
  let address = "";
  /** @type {string | null} */
  let pageText = null;
  let force = false;

  /** @param {SnapshotMessage} snapshot */
  function analyze(snapshot) {
    address = snapshot.url;
    return attempt(async () => {
      page = await (snapshot.analysis ?? analyzePage(snapshot, force));
      performance.mark("sayso-analyzed");
      if (!force && isNoArticle(page.view)) {
        return show("not-article", notArticleState(page.view.document.kind, analyzeAnyway, useSelection), null);
      }
      showResult(page, "page");
    });
  }

  /** @param {SelectedText | null} selected */
  function analyzeSelection(selected) {
    if (!selected) {
      say(words("nothingSelected"));
      return;
    }
    showLoading();
    return attempt(async () => {
      const found = await analyzeText(selected.text, { url: address, raw: true, lang: page?.view.document.language });
      const { words: count, page_words, minutes, kind, access } = found.view.document;
      // What the page says of itself holds for a part of it, too.
      const about = { ...(page?.view.document ?? found.view.document), words: count, page_words, minutes, kind, access };
      showResult({ ...found, view: { ...found.view, document: about }, runs: Uint32Array.from(selected.runs) }, "selection");
    });
  }

  /** @param {() => Promise<void>} work */
  async function attempt(work) {
    try {
      await work();
    } catch (error) {
      if (error instanceof Canceled) return show("canceled", canceledState(again), null);
      const details = error instanceof AnalysisFailed ? error.details : String(error);
      console.error("sayso: the analysis failed:", error);
      show("error", errorState(details, again, (text) => copyText(text, words("copied"), say)), null);
    }
  }

  /**
   * @param {Result} result
   * @param {"page" | "selection"} of
   */
  function showResult(result, of) {
    const { view, runs } = result;
    if (view.text.trim() === "") return show("empty", emptyState(again), null);
    const takeaway = createTakeaway({ view, address, pageText: () => pageText, say, offer });
    const report = createReport(view, link.page(view.text, runs, marksAreOn), announce, {
      copyCitation: takeaway.copyCitation,
      headerDetails: () => headerDetails(view, { showVerdicts, useSelection }),
    });
    document.documentElement.dataset.of = of;
    line.send({ kind: "article", nodes: nodesOf(runs) });
    show("results", report, { result, report, takeaway });
    const counts = [
      countWords("claimCount", view.claims.length),
      countWords("sourceCount", view.sources.length),
      countWords("entityCount", view.entities.length),
    ];
    announce(words("ready", ...counts));
    readPageText();
  }

  /** Asked for ahead: at the click that copies there is no time to wait for it. */
  function readPageText() {
    pageText = null;
    link.pageText().then((text) => (pageText = text));
  }

  function showLoading() {
    show("loading", loadingState(cancelAnalysis), null);
    announce(words("loading"));
  }

  function again() {
    showLoading();
    line.send({ kind: "snapshot-again" });
  }

  function analyzeAnyway() {
    force = true;
    again();
  }

  function useSelection() {
    line.send({ kind: "selection" });
  }

  return { analyze, analyzeSelection, again, useSelection, showLoading, readPageText };
}
