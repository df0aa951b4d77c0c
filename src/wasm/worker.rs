//! The worker's message loop: snapshot or text in, View out.
//!
//! In: `{ id, kind: "snapshot", strings, codes, options }` or `{ id, kind: "text", text, options }`.
//! Out: `{ kind: "ready", version }` once, then `{ id, kind: "result", view, runs, ms }` or `{ id, kind: "error", message }`.

use js_sys::{Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::convert::{named_error, property};

/// Installs the message handler and says that the worker is ready.
///
/// # Errors
/// When called outside a dedicated worker.
pub fn serve() -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope =
        js_sys::global().dyn_into().map_err(|_| named_error("serveWorker must be called in a dedicated worker"))?;
    let answering = scope.clone();
    let handler = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let answer = answer(&answering, &event.data());
        // Posting fails only when the other side is gone; there is nobody left to tell.
        let _ = answer.and_then(|answer| answering.post_message(&answer));
    });
    scope.set_onmessage(Some(handler.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    handler.forget();
    scope.post_message(&object(&[("kind", "ready".into()), ("version", super::version().into())])?)
}

fn answer(scope: &DedicatedWorkerGlobalScope, request: &JsValue) -> Result<JsValue, JsValue> {
    let id = property(request, "id");
    let start = now(scope);
    match analyze(request) {
        Ok(result) => {
            Reflect::set(&result, &"id".into(), &id)?;
            Reflect::set(&result, &"kind".into(), &"result".into())?;
            Reflect::set(&result, &"ms".into(), &(now(scope) - start).into())?;
            Ok(result)
        }
        Err(error) => {
            let message = property(&error, "message").as_string().unwrap_or_else(|| "analysis failed".to_owned());
            object(&[("id", id), ("kind", "error".into()), ("message", message.into())])
        }
    }
}

fn analyze(request: &JsValue) -> Result<JsValue, JsValue> {
    let options = property(request, "options");
    let text =
        |key: &str| property(request, key).as_string().ok_or_else(|| named_error(&format!("the request has no {key}")));
    match property(request, "kind").as_string().as_deref() {
        Some("snapshot") => {
            let codes: Uint32Array =
                property(request, "codes").dyn_into().map_err(|_| named_error("the request has no codes"))?;
            super::analyze_snapshot(&text("strings")?, &codes.to_vec(), &options)
        }
        Some("text") => super::analyze_text(&text("text")?, &options),
        _ => Err(named_error("unknown kind of request")),
    }
}

/// Milliseconds; 0 where there is no clock.
fn now(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |performance| performance.now())
}

fn object(entries: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &JsValue::from_str(key), value)?;
    }
    Ok(object.into())
}
