// The three tables as CSV, and the analysis as JSON, both with offsets in code points as the contract has them.
// @ts-check

/** @import { View } from "../../view" */

/** Spreadsheets run what begins with one of these, also in the wide form of East Asian scripts. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
/** A cell of anything else could part where a spreadsheet takes semicolons or tabs for the ends of cells. */
const PLAIN = /^[\p{L}\p{N} ._-]*$/u;
/** How much of the text before and behind goes with a selector (W3C Web Annotation, TextQuoteSelector), code units. */
const CONTEXT = 32;

/** @param {View} view @param {string} address */
export function claimsCsv(view, address) {
  const at = codePoints(view.text);
  const source = (/** @type {string | null | undefined} */ id) => view.sources.find((one) => one.id === id);
  const rows = view.claims.map((claim) => [
    claim.id, claim.status, claim.text, source(claim.speaker)?.name ?? "",
    claim.speaker ? String(source(claim.speaker)?.kind !== "unnamed") : "", at(claim.start), at(claim.end), address,
  ]);
  return csv(["id", "status", "text", "source", "source_named", "start", "end", "url"], rows);
}

/** @param {View} view */
export function sourcesCsv(view) {
  const rows = view.sources.map((source) => [
    source.id, source.kind, source.name, source.role ?? "", String(source.kind !== "unnamed"), source.statements.length,
    source.links.join(" "),
  ]);
  return csv(["id", "kind", "name", "role", "named", "statements", "links"], rows);
}

/** @param {View} view */
export function entitiesCsv(view) {
  const rows = view.entities.map(({ id, type, name, aliases, mentions }) => [id, type, name, aliases.join("; "), mentions.length]);
  return csv(["id", "type", "name", "aliases", "mentions"], rows);
}

/**
 * RFC 4180, with a mark by which spreadsheets know UTF-8.
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
function csv(head, rows) {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string | number} value */
function cell(value) {
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return PLAIN.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

/**
 * The analysis as the command line prints it, with a quote selector on every span.
 * @param {View} view with offsets in UTF-16 units
 */
export function analysisJson(view) {
  const { explain, ...shown } = view;
  const at = codePoints(view.text);
  const converted = JSON.parse(JSON.stringify(shown), (key, value) => {
    if (typeof value?.start !== "number" || typeof value?.end !== "number") return value;
    const { start, end } = value;
    const selector = {
      exact: view.text.slice(start, end),
      prefix: view.text.slice(Math.max(0, start - CONTEXT), start).toWellFormed(),
      suffix: view.text.slice(end, end + CONTEXT).toWellFormed(),
    };
    return { ...value, start: at(start), end: at(end), selector };
  });
  return `${JSON.stringify(converted, null, 2)}\n`;
}

/**
 * From UTF-16 offsets to code points.
 * @param {string} text
 * @returns {(offset: number) => number}
 */
function codePoints(text) {
  // Where a second half of a pair stands, everything behind is one less.
  const halves = [...text.matchAll(/[\uD800-\uDBFF](?=[\uDC00-\uDFFF])/g)].map(({ index }) => index + 1);
  return (offset) => {
    let low = 0;
    let high = halves.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (halves[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return offset - low;
  };
}
