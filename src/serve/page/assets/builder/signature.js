// One line about where the cursor stands: the function with the parameter that is written, or the keys to use.

import { h, fill, prose } from "../lib/dom.js";
import { callsAround } from "../lib/tokens.js";

/**
 * @param {Element} place
 * @param {string} text
 * @param {number} offset
 * @param {Map<string, any>} functions by name in small letters
 * @param {{name: string, type: string}[]} attributes
 */
export function showSignature(place, text, offset, functions, attributes) {
  const attribute = attributeAt(text, offset);
  const known = attribute && attributes.find((found) => found.name.toLowerCase() === attribute.toLowerCase());
  if (known) {
    fill(place, h("code", { class: "tok-attribute" }, `[${known.name}]`), " ", h("span", null, known.type));
    return;
  }
  const call = callsAround(text, offset).reverse().find(({ name }) => functions.has(name.toLowerCase()));
  if (!call) {
    fill(place, h("kbd", null, "Ctrl"), "+", h("kbd", null, "Space"), " completes · ", h("kbd", null, "F8"), " next problem · ",
      h("kbd", null, "Ctrl"), "+", h("kbd", null, "Enter"), " formats");
    return;
  }
  const found = functions.get(call.name.toLowerCase());
  const parameters = found.parameters;
  const last = parameters[parameters.length - 1];
  const current = parameters[call.argument] ?? (last?.occurs === "repeated" ? last : null);
  const at = current === null ? -1 : parameters.indexOf(current);
  fill(place,
    h("code", null, h("span", { class: "tok-function" }, found.name), "(",
      parameters.map((/** @type {any} */ parameter, /** @type {number} */ index) => [
        index > 0 ? ", " : null,
        h("span", { class: index === at ? "signature-current" : null }, parameter.occurs === "optional" ? `${parameter.name}?` : parameter.name),
      ]), last?.occurs === "repeated" ? ", …" : null, ")"),
    " ", h("span", null, current ? prose(current.about) : prose(found.summary)));
}

/** The name of the attribute around a place. @param {string} text @param {number} offset */
function attributeAt(text, offset) {
  const before = /\[([^[\]"]*)$/.exec(text.slice(0, offset));
  const after = /^([^[\]"]*)\]/.exec(text.slice(offset));
  return before && after ? before[1] + after[1] : null;
}
