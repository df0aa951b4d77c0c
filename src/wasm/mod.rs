//! The exports for JavaScript, nothing else.

mod convert;
pub mod document;
mod worker;

use wasm_bindgen::prelude::*;

use crate::analysis::{self, Analysis};
use crate::dom::{Dom, snapshot, text};

/// The types of what goes in and out, beside those of the contract, which are made from its JSON Schema.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { ComparisonView, View } from "../view.js";

export interface Options {
  /** Address of the page, for its links and the outlet's country. */
  url?: string;
  /** Language of the text, BCP 47, instead of what the page states. */
  lang?: string;
  /** Analyze pages that do not look like an article, too. */
  force?: boolean;
  /** Of a text: it is the article itself, and comes back unchanged, one block per line. */
  raw?: boolean;
  /** Add the reasons for each block and claim. */
  explain?: boolean;
  /** What offsets count: code points, UTF-16 units as JavaScript strings do (the default), or UTF-8 bytes. */
  offsets?: "char" | "utf16" | "byte";
}

export interface Answer {
  view: View;
  /** Groups of four: start and end in `view.text`, number of the text node, offset in its data; UTF-16 units. */
  runs: Uint32Array;
}
"#;

/// Analyzes the snapshot of a live page; `strings` and `codes` are described in `dom/snapshot.rs`.
///
/// # Errors
/// A `SaysoError` when the snapshot is broken.
#[wasm_bindgen(js_name = analyzeSnapshot, unchecked_return_type = "Answer")]
pub fn analyze_snapshot(
    strings: &str,
    codes: &[u32],
    #[wasm_bindgen(unchecked_param_type = "Options | undefined")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let dom = snapshot::decode(strings, codes).map_err(|error| convert::error(&error))?;
    analyze_dom(&dom, options)
}

/// Analyzes plain text; with `options.raw` the text is the article itself.
///
/// # Errors
/// A `SaysoError` when the result cannot be handed over.
#[wasm_bindgen(js_name = analyzeText, unchecked_return_type = "Answer")]
pub fn analyze_text(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "Options | undefined")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (analysis, dom) = analyzed_text(text, options);
    answer(&analysis, &dom, options)
}

/// Analyzes a `Document`, live or from `DOMParser`.
///
/// # Errors
/// A `SaysoError` when the document has no root element.
#[wasm_bindgen(js_name = analyzeDocument, unchecked_return_type = "Answer")]
pub fn analyze_document(
    document: &web_sys::Document,
    #[wasm_bindgen(unchecked_param_type = "Options | undefined")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    analyze_dom(&document::read(document)?, options)
}

/// Compares two articles on one story, each a `Document` or a text, with the options of each.
///
/// # Errors
/// A `SaysoError` when a document has no root element.
#[wasm_bindgen(unchecked_return_type = "ComparisonView")]
pub fn compare(
    #[wasm_bindgen(unchecked_param_type = "Document | string")] a: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Document | string")] b: &JsValue,
    #[wasm_bindgen(js_name = optionsA, unchecked_param_type = "Options | undefined")] options_a: &JsValue,
    #[wasm_bindgen(js_name = optionsB, unchecked_param_type = "Options | undefined")] options_b: &JsValue,
) -> Result<JsValue, JsValue> {
    convert::comparison(&analyzed(a, options_a)?, &analyzed(b, options_b)?, options_a)
}

/// Answers analysis requests in a dedicated worker; see `wasm/worker.rs`.
///
/// # Errors
/// When called outside a dedicated worker.
#[wasm_bindgen(js_name = serveWorker)]
pub fn serve_worker() -> Result<(), JsValue> {
    worker::serve()
}

/// The version of the core.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn analyzed(input: &JsValue, options: &JsValue) -> Result<Analysis, JsValue> {
    if let Some(text) = input.as_string() {
        return Ok(analyzed_text(&text, options).0);
    }
    let dom = document::read(input.unchecked_ref())?;
    Ok(analysis::analyze(&dom, &convert::options(options)))
}

fn analyzed_text(text: &str, options: &JsValue) -> (Analysis, Dom) {
    let read = convert::options(options);
    if convert::is_raw(options) {
        return (analysis::analyze_article(text, &read), Dom::default());
    }
    let dom = text::parse(text);
    (analysis::analyze(&dom, &read), dom)
}

fn analyze_dom(dom: &Dom, options: &JsValue) -> Result<JsValue, JsValue> {
    let analysis = analysis::analyze(dom, &convert::options(options));
    answer(&analysis, dom, options)
}

fn answer(analysis: &Analysis, dom: &Dom, options: &JsValue) -> Result<JsValue, JsValue> {
    convert::answer(analysis, dom, options)
}
