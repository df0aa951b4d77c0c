// The boxes of the toolbar for text and layout, and the same fields for the options page.
// @ts-check
import { PANEL_WIDTHS, SIZES } from "../settings.js";
import { choice, toggle } from "./fields.js";
import { formatPercent, words } from "./words.js";

/** @import { Settings } from "../settings.js" */

/** Takes choices and tells what they are now. @typedef {{ read: () => Settings, write: (change: Partial<Settings>) => void }} Keeper */

/** @param {Keeper} keeper @returns {HTMLElement[]} */
export function textFields({ read, write }) {
  const { theme, size, font, spacing, width } = read();
  return [
    choice("theme", words("theme"), [
      ["auto", words("themeAuto")], ["light", words("themeLight")], ["dark", words("themeDark")],
      ["sepia", words("themeSepia")], ["contrast", words("themeContrast")],
    ], theme, (value) => write({ theme: value })),
    choice("size", words("textSize"), SIZES.map((value) => [value, formatPercent(value)]), size, (value) => write({ size: value })),
    choice("font", words("font"), [
      ["sans", words("fontSans")], ["serif", words("fontSerif")], ["spaced", words("fontSpaced")],
    ], font, (value) => write({ font: value })),
    choice("spacing", words("lineSpacing"), [
      ["normal", words("spacingNormal")], ["loose", words("spacingLoose")],
    ], spacing, (value) => write({ spacing: value })),
    choice("width", words("columnWidth"), [
      ["narrow", words("widthNarrow")], ["medium", words("widthMedium")], ["wide", words("widthWide")],
    ], width, (value) => write({ width: value })),
  ];
}

/** @param {Keeper} keeper @returns {HTMLElement[]} */
export function layoutFields({ read, write }) {
  const { side, mode, panelWidth } = read();
  const { small, medium, large } = PANEL_WIDTHS;
  return [
    choice("side", words("side"), [["left", words("sideLeft")], ["right", words("sideRight")]], side, (value) => write({ side: value })),
    choice("mode", words("mode"), [["push", words("modePush")], ["overlap", words("modeOverlap")]], mode, (value) => write({ mode: value })),
    choice("panelWidth", words("panelWidth"), [
      [small, words("widthS")], [medium, words("widthM")], [large, words("widthL")],
    ], panelWidth, (value) => write({ panelWidth: value })),
  ];
}

/** @param {Keeper} keeper @returns {HTMLElement[]} */
export function behaviorFields({ read, write }) {
  const { marks, keys, menus } = read();
  return [
    toggle("marks", words("marksOption"), marks, (isOn) => write({ marks: isOn })),
    toggle("keys", words("keysOption"), keys, (isOn) => write({ keys: isOn })),
    toggle("menus", words("menusOption"), menus, (isOn) => write({ menus: isOn })),
  ];
}

/**
 * Sets a document as the reader wants it; style sheets go by the attributes.
 * @param {Settings} settings
 */
export function applyAppearance({ theme, size, font, spacing }) {
  const root = document.documentElement;
  root.dataset.theme = theme;
  root.dataset.font = font;
  root.dataset.spacing = spacing;
  root.style.setProperty("--size", String(size / 100));
}
