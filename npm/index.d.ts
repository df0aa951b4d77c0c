// What the package offers; the shapes come from the Rust core.
import type { ComparisonView, View } from "./view.js";
import type { InitInput, Options } from "./wasm/sayso.js";

export type * from "./view.js";
export type { InitInput, Options } from "./wasm/sayso.js";

/**
 * Loads the core, once; call it before anything else. Rejects where the module cannot be fetched or compiled, and can then be
 * tried again. `source` is the address or the bytes of `sayso_bg.wasm`, where it does not lie beside this file.
 */
export function load(source?: InitInput | Promise<InitInput>): Promise<void>;

/** Analyzes a document, live or made by DOMParser. Throws a `SaysoError` when it has no root element. */
export function analyzeDocument(document: Document, options?: Options): View;

/** Analyzes plain text. With `raw` the text is the article itself, and comes back unchanged. */
export function analyzeText(text: string, options?: Options): View;

/** Lays two articles on one story side by side, each a document or a text. The `offsets` of `optionsA` hold for both. */
export function compare(a: Document | string, b: Document | string, optionsA?: Options, optionsB?: Options): ComparisonView;

/** The version of the core. */
export function version(): string;
