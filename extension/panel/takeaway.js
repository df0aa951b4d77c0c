// What the reader takes along: quotations with citation and link, and the report in several forms, as files.
// @ts-check
import { copyText } from "./clipboard.js";
import { element } from "./element.js";
import { action } from "./fields.js";
import { bibtex, citation, citedAuthors, cslJson } from "./export/citation.js";
import { citedAddress, fragmentOf } from "./export/fragment.js";
import { markdownLine, htmlReport, markdown } from "./export/report.js";
import { claimLine, entityLine, sourceLine } from "./export/outline.js";
import { printReport } from "./export/printed.js";
import { analysisJson, claimsCsv, entitiesCsv, sourcesCsv } from "./export/tables.js";
import { words } from "./words.js";

/** @import { View } from "../view" */
/** @import { Span } from "./anchors.js" */
/** @import { Row } from "./row.js" */

/**
 * What copying a row takes along.
 * @typedef {object} Quotation
 * @property {string} text
 * @property {Span} span where it stands in the article
 * @property {string} [speaker]
 * @property {string} [status]
 * @property {string[]} [tags]
 */

/** How much of the article before and behind tells places apart, code units. */
const CONTEXT = 64;

/**
 * @param {object} parts
 * @param {View} parts.view
 * @param {string} parts.address of the page
 * @param {() => string | null} parts.pageText visible text of the page; null until known
 * @param {(message: string) => void} parts.say shows and announces a line
 * @param {(message: string, label: string, act: () => void) => void} parts.offer shows a button for what has to be
 *     pressed in the panel
 */
export function createTakeaway({ view, address, pageText, say, offer }) {
  let authors = citedAuthors(view.document);
  const base = citedAddress(view.document.url, address);
  const cited = (link = base) => ({ document: view.document, authors, address: link });

  /** @param {Quotation} quotation */
  function linkTo({ span }) {
    const text = pageText();
    if (text === null || !/^https?:/.test(base)) return null;
    const around = [view.text.slice(Math.max(0, span.start - CONTEXT), span.start), view.text.slice(span.end, span.end + CONTEXT)];
    const fragment = fragmentOf(text, view.text.slice(span.start, span.end), around[0], around[1]);
    return fragment && `${base}#${fragment}`;
  }

  /** @param {Row} row */
  function copyCitation({ quotation }) {
    if (!quotation) return;
    const link = linkTo(quotation);
    copy(citation(quotation, cited(link ?? base)), link ? words("copiedWithLink") : words("copiedPlainLink"));
  }

  /** @param {Row} row */
  function copyMarkdown({ element: row, quotation }) {
    const { row: kind, id } = row.dataset;
    const claim = view.claims.find((one) => kind === "claim" && one.id === id);
    const source = view.sources.find((one) => kind === "source" && one.id === id);
    const entity = view.entities.find((one) => kind === "entity" && one.id === id);
    const line = claim ? claimLine(view, claim) : source ? sourceLine(source) : entity ? entityLine(entity) : null;
    const text = line ? markdownLine(line) : quotation?.text;
    if (text) copy(`- ${text}`, words("copied"));
  }

  /** @param {string} text @param {string} done */
  const copy = (text, done) => copyText(text, done, say);

  /**
   * @param {string} name of the file's ending
   * @param {string} type
   * @param {string} text
   */
  function save(name, type, text) {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    element("a", { href: url, download: `${fileName(view)}${name}` }).click();
    say(words("saved", `${fileName(view)}${name}`));
    // The browser has begun to read by then; the memory is not needed longer.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  /** The forms of export, each with its file's ending. @type {[string, string, string, () => string][]} */
  const FORMS = [
    ["exportMarkdown", ".md", "text/markdown", () => markdown(view, base)],
    ["exportHtml", ".html", "text/html", () => htmlReport(view, base)],
    ["exportJson", ".json", "application/json", () => analysisJson(view)],
    ["exportClaims", "-claims.csv", "text/csv", () => claimsCsv(view, base)],
    ["exportSources", "-sources.csv", "text/csv", () => sourcesCsv(view)],
    ["exportEntities", "-entities.csv", "text/csv", () => entitiesCsv(view)],
    ["exportBibtex", ".bib", "application/x-bibtex", () => bibtex(cited(), new Date())],
    ["exportCsl", ".csl.json", "application/json", () => cslJson(cited(), new Date())],
  ];

  /** What the export box holds. @param {() => void} close */
  function fields(close) {
    const input = element("input", { type: "text", id: "cited-authors", class: "filter", value: authors, dir: "auto" });
    input.addEventListener("input", () => (authors = input.value.trim()));
    return [
      ...FORMS.map(([key, ending, type, make]) =>
        action(words(key), () => {
          save(ending, type, make());
          close();
        }, { "data-export": ending }),
      ),
      action(words("print"), () => {
        close();
        printReport(view, base);
      }),
      element("div", { class: "field wide" }, element("label", { for: "cited-authors" }, words("citedAuthors")), input),
    ];
  }

  /**
   * Cites words that the reader selected on the page.
   * @param {string} text
   */
  function citeText(text) {
    const page = pageText();
    const fragment = page === null || !/^https?:/.test(base) ? null : fragmentOf(page, text, "", "");
    const link = fragment && `${base}#${fragment}`;
    const cite = citation({ text }, cited(link ?? base));
    const done = link ? words("copiedWithLink") : words("copiedPlainLink");
    // A menu entry is no press inside the panel, which some browsers want for a copy.
    copyText(cite, done, say, () => offer(cite, words("copyCitation"), () => copy(cite, done)));
  }

  return { copyCitation, copyMarkdown, citeText, fields };
}

/** Made of the title's plain letters. @param {View} view */
function fileName({ document: { title = "" } }) {
  const plain = title.normalize("NFKD").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-+|-+$/g, "");
  return `sayso-${plain.slice(0, 48) || "article"}`;
}
