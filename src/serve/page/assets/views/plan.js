// The plan: what provisioning everybody, or another version of the mapping, would do.

import { h, fill, counted } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { lines } from "../lib/api.js";
import { filePicker } from "../lib/files.js";
import { alertBox, alertOf, announce } from "../lib/live.js";
import { planParts } from "../plan/parts.js";

/** How many users of each kind are shown. */
const SAMPLES = [5, 20, 100];

/** @param {any} job */
export function make(job) {
  /** @type {{name: string, text: string} | null} */
  let against = null;
  /** @type {AbortController | null} */
  let running = null;
  let since = 0;
  const place = h("div", { class: "stack" });
  const chosen = h("span", { class: "chip", hidden: true });
  const samples = h("select", { class: "input", "aria-label": "Samples of each kind" },
    SAMPLES.map((count) => h("option", { value: count }, `${count} samples`)));
  const begin = h("button", { type: "button", class: "button primary", on: { click: start } });
  const picker = filePicker("Schema in force to compare with", (name, text) => {
    against = { name, text };
    show();
  }, (message) => fill(place, alertBox("failure", message)));

  function show() {
    fill(begin, running ? "Stop" : [icon("play"), place.querySelector("[data-plan]") ? "Make it again" : "Make the plan"]);
    begin.classList.toggle("primary", !running);
    chosen.hidden = against === null;
    picker.hidden = against !== null;
    fill(chosen, against && [icon("file"), h("span", null, against.name), h("button", {
      type: "button", class: "button quiet small icon", "aria-label": `Do not compare with ${against.name}`, on: { click: () => { against = null; show(); picker.querySelector("input")?.focus(); } },
    }, icon("cross"))]);
  }

  /** @param {{done: number, total: number | null}} told */
  function progress({ done, total }) {
    const bar = h("progress", { "aria-label": "Users", max: total, value: total ? done : undefined });
    const seconds = (performance.now() - since) / 1000;
    fill(place, h("div", { class: "card" }, h("div", { class: "card-body progress" }, bar,
      h("p", { class: "note" }, total ? `${done.toLocaleString("en")} of ${counted(total, "user")}` : counted(done, "user"),
        seconds > 2 ? ` · ${Math.round(done / seconds).toLocaleString("en")} a second` : ""))));
  }

  async function start() {
    if (running) {
      running.abort();
      return;
    }
    const own = new AbortController();
    running = own;
    since = performance.now();
    progress({ done: 0, total: null });
    show();
    try {
      const body = { samples: Number(samples.value), ...(against ? { against: against.text } : {}) };
      for await (const line of lines("/api/plan", body, own.signal)) {
        if (line.progress) {
          progress(line.progress);
        } else if (line.plan) {
          fill(place, planParts(line.plan, job, against?.name ?? null));
          announce(`the plan is made: ${counted(line.plan.counts.users, "user")}`);
        }
      }
    } catch (error) {
      fill(place, own.signal.aborted ? h("p", { class: "empty" }, "Stopped.") : alertOf(error));
    }
    running = null;
    show();
  }

  show();
  fill(place, h("div", { class: "card" }, h("p", { class: "empty" }, `Nothing is planned yet. A plan reads every user of ${job.source.title}, and writes nothing.`)));
  const element = h("section", { class: "view plan", "aria-labelledby": "plan-title", data: { view: "plan", ready: true } },
    h("header", { class: "view-head" }, h("h1", { id: "plan-title" }, "Plan"),
      h("div", { class: "view-tools" }, samples, picker, chosen, begin),
      h("p", { class: "lead" }, `What provisioning everybody would do to ${job.target.title}; or, compared with the schema in force, what this job's mapping changes.`)),
    place);
  return { element };
}
