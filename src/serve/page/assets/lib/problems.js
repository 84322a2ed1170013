// What is wrong with an expression, as the server tells it and as the page shows it.

import { h, fill, prose } from "./dom.js";
import { icon, statusMark } from "./icons.js";
import { sentence } from "./live.js";

/** From how many problems on the list scrolls, and is counted above. */
const MANY = 6;

/**
 * @typedef {object} Problem
 * @property {string} code
 * @property {"error" | "warning" | "advice"} severity
 * @property {string} message
 * @property {string} help
 * @property {string[]} labels what is said of the places
 * @property {[number, number]} span
 * @property {Fix[]} fixes
 *
 * @typedef {object} Fix
 * @property {string} title
 * @property {{span: [number, number], text: string}[]} edits
 */

/**
 * Reads problems of an answer.
 * @param {any[] | null | undefined} told
 * @returns {Problem[]}
 */
export function problemsOf(told) {
  return (told ?? []).map((problem) => ({
    code: problem.code ?? "",
    severity: problem.severity ?? "error",
    message: problem.message ?? "",
    help: problem.help ?? "",
    labels: (problem.labels ?? []).map((/** @type {any} */ label) => label.text ?? "").filter((/** @type {string} */ text) => text !== ""),
    span: spanOf(problem),
    fixes: (problem.fixes ?? []).map((/** @type {any} */ fix) => ({
      title: fix.title,
      edits: (fix.edits ?? []).map((/** @type {any} */ edit) => ({ span: spanOf(edit), text: edit.text })),
    })),
  }));
}

/** Places count in the units that JavaScript counts in. @param {any} holder @returns {[number, number]} */
function spanOf(holder) {
  return [holder.from ?? 0, holder.to ?? 0];
}

/**
 * A list of problems.
 * @param {string} label
 * @param {Problem[]} problems
 * @param {{onFix?: (fix: Fix) => void, onShow?: (problem: Problem) => void}} [options] without `onFix` fixes are not offered
 */
export function problemList(label, problems, { onFix, onShow } = {}) {
  return h("ul", { class: "problems", "aria-label": label }, problems.map((problem) => h("li", {
    class: "problem", data: { code: problem.code, severity: problem.severity },
  },
  statusMark(problem.severity),
  h("div", { class: "problem-text" },
    onShow && problem.span[1] > problem.span[0]
      ? h("button", { type: "button", class: "problem-place", title: "Show in the expression", on: { click: () => onShow(problem) } }, prose(sentence(problem.message)))
      : h("span", null, prose(sentence(problem.message))),
    // Beside an editor the places are seen there.
    onShow ? null : problem.labels.map((label) => h("span", { class: "problem-help" }, prose(sentence(label)))),
    problem.help ? h("span", { class: "problem-help" }, prose(sentence(problem.help))) : null,
    h("code", { class: "problem-code" }, problem.code)),
  onFix ? problem.fixes.map((fix) => h("button", {
    type: "button", class: "button small primary", "aria-label": fix.title.replaceAll("`", ""), on: { click: () => onFix(fix) },
  }, prose(sentence(fix.title)))) : null)));
}

/**
 * How many errors and warnings there are, in words.
 * @param {Problem[]} problems
 */
export function summaryOf(problems) {
  const count = (/** @type {string} */ severity) => problems.filter((problem) => problem.severity === severity).length;
  const parts = [["error", count("error")], ["warning", count("warning")], ["advice", count("advice")]];
  return parts
    .filter(([, number]) => number > 0)
    .map(([word, number]) => `${number} ${word}${number === 1 || word === "advice" ? "" : "s"}`)
    .join(", ");
}

/**
 * Shows a list of problems in a place, or that there are none.
 * @param {Element} place
 * @param {string} label
 * @param {Problem[]} problems
 * @param {Parameters<typeof problemList>[2]} options
 */
export function showProblems(place, label, problems, options) {
  if (problems.length === 0) {
    fill(place, h("p", { class: "problem muted" }, icon("check"), h("span", null, "No problems")));
  } else if (problems.length < MANY) {
    fill(place, problemList(label, problems, options));
  } else {
    fill(place, h("p", { class: "problems-count" }, summaryOf(problems)),
      h("div", { class: "problems-frame", tabindex: "0", role: "group", "aria-label": `${label}: ${summaryOf(problems)}` }, problemList(label, problems, options)));
  }
}
