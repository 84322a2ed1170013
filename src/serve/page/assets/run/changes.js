// What a run changes: the attributes, how each value came about, and the requests.

import { h, fill, prose } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { attributeName, expression, plain, valueOf, verbatim } from "../lib/code.js";
import { copy, sentence } from "../lib/live.js";
import { table } from "../lib/table.js";
import { tabs } from "../lib/tabs.js";

/** @param {any} run */
export function changes(run) {
  return h("div", { class: "card" }, tabs("Result", [
    { name: "Modified attributes", count: run.modified.length, panel: modified(run), key: "modified" },
    { name: "Data flow", count: run.flows.length, panel: flows(run), key: "flows" },
    { name: "Requests", count: run.requests.length, panel: requests(run), key: "requests" },
  ]));
}

/** @param {any} run */
function modified(run) {
  if (run.modified.length === 0) {
    return h("p", { class: "empty" }, run.what_if ? "Nothing would be modified." : "Nothing was modified.");
  }
  return table("Modified attributes", ["Target attribute name", "Original target attribute value", "Modified target attribute value"],
    run.modified.map((/** @type {any} */ change) => h("tr", { data: { target: change.target } },
      h("th", { scope: "row" }, attributeName(change.target)), h("td", null, blankOr(change.old)), h("td", null, blankOr(change.new)))));
}

/** @param {any} run */
function flows(run) {
  if (run.flows.length === 0) {
    return h("p", { class: "empty" }, "No values flowed.");
  }
  const place = h("div");
  const written = h("input", { type: "checkbox", on: { change: show } });

  function show() {
    fill(place, table("Data flow",
      ["Target attribute name", "Source attribute value", "Expression", "Original target attribute value", "Modified target attribute value"],
      run.flows.map((/** @type {any} */ flow) => h("tr", { data: { target: flow.target } },
        h("th", { scope: "row" }, attributeName(flow.target)),
        h("td", null, sources(flow)),
        h("td", { class: "wide" }, substituted(flow, written.checked)),
        h("td", null, blankOr(flow.original)),
        h("td", null, blankOr(flow.modified), flow.skipped ? h("p", { class: "note" }, prose(sentence(flow.skipped))) : null))), "flow-table"));
  }

  show();
  return h("div", null, h("div", { class: "tab-tools" }, h("label", { class: "switch" }, written, "Expressions as they are written")), place);
}

/** The expression with the values in it; of a direct mapping that is the value alone. @param {any} flow @param {boolean} asWritten */
function substituted(flow, asWritten) {
  const isValue = flow.secret || /^\[[^\]]*\]$/.test(flow.expression);
  return asWritten ? expression(flow.expression) : isValue ? h("code", { class: "value" }, verbatim(flow.substituted)) : expression(flow.substituted);
}

/** As the portal tells them: one value itself, several as their number, none as a word. @param {any} flow */
function sources(flow) {
  if (flow.secret) {
    return h("span", { class: "nothing" }, "[Redact]");
  }
  return flow.sources.map((/** @type {any} */ source) => {
    const several = Array.isArray(source.value);
    return h("div", { title: `[${source.name}]` }, several
      ? h("details", { class: "source-values" }, h("summary", null, `(${source.value.length} values)`), valueOf(source.value))
      : source.value === null ? h("span", { class: "nothing" }, "undefined") : h("span", { class: "value" }, verbatim(plain(source.value))));
  });
}

/** @param {unknown} value */
function blankOr(value) {
  return value === null || value === undefined ? null : valueOf(value);
}

/** @param {any} run */
function requests(run) {
  if (run.requests.length === 0) {
    return h("p", { class: "empty" }, run.what_if ? "No request would be sent." : "No request was sent.");
  }
  return h("div", { class: "requests" }, run.requests.map((/** @type {any} */ request) => {
    const body = request.body === null ? "" : JSON.stringify(request.body, null, 2);
    return h("div", { class: "request" },
      h("div", { class: "request-head" }, h("span", { class: "badge badge-accent" }, request.method), h("code", null, request.path),
        body ? h("button", { type: "button", class: "button quiet small", on: { click: () => copy(body, "Request body") } }, icon("copy"), "Copy body") : null),
      body ? h("pre", { class: "request-body", role: "group", tabindex: "0", "aria-label": `Body of ${request.method} ${request.path}` }, verbatim(body)) : null);
  }));
}
