// Text fragments (`#:~:text=`) that lead to one place in a page and no other. Follows the WICG draft “URL Fragment Text
// Directives”: words match without regard to case, at word boundaries, in the visible text.
// @ts-check

/** Longer quotations are named by their first and last words, code units: links stay short, and survive small edits. */
const WHOLE_UP_TO = 80;
/** How many words stand for each end of a longer quotation. */
const WORDS_AT_ENDS = 4;
/** Lengths of context to try, words: none, a few, many. A page that repeats ten words repeats more. */
const CONTEXT_WORDS = [0, 2, 4, 8];
/** Parameters that say where a reader came from, not what the page is. */
const TRACKING = /^(utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_[ce]id|igshid|yclid|twclid|ttclid|_hs(enc|mi)|ref_src|cmpid|s_cid|ns_(campaign|mchannel|source|linkname|fee)|at_(medium|campaign|custom\d))$/i;

/**
 * The part of an address behind `#` that leads to a quotation.
 * @param {string} pageText visible text of the page, one line for each block
 * @param {string} quote as in the article
 * @param {string} before words of the article before it
 * @param {string} after words of the article behind it
 * @returns {string | null} null where none leads there and nowhere else
 */
export function fragmentOf(pageText, quote, before, after) {
  const text = spaced(pageText).toLowerCase();
  const words = spaced(quote).trim();
  if (words === "" || text === "") return null;
  const place = placeOf(text, words.toLowerCase(), spaced(before).toLowerCase(), spaced(after).toLowerCase());
  if (place === null) return null;
  const range = ends(words);
  for (const count of CONTEXT_WORDS) {
    const [prefix, suffix] = count === 0 ? ["", ""] : contextAt(pageText, place, words.length, count);
    for (const directive of directives(range, prefix, suffix)) {
      if (leadsTo(text, directive, place, words.length)) return `:~:text=${written(directive)}`;
    }
  }
  return null;
}

/** @typedef {{ prefix: string, start: string, end: string, suffix: string }} Directive */

/** White space counts once, also between blocks. @param {string} text */
function spaced(text) {
  return text.replaceAll(/\s/g, " ").replaceAll(/ +/g, " ");
}

/**
 * Where the quotation stands: the only place, or the one with the words around it.
 * @param {string} text
 * @param {string} words
 * @param {string} before
 * @param {string} after
 */
function placeOf(text, words, before, after) {
  const places = placesOf(text, words);
  const around = places.filter(
    (at) => text.slice(0, at).trimEnd().endsWith(before.trim()) && text.slice(at + words.length).trimStart().startsWith(after.trim()),
  );
  const [only, another] = around.length > 0 ? around : places;
  return only !== undefined && another === undefined ? only : null;
}

/** @param {string} text @param {string} words @returns {number[]} */
function placesOf(text, words) {
  const places = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (isBoundary(text, at) && isBoundary(text, at + words.length)) places.push(at);
  }
  return places;
}

/** Whether a word may begin or end here. @param {string} text @param {number} at */
function isBoundary(text, at) {
  const isWord = (/** @type {string | undefined} */ character) => character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  return !isWord(text[at - 1]) || !isWord(text[at]);
}

/** @param {string} words @returns {{ start: string, end: string }} */
function ends(words) {
  const all = words.split(" ");
  if (words.length <= WHOLE_UP_TO || all.length <= 2 * WORDS_AT_ENDS) return { start: words, end: "" };
  return { start: all.slice(0, WORDS_AT_ENDS).join(" "), end: all.slice(-WORDS_AT_ENDS).join(" ") };
}

/**
 * The words before and behind a place, in its own block: browsers look no farther for some of them.
 * @param {string} pageText
 * @param {number} place
 * @param {number} length
 * @param {number} count
 * @returns {[string, string]}
 */
function contextAt(pageText, place, length, count) {
  const lined = pageText.replaceAll(/[^\S\n]+/g, " ").replaceAll(/ ?\n\s*/g, "\n");
  const before = lined.slice(0, place).split("\n").at(-1) ?? "";
  const [after] = lined.slice(place + length).split("\n");
  const wordsOf = (/** @type {string} */ text) => text.trim().split(" ").filter((word) => word !== "");
  return [wordsOf(before).slice(-count).join(" "), wordsOf(after).slice(0, count).join(" ")];
}

/**
 * @param {{ start: string, end: string }} range
 * @param {string} prefix
 * @param {string} suffix
 * @returns {Directive[]}
 */
function directives(range, prefix, suffix) {
  if (prefix === "" && suffix === "") return [{ ...range, prefix, suffix }];
  const all = [];
  if (prefix !== "") all.push({ ...range, prefix, suffix: "" });
  if (suffix !== "") all.push({ ...range, prefix: "", suffix });
  if (prefix !== "" && suffix !== "") all.push({ ...range, prefix, suffix });
  return all;
}

/**
 * Whether the first match of a directive is the quotation, and the only one.
 * @param {string} text
 * @param {Directive} directive
 * @param {number} place
 * @param {number} length
 */
function leadsTo(text, directive, place, length) {
  const { prefix, start, end, suffix } = lowered(directive);
  const starts = placesOf(text, start).filter((at) => prefix === "" || text.slice(0, at).trimEnd().endsWith(prefix));
  const matches = starts.flatMap((at) => {
    const afterStart = at + start.length;
    const last = end === "" ? afterStart : (placesOf(text.slice(afterStart), end)[0] ?? -1) + afterStart + end.length;
    if (end !== "" && last < afterStart + end.length) return [];
    const fits = suffix === "" || text.slice(last).trimStart().startsWith(suffix);
    return fits ? [{ at, last }] : [];
  });
  return matches.length === 1 && matches[0].at === place && matches[0].last === place + length;
}

/** @param {Directive} directive @returns {Directive} */
function lowered({ prefix, start, end, suffix }) {
  return { prefix: prefix.toLowerCase(), start: start.toLowerCase(), end: end.toLowerCase(), suffix: suffix.toLowerCase() };
}

/** @param {Directive} directive */
function written({ prefix, start, end, suffix }) {
  // The dash has a meaning of its own here, and encodeURIComponent leaves it as it is.
  const encoded = (/** @type {string} */ text) => encodeURIComponent(text).replaceAll("-", "%2D");
  const parts = [prefix && `${encoded(prefix)}-`, encoded(start), encoded(end), suffix && `-${encoded(suffix)}`];
  return parts.filter((part) => part !== "").join(",");
}

/**
 * The address to cite: the one that the page states for itself where it is of the same site, without what only tells
 * where the reader came from.
 * @param {string | undefined} stated
 * @param {string} address of the page
 */
export function citedAddress(stated, address) {
  const own = URL.parse(address);
  const canonical = stated ? URL.parse(stated) : null;
  const url = canonical && own && siteOf(canonical) === siteOf(own) ? canonical : own;
  if (!url) return address;
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href;
}

/** The host without the parts that only tell desktop from mobile. @param {URL} url */
function siteOf(url) {
  return url.host.replace(/^(www|m|mobile|amp)\./, "");
}
