// The page: its shell, and which view is shown. A view is made when it is first shown, and kept.

import { h, fill } from "./lib/dom.js";
import { icon } from "./lib/icons.js";
import { once, onSignedOut, signOut } from "./lib/api.js";
import { alertOf } from "./lib/live.js";
import { themeButton } from "./lib/theme.js";

/**
 * @typedef {object} View
 * @property {HTMLElement} element
 * @property {(rest: string[], query: URLSearchParams) => void} [show] called whenever the view is shown
 */

/** @type {Record<string, {title: string, load: () => Promise<{make: (job: any) => View}>}>} */
const VIEWS = {
  builder: { title: "Expression builder", load: () => import("./views/builder.js") },
  mappings: { title: "Mappings", load: () => import("./views/mappings.js") },
  provision: { title: "Provision on demand", load: () => import("./views/provision.js") },
  plan: { title: "Plan", load: () => import("./views/plan.js") },
  log: { title: "Log", load: () => import("./views/log.js") },
};

const main = /** @type {HTMLElement} */ (document.getElementById("main"));

/** @type {Map<string, View>} */
const made = new Map();
let shown = "";

/** Shows what the address names. */
async function route() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/").map(decoded);
  if (!Object.hasOwn(VIEWS, name)) {
    // Also takes a token out of the address when somebody is signed in already.
    location.replace("#/builder");
    return;
  }
  const moved = shown !== name;
  shown = name;
  for (const link of document.querySelectorAll("[data-route]")) {
    link.toggleAttribute("aria-current", false);
    if (link.getAttribute("data-route") === name) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }
  document.title = `${VIEWS[name].title} · attrflow`;
  try {
    const view = await viewOf(name);
    if (shown !== name) {
      return;
    }
    if (moved || !main.contains(view.element)) {
      fill(main, view.element);
      scrollTo(0, 0);
    }
    view.show?.(rest, new URLSearchParams(query ?? ""));
  } catch (error) {
    if (shown === name) {
      fill(main, h("section", { class: "view", data: { view: name } }, h("h1", null, VIEWS[name].title), alertOf(error)));
    }
  }
}

/** A part of the address as it was meant, or as it stands. @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @param {string} name */
async function viewOf(name) {
  const found = made.get(name);
  if (found) {
    return found;
  }
  const [module, job] = await Promise.all([VIEWS[name].load(), once("/api/job")]);
  const view = made.get(name) ?? module.make(job);
  made.set(name, view);
  return view;
}

/** Says which job the server works on. */
async function tellJob() {
  const place = /** @type {HTMLElement} */ (document.getElementById("job"));
  try {
    const job = await once("/api/job");
    fill(place,
      h("span", { class: "job-systems" }, job.source.title, icon("arrow"), job.target.title),
      h("span", { class: "job-file", title: `schema: ${job.schema_file}` }, job.job_file),
      job.allow_apply ? h("span", { class: "badge badge-warning" }, "may apply") : h("span", { class: "badge" }, "dry"));
  } catch {
    fill(place);
  }
}

/** Signs out, and leaves nothing of what was typed to whoever comes next. */
async function leave() {
  // Until the page goes, views may still keep what is in them.
  addEventListener("pagehide", () => sessionStorage.clear());
  await signOut().catch(() => {});
  location.reload();
}

/** @type {HTMLAnchorElement} */ (document.querySelector("[data-skip]")).addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
onSignedOut(() => location.reload());
fill(/** @type {HTMLElement} */ (document.getElementById("tools")),
  themeButton(),
  h("button", {
    type: "button", class: "button quiet icon", "aria-label": "Sign out", title: "Sign out",
    on: { click: leave },
  }, icon("out")));
addEventListener("hashchange", route);
tellJob();
route();
