// The expression builder: editor, result, values on the expression, trace, test values and function reference.

import { h, fill, later } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { once, post } from "../lib/api.js";
import { alertOf, announce, copy, toast } from "../lib/live.js";
import { attributesOf } from "../lib/tokens.js";
import { problemsOf, showProblems, summaryOf } from "../lib/problems.js";
import { evaluation } from "../builder/session.js";
import { referencePanel } from "../builder/reference.js";
import { resultParts, showResult } from "../builder/result.js";
import { showSignature } from "../builder/signature.js";
import { showStrip } from "../builder/strip.js";
import { showTrace } from "../builder/trace.js";
import { starters } from "../builder/starters.js";
import { valuesPanel } from "../builder/values.js";
import { createEditor } from "../editor.js";

const KEPT = "attrflow-builder";

/** @param {any} job */
export function make(job) {
  const element = h("section", { class: "view builder", "aria-labelledby": "builder-title", data: { view: "builder" } },
    h("header", { class: "view-head" }, h("h1", { id: "builder-title" }, "Expression builder")));
  /** @type {ReturnType<typeof assemble> | null} */
  let parts = null;
  const ready = once("/api/language").then((language) => {
    parts = assemble(element, job, language);
    element.dataset.ready = "";
  }, (error) => element.append(alertOf(error)));
  return {
    element,
    /** @param {string[]} _ @param {URLSearchParams} query */
    async show(_, query) {
      await ready;
      const target = query.get("target");
      if (target && parts) {
        await parts.open(target, query.get("object"));
        history.replaceState(null, "", "#/builder");
      }
    },
  };
}

/**
 * @param {HTMLElement} element
 * @param {any} job
 * @param {any} language
 */
function assemble(element, job, language) {
  const kept = restore();
  let target = kept.target ?? "";
  /** The object mapping to which the expression belongs, where the job has several. */
  let mapping = kept.mapping ?? "";
  let answer = /** @type {any} */ (null);
  const functions = new Map(language.functions.map((/** @type {any} */ found) => [found.name.toLowerCase(), found]));
  const keep = later(400, () => store({ expression: editor.text, target, mapping, ...values.kept }));
  const tell = later(700, announce);

  const result = resultParts();
  const problems = h("div", { class: "builder-problems" });
  const signature = h("p", { class: "signature" });
  const strip = h("div", { class: "strip-frame", tabindex: "0", role: "group", "aria-label": "Values on the expression" });
  const trace = h("div", { class: "card-body trace" });
  const command = h("pre", { class: "command", role: "group", tabindex: "0", "aria-label": "Command line" });
  const host = h("attrflow-editor", { class: "editor-host" });
  const begin = h("div", { class: "builder-begin" });
  const stripSwitch = h("input", { type: "checkbox", role: "switch", checked: kept.strip !== false, on: { change: () => { strip.hidden = !stripSwitch.checked; store({ strip: stripSwitch.checked }); } } });
  const targets = h("select", { class: "input", id: "builder-target", "aria-label": "Target attribute", on: { change: () => { target = targets.value; ask(); } } },
    h("option", { value: "" }, "none"),
    uniqueBy(language.targets).map((found) => h("option", { value: found.name, selected: found.name === target }, shortName(found.name))));

  const values = valuesPanel({
    attributes: uniqueBy(language.attributes), source: job.source.title, kept: { key: kept.key ?? "", texts: kept.texts ?? {} }, onChange: ask,
  });
  const session = evaluation(show, (error) => {
    fill(problems, alertOf(error));
    showResult(result, null, "");
  });
  const editor = createEditor({
    host, label: "Expression", text: kept.expression ?? "", placeholder: 'Join(".", [givenName], [surname])',
    onChange: ask,
    onCursor: (text, offset) => showSignature(signature, text, offset, functions, language.attributes),
    complete: (expression, offset) => post("/api/complete", { expression, offset, ...(mapping ? { mapping } : {}) }).catch(() => null),
    hover: (expression, offset) => post("/api/hover", { expression, offset, ...(mapping ? { mapping } : {}) }).catch(() => null),
    onFormat: format,
  });
  const reference = referencePanel({
    functions: language.functions,
    insert: (found) => editor.insert(`${found.name}()`, found.parameters.length > 0 ? 1 : 0),
    tryOut: (example) => {
      values.give(example.given);
      editor.setText(example.expression);
      editor.focus();
    },
  });

  function ask() {
    const expression = editor.text;
    values.uses(attributesOf(expression));
    begin.hidden = expression.trim() !== "";
    keep();
    session.ask({ expression, user: values.values(), ...(target ? { target } : {}), ...(mapping ? { mapping } : {}) });
  }

  /** @param {any} told @param {{expression: string}} question */
  function show(told, { expression }) {
    answer = told;
    const found = problemsOf(told.problems);
    const isEmpty = expression.trim() === "";
    const shown = isEmpty ? [] : found;
    editor.setProblems(shown);
    isEmpty ? fill(problems) : showProblems(problems, "Problems", shown, { onFix: (fix) => editor.fix(fix), onShow: (problem) => editor.select(problem.span) });
    const summary = showResult(result, isEmpty ? null : told, expression, shown);
    const traced = !isEmpty && told.trace;
    if (traced) {
      showStrip(strip, expression, told.trace, { look: (span) => editor.mark(span), take: (span) => editor.select(span) });
      showTrace(trace, expression, told.trace, (span) => editor.mark(span));
    } else {
      const why = isEmpty ? "The value of each part appears here." : "There are values once the expression has no errors.";
      fill(strip, h("p", { class: "note" }, why));
      fill(trace, h("p", { class: "note" }, why));
    }
    fill(command, !isEmpty && told.command ? told.command : h("span", { class: "note" }, "It appears with the first result."));
    for (const button of [copyGraph, copyText, formatButton, copyCommand]) {
      button.disabled = isEmpty;
    }
    copyGraph.disabled = !told.graph || isEmpty;
    copyCommand.disabled = !told.command || isEmpty;
    tell(isEmpty ? "" : [summaryOf(shown), summary].filter(Boolean).join(". "));
  }

  async function format() {
    try {
      const told = await post("/api/format", { expression: editor.text });
      if (told.expression !== editor.text) {
        editor.setText(told.expression);
      }
      toast("Formatted");
    } catch (error) {
      fill(problems, alertOf(error));
    }
  }

  const button = (/** @type {string} */ label, /** @type {string | null} */ mark, /** @type {() => void} */ click, name = label) =>
    h("button", { type: "button", class: "button quiet small", "aria-label": name === label ? null : name, on: { click } }, mark ? icon(mark) : null, label);
  const formatButton = button("Format", null, format);
  const copyText = button("Copy", "copy", () => copy(editor.text, "Expression"));
  const copyGraph = button("Copy as Graph JSON", "copy", () => copy(JSON.stringify(answer.graph, null, 2), "Graph JSON"));
  const copyCommand = button("Copy", "copy", () => copy(answer?.command ?? "", "Command line"), "Copy command line");
  formatButton.title = "Ctrl+Enter";
  strip.hidden = !stripSwitch.checked;

  const head = /** @type {HTMLElement} */ (element.querySelector(".view-head"));
  head.append(h("div", { class: "view-tools" },
    h("label", { class: "small muted", for: "builder-target" }, "Target attribute"), targets,
    h("button", { type: "button", class: "button small", on: { click: () => (target ? open(target, null) : targets.focus()) } }, "Load its mapping")));
  element.append(h("div", { class: "builder-grid" },
    h("div", { class: "builder-main stack" },
      h("section", { class: "card editor-card", "aria-label": "Editor" },
        h("header", { class: "card-head" }, h("h2", null, "Expression"), h("div", { class: "row" }, formatButton, copyText, copyGraph)),
        host, signature, problems),
      h("section", { class: "card", "aria-labelledby": "result-title" },
        h("header", { class: "card-head" }, h("h2", { id: "result-title" }, "Result"), result.kind,
          h("label", { class: "switch" }, stripSwitch, "Values on the expression")),
        result.body, strip),
      begin),
    values.element,
    h("div", { class: "builder-more stack" },
      h("section", { class: "card", "aria-labelledby": "trace-title" },
        h("header", { class: "card-head" }, h("h2", { id: "trace-title" }, "Trace")), trace),
      h("section", { class: "card", "aria-labelledby": "command-title" },
        h("header", { class: "card-head" }, h("h2", { id: "command-title" }, "Command line"), copyCommand), command)),
    reference.element));

  /**
   * Opens a mapping's expression.
   * @param {string} name
   * @param {string | null} object
   */
  async function open(name, object) {
    try {
      const holder = (await once("/api/mappings")).objects
        .filter((/** @type {any} */ one) => !object || one.name === object)
        .find((/** @type {any} */ one) => one.mappings.some((/** @type {any} */ row) => row.target === name));
      const found = holder?.mappings.find((/** @type {any} */ row) => row.target === name);
      target = name;
      targets.value = name;
      mapping = holder?.name ?? "";
      editor.setText(found?.expression ?? "");
      editor.focus();
    } catch (error) {
      fill(problems, alertOf(error));
    }
  }

  once("/api/mappings").then((told) => fill(begin, starters(told, (name, object) => open(name, object))), () => fill(begin));
  ask();
  showSignature(signature, editor.text, 0, functions, language.attributes);
  return { open };
}

/** @param {string} name */
function shortName(name) {
  return name.replace(/^urn:.*:(?=[^:]+$)/, "…");
}

/** @param {any[]} attributes those of several objects, each name once */
function uniqueBy(attributes) {
  return [...new Map(attributes.map((attribute) => [attribute.name, attribute])).values()];
}

/** @returns {any} */
function restore() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {Record<string, unknown>} changed */
function store(changed) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ ...restore(), ...changed }));
  } catch {
    // Storage may be forbidden; then a reload begins anew.
  }
}
