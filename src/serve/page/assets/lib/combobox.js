// A field that searches as one types and offers what it found: the ARIA combobox with a listbox.

import { h, fill, freshId, later, prose } from "./dom.js";
import { icon } from "./icons.js";
import { verbatim } from "./code.js";
import { announce, sentence } from "./live.js";

/** How many offers are shown. */
const MOST = 20;

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
 * @param {(text: string, signal: AbortSignal) => Promise<Offer[]>} options.search gives one offer more than are shown where there are more
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
  const list = h("ul", { class: "options-list", id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true });
  const note = h("p", { class: "options-note" });
  const popup = h("div", { class: "options", hidden: true }, list, note);
  /** @type {Offer[]} */
  let offers = [];
  /** What is shown of them: who is found again keeps its element, so that a click meets it. @type {Map<string, HTMLElement>} */
  let options = new Map();
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
    const told = new Map(found.slice(0, MOST).map((offer) => [JSON.stringify(offer), offer]));
    offers = [...told.values()];
    active = -1;
    const isMore = found.length > MOST;
    options = new Map([...told].map(([written, offer]) => [written, options.get(written) ?? optionOf(offer)]));
    fill(list, [...options.values()]);
    options.forEach((option) => option.setAttribute("aria-selected", "false"));
    fill(note, prose(offers.length === 0 ? sentence(problem ?? none) : isMore ? `The first ${MOST}: write more to see others.` : ""));
    popup.hidden = false;
    list.hidden = offers.length === 0;
    note.hidden = note.textContent === "";
    input.setAttribute("aria-expanded", String(offers.length > 0));
    input.removeAttribute("aria-activedescendant");
    announce(isMore ? `more than ${MOST} found` : offers.length > 0 ? `${offers.length} found` : note.textContent ?? "");
  }

  /** @param {Offer} offer */
  function optionOf(offer) {
    return h("li", {
      role: "option", id: freshId(id), class: "option", data: { key: offer.key },
      on: {
        mousedown: (/** @type {Event} */ event) => event.preventDefault(),
        click: () => take(offer),
      },
    }, h("span", { class: "option-name" }, verbatim(offer.name)), offer.detail ? h("span", { class: "option-detail" }, verbatim(offer.detail)) : null);
  }

  function close() {
    popup.hidden = true;
    list.hidden = true;
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

  /** @param {Offer | undefined} offer */
  function take(offer) {
    if (!offer || pick(offer) === false) {
      return;
    }
    asked.abort();
    input.value = keeps ? offer.name : "";
    close();
  }

  input.addEventListener("input", ask);
  input.addEventListener("click", () => popup.hidden && ask());
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
      take(offers[active < 0 && offers.length === 1 ? 0 : active]);
    } else if (event.key === "Escape" && !popup.hidden) {
      event.preventDefault();
      close();
    }
  });

  const element = h("div", { class: "combobox" },
    h("label", { for: id, class: hideLabel ? "hidden-visually" : "label" }, label),
    h("div", { class: "combobox-field" }, icon("search"), input),
    popup);
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
    const found = await get(`/api/${kind}?search=${encodeURIComponent(text)}&limit=${MOST + 1}`, signal);
    return (found.objects ?? []).map((/** @type {any} */ object) => ({
      key: object.key, name: object.name || object.key, detail: object.name ? object.key : "",
    }));
  };
}
