// One row of a list: words that lead to their place on the page, what is known about them, what can be done with them.
// @ts-check
import { element } from "./element.js";
import { icon } from "./icons.js";
import { placeOf } from "./selection.js";
import { words } from "./words.js";

/** @import { Item } from "./selection.js" */
/** @import { Child } from "./element.js" */
/** @import { MarkGroup } from "../messages.js" */
/** @import { Span } from "./anchors.js" */
/** @import { Desk } from "./report.js" */
/** @import { Quotation } from "./takeaway.js" */

/** @typedef {"claim" | "source" | "entity" | "sentence" | "statement" | "link" | "mention" | "block"} RowKind */

/**
 * @typedef {object} RowParts
 * @property {RowKind} kind
 * @property {string} id
 * @property {MarkGroup} group color of the marks on the page
 * @property {Span[][]} marks one for each place to go to; none: the row leads nowhere
 * @property {Node} main the words of the row, inside its button
 * @property {Child[]} [before] above the button: badges
 * @property {Child[]} [after] below the button: what is known
 * @property {string} [expandLabel] on the button that opens the details
 * @property {() => Child[]} [details] what stands behind that button
 * @property {boolean} [steps] whether ‹ n of m › goes through the marks
 * @property {Quotation} [quotation] what copying takes along
 */

/** @typedef {{ element: HTMLLIElement, item: Item, go: HTMLElement, quotation: Quotation | undefined }} Row */

/** Rows by their element, for the keys. @type {WeakMap<Element, Row>} */
const rows = new WeakMap();

/**
 * The row that an element of the panel stands in.
 * @param {EventTarget | null} target
 * @returns {Row | null}
 */
export function rowAround(target) {
  const around = target instanceof Element ? target.closest("[data-row]") : null;
  return (around && rows.get(around)) ?? null;
}

/**
 * @param {RowParts} parts
 * @param {Desk} desk
 * @returns {Row}
 */
export function createRow(parts, desk) {
  const { selection } = desk;
  const { quotation } = parts;
  const trouble = element("p", { class: "row-trouble" });
  trouble.hidden = true;
  const stepper = parts.steps && parts.marks.length > 1 ? createStepper(() => item, selection.step) : null;
  const made = element("li", { class: "row", "data-row": parts.kind, "data-id": parts.id });

  /** @type {Item} */
  const item = {
    key: `${parts.kind}:${parts.id}`,
    group: parts.group,
    marks: parts.marks,
    markCurrent(current) {
      made.toggleAttribute("data-current", current !== null);
      if (current === null) go.removeAttribute("aria-current");
      else go.setAttribute("aria-current", "true");
      stepper?.show(current);
    },
    say(message) {
      trouble.textContent = message;
      trouble.hidden = message === "";
    },
  };

  const leads = parts.marks.length > 0;
  const go = leads
    ? element(
        "button",
        { type: "button", class: "row-go", "data-stop": true, title: words("goToText"), click: () => selection.choose(item) },
        parts.main,
        icon("go"),
      )
    : element("div", { class: "row-go" }, parts.main);
  const copy =
    quotation && desk.copyCitation ? toolButton("copy", words("copyCitation"), () => desk.copyCitation?.(row)) : null;
  const line = element("div", { class: "row-line" }, go, copy);
  made.append(...present(parts.before), line, ...present(parts.after));
  if (parts.details) made.append(expander(made, parts.expandLabel ?? words("more"), parts.details));
  if (stepper) made.append(stepper.element);
  made.append(trouble);
  if (leads) listenForPreview(made, () => selection.preview(item), () => selection.preview(null));
  const row = { element: made, item, go, quotation };
  rows.set(made, row);
  return row;
}

/**
 * Pointing at a row, or having the focus in it, outlines its words where they are in sight.
 * @param {HTMLElement} row
 * @param {() => void} enter
 * @param {() => void} leave
 */
function listenForPreview(row, enter, leave) {
  row.addEventListener("mouseenter", enter);
  row.addEventListener("mouseleave", leave);
  row.addEventListener("focusin", enter);
  row.addEventListener("focusout", leave);
}

/**
 * A button, and what it opens below the row; built when first opened: an agency may have hundreds of statements.
 * @param {HTMLElement} row
 * @param {string} label
 * @param {() => Child[]} build
 */
function expander(row, label, build) {
  const details = element("div", { class: "row-details", id: `details-${row.dataset.row}-${row.dataset.id}` });
  details.hidden = true;
  const button = element(
    "button",
    {
      type: "button",
      class: "text-button disclosure",
      "aria-expanded": "false",
      "aria-controls": details.id,
      "data-field": "count",
      click: flip,
    },
    label,
    icon("expand"),
  );
  function flip() {
    if (details.childElementCount === 0) details.append(...present(build()));
    if (!details.isConnected) row.append(details);
    details.hidden = !details.hidden;
    row.toggleAttribute("data-open", !details.hidden);
    button.setAttribute("aria-expanded", String(!details.hidden));
  }
  return button;
}

/**
 * @param {() => Item} item
 * @param {(item: Item, direction: 1 | -1) => void} step
 */
function createStepper(item, step) {
  const place = element("span", { class: "step-place" });
  /** @param {"previous" | "next"} name @param {1 | -1} direction */
  const button = (name, direction) =>
    toolButton(name, words(name === "next" ? "nextMention" : "previousMention"), () => step(item(), direction));
  const made = element(
    "div",
    { class: "stepper", role: "group", "aria-label": words("mentions") },
    button("previous", -1),
    place,
    button("next", 1),
    element("span", { class: "quiet" }, words("onThePage")),
  );
  made.hidden = true;
  return {
    element: made,
    /** @param {number | null} current */
    show(current) {
      made.hidden = current === null;
      place.textContent = current === null ? "" : placeOf(item(), current);
    },
  };
}

/**
 * @param {import("./icons.js").IconName} name
 * @param {string} label
 * @param {() => void} click
 */
function toolButton(name, label, click) {
  return element("button", { type: "button", class: "icon-button", "aria-label": label, title: label, click }, icon(name));
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
