// What one can begin with when the editor is empty: expressions of the job itself.

import { h } from "../lib/dom.js";
import { attributeName, expression } from "../lib/code.js";

/** How many are offered. */
const SOME = 6;

/**
 * @param {{objects: any[]}} mappings
 * @param {(target: string, object: string) => void} open
 */
export function starters(mappings, open) {
  const found = mappings.objects
    .flatMap((object) => object.mappings.map((/** @type {any} */ mapping) => ({ ...mapping, object: object.name })))
    .filter((mapping) => mapping.type === "Expression")
    .slice(0, SOME);
  if (found.length === 0) {
    return null;
  }
  return h("section", { class: "card", "aria-labelledby": "begin-title" },
    h("header", { class: "card-head" }, h("h2", { id: "begin-title" }, "Begin with a mapping of this job")),
    h("ul", { class: "starters" }, found.map((mapping) => h("li", null,
      h("button", { type: "button", class: "starter", on: { click: () => open(mapping.target, mapping.object) } },
        attributeName(mapping.target), expression(mapping.expression))))));
}
