// The members of a group that are provisioned with it: up to five.

import { h, fill } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { get } from "../lib/api.js";
import { alertBox, alertOf, announce } from "../lib/live.js";
import { verbatim } from "../lib/code.js";
import { combobox, searchOf } from "../lib/combobox.js";

/** How many members Entra takes. */
const MOST = 5;

/** A place to choose members in. */
export function memberPicker() {
  /** @type {import("../lib/combobox.js").Offer[]} */
  let members = [];
  /** @type {import("../lib/combobox.js").Offer[]} */
  let chosen = [];
  /** Whose members these are. */
  let of = "";
  const problem = h("div");
  const list = h("ul", { class: "chips", "aria-label": "Selected members" });
  const told = h("p", { class: "note" });
  const everybody = h("input", { type: "radio", name: "members-of" });
  const only = h("input", { type: "radio", name: "members-of", checked: true });
  const all = searchOf("users", get);
  const search = combobox({
    label: "Add a member", placeholder: "Search members", none: "No such member",
    search: async (text, signal) => (everybody.checked ? all(text, signal)
      : members.filter(({ key, name }) => `${key} ${name}`.toLowerCase().includes(text.toLowerCase()))),
    pick: add,
  });

  /** @param {import("../lib/combobox.js").Offer} offer */
  function add(offer) {
    fill(problem);
    if (chosen.some(({ key }) => key === offer.key)) {
      announce(`${offer.name} is already selected`);
      return;
    }
    if (chosen.length === MOST) {
      fill(problem, alertBox("failure", "A group takes up to five members on demand", `remove one to add \`${offer.name}\``));
      return;
    }
    chosen.push(offer);
    show();
    announce(`${offer.name} selected, ${chosen.length} of ${MOST}`);
  }

  function show() {
    told.textContent = `${chosen.length} of ${MOST} members. Members that are not selected stay as they are.`;
    fill(list, chosen.map((offer) => h("li", { class: "chip", data: { key: offer.key } }, icon("person"), h("span", null, verbatim(offer.name)),
      h("button", {
        type: "button", class: "button quiet small icon", "aria-label": `Remove ${offer.name}`,
        on: { click: () => { chosen = chosen.filter((other) => other !== offer); fill(problem); show(); search.input.focus(); } },
      }, icon("cross")))));
    list.hidden = chosen.length === 0;
  }

  show();
  const element = h("div", { class: "stack members" },
    h("div", { class: "row", role: "radiogroup", "aria-label": "Whom to offer" },
      h("label", { class: "choice" }, only, "Members only"), h("label", { class: "choice" }, everybody, "All users")),
    search.element, problem, list, told);
  return {
    element,
    /** The keys of those who were chosen. */
    get keys() { return chosen.map(({ key }) => key); },
    /** Takes the members of a group. @param {string} group */
    async of(group) {
      of = group;
      chosen = [];
      members = [];
      fill(problem);
      show();
      try {
        const found = await get(`/api/groups/${encodeURIComponent(group)}`);
        if (of !== group) {
          return;
        }
        members = found.members.map((/** @type {any} */ member) => ({ key: member.key, name: member.display_name || member.key, detail: member.display_name ? member.key : "" }));
      } catch (error) {
        fill(problem, alertOf(error));
      }
    },
  };
}
