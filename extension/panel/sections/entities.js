// Entities: people, organizations, places and others, by type, with every mention on the page within reach.
// @ts-check
import { element, pageWords, withoutControls } from "../element.js";
import { icon } from "../icons.js";
import { createList } from "../list.js";
import { checkTag, createRow } from "../row.js";
import { countWords, formatNumber, words } from "../words.js";

/** @import { Entity } from "../../view" */
/** @import { Desk, Section } from "../report.js" */

/** The types in the order in which they stand in the panel; each has an icon of the same name. @type {{ id: Entity["type"], label: string }[]} */
const TYPES = [
  { id: "person", label: "people" },
  { id: "organization", label: "organizations" },
  { id: "place", label: "places" },
  { id: "other", label: "others" },
];

/**
 * @param {Desk} desk
 * @returns {Section}
 */
export function entitiesSection(desk) {
  const { view } = desk;
  const typeOf = new Map(view.entities.map((entity) => [entity.id, entity.type]));
  return createList({
    name: "entities",
    label: words("entities"),
    filterLabel: words("filterEntities"),
    noneWords: words("noEntities"),
    announce: desk.announce,
    groups: TYPES.map(({ id, label }) => ({ id, label: words(label) })),
    toggles: TYPES.map(({ id, label }) => ({
      id,
      label: words(label),
      accepts: (/** @type {string} */ entityId) => typeOf.get(entityId) === id,
    })),
    plans: view.entities.map((entity) => ({
      id: entity.id,
      group: entity.type,
      searchText: [entity.name, ...entity.aliases, entity.role, entity.ticker].join(" "),
      build: () => entityRow(desk, entity),
    })),
  });
}

/**
 * @param {Desk} desk
 * @param {Entity} entity
 */
function entityRow({ view, selection }, entity) {
  const { language } = view.document;
  const aliases = entity.aliases.filter((alias) => alias !== entity.name);
  const main = element(
    "span",
    { class: "name-line" },
    icon(entity.type),
    pageWords("span", entity.name, language, { class: "name", "data-field": "name" }),
    entity.ticker ? element("span", { class: "tag ticker" }, entity.ticker) : null,
    element(
      "span",
      { class: "count", "data-field": "count" },
      formatNumber(entity.mentions.length),
      element("span", { class: "unseen" }, ` ${countWords("mentionCount", entity.mentions.length)}`),
    ),
  );
  return createRow(
    {
      kind: "entity",
      id: entity.id,
      group: "entity",
      marks: entity.mentions.map(({ start, end }) => [{ start, end }]),
      steps: true,
      main,
      after: [
        entity.role ? pageWords("p", entity.role, language, { class: "role" }) : null,
        aliases.length > 0 ? element("p", { class: "quiet", dir: "auto" }, words("also", withoutControls(aliases.join(", ")))) : null,
        entity.in_title || entity.check
          ? element(
              "p",
              { class: "badges" },
              entity.in_title ? element("span", { class: "tag" }, words("inHeadline")) : null,
              entity.check ? checkTag() : null,
            )
          : null,
      ],
    },
    selection,
  );
}
