// The icons: one set of our own, drawn on a 16 px grid with one stroke width; decoration beside words.
// @ts-check

const SVG = "http://www.w3.org/2000/svg";

const BUBBLE = "M3.5 1.5h9a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H8L4.5 13.5v-3h-1a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2z";

/** Path data by name. */
const PATHS = {
  close: "M4 4l8 8M12 4l-8 8",
  again: "M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.8h-2.8",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  text: "M1.5 12.5L5 3.5h.6l3.5 9M2.8 9.5h5M10.5 12.5l2-5h.4l2 5M11.2 11h3",
  marks: "M3 13.5h10M4.5 10.5l6-7 2.5 2-6 7-3 .5z",
  stripped: "M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3",
  export: "M8 10V2.5M5 5l3-3 3 3M3 9.5v4h10v-4",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  go: "M2.5 8h8M7.5 4.5L11 8l-3.5 3.5M13.5 3.5v9",
  expand: "M4 6l4 4 4-4",
  previous: "M10 3.5L5.5 8l4.5 4.5",
  next: "M6 3.5L10.5 8 6 12.5",
  outside: "M6 3.5H3.5v9h9V10M9 3h4v4M13 3L7.5 8.5",
  person: "M8 8a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 8 8zM3 13.5c.4-2.7 2.3-4 5-4s4.6 1.3 5 4",
  organization: "M3 13.5v-9L8 2.5l5 2v9M1.8 13.5h12.4M6 6.5h0M10 6.5h0M6 9.5h0M10 9.5h0M8 13.5v-2",
  place: "M8 14s4.5-4.3 4.5-7.5a4.5 4.5 0 0 0-9 0C3.5 9.7 8 14 8 14zM8 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
  other: "M8 2.5l5.5 5.5L8 13.5 2.5 8z",
};

/** @typedef {keyof typeof PATHS} IconName */

/**
 * @param {IconName} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  return drawing("icon", PATHS[name]);
}

/** The mark of Sayso: a speech bubble with two lines, the words and what they rest on. */
export function brandMark() {
  return drawing("brand-mark", `${BUBBLE}M4.5 4.7h7M4.5 7.5h4`);
}

/**
 * @param {string} className
 * @param {string} d path data
 */
function drawing(className, d) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add(className);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", d);
  svg.append(path);
  return svg;
}
