// The trace: every sub-expression with its value, as a tree.

import { h, fill } from "../lib/dom.js";
import { colored, verbatim } from "../lib/code.js";
import { tree } from "../lib/tree.js";
import { isTelling, outcomeOf } from "./strip.js";

/** How many characters of an expression stand in a row. */
const LONG = 120;

/**
 * Shows the tree in a place.
 * @param {Element} place
 * @param {string} expression
 * @param {import("./strip.js").Step} trace
 * @param {(span: [number, number] | null) => void} look
 */
export function showTrace(place, expression, trace, look) {
  /** @param {number} from @param {number} to */
  const textOf = (from, to) => {
    const text = expression.slice(from, to).replace(/[\r\n\t]+ */g, " ");
    return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
  };

  /**
   * @param {import("./strip.js").Step} step
   * @returns {import("../lib/tree.js").Branch}
   */
  function branch(step) {
    const [state, told] = outcomeOf(step);
    const children = step.children.filter(isTelling).map((child) => ({ at: child.from, branch: branch(child) }));
    const unused = step.unused.map(({ from, to }) => ({ at: from, branch: rest(from, to) }));
    return {
      row: [
        h("code", { class: "trace-text" }, colored(textOf(step.from, step.to))),
        h("span", { class: "trace-equals", "aria-hidden": "true" }, "="),
        h("code", { class: `trace-value trace-${state}` }, verbatim(told)),
        step.kind ? h("span", { class: "trace-kind" }, step.kind) : "",
      ],
      children: [...children, ...unused].sort((a, b) => a.at - b.at).map((child) => child.branch),
      onFocus: () => look([step.from, step.to]),
      data: { trace: step.name ?? step.what },
    };
  }

  /** @param {number} from @param {number} to @returns {import("../lib/tree.js").Branch} */
  function rest(from, to) {
    return {
      row: [h("code", { class: "trace-text trace-rest" }, verbatim(textOf(from, to))), h("span", { class: "nothing" }, "not evaluated")],
      children: [],
      onFocus: () => look([from, to]),
    };
  }

  fill(place, tree("Trace", [branch(trace)], () => look(null)));
}
