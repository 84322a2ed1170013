// The mappings: each object mapping as a table, its scoping filters, and another version to compare with.

import { h, fill } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { get, post } from "../lib/api.js";
import { alertBox, alertOf, announce } from "../lib/live.js";
import { combobox, searchOf } from "../lib/combobox.js";
import { filePicker } from "../lib/files.js";
import { problemList, problemsOf } from "../lib/problems.js";
import { tabs } from "../lib/tabs.js";
import { comparePart } from "../mappings/compare.js";
import { scopePart } from "../mappings/scope.js";
import { mappingFacts, mappingTable } from "../mappings/table.js";

/** @param {any} job */
export function make(job) {
  /** @type {any[]} */
  let objects = [];
  /** @type {string | null} */
  let user = null;
  /** @type {any} */
  let truth = null;
  /** @type {Map<string, any> | null} */
  let values = null;
  let selected = -1;
  /** @type {{name: string, text: string} | null} */
  let file = null;

  const place = h("div", { class: "stack" });
  const compared = h("div", { class: "stack", hidden: true });
  const problem = h("div");
  const chosen = h("span", { class: "chip", hidden: true });
  const filter = h("input", { class: "input", type: "search", "aria-label": "Filter mappings", placeholder: "Filter mappings", on: { input: show } });
  const search = combobox({
    label: "Show values of a user", hideLabel: true, placeholder: "Show values of a user", search: searchOf("users", get),
    pick: (offer) => { take(offer.key); },
  });
  const picker = filePicker("Schema file to compare with", (name, text) => {
    file = { name, text };
    compare();
  }, (message) => fill(problem, alertBox("failure", message)));
  const element = h("section", { class: "view mappings", "aria-labelledby": "mappings-title", data: { view: "mappings" } },
    h("header", { class: "view-head" }, h("h1", { id: "mappings-title" }, "Mappings"), h("div", { class: "view-tools" }, picker),
      h("p", { class: "lead" }, `Of ${job.schema_file}${job.rule?.name ? `, rule ${job.rule.name}` : ""}.`)),
    h("div", { class: "stack" },
      h("div", { class: "filters" }, h("div", { class: "search" }, icon("search"), filter), search.element, chosen),
      problem, compared, place));

  async function read() {
    try {
      objects = (await get("/api/mappings")).objects;
      if (selected < 0) {
        selected = Math.max(0, objects.findIndex((object) => object.runs === "users"));
      }
      show();
      element.dataset.ready = "";
    } catch (error) {
      fill(place, alertOf(error));
    }
  }

  function show() {
    chosen.hidden = user === null;
    fill(chosen, user === null ? null : [icon("person"), h("span", null, user), h("button", {
      type: "button", class: "button quiet small icon", "aria-label": `Do not show values of ${user}`, on: { click: leave },
    }, icon("cross"))]);
    const words = filter.value.trim().toLowerCase();
    const panels = objects.map((object) => panel(object, words));
    fill(place, objects.length === 0 ? h("p", { class: "empty" }, "The schema has no object mappings.")
      : objects.length === 1 ? panels[0]
        : tabs("Object mappings", objects.map((object, index) => ({ name: object.name, count: object.mappings.length, panel: panels[index] })), {
          selected, onSelect: (index) => { selected = index; },
        }));
  }

  /** @param {any} object @param {string} words */
  function panel(object, words) {
    const problems = problemsOf(object.problems);
    const isUsers = object.runs === undefined || object.runs === "users";
    return h("div", { class: "stack" },
      problems.length > 0 ? h("div", { class: "card card-body" }, problemList(`Problems of ${object.name}`, problems)) : null,
      h("section", { class: "card", "aria-label": object.name },
        h("header", { class: "card-head" }, h("h2", null, object.name), mappingFacts(object)),
        mappingTable(object, words, isUsers ? values : null)),
      scopePart(object, isUsers ? truth : null));
  }

  /** @param {string} key */
  async function take(key) {
    user = key;
    truth = null;
    values = new Map();
    fill(problem);
    show();
    try {
      const [scope, found] = await Promise.all([post("/api/scope", { key }), get(`/api/users/${encodeURIComponent(key)}`)]);
      truth = scope;
      const object = objects.find((one) => one.runs === "users") ?? objects[0];
      const mappings = object.mappings.filter((/** @type {any} */ mapping) => mapping.expression);
      const answers = await Promise.all(mappings.map((/** @type {any} */ mapping) =>
        post("/api/evaluate", { expression: mapping.expression, target: mapping.target, user: found.attributes })));
      if (user !== key) {
        return;
      }
      values = new Map(object.mappings.map((/** @type {any} */ mapping) => [mapping.target, { value: mapping.default_value, skipped: null, error: null }]));
      mappings.forEach((/** @type {any} */ mapping, /** @type {number} */ index) => values?.set(mapping.target, outcome(mapping, answers[index])));
      show();
      if (file) {
        compare();
      }
    } catch (error) {
      leave();
      fill(problem, alertOf(error));
    }
  }

  function leave() {
    user = null;
    truth = null;
    values = null;
    show();
    search.input.focus();
    if (file) {
      compare();
    }
  }

  async function compare() {
    const own = file;
    if (own === null) {
      return;
    }
    try {
      const told = await post("/api/compare", { old: own.text, ...(user === null ? {} : { key: user }) });
      if (file === own) {
        fill(problem);
        fill(compared, comparePart(told, own, objects, user, () => {
          file = null;
          compared.hidden = true;
          picker.querySelector("input")?.focus();
        }));
        compared.hidden = false;
        announce(`compared with ${own.name}`);
      }
    } catch (error) {
      file = null;
      compared.hidden = true;
      fill(problem, alertOf(error));
    }
  }

  return { element, show: read };
}

/** What a mapping gives: where the expression gives nothing, its default. @param {any} mapping @param {any} answer */
function outcome(mapping, answer) {
  const { result } = answer;
  if (!result) {
    return { value: null, skipped: null, error: "it has errors" };
  }
  return { value: result.value ?? mapping.default_value, skipped: result.skipped, error: result.error?.message ?? null };
}
