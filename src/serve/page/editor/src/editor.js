// The expression editor: CodeMirror with what expressions need. What it knows of the language it asks of whoever
// makes it; it knows neither server nor page.

import { acceptCompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, placeholder, tooltips } from "@codemirror/view";
import { assistance } from "./assist.js";
import { coloring } from "./language.js";
import { mark, marking } from "./mark.js";
import { paragraph } from "./paragraph.js";
import { theme } from "./theme.js";
import { typing } from "./typing.js";
import { unseen } from "./unseen.js";

/**
 * @typedef {object} Problem
 * @property {string} code
 * @property {"error" | "warning" | "advice"} severity
 * @property {string} message
 * @property {string} help
 * @property {[number, number]} span
 * @property {{title: string, edits: {span: [number, number], text: string}[]}[]} fixes
 */

/**
 * An editor. It stands in a shadow root: there its styles need no style element, which the page's policy
 * would refuse.
 * @param {object} options
 * @param {Element} options.host the element whose shadow root holds it
 * @param {string} options.label
 * @param {string} options.placeholder
 * @param {string} options.text
 * @param {(text: string) => void} options.onChange
 * @param {(text: string, offset: number) => void} options.onCursor
 * @param {import("./assist.js").Complete} options.complete
 * @param {import("./assist.js").Explain} options.hover
 * @param {() => void} options.onFormat
 */
export function createEditor(options) {
  const root = options.host.attachShadow({ mode: "open" });
  const state = EditorState.create({
    doc: options.text,
    extensions: [
      history(),
      drawSelection(),
      unseen,
      EditorView.lineWrapping,
      bracketMatching(),
      closeBrackets(),
      coloring,
      marking,
      theme,
      typing,
      tooltips({ position: "fixed" }),
      placeholder(options.placeholder),
      assistance(options),
      EditorView.contentAttributes.of({
        "aria-label": options.label, "aria-multiline": "true", autocapitalize: "off", autocorrect: "off", spellcheck: "false",
      }),
      keymap.of([
        { key: "Mod-Enter", run: () => (options.onFormat(), true) },
        { key: "Tab", run: acceptCompletion },
        ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) {
          options.onChange(update.state.doc.toString());
        }
        if (update.docChanged || update.selectionSet) {
          options.onCursor(update.state.doc.toString(), update.state.selection.main.head);
        }
      }),
    ],
  });
  const view = new EditorView({ state, parent: root, root });

  return {
    /** The text. */
    get text() {
      return view.state.doc.toString();
    },

    /** Replaces the whole text. @param {string} text */
    setText(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.length } });
    },

    /** Writes at the cursor, in place of what is selected. @param {string} text @param {number} [back] how far the cursor then goes back */
    insert(text, back = 0) {
      const { from, to } = view.state.selection.main;
      view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length - back }, scrollIntoView: true, userEvent: "input" });
      view.focus();
    },

    /** Shows what is wrong. @param {Problem[]} problems */
    setProblems(problems) {
      const length = view.state.doc.length;
      const found = problems.map((problem) => {
        const from = Math.min(problem.span[0], length);
        return {
          from,
          to: Math.max(from, Math.min(problem.span[1], length)),
          severity: /** @type {const} */ (problem.severity === "advice" ? "info" : problem.severity),
          message: problem.message,
          renderMessage: () => message(problem),
          actions: problem.fixes.map((fix) => ({ name: fix.title.replaceAll("`", ""), apply: () => this.fix(fix) })),
        };
      });
      view.dispatch(setDiagnostics(view.state, found));
    },

    /** Takes a fix. @param {{edits: {span: [number, number], text: string}[]}} fix */
    fix(fix) {
      const changes = fix.edits.map(({ span: [from, to], text }) => ({ from, to, insert: text }));
      view.dispatch({ changes, userEvent: "input" });
      view.focus();
    },

    /** Marks a piece of the text; without one, none. @param {[number, number] | null} span */
    mark(span) {
      const fits = span && span[1] <= view.state.doc.length ? span : null;
      view.dispatch({ effects: mark.of(fits) });
    },

    /** Selects a piece of the text. @param {[number, number]} span */
    select([anchor, head]) {
      const length = view.state.doc.length;
      view.dispatch({ selection: { anchor: Math.min(anchor, length), head: Math.min(head, length) }, scrollIntoView: true });
      view.focus();
    },

    focus() {
      view.focus();
    },
  };
}

/** @param {Problem} problem */
function message({ message, help }) {
  const made = document.createElement("div");
  made.append(...[message, help].filter((text) => text !== "").map(paragraph));
  return made;
}
