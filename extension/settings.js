// What the reader has chosen: defaults, loading, saving. Holds nothing about pages.
// @ts-check
import { browser } from "./browser.js";

/** @import { Layout, TextStyle } from "./messages.js" */

/**
 * @typedef {object} Settings
 * @property {"auto" | "light" | "dark" | "sepia" | "contrast"} theme
 * @property {number} size of text, percent
 * @property {"sans" | "serif" | "spaced"} font
 * @property {"normal" | "loose"} spacing between lines
 * @property {"narrow" | "medium" | "wide"} width of the stripped view's column
 * @property {Layout["side"]} side
 * @property {number} panelWidth px
 * @property {Layout["mode"]} mode
 * @property {boolean} marks on the page for the open tab
 * @property {boolean} keys single keys in the panel
 * @property {boolean} menus entries in the page's context menu
 * @property {boolean} greeted whether the first-open line was dismissed
 */

/** @type {Readonly<Settings>} */
export const DEFAULTS = Object.freeze({
  theme: "auto",
  size: 100,
  font: "sans",
  spacing: "normal",
  width: "medium",
  side: "right",
  panelWidth: 380,
  mode: "push",
  marks: true,
  keys: true,
  menus: true,
  greeted: false,
});

/** Sizes of text, percent; 200 is what WCAG 1.4.4 asks for. */
export const SIZES = [85, 100, 115, 130, 150, 200];
/** Widths of the panel, px: below the least a row breaks after every word, above the most it is a page of its own. */
export const PANEL_WIDTHS = { least: 280, small: 280, medium: 380, large: 520, most: 640 };

/** The choices among a few. @type {Partial<Record<keyof Settings, readonly unknown[]>>} */
const CHOICES = {
  theme: ["auto", "light", "dark", "sepia", "contrast"],
  size: SIZES,
  font: ["sans", "serif", "spaced"],
  spacing: ["normal", "loose"],
  width: ["narrow", "medium", "wide"],
  side: ["left", "right"],
  mode: ["push", "overlap"],
};

const KEY = "settings";

/** @returns {Promise<Settings>} the defaults where the storage cannot be read: no choice is worth a page unread */
export async function loadSettings() {
  try {
    const stored = await browser.storage.local.get(KEY);
    return merged(stored[KEY]);
  } catch (error) {
    console.error("sayso: the settings cannot be read:", error);
    return { ...DEFAULTS };
  }
}

/** @param {Settings} settings @returns {Promise<void>} rejects where the storage is full or broken */
export async function saveSettings(settings) {
  await browser.storage.local.set({ [KEY]: settings });
}

/** Forgets every choice. */
export async function resetSettings() {
  await browser.storage.local.remove(KEY);
}

/**
 * Hears of choices made elsewhere: the options page and the panel may both be open.
 * @param {(settings: Settings) => void} changed
 */
export function onSettingsChanged(changed) {
  browser.storage.local.onChanged.addListener((changes) => {
    if (KEY in changes) changed(merged(changes[KEY].newValue));
  });
}

/**
 * Stored values over the defaults; what an older version stored in another form, or a broken disk, counts as not chosen.
 * @param {unknown} stored
 * @returns {Settings}
 */
export function merged(stored) {
  const chosen = /** @type {Record<string, unknown>} */ (stored && typeof stored === "object" ? stored : {});
  /** @type {Record<string, unknown>} */
  const settings = { ...DEFAULTS };
  for (const [name, value] of Object.entries(DEFAULTS)) {
    const choices = CHOICES[/** @type {keyof Settings} */ (name)];
    if (typeof chosen[name] === typeof value && (choices?.includes(chosen[name]) ?? true)) settings[name] = chosen[name];
  }
  const { least, most } = PANEL_WIDTHS;
  const width = Number(settings.panelWidth);
  settings.panelWidth = Number.isFinite(width) ? Math.min(most, Math.max(least, width)) : DEFAULTS.panelWidth;
  return /** @type {Settings} */ (/** @type {unknown} */ (settings));
}

/** @param {Settings} settings @returns {Layout} */
export function layoutOf({ side, panelWidth, mode }) {
  return { side, width: panelWidth, mode, expanded: false };
}

/** @param {Settings} settings @returns {TextStyle} */
export function textStyleOf({ theme, size, font, spacing, width }) {
  return { theme, size, font, spacing, width };
}
