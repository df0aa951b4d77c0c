// The analysis as a function call: starts the worker on load, passes snapshots in and results out, replaces a crashed
// worker. Started before anyone may use it: loading the core is most of the wait, and it tells whoever frames us nothing.
// @ts-check
import { AnalysisFailed } from "../errors.js";

/** @import { View } from "../view" */

/**
 * @typedef {{ url?: string, lang?: string, raw?: boolean, force?: boolean, explain?: boolean }} Options
 * @typedef {{ view: View, runs: Uint32Array, ms: number }} Result
 * @typedef {{ kind: "ready", version: string } | { kind: "failed", message: string }
 *   | { id: number, kind: "result", view: View, runs: Uint32Array, ms: number }
 *   | { id: number, kind: "error", message: string }} FromWorker
 */

let crew = startWorker();

/**
 * @param {string} strings
 * @param {Uint32Array} codes
 * @param {Options} options
 * @returns {Promise<Result>} rejects with AnalysisFailed
 */
export async function analyzeSnapshot(strings, codes, options) {
  try {
    return await crew.ask({ kind: "snapshot", strings, codes, options });
  } catch (error) {
    // After a trap the instance may hold anything: the next question goes to a fresh one.
    crew.stop();
    crew = startWorker();
    throw error;
  }
}

/** One worker with its open questions. */
function startWorker() {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  /** @type {Map<number, { resolve: (result: Result) => void, reject: (error: Error) => void }>} */
  const open = new Map();
  /** @type {{ promise: Promise<void>, resolve: () => void, reject: (error: Error) => void }} */
  const ready = Promise.withResolvers();
  // Whoever asks hears of it; nobody may have asked yet.
  ready.promise.catch(() => {});
  let lastId = 0;

  /** @param {string} details */
  function fail(details) {
    const error = new AnalysisFailed(details);
    ready.reject(error);
    for (const { reject } of open.values()) reject(error);
    open.clear();
  }

  worker.onmessage = ({ data }) => {
    const answer = /** @type {FromWorker} */ (data);
    if (answer.kind === "ready") return ready.resolve();
    if (answer.kind === "failed") return fail(answer.message);
    const question = open.get(answer.id);
    open.delete(answer.id);
    if (answer.kind === "result") question?.resolve(answer);
    else question?.reject(new AnalysisFailed(answer.message));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    fail(event.message);
  };

  /**
   * @param {{ kind: "snapshot", strings: string, codes: Uint32Array, options: Options }} question
   * @returns {Promise<Result>}
   */
  async function ask(question) {
    await ready.promise;
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      open.set(id, { resolve, reject });
      worker.postMessage({ id, ...question }, [question.codes.buffer]);
    });
  }

  return { ask, stop: () => worker.terminate() };
}
