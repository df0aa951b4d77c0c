// Wiring: toolbar click, keys and menus open the panel of one tab; confirms the frames and windows it opened.
// @ts-check
import { browser } from "./browser.js";
import { ExpectedFailure, FrameRefused, OwnFailure, RestrictedPage, UnsupportedDocument } from "./errors.js";
import { updateMenus, whenMenuChosen } from "./menus.js";
import { layoutOf, loadSettings, onSettingsChanged } from "./settings.js";
import { openWindow } from "./window.js";

/** @import { BrokenMessage, Command, ConfirmAnswer, ConfirmMessage, PageMessage, ToggleAnswer } from "./messages.js" */

/** The content scripts, in the order in which they build on each other. */
const CONTENT_SCRIPTS = [
  "nodes", "look", "columns", "snapshot", "anchor", "scroll", "highlight", "pointing", "watch", "verdicts", "selected",
  "copy", "stripped-css", "stripped", "host", "layout", "answer", "main",
].map((name) => `content/${name}.js`);

/** Chromium sometimes reports a click before the activeTab grant is usable (7 of 40 clicks measured). */
const GRANT_RETRIES = 5;
/** Wait before the first retry, in ms; doubles each time, so at most 620 ms in all. */
const GRANT_RETRY_MS = 20;

/** How long a window of ours may take to show a panel, ms; content/main.js waits a little longer. */
const WINDOW_LIMIT_MS = 5_000;
const WINDOW_CHECK_MS = 250;

const TOKEN_PREFIX = "token:";
/** The names of manifest.json's `commands`, and what they ask of the panel. @type {Record<string, Command>} */
const COMMANDS = { "stripped-view": "stripped", "analyze-selection": "selection", "move-focus": "focus" };

browser.action.onClicked.addListener((tab) => act(tab, null));

browser.commands.onCommand.addListener((name, tab) => {
  if (tab && COMMANDS[name]) act(tab, COMMANDS[name]);
});

whenMenuChosen((tab, command) => act(tab, command));

browser.runtime.onInstalled.addListener(async () => updateMenus((await loadSettings()).menus));
onSettingsChanged((settings) => updateMenus(settings.menus));

browser.runtime.onMessage.addListener((/** @type {BrokenMessage | ConfirmMessage | PageMessage} */ message, sender, answer) => {
  if (sender.id !== browser.runtime.id) return false;
  const tabId = sender.tab?.id;
  switch (message.kind) {
    case "confirm":
      confirm(message.token, tabId).then(answer);
      return true;
    case "broken":
      showFailure(message.tabId, new OwnFailure());
      return false;
    case "frame-refused":
      if (sender.tab) openBeside(sender.tab, message.token);
      return false;
    case "token":
      if (tabId === undefined) return false;
      createToken(tabId).then(answer);
      return true;
  }
  return false;
});

/**
 * Opens the panel in a tab, or closes it where it is open; with a command it opens it and asks it to do something.
 * @param {chrome.tabs.Tab} tab
 * @param {Command | null} command
 */
async function act(tab, command) {
  const tabId = tab.id;
  if (tabId === undefined) return;
  const stored = createToken(tabId);
  try {
    const [token, settings] = await Promise.all([stored, loadSettings(), inject(tab, tabId)]);
    const answer = await callPage(tabId, [token, layoutOf(settings), command]);
    if (answer === "closed" || answer === "done" || answer === "unsupported") await forget(token);
    if (answer === "unsupported") throw new UnsupportedDocument();
    if (answer === "refused") return openBeside(tab, token);
    await showNothing(tabId);
  } catch (error) {
    // The page may have gone on meanwhile: nobody will use it.
    stored.then(forget).catch(() => {});
    showFailure(tabId, error instanceof ExpectedFailure ? error : isRefusal(error) ? new RestrictedPage() : new OwnFailure());
    if (!(error instanceof ExpectedFailure)) console.info("sayso: this page cannot be read:", error);
  }
}

/**
 * Whether the browser keeps us from this page, rather than something of ours being broken: a full storage, a file that is gone.
 * @param {unknown} error
 */
function isRefusal(error) {
  return /cannot access|cannot be scripted|missing host permission|error page|no tab with id|frame with id|no frame/i.test(String(error));
}

/**
 * @param {number} tabId
 * @returns {Promise<string>} what proves once that this background opened the panel for this tab
 */
async function createToken(tabId) {
  const token = crypto.randomUUID();
  await browser.storage.session.set({ [TOKEN_PREFIX + token]: { tabId, clickedAt: Date.now() } });
  return token;
}

/** @param {unknown} token that nobody is to use any more */
function forget(token) {
  return browser.storage.session.remove(TOKEN_PREFIX + token);
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
 * @param {[string, import("./messages.js").Layout, Command | null]} parts token, layout and command
 * @returns {Promise<ToggleAnswer>}
 */
async function callPage(tabId, parts) {
  const results = await browser.scripting.executeScript({
    target: { tabId },
    func: (token, layout, command) =>
      command ? globalThis.sayso?.command?.(command, token, layout) : globalThis.sayso?.toggle?.(token, layout),
    args: parts,
  });
  // Firefox resolves with undefined on about:addons and about:config instead of refusing.
  const answer = results[0]?.result;
  if (answer === undefined || answer === null) throw new RestrictedPage();
  return answer;
}

/**
 * The page lets no frame of ours live, so the panel gets a window of its own.
 * @param {chrome.tabs.Tab} tab
 * @param {string} token
 */
async function openBeside(tab, token) {
  const tabId = /** @type {number} */ (tab.id);
  try {
    const windowId = await openWindow(tab, token, layoutOf(await loadSettings()));
    if (!(await isUsed(token))) {
      await browser.windows.remove(windowId);
      throw new OwnFailure();
    }
    await showNothing(tabId);
  } catch (error) {
    forget(token).catch(() => {});
    showFailure(tabId, error instanceof ExpectedFailure ? error : new FrameRefused());
    console.info("sayso: no window either:", error);
  }
}

/**
 * Whether the window's panel has come up and used its token; if it does not, its files are broken.
 * @param {string} token
 */
async function isUsed(token) {
  const key = TOKEN_PREFIX + token;
  for (let waited = 0; waited < WINDOW_LIMIT_MS; waited += WINDOW_CHECK_MS) {
    if (!(key in (await browser.storage.session.get(key)))) return true;
    await new Promise((resolve) => setTimeout(resolve, WINDOW_CHECK_MS));
  }
  return false;
}

/**
 * A panel may show something only if this background opened it just now, in this tab or in a window; a token works once.
 * @param {unknown} token
 * @param {number | undefined} senderTabId of the tab that the panel is in; a window of its own is a tab, too
 * @returns {Promise<ConfirmAnswer>}
 */
async function confirm(token, senderTabId) {
  const key = TOKEN_PREFIX + token;
  /** @type {{ [key: string]: { tabId: number, clickedAt: number, windowTabId?: number } | undefined }} */
  const stored = await browser.storage.session.get(key);
  const opening = stored[key];
  if (!opening || senderTabId === undefined) return { confirmed: false };
  const isOwn = opening.windowTabId === undefined ? opening.tabId === senderTabId : opening.windowTabId === senderTabId;
  if (!isOwn) return { confirmed: false };
  await forget(token);
  return { confirmed: true, clickedAt: opening.clickedAt, tabId: opening.tabId };
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
