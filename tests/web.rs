//! In a real browser: the adapters for live documents and saved HTML see the same page, and the View has its shape.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, reason = "a panic is how a test fails")]

use js_sys::{Array, Object, Reflect, Uint32Array};
use sayso::wasm::{analyze_document, analyze_snapshot, analyze_text, version};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{DomParser, SupportedType};

wasm_bindgen_test_configure!(run_in_browser);

/// The sample pages; saved HTML gave these Views natively, see `tests/it/samples.rs`.
const SAMPLE: &str = include_str!("../www/samples/liege-airport.html");

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn text_of(result: &JsValue) -> String {
    get(&get(result, "view"), "text").as_string().unwrap_or_default()
}

fn document(html: &str) -> web_sys::Document {
    let parser = DomParser::new().expect("a browser has a parser");
    parser.parse_from_string(html, SupportedType::TextHtml).expect("any text is HTML")
}

#[wasm_bindgen_test]
fn a_document_gives_the_same_text_as_saved_html() {
    let result = analyze_document(&document(SAMPLE), &JsValue::UNDEFINED).expect("the sample is an article");
    let expected = include_str!("../www/samples/expected/liege-airport.json");
    let expected = js_sys::JSON::parse(expected).expect("the expectation is JSON");
    let paragraphs: Vec<String> =
        Array::from(&get(&expected, "paragraphs")).iter().filter_map(|p| p.as_string()).collect();
    assert_eq!(text_of(&result), paragraphs.join("\n\n"));
}

#[wasm_bindgen_test]
fn runs_give_the_words_of_the_page() {
    let page = document(
        "<article><h1>Wall</h1><p>The  council\nsaid on <b>Monday</b> that it would build the wall 😀 at last.</p></article>",
    );
    let result = analyze_document(&page, &JsValue::UNDEFINED).expect("a short article");
    let text: Vec<u16> = text_of(&result).encode_utf16().collect();
    let runs = Uint32Array::from(get(&result, "runs")).to_vec();
    let walker = page
        .create_tree_walker_with_what_to_show(&page.document_element().expect("html").into(), 1 | 4)
        .expect("a walker");
    let mut nodes = vec![walker.current_node()];
    while let Ok(Some(node)) = walker.next_node() {
        nodes.push(node);
    }
    assert!(!runs.is_empty());
    for run in runs.chunks(4) {
        let data: Vec<u16> = nodes[run[2] as usize].node_value().expect("runs stand in text").encode_utf16().collect();
        let (start, end, offset) = (run[0] as usize, run[1] as usize, run[3] as usize);
        assert_eq!(text[start..end], data[offset..offset + end - start]);
    }
}

#[wasm_bindgen_test]
fn a_snapshot_is_decoded() {
    let strings = "html\0body\0p\0The council said on Monday that it would build the wall at last.\0";
    let result =
        analyze_snapshot(strings, &[1, 0, 0, 1, 0, 0, 1, 0, 0, 2, 3, 3, 3], &JsValue::UNDEFINED).expect("well-formed");
    assert_eq!(text_of(&result), "The council said on Monday that it would build the wall at last.");
}

#[wasm_bindgen_test]
fn a_broken_snapshot_is_an_error_with_a_name() {
    let error = analyze_snapshot("", &[9], &JsValue::UNDEFINED).expect_err("unknown code");
    assert_eq!(get(&error, "name").as_string().as_deref(), Some("SaysoError"));
}

#[wasm_bindgen_test]
fn a_selection_comes_back_unchanged_with_utf16_offsets() {
    let options = Object::new();
    Reflect::set(&options, &"raw".into(), &true.into()).expect("a plain object");
    let result = analyze_text("😀 Ana Ruiz said so.", &options.into()).expect("any text");
    let entity = Array::from(&get(&get(&result, "view"), "entities")).get(0);
    let mention = Array::from(&get(&entity, "mentions")).get(0);
    assert_eq!((text_of(&result).as_str(), get(&mention, "start").as_f64()), ("😀 Ana Ruiz said so.", Some(3.0)));
}

#[wasm_bindgen_test]
fn a_claim_without_a_source_has_a_null_speaker() {
    let options = Object::new();
    Reflect::set(&options, &"raw".into(), &true.into()).expect("a plain object");
    let result = analyze_text("The wall cost $18.6 million in 2018.", &options.into()).expect("any text");
    let claim = Array::from(&get(&get(&result, "view"), "claims")).get(0);
    assert!(get(&claim, "speaker").is_null());
}

#[wasm_bindgen_test]
fn the_version_is_the_packages() {
    assert_eq!(version(), env!("CARGO_PKG_VERSION"));
}
