// Typing over a selection. Left to the browser, the new text would get the colours of what it replaces as an
// inline style, which the page's policy refuses with an error in the console.

import { EditorView } from "@codemirror/view";

export const typing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== "insertText" || event.data === null || empty || view.composing) {
      return false;
    }
    const text = event.data;
    const insert = () => view.state.update({
      changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: "input.type", scrollIntoView: true,
    });
    const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
    if (!isHandled) {
      view.dispatch(insert());
    }
    event.preventDefault();
    return true;
  },
});
