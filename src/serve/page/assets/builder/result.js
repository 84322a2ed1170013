// What the whole expression comes to.

import { h, fill, prose } from "../lib/dom.js";
import { valueOf, plain } from "../lib/code.js";
import { sentence } from "../lib/live.js";
import { summaryOf } from "../lib/problems.js";

/** The places of a result. */
export function resultParts() {
  return {
    body: h("div", { class: "result", data: { result: true } }),
    kind: h("span", { class: "badge", hidden: true }),
  };
}

/**
 * Shows a result, and says it in words.
 * @param {ReturnType<typeof resultParts>} parts
 * @param {any} told the answer; null where there is nothing to tell
 * @param {string} expression
 * @param {import("../lib/problems.js").Problem[]} [problems]
 * @returns {string}
 */
export function showResult({ body, kind }, told, expression, problems = []) {
  const [state, label, shown, words] = read(told, problems);
  body.dataset.resultKind = state;
  body.dataset.expression = expression;
  kind.textContent = label;
  kind.hidden = label === "";
  kind.className = `badge${state === "error" ? " badge-error" : state === "skip" ? " badge-warning" : ""}`;
  fill(body, shown);
  return words;
}

/**
 * Shows where the evaluation did what no documentation says.
 * @param {Element} place
 * @param {{id: string, doing: string, known: string}[]} notes
 */
export function showNotes(place, notes) {
  fill(place, notes.length > 0 && [
    h("p", { class: "note" }, "Where Microsoft's documentation is silent"),
    h("ul", null, notes.map(({ id, doing, known }) => h("li", { data: { note: id } }, prose(sentence(`${doing} (${known})`)), " ", h("code", { class: "note" }, id)))),
  ]);
}

/**
 * @param {any} told
 * @param {import("../lib/problems.js").Problem[]} problems
 * @returns {[string, string, Node | Node[], string]} state, label, what is shown, and the same in words
 */
function read(told, problems) {
  const note = (/** @type {string} */ text) => h("span", { class: "nothing" }, text);
  if (told === null) {
    return ["none", "", note("no expression"), ""];
  }
  const result = told.result;
  if (!result) {
    const errors = problems.filter((problem) => problem.severity === "error");
    const text = errors.length > 0 ? `no result: ${summaryOf(errors)}` : "no result";
    return ["none", "", note(text), ""];
  }
  if (result.error) {
    const { message } = result.error;
    return ["error", "fails", h("span", { class: "result-error" }, prose(sentence(message))), `the evaluation fails: ${message}`];
  }
  if (result.skipped) {
    const what = `the ${result.skipped} is skipped`;
    return ["skip", "skipped", note(`${what}: nothing flows`), what];
  }
  const isNothing = result.value === null;
  const label = result.redacted ? "redacted" : isNothing ? "" : result.kind;
  const shown = [valueOf(result.value)];
  if (isNothing && result.default !== null && result.default !== undefined) {
    shown.push(h("p", { class: "note" }, "The target gets the default value ", h("code", null, result.default), "."));
  }
  return [isNothing ? "null" : result.kind, label, shown, `result: ${isNothing ? "no value" : plain(result.value)}`];
}
