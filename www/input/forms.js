// What to analyze: one of the examples, a file, pasted text or pasted HTML.
// @ts-check
import { element } from "../panel/element.js";
import { createTabs } from "../panel/tabs.js";
import { words } from "../panel/words.js";
import { createFileForm } from "./opened.js";

/** @import { Input } from "../analysis.js" */

/** @typedef {{ slug: string, title: string, file: string, what?: string }} Example */
/**
 * @typedef {object} Acts
 * @property {(input: Input, example?: string) => void} analyze
 * @property {(message: string) => void} say
 * @property {(a: string, b: string) => Promise<void>} compareExamples
 */

const EXAMPLES = "samples/";

/**
 * @param {Acts} acts
 * @param {(tab: string) => void} opened hears which tab is open
 */
export async function createInput(acts, opened) {
  const [single, pair] = await Promise.all([listExamples(""), listExamples("pair/")]);
  const list = [...single, ...pair];
  const { analyze, say } = acts;
  const fileForm = createFileForm(acts);
  const tabs = createTabs(
    words("input"),
    [
      { id: "examples", label: words("inputExamples"), build: () => examples() },
      { id: "file", label: words("inputFile"), build: () => fileForm },
      { id: "text", label: words("inputText"), build: () => pasteForm("text", words("pasteText"), "", acts) },
      { id: "html", label: words("inputHtml"), build: () => pasteForm("html", words("pasteHtml"), words("htmlHint"), acts) },
    ],
    opened,
  );

  /** @param {string} slug */
  async function openExample(slug) {
    const example = list.find((one) => one.slug === slug);
    const url = new URL(EXAMPLES + (example?.file ?? slug), location.href).href;
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${response.status}`);
      analyze({ kind: "html", content: await response.text(), url, name: example?.title }, slug);
    } catch {
      say(words("exampleMissing"));
    }
  }

  function examples() {
    const row = (/** @type {Example} */ { slug, title, what }) =>
      element(
        "li",
        { class: "row" },
        element(
          "button",
          { type: "button", class: "row-go", "data-example": slug, click: () => openExample(slug) },
          element("span", { class: "name" }, title),
        ),
        what ? element("p", { class: "quiet" }, what) : null,
      );
    return element(
      "div",
      {},
      element("ul", { class: "row-list" }, ...single.map(row)),
      element("h2", { class: "block-title" }, words("examplesPair")),
      element("ul", { class: "row-list" }, ...pair.map(row)),
      pair.length === 2
        ? element("button", { type: "button", class: "button", id: "compare-examples", click: () => acts.compareExamples(pair[0].slug, pair[1].slug) }, words("compareExamples"))
        : null,
      element("p", { class: "quiet hint" }, words("examplesLicense")),
    );
  }

  return {
    element: element("div", {}, tabs.list, ...tabs.panels),
    tabs,
    openExample,
    /** @param {string} slug */
    hasExample: (slug) => list.some((one) => one.slug === slug),
    /** @param {File} file */
    openFile(file) {
      tabs.open("file");
      return fileForm.open(file);
    },
  };
}

/**
 * @param {string} folder
 * @returns {Promise<Example[]>}
 */
async function listExamples(folder) {
  const response = await fetch(`${EXAMPLES}${folder}index.json`);
  return response.ok ? response.json() : [];
}

/**
 * @param {"text" | "html"} kind
 * @param {string} label
 * @param {string} hint
 * @param {Acts} acts
 */
function pasteForm(kind, label, hint, { analyze, say }) {
  const field = element("textarea", { id: `paste-${kind}`, rows: 12, spellcheck: "false", class: "paste" });
  const form = element(
    "form",
    {},
    element("label", { for: field.id }, label),
    hint ? element("p", { class: "quiet", id: `hint-${kind}` }, hint) : null,
    field,
    element("button", { type: "submit", class: "button main" }, words("analyze")),
  );
  if (hint) field.setAttribute("aria-describedby", `hint-${kind}`);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim() === "") {
      say(words("inputMissing"));
      field.focus();
      return;
    }
    analyze({ kind, content: field.value });
  });
  return form;
}
