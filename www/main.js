// The playground: input on the left, the article in three views in the middle, the same report as in the sidebar, and two
// articles side by side.
// @ts-check
import { element } from "./panel/element.js";
import { brandMark } from "./panel/icons.js";
import { emptyState, errorState, isNoArticle, notArticleState } from "./panel/states.js";
import { formatNumber, loadWords, words } from "./panel/words.js";
import { analyze as analyzeInput, compare } from "./analysis.js";
import { createComparison } from "./compare.js";
import { createInput } from "./input/forms.js";
import { listenForDrops } from "./input/opened.js";
import { readLink, writeLink } from "./link.js";
import { keepOffline } from "./offline.js";
import { createResult } from "./result.js";

/** @import { Input } from "./analysis.js" */
/** @import { Settings } from "./link.js" */

await loadWords("_locales/en/messages.json", "messages.json");

const root = document.documentElement;
const main = element("main", { class: "article", "aria-label": words("articleText") });
const findings = element("aside", { class: "findings", "aria-label": words("findings") });
const status = element("p", { class: "status quiet", role: "status" });
/** What happens inside the report, for screen readers. */
const events = element("p", { class: "unseen", role: "status" });
/** @type {Settings} */
let settings = readLink();
/** The article that is shown, and the one beside it. @type {{ a: Input | null, b: Input | null }} */
const shown = { a: null, b: null };
/** Where the next input goes. @type {"a" | "b"} */
let target = "a";

const input = await createInput({ analyze: take, say, compareExamples }, (tab) => set({ input: tab }));
const [toA, toB] = /** @type {const} */ (["a", "b"]).map((side) =>
  element("button", { type: "button", class: "button", id: `to-${side}`, click: () => aim(side) }, words(side === "a" ? "articleA" : "compareWith")),
);

root.lang = words("languageOfWords");
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
    element(
      "section",
      { class: "input", "aria-label": words("input") },
      element("div", { class: "targets", role: "group", "aria-label": words("inputFor") }, toA, toB),
      input.element,
      status,
    ),
    findings,
    main,
  ),
  events,
);
main.append(element("p", { class: "none" }, words("noInputYet")));
listenForDrops(input.openFile);
aim("a");
await followLink();
root.dataset.ready = "";
addEventListener("hashchange", async () => {
  settings = readLink();
  await followLink();
});
await keepOffline();

/** Opens what the address names. */
async function followLink() {
  const { input: tab, example, compare: other } = settings;
  if (tab && ["examples", "file", "text", "html"].includes(tab)) input.tabs.open(tab);
  if (!example || !input.hasExample(example)) return;
  if (other && input.hasExample(other)) return compareExamples(example, other);
  aim("a");
  await input.openExample(example);
}

/**
 * @param {string} a
 * @param {string} b
 */
async function compareExamples(a, b) {
  aim("a");
  await input.openExample(a);
  aim("b");
  await input.openExample(b);
}

/** @param {Partial<Settings>} change */
function set(change) {
  settings = { ...settings, ...change };
  writeLink(settings);
}

/** @param {string} message */
function say(message) {
  status.textContent = message;
}

/** @param {string} message */
function announce(message) {
  events.textContent = message;
}

/** @param {"a" | "b"} side */
function aim(side) {
  target = side;
  toA.setAttribute("aria-pressed", String(side === "a"));
  toB.setAttribute("aria-pressed", String(side === "b"));
  toB.disabled = shown.a === null;
}

/**
 * @param {Input} next
 * @param {string} [example]
 */
function take(next, example) {
  if (target === "b" && shown.a) {
    shown.b = next;
    set({ compare: example });
    return showComparison(shown.a, next);
  }
  shown.a = next;
  shown.b = null;
  set({ example, compare: undefined });
  showArticle(next);
}

/** @param {Input} next */
function showArticle(next) {
  leave("loading");
  try {
    const reading = analyzeInput(next);
    const { view } = reading;
    say(words("took", formatNumber(Math.ceil(reading.steps.reduce((sum, { ms }) => sum + ms, 0)))));
    if (!next.force && isNoArticle(view)) {
      const force = () => take({ ...next, force: true }, settings.example);
      return showState("not-article", notArticleState(view.document.kind, force));
    }
    if (view.text.trim() === "") return showState("empty", emptyState());
    const result = createResult(reading, settings, announce, set);
    main.replaceChildren(result.article);
    showState("results", result.report);
    result.start();
  } catch (error) {
    fail(error, () => showArticle(next));
  }
  aim(target);
}

/**
 * @param {Input} a
 * @param {Input} b
 */
function showComparison(a, b) {
  leave("loading");
  try {
    const started = performance.now();
    const found = compare(a, b);
    say(words("took", formatNumber(Math.ceil(performance.now() - started))));
    const comparison = createComparison(found, () => {
      aim("a");
      set({ compare: undefined });
      showArticle(a);
    });
    main.replaceChildren(comparison.element);
    root.dataset.state = "comparison";
    scrollTo(0, 0);
    comparison.heading.focus();
  } catch (error) {
    fail(error, () => showComparison(a, b));
  }
}

/** @param {string} state */
function leave(state) {
  globalThis.sayso.highlighter?.remove();
  main.replaceChildren();
  findings.replaceChildren();
  root.dataset.state = state;
}

/**
 * @param {unknown} error
 * @param {() => void} again
 */
function fail(error, again) {
  console.error("sayso: the analysis failed:", error);
  showState("error", errorState(String(error), again));
}

/**
 * @param {string} name
 * @param {{ element: HTMLElement, heading: HTMLElement }} state
 */
function showState(name, state) {
  findings.replaceChildren(state.element);
  findings.scrollTop = 0;
  root.dataset.state = name;
  state.heading.focus();
}
