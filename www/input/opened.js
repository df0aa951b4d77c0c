// Files that are opened by the dialog or dropped anywhere on the page; of an archive, one of its pages is chosen.
// @ts-check
import { element, withoutControls } from "../panel/element.js";
import { formatNumber, words } from "../panel/words.js";
import { ENDINGS, readFile } from "./files.js";
import { InputProblem } from "./problem.js";

/** @import { Page, Trouble } from "./warc.js" */
/** @import { Acts } from "./forms.js" */

/** How many pages of an archive are listed before the others are asked for. */
const PAGES_AT_ONCE = 50;

/** @param {Acts} acts */
export function createFileForm(acts) {
  const picker = element("input", { type: "file", id: "file", accept: ENDINGS, class: "file" });
  const listed = element("div", { class: "archive" });
  picker.addEventListener("change", () => {
    const [file] = picker.files ?? [];
    if (file) open(file);
    // The same file can be chosen again.
    picker.value = "";
  });

  /** @param {File} file */
  async function open(file) {
    listed.replaceChildren();
    acts.say(words("fileReading", withoutControls(file.name)));
    try {
      const { pages, troubles } = await readFile(file);
      const [page] = pages;
      if (pages.length > 1 || troubles.length > 0) listed.replaceChildren(...archive(pages, troubles, file.name, acts));
      if (pages.length === 1) acts.analyze({ ...page, name: file.name });
      else acts.say(words("archivePages", formatNumber(pages.length)));
    } catch (error) {
      acts.say(`${withoutControls(file.name)}: ${problemWords(error)}`);
    }
  }

  const drop = element(
    "div",
    { class: "drop" },
    element("label", { for: picker.id }, words("openFile")),
    element("p", { class: "quiet", id: "hint-file" }, words("fileHint")),
    picker,
    listed,
  );
  picker.setAttribute("aria-describedby", "hint-file");
  return Object.assign(drop, { open });
}

/** @param {unknown} error */
function problemWords(error) {
  if (!(error instanceof InputProblem)) {
    console.error("sayso: a file could not be read:", error);
    return words("fileUnreadable");
  }
  if (error.key === "warcOnlyTroubles") {
    const [record, key] = error.values;
    return troubleWords({ record: Number(record), key: String(key), value: "" });
  }
  return words(error.key, ...error.values);
}

/** @param {Trouble} trouble */
function troubleWords({ record, key, value }) {
  const why = words(key, withoutControls(value));
  return record > 0 ? words("warcRecord", formatNumber(record), why) : why;
}

/**
 * @param {Page[]} pages
 * @param {Trouble[]} troubles
 * @param {string} name
 * @param {Acts} acts
 */
function archive(pages, troubles, name, acts) {
  const list = element("ul", { class: "row-list" });
  const more = element("button", { type: "button", class: "button", click: add }, words("showMore"));
  function add() {
    const from = list.childElementCount;
    list.append(...pages.slice(from, from + PAGES_AT_ONCE).map(row));
    more.hidden = list.childElementCount >= pages.length;
  }
  const row = (/** @type {Page} */ page) =>
    element(
      "li",
      { class: "row" },
      element(
        "button",
        { type: "button", class: "row-go", click: () => acts.analyze({ ...page, name }) },
        element("span", { class: "name address", dir: "ltr" }, withoutControls(page.url ?? words("addressNotStated"))),
      ),
    );
  add();
  const broken = troubles.map((trouble) => element("li", {}, troubleWords(trouble)));
  return [
    ...(pages.length > 1 ? [element("p", { class: "block-title" }, words("archiveChoose")), list, more] : []),
    ...(broken.length > 0 ? [element("p", { class: "block-title" }, words("archiveTroubles")), element("ul", { class: "troubles" }, ...broken)] : []),
  ];
}

/**
 * Lets files be dropped anywhere on the page.
 * @param {(file: File) => void} dropped
 */
export function listenForDrops(dropped) {
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.documentElement.dataset.dropping = "";
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) delete document.documentElement.dataset.dropping;
  });
  addEventListener("drop", (event) => {
    delete document.documentElement.dataset.dropping;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    dropped(file);
  });
}
