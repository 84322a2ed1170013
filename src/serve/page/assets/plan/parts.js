// A plan, the dangerous parts first.

import { h, prose, counted } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { attributeName, valueOf, verbatim } from "../lib/code.js";
import { alertBox, sentence } from "../lib/live.js";
import { table } from "../lib/table.js";
import { OUTCOMES, capital } from "../lib/words.js";
import { changedOf, namesOf, toldOf } from "./to-come.js";

/** Kinds of consequences in words. @type {Record<string, string>} */
const KINDS = {
  deleted: "deleted", disabled: "disabled", collides: "collides", matching_changed: "matching attribute changes", failed: "fails", cleared: "value cleared",
};

/**
 * @param {any} plan
 * @param {any} job
 * @param {string | null} file the schema file with which it was compared
 */
export function planParts(plan, job, file) {
  return h("div", { class: "stack", data: { plan: true } },
    plan.warnings.map((/** @type {string} */ warning) => alertBox("warning", warning)),
    overview(plan, file), thresholds(plan, job), left(plan), consequences(plan), collisions(plan), attributes(plan), samples(plan), notes(plan));
}

/**
 * @param {string} title
 * @param {Node | Node[] | null} body
 * @param {string} [more]
 */
function part(title, body, more) {
  return h("section", { class: "card", "aria-label": title },
    h("header", { class: "card-head" }, h("h2", null, title), more ? h("span", { class: "note" }, more) : null), body);
}

/** @param {any} plan @param {string | null} file */
function overview(plan, file) {
  const { counts, basis } = plan;
  const outcomes = Object.entries(counts.outcomes);
  const of = basis.kind === "versions" ? [file ?? basis.old, icon("arrow"), "this job's schema"] : [basis.source, icon("arrow"), basis.target];
  const share = outcomes.map(([outcome, users]) => {
    const piece = h("span", { class: `share share-${OUTCOMES[outcome]?.tone ?? "skipped"}` });
    piece.style.flexGrow = String(users);
    return piece;
  });
  return h("section", { class: "card", "aria-label": "Counts" },
    h("header", { class: "card-head" }, h("h2", null, plan.mapping), h("span", { class: "note plan-of" }, of)),
    h("div", { class: "card-body stack" },
      h("div", { class: "shares", "aria-hidden": "true" }, share),
      h("dl", { class: "figures" },
        figure("users", counts.users, null), figure("in scope", counts.in_scope, null),
        counts.departed > 0 ? figure("gone from the source", counts.departed, "departed") : null,
        outcomes.map(([outcome, users]) => figure(OUTCOMES[outcome]?.word ?? outcome, Number(users), outcome)),
        counts.linked > 0 ? figure("linked first", counts.linked, "linked") : null),
      reasons("Skipped", counts.skipped), reasons("Failed", counts.failed)));
}

/** @param {string} word @param {number} number @param {string | null} outcome */
function figure(word, number, outcome) {
  return h("div", { class: `figure figure-${OUTCOMES[outcome ?? ""]?.tone ?? "plain"}`, data: { outcome } },
    h("dt", null, capital(word)), h("dd", null, number.toLocaleString("en")));
}

/** @param {string} title @param {any[]} found */
function reasons(title, found) {
  return found.length === 0 ? null : h("div", null, h("h3", null, title),
    h("ul", { class: "reasons" }, found.map((reason) => h("li", null,
      h("span", { class: "reason-count" }, counted(reason.users, "user")), h("div", null, h("code", null, reason.code), reason.example ? h("p", { class: "note" }, prose(sentence(reason.example))) : null)))));
}

/** @param {any} plan @param {any} job */
function thresholds(plan, job) {
  const limits = Object.entries(job.thresholds ?? {}).filter(([, limit]) => limit !== null && limit !== undefined);
  const exceeded = new Map(plan.exceeded.map((/** @type {any} */ found) => [found.threshold.replaceAll("-", "_"), found]));
  return part("Thresholds", h("div", { class: "card-body" },
    exceeded.size > 0 ? h("ul", { class: "problems" }, [...exceeded.values()].map((found) => h("li", { class: "alert alert-failure", data: { threshold: found.threshold } }, icon("error"), h("p", null, prose(sentence(found.text)))))) : null,
    h("ul", { class: "thresholds" }, limits.map(([name, limit]) => h("li", { data: { exceeded: exceeded.has(name) } },
      icon(exceeded.has(name) ? "cross" : "check"), h("code", null, name.replaceAll("_", "-")), h("span", { class: "note" }, `at most ${Number(limit).toLocaleString("en")}`)))),
    limits.length === 0 && exceeded.size === 0 ? h("p", { class: "note" }, "None is set, and none exceeded.") : null),
  exceeded.size > 0 ? "exceeded" : "kept");
}

/** @param {any} plan */
function left(plan) {
  return plan.not_evaluated.length === 0 ? null : part("Not evaluated", h("ul", { class: "card-body problems" },
    plan.not_evaluated.map((/** @type {any} */ found) => h("li", { class: "alert alert-warning" }, icon("warning"),
      h("p", null, prose(found.what), found.count === null ? null : ` (${found.count.toLocaleString("en")})`, ": ", prose(found.why))))), "The counts leave this out");
}

/** @param {any} plan */
function consequences(plan) {
  return part("Look at these first", plan.consequences.length === 0
    ? h("p", { class: "empty" }, "Nothing is deleted, disabled, cleared or matched anew, and nothing fails.")
    : table("Look at these first", ["What", "User", "How"], plan.consequence_totals.flatMap((/** @type {any} */ total) => ofKind(plan, total))));
}

/** The consequences of a kind, and how many users more it has. @param {any} plan @param {{kind: string, users: number}} total */
function ofKind(plan, { kind, users }) {
  const names = namesOf(plan);
  const shown = plan.consequences.filter((/** @type {any} */ found) => found.kind === kind);
  const badge = () => h("td", { class: "nowrap" }, h("span", { class: `badge ${["deleted", "failed", "collides"].includes(kind) ? "badge-failure" : "badge-warning"}` }, KINDS[kind] ?? kind));
  const rows = shown.map((/** @type {any} */ found) => h("tr", { data: { kind } },
    badge(), h("th", { scope: "row" }, verbatim(found.key)), h("td", { class: "wide" }, prose(toldOf(found.text, names)))));
  const more = users - shown.length;
  return more > 0 ? [...rows, h("tr", { data: { kind, more } }, badge(), h("th", { scope: "row", class: "muted" }, `and ${more.toLocaleString("en")} more`), h("td", null))] : rows;
}

/** @param {any} plan */
function collisions(plan) {
  return plan.collisions.length === 0 ? null : part("Values of several users that shall be unique",
    table("Collisions", ["Target attribute", "Value", { text: "Users", class: "number" }, "As"], plan.collisions.map((/** @type {any} */ found) => h("tr", null,
      h("th", { scope: "row" }, attributeName(found.target)), h("td", null, valueOf(found.value)), h("td", { class: "number" }, found.count.toLocaleString("en")),
      h("td", { class: "wide" }, found.users.join(", "), found.count > found.users.length ? ", …" : "")))),
    plan.more_collisions > 0 ? `and ${plan.more_collisions} further values` : "");
}

/** @param {any} plan */
function attributes(plan) {
  const names = namesOf(plan);
  const number = (/** @type {number} */ count) => h("td", { class: count === 0 ? "number zero" : "number" }, count === 0 ? h("span", { class: "muted" }, "–") : count.toLocaleString("en"));
  const heads = ["Target attribute", ...["Gain", "Of new accounts", "Change", "Lose"].map((text) => ({ text, class: "number" })), "What these changes have in common"];
  return part("Target attributes", plan.attributes.length === 0
    ? h("p", { class: "empty" }, "No value changes.")
    : table("Target attributes", heads, plan.attributes.map((/** @type {any} */ found) => h("tr", { data: { target: found.target } },
      h("th", { scope: "row" }, attributeName(found.target), found.matching ? h("span", { class: "badge" }, "matching") : null),
      number(found.gains), number(found.created), number(found.changes), number(found.loses),
      h("td", { class: "wide" }, found.patterns.length === 0 && found.other === 0 ? null : h("ul", { class: "patterns" }, found.patterns.map((/** @type {any} */ pattern) => h("li", null,
        h("span", { class: "reason-count" }, pattern.users.toLocaleString("en")), h("span", null, prose(toldOf(pattern.pattern, names)), h("span", { class: "note" }, `, as ${pattern.example}`)))),
      found.other > 0 ? h("li", { class: "note" }, counted(found.other, "other change")) : null))))));
}

/** @param {any} plan */
function samples(plan) {
  const names = namesOf(plan);
  return part("Samples", plan.samples.length === 0 ? h("p", { class: "empty" }, "There are none.") : h("div", { class: "samples" },
    plan.samples.flatMap((/** @type {any} */ sample) => sample.entries.map((/** @type {any} */ entry) => {
      const { word, tone } = OUTCOMES[sample.outcome] ?? { word: sample.outcome, tone: "skipped" };
      return h("details", { class: "sample", data: { key: entry.key } },
        h("summary", null, h("span", { class: `badge badge-${tone}` }, word), h("strong", null, verbatim(entry.key)),
          h("span", { class: "note" }, entry.error ? entry.error.code : counted(entry.changes.length, "attribute"))),
        entry.error ? h("p", { class: "sample-error" }, prose(sentence(entry.error.reason)), entry.error.recommended ? [" ", ...prose(sentence(entry.error.recommended))] : null) : null,
        entry.changes.length === 0 ? null : table(`Changes of ${entry.key}`, ["Target attribute", "Old", "New"], entry.changes.map((/** @type {any} */ change) => h("tr", null,
          h("th", { scope: "row" }, attributeName(change.target)), h("td", null, changedOf(change.old, names)), h("td", null, changedOf(change.new, names))))));
    }))));
}

/** @param {any} plan */
function notes(plan) {
  return plan.notes.length === 0 ? null : part("Cases about which nothing is known", h("ul", { class: "card-body patterns" },
    plan.notes.map((/** @type {any} */ note) => h("li", null, h("span", { class: "reason-count" }, counted(note.users, "user")), h("code", null, note.id)))),
  "see `attrflow fidelity`".replaceAll("`", ""));
}
