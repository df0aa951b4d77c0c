// The analysis as a function call: starts the worker on load, passes pages in and results out, replaces a crashed
// worker. Started before anyone may use it: loading the core is most of the wait, and it tells whoever frames us nothing.
// @ts-check
import { AnalysisFailed, Canceled } from "../errors.js";

/** @import { View } from "../view" */

/**
 * @typedef {{ url?: string, lang?: string, raw?: boolean, force?: boolean, explain?: boolean }} Options
 * @typedef {{ view: View, runs: Uint32Array, ms: number }} Result
 * @typedef {{ kind: "snapshot", strings: string, codes: Uint32Array, options: Options }
 *   | { kind: "text", text: string, options: Options }} Question
 * @typedef {{ kind: "ready", version: string } | { kind: "failed", message: string }
 *   | { id: number, kind: "result", view: View, runs: Uint32Array, ms: number }
 *   | { id: number, kind: "error", message: string }} FromWorker
 */

let crew = startWorker();

/**
 * @param {string} strings
 * @param {Uint32Array} codes
 * @param {Options} options
 * @returns {Promise<Result>} rejects with AnalysisFailed, or Canceled
 */
export function analyzeSnapshot(strings, codes, options) {
  return asked({ kind: "snapshot", strings, codes, options });
}

/**
 * @param {string} text
 * @param {Options} options
 * @returns {Promise<Result>} see analyzeSnapshot
 */
export function analyzeText(text, options) {
  return asked({ kind: "text", text, options });
}

/** Stops what is under way; whoever waits for it gets Canceled. */
export function cancelAnalysis() {
  const old = crew;
  crew = startWorker();
  old.cancel();
}

/** @param {Question} question */
async function asked(question) {
  const own = crew;
  try {
    return await own.ask(question);
  } catch (error) {
    // After a trap the instance may hold anything: the next question goes to a fresh one.
    if (crew === own) {
      own.stop();
      crew = startWorker();
    }
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

  /** @param {Error} error */
  function fail(error) {
    ready.reject(error);
    for (const { reject } of open.values()) reject(error);
    open.clear();
  }

  worker.onmessage = ({ data }) => {
    const answer = /** @type {FromWorker} */ (data);
    if (answer.kind === "ready") {
      performance.mark("sayso-core");
      return ready.resolve();
    }
    if (answer.kind === "failed") return fail(new AnalysisFailed(answer.message));
    const question = open.get(answer.id);
    open.delete(answer.id);
    if (answer.kind === "result") question?.resolve(answer);
    else question?.reject(new AnalysisFailed(answer.message));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    fail(new AnalysisFailed(event.message));
  };

  /**
   * @param {Question} question
   * @returns {Promise<Result>}
   */
  async function ask(question) {
    await ready.promise;
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      open.set(id, { resolve, reject });
      worker.postMessage({ id, ...question }, question.kind === "snapshot" ? [question.codes.buffer] : []);
    });
  }

  return {
    ask,
    stop: () => worker.terminate(),
    cancel() {
      worker.terminate();
      fail(new Canceled());
    },
  };
}
