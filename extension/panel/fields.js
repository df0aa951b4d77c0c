// Fields of forms: choices, switches, inputs, each with its label; used by the panel's boxes and the options page.
// @ts-check
import { element } from "./element.js";

/**
 * One of a few values, as radio buttons in a named group.
 * @template {string | number} Value
 * @param {string} name
 * @param {string} label
 * @param {[Value, string][]} values with their words
 * @param {Value} chosen
 * @param {(value: Value) => void} change
 */
export function choice(name, label, values, chosen, change) {
  return element(
    "fieldset",
    { class: "field" },
    element("legend", {}, label),
    element(
      "div",
      { class: "choices" },
      ...values.map(([value, text]) => {
        const input = element("input", { type: "radio", name, value, checked: value === chosen });
        input.addEventListener("change", () => change(value));
        return element("label", { class: "choice" }, input, element("span", {}, text));
      }),
    ),
  );
}

/**
 * @param {string} name
 * @param {string} label
 * @param {boolean} isOn
 * @param {(isOn: boolean) => void} change
 */
export function toggle(name, label, isOn, change) {
  const input = element("input", { type: "checkbox", name, checked: isOn });
  input.addEventListener("change", () => change(input.checked));
  return element("label", { class: "field switch" }, input, element("span", {}, label));
}

/**
 * @param {string} label
 * @param {() => void} click
 * @param {{ [name: string]: string }} [properties]
 */
export function action(label, click, properties = {}) {
  return element("button", { type: "button", class: "button", click, ...properties }, label);
}
