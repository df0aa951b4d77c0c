// The one item whose words are current on the page, and which of its mentions; hovering outlines words on the way.
// @ts-check
import { formatNumber, words } from "./words.js";

/** @import { MarkGroup, Outcome } from "../messages.js" */
/** @import { Span } from "./anchors.js" */

/** @typedef {{ key: string, group: MarkGroup, marks: Span[][] }} Marked */

/**
 * Shows words on the page, wherever the page is: behind a frame, or beside us in the same document.
 * @typedef {object} Page
 * @property {(marked: Marked, current: number, moveFocus: boolean) => Promise<Outcome>} show
 * @property {() => void} clear takes the current item's marks off the page
 * @property {(marked: Marked | null) => void} [preview] outlines the words where they are in sight
 * @property {(marked: Marked[]) => void} [mark] the marks that stand on the page whatever is current
 */

/**
 * Something in the panel that stands for words on the page: each mark is one mention or statement.
 * @typedef {object} Item
 * @property {string} key tells it from all other items
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
   * @param {"stay" | "move"} [focus] whether the focus goes to the words, too
   */
  async function choose(item, at = 0, focus = "stay") {
    take(item, at);
    const outcome = await page.show(item, at, focus === "move");
    // A later click may have chosen another item meanwhile.
    if (chosen !== item || current !== at) return;
    const key = OUTCOME_WORDS[outcome];
    const trouble = key && words(key);
    item.say(trouble);
    announce(trouble || placeOf(item, at));
  }

  /**
   * Makes an item current whose words the reader has before them already.
   * @param {Item} item
   * @param {number} at
   */
  function take(item, at) {
    if (chosen && chosen !== item) leave(chosen);
    chosen = item;
    current = at;
    item.markCurrent(at);
  }

  /**
   * Goes to the next or previous mark, around the ends.
   * @param {Item} item
   * @param {1 | -1} direction
   */
  function step(item, direction) {
    const count = item.marks.length;
    if (count === 0) return Promise.resolve();
    const from = chosen === item ? current : direction > 0 ? -1 : count;
    return choose(item, (from + direction + count) % count);
  }

  /** @param {Item} item */
  function leave(item) {
    item.markCurrent(null);
    item.say("");
  }

  /** Takes the current item's marks off the page. */
  function clear() {
    if (chosen) leave(chosen);
    chosen = null;
    page.clear();
  }

  /** @param {Item | null} item */
  function preview(item) {
    page.preview?.(item);
  }

  return { choose, take, step, clear, preview, chosen: () => chosen };
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
