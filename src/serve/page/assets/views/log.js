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
  const list = h("div");
  const told = h("p", { class: "note", role: "status" });
  const filter = h("input", { class: "input", type: "search", "aria-label": "Filter by user", placeholder: "Filter by user", on: { input: () => { show(); older(); } } });
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
    return h("select", { class: "input", "aria-label": label, on: { change: show } },
      h("option", { value: "" }, `${label}: any`), values.map((value) => h("option", { value }, value === "other" ? "no action" : value)));
  }

  async function read() {
    delete element.dataset.ready;
    try {
      runs = (await get(`/api/log?limit=${MOST}`)).runs;
      show();
    } catch (error) {
      fill(list, alertOf(error));
    }
    element.dataset.ready = "";
    lead();
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

  /** Beyond the newest entries a user is found by the whole key alone. */
  const older = later(300, async () => {
    const user = filter.value.trim();
    if (!isCut() || user === "") {
      return;
    }
    try {
      const known = new Set(runs.map((entry) => entry.change_id));
      const found = (await get(`/api/log?limit=${MOST}&user=${encodeURIComponent(user)}`)).runs;
      runs = runs.concat(found.filter((/** @type {any} */ entry) => !known.has(entry.change_id)));
      show();
    } catch (error) {
      fill(list, alertOf(error));
    }
  });

  /** Whether the log may have entries that are not told. */
  function isCut() {
    return runs.length >= MOST;
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
      fill(list, h("p", { class: "empty" }, isCut() ? `It is not among the newest ${MOST.toLocaleString("en")} entries.` : "The log has no such entry."));
      return;
    }
    const words = filter.value.trim().toLowerCase();
    const wanted = runs.filter((entry) => (status.value === "" || entry.status === status.value)
      && (action.value === "" || entry.action === action.value)
      && [entry.object, entry.source.display_name, entry.source.id].some((text) => (text ?? "").toLowerCase().includes(words)));
    const all = wanted.length === runs.length;
    told.textContent = isCut() ? (all ? `The newest ${counted(MOST, "entry", "entries")}` : `${counted(wanted.length, "entry", "entries")} found`)
      : `${all ? "" : `${wanted.length} of `}${counted(runs.length, "entry", "entries")}`;
    fill(list, h("div", { class: "card" }, wanted.length === 0
      ? h("p", { class: "empty" }, runs.length === 0 ? "Nothing was applied yet." : isCut() ? "No entry fits the filter. Older ones are found by the whole name of the user." : "No entry fits the filter.")
      : table("Runs", [{ text: "Status", hidden: true }, "Time", "Object", "Action", "Summary", { text: "Duration", class: "number" }], wanted.map(row), "log-table")));
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
