// What the page needs to show the article alone: the elements of its blocks and its text nodes, title and facts.
// @ts-check
import { withoutControls } from "./element.js";
import { nodesOf } from "./anchors.js";
import { formatDate, words } from "./words.js";

/** @import { StrippedContent } from "../messages.js" */
/** @import { Result } from "./engine.js" */

/**
 * @param {Result} result
 * @returns {StrippedContent}
 */
export function strippedContent({ view, runs }) {
  const { title, publisher, byline, published, language } = view.document;
  const facts = [
    publisher && withoutControls(publisher),
    byline.length > 0 && words("byline", withoutControls(byline.join(", "))),
    published && formatDate(published),
  ].filter(Boolean);
  return {
    title: withoutControls(title ?? words("titleNotStated")),
    facts: facts.join(" · "),
    language: language ?? "",
    blocks: view.blocks.flatMap(({ node, kind }) => (node === undefined ? [] : [{ node, kind }])),
    texts: nodesOf(runs),
  };
}
