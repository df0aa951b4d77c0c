// Lines above the report: a greeting at the first opening, “The page changed”, and what an action has done.
// @ts-check
import { element } from "./element.js";
import { action } from "./fields.js";
import { words } from "./words.js";

/** How long a line about an action stays, ms: long enough to read its ten words twice. It is announced, too. */
const SAID_MS = 6_000;

export function createNotices() {
  const box = element("section", { class: "notices", "aria-label": words("notices") });
  const said = element("p", { class: "notice said" });
  said.hidden = true;
  const changed = element("div", { class: "notice", "data-notice": "changed" });
  changed.hidden = true;
  const covering = element("div", { class: "notice", "data-notice": "covering" });
  covering.hidden = true;
  const offer = element("div", { class: "notice", "data-notice": "offer" });
  offer.hidden = true;
  box.append(changed, covering, offer, said);
  let timer = 0;

  return {
    element: box,
    /** @param {string} message */
    say(message) {
      clearTimeout(timer);
      said.textContent = message;
      said.hidden = false;
      timer = setTimeout(() => (said.hidden = true), SAID_MS);
    },
    /** @param {() => void} again */
    pageChanged(again) {
      changed.replaceChildren(element("p", {}, words("pageChanged")), action(words("analyzeAgain"), again, { id: "again-now" }));
      changed.hidden = false;
    },
    /**
     * The page does not move aside.
     * @param {boolean} isCovering
     * @param {() => void} otherSide
     */
    covering(isCovering, otherSide) {
      covering.replaceChildren(
        ...(isCovering ? [element("p", {}, words("covering")), action(words("otherSide"), otherSide, { id: "other-side" })] : []),
      );
      covering.hidden = !isCovering;
    },
    /**
     * Something that only a press inside the panel may do.
     * @param {string} message
     * @param {string} label
     * @param {() => void} act
     */
    offer(message, label, act) {
      const button = action(label, () => {
        offer.hidden = true;
        act();
      }, { id: "offered" });
      offer.replaceChildren(element("p", {}, message), button);
      offer.hidden = false;
      button.focus();
    },
    /** The report is another one. */
    forget() {
      changed.hidden = true;
      changed.replaceChildren();
      offer.hidden = true;
    },
    /** @param {() => void} dismissed */
    greet(dismissed) {
      const line = element(
        "div",
        { class: "notice", "data-notice": "greeting" },
        element("p", {}, words("greeting")),
        action(words("gotIt"), () => {
          line.remove();
          dismissed();
        }, { id: "got-it" }),
      );
      box.prepend(line);
    },
  };
}
