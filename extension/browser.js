// The one seam over the extension API: `browser` in Firefox, `chrome` in Chromium, promises in both.
// @ts-check

/** @type {typeof chrome} */
export const browser = /** @type {any} */ (globalThis).browser ?? globalThis.chrome;
