// The same for Node, which does not fetch files: the module is read from the disk.
// @ts-check
import { readFile } from "node:fs/promises";
import { load as loadFrom } from "./index.js";

export * from "./index.js";

/**
 * @param {import("./wasm/sayso.js").InitInput} [source]
 * @returns {Promise<void>}
 */
export async function load(source) {
  return loadFrom(source ?? (await readFile(new URL("./wasm/sayso_bg.wasm", import.meta.url))));
}
