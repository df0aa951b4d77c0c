// The report of one analysis: head, tabs, sections. Knows no browser extension, so that the playground shows it too.
// @ts-check
import { element } from "./element.js";
import { createHeader } from "./header.js";
import { claimsSection } from "./sections/claims.js";
import { entitiesSection } from "./sections/entities.js";
import { overviewSection } from "./sections/overview.js";
import { sourcesSection } from "./sections/sources.js";
import { createSelection } from "./selection.js";
import { createTabs } from "./tabs.js";
import { words } from "./words.js";

/** @import { View } from "../view" */
/** @import { Page, Selection } from "./selection.js" */

/**
 * What sections get: the analysis, the selection, and the way to another section.
 * @typedef {object} Desk
 * @property {View} view
 * @property {Selection} selection
 * @property {(message: string) => void} announce tells screen readers
 * @property {(section: SectionName, toggle: string) => void} openFiltered opens a section with one of its toggles on
 * @property {(section: SectionName, id: string) => void} openRow opens a section and goes to one of its rows
 */

/** @typedef {"claims" | "sources" | "entities"} SectionName */

/**
 * What a section gives back.
 * @typedef {object} Section
 * @property {HTMLElement} element
 * @property {(id: string) => void} toggle
 * @property {(id: string) => HTMLElement | null} reveal
 */

/**
 * @param {View} view
 * @param {Page} page
 * @param {(message: string) => void} announce tells screen readers; there is one place for that
 */
export function createReport(view, page, announce) {
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
    openFiltered(name, toggle) {
      tabs.open(name);
      section(name).toggle(toggle);
      document.getElementById(`tab-${name}`)?.focus();
    },
    openRow(name, id) {
      tabs.open(name);
      section(name).reveal(id)?.scrollIntoView({ block: "nearest" });
    },
  };
  const tabs = createTabs(words("sections"), [
    { id: "overview", label: words("overview"), build: () => overviewSection(desk) },
    { id: "claims", label: words("claims"), count: view.claims.length, build: () => section("claims").element },
    { id: "sources", label: words("sources"), count: view.sources.length, build: () => section("sources").element },
    { id: "entities", label: words("entities"), count: view.entities.length, build: () => section("entities").element },
  ]);
  const header = createHeader(view);
  return {
    element: element("div", { class: "report" }, header.element, tabs.list, ...tabs.panels),
    heading: header.heading,
    selection,
  };
}
