// Shows expressions and values as they are coloured everywhere in the page.

import { h } from "./dom.js";
import { tokens } from "./tokens.js";

/** What takes no room on the screen or turns the text around it, but for line breaks, tabs and what joins letters. */
const UNSEEN = /([\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff])/u;

/**
 * A text as it is, with what one would not see marked by its code point; what is copied is the text itself.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function verbatim(text) {
  return text.split(UNSEEN).map((part, index) => {
    if (index % 2 === 0) {
      return part;
    }
    const code = `U+${(part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    return h("span", { class: "unseen", data: { code }, title: `the character ${code}, which is not seen` }, part);
  });
}

/**
 * The pieces of an expression, coloured.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function colored(text) {
  return tokens(text).flatMap(({ from, to, kind }) => {
    const piece = text.slice(from, to);
    return kind === "blank" || kind === "other" ? verbatim(piece) : h("span", { class: `tok-${kind}` }, verbatim(piece));
  });
}

/**
 * An expression.
 * @param {string} text
 */
export function expression(text) {
  return h("code", { class: "expression" }, colored(text));
}

/**
 * A value as text: JSON, but for texts that stand alone.
 * @param {unknown} value
 */
export function plain(value) {
  return typeof value === "string" ? value : typeof value === "boolean" ? literal(value) : JSON.stringify(value);
}

/**
 * A value as one reads it: texts without quotes, several values as a list, nothing as a word.
 * @param {unknown} value
 * @returns {Node}
 */
export function valueOf(value) {
  if (value === null || value === undefined) {
    return h("span", { class: "nothing" }, "no value");
  }
  if (value === "") {
    return h("span", { class: "nothing" }, "empty text");
  }
  if (Array.isArray(value)) {
    if (value.length === 0) {
      return h("span", { class: "nothing" }, "no values");
    }
    return h("ul", { class: "values" }, value.map((item) => h("li", null, valueOf(item))));
  }
  if (typeof value === "object") {
    return h("code", { class: "value" }, verbatim(JSON.stringify(value)));
  }
  if (typeof value === "boolean") {
    return h("code", { class: "value" }, value ? "True" : "False");
  }
  return h("code", { class: "value" }, verbatim(String(value)));
}

/**
 * A value in one short line, texts in quotes.
 * @param {unknown} value
 */
export function literal(value) {
  if (value === null || value === undefined) {
    return "null";
  }
  return typeof value === "boolean" ? (value ? "True" : "False") : JSON.stringify(value);
}

/**
 * A long attribute name with its uninteresting beginning made small.
 * @param {string} name
 */
export function attributeName(name) {
  const schema = /^urn:.*:(?=[^:]+$)/.exec(name)?.[0] ?? "";
  if (schema === "") {
    return h("span", { class: "name" }, name);
  }
  const short = schema.replace(/^urn:ietf:params:scim:schemas:(?:core:|extension:)?/, "urn:…:");
  return h("span", { class: "name", title: name }, h("span", { class: "urn" }, short), name.slice(schema.length));
}
