// The report of one analysis: head, tabs, sections. Knows no browser extension, so that the playground shows it too.
// @ts-check
import { element } from "./element.js";
import { createHeader } from "./header.js";
import { claimsSection, claimMarks } from "./sections/claims.js";
import { entitiesSection, entityMarks } from "./sections/entities.js";
import { overviewSection, sentenceMarks } from "./sections/overview.js";
import { sourcesSection, sourceMarks } from "./sections/sources.js";
import { createSelection } from "./selection.js";
import { createTabs } from "./tabs.js";
import { words } from "./words.js";

/** @import { View } from "../view" */
/** @import { Marked, Page, Selection } from "./selection.js" */
/** @import { Row } from "./row.js" */

/**
 * What sections get: the analysis, the selection, and the way to another section.
 * @typedef {object} Desk
 * @property {View} view
 * @property {Selection} selection
 * @property {(message: string) => void} announce tells screen readers
 * @property {(section: SectionName, toggle: string) => void} openFiltered opens a section with one of its toggles on
 * @property {(section: SectionName, id: string) => void} openRow opens a section and goes to one of its rows
 * @property {(row: Row) => void} [copyCitation]
 */

/** @typedef {"claims" | "sources" | "entities"} SectionName */

/**
 * What a section gives back.
 * @typedef {object} Section
 * @property {HTMLElement} element
 * @property {(id: string) => void} toggle
 * @property {(id: string) => Row | null} reveal
 */

/**
 * What the surroundings of the report offer beside the page.
 * @typedef {object} Extras
 * @property {(row: Row) => void} [copyCitation]
 * @property {() => Node[]} [headerDetails] what stands in the head's details, built when opened
 * @property {(tab: string) => void} [tabOpened] hears which tab is open, the first included
 */

/** Which list an item's key belongs to. @type {Record<string, SectionName>} */
const SECTION_OF = { claim: "claims", source: "sources", entity: "entities" };

/** The marks that stand on the page while a tab is open. @type {Record<string, (view: View) => Marked[]>} */
const MARKS = { overview: sentenceMarks, claims: claimMarks, sources: sourceMarks, entities: entityMarks };

/**
 * @param {View} view
 * @param {Page} page
 * @param {(message: string) => void} announce tells screen readers; there is one place for that
 * @param {Extras} [extras]
 */
export function createReport(view, page, announce, extras = {}) {
  const selection = createSelection(page, announce);
  const builders = { claims: claimsSection, sources: sourcesSection, entities: entitiesSection };
  /** @type {Partial<Record<SectionName, Section>>} */
  const built = {};
  /** @param {SectionName} name */
  const section = (name) => (built[name] ??= builders[name](desk));
  /** @type {Desk} */
  const desk = {
    view,
    selection,
    announce,
    copyCitation: extras.copyCitation,
    openFiltered(name, toggle) {
      tabs.open(name);
      section(name).toggle(toggle);
      document.getElementById(`tab-${name}`)?.focus();
    },
    openRow(name, id) {
      reveal(name, id)?.go.focus();
    },
  };

  /**
   * @param {SectionName} name
   * @param {string} id
   * @returns {Row | null}
   */
  function reveal(name, id) {
    tabs.open(name);
    const row = section(name).reveal(id);
    row?.element.scrollIntoView({ block: "nearest" });
    return row;
  }

  let open = "overview";
  function markTab() {
    page.mark?.(MARKS[open](view));
  }

  const tabs = createTabs(
    words("sections"),
    [
      { id: "overview", label: words("overview"), build: () => overviewSection(desk) },
      { id: "claims", label: words("claims"), count: view.claims.length, build: () => section("claims").element },
      { id: "sources", label: words("sources"), count: view.sources.length, build: () => section("sources").element },
      { id: "entities", label: words("entities"), count: view.entities.length, build: () => section("entities").element },
    ],
    (id) => {
      open = id;
      markTab();
      extras.tabOpened?.(id);
    },
  );
  const header = createHeader(view, extras.headerDetails);
  return {
    element: element("div", { class: "report" }, header.element, tabs.list, ...tabs.panels),
    heading: header.heading,
    selection,
    tabs,
    /** Marks the open tab's words on the page, once more where something else was marked. */
    markTab,
    /**
     * The reader pointed at marked words on the page: their row becomes current.
     * @param {string} key of an item
     * @param {number} at index of the mark
     * @param {boolean} moveFocus
     */
    openMarked(key, at, moveFocus) {
      const [kind, id] = key.split(":");
      const name = SECTION_OF[kind];
      const row = name ? reveal(name, id) : null;
      if (!row) return;
      selection.choose(row.item, at);
      if (moveFocus) row.go.focus({ preventScroll: true });
      row.element.scrollIntoView({ block: "nearest" });
    },
  };
}
