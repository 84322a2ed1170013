// Evaluates while one types: at most one question is under way, and only the newest answer counts.

import { post } from "../lib/api.js";

/**
 * @typedef {object} Question
 * @property {string} expression
 * @property {string} [target]
 * @property {string} [mapping]
 * @property {Record<string, unknown>} user
 */

/**
 * @param {(answer: any, question: Question) => void} show
 * @param {(error: unknown, question: Question) => void} fail
 */
export function evaluation(show, fail) {
  /** @type {{question: Question, since: number} | null} */
  let waiting = null;
  let busy = false;

  async function work() {
    busy = true;
    while (waiting) {
      const { question, since } = waiting;
      waiting = null;
      try {
        const answer = await post("/api/evaluate", question);
        // What was typed meanwhile makes this answer stale.
        if (!waiting) {
          show(answer, question);
          performance.measure("typing-to-result", { start: since, end: performance.now() });
        }
      } catch (error) {
        if (!waiting) {
          fail(error, question);
        }
      }
    }
    busy = false;
  }

  return {
    /** @param {Question} question */
    ask(question) {
      waiting = { question, since: performance.now() };
      if (!busy) {
        work();
      }
    },
  };
}
