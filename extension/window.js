// The panel in a window of its own, beside the page, where the page lets no frame live.
// @ts-check
import { browser } from "./browser.js";

/** @import { Layout } from "./messages.js" */

/**
 * @param {chrome.tabs.Tab} tab whose page the panel is about
 * @param {string} token
 * @param {Layout} layout
 */
export async function openWindow(tab, token, layout) {
  const around = await browser.windows.get(tab.windowId);
  const { left = 0, top = 0, width = 0, height } = around;
  const start = layout.side === "left" ? left : left + width - layout.width;
  const opened = await browser.windows.create({
    // Only the window of this tab may use the token; the key in storage says so before the window asks.
    url: "about:blank",
    type: "popup",
    left: Math.max(0, start),
    top,
    width: layout.width,
    height,
  });
  const windowTab = opened?.tabs?.[0] ?? (await browser.tabs.query({ windowId: opened?.id }))[0];
  const key = `token:${token}`;
  const stored = await browser.storage.session.get(key);
  const record = /** @type {Record<string, unknown>} */ (stored[key]);
  await browser.storage.session.set({ [key]: { ...record, windowTabId: windowTab.id } });
  await browser.tabs.update(/** @type {number} */ (windowTab.id), { url: `${browser.runtime.getURL("panel/panel.html")}#${token}` });
}
