// Accounts that are planned only: values refer to them by `new:` and the user's anchor, people by the user.

import { h } from "../lib/dom.js";
import { valueOf, verbatim } from "../lib/code.js";

const WORDS = "the account that is created for ";

/** An anchor that can be told from other words of a text. */
const IN_TEXT = /(`?)\bnew:([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\1/gi;

/**
 * What the users of a plan's samples are called, by their anchors in the source.
 * @param {any} plan
 * @returns {Map<string, string>}
 */
export function namesOf(plan) {
  const entries = plan.samples.flatMap((/** @type {any} */ sample) => sample.entries);
  return new Map(entries.map((/** @type {any} */ entry) => [entry.source, entry.key]));
}

/**
 * A sentence of the plan.
 * @param {string} text
 * @param {Map<string, string>} names
 */
export function toldOf(text, names) {
  return text.replace(IN_TEXT, (_, tick, source) => `${WORDS}${tick}${names.get(source) ?? source}${tick}`);
}

/**
 * A value of a change.
 * @param {unknown} value
 * @param {Map<string, string>} names
 * @returns {Node | null}
 */
export function changedOf(value, names) {
  if (value === null) {
    return null;
  }
  if (Array.isArray(value)) {
    return h("ul", { class: "values" }, value.map((item) => h("li", null, changedOf(item, names))));
  }
  const source = typeof value === "string" && value.startsWith("new:") ? value.slice(4) : "";
  const name = names.get(source) ?? (value === `new:${source}` && toldOf(`new:${source}`, names) !== value ? source : undefined);
  return name === undefined ? valueOf(value) : h("span", null, WORDS, h("code", { class: "value" }, verbatim(name)));
}
