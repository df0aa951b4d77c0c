// A button of the toolbar and the box that it opens: Escape or a click elsewhere closes, the focus comes back.
// @ts-check
import { element } from "./element.js";
import { icon } from "./icons.js";

/** @import { IconName } from "./icons.js" */

/**
 * @param {string} id
 * @param {IconName} name of the icon
 * @param {string} label
 * @param {() => Node[]} build what the box holds, built anew each time
 */
export function createPopover(id, name, label, build) {
  const box = element("div", { id, class: "popover", role: "group", "aria-label": label });
  box.hidden = true;
  const button = element(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, "aria-expanded": "false", "aria-controls": id, click: flip },
    icon(name),
  );
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
    button.focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!box.hidden && target instanceof Node && !box.contains(target) && !button.contains(target)) close();
  });
  // Tab out of the box closes it, so that it never covers what has the focus.
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget) && relatedTarget !== button) close();
  });

  function flip() {
    if (box.hidden) open();
    else close();
  }

  function open() {
    box.replaceChildren(...build());
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    /** @type {HTMLElement | null} */ (box.querySelector("button, input, select, a"))?.focus();
  }

  function close() {
    box.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }

  return { button, box, open, close, isOpen: () => !box.hidden };
}
