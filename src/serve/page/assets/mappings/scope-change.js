// What of the scoping filters differs between another version of the schema and the job's, clause by clause.

import { h } from "../lib/dom.js";
import { verbatim } from "../lib/code.js";

/** The lists of groups: as a schema file, and as the server calls them. @type {[string, string, string][]} */
const LISTS = [["groups", "groups", ""], ["inputFilterGroups", "input_groups", "Input filter: "], ["categoryFilterGroups", "category_groups", "Category filter: "]];

/**
 * The clauses that one version alone has.
 * @param {string} text the other version's file
 * @param {string} file its name
 * @param {any} object the object mapping of the job
 */
export function scopeChange(text, file, object) {
  const other = mappingOf(text, object);
  if (!other) {
    return null;
  }
  const before = LISTS.flatMap(([member, , word]) => clauses(other.scope?.[member], word));
  const after = LISTS.flatMap(([, member, word]) => clauses(object.scope[member], word));
  const only = (/** @type {string[]} */ own, /** @type {string[]} */ others, /** @type {string} */ tone, /** @type {string} */ where) =>
    own.filter((clause) => !others.includes(clause)).map((clause) =>
      h("li", null, h("span", { class: `badge badge-${tone}` }, `only in ${where}`), h("code", { class: "value" }, verbatim(clause))));
  const rows = [...only(before, after, "removed", file), ...only(after, before, "added", "this job")];
  return rows.length === 0 ? h("p", { class: "scope-change note" }, "The same clauses stand in other groups, or in another order.")
    : h("ul", { class: "scope-change patterns", "aria-label": "Scoping filters that differ" }, rows);
}

/** The same object mapping in the other version: by its name, else by its objects. @param {string} text @param {any} object */
function mappingOf(text, object) {
  /** @type {any} */
  let document = {};
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
  const rules = document.synchronizationRules ?? document.schema?.synchronizationRules ?? [];
  const mappings = rules.flatMap((/** @type {any} */ rule) => rule.objectMappings ?? [])
    .filter((/** @type {any} */ mapping) => mapping.sourceObjectName === object.source_object && mapping.targetObjectName === object.target_object);
  return mappings.find((/** @type {any} */ mapping) => mapping.name === object.name) ?? mappings[0];
}

/** Each clause in a line, with the group in which it stands. @param {any[] | undefined} groups @param {string} word @returns {string[]} */
function clauses(groups, word) {
  return (groups ?? []).flatMap((group) => (group.clauses ?? []).map((/** @type {any} */ clause) => {
    const attribute = clause.attribute ?? clause.sourceOperandName;
    const operator = clause.operator ?? clause.operatorName;
    const values = (clause.values ?? clause.targetOperand?.values ?? []).map((/** @type {unknown} */ value) => JSON.stringify(value));
    return `${word}${group.name ?? "Filter"}: ${[attribute, operator, values.join(", ")].filter((part) => part !== "").join(" ")}`;
  }));
}
