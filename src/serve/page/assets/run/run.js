// A run: what came of provisioning one object, with its steps and what changed.

import { h, fill, prose } from "../lib/dom.js";
import { statusMark } from "../lib/icons.js";
import { Refusal } from "../lib/api.js";
import { verbatim } from "../lib/code.js";
import { alertBox, alertOf, announce, sentence } from "../lib/live.js";
import { capital, duration, instant } from "../lib/words.js";
import { changes } from "./changes.js";
import { stepItems } from "./steps.js";

/** The steps that every run has, as the portal calls them. */
const EXPECTED = [
  { kind: "import", title: (/** @type {string} */ object) => `Import ${object}` },
  { kind: "scoping", title: (/** @type {string} */ object) => `Determine if ${object} is in scope` },
  { kind: "matching", title: (/** @type {string} */ object) => `Match ${object} between source and target` },
  { kind: "export", title: () => "Perform action" },
];

/** A place for a run: shown as its steps complete, or whole. */
export function runView() {
  const banner = h("div", { class: "run-banner" });
  const steps = h("ol", { class: "steps", "aria-label": "Steps" });
  const card = h("div", { class: "card" }, steps);
  const rest = h("div", { class: "run-changes" });
  const element = h("section", { class: "run", "aria-label": "Run", data: { run: true, status: "running" } },
    banner, card, rest);
  /** @type {any[]} */
  let arrived = [];
  let object = "user";
  let name = "";
  /** Which steps are open stays so when the same object is run anew. @type {Set<string>} */
  const open = new Set();

  function showSteps(/** @type {boolean} */ running) {
    const kinds = new Set(arrived.map((step) => step.kind));
    const waiting = running ? EXPECTED.filter(({ kind }) => !kinds.has(kind)) : [];
    card.hidden = arrived.length + waiting.length === 0;
    fill(steps, stepItems(arrived, open), waiting.map(({ kind, title }, index) => h("li", {
      class: "step", data: { step: kind, status: index === 0 ? "running" : "waiting" },
    }, statusMark(index === 0 ? "running" : "waiting"), h("div", { class: "step-text" }, h("h2", null, title(object))))));
  }

  return {
    element,

    /** @param {string} what what is provisioned @param {string} kind user or group @param {boolean} apply */
    begin(what, kind, apply) {
      if (name !== what) {
        open.clear();
      }
      name = what;
      arrived = [];
      object = kind;
      element.dataset.status = "running";
      delete element.dataset.action;
      delete element.dataset.error;
      fill(banner, h("div", { class: "banner banner-running" }, statusMark("running"),
        h("div", null, h("p", { class: "banner-summary" }, apply ? "Provisioning " : "Trying ", h("strong", null, verbatim(name)), " …"),
          h("p", { class: "note" }, apply ? "The target is written to: wait until it is done." : "Nothing is written."))));
      fill(rest);
      showSteps(true);
      announce(`${apply ? "provisioning" : "trying"} ${name}`);
    },

    /** @param {any} step */
    add(step) {
      arrived.push(step);
      showSteps(true);
      announce(`${step.title}: ${step.status}`);
    },

    /** @param {unknown} error @param {boolean} apply */
    fail(error, apply) {
      element.dataset.status = "failure";
      const isTold = error instanceof Refusal && error.status > 0;
      fill(banner, !apply || isTold ? alertOf(error) : alertBox("failure", "the server did not say what came of it",
        "the target may have been written to all the same; once the server is there again, look into the log and retry"));
      showSteps(false);
    },

    /** @param {any} run */
    show(run) {
      arrived = run.steps;
      element.dataset.status = run.status;
      element.dataset.action = run.action;
      if (run.error) {
        element.dataset.error = run.error.code;
      } else {
        delete element.dataset.error;
      }
      fill(banner, bannerOf(run));
      showSteps(false);
      fill(rest, changes(run));
    },
  };
}

/** @param {any} run */
function bannerOf(run) {
  const facts = [
    run.what_if ? h("span", { class: "badge badge-accent" }, "what-if: nothing was written") : h("span", { class: "badge badge-warning" }, "applied"),
    h("span", { class: `badge badge-${run.action}` }, run.action === "other" ? "no action" : run.action),
    h("span", { class: `badge badge-${run.status}` }, capital(run.status)),
    h("span", { class: "note" }, `${instant(run.start)} · ${duration(run.start, run.end)}`),
  ];
  return h("div", { class: `banner banner-${run.status}`, role: run.status === "failure" ? "alert" : "status" },
    statusMark(run.status),
    h("div", null,
      h("p", { class: "banner-summary" }, prose(sentence(run.summary))),
      run.error ? h("p", { class: "banner-error" }, h("code", null, run.error.code), " ", prose(run.error.reason)) : null,
      run.error?.recommended ? h("p", { class: "note" }, prose(sentence(run.error.recommended))) : null,
      h("p", { class: "banner-facts" }, facts)));
}
