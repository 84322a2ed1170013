// Characters that take no room or turn the text around them, shown by their code point.

import { highlightSpecialChars } from "@codemirror/view";

export const unseen = highlightSpecialChars({
  // Besides what the library takes for special: the other marks that turn text, and further ones without room.
  addSpecialChars: /[\u180e\u202a-\u202c\u2060-\u2069]/g,
  render(code, description) {
    const made = document.createElement("span");
    made.className = "cm-unseen";
    made.textContent = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    made.title = description;
    return made;
  },
});
