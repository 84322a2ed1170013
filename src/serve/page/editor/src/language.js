// The colours of expressions: the page's own tokens, as CodeMirror takes them.

import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { tokenAt } from "../../assets/lib/tokens.js";

/** How what goes on in the next line ends. */
const ENDS = { string: /(?:[^"\\]|\\.)*"/y, comment: /.*?\*\//y };

const language = StreamLanguage.define({
  name: "expression",
  startState: () => ({ open: /** @type {null | "string" | "comment"} */ (null) }),
  token(stream, state) {
    if (state.open) {
      const kind = state.open;
      ENDS[kind].lastIndex = stream.pos;
      if (ENDS[kind].test(stream.string)) {
        stream.pos = ENDS[kind].lastIndex;
        state.open = null;
      } else {
        stream.skipToEnd();
      }
      return kind;
    }
    const { to, kind } = tokenAt(stream.string, stream.pos);
    const text = stream.string.slice(stream.pos, to);
    stream.pos = to;
    if (kind === "string" && text.startsWith('"') && (text.length === 1 || !text.endsWith('"'))) {
      state.open = "string";
    } else if (kind === "comment" && text.startsWith("/*") && !text.endsWith("*/")) {
      state.open = "comment";
    }
    return kind === "blank" || kind === "other" ? null : kind;
  },
  languageData: { closeBrackets: { brackets: ["(", "[", '"'] } },
  tokenTable: {
    function: tags.function(tags.name),
    attribute: tags.propertyName,
    parameter: tags.macroName,
    word: tags.atom,
  },
});

const style = HighlightStyle.define([
  { tag: tags.function(tags.name), color: "var(--code-function)", fontWeight: "550" },
  { tag: tags.propertyName, color: "var(--code-attribute)" },
  { tag: tags.macroName, color: "var(--code-attribute)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: tags.atom, color: "var(--code-word)" },
  { tag: [tags.operator, tags.punctuation], color: "var(--code-operator)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
]);

export const coloring = [language, syntaxHighlighting(style)];
