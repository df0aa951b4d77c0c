// Keeps the playground on this device, so that it opens without a network once it was loaded.
// @ts-check

/** Resolves when everything is kept; where the browser keeps nothing, in a private window say, it stays a page of the net. */
export async function keepOffline() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("offline-worker.js");
    await navigator.serviceWorker.ready;
    document.documentElement.dataset.offline = "ready";
  } catch (error) {
    console.info("sayso: not kept for offline use:", error);
  }
}
