// Cuts an expression into its tokens, for colours only: what is right is the server's to say.

/**
 * @typedef {"string" | "attribute" | "number" | "function" | "word" | "operator" | "punctuation" | "comment" | "parameter" | "blank" | "other"} Kind
 */

/** @type {[Kind, RegExp][]} */
const RULES = [
  ["blank", /\s+/y],
  ["comment", /\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)|-- [^\r\n]*/y],
  ["string", /"(?:[^"\\]|\\[^])*(?:"|$)|'[^']*(?:'|$)|[\u201c-\u201f][^\u201c-\u201f"]*(?:[\u201c-\u201f"]|$)/y],
  ["attribute", /\[(?:[^[\]]|\[[^[\]]*\])*(?:\]|$)/y],
  ["parameter", /%[\w.]+%/y],
  ["number", /[-+]?\.?\d[\w.]*|&[Hh]\w+/y],
  ["function", /[\p{L}_$][\p{L}\p{N}_$]*(?:[.:-][\p{L}\p{N}_$]+)*(?=\s*\()/uy],
  ["word", /[\p{L}_$][\p{L}\p{N}_$]*(?:[.:-][\p{L}\p{N}_$]+)*/uy],
  ["operator", /<>|!=|<=|>=|&&|\|\||[=<>!&+*/-]/y],
  ["punctuation", /[(),;]/y],
];

/** Words that are written like functions and are none. */
const OPERATORS = /^(?:and|or|not)$/i;

/**
 * The token at a place.
 * @param {string} text
 * @param {number} at
 * @returns {{to: number, kind: Kind}}
 */
export function tokenAt(text, at) {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = at;
    const found = rule.exec(text);
    if (found) {
      const is = (kind === "function" || kind === "word") && OPERATORS.test(found[0]) ? "operator" : kind;
      return { to: rule.lastIndex, kind: is };
    }
  }
  return { to: at + 1, kind: "other" };
}

/**
 * All tokens.
 * @param {string} text
 * @returns {{from: number, to: number, kind: Kind}[]}
 */
export function tokens(text) {
  const found = [];
  for (let from = 0; from < text.length;) {
    const { to, kind } = tokenAt(text, from);
    found.push({ from, to, kind });
    from = to;
  }
  return found;
}

/**
 * The names of the attributes that an expression reads, each once, in their order.
 * @param {string} text
 */
export function attributesOf(text) {
  const names = tokens(text)
    .filter((token) => token.kind === "attribute")
    .map((token) => text.slice(token.from + 1, token.to).replace(/\]$/, "").trim())
    .filter((name) => name !== "");
  return [...new Set(names)];
}

/**
 * The calls around a place, the innermost last, with the number of the argument in which it stands.
 * @param {string} text
 * @param {number} at
 * @returns {{name: string, argument: number}[]}
 */
export function callsAround(text, at) {
  /** @type {{name: string, argument: number}[]} */
  const open = [];
  let name = "";
  for (const token of tokens(text)) {
    if (token.from >= at) {
      break;
    }
    const word = text.slice(token.from, token.to);
    if (token.kind === "function") {
      name = word;
    } else if (word === "(") {
      open.push({ name, argument: 0 });
      name = "";
    } else if (word === ")") {
      open.pop();
    } else if (token.kind === "punctuation" && open.length > 0) {
      open[open.length - 1].argument += 1;
    }
  }
  return open.filter((call) => call.name !== "");
}
