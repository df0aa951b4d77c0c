// Claims: what the article asserts, each with its status, its words, whose say-so it is, and its tags.
// @ts-check
import { element, pageWords, withoutControls } from "../element.js";
import { createList } from "../list.js";
import { checkTag, createRow } from "../row.js";
import { formatList, formatNumber, quoted, words } from "../words.js";

/** @import { Claim, ClaimTag, View } from "../../view" */
/** @import { Desk, Section } from "../report.js" */
/** @import { Marked } from "../selection.js" */

/** @type {Record<Claim["status"], string>} */
export const STATUS_WORDS = {
  stated: "statusStated",
  reported: "statusReported",
  quoted: "statusQuoted",
  denied: "statusDenied",
};

/** The tags of the contract; the core may not give all of them. @type {Record<ClaimTag, string>} */
export const TAG_WORDS = {
  number: "tagNumber",
  date: "tagDate",
  allegation: "tagAllegation",
  prediction: "tagPrediction",
  hedged: "tagHedged",
  negated: "tagNegated",
  opinion: "tagOpinion",
  disputed: "tagDisputed",
};

/**
 * Whether the text names no source for a claim.
 * @param {Claim} claim
 */
export function hasNoSource(claim) {
  return claim.speaker === null || claim.speaker === undefined;
}

/**
 * @param {View} view
 * @returns {Marked[]}
 */
export function claimMarks(view) {
  return view.claims.map((claim) => ({ key: `claim:${claim.id}`, group: "claim", marks: marksOf(claim) }));
}

/** Its words, and the other places that say the same. @param {Claim} claim */
const marksOf = ({ start, end, repeats }) => [[{ start, end }], ...(repeats ?? []).map((span) => [span])];

/**
 * @param {Desk} desk
 * @returns {Section}
 */
export function claimsSection(desk) {
  const { view } = desk;
  const byId = new Map(view.claims.map((claim) => [claim.id, claim]));
  /**
   * @param {string} id
   * @param {string} key of its words
   * @param {(claim: Claim) => boolean} test
   */
  const toggle = (id, key, test) => ({
    id,
    label: words(key),
    accepts: (/** @type {string} */ claimId) => {
      const claim = byId.get(claimId);
      return claim !== undefined && test(claim);
    },
  });
  const statuses = /** @type {Claim["status"][]} */ (["reported", "quoted", "denied"]);
  const tags = /** @type {ClaimTag[]} */ (Object.keys(TAG_WORDS));
  return createList({
    name: "claims",
    label: words("claims"),
    filterLabel: words("filterClaims"),
    mostLabel: words("sortCheckable"),
    noneWords: words("noClaims"),
    endWords: view.notes.some((note) => note.code === "more-claims") ? words("moreClaims") : "",
    announce: desk.announce,
    groups: groupsOf(view),
    dimensions: [
      [
        toggle("bare", "noSourceGiven", hasNoSource),
        ...statuses.map((status) => toggle(status, STATUS_WORDS[status], (claim) => claim.status === status)),
      ],
      tags.map((tag) => toggle(`tag-${tag}`, TAG_WORDS[tag], (claim) => claim.tags.includes(tag))),
    ],
    plans: view.claims.map((claim) => ({
      id: claim.id,
      group: groupOf(view, claim),
      name: claim.text,
      order: claim.start,
      weight: claim.score,
      searchText: `${claim.text} ${sourceName(view, claim.speaker) ?? ""} ${sourceName(view, claim.via) ?? ""}`,
      build: () => claimRow(desk, claim),
    })),
  });
}

/**
 * A live blog's claims stand by update, newest as on the page; an article's in one group.
 * @param {View} view
 */
function groupsOf(view) {
  if (view.document.kind !== "live") return [{ id: "all", label: "" }];
  const updates = [...new Set(view.blocks.flatMap((block) => block.update ?? []))];
  const groups = updates.map((update) => ({ id: String(update), label: words("update", formatNumber(update + 1)) }));
  return [{ id: "all", label: "" }, ...groups];
}

/**
 * @param {View} view
 * @param {Claim} claim
 */
function groupOf(view, claim) {
  if (view.document.kind !== "live") return "all";
  const block = view.blocks.find(({ start, end }) => start <= claim.start && claim.start < end);
  return block?.update === undefined ? "all" : String(block.update);
}

/**
 * @param {Desk} desk
 * @param {Claim} claim
 */
function claimRow(desk, claim) {
  const { view } = desk;
  const badges = element(
    "p",
    { class: "badges" },
    element("span", { class: `badge status-${claim.status}`, "data-field": "status" }, words(STATUS_WORDS[claim.status])),
    ...claim.tags.map((tag) => {
      const cues = cueWords(view, claim, tag);
      return element("span", { class: "tag", "data-tag": tag, title: cues || null }, words(TAG_WORDS[tag]));
    }),
    claim.check ? checkTag() : null,
  );
  return createRow(
    {
      kind: "claim",
      id: claim.id,
      group: "claim",
      marks: marksOf(claim),
      before: [badges],
      main: pageWords("span", claim.text, view.document.language, { class: "sentence", "data-field": "text" }),
      after: [speakerLine(desk, claim)],
      details: () => claimDetails(desk, claim),
      expandLabel: words("details"),
      quotation: {
        text: claim.text,
        span: { start: claim.start, end: claim.end },
        status: claim.status,
        speaker: sourceName(view, claim.speaker),
        tags: claim.tags,
      },
    },
    desk,
  );
}

/**
 * Why the claim carries its tags, what it speaks of, and which claims speak against it.
 * @param {Desk} desk
 * @param {Claim} claim
 */
function claimDetails(desk, claim) {
  const { view } = desk;
  const against = [...(claim.disputes ?? []), ...(claim.denies ? [claim.denies] : [])];
  const named = view.entities.filter((entity) => claim.entities.includes(entity.id));
  return [
    ...claim.tags.map((tag) => {
      const cues = cueWords(view, claim, tag);
      return cues ? element("p", { class: "quiet", dir: "auto" }, words("because", words(TAG_WORDS[tag]), cues)) : null;
    }),
    ...against.map((id) =>
      element(
        "button",
        { type: "button", class: "text-button", click: () => desk.openRow("claims", id) },
        words("saysOtherwise", view.claims.find((other) => other.id === id)?.text ?? ""),
      ),
    ),
    named.length > 0
      ? element(
          "div",
          { class: "chips" },
          ...named.map((entity) =>
            element(
              "button",
              { type: "button", class: `chip type-${entity.type}`, click: () => desk.openRow("entities", entity.id) },
              pageWords("span", entity.name, view.document.language),
            ),
          ),
        )
      : null,
    element("p", { class: "quiet" }, words(hasNoSource(claim) ? "explainNoSource" : "explainSource")),
  ];
}

/**
 * The words that made the core give a tag: “may”, “reportedly”.
 * @param {View} view
 * @param {Claim} claim
 * @param {ClaimTag} tag
 */
function cueWords(view, claim, tag) {
  const texts = claim.cues.filter((cue) => cue.tag === tag).map(({ start, end }) => view.text.slice(start, end));
  return formatList([...new Set(texts)].map((text) => quoted(withoutControls(text))));
}

/**
 * @param {Desk} desk
 * @param {Claim} claim
 */
function speakerLine({ view, openRow }, claim) {
  const { speaker, via } = claim;
  const name = sourceName(view, speaker);
  if (!speaker || !name) return element("p", { class: "speaker no-source", "data-field": "speaker" }, words("noSourceGiven"));
  const link = element(
    "button",
    {
      type: "button",
      class: "text-button",
      dir: "auto",
      "data-field": "speaker",
      click: () => openRow("sources", speaker),
    },
    name,
  );
  const through = sourceName(view, via);
  return element(
    "p",
    { class: "speaker" },
    `${words("per")} `,
    link,
    through ? element("span", { class: "quiet" }, ` ${words("through", through)}`) : null,
  );
}

/**
 * @param {View} view
 * @param {string | null | undefined} id
 */
export function sourceName(view, id) {
  const name = view.sources.find((source) => source.id === id)?.name;
  return name && withoutControls(name);
}
