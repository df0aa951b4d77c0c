// From words of the article to words of the page: spans of the article text become pieces of text nodes.
// @ts-check

/** @import { Mark, Piece } from "../messages.js" */
/** @typedef {{ start: number, end: number }} Span half-open, UTF-16 code units of the article text */

/** How many numbers make one run: start, end, node, offset. */
const RUN_LENGTH = 4;
/** How much of the text before and after goes with a mark, code units: sentences rarely share their last five words. */
const CONTEXT = 32;

/**
 * The mark of some spans that belong together: pieces of the page, and the words by which to find them again.
 * @param {Uint32Array} runs
 * @param {string} text the article text
 * @param {Span[]} spans at least one
 * @returns {Mark}
 */
export function markOf(runs, text, spans) {
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  return {
    pieces: piecesOf(runs, text, spans),
    quote: text.slice(start, end),
    before: text.slice(Math.max(0, start - CONTEXT), start),
    after: text.slice(end, end + CONTEXT),
  };
}

/**
 * The page's pieces under some spans that belong together. White space that the page does not hold lies between runs
 * and gives no piece; a span that no run covers gives none at all.
 * @param {Uint32Array} runs `[start, end, node, offset]` each, sorted by start, not overlapping
 * @param {string} text the article text
 * @param {Span[]} spans
 * @returns {Piece[]}
 */
export function piecesOf(runs, text, spans) {
  const pieces = [];
  for (const span of mergeSpans(spans, text)) {
    for (let at = firstRunEndingAfter(runs, span.start); at < runs.length && runs[at] < span.end; at += RUN_LENGTH) {
      const from = Math.max(span.start, runs[at]);
      const to = Math.min(span.end, runs[at + 1]);
      const quote = text.slice(from, to);
      if (quote.trim() === "") continue;
      const start = runs[at + 3] + (from - runs[at]);
      pieces.push({ node: runs[at + 2], start, end: start + quote.length, quote });
    }
  }
  return pieces;
}

/**
 * The text nodes that hold the article, each once, in reading order.
 * @param {Uint32Array} runs
 * @returns {number[]}
 */
export function nodesOf(runs) {
  /** @type {Set<number>} */
  const nodes = new Set();
  for (let at = 0; at < runs.length; at += RUN_LENGTH) nodes.add(runs[at + 2]);
  return [...nodes];
}

/**
 * Sorted, and without overlaps, so that no word is marked twice; joined where only white space lies between.
 * @param {Span[]} spans
 * @param {string} text
 * @returns {Span[]}
 */
function mergeSpans(spans, text) {
  const sorted = spans.map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start);
  /** @type {Span[]} */
  const merged = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last && text.slice(last.end, span.start).trim() === "") last.end = Math.max(last.end, span.end);
    else merged.push(span);
  }
  return merged;
}

/**
 * @param {Uint32Array} runs
 * @param {number} position in the article text
 * @returns {number} index into `runs` of the first run that ends after the position, or their length
 */
function firstRunEndingAfter(runs, position) {
  let low = 0;
  let high = runs.length / RUN_LENGTH;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle * RUN_LENGTH + 1] <= position) low = middle + 1;
    else high = middle;
  }
  return low * RUN_LENGTH;
}
