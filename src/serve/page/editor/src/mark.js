// One marked piece of the text: the sub-expression that is looked at elsewhere in the page.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** Marks a piece, or nothing. @type {import("@codemirror/state").StateEffectType<[number, number] | null>} */
export const mark = StateEffect.define();

const look = Decoration.mark({ class: "cm-looked-at" });

export const marking = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (effect.is(mark)) {
        next = effect.value && effect.value[0] < effect.value[1] ? Decoration.set([look.range(...effect.value)]) : Decoration.none;
      }
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
