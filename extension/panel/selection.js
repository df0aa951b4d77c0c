// The one item whose words are shown on the page, and which of its mentions is current.
// @ts-check
import { formatNumber, words } from "./words.js";

/** @import { MarkGroup, Outcome } from "../messages.js" */
/** @import { Span } from "./anchors.js" */

/**
 * Shows words on the page, wherever the page is: behind a frame, or beside us in the same document.
 * @typedef {object} Page
 * @property {(group: MarkGroup, marks: Span[][], current: number) => Promise<Outcome>} show
 * @property {() => void} clear
 */

/**
 * Something in the panel that stands for words on the page: each mark is one mention or statement.
 * @typedef {object} Item
 * @property {MarkGroup} group
 * @property {Span[][]} marks
 * @property {(current: number | null) => void} markCurrent the item is chosen, at this mark, or no longer
 * @property {(message: string) => void} say shows a line in the item; an empty one removes it
 */

/** @typedef {ReturnType<typeof createSelection>} Selection */

/** What we say when words cannot be shown. @type {Record<Outcome, string>} */
const OUTCOME_WORDS = { shown: "", hidden: "wordsHidden", lost: "wordsLost" };

/**
 * @param {Page} page
 * @param {(message: string) => void} announce tells screen readers
 */
export function createSelection(page, announce) {
  /** @type {Item | null} */
  let chosen = null;
  let current = 0;

  /**
   * Shows an item's words; choosing the chosen item again goes back to them.
   * @param {Item} item
   * @param {number} [at] index of the mark to go to
   */
  async function choose(item, at = 0) {
    if (chosen && chosen !== item) leave(chosen);
    chosen = item;
    current = at;
    item.markCurrent(at);
    const outcome = await page.show(item.group, item.marks, at);
    // A later click may have chosen another item meanwhile.
    if (chosen !== item || current !== at) return;
    const key = OUTCOME_WORDS[outcome];
    const trouble = key && words(key);
    item.say(trouble);
    announce(trouble || placeOf(item, at));
  }

  /**
   * Goes to the next or previous mark, around the ends.
   * @param {Item} item
   * @param {1 | -1} direction
   */
  function step(item, direction) {
    const count = item.marks.length;
    const from = chosen === item ? current : direction > 0 ? -1 : count;
    return choose(item, (from + direction + count) % count);
  }

  /** @param {Item} item */
  function leave(item) {
    item.markCurrent(null);
    item.say("");
  }

  /** Takes all marks off the page. */
  function clear() {
    if (chosen) leave(chosen);
    chosen = null;
    page.clear();
  }

  return { choose, step, clear };
}

/**
 * “2 of 9”; nothing where there is but one mark.
 * @param {Item} item
 * @param {number} at
 */
export function placeOf(item, at) {
  const count = item.marks.length;
  return count > 1 ? words("stepPlace", formatNumber(at + 1), formatNumber(count)) : "";
}
