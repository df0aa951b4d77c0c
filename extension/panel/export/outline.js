// What a report says, in order, for every form that is read: Markdown, HTML, print.
// @ts-check
import { withoutControls } from "../element.js";
import { hasNoSource, STATUS_WORDS, sourceName, TAG_WORDS } from "../sections/claims.js";
import { TYPES } from "../sections/entities.js";
import { isDocument, isNamed, isUnnamed, KINDS } from "../sections/sources.js";
import { countWords, formatDate, formatNumber, quoted, words } from "../words.js";

/** @import { Claim, Entity, Source, View } from "../../view" */

/** One line: a strong beginning, the words, and what is known of them. @typedef {{ strong: string, text: string, more: string }} Line */
/** @typedef {{ title: string, lines: Line[] }} Part */

/**
 * @param {View} view
 * @returns {{ title: string, facts: string[], parts: Part[], notes: string[] }}
 */
export function outline(view) {
  return {
    title: clean(view.document.title ?? words("titleNotStated")),
    facts: facts(view),
    parts: [
      { title: words("atAGlance"), lines: view.summary.map((index) => keySentence(view, index)) },
      { title: words("howItIsSourced"), lines: sourcing(view).map((more) => ({ strong: "", text: "", more })) },
      { title: words("claims"), lines: view.claims.toSorted((a, b) => a.start - b.start).map((claim) => claimLine(view, claim)) },
      { title: words("sources"), lines: view.sources.map(sourceLine) },
      { title: words("entities"), lines: view.entities.map(entityLine) },
    ].filter((part) => part.lines.length > 0),
    notes: [words("madeWith"), words("limits")],
  };
}

/** @param {string} text */
function clean(text) {
  return withoutControls(text).replaceAll(/\s+/g, " ").trim();
}

/** @param {View} view */
function facts({ document: about }) {
  return [
    about.publisher && clean(about.publisher),
    about.byline.length > 0 ? words("byline", clean(about.byline.join(", "))) : words("authorNotStated"),
    about.published ? `${words("published")} ${formatDate(about.published)}` : words("dateNotStated"),
    about.modified && `${words("updated")} ${formatDate(about.modified)}`,
    about.words > 0 && countWords("wordCount", about.words),
    about.license && words("license", clean(about.license)),
  ].filter((fact) => typeof fact === "string");
}

/** @param {View} view @param {number} index @returns {Line} */
function keySentence(view, index) {
  const { start, end } = view.sentences[index];
  return { strong: "", text: clean(view.text.slice(start, end)), more: "" };
}

/** @param {View} view */
function sourcing(view) {
  const count = (/** @type {(source: Source) => boolean} */ test) => view.sources.filter(test).length;
  const bare = view.claims.filter(hasNoSource).length;
  return [
    countWords("namedSources", count(isNamed)),
    countWords("unnamedSources", count(isUnnamed)),
    countWords("documentSources", count(isDocument)),
    countWords("claimsWithoutSource", view.claims.length, formatNumber(bare)),
  ];
}

/** @param {View} view @param {Claim} claim @returns {Line} */
export function claimLine(view, claim) {
  const speaker = sourceName(view, claim.speaker);
  const via = sourceName(view, claim.via);
  const tags = claim.tags.map((tag) => words(TAG_WORDS[tag]));
  const more = [
    speaker ? `${words("per")} ${speaker}${via ? ` ${words("through", via)}` : ""}` : words("noSourceGiven"),
    ...tags,
  ];
  return { strong: words(STATUS_WORDS[claim.status]), text: clean(claim.text), more: more.join(" · ") };
}

/** @param {Source} source @returns {Line} */
export function sourceLine(source) {
  const kind = KINDS.find(({ id }) => id === source.kind)?.label ?? "others";
  const standing = [source.role, source.affiliation].filter((part) => part !== undefined).map(clean);
  const more = [words(kind), ...standing, countWords("statements", source.statements.length)];
  if (source.declined) more.push(words("declined"));
  return { strong: clean(source.name), text: "", more: more.join(" · ") };
}

/** @param {Entity} entity @returns {Line} */
export function entityLine(entity) {
  const type = TYPES.find(({ id }) => id === entity.type)?.label ?? "others";
  const aliases = entity.aliases.filter((alias) => alias !== entity.name).map((alias) => quoted(clean(alias)));
  const count = entity.mentions.length;
  const more = [words(type), `${formatNumber(count)} ${countWords("mentionCount", count)}`];
  if (aliases.length > 0) more.push(words("also", aliases.join(", ")));
  return { strong: clean(entity.name), text: "", more: more.join(" · ") };
}
