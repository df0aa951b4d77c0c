// Builds elements from tag, properties and children; text is only ever text.
// @ts-check

/** @typedef {Node | string | null | undefined} Child */
/** @typedef {{ [attribute: string]: string | number | boolean | null | undefined | (() => void) }} Properties */

/**
 * A function value is a click listener; `true` sets an empty attribute; `false`, `null`, `undefined` leave it out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name, value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Characters that turn the reading direction around: harmless in the page, misleading beside our own words. */
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/gu;

/**
 * Words of the page as an element: own direction, own language, no control characters.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} text
 * @param {string | undefined} language of the page, BCP 47
 * @param {Properties} [properties]
 */
export function pageWords(tag, text, language, properties = {}) {
  return element(tag, { dir: "auto", lang: language, ...properties }, withoutControls(text));
}

/**
 * Words of the page that stand inside a sentence of ours.
 * @param {string} text
 */
export function withoutControls(text) {
  return text.replace(DIRECTION_CONTROLS, "");
}
