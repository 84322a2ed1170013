// Completion and hover, asked of whoever made the editor.

import { autocompletion, pickedCompletion } from "@codemirror/autocomplete";
import { hoverTooltip } from "@codemirror/view";
import { paragraph } from "./paragraph.js";

/**
 * @typedef {(text: string, offset: number) => Promise<{from: number, to: number, items: Item[]} | null>} Complete
 * @typedef {(text: string, offset: number) => Promise<{from: number, to: number, title: string, text: string} | null>} Explain
 * @typedef {{label: string, kind: string, detail: string, insert: string, documentation: string}} Item
 */

const KINDS = { function: "function", attribute: "variable", word: "enum" };

/**
 * @param {{complete: Complete, hover: Explain}} options
 */
export function assistance({ complete, hover }) {
  return [
    autocompletion({
      override: [(context) => completions(context, complete)],
      activateOnTypingDelay: 15,
      interactionDelay: 30,
      maxRenderedOptions: 60,
      icons: false,
      addToOptions: [{ render: badge, position: 20 }],
    }),
    hoverTooltip(async (view, at) => {
      const found = await hover(view.state.doc.toString(), at);
      return found && {
        pos: found.from, end: found.to, above: true,
        create: () => ({ dom: documentation(found.title, found.text) }),
      };
    }, { hoverTime: 250 }),
  ];
}

/**
 * @param {import("@codemirror/autocomplete").CompletionContext} context
 * @param {Complete} complete
 */
async function completions(context, complete) {
  const begun = context.matchBefore(/(?:\[[^\]]*|[\p{L}_$][\p{L}\p{N}_$.:-]*)$/u);
  if (!begun && !context.explicit) {
    return null;
  }
  const text = context.state.doc.toString();
  const found = await complete(text, context.pos);
  if (!found || context.aborted || found.items.length === 0) {
    return null;
  }
  return {
    from: found.from,
    to: found.to,
    options: found.items.map((item, index) => ({
      label: item.label,
      detail: item.kind === "function" ? item.detail.slice(item.detail.startsWith(item.label) ? item.label.length : 0) : item.detail,
      type: KINDS[item.kind] ?? item.kind,
      // What the server puts first is first among equals.
      boost: Math.max(-99, -index),
      info: item.documentation ? () => documentation(item.kind === "function" ? item.detail : item.label, item.documentation) : undefined,
      apply: (view, completion, from, to) => write(view, completion, from, to, item.insert),
    })),
    validFor: /^[\p{L}\p{N}_$.:-]*$/u,
  };
}

/**
 * Writes a completion; a call gets its closing parenthesis, and the cursor between the two. The bracket that
 * already closes an attribute is passed over.
 */
function write(view, completion, from, to, insert) {
  const after = view.state.sliceDoc(to, to + 1);
  const opens = insert.endsWith("(");
  const isOpen = opens && after === "(";
  const closes = completion.type === "variable" && after === "]" && !insert.endsWith("]");
  const text = isOpen ? insert.slice(0, -1) : opens ? `${insert})` : insert;
  const cursor = from + insert.length + (closes ? 1 : 0);
  view.dispatch({
    changes: { from, to, insert: text }, selection: { anchor: cursor },
    annotations: pickedCompletion.of(completion), userEvent: "input.complete",
  });
}

/** What an offer is, as a letter. */
function badge(completion) {
  const made = document.createElement("span");
  made.className = `cm-badge cm-badge-${completion.type}`;
  made.textContent = { function: "ƒ", variable: "[ ]", enum: "Aa" }[completion.type] ?? "";
  made.setAttribute("aria-hidden", "true");
  return made;
}

/** @param {string} title @param {string} text */
function documentation(title, text) {
  const made = document.createElement("div");
  made.className = "cm-documentation";
  const head = document.createElement("code");
  head.textContent = title;
  made.append(head);
  made.append(...text.split(/\n+/).map(paragraph));
  return made;
}
