// What stands in the panel when there is no report: loading, no article, nothing to read, an error.
// @ts-check
import { element } from "./element.js";
import { words } from "./words.js";

/** @import { View } from "../view" */

/** @typedef {{ label: string, act: () => void, main?: boolean, id?: string }} Action */

/** After this many ms a person may want to stop waiting. */
const CANCEL_AFTER_MS = 1_000;
/** Bars of the skeleton: their widths tell the shape of the report to come. */
const SKELETON_BARS = ["title", "title short", "line", "line short", "gap", "line", "line", "line short", "gap", "line", "line short"];

/**
 * @typedef {object} State
 * @property {HTMLElement} element
 * @property {HTMLHeadingElement} heading
 */

/**
 * Whether the page holds words, but no article to show a report of.
 * @param {View} view
 */
export function isNoArticle(view) {
  const isEmpty = view.text.trim() === "" && view.document.page_words > 0;
  return isEmpty || view.notes.some((note) => note.code === "not-article");
}

/**
 * @param {() => void} cancel
 * @returns {State}
 */
export function loadingState(cancel) {
  const state = plainState(words("loading"), "", [{ label: words("cancel"), act: cancel, id: "cancel" }]);
  const actions = /** @type {HTMLElement} */ (state.element.querySelector(".actions"));
  const progress = element("progress", { "aria-label": words("loading") });
  actions.prepend(progress);
  actions.hidden = true;
  setTimeout(() => (actions.hidden = false), CANCEL_AFTER_MS);
  const bars = SKELETON_BARS.map((shape) => element("div", { class: `bar ${shape}` }));
  state.element.append(element("div", { class: "skeleton", "aria-hidden": "true" }, ...bars));
  return state;
}

/**
 * @param {View["document"]["kind"]} kind what the page looks like instead
 * @param {() => void} analyzeAnyway
 * @param {() => void} [useSelection]
 * @returns {State}
 */
export function notArticleState(kind, analyzeAnyway, useSelection) {
  /** @type {Action[]} */
  const actions = [{ label: words("analyzeAnyway"), act: analyzeAnyway, main: true }];
  if (useSelection) actions.push({ label: words("useSelection"), act: useSelection, id: "use-selection-here" });
  return plainState(words("notArticleTitle"), kind === "list" ? words("notArticleBody") : "", actions);
}

/**
 * @param {() => void} [again]
 * @returns {State}
 */
export function emptyState(again) {
  return plainState(words("emptyTitle"), words("emptyBody"), again ? [{ label: words("analyzeAgain"), act: again, main: true }] : []);
}

/**
 * The analysis was stopped by the reader.
 * @param {() => void} again
 * @returns {State}
 */
export function canceledState(again) {
  return plainState(words("canceledTitle"), "", [{ label: words("analyzeAgain"), act: again, main: true }]);
}

/**
 * The extension is gone from behind its panel.
 * @returns {State}
 */
export function aloneState() {
  return plainState(words("aloneTitle"), words("aloneBody"), []);
}

/**
 * @param {string} details for the curious; holds no page text
 * @param {() => void} tryAgain
 * @param {(details: string) => void} [copyDetails]
 * @returns {State}
 */
export function errorState(details, tryAgain, copyDetails) {
  /** @type {Action[]} */
  const actions = [{ label: words("tryAgain"), act: tryAgain, main: true }];
  if (copyDetails) actions.push({ label: words("copyDetails"), act: () => copyDetails(details), id: "copy-details" });
  const state = plainState(words("errorTitle"), "", actions);
  state.element.append(
    element("details", { class: "details" }, element("summary", {}, words("details")), element("code", {}, details)),
  );
  return state;
}

/**
 * @param {string} title
 * @param {string} body
 * @param {Action[]} actions
 * @returns {State}
 */
function plainState(title, body, actions) {
  const heading = element("h1", { class: "state-title", tabindex: -1 }, title);
  const buttons = actions.map(({ label, act, main, id }) =>
    element("button", { type: "button", class: main ? "button main" : "button", id, click: act }, label),
  );
  return {
    heading,
    element: element(
      "div",
      { class: "state" },
      heading,
      body ? element("p", {}, body) : null,
      buttons.length > 0 ? element("div", { class: "actions" }, ...buttons) : null,
    ),
  };
}
