// Wiring: toolbar click, shortcut and context menu toggle the panel of one tab; confirms the frames it opened.
// @ts-check
import { browser } from "./browser.js";
import { ExpectedFailure, FrameRefused, RestrictedPage, UnsupportedDocument } from "./errors.js";

/** @import { ConfirmAnswer, ConfirmMessage, PageMessage, ToggleAnswer } from "./messages.js" */

/** The content scripts, in the order in which they build on each other. */
const CONTENT_SCRIPTS = ["nodes", "look", "columns", "snapshot", "highlight", "layout", "main"]
  .map((name) => `content/${name}.js`);

/** Chromium sometimes reports a click before the activeTab grant is usable (7 of 40 clicks measured). */
const GRANT_RETRIES = 5;
/** Wait before the first retry, in ms; doubles each time, so at most 620 ms in all. */
const GRANT_RETRY_MS = 20;

const MENU_PAGE = "sayso-page";
const TOKEN_PREFIX = "token:";

browser.action.onClicked.addListener((tab) => toggle(tab));

browser.contextMenus.onClicked.addListener((info, tab) => {
  if (info.menuItemId === MENU_PAGE && tab) toggle(tab);
});

browser.runtime.onInstalled.addListener(() => {
  browser.contextMenus.removeAll(() => {
    browser.contextMenus.create({
      id: MENU_PAGE,
      title: browser.i18n.getMessage("menuPage"),
      contexts: ["page"],
    });
  });
});

browser.runtime.onMessage.addListener((/** @type {ConfirmMessage | PageMessage} */ message, sender, answer) => {
  if (sender.id !== browser.runtime.id || sender.tab?.id === undefined) return false;
  const tabId = sender.tab.id;
  switch (message.kind) {
    case "confirm":
      confirm(message.token, tabId).then(answer);
      return true;
    case "frame-refused":
      showFailure(tabId, new FrameRefused());
      return false;
  }
  return false;
});

/**
 * Opens the panel in a tab, or closes it where it is open.
 * @param {chrome.tabs.Tab} tab
 */
async function toggle(tab) {
  const clickedAt = Date.now();
  const tabId = tab.id;
  if (tabId === undefined) return;
  try {
    const token = crypto.randomUUID();
    const stored = browser.storage.session.set({ [TOKEN_PREFIX + token]: { tabId, clickedAt } });
    await inject(tab, tabId);
    await stored;
    const answer = await callToggle(tabId, token);
    if (answer !== "opened") await browser.storage.session.remove(TOKEN_PREFIX + token);
    if (answer === "unsupported") throw new UnsupportedDocument();
    if (answer === "refused") throw new FrameRefused();
    await showNothing(tabId);
  } catch (error) {
    showFailure(tabId, error instanceof ExpectedFailure ? error : new RestrictedPage());
    if (!(error instanceof ExpectedFailure)) console.info("sayso: this page cannot be read:", error);
  }
}

/**
 * Puts the content scripts into the page; running them twice is harmless.
 * @param {chrome.tabs.Tab} tab
 * @param {number} tabId
 */
async function inject(tab, tabId) {
  for (let attempt = 0; ; attempt++) {
    try {
      await browser.scripting.executeScript({ target: { tabId }, files: CONTENT_SCRIPTS });
      return;
    } catch (error) {
      if (attempt >= GRANT_RETRIES || !isGrantRace(error, tab.url)) throw error;
      await new Promise((resolve) => setTimeout(resolve, GRANT_RETRY_MS << attempt));
    }
  }
}

/**
 * The same words stand in the error for about:blank, where no retry helps; there the URL tells them apart.
 * @param {unknown} error
 * @param {string | undefined} url present only with the grant
 */
function isGrantRace(error, url) {
  return /^(https?|file):/.test(url ?? "") && /Cannot access contents of the page/.test(String(error));
}

/**
 * @param {number} tabId
 * @param {string} token
 * @returns {Promise<ToggleAnswer>}
 */
async function callToggle(tabId, token) {
  const results = await browser.scripting.executeScript({
    target: { tabId },
    func: (token) => globalThis.sayso?.toggle?.(token),
    args: [token],
  });
  // Firefox resolves with undefined on about:addons and about:config instead of refusing.
  const answer = results[0]?.result;
  if (answer === undefined || answer === null) throw new RestrictedPage();
  return answer;
}

/**
 * A frame may show something only if this background opened it in this tab just now; a token works once.
 * @param {unknown} token
 * @param {number} tabId
 * @returns {Promise<ConfirmAnswer>}
 */
async function confirm(token, tabId) {
  const key = TOKEN_PREFIX + token;
  /** @type {{ [key: string]: { tabId: number, clickedAt: number } | undefined }} */
  const stored = await browser.storage.session.get(key);
  const opening = stored[key];
  if (!opening || opening.tabId !== tabId) return { confirmed: false };
  await browser.storage.session.remove(key);
  return { confirmed: true, clickedAt: opening.clickedAt };
}

/**
 * Nothing can be shown inside the page, so the button says what is the matter.
 * @param {number} tabId
 * @param {ExpectedFailure} failure
 */
async function showFailure(tabId, failure) {
  const title = browser.i18n.getMessage(failure.wordsKey);
  await Promise.allSettled([
    browser.action.setBadgeText({ tabId, text: "!" }),
    browser.action.setBadgeBackgroundColor({ tabId, color: "#A40E26" }),
    browser.action.setTitle({ tabId, title }),
  ]);
}

/** @param {number} tabId */
async function showNothing(tabId) {
  await Promise.allSettled([
    browser.action.setBadgeText({ tabId, text: "" }),
    browser.action.setTitle({ tabId, title: browser.i18n.getMessage("actionTitle") }),
  ]);
}
