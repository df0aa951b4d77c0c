// Single keys of the panel: they work while the focus is in it and not in a field, and can be switched off.
// @ts-check
import { rowAround } from "./row.js";

/** @import { Row } from "./row.js" */

/**
 * What the keys do; each gets the row that has the focus, if any.
 * @typedef {object} KeyActions
 * @property {() => boolean} areOn
 * @property {(direction: 1 | -1) => void} step
 * @property {() => void} filter
 * @property {() => void} marks
 * @property {() => void} stripped
 * @property {() => void} exports
 * @property {() => void} help
 * @property {(index: number) => void} tab
 * @property {(row: Row) => void} citation
 * @property {(row: Row) => void} markdown
 * @property {(row: Row) => void} goAndFocus
 * @property {() => void} close
 */

/** Fields in which letters are letters. */
const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select";

/** @param {KeyActions} actions */
export function listenForKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (act(event, actions)) event.preventDefault();
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {KeyActions} actions
 * @returns {boolean} whether the key was one of ours
 */
function act({ key, target, ctrlKey, metaKey, altKey, shiftKey }, actions) {
  if (key === "Escape") return does(() => actions.close());
  const row = rowAround(target);
  if (key === "Enter" && (ctrlKey || metaKey)) return row !== null && does(() => actions.goAndFocus(row));
  if (ctrlKey || metaKey || altKey || !actions.areOn()) return false;
  if (target instanceof Element && target.matches(FIELDS)) return false;
  if (key === "C" && shiftKey) return row !== null && does(() => actions.markdown(row));
  if (key === "c") return row !== null && does(() => actions.citation(row));
  /** @type {Record<string, () => void>} */
  const plain = {
    n: () => actions.step(1),
    p: () => actions.step(-1),
    "/": actions.filter,
    h: actions.marks,
    e: actions.exports,
    r: actions.stripped,
    "?": actions.help,
  };
  if (/^[1-4]$/.test(key)) return does(() => actions.tab(Number(key) - 1));
  return key in plain && does(plain[key]);
}

/** @param {() => void} action */
function does(action) {
  action();
  return true;
}
