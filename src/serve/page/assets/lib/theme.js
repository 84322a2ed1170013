// The button that chooses light, dark, or what the system says.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";

const KEY = "attrflow-theme";
const ORDER = /** @type {const} */ (["automatic", "light", "dark"]);
const ICONS = { automatic: "auto", light: "sun", dark: "moon" };

/** The button; each press goes on to the next. */
export function themeButton() {
  const button = h("button", { type: "button", class: "button quiet icon", on: { click: next } });
  let chosen = /** @type {typeof ORDER[number]} */ (document.documentElement.dataset.theme ?? "automatic");

  function next() {
    chosen = ORDER[(ORDER.indexOf(chosen) + 1) % ORDER.length];
    if (chosen === "automatic") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = chosen;
    }
    try {
      chosen === "automatic" ? localStorage.removeItem(KEY) : localStorage.setItem(KEY, chosen);
    } catch {
      // Storage may be forbidden; then the choice lasts as long as the page.
    }
    tell();
  }

  function tell() {
    fill(button, icon(ICONS[chosen]));
    button.setAttribute("aria-label", `Colour theme: ${chosen}`);
    button.title = `Colour theme: ${chosen}`;
  }

  tell();
  return button;
}
