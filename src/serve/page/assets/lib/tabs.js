// Tabs, as the ARIA pattern has them: one tab stop, arrows between them, the panel follows the focus.

import { h, freshId } from "./dom.js";

/**
 * Tabs with their panels.
 * @param {string} label the name of the list of tabs
 * @param {{name: string, count?: number | null, panel: Node, key?: string}[]} parts
 * @param {{selected?: number, onSelect?: (index: number) => void}} [options]
 * @returns {HTMLElement}
 */
export function tabs(label, parts, { selected = 0, onSelect } = {}) {
  const made = parts.map((part, index) => {
    const id = freshId("tab");
    const panel = h("div", { role: "tabpanel", id: `${id}-panel`, "aria-labelledby": id, class: "tab-panel", tabindex: "0", hidden: index !== selected }, part.panel);
    const tab = h("button", {
      type: "button", role: "tab", id, class: "tab", "aria-controls": `${id}-panel`,
      "aria-selected": String(index === selected), tabindex: index === selected ? "0" : "-1",
      data: { key: part.key },
      on: { click: () => select(index), keydown: (/** @type {KeyboardEvent} */ event) => move(event, index) },
    }, part.name, part.count === undefined || part.count === null ? null : h("span", { class: "count", "aria-hidden": "true" }, part.count));
    return { tab, panel };
  });

  /** @param {number} index */
  function select(index) {
    made.forEach(({ tab, panel }, at) => {
      tab.setAttribute("aria-selected", String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
      panel.hidden = at !== index;
    });
    onSelect?.(index);
  }

  /** @param {KeyboardEvent} event @param {number} index */
  function move(event, index) {
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: made.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = (to + made.length) % made.length;
      select(next);
      made[next].tab.focus();
    }
  }

  return h("div", { class: "tabs" },
    h("div", { role: "tablist", "aria-label": label, class: "tab-list" }, made.map(({ tab }) => tab)),
    made.map(({ panel }) => panel));
}
