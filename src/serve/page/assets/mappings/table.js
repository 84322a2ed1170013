// An object mapping as the portal's table has it, with what is wrong where it is wrong.

import { h, counted } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { attributeName, expression, valueOf } from "../lib/code.js";
import { problemList, problemsOf } from "../lib/problems.js";
import { table } from "../lib/table.js";

const COLUMNS = 7;

/**
 * @param {any} object an object mapping
 * @param {string} words what the table is filtered by
 * @param {Map<string, {value: unknown, skipped: string | null, error: string | null}> | null} values what each mapping gives for the chosen user
 */
export function mappingTable(object, words, values) {
  const rows = object.mappings.filter((/** @type {any} */ mapping) =>
    `${mapping.target} ${mapping.expression ?? ""} ${mapping.default_value ?? ""}`.toLowerCase().includes(words));
  if (rows.length === 0) {
    return h("p", { class: "empty" }, object.mappings.length === 0 ? "It maps no attributes." : "No mapping fits the filter.");
  }
  const heads = [
    "Source", "Target attribute", "Type", "Apply this mapping", { text: "Matching precedence", class: "number" },
    values ? "Value" : null, { text: "Open", hidden: true },
  ].filter((head) => head !== null);
  return table(object.name, heads, rows.flatMap((/** @type {any} */ mapping) => row(object, mapping, values)), "mapping-table");
}

/**
 * @param {any} object
 * @param {any} mapping
 * @param {Map<string, any> | null} values
 */
function row(object, mapping, values) {
  const query = `target=${encodeURIComponent(mapping.target)}&object=${encodeURIComponent(object.name)}`;
  const problems = problemsOf(mapping.problems);
  const worst = problems[0]?.severity;
  const made = h("tr", { data: { target: mapping.target, problem: worst } },
    h("td", { class: "wide" }, source(mapping),
      mapping.default_value === null ? null : h("p", { class: "note" }, mapping.type === "None" || !mapping.expression ? "constant by default value: " : "default: ", h("code", null, `"${mapping.default_value}"`))),
    h("th", { scope: "row" }, attributeName(mapping.target)),
    h("td", null, mapping.type === "None" ? h("span", { class: "muted" }, "None") : mapping.type),
    h("td", null, mapping.apply === "Always" ? mapping.apply : h("span", { class: "badge badge-warning" }, mapping.apply)),
    h("td", { class: "number" }, mapping.matching_priority > 0 ? h("span", { class: "badge badge-accent" }, mapping.matching_priority) : null),
    values ? h("td", { class: "mapping-value" }, valueCell(values.get(mapping.target))) : null,
    h("td", { class: "number" }, mapping.expression
      ? h("a", { class: "button quiet small icon", href: `#/builder?${query}`, "aria-label": `Open ${mapping.target} in the builder`, title: "Open in the builder" }, icon("right"))
      : null));
  return problems.length === 0 ? [made] : [made, h("tr", { class: "mapping-problems" },
    h("td", { colspan: values ? COLUMNS : COLUMNS - 1 }, problemList(`Problems of ${mapping.target}`, problems)))];
}

/** @param {any} mapping */
function source(mapping) {
  return mapping.expression ? expression(mapping.expression) : h("span", { class: "nothing" }, "no source");
}

/** @param {any} told */
function valueCell(told) {
  if (!told) {
    return h("span", { class: "muted" }, "…");
  }
  if (told.error) {
    return h("span", { class: "result-error small" }, told.error);
  }
  return told.skipped ? h("span", { class: "nothing" }, `the ${told.skipped} is skipped`) : valueOf(told.value);
}

/**
 * What is said of an object mapping above its table.
 * @param {any} object
 */
export function mappingFacts(object) {
  return [
    h("span", { class: "plan-of" }, object.source_object, icon("arrow"), attributeName(object.target_object)),
    h("span", { class: "row" },
      h("span", { class: `badge ${object.enabled ? "badge-success" : ""}` }, object.enabled ? "enabled" : "disabled"),
      h("span", { class: "badge" }, object.flow_types.join(", ") || "no flow"),
      h("span", { class: "note" }, counted(object.mappings.length, "mapping"))),
  ];
}
