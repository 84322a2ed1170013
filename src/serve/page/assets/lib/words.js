// Words and figures as people read them.

/** What is done to users, in the plan's and the log's words. @type {Record<string, {word: string, tone: string}>} */
export const OUTCOMES = {
  create: { word: "create", tone: "create" },
  enter_scope: { word: "enter scope", tone: "create" },
  update: { word: "update", tone: "update" },
  disable: { word: "disable", tone: "disable" },
  delete: { word: "delete", tone: "delete" },
  leave_scope: { word: "leave scope", tone: "disable" },
  fail: { word: "fail", tone: "failure" },
  skip: { word: "skip", tone: "skipped" },
  unchanged: { word: "unchanged", tone: "skipped" },
};

/**
 * An instant in the person's own time.
 * @param {string} text
 */
export function instant(text) {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    return text;
  }
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/**
 * How long something took.
 * @param {string} start
 * @param {string} end
 */
export function duration(start, end) {
  const taken = new Date(end).getTime() - new Date(start).getTime();
  if (Number.isNaN(taken)) {
    return "";
  }
  return taken < 1000 ? `${Math.max(taken, 1)} ms` : `${(taken / 1000).toFixed(1)} s`;
}

/** A word with a capital. @param {string} word */
export function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
