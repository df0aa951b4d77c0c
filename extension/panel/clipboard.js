// Copies text, also where the page's lack of https keeps the clipboard interface away.
// @ts-check
import { element } from "./element.js";
import { words } from "./words.js";

/**
 * Must be called inside a click or key: Firefox lets nothing be copied later.
 * @param {string} text
 * @param {string} done what to say then
 * @param {(message: string) => void} say
 * @param {() => void} [refused] what to do where the browser wants a press inside the panel first
 */
export function copyText(text, done, say, refused = () => say(words("copyFailed"))) {
  const failed = () => (copyBySelection(text) ? say(done) : refused());
  if (!navigator.clipboard) return failed();
  navigator.clipboard.writeText(text).then(() => say(done), failed);
}

/**
 * The old way, which works on every page: select the text in a field and copy the selection.
 * @param {string} text
 */
function copyBySelection(text) {
  const focused = document.activeElement;
  const field = element("textarea", { class: "unseen", "aria-hidden": "true", tabindex: -1 });
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
