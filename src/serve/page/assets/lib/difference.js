// In which tokens two expressions differ.

import { tokens } from "./tokens.js";

/** Beyond this many pairs of tokens the whole is said to differ: nobody reads such a comparison. */
const MOST = 250_000;

/**
 * Both texts in pieces, each with whether the other lacks it.
 * @param {string} before
 * @param {string} after
 * @returns {[[string, boolean][], [string, boolean][]]}
 */
export function difference(before, after) {
  const a = tokens(before).map(({ from, to }) => before.slice(from, to));
  const b = tokens(after).map(({ from, to }) => after.slice(from, to));
  if (a.length * b.length > MOST) {
    return [[[before, true]], [[after, true]]];
  }
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j]
        ? common[(i + 1) * width + j + 1] + 1
        : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  /** @type {[string, boolean][]} */
  const left = [];
  /** @type {[string, boolean][]} */
  const right = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(left, a[i], false);
      add(right, b[j], false);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      add(left, a[i], true);
      i += 1;
    } else {
      add(right, b[j], true);
      j += 1;
    }
  }
  return [left, right];
}

/** @param {[string, boolean][]} pieces @param {string} text @param {boolean} differs */
function add(pieces, text, differs) {
  const last = pieces[pieces.length - 1];
  if (last && last[1] === differs) {
    last[0] += text;
  } else {
    pieces.push([text, differs]);
  }
}
