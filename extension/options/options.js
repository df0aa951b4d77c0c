// The options page: every choice in one place, the browser's shortcuts, privacy in words, and a way back to the start.
// @ts-check
import { browser } from "../browser.js";
import { applyAppearance, behaviorFields, layoutFields, textFields } from "../panel/controls.js";
import { element } from "../panel/element.js";
import { action } from "../panel/fields.js";
import { keyTable } from "../panel/help.js";
import { isRightToLeft, words } from "../panel/words.js";
import { loadSettings, onSettingsChanged, resetSettings, saveSettings } from "../settings.js";

/** What each command is called here; the browser's own list has the same words. @type {Record<string, string>} */
const COMMAND_WORDS = {
  _execute_action: "commandToggle",
  "stripped-view": "commandStripped",
  "analyze-selection": "commandSelection",
  "move-focus": "commandFocus",
};

let settings = await loadSettings();
const commands = await browser.commands.getAll();
const status = element("p", { role: "status", class: "quiet" });
const main = element("main", {});
const keeper = {
  read: () => settings,
  /** @param {Partial<typeof settings>} change */
  write(change) {
    settings = { ...settings, ...change };
    applyAppearance(settings);
    saveSettings(settings);
  },
};

document.documentElement.lang = words("languageOfWords");
document.documentElement.dir = isRightToLeft() ? "rtl" : "ltr";
document.title = words("optionsTitle");
document.body.append(main);
onSettingsChanged((changed) => {
  settings = changed;
  applyAppearance(settings);
});
paint();

function paint() {
  applyAppearance(settings);
  main.replaceChildren(
    element("h1", {}, words("optionsTitle")),
    group("optionsLook", ...textFields(keeper)),
    group("optionsPanel", ...layoutFields(keeper)),
    group("optionsBehavior", ...behaviorFields(keeper)),
    group("optionsShortcuts", element("p", { class: "quiet" }, words("optionsShortcutsHow")), shortcuts()),
    group("keys", keyTable()),
    group("privacy", element("p", {}, words("privacyText"))),
    element("section", {}, action(words("reset"), reset, { id: "reset" }), status),
  );
}

/** @param {string} title key of its words @param {...Node} children */
function group(title, ...children) {
  return element("section", { "aria-labelledby": title }, element("h2", { id: title }, words(title)), ...children);
}

function shortcuts() {
  const pairs = commands.filter(({ name }) => name && name in COMMAND_WORDS).flatMap(({ name = "", shortcut }) => [
    element("dt", {}, element("kbd", {}, shortcut || words("notSet"))),
    element("dd", {}, words(COMMAND_WORDS[name])),
  ]);
  return element("dl", { class: "pairs" }, ...pairs);
}

async function reset() {
  await resetSettings();
  settings = await loadSettings();
  paint();
  status.textContent = words("resetDone");
  document.getElementById("reset")?.focus();
}
