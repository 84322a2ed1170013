// What differs between another version of the schema and the job's.

import { h, fill, counted } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { attributeName, colored, valueOf, verbatim } from "../lib/code.js";
import { alertBox } from "../lib/live.js";
import { table } from "../lib/table.js";
import { difference } from "../lib/difference.js";
import { scopeChange } from "./scope-change.js";

/** What else of a mapping can differ, and how it is called. @type {[string, string][]} */
const OTHERS = [["apply", "apply"], ["matching_priority", "matching precedence"], ["default_value", "default value"], ["type", "type"]];

/**
 * @param {any} compared the answer of /api/compare
 * @param {{name: string, text: string}} version the other one's file
 * @param {any[]} mappings the job's object mappings
 * @param {string | null} user whose values are shown
 * @param {() => void} close
 */
export function comparePart(compared, version, mappings, user, close) {
  const file = version.name;
  const targets = compared.objects.flatMap((/** @type {any} */ object) => object.targets.map((/** @type {any} */ target) => ({ ...target, object: object.name })));
  const count = (/** @type {string} */ change) => targets.filter((/** @type {any} */ target) => target.change === change).length;
  const all = h("input", { type: "checkbox", on: { change: show } });
  const place = h("div");

  function show() {
    fill(place, compared.objects.map((/** @type {any} */ object) => {
      const rows = object.targets.filter((/** @type {any} */ target) => all.checked || target.change !== "same");
      const own = mappings.find((/** @type {any} */ one) => one.name === object.name);
      return h("div", null,
        h("h3", { class: "compare-object" }, object.name, heading(object)),
        object.scope_changed && own ? scopeChange(version.text, file, own) : null,
        rows.length === 0 ? h("p", { class: "empty" }, "All attribute mappings are the same.")
          : table("Differences", ["Change", "Target attribute", `In ${file}`, "In this job", user ? `Value for ${user}` : null].filter((head) => head !== null), rows.map(row), "compare-table"));
    }));
  }

  /** What of an object mapping as a whole differs. @param {any} object */
  function heading(object) {
    const isSame = object.targets.every((/** @type {any} */ target) => target.change === "same");
    return [
      ["added", "removed"].includes(object.change) ? h("span", { class: `badge badge-${object.change}` }, object.change) : null,
      object.scope_changed ? h("span", { class: "badge badge-warning" }, "scoping filters changed") : null,
      object.change === "changed" && !object.scope_changed && isSame ? h("span", { class: "badge badge-warning" }, "enabled otherwise, or other flow types") : null,
    ];
  }

  /** @param {any} target */
  function row(target) {
    const [before, after] = difference(target.old?.expression ?? "", target.new?.expression ?? "");
    return h("tr", { data: { change: target.change, target: target.target } },
      h("td", null, h("span", { class: `badge badge-${target.change}` }, target.change)),
      h("th", { scope: "row" }, attributeName(target.target)),
      h("td", { class: "wide" }, side(target.old, target.new, target.change === "changed" ? marked(before, "removed") : null)),
      h("td", { class: "wide" }, side(target.new, target.old, target.change === "changed" ? marked(after, "added") : null)),
      user ? h("td", { class: "mapping-value" }, values(target)) : null);
  }

  show();
  return h("section", { class: "card", "aria-label": "Comparison" },
    h("header", { class: "card-head" }, h("h2", null, `Compared with ${file}`),
      h("span", { class: "note" }, ["changed", "added", "removed"].map((change) => `${count(change)} ${change}`).join(", ")),
      h("label", { class: "switch" }, all, `Show ${counted(count("same"), "mapping")} that ${count("same") === 1 ? "is" : "are"} the same`),
      h("button", { type: "button", class: "button quiet small", on: { click: close } }, "Close the comparison")),
    (compared.warnings ?? []).length === 0 ? null : h("div", { class: "card-body stack" },
      compared.warnings.map((/** @type {string} */ warning) => alertBox("warning", warning))),
    place);
}

/** @param {[string, boolean][]} pieces @param {string} tone */
function marked(pieces, tone) {
  return h("code", { class: "expression" }, pieces.flatMap(([text, differs]) => (differs ? [h("span", { class: `differs differs-${tone}` }, verbatim(text))] : colored(text))));
}

/** @param {any} mapping @param {any} other @param {Node | null} shown */
function side(mapping, other, shown) {
  if (!mapping) {
    return h("span", { class: "nothing" }, "not mapped");
  }
  const others = OTHERS.filter(([member]) => other && mapping[member] !== other[member]);
  return [
    shown ?? (mapping.expression ? h("code", { class: "expression" }, colored(mapping.expression)) : h("span", { class: "nothing" }, "no source")),
    ...others.map(([member, word]) => h("p", { class: "note" }, `${word}: ${mapping[member] ?? "none"}`)),
  ];
}

/** @param {any} target */
function values(target) {
  const before = told(target.old_value);
  const after = told(target.new_value);
  if (JSON.stringify(target.old_value) === JSON.stringify(target.new_value)) {
    return after;
  }
  return h("span", { class: "compare-values" }, before, icon("arrow"), after);
}

/** @param {any} value */
function told(value) {
  if (!value) {
    return h("span", { class: "nothing" }, "not mapped");
  }
  return value.error ? h("span", { class: "result-error small" }, value.error)
    : value.skipped ? h("span", { class: "nothing" }, `the ${value.skipped} is skipped`) : valueOf(value.value);
}
