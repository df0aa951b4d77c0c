// Overview: key sentences, how the article is sourced, and who is mentioned most.
// @ts-check
import { element, pageWords } from "../element.js";
import { createRow } from "../row.js";
import { countWords, formatNumber, words } from "../words.js";
import { isDocument, isNamed, isUnnamed } from "./sources.js";
import { hasNoSource } from "./claims.js";

/** @import { View } from "../../view" */
/** @import { Desk } from "../report.js" */
/** @import { Marked } from "../selection.js" */

/** How many of the most mentioned stand here; the others are one tab away. */
const MOST_MENTIONED = 5;

/**
 * @param {Desk} desk
 * @returns {HTMLElement}
 */
export function overviewSection(desk) {
  return element("div", {}, atAGlance(desk), howItIsSourced(desk), mostMentioned(desk));
}

/**
 * @param {View} view
 * @returns {Marked[]}
 */
export function sentenceMarks(view) {
  return view.summary.map((index) => ({ key: `sentence:${index}`, group: "claim", marks: [[view.sentences[index]]] }));
}

/** @param {Desk} desk */
function atAGlance(desk) {
  const { view } = desk;
  const rows = view.summary.map((index) => {
    const span = view.sentences[index];
    const text = view.text.slice(span.start, span.end);
    const main = pageWords("q", text, view.document.language, { class: "sentence", "data-field": "text" });
    return createRow(
      { kind: "sentence", id: String(index), group: "claim", marks: [[span]], main, quotation: { text, span } },
      desk,
    );
  });
  return element(
    "section",
    { class: "block", "aria-labelledby": "at-a-glance" },
    element("h2", { id: "at-a-glance", class: "block-title" }, words("atAGlance")),
    rows.length > 0
      ? element("p", { class: "quiet" }, words("sentencesFromArticle"))
      : element("p", { class: "none" }, words("noSummary")),
    rows.length > 0 ? element("ol", { class: "row-list numbered" }, ...rows.map((row) => row.element)) : null,
  );
}

/** @param {Desk} desk */
function howItIsSourced({ view, openFiltered }) {
  const named = view.sources.filter(isNamed).length;
  const unnamed = view.sources.filter(isUnnamed).length;
  const documents = view.sources.filter(isDocument).length;
  const declined = view.sources.filter((source) => source.declined).length;
  const bare = view.claims.filter(hasNoSource).length;
  const denied = view.claims.filter((claim) => claim.status === "denied").length;
  const chips = [
    named > 0 ? chip(countWords("namedSources", named), () => openFiltered("sources", "named")) : null,
    unnamed > 0 ? chip(countWords("unnamedSources", unnamed), () => openFiltered("sources", "unnamed")) : null,
    documents > 0 ? chip(countWords("documentSources", documents), () => openFiltered("sources", "document")) : null,
    declined > 0 ? chip(countWords("declinedSources", declined), () => openFiltered("sources", "declined")) : null,
    denied > 0 ? chip(countWords("deniedClaims", denied), () => openFiltered("claims", "denied")) : null,
    bare > 0
      ? chip(countWords("claimsWithoutSource", view.claims.length, formatNumber(bare)), () => openFiltered("claims", "bare"))
      : null,
  ].filter((made) => made !== null);
  return element(
    "section",
    { class: "block", "aria-labelledby": "how-sourced" },
    element("h2", { id: "how-sourced", class: "block-title" }, words("howItIsSourced")),
    view.sources.length === 0 ? element("p", { class: "none" }, words("noSources")) : null,
    chips.length > 0 ? element("div", { class: "chips" }, ...chips) : null,
  );
}

/** @param {Desk} desk */
function mostMentioned({ view, openRow }) {
  const most = view.entities
    .toSorted((a, b) => b.mentions.length - a.mentions.length)
    .slice(0, MOST_MENTIONED)
    .map((entity) =>
      element(
        "button",
        { type: "button", class: `chip type-${entity.type}`, click: () => openRow("entities", entity.id) },
        pageWords("span", entity.name, view.document.language),
        " ",
        element("span", { class: "chip-count" }, formatNumber(entity.mentions.length)),
      ),
    );
  return element(
    "section",
    { class: "block", "aria-labelledby": "most-mentioned" },
    element("h2", { id: "most-mentioned", class: "block-title" }, words("mostMentioned")),
    most.length > 0
      ? element("div", { class: "chips" }, ...most)
      : element("p", { class: "none" }, words("noEntities")),
  );
}

/**
 * @param {string} label
 * @param {() => void} click
 */
function chip(label, click) {
  return element("button", { type: "button", class: "chip", click }, label);
}
