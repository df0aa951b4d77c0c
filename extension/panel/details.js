// What stands behind “Details” in the head: how much of the page was kept, where its facts were read, and what to do
// where that is wrong.
// @ts-check
import { element } from "./element.js";
import { action } from "./fields.js";
import { formatNumber, words } from "./words.js";

/** @import { View } from "../view" */

/** @type {Record<string, string>} */
const ORIGINS = { "json-ld": "originJsonLd", meta: "originMeta", time: "originTime", url: "originUrl", text: "originText" };
/** @type {Record<string, string>} */
const FIELDS = {
  title: "fieldTitle", byline: "fieldByline", publisher: "fieldPublisher", section: "fieldSection",
  published: "published", modified: "updated", language: "fieldLanguage", license: "fieldLicense",
};

/**
 * @param {View} view
 * @param {{ showVerdicts: () => void, useSelection: () => void }} acts
 * @returns {Node[]}
 */
export function headerDetails(view, acts) {
  const { words: kept, page_words: all, from } = view.document;
  const read = Object.entries(FIELDS).flatMap(([field, label]) => {
    const origin = /** @type {Record<string, string | undefined>} */ (from)[field];
    return origin ? [element("dt", {}, words(label)), element("dd", {}, words(ORIGINS[origin]))] : [];
  });
  return [
    element("p", {}, words("keptWords", formatNumber(kept), formatNumber(Math.max(kept, all)))),
    element(
      "div",
      { class: "actions" },
      view.explain && view.explain.blocks.length > 0 ? action(words("showKept"), acts.showVerdicts) : null,
      action(words("useSelection"), acts.useSelection),
    ),
    ...(read.length > 0 ? [element("h2", { class: "block-title" }, words("whereRead")), element("dl", { class: "pairs" }, ...read)] : []),
  ];
}
