// The panel around its reports: toolbar, keys, settings, notices, and what the page says.
// @ts-check
import { browser } from "../browser.js";
import { layoutOf, onSettingsChanged, saveSettings, textStyleOf } from "../settings.js";
import { applyAppearance } from "./controls.js";
import { element } from "./element.js";
import { helpView } from "./help.js";
import { keptView } from "./kept.js";
import { listenForKeys } from "./keys.js";
import { createLink } from "./link.js";
import { createNotices } from "./notices.js";
import { createOverlay } from "./overlay.js";
import { createReading } from "./reading.js";
import { createEdge } from "./resize.js";
import { rowAround } from "./row.js";
import { aloneState } from "./states.js";
import { strippedContent } from "./strip.js";
import { createToolbar } from "./toolbar.js";
import { isRightToLeft, words } from "./words.js";

/** @import { Command, ToPanel } from "../messages.js" */
/** @import { Settings } from "../settings.js" */
/** @import { Line } from "./link.js" */
/** @import { Shown } from "./reading.js" */

/** How often the panel looks whether its extension is still there, ms: nobody updates one in a hurry. */
const ALONE_CHECK_MS = 1_000;

/**
 * @param {object} parts
 * @param {Line} parts.line to content/main.js
 * @param {number} parts.clickedAt Date.now() at the click
 * @param {Settings} parts.settings
 * @param {boolean} parts.isWindow whether the panel has a window of its own
 * @param {() => void} parts.close
 */
export function openPanel({ line, clickedAt, settings, isWindow, close }) {
  const main = element("main", { class: "content" });
  const status = element("p", { class: "unseen", role: "status" });
  const notices = createNotices();
  const link = createLink(line);
  const keeper = { read: () => settings, write };
  const on = { marks: settings.marks, stripped: false, expanded: false };
  /** @type {Shown | null} */
  let shown = null;
  let isPainted = false;
  /** What has the focus until the reader moves it. @type {HTMLElement | null} */
  let heading = null;
  /** What had it last. @type {HTMLElement | null} */
  let focused = null;
  /** Commands that wait for a report. @type {{ command: Command, text: string }[]} */
  const waiting = [];

  const reading = createReading({ line, link, marksAreOn: () => on.marks, show, announce, say, offer: notices.offer, showVerdicts });
  const { again, useSelection } = reading;
  const options = () => browser.runtime.openOptionsPage();
  const exportFields = (/** @type {() => void} */ closeBox) => shown?.takeaway.fields(closeBox) ?? [];
  const toolbar = createToolbar(
    keeper,
    { again, close, flipMarks, flipStripped, flipSheet, useSelection, help, options, exportFields },
    !isWindow,
  );
  const edge = createEdge(keeper);

  document.documentElement.lang = words("languageOfWords");
  document.documentElement.dir = isRightToLeft() ? "rtl" : "ltr";
  document.title = words("panelName");
  appear();
  if (!isWindow) toolbar.element.prepend(edge.element);
  document.body.append(toolbar.element, notices.element, main, footer(), status);
  const overlay = createOverlay(main);
  listenForKeys({
    areOn: () => settings.keys,
    step(direction) {
      const item = rowAround(document.activeElement)?.item ?? shown?.report.selection.chosen();
      if (item) shown?.report.selection.step(item, direction);
    },
    filter: () => /** @type {HTMLElement | null} */ (document.querySelector('[role="tabpanel"]:not([hidden]) .filter'))?.focus(),
    marks: flipMarks,
    stripped: flipStripped,
    exports: () => shown && toolbar.openExport(),
    help,
    tab: (index) => shown?.report.tabs.go(index),
    citation: (row) => shown?.takeaway.copyCitation(row),
    markdown: (row) => shown?.takeaway.copyMarkdown(row),
    goAndFocus: (row) => shown?.report.selection.choose(row.item, 0, "move"),
    close: () => toolbar.closeBox() || overlay.close() || close(),
  });
  // A frame that its page gives the focus to begins at its body, whatever had the focus in it a moment ago.
  document.addEventListener("focusin", ({ target }) => (focused = /** @type {HTMLElement} */ (target)));
  addEventListener("focus", () => {
    for (const element of [focused, heading]) if (document.activeElement === document.body) element?.focus({ preventScroll: true });
  });
  onSettingsChanged((changed) => {
    settings = changed;
    settled();
  });
  if (!settings.greeted) notices.greet(() => write({ greeted: true }));
  closeWhenAlone();
  reading.showLoading();
  line.hear(receive);
  line.send({ kind: "ready" });

  /** @param {string} message */
  function announce(message) {
    status.textContent = message;
  }

  /** Shows a line for a while, and announces it. @param {string} message */
  function say(message) {
    notices.say(message);
    announce(message);
  }

  /** @param {ToPanel} message */
  function receive(message) {
    if (link.answered(message)) return;
    switch (message.kind) {
      case "snapshot":
        reading.analyze(message);
        return;
      case "selection":
        reading.analyzeSelection(message.selected);
        return;
      case "hit":
        overlay.forget();
        shown?.report.openMarked(message.key, message.mark, message.moveFocus);
        return;
      case "changed":
        if (!shown) return;
        notices.pageChanged(again);
        announce(words("pageChanged"));
        reading.readPageText();
        return;
      case "shape":
        document.documentElement.toggleAttribute("data-sheet", message.isSheet);
        return;
      case "covering":
        notices.covering(message.isCovering, () => write({ side: settings.side === "left" ? "right" : "left" }));
        return;
      case "resized":
        write({ panelWidth: message.width });
        return;
      case "stripped":
        on.stripped = message.isOn;
        toolbar.paint(on);
        announce(words(message.isOn ? "strippedOn" : "strippedOff"));
        return;
      case "command":
        obey(message);
        return;
    }
  }

  /** @param {{ command: Command, text: string }} message */
  function obey({ command, text }) {
    if (command === "selection") return useSelection();
    if (command === "focus") return line.send({ kind: "focus-page" });
    if (!shown) waiting.push({ command, text });
    else if (command === "stripped") flipStripped();
    else if (text) shown.takeaway.citeText(text);
    else say(words("nothingSelected"));
  }

  /**
   * @param {string} name
   * @param {{ element: HTMLElement, heading: HTMLElement }} state
   * @param {Shown | null} next
   */
  function show(name, state, next) {
    shown = next;
    overlay.forget();
    notices.forget();
    toolbar.enable(shown !== null);
    main.replaceChildren(state.element);
    document.documentElement.dataset.state = name;
    scrollTo(0, 0);
    heading = state.heading;
    heading.focus({ preventScroll: true });
    if (shown) {
      performance.mark("sayso-shown");
      stampPainted();
    }
    if (shown) for (const message of waiting.splice(0)) obey(message);
  }

  /** @param {Partial<Settings>} change */
  function write(change) {
    settings = { ...settings, ...change };
    settled();
    saveSettings(settings).catch((error) => {
      console.error("sayso: the settings cannot be saved:", error);
      say(words("notSaved"));
    });
  }

  /** The settings are others: the panel and the page follow. */
  function settled() {
    if (on.marks !== settings.marks) setMarks(settings.marks);
    appear();
    edge.paint();
    place();
    line.send({ kind: "text-style", style: textStyleOf(settings) });
  }

  function appear() {
    applyAppearance(settings);
    document.documentElement.dataset.side = settings.side;
    toolbar.paint(on);
  }

  /** Tells the page where the panel is to stand. */
  function place() {
    if (!isWindow) line.send({ kind: "layout", layout: { ...layoutOf(settings), expanded: on.expanded } });
  }

  function flipMarks() {
    setMarks(!on.marks);
    announce(words(on.marks ? "marksOn" : "marksOff"));
  }

  /** @param {boolean} areOn */
  function setMarks(areOn) {
    on.marks = areOn;
    toolbar.paint(on);
    shown?.report.markTab();
    if (!areOn) shown?.report.selection.clear();
  }

  function flipStripped() {
    if (!shown) return;
    if (on.stripped) line.send({ kind: "unstrip" });
    else line.send({ kind: "strip", content: strippedContent(shown.result), style: textStyleOf(settings) });
  }

  function flipSheet() {
    on.expanded = !on.expanded;
    toolbar.paint(on);
    place();
  }

  function help() {
    overlay.open(helpView(() => overlay.close()));
  }

  function showVerdicts() {
    if (!shown) return;
    const { view } = shown.result;
    const blocks = view.explain?.blocks ?? [];
    line.send({ kind: "marks", items: [] });
    line.send({ kind: "verdicts", verdicts: blocks.map(({ node, kept }) => ({ node, isKept: kept })) });
    overlay.open(keptView(view, { show: link.showBlock, close: () => overlay.close() }), () => {
      line.send({ kind: "verdicts", verdicts: [] });
      shown?.report.markTab();
    });
  }

  function footer() {
    return element(
      "footer",
      { class: "footer" },
      element("span", {}, words("limits")),
      element("button", { type: "button", class: "text-button", id: "help", click: help }, words("help")),
    );
  }

  /**
   * An extension that is updated, switched off or removed leaves its frames behind, without the browser's interfaces:
   * whatever is pressed here would do nothing. No event tells of it. In Firefox the script on the page is gone, too, so
   * that nobody can take the panel away; then it says what it is. Its words are fetched while there is somebody to ask.
   */
  function closeWhenAlone() {
    const state = aloneState();
    const timer = setInterval(() => {
      // Asked of the global: what was taken from it earlier is dead in Firefox, and throws.
      if ((globalThis.browser ?? globalThis.chrome)?.runtime?.id) return;
      clearInterval(timer);
      close();
      // Nothing else here works without words.
      main.replaceChildren(state.element);
      document.body.replaceChildren(main);
      document.documentElement.dataset.state = "alone";
    }, ALONE_CHECK_MS);
  }

  /** Marks the moment when the first report is on the screen, for whoever measures. */
  function stampPainted() {
    if (isPainted) return;
    isPainted = true;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      // The message comes after the frame that holds the report.
      port1.onmessage = () => {
        performance.mark("sayso-painted");
        document.documentElement.dataset.clickMs = String(Date.now() - clickedAt);
      };
      port2.postMessage(null);
    });
  }
}
