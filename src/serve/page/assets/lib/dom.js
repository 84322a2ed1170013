// Makes elements. Nothing here or elsewhere in the page turns text into markup.

/**
 * @typedef {Node | string | number | null | undefined | false} Child
 */

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any> | null} [props] attributes; `on` holds listeners, `data` data attributes,
 *   and properties that attributes cannot set (`value`, `checked`, `indeterminate`) are set as properties.
 *   False, null and undefined leave an attribute out, true writes it empty.
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    set(element, name, value);
  }
  element.append(...nodes(children));
  return element;
}

/**
 * Replaces what an element holds.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
}

/** @param {(Child | Child[])[]} children */
function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
    .map((child) => (child instanceof Node ? child : String(child)));
}

const PROPERTIES = new Set(["value", "checked", "indeterminate", "selected"]);

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {any} value
 */
function set(element, name, value) {
  if (name === "on") {
    for (const [event, listener] of Object.entries(value)) {
      element.addEventListener(event, /** @type {EventListener} */ (listener));
    }
  } else if (name === "data") {
    for (const [key, text] of Object.entries(value)) {
      if (text !== null && text !== undefined) {
        element.dataset[key] = String(text);
      }
    }
  } else if (PROPERTIES.has(name)) {
    if (value !== undefined) {
      /** @type {any} */ (element)[name] = value;
    }
  } else if (value !== false && value !== null && value !== undefined) {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

let ids = 0;

/**
 * An id that nothing else has.
 * @param {string} stem
 */
export function freshId(stem) {
  ids += 1;
  return `${stem}-${ids}`;
}

/**
 * A text with `code` between backticks made into elements.
 * @param {string | null | undefined} text
 * @returns {Node[]}
 */
export function prose(text) {
  return (text ?? "").split(/`([^`]+)`/).map((part, index) =>
    index % 2 === 1 ? h("code", null, part) : document.createTextNode(part));
}

/** How many of something, in words. @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/**
 * Calls a function when nothing was asked of it for a while.
 * @template {any[]} A
 * @param {number} wait milliseconds
 * @param {(...args: A) => void} call
 */
export function later(wait, call) {
  let timer = 0;
  return (/** @type {A} */ ...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...args), wait);
  };
}
