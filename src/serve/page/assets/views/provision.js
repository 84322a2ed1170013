// Provision on demand: choose a user or group, try it, look at each step, and apply it.

import { h, fill } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { get, lines } from "../lib/api.js";
import { verbatim } from "../lib/code.js";
import { combobox, searchOf } from "../lib/combobox.js";
import { confirm } from "../lib/dialog.js";
import { memberPicker } from "../run/members.js";
import { runView } from "../run/run.js";

/**
 * @typedef {object} Wanted what is provisioned
 * @property {string} name
 * @property {"user" | "group"} kind
 * @property {{user: string} | {group: string, members: string[]}} body
 */

/** @param {any} job */
export function make(job) {
  /** @type {{key: string, name: string} | null} */
  let chosen = null;
  let isGroup = false;
  /** @type {AbortController | null} */
  let running = null;
  let applying = false;
  /** What the shown result is of. @type {Wanted | null} */
  let ran = null;
  const run = runView();
  const members = memberPicker();
  const picked = h("p", { class: "picked", hidden: true });
  const result = h("div", { hidden: true }, run.element);
  const finders = {
    user: combobox({ label: "Find a user", placeholder: "Name, user principal name or mail", search: searchOf("users", get), pick }),
    group: combobox({ label: "Find a group", placeholder: "Name of the group", search: searchOf("groups", get), pick, none: "No such group" }),
  };
  const provision = h("button", { type: "button", class: "button primary", disabled: true, on: { click: () => start(false, wanted()) } }, icon("play"), "Provision");
  const apply = h("button", { type: "button", class: "button", disabled: true, on: { click: ask } }, "Apply…");
  const retry = h("button", { type: "button", class: "button", on: { click: () => start(false, ran) } }, icon("retry"), "Retry");
  const other = h("button", { type: "button", class: "button quiet", on: { click: another } }, "Provision another object");
  const after = h("div", { class: "row run-again", hidden: true }, retry, other);

  /** @param {import("../lib/combobox.js").Offer} offer */
  function pick(offer) {
    clear();
    chosen = { key: offer.key, name: offer.name };
    if (isGroup) {
      members.of(offer.key);
    }
    show();
    provision.focus();
  }

  /** Leaves what was run before. */
  function clear() {
    running?.abort();
    running = null;
    ran = null;
    chosen = null;
    result.hidden = true;
  }

  function show() {
    finders.user.element.hidden = isGroup;
    finders.group.element.hidden = !isGroup;
    members.element.hidden = !isGroup || chosen === null;
    picked.hidden = chosen === null;
    fill(picked, chosen && [icon(isGroup ? "group" : "person"), h("strong", null, verbatim(chosen.name)), chosen.name === chosen.key ? null : h("span", { class: "note" }, verbatim(chosen.key))]);
    provision.disabled = chosen === null;
    apply.disabled = chosen === null;
    after.hidden = ran === null || (running !== null && !after.contains(document.activeElement));
    // Who has just pressed one of these buttons stays on it while it works.
    for (const button of [provision, apply, retry]) {
      button.setAttribute("aria-disabled", String(running !== null));
    }
    other.setAttribute("aria-disabled", String(applying));
    choice.inert = applying;
  }

  /** @param {boolean} group */
  function choose(group) {
    isGroup = group;
    clear();
    show();
  }

  function another() {
    if (!applying) {
      clear();
      show();
      finders[isGroup ? "group" : "user"].input.focus();
    }
  }

  /** @returns {Wanted | null} */
  function wanted() {
    return chosen && {
      name: chosen.name,
      kind: isGroup ? "group" : "user",
      body: isGroup ? { group: chosen.key, members: members.keys } : { user: chosen.key },
    };
  }

  async function ask() {
    const own = wanted();
    if (own === null || running !== null) {
      return;
    }
    const sure = await confirm({
      title: `Apply to ${job.target.title}?`,
      text: [h("strong", null, verbatim(own.name)), ` is provisioned for real: ${job.target.title} is written to. What will happen is what `, h("em", null, "Provision"), " shows."],
      action: "Apply",
    });
    if (sure) {
      start(true, own);
    }
  }

  /** @param {boolean} writes @param {Wanted | null} what */
  async function start(writes, what) {
    if (what === null || running !== null) {
      return;
    }
    const own = new AbortController();
    running = own;
    applying = writes;
    ran = what;
    result.hidden = false;
    run.begin(what.name, what.kind, writes);
    show();
    try {
      for await (const line of lines("/api/provision", { ...what.body, apply: writes }, own.signal)) {
        if (line.step) {
          run.add(line.step);
        } else if (line.run) {
          run.show(line.run);
        }
      }
    } catch (error) {
      if (!own.signal.aborted) {
        run.fail(error, writes);
      }
    }
    if (running === own) {
      running = null;
      applying = false;
      show();
    }
  }

  const kinds = !job.groups ? null : h("div", { class: "row", role: "radiogroup", "aria-label": "What to provision" },
    h("label", { class: "choice" }, h("input", { type: "radio", name: "kind", checked: true, on: { change: () => choose(false) } }), "User"),
    h("label", { class: "choice" }, h("input", { type: "radio", name: "kind", on: { change: () => choose(true) } }), "Group"));
  const choice = h("div", { class: "stack choices" }, kinds, finders.user.element, finders.group.element, picked, members.element);
  show();
  const element = h("section", { class: "view provision", "aria-labelledby": "provision-title", data: { view: "provision", ready: true } },
    h("header", { class: "view-head" }, h("h1", { id: "provision-title" }, "Provision on demand"),
      h("p", { class: "lead" }, `One ${job.groups ? "user or group" : "user"} of ${job.source.title} into ${job.target.title}. `,
        job.allow_apply ? "Provision shows what would happen; only Apply writes." : "Nothing is written: this server was started without --allow-apply.")),
    h("div", { class: "stack" },
      h("section", { class: "card picker", "aria-label": "Object" }, h("div", { class: "card-body stack" },
        choice,
        h("div", { class: "row" }, provision, job.allow_apply ? apply : null, after))),
      result));
  return { element };
}
