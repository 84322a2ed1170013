// The expression builder: editor, result, values on the expression, trace, test values and function reference.

import { h, fill, later } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { once, post } from "../lib/api.js";
import { verbatim } from "../lib/code.js";
import { alertBox, alertOf, announce, copy, sentence, toast } from "../lib/live.js";
import { attributesOf } from "../lib/tokens.js";
import { problemsOf, showProblems, summaryOf } from "../lib/problems.js";
import { groundPicker, mappingOf, whyNothing } from "../builder/ground.js";
import { evaluation } from "../builder/session.js";
import { referencePanel } from "../builder/reference.js";
import { resultParts, showNotes, showResult } from "../builder/result.js";
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
  const problem = element.appendChild(h("div"));
  /** @type {ReturnType<typeof assemble> | null} */
  let parts = null;
  /** @type {Promise<void> | null} */
  let loading = null;

  async function load() {
    try {
      const language = await once("/api/language");
      fill(problem);
      parts = assemble(element, job, language);
      element.dataset.ready = "";
    } catch (error) {
      fill(problem, alertOf(error));
    }
    loading = null;
  }

  return {
    element,
    /** What failed to load is asked for again. @param {string[]} _ @param {URLSearchParams} query */
    async show(_, query) {
      if (parts === null) {
        await (loading ??= load());
      }
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
  let answer = /** @type {any} */ (null);
  const functions = new Map(language.functions.map((/** @type {any} */ found) => [found.name.toLowerCase(), found]));
  const save = () => store({ expression: editor.text, target: ground.target, mapping: ground.mapping, ...values.kept });
  const keep = later(400, save);
  const tell = later(700, announce);

  const result = resultParts();
  const problems = h("div", { class: "builder-problems" });
  const notice = h("div", { class: "builder-notice" });
  const notes = h("div", { class: "result-notes" });
  const signature = h("p", { class: "signature" });
  const strip = h("div", { class: "strip-frame", tabindex: "0", role: "group", "aria-label": "Values on the expression" });
  const trace = h("div", { class: "card-body trace" });
  const command = h("pre", { class: "command", role: "group", tabindex: "0", "aria-label": "Command line" });
  const host = h("attrflow-editor", { class: "editor-host" });
  const begin = h("div", { class: "builder-begin" });
  const stripSwitch = h("input", { type: "checkbox", role: "switch", checked: kept.strip !== false, on: { change: () => { strip.hidden = !stripSwitch.checked; store({ strip: stripSwitch.checked }); } } });
  const ground = groundPicker({
    language, groups: job.group_source, kept: { mapping: kept.mapping ?? "", target: kept.target ?? "" }, onChange: changed, onLoad: () => open(ground.target, null),
  });

  const values = valuesPanel({
    attributes: ground.attributes, source: job.source.title, isGroup: () => ground.isGroup,
    kept: { key: kept.key ?? "", edited: kept.edited === true, texts: kept.texts ?? {} }, onChange: changed,
  });
  const session = evaluation(show, fail);
  const judged = () => ({ ...(ground.mapping ? { mapping: ground.mapping } : {}) });
  const editor = createEditor({
    host, label: "Expression", text: kept.expression ?? "", placeholder: 'Join(".", [givenName], [surname])',
    onChange: changed,
    onCursor: (text, offset) => showSignature(signature, text, offset, functions, ground.attributes),
    complete: (expression, offset) => post("/api/complete", { expression, offset, ...judged() }).catch(() => null),
    hover: (expression, offset) => post("/api/hover", { expression, offset, ...judged() }).catch(() => null),
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

  /** What was said before is of no use once something else is asked. */
  function changed() {
    fill(notice);
    ask();
  }

  function ask() {
    const expression = editor.text;
    values.of(ground.attributes);
    values.uses(attributesOf(expression));
    begin.hidden = expression.trim() !== "";
    keep();
    session.ask({ expression, user: values.values(), ...(ground.target ? { target: ground.target } : {}), ...judged() });
  }

  /** @param {any} told @param {{expression: string}} question */
  function show(told, { expression }) {
    const isEmpty = expression.trim() === "";
    const shown = isEmpty ? [] : problemsOf(told.problems);
    answer = isEmpty ? null : told;
    editor.setProblems(shown.map(inSentences));
    isEmpty ? fill(problems) : showProblems(problems, "Problems", shown, { onFix: (fix) => editor.fix(fix), onShow: (problem) => editor.select(problem.span) });
    const summary = showResult(result, answer, expression, shown);
    lay(expression, isEmpty ? "The value of each part appears here." : "There are values once the expression has no errors.");
    tell(isEmpty ? "" : [summaryOf(shown), summary].filter(Boolean).join(". "));
  }

  /** Nothing of an earlier answer stays when there is none. @param {unknown} error @param {{expression: string}} question */
  function fail(error, { expression }) {
    answer = null;
    editor.setProblems([]);
    fill(problems, alertOf(error), h("p", null, button("Evaluate again", "retry", ask)));
    showResult(result, {}, expression);
    lay(expression, "There is no answer yet.");
  }

  /**
   * Shows what the answer has besides problems and result.
   * @param {string} expression
   * @param {string} why what is said where it has none
   */
  function lay(expression, why) {
    showNotes(notes, answer?.notes ?? []);
    if (answer?.trace) {
      showStrip(strip, expression, answer.trace, { look: (span) => editor.mark(span), take: (span) => editor.select(span) });
      showTrace(trace, expression, answer.trace, (span) => editor.mark(span));
    } else {
      fill(strip, h("p", { class: "note" }, why));
      fill(trace, h("p", { class: "note" }, why));
    }
    fill(command, answer?.command ? verbatim(answer.command) : h("span", { class: "note" }, "It appears with the first result."));
    const isEmpty = expression.trim() === "";
    copyText.disabled = isEmpty;
    formatButton.disabled = isEmpty;
    copyGraph.disabled = !answer?.graph;
    copyCommand.disabled = !answer?.command;
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

  element.querySelector(".view-head")?.append(ground.element);
  element.append(h("div", { class: "builder-grid" },
    h("div", { class: "builder-main stack" },
      h("section", { class: "card editor-card", "aria-label": "Editor" },
        h("header", { class: "card-head" }, h("h2", null, "Expression"), h("div", { class: "row" }, formatButton, copyText, copyGraph)),
        host, signature, notice, problems),
      h("section", { class: "card", "aria-labelledby": "result-title" },
        h("header", { class: "card-head" }, h("h2", { id: "result-title" }, "Result"), result.kind,
          h("label", { class: "switch" }, stripSwitch, "Values on the expression")),
        result.body, notes, strip),
      begin),
    values.element,
    h("div", { class: "builder-more stack" },
      h("section", { class: "card", "aria-labelledby": "trace-title" },
        h("header", { class: "card-head" }, h("h2", { id: "trace-title" }, "Trace")), trace),
      h("section", { class: "card", "aria-labelledby": "command-title" },
        h("header", { class: "card-head" }, h("h2", { id: "command-title" }, "Command line"), copyCommand), command)),
    reference.element));

  /**
   * Opens a mapping's expression; where there is none, says so and leaves the editor alone.
   * @param {string} name
   * @param {string | null} object
   */
  async function open(name, object) {
    try {
      const { holder, row } = mappingOf((await once("/api/mappings")).objects, name, object, ground.mapping);
      ground.choose(holder?.name ?? ground.mapping, name);
      const expression = row?.expression ?? null;
      if (expression === null) {
        changed();
        fill(notice, alertBox("skipped", whyNothing(name, row)));
        announce(notice.textContent ?? "");
        return;
      }
      editor.setText(expression);
      changed();
      editor.focus();
    } catch (error) {
      fill(notice, alertOf(error));
    }
  }

  once("/api/mappings").then((told) => {
    ground.know(told.objects);
    fill(begin, starters(told, (name, object) => open(name, object)));
  }, () => fill(begin));
  addEventListener("pagehide", save);
  ask();
  showSignature(signature, editor.text, 0, functions, ground.attributes);
  return { open };
}

/**
 * A problem as the editor tells it.
 * @param {import("../lib/problems.js").Problem} problem
 */
function inSentences(problem) {
  const fixes = problem.fixes.map((fix) => ({ ...fix, title: sentence(fix.title) }));
  return { ...problem, message: sentence(problem.message), help: sentence(problem.help), fixes };
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
