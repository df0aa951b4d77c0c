// Starts workers with the core. The first one starts here, before any other script of the panel is there: this file
// imports nothing, so that it can run as soon as it has come, and loading the core takes longer than all the rest.
// @ts-check

/**
 * A worker that was told to load the core, and whether it has: a rejection says why not.
 * @typedef {{ worker: Worker, ready: Promise<void> }} Started
 */

/** The compiled core, one for all workers. @type {Promise<WebAssembly.Module> | null} */
let core = null;

/** Compiles while the worker starts; panel.html has the file on its way already. */
function compiledCore() {
  core ??= WebAssembly.compileStreaming(fetch(new URL("../wasm/sayso_bg.wasm", import.meta.url)));
  // The next worker tries again.
  core.catch(() => (core = null));
  return core;
}

/** @returns {Started} */
export function startWorker() {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  /** @type {{ promise: Promise<void>, resolve: () => void, reject: (reason: string) => void }} */
  const { promise, resolve, reject } = Promise.withResolvers();
  // Whoever asks hears of it; nobody may have asked yet.
  promise.catch(() => {});
  worker.addEventListener("message", ({ data }) => {
    if (data.kind === "ready") {
      performance.mark("sayso-core");
      resolve();
    } else if (data.kind === "failed") {
      reject(data.message);
    }
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    reject(event.message);
  });
  compiledCore().then(
    (module) => worker.postMessage({ module }),
    (error) => reject(String(error)),
  );
  return { worker, ready: promise };
}

export const firstWorker = startWorker();
