// The function reference: every function, what it does, its parameters and examples.

import { h, fill, prose, counted } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { colored, expression, literal } from "../lib/code.js";

/**
 * @param {object} options
 * @param {any[]} options.functions as `attrflow functions --format json` tells them
 * @param {(found: any) => void} options.insert
 * @param {(example: any) => void} options.tryOut
 */
export function referencePanel({ functions, insert, tryOut }) {
  const list = h("div", { class: "reference-list" });
  const told = h("p", { class: "note", role: "status" });
  const filter = h("input", { class: "input", type: "search", "aria-label": "Filter functions", placeholder: "Filter functions", on: { input: show } });
  const entries = functions.map((found) => ({ found, element: entry(found), text: `${found.name} ${found.summary}`.toLowerCase() }));

  function show() {
    const words = filter.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = entries
      .filter(({ text }) => words.every((word) => text.includes(word)))
      .sort((a, b) => rank(a.found.name, words) - rank(b.found.name, words));
    fill(list, wanted.map(({ element }) => element));
    told.textContent = words.length > 0 ? `${wanted.length} of ${counted(functions.length, "function")}` : counted(functions.length, "function");
    rove(wanted[0]?.element);
  }

  /** @param {any} found */
  function entry(found) {
    const details = h("details", { class: "reference-entry", data: { function: found.name } },
      h("summary", { tabindex: "-1" },
        h("code", { class: "reference-name" }, found.name),
        h("span", { class: "reference-summary" }, prose(found.summary))));
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1) {
        details.append(body(found));
      }
    });
    return details;
  }

  /** @param {any} found */
  function body(found) {
    return h("div", { class: "reference-body" },
      h("div", { class: "reference-head" }, expression(found.signature),
        h("button", { type: "button", class: "button small", "aria-label": `Insert ${found.name}`, on: { click: () => insert(found) } }, icon("plus"), "Insert")),
      found.details ? h("p", null, prose(found.details)) : null,
      found.parameters.length > 0 ? h("dl", { class: "reference-parameters" }, found.parameters.map((/** @type {any} */ parameter) => [
        h("dt", null, h("code", null, parameter.name), h("span", { class: "note" }, ` ${parameter.kind}${parameter.occurs === "required" ? "" : `, ${parameter.occurs}`}`)),
        h("dd", null, prose(parameter.about), parameter.words.length > 0 ? h("span", { class: "note" }, ` One of ${parameter.words.join(", ")}.`) : null),
      ])) : null,
      h("p", { class: "note" }, `Gives ${found.returns}.`, found.jobs.length > 0 ? ` Jobs: ${found.jobs.join(", ")}.` : ""),
      found.examples.length > 0 ? h("h3", null, "Examples") : null,
      found.examples.slice(0, 4).map((/** @type {any} */ example) => h("div", { class: "reference-example" },
        h("code", { class: "expression" }, colored(example.expression)),
        Object.keys(example.given).length > 0
          ? h("p", { class: "note mono" }, Object.entries(example.given).map(([name, value]) => `${name} = ${literal(value)}`).join(", ")) : null,
        h("p", { class: "reference-gives" }, h("span", null, icon("arrow"), h("code", null, gives(example.gives))),
          h("button", { type: "button", class: "button quiet small", "aria-label": "Try this example", on: { click: () => tryOut(example) } }, "Try")))),
      (found.fidelity ?? []).length > 0 ? h("details", { class: "reference-fidelity" },
        h("summary", null, "Where Microsoft's documentation is silent"),
        h("ul", null, found.fidelity.map((/** @type {any} */ note) => h("li", null, prose(`${note.doing} (${note.known})`))))) : null);
  }

  /** One tab stop for the list; arrows go on. @param {Element | undefined} to */
  function rove(to) {
    for (const summary of list.querySelectorAll(":scope > details > summary")) {
      /** @type {HTMLElement} */ (summary).tabIndex = summary.parentElement === to ? 0 : -1;
    }
  }

  list.addEventListener("keydown", (event) => {
    const at = event.target instanceof HTMLElement && event.target.matches(".reference-list > details > summary") ? event.target.parentElement : null;
    const next = at && { ArrowDown: at.nextElementSibling, ArrowUp: at.previousElementSibling, Home: list.firstElementChild, End: list.lastElementChild }[event.key];
    if (next) {
      event.preventDefault();
      rove(next);
      next.querySelector("summary")?.focus();
    }
  });
  list.addEventListener("focusin", (event) => {
    const summary = event.target instanceof Element ? event.target.closest(".reference-list > details > summary") : null;
    if (summary?.parentElement) {
      rove(summary.parentElement);
    }
  });

  show();
  return {
    element: h("section", { class: "card reference", "aria-labelledby": "reference-title" },
      h("header", { class: "card-head" }, h("h2", { id: "reference-title" }, "Functions"), told),
      h("div", { class: "reference-filter search" }, icon("search"), filter),
      list),
  };
}

/** Names that begin as was typed come first. @param {string} name @param {string[]} words */
function rank(name, words) {
  const lower = name.toLowerCase();
  return words.length === 0 ? 0 : lower.startsWith(words[0]) ? 0 : lower.includes(words[0]) ? 1 : 2;
}

/** @param {any} told what an example gives */
function gives(told) {
  if (told && "value" in told) {
    return literal(told.value);
  }
  return told?.error ?? told?.outcome ?? JSON.stringify(told);
}
