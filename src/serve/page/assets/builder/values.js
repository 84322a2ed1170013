// The values with which an expression is tried: typed, or taken from a user of the source.

import { h, fill, counted } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { get } from "../lib/api.js";
import { alertOf, announce } from "../lib/live.js";
import { combobox, searchOf } from "../lib/combobox.js";

/** What a field would lose or not show: line breaks, control characters, and what turns the text around it. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * @typedef {{name: string, type: string, multivalued: boolean}} Attribute
 */

/**
 * @param {object} options
 * @param {Attribute[]} options.attributes the source's attributes
 * @param {string} options.source what people call the source
 * @param {() => boolean} options.isGroup whether expressions are judged as those of groups
 * @param {() => void} options.onChange
 * @param {{key: string, edited: boolean, texts: Record<string, string>}} options.kept what was there before
 */
export function valuesPanel({ attributes, source, isGroup, onChange, kept }) {
  let given = attributes;
  let known = byName(attributes);
  /** @type {Map<string, string>} */
  const texts = new Map(Object.entries(kept.texts));
  /** @type {Map<string, HTMLElement>} */
  const rows = new Map();
  /** @type {string[]} */
  let used = [];
  let key = kept.key;
  /** Whether the values are no longer those of the user alone. */
  let edited = false;
  let arrangement = "";

  const problem = h("div");
  const chosen = h("p", { class: "values-chosen" });
  const usedList = h("div", { class: "values-list" });
  const restList = h("div", { class: "values-list" });
  const restCount = h("span");
  const rest = h("details", { class: "values-rest" }, h("summary", null, restCount), restList);
  const adder = h("input", { class: "input mono", "aria-label": "New attribute", placeholder: "another attribute", list: "attribute-names", autocomplete: "off", spellcheck: "false" });
  const names = h("datalist", { id: "attribute-names" }, attributes.map((attribute) => h("option", { value: attribute.name })));
  const add = h("form", { class: "row values-add", on: { submit: addTyped } }, adder,
    h("button", { type: "submit", class: "button small", "aria-label": "Add attribute" }, icon("plus"), "Add"),
    names);
  const finder = (/** @type {string} */ label, /** @type {"users" | "groups"} */ kind) => combobox({
    label, placeholder: `Search ${source}`, search: searchOf(kind, get), pick: (offer) => { take(kind, offer.key); },
  });
  const finders = { users: finder("Take values from a user", "users"), groups: finder("Take values from a group", "groups") };

  /** @param {Event} event */
  function addTyped(event) {
    event.preventDefault();
    const name = adder.value.trim().replace(/^\[|\]$/g, "");
    if (name === "") {
      return;
    }
    const found = known.get(name.toLowerCase())?.name ?? name;
    if (!texts.has(found)) {
      texts.set(found, "");
    }
    adder.value = "";
    arrange();
    rest.open = true;
    rows.get(found)?.querySelector("input")?.focus();
  }

  /** @param {string} kind @param {string} wanted */
  async function take(kind, wanted) {
    try {
      const found = await get(`/api/${kind}/${encodeURIComponent(wanted)}`);
      replace(found.key || found.name || wanted, found.attributes ?? {});
      fill(problem);
      announce(`values of ${key} taken`);
      onChange();
    } catch (error) {
      fill(problem, alertOf(error));
    }
  }

  function clear() {
    replace("", {});
    onChange();
    finders[isGroup() ? "groups" : "users"].input.focus();
  }

  function showFinder() {
    finders.users.element.hidden = isGroup();
    finders.groups.element.hidden = !isGroup();
  }

  /** @param {string} user @param {Record<string, unknown>} attributes */
  function replace(user, attributes) {
    key = user;
    texts.clear();
    for (const [name, value] of Object.entries(attributes)) {
      texts.set(name, textOf(value, known.get(name.toLowerCase())));
    }
    showChosen(false);
    anew();
  }

  function anew() {
    rows.clear();
    arrangement = "";
    arrange();
  }

  /** Puts the attributes that the expression reads first. */
  function arrange() {
    const first = used.map(nameOf);
    const others = [...texts.keys()].filter((name) => !first.includes(name));
    const wanted = JSON.stringify([first, others]);
    if (wanted === arrangement) {
      return;
    }
    arrangement = wanted;
    fill(usedList, first.length > 0
      ? first.map(row)
      : h("p", { class: "note" }, "Attributes of the expression appear here, to be given values."));
    fill(restList, others.map(row));
    restCount.textContent = counted(others.length, "further attribute");
    rest.hidden = others.length === 0;
  }

  /** @param {boolean} isEdited */
  function showChosen(isEdited) {
    edited = isEdited;
    fill(chosen, key
      ? [icon("person"), h("span", { class: "values-key", title: key }, key), edited ? h("span", { class: "values-kind" }, "edited") : null,
        h("button", { type: "button", class: "button quiet small", on: { click: clear } }, "Clear")]
      : null);
    chosen.hidden = !key;
  }

  /** @param {string} name as the expression spells it */
  function nameOf(name) {
    const lower = name.toLowerCase();
    return known.get(lower)?.name ?? [...texts.keys()].find((other) => other.toLowerCase() === lower) ?? name;
  }

  /** @param {string} name */
  function row(name) {
    const found = rows.get(name);
    if (found) {
      return found;
    }
    const attribute = known.get(name.toLowerCase());
    const input = h("input", {
      class: "input mono", value: texts.get(name) ?? "", placeholder: "no value", autocomplete: "off", spellcheck: "false", "aria-label": name,
      on: { input: () => { texts.set(name, input.value); showChosen(key !== ""); onChange(); } },
    });
    const kind = attribute ? `${attribute.type}${attribute.multivalued ? ", several" : ""}` : "not in the schema";
    const made = h("label", { class: "values-row", data: { attribute: name } },
      h("span", { class: "values-name" }, h("span", { class: "name" }, name), h("span", { class: "values-kind" }, kind)), input);
    rows.set(name, made);
    return made;
  }

  showChosen(kept.edited);
  showFinder();
  arrange();
  return {
    element: h("section", { class: "card values-panel", "aria-labelledby": "values-title" },
      h("header", { class: "card-head" }, h("h2", { id: "values-title" }, "Test values")),
      h("div", { class: "card-body stack" }, finders.users.element, finders.groups.element, problem, chosen, usedList, rest, add,
        h("p", { class: "note" }, "Plain text, or JSON: ", h("code", null, "true"), ", ", h("code", null, "5"), ", ", h("code", null, '["a", "b"]'), ". An empty field is no value."))),

    /** The values as the server takes them. @returns {Record<string, unknown>} */
    values() {
      /** @type {Record<string, unknown>} */
      const found = {};
      for (const [name, text] of texts) {
        if (text !== "") {
          found[name] = read(text, known.get(name.toLowerCase()));
        }
      }
      return found;
    },

    /** Replaces all values, as an example gives them. @param {Record<string, unknown>} values */
    give(values) {
      replace("", values);
    },

    /** Tells which attributes the source's objects have. @param {Attribute[]} attributes */
    of(attributes) {
      if (attributes.length === given.length && attributes.every((attribute, index) => attribute === given[index])) {
        return;
      }
      given = attributes;
      showFinder();
      known = byName(attributes);
      fill(names, attributes.map((attribute) => h("option", { value: attribute.name })));
      anew();
    },

    /** Tells which attributes the expression reads. @param {string[]} names */
    uses(names) {
      used = names;
      arrange();
    },

    /** What is to be kept. */
    get kept() {
      return { key, edited, texts: Object.fromEntries(texts) };
    },
  };
}

/** @param {Attribute[]} attributes */
function byName(attributes) {
  return new Map(attributes.map((attribute) => [attribute.name.toLowerCase(), attribute]));
}

/**
 * A value as it is typed: as it stands where it is read back the same, and otherwise as JSON.
 * @param {unknown} value
 * @param {Attribute | undefined} attribute
 */
function textOf(value, attribute) {
  if (value === null || value === undefined) {
    return "";
  }
  if (typeof value === "string" && value.trim() !== "" && value.search(UNSEEN) < 0 && read(value, attribute) === value) {
    return value;
  }
  return JSON.stringify(value).replace(UNSEEN, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * What somebody typed, as a value: JSON where the attribute is no text or the text can only be meant as JSON.
 * @param {string} text
 * @param {Attribute | undefined} attribute
 */
function read(text, attribute) {
  const isText = attribute === undefined || /^(?:text|string|reference|date)/i.test(attribute.type);
  if (!isText || /^\s*["[{]/.test(text) || (attribute === undefined && /^(?:true|false|null|-?\d+)$/.test(text))) {
    try {
      return JSON.parse(text.replace(/^(?:True|False)$/, (word) => word.toLowerCase()));
    } catch {
      return text;
    }
  }
  return text;
}
