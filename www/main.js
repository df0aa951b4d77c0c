// The playground: input on the left, the article as the core read it in the middle, the same report as in the sidebar.
// @ts-check
import { markOf } from "./panel/anchors.js";
import { element } from "./panel/element.js";
import { brandMark } from "./panel/icons.js";
import { createReport } from "./panel/report.js";
import { emptyState, errorState, isNoArticle, notArticleState } from "./panel/states.js";
import { formatNumber, loadWords, words } from "./panel/words.js";
import init, { analyzeDocument, analyzeText } from "./wasm/sayso.js";
import { createArticle } from "./article.js";
import { createInput } from "./input.js";

/** @import { View } from "./view" */
/** @import { Input } from "./input.js" */
/** @import { Page } from "./panel/selection.js" */

await Promise.all([
  init({ module_or_path: new URL("wasm/sayso_bg.wasm", import.meta.url) }),
  loadWords("_locales/en/messages.json", "messages.json"),
]);

const article = element("main", { class: "article", "aria-label": words("articleText") });
const findings = element("aside", { class: "findings", "aria-label": words("findings") });
const status = element("p", { class: "status quiet", role: "status" });
/** What happens inside the report, for screen readers. */
const events = element("p", { class: "unseen", role: "status" });

document.documentElement.lang = words("languageOfWords");
document.title = words("playgroundTitle");
document.body.replaceChildren(
  element(
    "header",
    { class: "top" },
    element("h1", { class: "top-title" }, brandMark(), words("playgroundTitle")),
    element("p", { class: "quiet" }, words("playgroundLead")),
  ),
  element(
    "div",
    { class: "columns" },
    element("section", { class: "input", "aria-label": words("input") }, await createInput(analyze, say), status),
    findings,
    article,
  ),
  events,
);
article.append(element("p", { class: "none" }, words("noInputYet")));

/** @param {string} message */
function say(message) {
  status.textContent = message;
}

/** @param {string} message */
function announce(message) {
  events.textContent = message;
}

/**
 * @param {Input} input
 * @param {boolean} [force] analyze although it does not look like an article
 */
function analyze(input, force = false) {
  globalThis.sayso.highlighter?.remove();
  article.replaceChildren();
  document.documentElement.dataset.state = "loading";
  try {
    const started = performance.now();
    const { view } = analysisOf(input, force);
    say(words("took", formatNumber(Math.ceil(performance.now() - started))));
    showView(view, input, force);
  } catch (error) {
    console.error("sayso: the analysis failed:", error);
    showState("error", errorState(String(error), () => analyze(input, force)));
  }
}

/**
 * @param {Input} input
 * @param {boolean} force
 */
function analysisOf({ kind, content, url }, force) {
  if (kind === "text") return analyzeText(content, { force });
  // A document made by DOMParser runs no script and loads nothing.
  return analyzeDocument(new DOMParser().parseFromString(content, "text/html"), { url, force });
}

/**
 * @param {View} view
 * @param {Input} input
 * @param {boolean} force
 */
function showView(view, input, force) {
  if (!force && isNoArticle(view)) {
    return showState("not-article", notArticleState(view.document.kind, () => analyze(input, true)));
  }
  if (view.text.trim() === "") return showState("empty", emptyState());
  const { elements, nodes, runs } = createArticle(view);
  article.replaceChildren(...elements);
  showState("results", createReport(view, createPage(view.text, nodes, runs), announce));
}

/**
 * @param {string} name
 * @param {{ element: HTMLElement, heading: HTMLElement }} shown
 */
function showState(name, shown) {
  findings.replaceChildren(shown.element);
  findings.scrollTop = 0;
  document.documentElement.dataset.state = name;
  shown.heading.focus();
}

/**
 * The article beside us as the page of the report.
 * @param {string} text
 * @param {Node[]} nodes
 * @param {Uint32Array} runs
 * @returns {Page}
 */
function createPage(text, nodes, runs) {
  const scope = { nodes, mayMove: false };
  /** @param {import("./panel/selection.js").Marked} marked */
  const located = ({ key, group, marks }) => ({ key, group, marks: marks.map((spans) => markOf(runs, text, spans)) });
  return {
    async show(marked, current) {
      return globalThis.sayso.highlighter?.show(scope, located(marked), current, innerHeight).outcome ?? "lost";
    },
    preview: (marked) => globalThis.sayso.highlighter?.preview(scope, marked && located(marked)),
    mark: (marked) => globalThis.sayso.highlighter?.mark(scope, marked.map(located)),
    clear: () => globalThis.sayso.highlighter?.clear(),
  };
}
