// What an expression is judged by: one of the schema's object mappings, and the target attribute it is for.

import { h, fill, freshId } from "../lib/dom.js";

/**
 * @typedef {object} Attribute
 * @property {string} name
 * @property {string} type
 * @property {boolean} multivalued
 * @property {string} mapping the object mapping to whose objects it belongs
 * @property {string} [object] the kind of object that has it
 * @property {boolean} [mapped] of a target attribute: whether it has a mapping
 *
 * @typedef {object} Row a mapping of a target attribute
 * @property {string} target
 * @property {string | null} expression
 * @property {string | null} default_value
 */

/**
 * @param {object} options
 * @param {{attributes: Attribute[], targets: Attribute[]}} options.language
 * @param {string | null} options.groups what the source calls groups, where they are provisioned
 * @param {{mapping: string, target: string}} options.kept what was chosen before
 * @param {() => void} options.onChange
 * @param {() => void} options.onLoad
 */
export function groundPicker({ language, groups, kept, onChange, onLoad }) {
  /** @type {{name: string, mappings: Row[]}[]} */
  let objects = [];
  const own = [...new Set([...language.attributes, ...language.targets].map(({ mapping }) => mapping))];
  let mapping = kept.mapping || own[0] || "";
  let target = kept.target;

  const id = freshId("object-mapping");
  const mappingLabel = h("label", { class: "small muted", for: id }, "Object mapping");
  const mappingSelect = h("select", { class: "input ground-mapping", id, on: { change: () => {
    mapping = mappingSelect.value;
    target = targetsOf(mapping).some(({ name }) => name === target) ? target : "";
    show();
    onChange();
  } } });
  const targetSelect = h("select", { class: "input", id: "builder-target", "aria-label": "Target attribute", on: { change: () => {
    target = targetSelect.value;
    onChange();
  } } });

  /** @param {string} of @returns {{name: string, mapped: boolean}[]} */
  function targetsOf(of) {
    const declared = language.targets.filter((one) => one.mapping === of).map(({ name, mapped }) => ({ name, mapped: mapped === true }));
    const rows = (objects.find(({ name }) => name === of)?.mappings ?? []).map((row) => ({ name: row.target, mapped: true }));
    return [...new Map([...declared, ...rows].map((one) => [one.name, one])).values()];
  }

  function show() {
    const names = [...new Set([...own, ...objects.map(({ name }) => name), mapping])].filter((name) => name !== "");
    fill(mappingSelect, names.map((name) => h("option", { value: name, selected: name === mapping }, name)));
    mappingSelect.hidden = names.length < 2;
    mappingLabel.hidden = mappingSelect.hidden;
    const targets = targetsOf(mapping);
    const group = (/** @type {string} */ label, /** @type {boolean} */ mapped) => {
      const found = targets.filter((one) => one.mapped === mapped);
      return found.length > 0 && h("optgroup", { label }, found.map(({ name }) => h("option", { value: name, selected: name === target }, shortName(name))));
    };
    fill(targetSelect, h("option", { value: "", selected: target === "" }, "none"), group("With a mapping", true), group("Without a mapping", false));
  }

  show();
  return {
    element: h("div", { class: "ground" },
      mappingLabel, mappingSelect,
      h("label", { class: "small muted", for: "builder-target" }, "Target attribute"), targetSelect,
      h("button", { type: "button", class: "button small", on: { click: () => (target ? onLoad() : targetSelect.focus()) } }, "Load its mapping")),

    get target() {
      return target;
    },

    get mapping() {
      return mapping;
    },

    /** The attributes that the source's objects have. */
    get attributes() {
      return language.attributes.filter((one) => one.mapping === mapping);
    },

    /** Whether the source's objects are groups. */
    get isGroup() {
      return groups !== null && language.attributes.some((one) => one.mapping === mapping && one.object === groups);
    },

    /** @param {string} nextMapping @param {string} nextTarget */
    choose(nextMapping, nextTarget) {
      mapping = nextMapping;
      target = nextTarget;
      show();
    },

    /**
     * Takes what the schema has; what was chosen before may be gone.
     * @param {{name: string, mappings: Row[]}[]} found
     */
    know(found) {
      objects = found;
      const isGone = mapping !== "" && !own.includes(mapping) && !found.some(({ name }) => name === mapping);
      if (isGone) {
        mapping = own[0] ?? "";
        target = "";
      }
      show();
      if (isGone) {
        onChange();
      }
    },
  };
}

/**
 * Finds the mapping of a target attribute.
 * @template {{name: string, mappings: Row[]}} O
 * @param {O[]} objects
 * @param {string} target
 * @param {string | null} wanted the object mapping; without one the first that has the target attribute is taken
 * @param {string} current the object mapping that goes before others
 * @returns {{holder: O | undefined, row: Row | undefined}}
 */
export function mappingOf(objects, target, wanted, current) {
  const rowOf = (/** @type {O} */ object) => object.mappings.find((row) => row.target === target);
  const first = objects.find(({ name }) => name === (wanted ?? current));
  const holder = first && (wanted !== null || rowOf(first)) ? first : objects.find(rowOf) ?? first;
  return { holder, row: holder && rowOf(holder) };
}

/**
 * Why a target attribute has no expression that could be loaded.
 * @param {string} target
 * @param {Row | undefined} row
 */
export function whyNothing(target, row) {
  if (!row) {
    return `\`${target}\` has no mapping: nothing flows to it`;
  }
  return row.default_value === null
    ? `the mapping of \`${target}\` has no expression`
    : `the mapping of \`${target}\` has no expression: it always gives \`${row.default_value}\``;
}

/** @param {string} name */
function shortName(name) {
  return name.replace(/^urn:.*:(?=[^:]+$)/, "…");
}
