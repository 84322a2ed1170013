// A step of a run, with the details that one can open.

import { h, freshId, prose } from "../lib/dom.js";
import { icon, statusMark } from "../lib/icons.js";
import { attributeName } from "../lib/code.js";
import { pairs } from "../lib/table.js";

/** Which steps are open stays so when the run is shown anew. @type {Set<string>} */
const open = new Set();

/** @param {any} step */
export function stepItem(step) {
  const entries = Object.entries(step.details);
  const kept = [["Recorded as", h("code", null, step.name)], ["Time", step.timestamp]];
  const id = freshId("step");
  const details = h("div", { id, class: "step-details", hidden: !open.has(step.kind) });
  const button = h("button", {
    type: "button", class: "button quiet small", "aria-expanded": String(open.has(step.kind)), "aria-controls": id,
    "aria-label": `View details of ${step.title}`,
    on: {
      click: () => {
        details.hidden = !details.hidden;
        button.setAttribute("aria-expanded", String(!details.hidden));
        details.hidden ? open.delete(step.kind) : open.add(step.kind);
      },
    },
  }, "View details", icon("down"));
  details.append(detailsOf(step, entries, kept));
  return h("li", { class: "step", data: { step: step.kind, name: step.name, status: step.status } },
    statusMark(step.status),
    h("div", { class: "step-text" }, h("h2", null, step.title), h("p", null, prose(step.description))),
    button, details);
}

/** @param {any} step @param {[string, any][]} entries @param {[string, any][]} kept */
function detailsOf(step, entries, kept) {
  const label = `Details of ${step.title}`;
  if (step.kind !== "scoping") {
    return pairs(label, entries.map(([name, value]) => [attributeName(name), prose1(value)]).concat(kept));
  }
  const truth = clauses(step.details.ScopeEvaluationResult);
  return h("div", null,
    pairs(label, entries.filter(([name]) => truth.length === 0 || name !== "ScopeEvaluationResult").map(([name, value]) => [name, told(value)]).concat(kept)),
    truth.length > 0 ? pairs("Scoping filters", truth.map(([clause, holds]) => [h("code", null, clause), told(holds ? "True" : "False")])) : null);
}

/** @param {unknown} value */
function prose1(value) {
  return h("span", { class: "value" }, prose(String(value)));
}

/** A truth value with its mark. @param {unknown} value */
function told(value) {
  const word = String(value);
  if (word !== "True" && word !== "False") {
    return prose1(word);
  }
  return h("span", { class: "truth", data: { holds: word === "True" } }, icon(word === "True" ? "check" : "cross"), word);
}

/** The clauses of the scoping filters, which Entra tells as JSON in a text. @param {unknown} text @returns {[string, boolean][]} */
function clauses(text) {
  try {
    return typeof text === "string" ? Object.entries(JSON.parse(text)) : [];
  } catch {
    return [];
  }
}
