// The steps of a run, with the details that one can open.

import { h, freshId, prose } from "../lib/dom.js";
import { icon, statusMark } from "../lib/icons.js";
import { attributeName, verbatim } from "../lib/code.js";
import { pairs } from "../lib/table.js";

/** What the steps of a group's members say of them: a kind of object and its name. */
const SUBJECT = /^(?:Retrieved (\S+) '(.+)' from |(\S+) '(.+)' is left out of |no (\S+) `(.+)` was found in )/s;

/**
 * The steps as they are shown, each with a title of its own.
 * @param {any[]} steps
 * @param {Set<string>} open the titles of the steps whose details are open
 */
export function stepItems(steps, open) {
  /** @type {Map<string, number>} */
  const times = new Map();
  return steps.map((step) => {
    const title = titleOf(step);
    const time = (times.get(title) ?? 0) + 1;
    times.set(title, time);
    return stepItem(step, time > 1 ? `${title} (${time})` : title, open);
  });
}

/** A step's title; of a group's member it names the member, not the group. @param {any} step */
function titleOf(step) {
  const own = /^(?:Import|Match) (.+?)(?: between .+)?$/.exec(step.title)?.[1];
  const [object, name] = (SUBJECT.exec(step.description) ?? []).slice(1).filter((part) => part !== undefined);
  if (!own || !object || object.toLowerCase() === own) {
    return step.title;
  }
  return step.title.replace(own, () => `member ${name}`);
}

/** @param {any} step @param {string} title @param {Set<string>} open */
function stepItem(step, title, open) {
  const id = freshId("step");
  const details = h("div", { id, class: "step-details", hidden: !open.has(title) }, detailsOf(step, title));
  const button = h("button", {
    type: "button", class: "button quiet small", "aria-expanded": String(open.has(title)), "aria-controls": id,
    "aria-label": `View details of ${title}`,
    on: {
      click: () => {
        details.hidden = !details.hidden;
        button.setAttribute("aria-expanded", String(!details.hidden));
        details.hidden ? open.delete(title) : open.add(title);
      },
    },
  }, "View details", icon("down"));
  return h("li", { class: "step", data: { step: step.kind, name: step.name, status: step.status } },
    statusMark(step.status),
    h("div", { class: "step-text" }, h("h2", null, title), h("p", null, prose(step.description))),
    button, details);
}

/** @param {any} step @param {string} title */
function detailsOf(step, title) {
  const { ScopeEvaluationResult: evaluated, ...rest } = step.details;
  const truth = clauses(evaluated);
  const others = Object.entries(truth ? rest : step.details);
  /** @type {[string | Node, Node | string][]} */
  const kept = [["Recorded as", h("code", null, step.name)], ["Time", step.timestamp]];
  const isScoping = step.kind === "scoping";
  // What went wrong with an attribute is told in a sentence; everything else is a value.
  const isSentence = step.kind === "export" && step.status !== "success";
  return h("div", null,
    pairs(`Details of ${title}`, others
      .map(([name, value]) => /** @type {[string | Node, Node | string]} */ ([
        isScoping ? name : attributeName(name), isScoping ? told(value) : isSentence ? h("span", null, prose(String(value))) : shown(value)]))
      .concat(truth?.length === 0 ? [["Scoping filters", h("span", { class: "nothing" }, "none")]] : [], kept)),
    truth && truth.length > 0 ? pairs("Scoping filters", truth.map(([clause, holds]) => [h("code", { class: "value" }, verbatim(clause)), told(holds ? "True" : "False")])) : null);
}

/** @param {unknown} value */
function shown(value) {
  return h("span", { class: "value" }, verbatim(String(value)));
}

/** A truth value with its mark. @param {unknown} value */
function told(value) {
  const word = String(value);
  if (word !== "True" && word !== "False") {
    return shown(word);
  }
  return h("span", { class: "truth", data: { holds: word === "True" } }, icon(word === "True" ? "check" : "cross"), word);
}

/** The clauses of the scoping filters, which Entra tells as JSON in a text. @param {unknown} text @returns {[string, boolean][] | null} */
function clauses(text) {
  try {
    return typeof text === "string" ? Object.entries(JSON.parse(text)) : null;
  } catch {
    return null;
  }
}
