// From an input to what was found in it, with the time that each step took.
// @ts-check
import init, { analyzeDocument, analyzeText, compare as compareAnalyses } from "./wasm/sayso.js";

/** @import { ComparisonView, View } from "./view" */

/**
 * @typedef {{ kind: "text" | "html", content: string, url?: string, name?: string, force?: boolean }} Input
 * @typedef {{ label: string, ms: number }} Step
 * @typedef {object} Reading
 * @property {Input} input
 * @property {View} view offsets in UTF-16 units
 * @property {Uint32Array} runs
 * @property {Document | null} document of HTML; `null` for a text
 * @property {Step[]} steps
 */

const started = performance.now();
await init({ module_or_path: new URL("wasm/sayso_bg.wasm", import.meta.url) });
/** How long the core took to load. */
export const loadMs = performance.now() - started;

/**
 * A document made by DOMParser runs no script and loads nothing.
 * @param {Input} input
 */
function parsed(input) {
  return input.kind === "html" ? new DOMParser().parseFromString(input.content, "text/html") : null;
}

/** @param {Input} input */
function options({ url, force }) {
  return { url, force, explain: true };
}

/**
 * @param {Input} input
 * @returns {Reading}
 */
export function analyze(input) {
  const start = performance.now();
  const document = parsed(input);
  const parsedAt = performance.now();
  const { view, runs } = document ? analyzeDocument(document, options(input)) : analyzeText(input.content, options(input));
  const end = performance.now();
  const steps = [
    { label: "timeParse", ms: parsedAt - start },
    { label: "timeAnalyze", ms: end - parsedAt },
  ];
  return { input, view, runs, document, steps };
}

/**
 * @param {Input} a
 * @param {Input} b
 * @returns {ComparisonView}
 */
export function compare(a, b) {
  return compareAnalyses(parsed(a) ?? a.content, parsed(b) ?? b.content, options(a), options(b));
}
