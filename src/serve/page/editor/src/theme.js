// How the editor looks: the page's colours, which reach into the shadow root as custom properties.

import { EditorView } from "@codemirror/view";

const wavy = (color) => ({
  backgroundImage: "none", paddingBottom: "0",
  textDecoration: `underline wavy 1px ${color}`, textUnderlineOffset: "3px", textDecorationSkipInk: "none",
});

export const theme = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "transparent", fontSize: "0.9375rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.65", maxHeight: "40vh" },
  ".cm-content": { padding: "0.625rem 0.125rem", minHeight: "3.75rem", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 0.75rem" },
  ".cm-cursor": { borderLeft: "2px solid var(--accent)" },
  ".cm-placeholder": { color: "var(--muted)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "light-dark(#cfdcfb, #2b3c6e)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--accent-soft)", outline: "1px solid var(--accent)", borderRadius: "2px" },
  "&.cm-focused .cm-nonmatchingBracket": { background: "var(--fail-soft)", outline: "1px solid var(--fail)", borderRadius: "2px" },
  ".cm-looked-at": { background: "var(--mark)", borderRadius: "2px" },
  ".cm-unseen": {
    margin: "0 1px", padding: "0 0.1875rem", border: "1px solid var(--line-strong)", borderRadius: "3px",
    color: "var(--muted)", font: "0.6875rem/1.2 var(--mono)",
  },

  ".cm-lintRange-error": wavy("var(--fail)"),
  ".cm-lintRange-warning": wavy("var(--warn)"),
  ".cm-lintRange-info": wavy("var(--accent)"),
  ".cm-lintRange-active": { background: "var(--hover)" },
  ".cm-lintPoint::after": { borderBottomColor: "var(--fail)" },

  ".cm-tooltip": {
    background: "var(--raised)", color: "var(--text)", border: "1px solid var(--line)", borderRadius: "8px",
    boxShadow: "var(--shadow-large)", zIndex: "50", maxWidth: "min(32rem, calc(100vw - 1rem))",
  },
  ".cm-tooltip-lint": { margin: "0", padding: "0", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { borderRadius: "7px", fontFamily: "var(--mono)", fontSize: "0.8125rem", maxHeight: "16rem", minWidth: "14rem", maxWidth: "min(34rem, calc(100vw - 1.5rem))" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { display: "flex", alignItems: "baseline", gap: "0.5rem", padding: "0.25rem 0.625rem", lineHeight: "1.4" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--accent-fill)", color: "var(--accent-text)" },
  ".cm-completionLabel": { flex: "none" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { marginLeft: "0", fontStyle: "normal", color: "var(--muted)", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  "li[aria-selected] .cm-completionDetail, li[aria-selected] .cm-badge": { color: "inherit" },
  ".cm-badge": { flex: "none", width: "1.5rem", textAlign: "center", color: "var(--muted)" },
  ".cm-badge-function": { color: "var(--code-function)" },
  ".cm-badge-variable": { color: "var(--code-attribute)" },
  ".cm-badge-enum": { color: "var(--code-word)" },
  ".cm-tooltip.cm-completionInfo": { padding: "0", maxWidth: "22rem" },
  ".cm-documentation": { padding: "0.625rem 0.75rem", font: "400 0.8125rem/1.5 var(--font)", maxWidth: "30rem" },
  ".cm-documentation > code:first-child": { display: "block", color: "var(--code-function)", fontWeight: "600", marginBottom: "0.25rem" },
  ".cm-documentation p": { margin: "0.25rem 0 0" },
  ".cm-documentation code": { fontFamily: "var(--mono)", fontSize: "0.9286em" },

  ".cm-diagnostic": { padding: "0.5rem 0.75rem", borderLeft: "3px solid var(--line)", font: "400 0.8125rem/1.5 var(--font)" },
  ".cm-diagnosticText": { display: "block" },
  ".cm-diagnosticText code": { fontFamily: "var(--mono)", fontSize: "0.9286em" },
  ".cm-diagnosticText p": { margin: "0" },
  ".cm-diagnosticText p + p": { color: "var(--muted)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--fail)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--accent)" },
  ".cm-diagnosticAction": {
    display: "inline-block", margin: "0.375rem 0.375rem 0 0", padding: "0.125rem 0.5rem", cursor: "pointer",
    background: "var(--accent-fill)", color: "var(--accent-text)", borderRadius: "4px", font: "550 0.8125rem/1.4 var(--font)",
  },
  ".cm-panels": { background: "var(--sunken)", color: "var(--text)" },
});
