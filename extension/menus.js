// The entries in the page's context menu, which the reader can do without.
// @ts-check
import { browser } from "./browser.js";

/** @import { Command } from "./messages.js" */

/** What each entry asks for; the first is the toolbar button's twin. @type {Record<string, { context: "page" | "selection", title: string, command: Command | null }>} */
const ENTRIES = {
  "sayso-page": { context: "page", title: "menuPage", command: null },
  "sayso-selection": { context: "selection", title: "menuSelection", command: "selection" },
  "sayso-cite": { context: "selection", title: "menuCite", command: "cite" },
};

/** @param {(tab: chrome.tabs.Tab, command: Command | null) => void} act */
export function whenMenuChosen(act) {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    const entry = ENTRIES[info.menuItemId];
    if (entry && tab) act(tab, entry.command);
  });
}

/**
 * Puts the entries into the menu, or takes them out.
 * @param {boolean} wanted
 */
export function updateMenus(wanted) {
  browser.contextMenus.removeAll(() => {
    if (!wanted) return;
    for (const [id, { context, title }] of Object.entries(ENTRIES)) {
      browser.contextMenus.create({ id, title: browser.i18n.getMessage(title), contexts: [context] });
    }
  });
}
