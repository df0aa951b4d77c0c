// The panel's toolbar: text, marks, stripped view, export, again, layout, close.
// @ts-check
import { element } from "./element.js";
import { action } from "./fields.js";
import { brandMark, icon } from "./icons.js";
import { createPopover } from "./popover.js";
import { layoutFields, textFields } from "./controls.js";
import { words } from "./words.js";

/** @import { Keeper } from "./controls.js" */
/** @import { IconName } from "./icons.js" */

/**
 * @typedef {object} ToolbarActs
 * @property {() => void} again
 * @property {() => void} close
 * @property {() => void} flipMarks
 * @property {() => void} flipStripped
 * @property {() => void} flipSheet
 * @property {() => void} useSelection
 * @property {() => void} help
 * @property {() => void} options
 * @property {(close: () => void) => Node[]} exportFields
 */

/**
 * @param {Keeper} keeper
 * @param {ToolbarActs} acts
 * @param {boolean} hasPage whether the panel stands on the page, and not in a window of its own
 */
export function createToolbar(keeper, acts, hasPage) {
  const text = createPopover("text-box", "text", words("textControls"), () => textFields(keeper));
  const exports = createPopover("export-box", "export", words("export"), () => acts.exportFields(exports.close));
  const more = createPopover("more-box", "more", words("moreTools"), () => [
    ...(hasPage ? layoutFields(keeper) : []),
    element(
      "div",
      { class: "actions" },
      action(words("useSelection"), closing(acts.useSelection), { id: "use-selection" }),
      action(words("analyzeAgain"), closing(acts.again), { id: "again" }),
      action(words("help"), closing(acts.help), { id: "open-help" }),
      action(words("options"), closing(acts.options), { id: "open-options" }),
    ),
  ]);
  const marks = pressed("marks", "marks", words("marks"), acts.flipMarks);
  const stripped = pressed("stripped", "stripped", words("strippedView"), acts.flipStripped);
  const sheet = pressed("sheet", "expand", words("expandSheet"), acts.flipSheet);
  sheet.classList.add("sheet-only");
  const close = element(
    "button",
    { type: "button", class: "icon-button", id: "close", "aria-label": words("close"), title: words("closeKey"), click: acts.close },
    icon("close"),
  );

  /** @param {() => void} act */
  function closing(act) {
    return () => {
      more.close();
      act();
    };
  }

  const bar = element(
    "header",
    { class: "toolbar" },
    element("span", { class: "brand" }, brandMark(), element("span", { class: "brand-name" }, words("extensionShortName"))),
    text.button, text.box, marks, stripped, exports.button, exports.box, more.button, more.box,
    hasPage ? sheet : null,
    close,
  );
  text.button.id = "open-text";
  exports.button.id = "open-export";
  more.button.id = "open-more";

  return {
    element: bar,
    openExport: exports.open,
    /** Which of the tools can be used now. @param {boolean} hasReport */
    enable(hasReport) {
      for (const button of [marks, stripped, exports.button]) button.disabled = !hasReport;
      if (!hasReport) exports.close();
    },
    /** @param {{ marks: boolean, stripped: boolean, expanded: boolean }} on */
    paint(on) {
      marks.setAttribute("aria-pressed", String(on.marks));
      stripped.setAttribute("aria-pressed", String(on.stripped));
      sheet.setAttribute("aria-pressed", String(on.expanded));
    },
    /** The innermost open box, closed; false where there was none. */
    closeBox() {
      const open = [text, exports, more].find((box) => box.isOpen());
      open?.close();
      open?.button.focus();
      return open !== undefined;
    },
  };
}

/**
 * @param {string} id
 * @param {IconName} name
 * @param {string} label
 * @param {() => void} click
 */
function pressed(id, name, label, click) {
  return element("button", { type: "button", class: "icon-button", id, "aria-label": label, title: label, "aria-pressed": "false", click }, icon(name));
}
