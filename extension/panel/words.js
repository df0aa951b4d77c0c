// Words and formats of the person's language: messages of _locales, plurals, dates, numbers.
// @ts-check
import { browser } from "../browser.js";

/** Messages read from a file where there is no extension API, as on a plain web page. @type {Record<string, { message: string }> | null} */
let table = null;

/**
 * Loads the messages for a page that is not part of an extension.
 * @param {...string} urls of files like messages.json
 */
export async function loadWords(...urls) {
  const parts = await Promise.all(urls.map(async (url) => (await fetch(url)).json()));
  table = Object.assign({}, ...parts);
}

/**
 * @param {string} key of a message in _locales
 * @param {...(string | number)} values for $1, $2, …
 * @returns {string}
 */
export function words(key, ...values) {
  const texts = values.map(String);
  if (!table) return browser.i18n.getMessage(key, texts);
  return (table[key]?.message ?? "").replace(/\$([1-9])/g, (_, place) => texts[place - 1] ?? "");
}

/**
 * A message that counts something; $1 is the number. Its key ends in `_one`, `_other`, … as the language needs.
 * @param {string} key
 * @param {number} count
 * @param {...(string | number)} values for $2, $3, …
 */
export function countWords(key, count, ...values) {
  const rule = formats().plural.select(count);
  const number = formatNumber(count);
  return words(`${key}_${rule}`, number, ...values) || words(`${key}_other`, number, ...values);
}

/** @param {number} value */
export function formatNumber(value) {
  return formats().number.format(value);
}

/** @param {number} percent */
export function formatPercent(percent) {
  return new Intl.NumberFormat(locale(), { style: "percent" }).format(percent / 100);
}

/**
 * The day as the page states it, whatever the time zone of the reader.
 * @param {string} date ISO 8601
 */
export function formatDate(date) {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return date;
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone: "UTC" }).format(day);
}

/**
 * The same in full, as citations have it.
 * @param {string} date ISO 8601
 */
export function formatLongDate(date) {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return date;
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(day);
}

/**
 * The name of a language in the person's language.
 * @param {string} language BCP 47
 */
export function formatLanguage(language) {
  try {
    return new Intl.DisplayNames([locale()], { type: "language" }).of(language) ?? language;
  } catch {
    // Pages state languages that are none.
    return language;
  }
}

/** @param {string[]} items */
export function formatList(items) {
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(items);
}

/**
 * Words of others inside a sentence of ours, in the person's own quotation marks.
 * @param {string} text
 */
export function quoted(text) {
  return words("quoted", text);
}

/** @type {Map<string, { number: Intl.NumberFormat, plural: Intl.PluralRules }>} */
const formatters = new Map();

/** Formatters for the person's language: making one takes longer than all its uses. */
function formats() {
  const tag = locale();
  let made = formatters.get(tag);
  if (!made) formatters.set(tag, (made = { number: new Intl.NumberFormat(tag), plural: new Intl.PluralRules(tag) }));
  return made;
}

/** Whether our words are written from right to left. */
export function isRightToLeft() {
  return /^(ar|fa|he|ur)\b/.test(words("languageOfWords"));
}

/** The language of our words, in the person's own variant of it, so that words and formats agree. */
function locale() {
  const language = words("languageOfWords");
  const own = navigator.languages.find((other) => other === language || other.startsWith(`${language}-`));
  return own ?? language;
}
