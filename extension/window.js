// The panel in a window of its own, beside the page, where the page lets no frame live.
// @ts-check
import { browser } from "./browser.js";

/** @import { Layout } from "./messages.js" */

/**
 * @param {chrome.tabs.Tab} tab whose page the panel is about
 * @param {string} token
 * @param {Layout} layout
 * @returns {Promise<number>} the window
 */
export async function openWindow(tab, token, layout) {
  const around = await browser.windows.get(tab.windowId);
  const { left = 0, top = 0, width = 0, height } = around;
  const start = layout.side === "left" ? left : left + width - layout.width;
  const place = { left: Math.max(0, start), top, width: layout.width, height };
  // Browsers refuse places off the screen; where the window stands then is theirs to say.
  const opened = await create(place).catch(() => create({ width: layout.width }));
  const windowTab = opened?.tabs?.[0] ?? (await browser.tabs.query({ windowId: opened?.id }))[0];
  const key = `token:${token}`;
  const stored = await browser.storage.session.get(key);
  const record = /** @type {Record<string, unknown>} */ (stored[key]);
  await browser.storage.session.set({ [key]: { ...record, windowTabId: windowTab.id } });
  await browser.tabs.update(/** @type {number} */ (windowTab.id), { url: `${browser.runtime.getURL("panel/panel.html")}#${token}` });
  return windowTab.windowId;
}

/**
 * Empty at first: only the tab of this window may use the token, and the key in storage must say so before it asks.
 * @param {chrome.windows.CreateData} place
 */
function create(place) {
  return browser.windows.create({ url: "about:blank", type: "popup", ...place });
}
