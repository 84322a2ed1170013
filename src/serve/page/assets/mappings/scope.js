// Scoping filters: groups of clauses, and for a user whether each holds.

import { h, prose } from "../lib/dom.js";
import { icon, statusMark } from "../lib/icons.js";
import { verbatim } from "../lib/code.js";
import { sentence } from "../lib/live.js";
import { table } from "../lib/table.js";

/** What the kinds of groups are called. @type {Record<string, string>} */
const PARTS = { groups: "", input: "Input filter: ", category: "Category filter: " };

/**
 * @param {any} object an object mapping
 * @param {any} truth the answer of /api/scope; null when nobody is chosen
 */
export function scopePart(object, truth) {
  const parts = truth
    ? truth.parts.map((/** @type {any} */ part) => ({ ...part, word: PARTS[part.part] ?? "" }))
    : [["groups", "groups"], ["input_groups", "input"], ["category_groups", "category"]]
      .map(([member, part]) => ({ word: PARTS[part], groups: object.scope[member] ?? [] }));
  const groups = parts.flatMap((/** @type {any} */ part) => part.groups.map((/** @type {any} */ group) => ({ ...group, word: part.word })));
  return h("section", { class: "card", "aria-label": "Scoping filters" },
    h("header", { class: "card-head" }, h("h2", null, "Scoping filters"),
      h("span", { class: "note" }, groups.length === 0 ? "" : "All clauses of one group must hold; one group is enough.")),
    h("div", { class: "card-body stack" },
      truth ? decision(truth) : null,
      groups.length === 0 ? h("p", { class: "note" }, "There is none: nobody is kept out by filters.") : h("div", { class: "scope-groups" },
        groups.map((/** @type {any} */ group, /** @type {number} */ index) => [index > 0 ? h("p", { class: "scope-or" }, "or") : null, groupTable(group, truth !== null)]))));
}

/** @param {any} truth */
function decision(truth) {
  return h("div", { class: `banner banner-${truth.in_scope ? "success" : "skipped"}`, role: "status", data: { decision: truth.in_scope ? "in" : "out" } },
    statusMark(truth.in_scope ? "success" : "skipped"),
    h("div", null,
      h("p", { class: "banner-summary" }, h("strong", null, truth.name ?? truth.key), ` is ${truth.in_scope ? "in scope" : "out of scope"}`),
      h("p", { class: "note" }, prose(sentence(truth.summary))),
      truth.reasons.length > 0 ? h("ul", { class: "patterns" }, truth.reasons.map((/** @type {string} */ reason) => h("li", { class: "note" }, prose(sentence(reason))))) : null,
      h("ul", { class: "checks" }, truth.checks.map((/** @type {any} */ check) => h("li", null, mark(check.holds), check.title))),
      truth.advice ? h("p", { class: "note" }, prose(sentence(truth.advice))) : null));
}

/** @param {any} group @param {boolean} withTruth */
function groupTable(group, withTruth) {
  const name = `${group.word}${group.name ?? "Filter"}`;
  const heads = ["Attribute", "Operator", "Value", withTruth ? "The user's value" : null, withTruth ? "Holds" : null].filter((head) => head !== null);
  return h("div", { class: "scope-group" },
    h("h3", null, name, withTruth ? mark(group.holds) : null),
    table(name, heads, group.clauses.map((/** @type {any} */ clause) => h("tr", { data: { attribute: clause.attribute } },
      h("th", { scope: "row" }, h("code", { class: "tok-attribute" }, clause.attribute)),
      h("td", null, h("code", null, clause.operator)),
      h("td", null, h("code", { class: "value" }, verbatim(clause.values.join(", ")))),
      withTruth ? h("td", null, h("code", { class: "value" }, verbatim(clause.shown))) : null,
      withTruth ? h("td", { data: { holds: clause.holds } }, mark(clause.holds), clause.fault ? h("p", { class: "note" }, prose(clause.fault)) : null) : null))));
}

/** @param {boolean | null} holds */
function mark(holds) {
  if (holds === null || holds === undefined) {
    return h("span", { class: "truth" }, icon("dash"), "not decided");
  }
  return h("span", { class: "truth", data: { holds } }, icon(holds ? "check" : "cross"), holds ? "true" : "false");
}
