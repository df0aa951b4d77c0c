// The head of the report: title, publisher, byline, dates, length, language, section, and what to know first.
// @ts-check
import { element, pageWords, withoutControls } from "./element.js";
import { countWords, formatDate, formatLanguage, formatList, formatNumber, words } from "./words.js";

/** @import { TextGenre, View } from "../view" */
/** @import { Child } from "./element.js" */

/**
 * @param {View} view
 * @param {() => Node[]} [details] what stands behind “Details”, built when opened
 * @returns {{ element: HTMLElement, heading: HTMLHeadingElement }}
 */
export function createHeader(view, details) {
  const { document: about } = view;
  const heading = about.title
    ? pageWords("h1", about.title, about.language, { class: "title", "data-field": "title" })
    : element("h1", { class: "title quiet", "data-field": "title" }, words("titleNotStated"));
  // The focus comes here when the panel opens.
  heading.tabIndex = -1;
  const header = element(
    "header",
    { class: "header" },
    heading,
    line(
      about.publisher ? pageWords("span", about.publisher, about.language) : null,
      about.byline.length > 0
        ? element("span", { dir: "auto", "data-field": "byline" }, words("byline", formatList(about.byline.map(withoutControls))))
        : element("span", { class: "quiet", "data-field": "byline" }, words("authorNotStated")),
    ),
    line(
      about.published
        ? element("span", { "data-field": "published" }, `${words("published")} `, time(about.published))
        : element("span", { class: "quiet", "data-field": "published" }, words("dateNotStated")),
      about.modified && formatDate(about.modified) !== formatDate(about.published ?? "")
        ? element("span", {}, `${words("updated")} `, time(about.modified))
        : null,
    ),
    line(
      about.words > 0 ? element("span", {}, countWords("minutes", Math.max(1, Math.round(about.minutes)))) : null,
      about.words > 0 ? element("span", {}, countWords("wordCount", about.words)) : null,
      about.language ? element("span", {}, formatLanguage(about.language)) : null,
      about.section ? pageWords("span", about.section, about.language) : null,
    ),
    about.license ? element("p", { class: "facts" }, words("license", withoutControls(about.license))) : null,
    details ? disclosure(details) : null,
    ...notices(view).map((text) => element("p", { class: "notice" }, text)),
  );
  return { element: header, heading };
}

/** @param {() => Node[]} build */
function disclosure(build) {
  const box = element("details", { class: "head-details" }, element("summary", {}, words("details")));
  box.addEventListener("toggle", () => {
    if (box.open && box.childElementCount === 1) box.append(...build());
  });
  return box;
}

/**
 * Facts with dots between them.
 * @param {...(HTMLElement | null)} facts
 * @returns {HTMLElement | null}
 */
function line(...facts) {
  const stated = facts.filter((fact) => fact !== null);
  if (stated.length === 0) return null;
  /** @type {Child[]} */
  const parts = stated.flatMap((fact, index) => (index === 0 ? [fact] : [" · ", fact]));
  return element("p", { class: "facts" }, ...parts);
}

/** @param {string} date ISO 8601 */
function time(date) {
  return element("time", { datetime: date }, formatDate(date));
}

/** @type {Record<TextGenre, string>} */
const GENRE_WORDS = {
  opinion: "genreOpinion",
  review: "genreReview",
  recipe: "genreRecipe",
  match: "genreMatch",
  transcript: "genreTranscript",
  list: "genreList",
  live: "genreLive",
};

/**
 * What the reader must know before reading on, in the reader's language; other notes in the core's own words.
 * @param {View} view
 * @returns {string[]}
 */
function notices(view) {
  const { document: about } = view;
  const texts = [];
  if (about.access === "preview") texts.push(countWords("preview", about.words));
  if (about.kind === "live") {
    const updates = new Set(view.blocks.flatMap((block) => block.update ?? [])).size;
    texts.push(updates > 0 ? countWords("liveUpdates", updates) : words("live"));
  }
  for (const note of view.notes) {
    switch (note.code) {
      case "preview":
      case "live":
      case "more-claims": // said below the list
        break;
      case "few-claims":
        texts.push(words("fewClaims", words(GENRE_WORDS[about.genre ?? "list"])));
        break;
      case "not-article":
        texts.push(words("notArticleTitle"));
        break;
      case "language":
        texts.push(words("languageNote", formatLanguage(about.language ?? "")));
        break;
      case "too-short":
        texts.push(countWords("tooShort", about.words));
        break;
      case "budget":
        texts.push(words("budget", formatNumber(about.words)));
        break;
      default:
        texts.push(note.message);
    }
  }
  return texts;
}
