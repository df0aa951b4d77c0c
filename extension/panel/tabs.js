// A tablist with its panels: arrow keys, Home and End change the tab (WAI-ARIA Authoring Practices, "Tabs").
// @ts-check
import { element } from "./element.js";
import { formatNumber } from "./words.js";

/**
 * @typedef {object} Tab
 * @property {string} id
 * @property {string} label
 * @property {number} [count]
 * @property {() => Node} build what the panel holds, built when the tab is first opened
 */

/**
 * @param {string} label of the tablist
 * @param {Tab[]} tabs the first is open
 * @param {(id: string) => void} [opened] hears which tab is open, the first included
 */
export function createTabs(label, tabs, opened) {
  const buttons = tabs.map((tab, index) =>
    element(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${tab.id}`,
        class: "tab",
        "aria-controls": `panel-${tab.id}`,
        click: () => open(index),
      },
      element("span", {}, tab.label),
      tab.count === undefined ? null : element("span", { class: "tab-count" }, formatNumber(tab.count)),
    ),
  );
  const panels = tabs.map((tab) =>
    element(
      "div",
      { role: "tabpanel", id: `panel-${tab.id}`, class: "tab-panel", "aria-labelledby": `tab-${tab.id}` },
    ),
  );
  const list = element("div", { role: "tablist", class: "tabs", "aria-label": label }, ...buttons);
  list.addEventListener("keydown", onKey);
  open(0);

  /** @param {number} index */
  function open(index) {
    if (!panels[index].hasChildNodes()) panels[index].append(tabs[index].build());
    buttons.forEach((button, at) => {
      button.setAttribute("aria-selected", String(at === index));
      button.tabIndex = at === index ? 0 : -1;
      panels[at].hidden = at !== index;
    });
    // The tabs stick to the top: a panel opened from further down starts at its beginning.
    const panel = panels[index];
    if (panel.getBoundingClientRect().top < list.getBoundingClientRect().bottom) panel.scrollIntoView();
    opened?.(tabs[index].id);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const at = buttons.findIndex((button) => button === event.target);
    const forward = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    const target = {
      ArrowRight: at + forward,
      ArrowLeft: at - forward,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (at < 0 || target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const index = (target + buttons.length) % buttons.length;
    open(index);
    buttons[index].focus();
  }

  return {
    list,
    panels,
    /** @param {string} id */
    open: (id) => open(tabs.findIndex((tab) => tab.id === id)),
    /** @param {number} index out of range is nothing to do */
    go(index) {
      if (!buttons[index]) return;
      open(index);
      buttons[index].focus();
    },
  };
}
