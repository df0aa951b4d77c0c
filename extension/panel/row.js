// One row of a list: words that lead to their place on the page, what is known about them, and a line for trouble.
// @ts-check
import { element } from "./element.js";
import { icon } from "./icons.js";
import { placeOf } from "./selection.js";
import { words } from "./words.js";

/** @import { Item, Selection } from "./selection.js" */
/** @import { Child } from "./element.js" */
/** @import { MarkGroup } from "../messages.js" */
/** @import { Span } from "./anchors.js" */

/**
 * @typedef {object} RowParts
 * @property {"claim" | "source" | "entity" | "sentence" | "statement" | "link"} kind
 * @property {string} id
 * @property {MarkGroup} group color of the marks on the page
 * @property {Span[][]} marks one for each place to go to; none: the row leads nowhere
 * @property {Node} main the words of the row, inside its button
 * @property {Child[]} [before] above the button: badges
 * @property {Child[]} [after] below the button: what is known
 * @property {boolean} [steps] whether ‹ n of m › goes through the marks
 */

/**
 * @param {RowParts} parts
 * @param {Selection} selection
 * @returns {{ element: HTMLLIElement, item: Item }}
 */
export function createRow(parts, selection) {
  const trouble = element("p", { class: "row-trouble" });
  trouble.hidden = true;
  const stepper = parts.steps && parts.marks.length > 1 ? createStepper() : null;
  const row = element("li", { class: "row", "data-row": parts.kind, "data-id": parts.id });

  /** @type {Item} */
  const item = {
    group: parts.group,
    marks: parts.marks,
    markCurrent(current) {
      row.toggleAttribute("data-current", current !== null);
      if (current === null) go?.removeAttribute("aria-current");
      else go?.setAttribute("aria-current", "true");
      stepper?.show(current);
    },
    say(message) {
      trouble.textContent = message;
      trouble.hidden = message === "";
    },
  };

  const go =
    parts.marks.length > 0
      ? element(
          "button",
          { type: "button", class: "row-go", title: words("goToText"), click: () => selection.choose(item) },
          parts.main,
          icon("go"),
        )
      : null;
  row.append(...present(parts.before), go ?? element("div", { class: "row-go" }, parts.main));
  row.append(...present(parts.after));
  if (stepper) row.append(stepper.element);
  row.append(trouble);
  return { element: row, item };

  function createStepper() {
    const place = element("span", { class: "step-place" });
    const made = element(
      "div",
      { class: "stepper", role: "group", "aria-label": words("mentions") },
      stepButton("previous", -1),
      place,
      stepButton("next", 1),
      element("span", { class: "quiet" }, words("onThePage")),
    );
    made.hidden = true;
    return {
      element: made,
      /** @param {number | null} current */
      show(current) {
        made.hidden = current === null;
        place.textContent = current === null ? "" : placeOf(item, current);
      },
    };
  }

  /** @param {"previous" | "next"} name @param {1 | -1} direction */
  function stepButton(name, direction) {
    return element(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": words(name === "next" ? "nextMention" : "previousMention"),
        click: () => selection.step(item, direction),
      },
      icon(name),
    );
  }
}

/**
 * What marks an uncertain finding, with the reason in words.
 * @returns {HTMLElement}
 */
export function checkTag() {
  return element("span", { class: "tag tag-check", title: words("checkReason") }, words("check"));
}

/** @param {Child[] | undefined} children */
function present(children) {
  return (children ?? []).filter((child) => child !== null && child !== undefined);
}
