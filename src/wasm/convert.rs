//! Analysis -> JavaScript values: the View with UTF-16 offsets, the runs that map it to the page, errors.

use js_sys::{Object, Reflect, Uint32Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::analysis::{Analysis, Force, Options};
use crate::compare::compare;
use crate::dom::{Dom, NodeId};
use crate::error::Error;
use crate::view::comparison::comparison_view;
use crate::view::{OffsetUnit, ViewOptions, view};

/// Reads `{ url, lang, force }`; anything missing keeps its default.
pub fn options(value: &JsValue) -> Options {
    let force = if flag(value, "force") { Force::AnyPage } else { Force::ArticlesOnly };
    Options { url: string(value, "url"), language: string(value, "lang"), force }
}

/// Whether `options.raw` is set.
pub fn is_raw(value: &JsValue) -> bool {
    flag(value, "raw")
}

/// A property of an object that may be missing.
pub fn property(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

fn string(value: &JsValue, key: &str) -> Option<String> {
    property(value, key).as_string()
}

fn flag(value: &JsValue, key: &str) -> bool {
    property(value, key).is_truthy()
}

/// Reads `options.offsets`: `char`, `byte`, or UTF-16 units, as JavaScript counts, where nothing is said.
fn unit(options: &JsValue) -> Result<OffsetUnit, JsValue> {
    match string(options, "offsets").as_deref() {
        None | Some("utf16") => Ok(OffsetUnit::Utf16),
        Some("char") => Ok(OffsetUnit::CodePoint),
        Some("byte") => Ok(OffsetUnit::Byte),
        Some(other) => Err(named_error(&format!("offsets must be char, utf16 or byte, not {other}"))),
    }
}

/// As JSON has it: `null` for a missing speaker, plain objects instead of maps.
fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// `{ view, runs }`.
pub fn answer(analysis: &Analysis, dom: &Dom, options: &JsValue) -> Result<JsValue, JsValue> {
    let made = plain(&view(analysis, ViewOptions { unit: unit(options)?, explain: flag(options, "explain") }))?;
    let answer = Object::new();
    Reflect::set(&answer, &"view".into(), &made)?;
    Reflect::set(&answer, &"runs".into(), &Uint32Array::from(runs(analysis, dom).as_slice()))?;
    Ok(answer.into())
}

/// The comparison of two analyses; `options.offsets` as for [`answer`].
pub fn comparison(a: &Analysis, b: &Analysis, options: &JsValue) -> Result<JsValue, JsValue> {
    plain(&comparison_view(a, b, &compare(a, b), unit(options)?))
}

/// Groups of four: start and end in the article text, node number, offset in the node's data; UTF-16 units.
fn runs(analysis: &Analysis, dom: &Dom) -> Vec<u32> {
    let mut text = Utf16Cursor::new(&analysis.article.text);
    let mut node = (NodeId(u32::MAX), Utf16Cursor::new(""));
    let mut runs = Vec::with_capacity(analysis.article.map.0.len() * 4);
    for piece in &analysis.article.map.0 {
        if node.0 != piece.node {
            node = (piece.node, Utf16Cursor::new(dom.text(piece.node).unwrap_or("")));
        }
        let start = text.at(piece.start as usize);
        let end = text.at((piece.start + piece.len) as usize);
        runs.extend([start, end, piece.node.0, node.1.at(piece.offset as usize)]);
    }
    runs
}

/// Converts byte offsets that only grow into UTF-16 offsets, in one pass over the text.
struct Utf16Cursor<'a> {
    text: &'a str,
    byte: usize,
    unit: u32,
}

impl<'a> Utf16Cursor<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, byte: 0, unit: 0 }
    }

    fn at(&mut self, byte: usize) -> u32 {
        let passed = self.text.get(self.byte..byte).unwrap_or("");
        self.unit += passed.chars().map(char::len_utf16).sum::<usize>() as u32;
        self.byte = byte.max(self.byte);
        self.unit
    }
}

/// A JavaScript `Error` named `SaysoError`.
pub fn error(error: &Error) -> JsValue {
    named_error(&error.to_string())
}

/// A JavaScript `Error` named `SaysoError` with a message of its own.
pub fn named_error(message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name("SaysoError");
    error.into()
}
