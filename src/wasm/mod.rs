//! The exports for JavaScript, nothing else.

mod convert;
pub mod document;
mod worker;

use wasm_bindgen::prelude::*;

use crate::analysis::{self, Analysis};
use crate::dom::{Dom, snapshot, text};

/// Analyzes the snapshot of a live page; `strings` and `codes` are described in `dom/snapshot.rs`.
///
/// # Errors
/// A `SaysoError` when the snapshot is broken.
#[wasm_bindgen(js_name = analyzeSnapshot)]
pub fn analyze_snapshot(strings: &str, codes: &[u32], options: &JsValue) -> Result<JsValue, JsValue> {
    let dom = snapshot::decode(strings, codes).map_err(|error| convert::error(&error))?;
    analyze_dom(&dom, options)
}

/// Analyzes plain text; with `options.raw` the text is the article itself.
///
/// # Errors
/// A `SaysoError` when the result cannot be handed over.
#[wasm_bindgen(js_name = analyzeText)]
pub fn analyze_text(text: &str, options: &JsValue) -> Result<JsValue, JsValue> {
    if convert::is_raw(options) {
        let analysis = analysis::analyze_article(text, &convert::options(options));
        return answer(&analysis, &Dom::default(), options);
    }
    analyze_dom(&text::parse(text), options)
}

/// Analyzes a `Document`, live or from `DOMParser`.
///
/// # Errors
/// A `SaysoError` when the document has no root element.
#[wasm_bindgen(js_name = analyzeDocument)]
pub fn analyze_document(document: &web_sys::Document, options: &JsValue) -> Result<JsValue, JsValue> {
    analyze_dom(&document::read(document)?, options)
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

fn analyze_dom(dom: &Dom, options: &JsValue) -> Result<JsValue, JsValue> {
    let analysis = analysis::analyze(dom, &convert::options(options));
    answer(&analysis, dom, options)
}

fn answer(analysis: &Analysis, dom: &Dom, options: &JsValue) -> Result<JsValue, JsValue> {
    convert::answer(analysis, dom, options)
}
