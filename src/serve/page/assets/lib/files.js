// Choosing a file of one's own machine, whose text is then sent to the server.

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** The largest file that the server takes, in bytes. */
const MOST = 8 * 1000 * 1000;

/**
 * A button that opens the file picker.
 * @param {string} label
 * @param {(name: string, text: string) => void} take
 * @param {(message: string) => void} refuse
 */
export function filePicker(label, take, refuse) {
  const input = h("input", {
    type: "file", accept: ".json,application/json", "aria-label": label,
    on: {
      change: async () => {
        const file = input.files?.[0];
        input.value = "";
        if (!file) {
          return;
        }
        if (file.size > MOST) {
          refuse(`\`${file.name}\` is larger than 8 MB`);
          return;
        }
        take(file.name, await file.text());
      },
    },
  });
  return h("span", { class: "file-pick" }, h("span", { class: "button", "aria-hidden": "true" }, icon("file"), label), input);
}
