// The settings of the view in the address, so that a link opens the same view: which tabs, which examples. Never a text.
// @ts-check

/**
 * @typedef {object} Settings
 * @property {string} [input] the tab of the input
 * @property {string} [view] how the article is shown
 * @property {string} [tab] the tab of the report
 * @property {string} [behind] the tab behind the result
 * @property {string} [example] one of our own pages
 * @property {string} [compare] another one, beside it
 */

const KEYS = /** @type {const} */ (["input", "view", "tab", "behind", "example", "compare"]);
/** Words of ours: a link cannot carry anything else into the page. */
const WORD = /^[a-z][a-z-]{0,40}$/;

/** @returns {Settings} */
export function readLink() {
  const fields = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(KEYS.flatMap((key) => (WORD.test(fields.get(key) ?? "") ? [[key, fields.get(key)]] : [])));
}

/** @param {Settings} settings what is not named is taken out of the address */
export function writeLink(settings) {
  const fields = new URLSearchParams();
  for (const key of KEYS) {
    const value = settings[key];
    if (value && WORD.test(value)) fields.set(key, value);
  }
  const hash = fields.size > 0 ? `#${fields}` : location.pathname + location.search;
  history.replaceState(null, "", hash);
}
