// The page behind the line: what the report asks of it, answered by message.
// @ts-check
import { markOf } from "./anchors.js";

/** @import { MarkedItem, Outcome, ToPage, ToPanel } from "../messages.js" */
/** @import { Marked, Page } from "./selection.js" */

/** @typedef {{ send: (message: ToPage) => void, hear: (receive: (message: ToPanel) => void) => void }} Line */

/** @typedef {ReturnType<typeof createLink>} Link */

/** @param {Line} line */
export function createLink(line) {
  /** @type {Map<number, (answer: any) => void>} */
  const requests = new Map();
  let lastRequest = 0;

  /**
   * @template Answer
   * @param {(request: number) => ToPage} message
   * @returns {Promise<Answer>}
   */
  function ask(message) {
    const request = ++lastRequest;
    return new Promise((resolve) => {
      requests.set(request, resolve);
      line.send(message(request));
    });
  }

  return {
    /**
     * @param {ToPanel} message
     * @returns {boolean} whether it was an answer
     */
    answered(message) {
      if (message.kind !== "shown" && message.kind !== "page-text") return false;
      requests.get(message.request)?.(message.kind === "shown" ? message.outcome : message.text);
      requests.delete(message.request);
      return true;
    },
    /** @returns {Promise<string>} the visible text of the page */
    pageText: () => ask((request) => ({ kind: "page-text", request })),
    /** @param {number} node @returns {Promise<Outcome>} */
    showBlock: (node) => ask((request) => ({ kind: "show-block", request, node })),
    /**
     * Spans of the article become marks on the page.
     * @param {string} text of the article
     * @param {Uint32Array} runs
     * @param {() => boolean} marksAreOn
     * @returns {Page}
     */
    page(text, runs, marksAreOn) {
      /** @param {Marked} marked @returns {MarkedItem} */
      const located = ({ key, group, marks }) => ({ key, group, marks: marks.map((spans) => markOf(runs, text, spans)) });
      return {
        show: (marked, current, moveFocus) =>
          ask((request) => ({ kind: "show", request, item: located(marked), current, moveFocus })),
        preview: (marked) => line.send({ kind: "preview", item: marked && located(marked) }),
        mark: (marked) => line.send({ kind: "marks", items: marksAreOn() ? marked.map(located) : [] }),
        clear: () => line.send({ kind: "clear" }),
      };
    },
  };
}
