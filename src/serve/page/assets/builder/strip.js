// The expression with the value of each sub-expression under it: leaves nearest to the text, the whole at the
// bottom, as it is evaluated.

import { h, fill } from "../lib/dom.js";
import { colored, literal, verbatim } from "../lib/code.js";

/** How many values are shown at most: more are no longer readable, and the tree has them. */
const MOST = 300;

/** How many characters of a value are shown in the row. */
const LONG = 48;

/**
 * @typedef {object} Step a sub-expression with what came of it
 * @property {number} from
 * @property {number} to
 * @property {string} what call, attribute, constant, comparison, concatenation, parameter or flow word
 * @property {string | null} name
 * @property {unknown} value
 * @property {string | null} shown the value as text, shortened
 * @property {string | null} kind
 * @property {boolean} redacted
 * @property {"attribute" | "object" | null} skipped
 * @property {string | null} error
 * @property {Step[]} children
 * @property {{from: number, to: number}[]} unused what was not evaluated
 */

/**
 * Whether a step came to a value that is worth showing: constants show themselves.
 * @param {Step} step
 */
export function isTelling(step) {
  return step.what !== "constant";
}

/**
 * What came of a step: how it is shown, and as text.
 * @param {Step} step
 * @returns {["value" | "null" | "skip" | "error", string]}
 */
export function outcomeOf(step) {
  if (step.error) {
    return ["error", step.error];
  }
  if (step.skipped) {
    return ["skip", `the ${step.skipped} is skipped`];
  }
  const told = step.shown ?? literal(step.value);
  return [step.value === null && !step.redacted && told === "null" ? "null" : "value", told];
}

/**
 * Shows the strip in a place.
 * @param {Element} place
 * @param {string} expression
 * @param {Step} trace
 * @param {{look: (span: [number, number] | null) => void, take: (span: [number, number]) => void}} options
 */
export function showStrip(place, expression, trace, { look, take }) {
  let left = MOST;

  /**
   * @param {number} from
   * @param {number} to
   * @param {Step[]} steps
   * @param {{from: number, to: number}[]} [unused]
   * @returns {(Node | string)[]}
   */
  function pieces(from, to, steps, unused = []) {
    const made = [];
    const parts = [
      ...steps.map((step) => ({ from: step.from, to: step.to, make: () => piece(step) })),
      ...unused.map((rest) => ({ ...rest, make: () => [h("span", { class: "strip-unused", title: "not evaluated" }, flat(expression.slice(rest.from, rest.to)))] })),
    ].sort((a, b) => a.from - b.from);
    let at = from;
    for (const part of parts) {
      if (part.from < at || part.to > to) {
        continue;
      }
      made.push(...flat(expression.slice(at, part.from)), ...part.make());
      at = part.to;
    }
    made.push(...flat(expression.slice(at, to)));
    return made;
  }

  /** @param {Step} step @returns {(Node | string)[]} */
  function piece(step) {
    const { from, to } = step;
    const inside = pieces(from, to, step.children, step.unused);
    if (!isTelling(step) || left <= 0) {
      return inside;
    }
    left -= 1;
    const [state, told] = outcomeOf(step);
    return [h("span", { class: "strip-node", data: { node: `${from}-${to}` } },
      h("span", { class: "strip-text" }, inside),
      h("span", { class: `strip-value strip-${state}`, title: told.length > LONG ? told : null, data: { value: true } },
        h("span", { class: "strip-told" }, verbatim(told.length > LONG ? `${told.slice(0, LONG)}…` : told))))];
  }

  const strip = h("div", { class: "strip", data: { strip: true } }, pieces(0, expression.length, [trace]));
  strip.addEventListener("mouseover", (event) => look(spanAt(event)));
  strip.addEventListener("mouseleave", () => look(null));
  strip.addEventListener("click", (event) => {
    const span = spanAt(event);
    if (span) {
      take(span);
    }
  });
  fill(place, strip);
}

/** @param {Event} event @returns {[number, number] | null} */
function spanAt(event) {
  const node = event.target instanceof Element ? event.target.closest("[data-node]") : null;
  if (!(node instanceof HTMLElement)) {
    return null;
  }
  const [from, to] = (node.dataset.node ?? "0-0").split("-").map(Number);
  return [from, to];
}

/** A piece in one line: line breaks of the source would tear the strip apart. @param {string} text */
function flat(text) {
  return colored(text.replace(/[\r\n\t]+ */g, " "));
}
