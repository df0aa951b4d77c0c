// The report for paper: everything at once, nothing to press; shown to the printer alone.
// @ts-check
import { element } from "../element.js";
import { outline } from "./outline.js";

/** @import { View } from "../../view" */

/**
 * Prints the report; the page it is about prints by the browser's own command, without the panel.
 * @param {View} view
 * @param {string} address
 */
export function printReport(view, address) {
  const printed = printedReport(view, address);
  document.body.append(printed);
  addEventListener("afterprint", () => printed.remove(), { once: true });
  print();
}

/**
 * @param {View} view
 * @param {string} address
 */
function printedReport(view, address) {
  const { title, facts, parts, notes } = outline(view);
  const lang = view.document.language;
  return element(
    "article",
    { class: "printed" },
    element("h1", { dir: "auto", lang }, title),
    element("p", { dir: "auto" }, facts.join(" · ")),
    element("p", { dir: "ltr" }, address),
    ...parts.flatMap((part) => [
      element("h2", {}, part.title),
      element(
        "ul",
        {},
        ...part.lines.map(({ strong, text, more }) =>
          element(
            "li",
            { dir: "auto" },
            strong ? element("strong", {}, `${strong} `) : null,
            text ? element("span", { lang }, text) : null,
            more ? element("small", {}, ` ${more}`) : null,
          ),
        ),
      ),
    ]),
    element("p", {}, notes.join(" ")),
  );
}
