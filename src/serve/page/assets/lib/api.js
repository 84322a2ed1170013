// Asks the server. Whoever is not signed in any more is sent to the sign-in page.

/** A refusal or failure, as the server tells it. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{code?: string, message?: string, help?: string}} error
   */
  constructor(status, error) {
    super(error.message ?? `the server answered ${status}`);
    this.status = status;
    this.code = error.code ?? "";
    this.help = error.help ?? "";
  }
}

/** @type {() => void} */
let whenSignedOut = () => location.reload();

/**
 * What is done when the server asks for the token again.
 * @param {() => void} call
 */
export function onSignedOut(call) {
  whenSignedOut = call;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 */
async function ask(method, path, body, signal) {
  /** @type {RequestInit} */
  const request = { method, signal, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    request.headers = { Accept: "application/json, application/x-ndjson", "Content-Type": "application/json" };
    request.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, request);
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new Refusal(0, { message: "the server cannot be reached", help: "is `attrflow serve` still running?" });
  }
  if (answer.status === 401) {
    whenSignedOut();
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    throw new Refusal(answer.status, told.error ?? {});
  }
  return answer;
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function get(path, signal) {
  return whole(await ask("GET", path, undefined, signal), signal);
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function post(path, body, signal) {
  return whole(await ask("POST", path, body, signal), signal);
}

/** @param {Response} answer @param {AbortSignal} [signal] @returns {Promise<any>} */
async function whole(answer, signal) {
  try {
    return await answer.json();
  } catch (error) {
    throw signal?.aborted ? error : cutOff();
  }
}

/** What is told when an answer does not come to its end. */
function cutOff() {
  return new Refusal(0, { message: "the connection broke before the answer was complete", help: "is `attrflow serve` still running?" });
}

/** Signs out. */
export async function signOut() {
  await ask("DELETE", "/session");
}

/**
 * Posts, and gives each line of the answer as it arrives.
 * @param {string} path
 * @param {unknown} body
 * @param {AbortSignal} [signal]
 * @returns {AsyncGenerator<any>}
 */
export async function* lines(path, body, signal) {
  const answer = await ask("POST", path, body, signal);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
  const decoder = new TextDecoder();
  let held = "";
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      throw signal?.aborted ? error : cutOff();
    });
    held += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const parts = held.split("\n");
    held = done ? "" : /** @type {string} */ (parts.pop());
    for (const part of parts) {
      if (part.trim() !== "") {
        const line = lineOf(part);
        if (line.error) {
          throw new Refusal(answer.status, line.error);
        }
        yield line;
      }
    }
    if (done) {
      return;
    }
  }
}

/** @param {string} text */
function lineOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw cutOff();
  }
}

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/**
 * Like `get`, but asked once; a failure is not kept.
 * @param {string} path
 * @returns {Promise<any>}
 */
export function once(path) {
  const found = kept.get(path);
  if (found) {
    return found;
  }
  const asked = get(path);
  kept.set(path, asked);
  asked.catch(() => kept.delete(path));
  return asked;
}
