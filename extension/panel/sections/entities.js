// Entities: people, organizations, places and others, by type, with every mention on the page within reach.
// @ts-check
import { element, pageWords, withoutControls } from "../element.js";
import { icon } from "../icons.js";
import { createList } from "../list.js";
import { checkTag, createRow } from "../row.js";
import { countWords, formatNumber, words } from "../words.js";

/** @import { Entity, View } from "../../view" */
/** @import { Desk, Section } from "../report.js" */
/** @import { Marked } from "../selection.js" */

/** The types in the order in which they stand in the panel; each has an icon of the same name. @type {{ id: Entity["type"], label: string }[]} */
export const TYPES = [
  { id: "person", label: "people" },
  { id: "organization", label: "organizations" },
  { id: "place", label: "places" },
  { id: "other", label: "others" },
];

/** How many mentions an opened row lists; the stepper reaches all of them. */
const MENTIONS_LISTED = 20;
/** How much of the text stands around a listed mention on each side, code units. */
const CONTEXT = 40;

/**
 * @param {View} view
 * @returns {Marked[]}
 */
export function entityMarks(view) {
  return view.entities.map((entity) => ({ key: `entity:${entity.id}`, group: "entity", marks: marksOf(entity) }));
}

/** @param {Entity} entity */
const marksOf = (entity) => entity.mentions.map(({ start, end }) => [{ start, end }]);

/**
 * @param {Desk} desk
 * @returns {Section}
 */
export function entitiesSection(desk) {
  const { view } = desk;
  const byId = new Map(view.entities.map((entity) => [entity.id, entity]));
  return createList({
    name: "entities",
    label: words("entities"),
    filterLabel: words("filterEntities"),
    mostLabel: words("sortMentions"),
    noneWords: words("noEntities"),
    announce: desk.announce,
    groups: TYPES.map(({ id, label }) => ({ id, label: words(label) })),
    dimensions: [
      TYPES.map(({ id, label }) => ({
        id,
        label: words(label),
        accepts: (/** @type {string} */ entityId) => byId.get(entityId)?.type === id,
      })),
    ],
    plans: view.entities.map((entity) => ({
      id: entity.id,
      group: entity.type,
      name: entity.name,
      order: entity.mentions[0]?.start ?? 0,
      weight: entity.mentions.length,
      searchText: [entity.name, ...entity.aliases, entity.role, entity.ticker].join(" "),
      build: () => entityRow(desk, entity),
    })),
  });
}

/**
 * @param {Desk} desk
 * @param {Entity} entity
 */
function entityRow(desk, entity) {
  const { view } = desk;
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
  const [first] = entity.mentions;
  return createRow(
    {
      kind: "entity",
      id: entity.id,
      group: "entity",
      marks: marksOf(entity),
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
      details: entity.mentions.length > 0 ? () => mentions(desk, entity) : undefined,
      expandLabel: words("inContext"),
      quotation: first && { text: entity.name, span: { start: first.start, end: first.end } },
    },
    desk,
  );
}

/**
 * The first mentions with the words around them.
 * @param {Desk} desk
 * @param {Entity} entity
 */
function mentions(desk, entity) {
  const { text, document: about } = desk.view;
  const rows = entity.mentions.slice(0, MENTIONS_LISTED).map(({ start, end }, index) => {
    const before = text.slice(Math.max(0, start - CONTEXT), start).replace(/^\S*\s|[\s\S]*\n/, "");
    const after = text.slice(end, end + CONTEXT).replace(/\s\S*$|\n[\s\S]*/, "");
    const main = element(
      "span",
      { class: "sentence quiet", dir: "auto", lang: about.language },
      withoutControls(`… ${before}`),
      element("strong", {}, withoutControls(text.slice(start, end))),
      withoutControls(`${after} …`),
    );
    return createRow(
      { kind: "mention", id: `${entity.id}-${index}`, group: "entity", marks: [[{ start, end }]], main },
      desk,
    );
  });
  return [element("ul", { class: "statements" }, ...rows.map((row) => row.element))];
}
