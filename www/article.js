// The article as the core read it: one element for each block, and runs that lead from its text to these elements.
// @ts-check
import { element, pageWords } from "./panel/element.js";

/** @import { Block, View } from "./view" */

/** The elements for the kinds of blocks; a heading stands below the article's own title. */
const TAGS = /** @type {const} */ ({
  paragraph: "p",
  heading: "h3",
  quote: "blockquote",
  list: "p",
  caption: "p",
  table: "p",
});

/**
 * @param {View} view
 * @returns {{ elements: HTMLElement[], nodes: Node[], runs: Uint32Array }} `nodes` and `runs` as for a live page
 */
export function createArticle(view) {
  const { title, language } = view.document;
  const nodes = view.blocks.map((block) => document.createTextNode(view.text.slice(block.start, block.end)));
  const blocks = view.blocks.map((block, index) =>
    element(TAGS[block.kind], { class: `kind-${block.kind}`, dir: "auto", lang: language }, nodes[index]),
  );
  const runs = Uint32Array.from(view.blocks.flatMap((block, index) => [block.start, block.end, index, 0]));
  const heading = title ? [pageWords("h2", title, language, { class: "article-title" })] : [];
  return { elements: [...heading, ...blocks], nodes, runs };
}
