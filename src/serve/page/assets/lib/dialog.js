// Asking before something is done that cannot be taken back.

import { h, freshId } from "./dom.js";

/**
 * @param {object} options
 * @param {string} options.title
 * @param {(Node | string)[]} options.text
 * @param {string} options.action the name of the button that does it
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, action }) {
  const id = freshId("dialog");
  return new Promise((resolve) => {
    const dialog = h("dialog", { "aria-labelledby": id, "aria-describedby": `${id}-text` },
      h("div", { class: "dialog-body" }, h("h2", { id }, title), h("p", { id: `${id}-text` }, text)),
      h("div", { class: "dialog-foot" },
        h("button", { type: "button", class: "button", autofocus: true, on: { click: () => dialog.close("") } }, "Cancel"),
        h("button", { type: "button", class: "button danger", on: { click: () => dialog.close("yes") } }, action)));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
