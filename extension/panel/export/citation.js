// Citations: of a quotation as one line, of the article as BibTeX and CSL-JSON.
// @ts-check
import { withoutControls } from "../element.js";
import { formatLongDate, words } from "../words.js";

/** @import { DocumentInfo } from "../../view" */

/** More authors are “and others”: some pages list a whole newsroom. */
const MAX_AUTHORS = 3;

/**
 * What a citation is made of.
 * @typedef {object} Cited
 * @property {DocumentInfo} document
 * @property {string} authors as the reader wants them cited; empty for none
 * @property {string} address
 */

/**
 * Who says what is quoted, and how the article gives it.
 * @typedef {{ text: string, speaker?: string, status?: string }} Said
 */

/**
 * The authors as a citation names them, before the reader edits that.
 * @param {DocumentInfo} document
 */
export function citedAuthors({ byline }) {
  const names = byline.map(withoutControls);
  const shown = names.slice(0, MAX_AUTHORS).join(", ");
  return names.length > MAX_AUTHORS ? words("andOthers", shown) : shown;
}

/**
 * “Costs could rise,” — Hydra Engineering, as quoted in Jane Doe, “Council delays …”, The Example Post, 12 March 2026, https://…
 * @param {Said} said
 * @param {Cited} cited
 */
export function citation({ text, speaker, status }, cited) {
  const quote = words("quoted", withoutControls(text));
  const work = citedWork(cited);
  if (!speaker) return words("citePlain", quote, work);
  const key = status === "quoted" ? "citeQuoted" : "citeReported";
  return words(key, quote, withoutControls(speaker), work);
}

/** Author, title, outlet, date, address; what the page does not state is left out. @param {Cited} cited */
function citedWork({ document, authors, address }) {
  const parts = [
    authors,
    document.title && words("quoted", withoutControls(document.title)),
    document.publisher && withoutControls(document.publisher),
    document.published && formatLongDate(document.published),
    address,
  ];
  return parts.filter(Boolean).join(", ");
}

/**
 * @param {Cited} cited
 * @param {Date} accessed
 */
export function bibtex({ document, authors, address }, accessed) {
  const date = document.published?.slice(0, 10) ?? "";
  const fields = {
    author: people(authors).map((name) => `{${escaped(name)}}`).join(" and "),
    title: document.title && `{${escaped(document.title)}}`,
    organization: document.publisher && escaped(document.publisher),
    date,
    url: address.replaceAll(/[\\{}]/g, encodeURIComponent),
    urldate: accessed.toISOString().slice(0, 10),
    langid: document.language,
  };
  const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},`);
  return `@online{${keyOf(document, authors)},\n${lines.join("\n")}\n}\n`;
}

/**
 * @param {Cited} cited
 * @param {Date} accessed
 */
export function cslJson({ document, authors, address }, accessed) {
  const item = {
    id: keyOf(document, authors),
    type: "article-newspaper",
    title: document.title,
    author: authors ? people(authors).map((name) => ({ literal: name })) : undefined,
    "container-title": document.publisher,
    section: document.section,
    issued: dateParts(document.published),
    accessed: dateParts(accessed.toISOString()),
    URL: address,
    language: document.language,
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}

/** @param {string} authors */
function people(authors) {
  return authors.split(",").map((name) => name.trim()).filter((name) => name !== "");
}

/** @param {string | undefined} date ISO 8601 */
function dateParts(date) {
  const parts = date?.slice(0, 10).split("-").map(Number);
  return parts?.every(Number.isInteger) ? { "date-parts": [parts] } : undefined;
}

/** A key as people make them: name, year, first word of the title. @param {DocumentInfo} document @param {string} authors */
function keyOf(document, authors) {
  const plain = (/** @type {string} */ text) => text.normalize("NFKD").replaceAll(/[^A-Za-z0-9 ]/g, "").trim();
  const name = plain(people(authors)[0] ?? document.publisher ?? "").split(" ").at(-1) ?? "";
  const word = plain(document.title ?? "").split(" ").find((one) => one.length > 3) ?? "";
  return [name, document.published?.slice(0, 4) ?? "", word].join("").toLowerCase() || "article";
}

/** Characters that TeX takes for its own. @param {string} text */
function escaped(text) {
  return withoutControls(text).replaceAll(/[\\{}]/g, "").replaceAll(/[#$%&_]/g, "\\$&").replaceAll("~", "\\~{}").replaceAll("^", "\\^{}");
}
