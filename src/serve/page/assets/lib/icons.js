// The icons, drawn with lines of the text's colour. They say nothing that the text beside them does not.

const SPACE = "http://www.w3.org/2000/svg";

/** @type {Record<string, string>} */
const PATHS = {
  check: "M3 8.5l3.2 3.2L13 4.8",
  cross: "M4 4l8 8M12 4l-8 8",
  dash: "M3.5 8h9",
  warning: "M8 2.2l6.3 11.3H1.7zM8 6.5v3M8 11.6v.1",
  error: "M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM8 4.8v3.9M8 11v.1",
  advice: "M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM8 7.4v3.8M8 4.8v.1",
  search: "M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.4 10.4l3.4 3.4",
  copy: "M5.5 5.5h7v8h-7zM3.5 10.5v-8h7",
  sun: "M8 5.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6zM8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M3.2 12.8l1.1-1.1M11.7 4.3l1.1-1.1",
  moon: "M13.2 9.6A5.6 5.6 0 016.4 2.8a5.6 5.6 0 106.8 6.8z",
  auto: "M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM8 2v12M10.6 3.4v9.2M12.6 5.6v4.8",
  out: "M9.5 2.5h-6v11h6M7 8h7M11.4 5.2L14.2 8l-2.8 2.8",
  play: "M5 3.2l7.5 4.8L5 12.8z",
  retry: "M13 8a5 5 0 11-1.6-3.7M13 2.2v3h-3",
  plus: "M8 3v10M3 8h10",
  down: "M4 6.2l4 4 4-4",
  right: "M6.2 4l4 4-4 4",
  left: "M9.8 4l-4 4 4 4",
  file: "M9 1.8H3.8v12.4h8.4V5zM9 1.8V5h3.2",
  person: "M8 2.3a2.7 2.7 0 100 5.4 2.7 2.7 0 000-5.4zM2.8 13.8c.5-2.6 2.5-4 5.2-4s4.7 1.4 5.2 4",
  group: "M5.8 3.2a2.2 2.2 0 100 4.4 2.2 2.2 0 000-4.4zM1.6 12.8c.4-2.2 2-3.3 4.2-3.3s3.8 1.1 4.2 3.3M10.8 3.6a2 2 0 010 3.8M12 9.7c1.3.4 2.1 1.5 2.4 3.1",
  arrow: "M2.5 8h11M9.8 4.3L13.5 8l-3.7 3.7",
};

/**
 * An icon.
 * @param {keyof typeof PATHS} name
 * @param {string} [classes]
 * @returns {SVGSVGElement}
 */
export function icon(name, classes = "") {
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name} ${classes}`.trim());
  const path = document.createElementNS(SPACE, "path");
  path.setAttribute("d", PATHS[name] ?? "");
  svg.append(path);
  return svg;
}

/** The icon of a status of a step or run. @type {Record<string, string>} */
const STATUS = {
  success: "check", failure: "cross", skipped: "dash", warning: "warning", error: "error", advice: "advice",
};

/**
 * The mark of a status, with its word for whoever does not see it.
 * @param {string} status success, failure, skipped, warning, error, advice, or running
 */
export function statusMark(status) {
  const mark = document.createElement("span");
  mark.className = `mark mark-${status}`;
  if (STATUS[status]) {
    mark.append(icon(STATUS[status]));
  }
  const word = document.createElement("span");
  word.className = "hidden-visually";
  word.textContent = `${status}: `;
  mark.append(word);
  return mark;
}
