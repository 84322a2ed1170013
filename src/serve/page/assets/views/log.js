// The provisioning log: what was applied, newest first; each entry can be opened.

import { h, fill, counted, later } from "../lib/dom.js";
import { icon, statusMark } from "../lib/icons.js";
import { get } from "../lib/api.js";
import { verbatim } from "../lib/code.js";
import { alertOf } from "../lib/live.js";
import { table } from "../lib/table.js";
import { capital, duration, instant } from "../lib/words.js";
import { runView } from "../run/run.js";

/** How many runs the server tells at once. */
const MOST = 500;

/** @param {any} job */
export function make(job) {
  /** @type {any[]} */
  let runs = [];
  let opened = "";
  /** The entry from which one comes back to the log. */
  let left = "";
  /** Which reading is the last; what an earlier one brings is too late. */
  let reading = 0;
  let isFiltered = false;
  const list = h("div");
  const told = h("p", { class: "note", role: "status" });
  const filter = h("input", { class: "input", type: "search", "aria-label": "Filter by user", placeholder: "Filter by user", on: { input: later(200, read) } });
  const status = select("Status", ["success", "warning", "skipped", "failure"]);
  const action = select("Action", ["create", "update", "disable", "delete", "other"]);
  const back = h("a", { class: "button quiet small", href: "#/log", hidden: true }, icon("left"), "Back to the log");
  const run = runView();
  const title = h("h2", { class: "entry-title", tabindex: "-1" });
  const refresh = h("button", { type: "button", class: "button", on: { click: read } }, icon("retry"), "Refresh");
  const tools = h("div", { class: "filters" }, h("div", { class: "search" }, icon("search"), filter), status, action, told);
  const place = h("div", { class: "stack" }, tools, list);
  const element = h("section", { class: "view log", "aria-labelledby": "log-title", data: { view: "log" } },
    h("header", { class: "view-head" }, h("h1", { id: "log-title" }, "Log"), back, refresh,
      h("p", { class: "lead" }, `What was applied to ${job.target.title}. What-if runs are not kept.`)),
    place);

  /** @param {string} label @param {string[]} values */
  function select(label, values) {
    return h("select", { class: "input", "aria-label": label, on: { change: read } },
      h("option", { value: "" }, `${label}: any`), values.map((value) => h("option", { value }, value === "other" ? "no action" : value)));
  }

  /** Reads the newest entries that fit the filters, or the one that is opened. */
  async function read() {
    delete element.dataset.ready;
    const asked = new URLSearchParams(opened === "" ? { limit: String(MOST) } : { id: opened });
    for (const [name, value] of opened === "" ? [["search", filter.value.trim()], ["status", status.value], ["action", action.value]] : []) {
      if (value !== "") {
        asked.set(name, value);
      }
    }
    const own = ++reading;
    try {
      const found = (await get(`/api/log?${asked}`)).runs;
      if (own !== reading) {
        return;
      }
      runs = found;
      isFiltered = asked.size > 1;
      show();
    } catch (error) {
      if (own === reading) {
        fill(list, alertOf(error));
      }
    }
    if (own === reading) {
      element.dataset.ready = "";
      lead();
    }
  }

  /** Leads on whoever followed a link that is not shown any more. */
  function lead() {
    const at = document.activeElement;
    if (at !== null && at !== document.body && at.checkVisibility()) {
      return;
    }
    const link = list.querySelector(`tr[data-change-id="${CSS.escape(left)}"] a`);
    const place = opened !== "" && list.contains(title) ? title : link;
    if (place instanceof HTMLElement) {
      place.focus();
    }
  }

  function show() {
    const found = runs.find((entry) => entry.change_id === opened);
    tools.hidden = Boolean(found);
    back.hidden = opened === "";
    refresh.hidden = opened !== "";
    if (found) {
      run.show(found);
      fill(title, verbatim(found.object));
      fill(list, h("div", { class: "stack" }, title, run.element));
      return;
    }
    if (opened !== "") {
      fill(list, h("p", { class: "empty" }, "The log has no such entry."));
      return;
    }
    const count = counted(runs.length, "entry", "entries");
    told.textContent = runs.length >= MOST ? `The newest ${count}${isFiltered ? " that fit" : ""}` : `${count}${isFiltered ? " found" : ""}`;
    fill(list, h("div", { class: "card" }, runs.length === 0
      ? h("p", { class: "empty" }, isFiltered ? "No entry fits the filter." : "Nothing was applied yet.")
      : table("Runs", [{ text: "Status", hidden: true }, "Time", "Object", "Action", "Summary", { text: "Duration", class: "number" }], runs.map(row), "log-table")));
  }

  /** @param {any} entry */
  function row(entry) {
    return h("tr", { data: { changeId: entry.change_id, status: entry.status }, on: { click: (/** @type {MouseEvent} */ event) => followRow(event) } },
      h("td", null, statusMark(entry.status)),
      h("td", { class: "nowrap" }, instant(entry.start)),
      h("th", { scope: "row" }, h("a", { href: `#/log/${encodeURIComponent(entry.change_id)}` }, verbatim(entry.object))),
      h("td", null, h("span", { class: `badge badge-${entry.action}` }, capital(entry.action === "other" ? "no action" : entry.action))),
      h("td", { class: "wide" }, entry.summary),
      h("td", { class: "number nowrap" }, duration(entry.start, entry.end)));
  }

  return {
    element,
    /** @param {string[]} rest */
    show([id = ""]) {
      left = opened;
      opened = id;
      read();
    },
  };
}

/** The whole row opens its entry; who selects text in it wants something else. @param {MouseEvent} event */
function followRow(event) {
  const row = event.currentTarget;
  if (row instanceof Element && !(event.target instanceof HTMLAnchorElement) && String(getSelection()) === "") {
    row.querySelector("a")?.click();
  }
}
