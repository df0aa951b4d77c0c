// Answers with the server's files, and with the kept ones where no server answers. `offline-files.js` is written by the
// build: `self.KEPT = { name, files }`; its name changes with any file, which is what makes browsers fetch them anew.
// @ts-check

/** @typedef {{ name: string, files: string[] }} Kept */
/**
 * @typedef {Event & { waitUntil: (work: Promise<unknown>) => void, request: Request,
 *   respondWith: (answer: Promise<Response>) => void }} WorkerEvent
 */
const worker = /** @type {any} */ (self);
worker.importScripts("offline-files.js");
const kept = /** @type {Kept} */ (worker.KEPT);

worker.addEventListener("install", (/** @type {WorkerEvent} */ event) => {
  const fill = caches.open(kept.name).then((cache) => cache.addAll(kept.files));
  event.waitUntil(fill.then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (/** @type {WorkerEvent} */ event) => {
  const others = caches.keys().then((names) => names.filter((name) => name.startsWith("sayso-") && name !== kept.name));
  const cleared = others.then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(cleared.then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (/** @type {WorkerEvent} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(fetch(request).catch(() => fromKept(request)));
});

/** @param {Request} request */
async function fromKept(request) {
  const cache = await caches.open(kept.name);
  return (await cache.match(request, { ignoreSearch: true })) ?? Response.error();
}
