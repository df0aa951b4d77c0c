// What narrows a list down: a filter box, toggles with counts in one or more dimensions, and an order.
// @ts-check
import { element } from "./element.js";
import { formatNumber, words } from "./words.js";

/** Shorter lists are seen at a glance and need no filter box and no order. */
const TOOLS_FROM = 6;

/** @typedef {{ id: string, label: string, accepts: (id: string) => boolean }} Toggle */
/** @typedef {"order" | "most" | "name"} Sort */
/** @typedef {{ wanted: string, accepts: (id: string) => boolean, sort: Sort, isOn: boolean }} Filter */

/**
 * Toggles of one dimension widen each other, dimensions narrow each other: reported or quoted, and with a number.
 * @param {object} parts
 * @param {string} parts.name id of the list
 * @param {string} parts.label name of the filter box
 * @param {string[]} parts.ids of all rows
 * @param {Toggle[][]} parts.dimensions
 * @param {string} parts.mostLabel what the second order sorts by
 * @param {() => void} parts.changed
 */
export function createFilters({ name, label, ids, dimensions, mostLabel, changed }) {
  /** @type {Set<string>} ids of the toggles that are on */
  const on = new Set();
  const search = searchBox(name, label, changed);
  const sort = element(
    "select",
    { class: "sort", "aria-label": words("sortBy") },
    element("option", { value: "order" }, words("sortOrder")),
    element("option", { value: "most" }, mostLabel),
    element("option", { value: "name" }, words("sortName")),
  );
  sort.addEventListener("change", changed);

  const chips = dimensions.map((toggles) =>
    toggles
      .map((toggle) => ({ toggle, count: ids.filter((id) => toggle.accepts(id)).length }))
      .filter(({ count }) => count > 0)
      .map(({ toggle, count }) => ({ toggle, button: toggleButton(toggle, count) })),
  );

  /** @param {Toggle} toggle @param {number} count */
  function toggleButton(toggle, count) {
    return element(
      "button",
      { type: "button", class: "chip", "aria-pressed": "false", "data-toggle": toggle.id, click: () => flip(toggle.id) },
      element("span", {}, toggle.label),
      " ",
      element("span", { class: "chip-count" }, formatNumber(count)),
    );
  }

  /** @param {string} id */
  function flip(id) {
    if (!on.delete(id)) on.add(id);
    paint();
    changed();
  }

  function paint() {
    for (const { toggle, button } of chips.flat()) button.setAttribute("aria-pressed", String(on.has(toggle.id)));
  }

  const box = element("div", { class: "filters" });
  if (ids.length >= TOOLS_FROM) box.append(element("div", { class: "filter-line" }, search, sort));
  for (const row of chips.filter((row) => row.length > 1 || (row.length === 1 && chips.flat().length > 1))) {
    const buttons = row.map(({ button }) => button);
    box.append(element("div", { class: "chips", role: "group", "aria-label": words("filters") }, ...buttons));
  }

  return {
    element: box,
    search,
    /** @returns {Filter} */
    read() {
      const wanted = search.value.trim().toLocaleLowerCase();
      const pressed = dimensions.map((toggles) => toggles.filter((toggle) => on.has(toggle.id)));
      const asked = pressed.filter((toggles) => toggles.length > 0);
      return {
        wanted,
        accepts: (id) => asked.every((toggles) => toggles.some((toggle) => toggle.accepts(id))),
        sort: /** @type {Sort} */ (sort.value),
        isOn: wanted !== "" || asked.length > 0,
      };
    },
    /** Puts exactly one toggle on, or none. @param {string} id */
    press(id) {
      on.clear();
      if (id) on.add(id);
      search.value = "";
      paint();
    },
  };
}

/**
 * @param {string} name
 * @param {string} label
 * @param {() => void} changed
 */
function searchBox(name, label, changed) {
  const search = element("input", {
    type: "search",
    id: `filter-${name}`,
    class: "filter",
    placeholder: label,
    "aria-label": label,
    autocomplete: "off",
  });
  search.addEventListener("input", changed);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // The innermost closes first: the words of the filter, then the box, then whatever is around.
    event.stopPropagation();
    event.preventDefault();
    if (search.value === "") {
      const tab = document.querySelector('[role="tab"][aria-selected="true"]');
      if (tab instanceof HTMLElement) tab.focus();
      return;
    }
    search.value = "";
    changed();
  });
  return search;
}
