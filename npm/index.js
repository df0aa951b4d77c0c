// Sayso for other people's pages: entities, sources and claims of a document or a text, by the core in Wasm.
// @ts-check
import init, * as core from "./wasm/sayso.js";

/** @import { ComparisonView, View } from "./view.js" */
/** @import { InitInput, Options } from "./wasm/sayso.js" */

/** @type {Promise<unknown> | null} */
let loading = null;
let isLoaded = false;

/**
 * Loads the core, once; everything else waits for it. Fails where the module cannot be fetched or compiled, and can then be
 * tried again.
 * @param {InitInput | Promise<InitInput>} [source] address or bytes of `sayso_bg.wasm`, where it does not lie beside this file
 * @returns {Promise<void>}
 */
export async function load(source = new URL("./wasm/sayso_bg.wasm", import.meta.url)) {
  loading ??= init({ module_or_path: source });
  try {
    await loading;
    isLoaded = true;
  } catch (error) {
    loading = null;
    throw error;
  }
}

/**
 * @param {Document} document live, or made by DOMParser
 * @param {Options} [options]
 * @returns {View}
 */
export function analyzeDocument(document, options) {
  return loaded().analyzeDocument(document, options).view;
}

/**
 * @param {string} text
 * @param {Options} [options]
 * @returns {View}
 */
export function analyzeText(text, options) {
  return loaded().analyzeText(text, options).view;
}

/**
 * @param {Document | string} a
 * @param {Document | string} b
 * @param {Options} [optionsA] its `offsets` hold for both
 * @param {Options} [optionsB]
 * @returns {ComparisonView}
 */
export function compare(a, b, optionsA, optionsB) {
  return loaded().compare(a, b, optionsA, optionsB);
}

/** The version of the core. */
export function version() {
  return loaded().version();
}

function loaded() {
  if (!isLoaded) throw new Error("sayso is not loaded: await load() first");
  return core;
}
