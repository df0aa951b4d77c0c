// Something else in the report's place for a while: help, or what was kept of the page. Closing brings the report back.
// @ts-check
import { element } from "./element.js";

/** @param {HTMLElement} main what the report stands in */
export function createOverlay(main) {
  const box = element("main", { class: "content overlay" });
  box.hidden = true;
  main.after(box);
  /** @type {(() => void) | null} */
  let closing = null;
  /** @type {Element | null} */
  let focused = null;

  return {
    element: box,
    /**
     * @param {{ element: HTMLElement, heading: HTMLElement }} view
     * @param {() => void} [closed]
     */
    open(view, closed = () => {}) {
      if (box.hidden) focused = document.activeElement;
      closing?.();
      closing = closed;
      box.replaceChildren(view.element);
      box.hidden = false;
      main.hidden = true;
      scrollTo(0, 0);
      view.heading.focus({ preventScroll: true });
    },
    /** @returns {boolean} whether something was open */
    close() {
      if (box.hidden) return false;
      this.forget();
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
      else /** @type {HTMLElement | null} */ (main.querySelector("h1"))?.focus();
      return true;
    },
    /** Closes without moving the focus. */
    forget() {
      closing?.();
      closing = null;
      box.hidden = true;
      box.replaceChildren();
      main.hidden = false;
    },
  };
}
