// A list of rows with headings by group, toggles with counts, a filter box, and more rows on demand.
// @ts-check
import { element } from "./element.js";
import { countWords, formatNumber, words } from "./words.js";

/** How many rows are built at once; a live blog may bring thousands of claims. */
const ROWS_AT_ONCE = 100;
/** Shorter lists are seen at a glance and need no filter box. */
const FILTER_BOX_FROM = 6;

/**
 * A row to be: it is built when it is first shown.
 * @typedef {object} RowPlan
 * @property {string} id
 * @property {string} group id of its group
 * @property {string} searchText what the filter box looks through
 * @property {() => { element: HTMLLIElement }} build
 */

/** @typedef {{ id: string, label: string }} Group */
/** @typedef {{ id: string, label: string, accepts: (id: string) => boolean }} Toggle */

/**
 * @typedef {object} ListParts
 * @property {string} name id of the list
 * @property {string} label its name for screen readers
 * @property {string} filterLabel
 * @property {string} noneWords the sentence that stands for an empty list
 * @property {RowPlan[]} plans
 * @property {Group[]} groups in order; one group without a label makes a plain list
 * @property {Toggle[]} toggles
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
  /** @type {Map<string, { element: HTMLLIElement }>} */
  const built = new Map();
  let toggled = "";
  let limit = ROWS_AT_ONCE;

  const toggles = parts.toggles
    .map((toggle) => ({ toggle, count: plans.filter((plan) => toggle.accepts(plan.id)).length }))
    .filter(({ count }) => count > 0)
    .map(({ toggle, count }) => ({ toggle, button: toggleButton(toggle, count) }));
  const search = element("input", {
    type: "search",
    id: `filter-${parts.name}`,
    class: "filter",
    placeholder: parts.filterLabel,
    "aria-label": parts.filterLabel,
    autocomplete: "off",
  });
  search.addEventListener("input", () => filter());
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || search.value === "") return;
    // The innermost closes first: here the filter, not the panel.
    event.stopPropagation();
    event.preventDefault();
    search.value = "";
    filter();
  });
  const found = element("p", { class: "quiet found" });
  const rows = element("div", { class: "rows" });
  rows.addEventListener("keydown", onKey);
  rows.addEventListener("focusin", (event) => keepTabStop(event.target));
  const more = element("button", { type: "button", class: "button more", click: showMore }, words("showMore"));
  if (plans.length >= FILTER_BOX_FROM) box.append(search);
  if (toggles.length > 1) {
    const chips = toggles.map(({ button }) => button);
    box.append(element("div", { class: "chips", role: "group", "aria-label": words("filters") }, ...chips));
  }
  box.append(found, rows, more);
  show();

  /** @param {Toggle} toggle @param {number} count */
  function toggleButton(toggle, count) {
    return element(
      "button",
      { type: "button", class: "chip", "aria-pressed": "false", click: () => flip(toggle) },
      element("span", {}, toggle.label),
      " ",
      element("span", { class: "chip-count" }, formatNumber(count)),
    );
  }

  /** @param {Toggle} toggle */
  function flip(toggle) {
    press(toggled === toggle.id ? "" : toggle.id);
    parts.announce(found.textContent ?? "");
  }

  function filter() {
    show();
    parts.announce(found.textContent ?? "");
  }

  /** @param {string} id of a toggle; empty for none */
  function press(id) {
    toggled = id;
    limit = ROWS_AT_ONCE;
    for (const { toggle, button } of toggles) button.setAttribute("aria-pressed", String(toggle.id === id));
    show();
  }

  function showMore() {
    const first = limit;
    limit += ROWS_AT_ONCE;
    show();
    rowButtons()[first]?.focus();
  }

  function show() {
    const wanted = search.value.trim().toLocaleLowerCase();
    const accepts = parts.toggles.find((toggle) => toggle.id === toggled)?.accepts ?? (() => true);
    const fits = plans.filter((plan) => accepts(plan.id) && plan.searchText.toLocaleLowerCase().includes(wanted));
    const ordered = groups.flatMap((group) => fits.filter((plan) => plan.group === group.id));
    const shown = new Set(ordered.slice(0, limit));
    rows.replaceChildren(
      ...groups.flatMap((group) => groupElements(group, ordered.filter((plan) => plan.group === group.id), shown)),
    );
    more.hidden = ordered.length <= limit;
    const filtered = wanted !== "" || toggled !== "";
    found.hidden = !filtered;
    found.textContent = filtered ? countWords("found", ordered.length, formatNumber(plans.length)) : "";
    rowButtons().forEach((button, index) => (button.tabIndex = index === 0 ? 0 : -1));
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
    const heading = element("h2", { class: "group" }, group.label, " ", element("span", { class: "quiet" }, formatNumber(members.length)));
    return [heading, items];
  }

  /** @param {RowPlan} plan */
  function rowOf(plan) {
    let row = built.get(plan.id);
    if (!row) built.set(plan.id, (row = plan.build()));
    return row.element;
  }

  /** The buttons that the arrow keys go through: one for each row, the only one of them that Tab stops at being current. */
  function rowButtons() {
    return /** @type {HTMLElement[]} */ ([...rows.querySelectorAll(".row-list > .row > button.row-go")]);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const buttons = rowButtons();
    const at = buttons.findIndex((button) => button === event.target);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || target === undefined || !buttons[target]) return;
    event.preventDefault();
    buttons[target].focus();
  }

  /** Tab comes back to the row that had the focus last. @param {EventTarget | null} focused */
  function keepTabStop(focused) {
    const buttons = rowButtons();
    if (!buttons.some((button) => button === focused)) return;
    for (const button of buttons) button.tabIndex = button === focused ? 0 : -1;
  }

  return {
    element: box,
    toggle: press,
    /**
     * Brings a row into sight, whatever the filters say, and moves the focus there.
     * @param {string} id
     */
    reveal(id) {
      search.value = "";
      limit = Math.max(limit, plans.length);
      press("");
      const row = built.get(id)?.element;
      const button = /** @type {HTMLElement | null} */ (row?.querySelector("button.row-go") ?? null);
      button?.focus();
      return button;
    },
  };
}
