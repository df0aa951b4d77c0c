// The panel's inner edge: dragged, or moved by keys, it makes the panel wider or narrower.
// @ts-check
import { PANEL_WIDTHS } from "../settings.js";
import { element } from "./element.js";
import { words } from "./words.js";

/** @import { Keeper } from "./controls.js" */

/** One press of an arrow key, px. */
const STEP_PX = 20;

/**
 * @param {Keeper} keeper
 * @param {(width: number) => void} preview shows a width while the edge is dragged
 */
export function createEdge({ read, write }, preview) {
  const { least, most } = PANEL_WIDTHS;
  const edge = element("div", {
    class: "edge",
    role: "separator",
    tabindex: 0,
    "aria-orientation": "vertical",
    "aria-label": words("panelWidth"),
    "aria-valuemin": least,
    "aria-valuemax": most,
  });
  /** Where the drag began; null while there is none. @type {{ x: number, width: number } | null} */
  let start = null;
  let dragged = 0;

  edge.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    // The window's coordinates stand still while the frame itself becomes wider.
    start = { x: event.screenX, width: read().panelWidth };
    dragged = start.width;
  });
  edge.addEventListener("pointermove", (event) => {
    if (!start) return;
    const outward = read().side === "left" ? event.screenX - start.x : start.x - event.screenX;
    dragged = within(start.width + outward);
    paint(dragged);
    preview(dragged);
  });
  edge.addEventListener("lostpointercapture", () => {
    if (start && dragged !== start.width) write({ panelWidth: dragged });
    start = null;
  });
  edge.addEventListener("keydown", (event) => {
    const outward = read().side === "left" ? "ArrowRight" : "ArrowLeft";
    const inward = read().side === "left" ? "ArrowLeft" : "ArrowRight";
    const width = read().panelWidth;
    const next = { [outward]: width + STEP_PX, [inward]: width - STEP_PX, Home: least, End: most }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    write({ panelWidth: within(next) });
    paint(read().panelWidth);
  });

  /** @param {number} width */
  function within(width) {
    return Math.round(Math.min(most, Math.max(least, width)));
  }

  /** @param {number} width */
  function paint(width) {
    edge.setAttribute("aria-valuenow", String(width));
  }

  paint(read().panelWidth);
  return { element: edge, paint: () => paint(read().panelWidth) };
}
