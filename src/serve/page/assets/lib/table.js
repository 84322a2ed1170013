// Tables that scroll sideways by themselves, and with the keyboard. In a narrow window each row becomes a block
// in which every cell names its column; the roles are written out, since a block is no table to a screen reader.

import { h } from "./dom.js";

/**
 * A table with its frame.
 * @param {string} label
 * @param {(string | Node | {text: string, class?: string, hidden?: boolean})[]} heads
 * @param {Node[]} rows
 * @param {string} [classes]
 */
export function table(label, heads, rows, classes = "") {
  const names = heads.map((told) => (typeof told === "string" ? told : told instanceof Node ? told.textContent ?? "" : told.hidden ? "" : told.text));
  for (const row of rows) {
    if (!(row instanceof HTMLTableRowElement)) {
      continue;
    }
    row.setAttribute("role", "row");
    Array.from(row.cells).forEach((cell, index) => {
      cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
      if (cell.colSpan === 1) {
        cell.dataset.label = names[index] ?? "";
      }
    });
  }
  return h("div", { class: "table-frame", role: "group", "aria-label": label, tabindex: "0" },
    h("table", { class: `rows ${classes}`, "aria-label": label, role: "table" },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads.map(head))),
      h("tbody", { role: "rowgroup" }, rows)));
}

/** @param {string | Node | {text: string, class?: string, hidden?: boolean}} told */
function head(told) {
  if (typeof told === "string" || told instanceof Node) {
    return h("th", { scope: "col", role: "columnheader" }, told);
  }
  return h("th", { scope: "col", role: "columnheader", class: told.class }, told.hidden ? h("span", { class: "hidden-visually" }, told.text) : told.text);
}

/**
 * Names with values, as two columns.
 * @param {string} label
 * @param {[string | Node, Node | string][]} pairs
 */
export function pairs(label, pairs) {
  return h("div", { class: "table-frame", role: "group", "aria-label": label, tabindex: "0" },
    h("table", { class: "pairs", "aria-label": label },
      h("thead", { class: "hidden-visually" }, h("tr", null, h("th", { scope: "col" }, "Name"), h("th", { scope: "col" }, "Value"))),
      h("tbody", null, pairs.map(([name, value]) => h("tr", null, h("th", { scope: "row" }, name), h("td", null, value))))));
}
