// What to analyze: pasted text, pasted HTML, or one of the examples.
// @ts-check
import { element } from "./panel/element.js";
import { createTabs } from "./panel/tabs.js";
import { words } from "./panel/words.js";

/** @typedef {{ kind: "text" | "html", content: string, url?: string }} Input */
/** @typedef {{ slug: string, title: string, file: string, what?: string }} Example */

const EXAMPLES = "samples/";

/**
 * @param {(input: Input) => void} analyze
 * @param {(message: string) => void} say
 * @returns {Promise<HTMLElement>}
 */
export async function createInput(analyze, say) {
  const list = await listExamples();
  const tabs = createTabs(words("input"), [
    { id: "examples", label: words("inputExamples"), build: () => examples(list, analyze, say) },
    { id: "text", label: words("inputText"), build: () => pasteForm("text", words("pasteText"), "", analyze, say) },
    {
      id: "html",
      label: words("inputHtml"),
      build: () => pasteForm("html", words("pasteHtml"), words("htmlHint"), analyze, say),
    },
  ]);
  return element("div", {}, tabs.list, ...tabs.panels);
}

/** @returns {Promise<Example[]>} */
async function listExamples() {
  const response = await fetch(`${EXAMPLES}index.json`);
  return response.ok ? response.json() : [];
}

/**
 * @param {Example[]} list
 * @param {(input: Input) => void} analyze
 * @param {(message: string) => void} say
 */
function examples(list, analyze, say) {
  const rows = list.map(({ slug, title, file, what }) =>
    element(
      "li",
      { class: "row" },
      element(
        "button",
        { type: "button", class: "row-go", "data-example": slug, click: () => open(file) },
        element("span", { class: "name" }, title),
      ),
      what ? element("p", { class: "quiet" }, what) : null,
    ),
  );

  /** @param {string} file */
  async function open(file) {
    const url = new URL(EXAMPLES + file, location.href).href;
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${response.status}`);
      analyze({ kind: "html", content: await response.text(), url });
    } catch {
      say(words("exampleMissing"));
    }
  }
  return element("ul", { class: "row-list" }, ...rows);
}

/**
 * @param {"text" | "html"} kind
 * @param {string} label
 * @param {string} hint
 * @param {(input: Input) => void} analyze
 * @param {(message: string) => void} say
 */
function pasteForm(kind, label, hint, analyze, say) {
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
