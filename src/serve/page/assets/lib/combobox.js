// A field that searches as one types and offers what it found: the ARIA combobox with a listbox.

import { h, fill, freshId, later } from "./dom.js";
import { icon } from "./icons.js";
import { announce } from "./live.js";

/**
 * @typedef {object} Offer
 * @property {string} key
 * @property {string} name
 * @property {string} [detail]
 */

/**
 * @param {object} options
 * @param {string} options.label the field's name, shown above it
 * @param {string} [options.placeholder]
 * @param {boolean} [options.hideLabel]
 * @param {(text: string, signal: AbortSignal) => Promise<Offer[]>} options.search
 * @param {(offer: Offer) => void | boolean} options.pick false keeps the list open
 * @param {boolean} [options.keeps] whether the field keeps the name of what was picked
 * @param {string} [options.none] what is said when nothing is found
 */
export function combobox({ label, placeholder, hideLabel = false, search, pick, keeps = false, none = "Nobody is found" }) {
  const id = freshId("combobox");
  const input = h("input", {
    class: "input", id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder,
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`,
  });
  const list = h("ul", { class: "options", id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true });
  const empty = h("p", { class: "options options-empty", hidden: true });
  /** @type {Offer[]} */
  let offers = [];
  let active = -1;
  let asked = new AbortController();

  const ask = later(80, async () => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const found = await search(input.value.trim(), signal);
      if (!signal.aborted && document.activeElement === input) {
        open(found);
      }
    } catch (error) {
      if (!signal.aborted) {
        open([], error instanceof Error ? error.message : String(error));
      }
    }
  });

  /** @param {Offer[]} found @param {string} [problem] */
  function open(found, problem) {
    offers = found;
    active = -1;
    fill(list, found.map((offer, index) => h("li", {
      role: "option", id: `${id}-${index}`, class: "option", "aria-selected": "false", data: { key: offer.key },
      on: {
        mousedown: (/** @type {Event} */ event) => event.preventDefault(),
        click: () => take(index),
      },
    }, h("span", { class: "option-name" }, offer.name), offer.detail ? h("span", { class: "option-detail" }, offer.detail) : null)));
    list.hidden = found.length === 0;
    empty.hidden = found.length > 0;
    empty.textContent = found.length > 0 ? "" : problem ?? none;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    announce(found.length > 0 ? `${found.length} found` : problem ?? none);
  }

  function close() {
    list.hidden = true;
    empty.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  function activate(index) {
    active = (index + offers.length) % offers.length;
    Array.from(list.children).forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === active));
      if (at === active) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    });
  }

  /** @param {number} index */
  function take(index) {
    const offer = offers[index];
    if (!offer || pick(offer) === false) {
      return;
    }
    asked.abort();
    input.value = keeps ? offer.name : "";
    close();
  }

  input.addEventListener("input", ask);
  input.addEventListener("click", () => list.hidden && ask());
  input.addEventListener("blur", () => { asked.abort(); close(); });
  input.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) {
        ask();
      } else {
        activate(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
      }
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      take(active < 0 && offers.length === 1 ? 0 : active);
    } else if (event.key === "Escape" && (isOpen || !empty.hidden)) {
      event.preventDefault();
      close();
    }
  });

  const element = h("div", { class: "combobox" },
    h("label", { for: id, class: hideLabel ? "hidden-visually" : "label" }, label),
    h("div", { class: "combobox-field" }, icon("search"), input),
    list, empty);
  return {
    element,
    input,
    /** @param {string} text */
    setText(text) { input.value = text; },
  };
}

/**
 * Searches the source's users.
 * @param {string} kind users or groups
 * @param {(path: string, signal?: AbortSignal) => Promise<any>} get
 * @returns {(text: string, signal: AbortSignal) => Promise<Offer[]>}
 */
export function searchOf(kind, get) {
  return async (text, signal) => {
    const found = await get(`/api/${kind}?search=${encodeURIComponent(text)}&limit=20`, signal);
    return (found.objects ?? []).map((/** @type {any} */ object) => ({
      key: object.key, name: object.name || object.key, detail: object.name ? object.key : "",
    }));
  };
}
