// Sources: whom and what the article relies on, by kind, with every statement; and the links in its text.
// @ts-check
import { element, pageWords, withoutControls } from "../element.js";
import { icon } from "../icons.js";
import { createList } from "../list.js";
import { checkTag, createRow } from "../row.js";
import { countWords, formatNumber, words } from "../words.js";

/** @import { Source, Statement } from "../../view" */
/** @import { Desk, Section } from "../report.js" */
/** @import { Span } from "../anchors.js" */

/** The kinds in the order in which they stand in the panel. @type {{ id: Source["kind"], label: string }[]} */
const KINDS = [
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
    noneWords: words("noSources"),
    announce: desk.announce,
    groups: KINDS.map(({ id, label }) => ({ id, label: words(label) })),
    toggles: [
      toggle("named", "named", isNamed),
      toggle("unnamed", "unnamed", isUnnamed),
      toggle("document", "documents", isDocument),
      toggle("declined", "declined", (source) => source.declined),
    ],
    plans: view.sources.map((source) => ({
      id: source.id,
      group: source.kind,
      searchText: [source.name, ...source.aliases, source.role, source.affiliation].join(" "),
      build: () => sourceRow(desk, source),
    })),
  });
  const whole = element("div", {}, list.element, linksBlock(desk));
  return { ...list, element: whole };
}

/**
 * @param {Desk} desk
 * @param {Source} source
 */
function sourceRow(desk, source) {
  const { view, selection } = desk;
  const { language } = view.document;
  const marks = source.statements.map(spansOf).filter((spans) => spans.length > 0);
  const standing = [source.role, source.affiliation].filter((text) => text !== undefined).join(", ");
  const aliases = source.aliases.filter((alias) => alias !== source.name);
  const main = element(
    "span",
    { class: "name-line" },
    pageWords("span", source.name, language, { class: "name", "data-field": "name" }),
    standing ? pageWords("span", standing, language, { class: "role" }) : null,
  );
  return createRow(
    {
      kind: "source",
      id: source.id,
      group: "source",
      marks,
      steps: true,
      main,
      before: [
        source.declined || source.check
          ? element(
              "p",
              { class: "badges" },
              source.declined ? element("span", { class: "badge" }, words("declined")) : null,
              source.check ? checkTag() : null,
            )
          : null,
      ],
      after: [
        aliases.length > 0 ? element("p", { class: "quiet", dir: "auto" }, words("also", withoutControls(aliases.join(", ")))) : null,
        ...statements(desk, source),
        ...source.links.map(outsideLink),
      ],
    },
    selection,
  );
}

/**
 * A button with the number of statements, and the list that it opens.
 * @param {Desk} desk
 * @param {Source} source
 */
function statements(desk, source) {
  const told = source.statements.filter((statement) => spansOf(statement).length > 0);
  if (told.length === 0) return [];
  const list = element("ul", { class: "statements", id: `statements-${source.id}` });
  list.hidden = true;
  const button = element(
    "button",
    {
      type: "button",
      class: "text-button disclosure",
      "aria-expanded": "false",
      "aria-controls": list.id,
      "data-field": "count",
      click: flip,
    },
    countWords("statements", told.length),
    icon("expand"),
  );
  function flip() {
    // Built when first opened: an agency may have hundreds.
    if (list.childElementCount === 0) {
      list.append(...told.map((statement, index) => statementRow(desk, source, statement, index)));
    }
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
  }
  return [button, list];
}

/**
 * @param {Desk} desk
 * @param {Source} source
 * @param {Statement} statement
 * @param {number} index
 */
function statementRow({ view, selection }, source, statement, index) {
  const told = statement.content.length > 0 ? statement.content : spansOf(statement);
  const text = told.map(({ start, end }) => view.text.slice(start, end).trim()).join(" … ");
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
    },
    selection,
  );
  return row.element;
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

/** @param {Desk} desk */
function linksBlock({ view, selection }) {
  if (view.links.length === 0) return null;
  const same = view.links.filter((link) => link.same_site).length;
  const rows = view.links.map((link, index) =>
    createRow(
      {
        kind: "link",
        id: String(index),
        group: "source",
        marks: [[{ start: link.start, end: link.end }]],
        main: pageWords("span", link.text || link.url, view.document.language, { class: "sentence" }),
        after: [outsideLink(link.url)],
      },
      selection,
    ),
  );
  return element(
    "details",
    { class: "links" },
    element(
      "summary",
      {},
      element("span", { class: "group" }, words("links"), " ", element("span", { class: "quiet" }, formatNumber(view.links.length))),
      " ",
      element("span", { class: "quiet" }, words("linkSites", formatNumber(view.links.length - same), formatNumber(same))),
    ),
    element("ul", { class: "row-list" }, ...rows.map((row) => row.element)),
  );
}

/**
 * A link as the article gives it; only kinds that lead to a page or a mailbox, the address in sight.
 * @param {string} address
 */
function outsideLink(address) {
  const url = URL.parse(address);
  if (!url || !/^(https?|mailto):$/.test(url.protocol)) return null;
  const shown = url.protocol === "mailto:" ? url.pathname : url.host + url.pathname.replace(/\/$/, "");
  return element(
    "p",
    { class: "link-line" },
    element(
      "a",
      { href: url.href, target: "_blank", rel: "noopener noreferrer", title: words("opensNewTab"), dir: "ltr" },
      shown,
      icon("outside"),
    ),
  );
}
