// A list of rows with headings by group, filters, an order, arrow keys from row to row, and more rows on demand.
// @ts-check
import { element } from "./element.js";
import { createFilters } from "./filters.js";
import { countWords, formatNumber, words } from "./words.js";

/** @import { Sort, Toggle } from "./filters.js" */
/** @import { Row } from "./row.js" */

/** How many rows are built at once; a live blog may bring thousands of claims. */
const ROWS_AT_ONCE = 100;

/**
 * A row to be: it is built when it is first shown.
 * @typedef {object} RowPlan
 * @property {string} id
 * @property {string} group id of its group
 * @property {string} name what A–Z goes by
 * @property {number} order where it first stands in the article
 * @property {number} weight what the order “most” goes by
 * @property {string} searchText what the filter box looks through
 * @property {() => Row} build
 */

/** @typedef {{ id: string, label: string }} Group */

/**
 * @typedef {object} ListParts
 * @property {string} name id of the list
 * @property {string} label its name for screen readers
 * @property {string} filterLabel
 * @property {string} mostLabel
 * @property {string} noneWords the sentence that stands for an empty list
 * @property {string} [endWords] what is said below the last row
 * @property {RowPlan[]} plans
 * @property {Group[]} groups in order; a group without a label has no heading
 * @property {Toggle[][]} dimensions
 * @property {(message: string) => void} announce tells screen readers
 */

/** @param {ListParts} parts */
export function createList(parts) {
  const { plans, groups } = parts;
  const box = element("div", { class: "list" });
  if (plans.length === 0) {
    box.append(element("p", { class: "none" }, parts.noneWords));
    return { element: box, toggle() {}, reveal: () => null };
  }
  /** @type {Map<string, Row>} */
  const built = new Map();
  let limit = ROWS_AT_ONCE;

  const filters = createFilters({
    name: parts.name,
    label: parts.filterLabel,
    ids: plans.map((plan) => plan.id),
    dimensions: parts.dimensions,
    mostLabel: parts.mostLabel,
    changed() {
      limit = ROWS_AT_ONCE;
      show();
      parts.announce(found.textContent ?? "");
    },
  });
  const found = element("p", { class: "quiet found" });
  const rows = element("div", { class: "rows" });
  rows.addEventListener("keydown", onKey);
  rows.addEventListener("focusin", (event) => keepTabStop(event.target));
  const more = element("button", { type: "button", class: "button more", click: showMore }, words("showMore"));
  box.append(filters.element, found, rows, more);
  if (parts.endWords) box.append(element("p", { class: "quiet" }, parts.endWords));
  show();

  function showMore() {
    const first = limit;
    limit += ROWS_AT_ONCE;
    show();
    rowButtons()[first]?.focus();
  }

  function show() {
    const { wanted, accepts, sort, isOn } = filters.read();
    const fits = plans.filter((plan) => accepts(plan.id) && plan.searchText.toLocaleLowerCase().includes(wanted));
    fits.sort(comparing(sort));
    const ordered = groups.flatMap((group) => fits.filter((plan) => plan.group === group.id));
    const shown = new Set(ordered.slice(0, limit));
    rows.replaceChildren(
      ...groups.flatMap((group) => groupElements(group, ordered.filter((plan) => plan.group === group.id), shown)),
    );
    more.hidden = ordered.length <= limit;
    found.hidden = !isOn;
    found.textContent = isOn ? countWords("found", ordered.length, formatNumber(plans.length)) : "";
    const buttons = rowButtons();
    buttons.forEach((button, index) => setTabStop(button, index === 0));
  }

  /**
   * @param {Group} group
   * @param {RowPlan[]} members
   * @param {Set<RowPlan>} shown
   */
  function groupElements(group, members, shown) {
    const visible = members.filter((plan) => shown.has(plan));
    if (visible.length === 0) return [];
    const items = element("ul", { class: "row-list", "aria-label": group.label || parts.label }, ...visible.map(rowOf));
    if (group.label === "") return [items];
    const count = element("span", { class: "quiet" }, formatNumber(members.length));
    return [element("h2", { class: "group" }, group.label, " ", count), items];
  }

  /** @param {RowPlan} plan */
  function rowOf(plan) {
    let row = built.get(plan.id);
    if (!row) built.set(plan.id, (row = plan.build()));
    return row.element;
  }

  /** The buttons that the arrow keys go through: one for each row. */
  function rowButtons() {
    return /** @type {HTMLElement[]} */ ([...rows.querySelectorAll(".row-list > .row > .row-line > .row-go[data-stop]")]);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = rowButtons();
    const at = buttons.findIndex((button) => button === event.target);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || target === undefined || !buttons[target]) return;
    event.preventDefault();
    buttons[target].focus();
  }

  /** Tab comes back to the row that had the focus last. @param {EventTarget | null} focused */
  function keepTabStop(focused) {
    const row = focused instanceof Element ? focused.closest(".rows > .row-list > .row") : null;
    const button = row?.querySelector(":scope > .row-line > .row-go[data-stop]");
    if (!(button instanceof HTMLElement) || button.tabIndex === 0) return;
    for (const other of rowButtons()) setTabStop(other, other === button);
  }

  /**
   * Tab stops at one row only, and at what that row offers.
   * @param {HTMLElement} button
   * @param {boolean} isStop
   */
  function setTabStop(button, isStop) {
    const index = isStop ? 0 : -1;
    button.tabIndex = index;
    for (const other of button.closest(".row")?.querySelectorAll("button, a") ?? []) {
      if (other instanceof HTMLElement) other.tabIndex = index;
    }
  }

  return {
    element: box,
    /** @param {string} id of the toggle to filter by; empty for none */
    toggle(id) {
      filters.press(id);
      limit = ROWS_AT_ONCE;
      show();
    },
    /**
     * Brings a row into sight, whatever the filters say.
     * @param {string} id
     */
    reveal(id) {
      filters.press("");
      limit = Math.max(limit, plans.length);
      show();
      return built.get(id) ?? null;
    },
  };
}

/**
 * @param {Sort} sort
 * @returns {(a: RowPlan, b: RowPlan) => number}
 */
function comparing(sort) {
  if (sort === "name") return (a, b) => a.name.localeCompare(b.name);
  if (sort === "most") return (a, b) => b.weight - a.weight || a.order - b.order;
  return (a, b) => a.order - b.order;
}
