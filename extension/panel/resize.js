// The panel's inner edge for the keyboard: arrows make the panel wider or narrower. The page has the edge to drag.
// @ts-check
import { PANEL_WIDTHS } from "../settings.js";
import { element } from "./element.js";
import { words } from "./words.js";

/** @import { Keeper } from "./controls.js" */

/** One press of an arrow key, px. */
const STEP_PX = 20;

/** @param {Keeper} keeper */
export function createEdge({ read, write }) {
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
  edge.addEventListener("keydown", (event) => {
    const [outward, inward] = read().side === "left" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
    const width = read().panelWidth;
    const next = { [outward]: width + STEP_PX, [inward]: width - STEP_PX, Home: least, End: most }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    write({ panelWidth: Math.min(most, Math.max(least, next)) });
  });

  function paint() {
    edge.setAttribute("aria-valuenow", String(read().panelWidth));
  }

  paint();
  return { element: edge, paint };
}
