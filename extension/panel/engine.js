// The analysis as a function call: passes pages to the worker and results back, replaces a crashed worker.
// The first was started before anyone may use it: loading the core is most of the wait, and it tells whoever frames us
// nothing.
// @ts-check
import { AnalysisFailed, Canceled } from "../errors.js";
import { firstWorker, startWorker } from "./start.js";

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

let crew = crewOf(firstWorker);

/**
 * @param {{ strings: string, codes: Uint32Array, url: string }} snapshot
 * @param {boolean} [force] also where it seems to be no article
 * @returns {Promise<Result>} rejects with AnalysisFailed, or Canceled
 */
export function analyzePage({ strings, codes, url }, force = false) {
  performance.mark("sayso-snapshot");
  return asked({ kind: "snapshot", strings, codes, options: { url, force, explain: true } });
}

/**
 * @param {string} text
 * @param {Options} options
 * @returns {Promise<Result>} see analyzePage
 */
export function analyzeText(text, options) {
  return asked({ kind: "text", text, options });
}

/** Stops what is under way; whoever waits for it gets Canceled. */
export function cancelAnalysis() {
  const old = crew;
  crew = crewOf(startWorker());
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
      crew = crewOf(startWorker());
    }
    throw error;
  }
}

/**
 * One worker with its open questions.
 * @param {import("./start.js").Started} started
 */
function crewOf({ worker, ready }) {
  /** @type {Map<number, { resolve: (result: Result) => void, reject: (error: Error) => void }>} */
  const open = new Map();
  /** Why the worker is of no use any more. @type {Error | null} */
  let fault = null;
  let lastId = 0;

  /** @param {Error} error */
  function fail(error) {
    fault ??= error;
    for (const { reject } of open.values()) reject(error);
    open.clear();
  }

  worker.addEventListener("message", ({ data }) => {
    const answer = /** @type {FromWorker} */ (data);
    const question = "id" in answer ? open.get(answer.id) : undefined;
    if (!question || !("id" in answer)) return;
    open.delete(answer.id);
    if (answer.kind === "result") question.resolve(answer);
    else question.reject(new AnalysisFailed(answer.message));
  });
  worker.addEventListener("error", (event) => fail(new AnalysisFailed(event.message)));
  const loaded = ready.catch((reason) => {
    fail(new AnalysisFailed(String(reason)));
    throw fault;
  });
  // Whoever asks hears of it; nobody may have asked yet.
  loaded.catch(() => {});

  /**
   * @param {Question} question
   * @returns {Promise<Result>}
   */
  async function ask(question) {
    if (fault) throw fault;
    const id = ++lastId;
    /** @type {{ promise: Promise<Result>, resolve: (result: Result) => void, reject: (error: Error) => void }} */
    const { promise, resolve, reject } = Promise.withResolvers();
    open.set(id, { resolve, reject });
    await Promise.race([loaded, promise]);
    worker.postMessage({ id, ...question }, question.kind === "snapshot" ? [question.codes.buffer] : []);
    return promise;
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
