// A tree, as the ARIA pattern has it: one tab stop, arrows move, open and close.

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** The level from which on branches are hardly indented any more: they would leave the window. */
const DEEP = 8;

/**
 * @typedef {object} Branch
 * @property {(Node | string)[]} row what stands in the row
 * @property {Branch[]} children
 * @property {() => void} [onFocus] told when the branch is looked at
 * @property {Record<string, string>} [data]
 */

/**
 * @param {string} label
 * @param {Branch[]} branches
 * @param {() => void} [onLeave] told when no branch is looked at any more
 * @returns {HTMLElement}
 */
export function tree(label, branches, onLeave) {
  const root = h("ul", { class: "tree", role: "tree", "aria-label": label }, branches.map((branch) => item(branch, 1)));
  const first = root.querySelector('[role="treeitem"]');
  if (first instanceof HTMLElement) {
    first.tabIndex = 0;
  }
  root.addEventListener("keydown", onKey);
  root.addEventListener("focusout", (event) => {
    if (!root.contains(/** @type {Node | null} */ (event.relatedTarget))) {
      onLeave?.();
    }
  });
  root.addEventListener("mouseleave", () => onLeave?.());
  return root;
}

/** @param {Branch} branch @param {number} level @returns {HTMLElement} */
function item(branch, level) {
  const has = branch.children.length > 0;
  const row = h("div", { class: "tree-row" },
    h("span", { class: "tree-toggle", "aria-hidden": "true" }, has ? icon("down") : null), ...branch.row);
  const made = h("li", {
    role: "treeitem", tabindex: "-1", "aria-level": level, "aria-expanded": has ? "true" : null, data: branch.data ?? {},
  }, row, has ? h("ul", { role: "group", class: level >= DEEP ? "tree-deep" : null }, branch.children.map((child) => item(child, level + 1))) : null);
  row.addEventListener("mouseenter", () => branch.onFocus?.());
  row.addEventListener("click", (event) => {
    focus(made);
    if (event.target instanceof Element && event.target.closest(".tree-toggle")) {
      toggle(made);
    }
  });
  made.addEventListener("focus", () => branch.onFocus?.());
  return made;
}

/** @param {HTMLElement} item @param {boolean} [open] */
function toggle(item, open = item.getAttribute("aria-expanded") === "false") {
  if (item.hasAttribute("aria-expanded")) {
    item.setAttribute("aria-expanded", String(open));
  }
}

/** @param {Element | null | undefined} item */
function focus(item) {
  if (!(item instanceof HTMLElement)) {
    return;
  }
  for (const other of item.closest('[role="tree"]')?.querySelectorAll('[role="treeitem"]') ?? []) {
    /** @type {HTMLElement} */ (other).tabIndex = other === item ? 0 : -1;
  }
  item.focus();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const at = event.target;
  if (!(at instanceof HTMLElement) || at.getAttribute("role") !== "treeitem") {
    return;
  }
  const root = /** @type {Element} */ (event.currentTarget);
  const seen = Array.from(root.querySelectorAll('[role="treeitem"]'))
    .filter((item) => !item.parentElement?.closest('[aria-expanded="false"]'));
  const index = seen.indexOf(at);
  const open = at.getAttribute("aria-expanded");
  if (event.key === "ArrowDown") {
    focus(seen[index + 1]);
  } else if (event.key === "ArrowUp") {
    focus(seen[index - 1]);
  } else if (event.key === "Home") {
    focus(seen[0]);
  } else if (event.key === "End") {
    focus(seen[seen.length - 1]);
  } else if (event.key === "ArrowRight") {
    open === "false" ? toggle(at, true) : open === "true" && focus(seen[index + 1]);
  } else if (event.key === "ArrowLeft") {
    open === "true" ? toggle(at, false) : focus(at.parentElement?.closest('[role="treeitem"]'));
  } else if (event.key === "Enter" || event.key === " ") {
    toggle(at);
  } else {
    return;
  }
  event.preventDefault();
}
