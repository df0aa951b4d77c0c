// Sources: whom and what the article relies on, by kind, with every statement; and the links in its text.
// @ts-check
import { element, pageWords, withoutControls } from "../element.js";
import { icon } from "../icons.js";
import { createList } from "../list.js";
import { checkTag, createRow } from "../row.js";
import { countWords, words } from "../words.js";
import { linksBlock, outsideLink } from "./links.js";

/** @import { Source, Statement, View } from "../../view" */
/** @import { Desk, Section } from "../report.js" */
/** @import { Marked } from "../selection.js" */
/** @import { Span } from "../anchors.js" */

/** The kinds in the order in which they stand in the panel. @type {{ id: Source["kind"], label: string }[]} */
export const KINDS = [
  { id: "person", label: "people" },
  { id: "organization", label: "organizations" },
  { id: "document", label: "documents" },
  { id: "media", label: "media" },
  { id: "unnamed", label: "unnamed" },
];

/** @param {Source} source */
export const isUnnamed = (source) => source.kind === "unnamed";
/** @param {Source} source */
export const isDocument = (source) => source.kind === "document";
/** @param {Source} source */
export const isNamed = (source) => !isUnnamed(source) && !isDocument(source);

/**
 * @param {View} view
 * @returns {Marked[]}
 */
export function sourceMarks(view) {
  return view.sources.map((source) => ({ key: `source:${source.id}`, group: "source", marks: marksOf(source) }));
}

/** @param {Source} source */
const marksOf = (source) => source.statements.map(spansOf).filter((spans) => spans.length > 0);

/**
 * @param {Desk} desk
 * @returns {Section}
 */
export function sourcesSection(desk) {
  const { view } = desk;
  const byId = new Map(view.sources.map((source) => [source.id, source]));
  /**
   * @param {string} id
   * @param {string} label
   * @param {(source: Source) => boolean} test
   */
  const toggle = (id, label, test) => ({
    id,
    label: words(label),
    accepts: (/** @type {string} */ sourceId) => {
      const source = byId.get(sourceId);
      return source !== undefined && test(source);
    },
  });
  const list = createList({
    name: "sources",
    label: words("sources"),
    filterLabel: words("filterSources"),
    mostLabel: words("sortStatements"),
    noneWords: words("noSources"),
    announce: desk.announce,
    groups: KINDS.map(({ id, label }) => ({ id, label: words(label) })),
    dimensions: [
      [
        toggle("named", "named", isNamed),
        toggle("unnamed", "unnamed", isUnnamed),
        toggle("document", "documents", isDocument),
        toggle("declined", "declined", (source) => source.declined),
      ],
    ],
    plans: view.sources.map((source) => ({
      id: source.id,
      group: source.kind,
      name: source.name,
      order: marksOf(source)[0]?.[0].start ?? Infinity,
      weight: source.statements.length,
      searchText: [source.name, ...source.aliases, source.role, source.affiliation].join(" "),
      build: () => sourceRow(desk, source),
    })),
  });
  return { ...list, element: element("div", {}, list.element, linksBlock(desk)) };
}

/**
 * @param {Desk} desk
 * @param {Source} source
 */
function sourceRow(desk, source) {
  const { language } = desk.view.document;
  const marks = marksOf(source);
  const standing = [source.role, source.affiliation].filter((text) => text !== undefined).join(", ");
  const aliases = source.aliases.filter((alias) => alias !== source.name);
  const told = source.statements.filter((statement) => spansOf(statement).length > 0);
  const main = element(
    "span",
    { class: "name-line" },
    pageWords("span", source.name, language, { class: "name", "data-field": "name" }),
    standing ? pageWords("span", standing, language, { class: "role" }) : null,
  );
  const flags = [
    isUnnamed(source) ? element("span", { class: "badge unnamed" }, words("unnamedSource")) : null,
    source.declined ? element("span", { class: "badge" }, words("declined")) : null,
    source.check ? checkTag() : null,
  ].filter((flag) => flag !== null);
  const [first] = told;
  return createRow(
    {
      kind: "source",
      id: source.id,
      group: "source",
      marks,
      steps: true,
      main,
      before: [flags.length > 0 ? element("p", { class: "badges" }, ...flags) : null],
      after: [
        aliases.length > 0 ? element("p", { class: "quiet", dir: "auto" }, words("also", withoutControls(aliases.join(", ")))) : null,
        ...source.links.map(outsideLink),
      ],
      details: told.length > 0 ? () => [statements(desk, source, told)] : undefined,
      expandLabel: countWords("statements", told.length),
      quotation: first && { text: textOf(desk.view, first), span: extent(first), speaker: source.name, status: first.mode },
    },
    desk,
  );
}

/**
 * @param {Desk} desk
 * @param {Source} source
 * @param {Statement[]} told
 */
function statements(desk, source, told) {
  const rows = told.map((statement, index) => statementRow(desk, source, statement, index));
  return element("ul", { class: "statements" }, ...rows);
}

/**
 * @param {Desk} desk
 * @param {Source} source
 * @param {Statement} statement
 * @param {number} index
 */
function statementRow(desk, source, statement, index) {
  const { view } = desk;
  const text = textOf(view, statement);
  const via = view.sources.find((other) => other.id === statement.via)?.name;
  const row = createRow(
    {
      kind: "statement",
      id: `${source.id}-${index}`,
      group: "source",
      marks: [spansOf(statement)],
      main: pageWords("span", text, view.document.language, { class: "sentence" }),
      before: [
        element(
          "p",
          { class: "badges" },
          element("span", { class: "tag" }, words(statement.mode === "quoted" ? "statusQuoted" : "statusReported")),
          via ? element("span", { class: "quiet" }, words("through", withoutControls(via))) : null,
        ),
      ],
      quotation: { text, span: extent(statement), speaker: source.name, status: statement.mode },
    },
    desk,
  );
  return row.element;
}

/**
 * @param {View} view
 * @param {Statement} statement
 */
function textOf(view, statement) {
  const told = statement.content.length > 0 ? statement.content : spansOf(statement);
  return told.map(({ start, end }) => view.text.slice(start, end).trim()).join(" … ");
}

/**
 * From the first to the last word of what is said.
 * @param {Statement} statement
 * @returns {Span}
 */
function extent(statement) {
  const told = statement.content.length > 0 ? statement.content : spansOf(statement);
  return { start: Math.min(...told.map((span) => span.start)), end: Math.max(...told.map((span) => span.end)) };
}

/**
 * The words of a statement: who, the word that tells, and what.
 * @param {Statement} statement
 * @returns {Span[]}
 */
function spansOf(statement) {
  const spans = [statement.source, statement.cue, ...statement.content];
  return spans.filter((span) => span !== null && span !== undefined);
}
