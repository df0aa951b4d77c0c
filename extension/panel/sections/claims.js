// Claims: what the article asserts, each with its status, its words, whose say-so it is, and its tags.
// @ts-check
import { element, pageWords, withoutControls } from "../element.js";
import { createList } from "../list.js";
import { checkTag, createRow } from "../row.js";
import { words } from "../words.js";

/** @import { Claim, View } from "../../view" */
/** @import { Desk, Section } from "../report.js" */

/** @type {Record<Claim["status"], string>} */
const STATUS_WORDS = {
  stated: "statusStated",
  reported: "statusReported",
  quoted: "statusQuoted",
  denied: "statusDenied",
};

/** The tags of the contract; the core may not give all of them. @type {Record<string, string>} */
const TAG_WORDS = {
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
 * @param {Desk} desk
 * @returns {Section}
 */
export function claimsSection(desk) {
  const { view } = desk;
  const byId = new Map(view.claims.map((claim) => [claim.id, claim]));
  const inOrder = view.claims.toSorted((a, b) => a.start - b.start);
  /** @param {Claim["status"]} status */
  const ofStatus = (status) => ({
    id: status,
    label: words(STATUS_WORDS[status]),
    accepts: (/** @type {string} */ id) => byId.get(id)?.status === status,
  });
  return createList({
    name: "claims",
    label: words("claims"),
    filterLabel: words("filterClaims"),
    noneWords: words("noClaims"),
    announce: desk.announce,
    groups: [{ id: "all", label: "" }],
    toggles: [
      {
        id: "bare",
        label: words("noSourceGiven"),
        accepts: (id) => {
          const claim = byId.get(id);
          return claim !== undefined && hasNoSource(claim);
        },
      },
      ofStatus("reported"),
      ofStatus("quoted"),
      ofStatus("denied"),
    ],
    plans: inOrder.map((claim) => ({
      id: claim.id,
      group: "all",
      searchText: `${claim.text} ${sourceName(view, claim.speaker) ?? ""} ${sourceName(view, claim.via) ?? ""}`,
      build: () => claimRow(desk, claim),
    })),
  });
}

/**
 * @param {Desk} desk
 * @param {Claim} claim
 */
function claimRow(desk, claim) {
  const { view, selection } = desk;
  const badges = element(
    "p",
    { class: "badges" },
    element("span", { class: `badge status-${claim.status}`, "data-field": "status" }, words(STATUS_WORDS[claim.status])),
    ...claim.tags.map((tag) => element("span", { class: "tag" }, words(TAG_WORDS[tag]))),
    "check" in claim && claim.check ? checkTag() : null,
  );
  return createRow(
    {
      kind: "claim",
      id: claim.id,
      group: "claim",
      marks: [[{ start: claim.start, end: claim.end }]],
      before: [badges],
      main: pageWords("span", claim.text, view.document.language, { class: "sentence", "data-field": "text" }),
      after: [speakerLine(desk, claim)],
    },
    selection,
  );
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
function sourceName(view, id) {
  const name = view.sources.find((source) => source.id === id)?.name;
  return name && withoutControls(name);
}
