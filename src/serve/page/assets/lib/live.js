// Tells things to whoever listens to the page, and briefly shows them to whoever looks at it.

import { h, fill, prose } from "./dom.js";
import { icon } from "./icons.js";
import { Refusal } from "./api.js";

/**
 * Has a screen reader say something.
 * @param {string} text
 */
export function announce(text) {
  const place = document.getElementById("announce");
  if (place) {
    // The same text twice is only said twice when it changes.
    place.textContent = place.textContent === text ? `${text}\u00a0` : text;
  }
}

/** @type {number} */
let timer = 0;

/**
 * Shows and says something for a moment.
 * @param {string} text
 */
export function toast(text) {
  announce(text);
  const shown = document.querySelector(".toast") ?? document.body.appendChild(h("div", { class: "toast", "aria-hidden": "true" }));
  fill(shown, icon("check"), text);
  shown.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => shown.classList.remove("shown"), 2200);
}

/**
 * What went wrong, for a place of the page.
 * @param {unknown} error
 */
export function alertOf(error) {
  const message = error instanceof Error ? error.message : String(error);
  const help = error instanceof Refusal ? error.help : "";
  return alertBox("failure", message, help);
}

/**
 * A message that stands out.
 * @param {"failure" | "warning" | "success" | "skipped"} status
 * @param {string} message
 * @param {string | null} [help]
 */
export function alertBox(status, message, help) {
  const name = { failure: "error", warning: "warning", success: "check", skipped: "dash" }[status];
  return h("div", { class: `alert alert-${status}`, role: status === "failure" ? "alert" : null },
    icon(name),
    h("div", null,
      h("p", null, prose(sentence(message))),
      help ? h("p", { class: "alert-help" }, prose(sentence(help))) : null));
}

/**
 * A message of the server as a sentence of the page: with a capital, unless it begins with a name or code.
 * @param {string} text
 */
export function sentence(text) {
  return /^[a-z]+(?:'[a-z]+)?(?![\w@.`:-])/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/**
 * Copies a text, and says so.
 * @param {string} text
 * @param {string} what what was copied, for people
 */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied`);
  } catch {
    const area = h("textarea", { class: "hidden-visually", value: text, "aria-hidden": "true", tabindex: "-1" });
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus();
    toast(done ? `${what} copied` : "The browser does not let this page copy");
  }
}
