// Starts workers with the core. The first one starts here, before any other script of the panel is there: this file
// imports nothing, so that it can run as soon as it has come, and loading the core takes longer than all the rest.
// @ts-check

/**
 * A worker that was told to load the core, and whether it has: a rejection says why not.
 * @typedef {{ worker: Worker, ready: Promise<void> }} Started
 */

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
  return { worker, ready: promise };
}

export const firstWorker = startWorker();
