// One analyzed article: its three views, the report about it, and what is behind the result.
// @ts-check
import { markOf } from "./panel/anchors.js";
import { element } from "./panel/element.js";
import { createReport } from "./panel/report.js";
import { createTabs } from "./panel/tabs.js";
import { words } from "./panel/words.js";
import { createArticle } from "./article.js";
import { BEHIND, createBehind } from "./behind.js";
import { createKept } from "./kept.js";
import { createOriginal, numbered } from "./original.js";

/** @import { Reading } from "./analysis.js" */
/** @import { Settings } from "./link.js" */
/** @import { Marked, Page } from "./panel/selection.js" */

/** The views of the article, by the word in a link. */
const VIEWS = ["stripped", "original", "kept"];
const TABS = ["overview", "claims", "sources", "entities"];

/**
 * @param {Reading} reading
 * @param {Settings} settings which tabs to open
 * @param {(message: string) => void} announce
 * @param {(change: Partial<Settings>) => void} set keeps which tabs are open
 */
export function createResult(reading, settings, announce, set) {
  const { view } = reading;
  const wanted = { ...settings };
  const stripped = createArticle(view);
  const nodes = reading.document ? numbered(reading.document) : [];
  /** @type {ReturnType<typeof createOriginal> | null} */
  let original = null;
  let open = VIEWS[0];
  const views = createTabs(
    words("articleViews"),
    [
      { id: "stripped", label: words("stripped"), build: () => element("div", { class: "reading" }, ...stripped.elements) },
      { id: "original", label: words("original"), build: () => (original = createOriginal(reading)).element },
      { id: "kept", label: words("keptAndRemoved"), build: () => createKept(view, nodes) },
    ],
    async (id) => {
      open = id;
      set({ view: id });
      await original?.ready;
      report?.markTab();
    },
  );

  /** The nodes that the words stand in where they are shown now: those of the original page or those of the stripped view. */
  function place() {
    const isOriginal = open === "original" && reading.document !== null;
    return isOriginal ? { scope: { nodes, mayMove: false }, runs: reading.runs } : { scope: { nodes: stripped.nodes, mayMove: false }, runs: stripped.runs };
  }

  /** @param {Marked} marked */
  function located({ key, group, marks }) {
    const { runs } = place();
    return { key, group, marks: marks.map((spans) => markOf(runs, view.text, spans)) };
  }

  /** @type {Page} */
  const page = {
    async show(marked, current) {
      // The list of blocks and a pasted text hold no marks.
      if (open === "kept" || (open === "original" && !reading.document)) views.open("stripped");
      await original?.ready;
      return globalThis.sayso.highlighter?.show(place().scope, located(marked), current, innerHeight).outcome ?? "lost";
    },
    preview: (marked) => globalThis.sayso.highlighter?.preview(place().scope, marked && located(marked)),
    mark: (marked) => globalThis.sayso.highlighter?.mark(place().scope, marked.map(located)),
    clear: () => globalThis.sayso.highlighter?.clear(),
  };
  const started = performance.now();
  /** @type {ReturnType<typeof createReport> | null} */
  let report = null;
  report = createReport(view, page, announce, { tabOpened: (tab) => set({ tab }) });
  const behind = createBehind(reading, nodes, performance.now() - started, announce, (tab) => set({ behind: tab }));
  const article = element(
    "div",
    {},
    views.list,
    ...views.panels,
    element("section", { class: "behind", "aria-label": words("behind") }, element("h2", {}, words("behind")), behind.element),
  );
  return {
    article,
    report,
    /** Opens the tabs that the address names, once everything stands on the page. */
    start() {
      if (wanted.view && VIEWS.includes(wanted.view)) views.open(wanted.view);
      if (wanted.tab && TABS.includes(wanted.tab)) report.tabs.open(wanted.tab);
      if (wanted.behind && BEHIND.includes(wanted.behind)) behind.tabs.open(wanted.behind);
      scrollTo(0, 0);
    },
  };
}
