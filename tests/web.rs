//! In a real browser: the adapters for live documents and saved HTML see the same page, and the View has its shape.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::panic, reason = "a panic is how a test fails")]

use js_sys::{Array, Function, Object, Reflect, Uint32Array};
use sayso::dom::{ATTRIBUTES, AttributeName, Dom, Flags, NodeId, Tag, snapshot};
use sayso::wasm::{analyze_document, analyze_snapshot, analyze_text, document, version};
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

fn parsed(html: &str) -> web_sys::Document {
    let parser = DomParser::new().expect("a browser has a parser");
    parser.parse_from_string(html, SupportedType::TextHtml).expect("any text is HTML")
}

#[wasm_bindgen_test]
fn a_document_gives_the_same_text_as_saved_html() {
    let result = analyze_document(&parsed(SAMPLE), &JsValue::UNDEFINED).expect("the sample is an article");
    let expected = include_str!("../www/samples/expected/liege-airport.json");
    let expected = js_sys::JSON::parse(expected).expect("the expectation is JSON");
    let paragraphs: Vec<String> =
        Array::from(&get(&expected, "paragraphs")).iter().filter_map(|p| p.as_string()).collect();
    assert_eq!(text_of(&result), paragraphs.join("\n\n"));
}

#[wasm_bindgen_test]
fn runs_give_the_words_of_the_page() {
    let page = parsed(
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

macro_rules! pages {
    ($($path:literal),+ $(,)?) => { [$(($path, include_str!(concat!("../", $path)))),+] };
}

/// Every page of the corpus and every sample; `tests/it/invariants.rs` holds the list to the folders.
const PAGES: [(&str, &str); 23] = pages![
    "tests/corpus/pages/author-and-date-in-data/source.html",
    "tests/corpus/pages/byline-among-other-names/source.html",
    "tests/corpus/pages/captions-and-credits/source.html",
    "tests/corpus/pages/comments-longer-than-article/source.html",
    "tests/corpus/pages/consent-text-longer-than-article/source.html",
    "tests/corpus/pages/dek-line/source.html",
    "tests/corpus/pages/headings-in-wrappers/source.html",
    "tests/corpus/pages/headline-reworded-for-search/source.html",
    "tests/corpus/pages/headline-repeated-and-tags/source.html",
    "tests/corpus/pages/hidden-text/source.html",
    "tests/corpus/pages/lazy-images/source.html",
    "tests/corpus/pages/lead-in-sibling-container/source.html",
    "tests/corpus/pages/live-updates-without-data/source.html",
    "tests/corpus/pages/paywall-preview/source.html",
    "tests/corpus/pages/pull-quote-duplicate/source.html",
    "tests/corpus/pages/related-links-in-text/source.html",
    "tests/corpus/pages/rest-after-inset-box/source.html",
    "tests/corpus/pages/table-and-list/source.html",
    "tests/corpus/pages/table-layout-line-breaks/source.html",
    "tests/corpus/pages/words-that-look-like-boilerplate/source.html",
    "www/samples/liege-airport.html",
    "www/samples/live-blog.html",
    "www/samples/strict-csp.html",
];

/// What only a live page can know: style sheets and scripts have had their say there.
const LIVE_ONLY: u8 = Flags::INVISIBLE | Flags::OVERLAID | Flags::BESIDE;

/// What live pages know and their markup does not say: the page, the first words of the element, its flags when live.
const DIFFERENCES: [(&str, &str, u8); 9] = [
    // Clipped to a pixel for screen readers; moved out of the window.
    ("tests/corpus/pages/hidden-text/source.html", "Skip to main content", Flags::INVISIBLE),
    ("tests/corpus/pages/hidden-text/source.html", "You have read three of five", Flags::INVISIBLE),
    ("tests/corpus/pages/hidden-text/source.html", "End of article", Flags::INVISIBLE),
    // Cells of a layout table left and right of the text; a column of advertisements.
    ("tests/corpus/pages/table-layout-line-breaks/source.html", "HomeSportsWeather", Flags::BESIDE),
    ("tests/corpus/pages/table-layout-line-breaks/source.html", "Top stories", Flags::BESIDE),
    ("www/samples/liege-airport.html", "Advertisement", Flags::BESIDE),
    // A consent bar and a header that stay in the window; a list of key points in a column of its own.
    ("www/samples/liege-airport.html", "We and our 214 partners use cookies", Flags::OVERLAID),
    ("www/samples/live-blog.html", "The Corraun Herald", Flags::OVERLAID),
    ("www/samples/live-blog.html", "Key points", Flags::BESIDE),
];

/// Opens a page in a frame and takes its snapshot there.
const OPEN: &str = "
    const frame = document.createElement('iframe');
    [frame.width, frame.height] = [1280, 900];
    document.body.append(frame);
    frame.contentDocument.open();
    // Before the page's own policy could forbid it.
    frame.contentWindow.eval(scripts);
    frame.contentDocument.write(html);
    frame.contentDocument.close();
    const snapshot = frame.contentWindow.sayso.takeSnapshot(null);
    frame.remove();
    return snapshot;";

/// Strings and codes of a snapshot of a live page.
fn taken(html: &str) -> (String, Vec<u32>) {
    let scripts = [
        include_str!("../extension/content/nodes.js"),
        include_str!("../extension/content/look.js"),
        include_str!("../extension/content/columns.js"),
        include_str!("../extension/content/snapshot.js"),
    ];
    let taken = Function::new_with_args("html, scripts", OPEN)
        .call2(&JsValue::NULL, &html.into(), &scripts.concat().into())
        .unwrap_or_else(|error| panic!("no snapshot: {}", js_sys::Error::from(error).to_string()));
    let strings = get(&taken, "strings").as_string().expect("strings");
    (strings, Uint32Array::new(&get(&taken, "codes")).to_vec())
}

fn live(html: &str) -> Dom {
    let (strings, codes) = taken(html);
    snapshot::decode(&strings, &codes).expect("well-formed")
}

/// All that a Dom says about one node.
fn node(dom: &Dom, id: NodeId) -> String {
    let attributes = (0..ATTRIBUTES.len()).filter_map(|index| {
        let value = dom.attribute(id, AttributeName::from_index(index as u32)?)?;
        Some(format!("{}={value:?}", ATTRIBUTES[index]))
    });
    let flags = dom.flags(id).0 & !LIVE_ONLY;
    let place = (dom.parent(id), dom.subtree_end(id), dom.tag(id), dom.text(id));
    format!("{id:?} {place:?} {flags} {}", attributes.collect::<Vec<_>>().join(" "))
}

#[wasm_bindgen_test]
fn live_pages_and_parsed_pages_are_the_same() {
    for (path, html) in PAGES {
        let (live, parsed) = (live(html), document::read(&parsed(html)).expect("a page"));
        for id in live.ids() {
            assert_eq!(node(&live, id), node(&parsed, id), "{path}");
        }
        assert_eq!(live.len(), parsed.len(), "{path}");
    }
}

/// `tests/browser/snapshot.rs` has the same page live.
#[wasm_bindgen_test]
fn cdata_sections_are_text() {
    let page = include_str!("browser/pages/sections.xhtml");
    let parser = DomParser::new().expect("a browser has a parser");
    let page = parser.parse_from_string(page, SupportedType::ApplicationXhtmlXml).expect("well-formed");
    let dom = document::read(&page).expect("a page");
    let paragraph = dom.ids().find(|id| dom.tag(*id) == Some(Tag::P)).expect("a paragraph");
    let texts: Vec<&str> = dom.subtree(paragraph).filter_map(|id| dom.text(id)).collect();
    assert_eq!(texts, ["Fares & times: ", "6 < 7 percent", ", said the board."]);
}

#[wasm_bindgen_test]
fn live_pages_know_more_of_these_elements_only() {
    let mut found = Vec::new();
    for (path, html) in PAGES {
        let (live, parsed) = (live(html), document::read(&parsed(html)).expect("a page"));
        for id in live.ids().filter(|id| live.flags(*id) != parsed.flags(*id)) {
            let words = live.text_content(id).trim().to_owned();
            found.push((path, words, live.flags(id).0));
        }
    }
    let is_same = |(found, expected): (&(&str, String, u8), &(&str, &str, u8))| {
        found.0 == expected.0 && found.1.starts_with(expected.1) && found.2 == expected.2
    };
    assert!(found.len() == DIFFERENCES.len() && found.iter().zip(&DIFFERENCES).all(is_same), "{found:#?}");
}

#[wasm_bindgen_test]
fn live_samples_give_the_article_of_saved_ones() {
    for (path, html) in PAGES.iter().filter(|(path, _)| path.starts_with("www/")) {
        let (strings, codes) = taken(html);
        let live = analyze_snapshot(&strings, &codes, &JsValue::UNDEFINED).expect("a page");
        let parsed = analyze_document(&parsed(html), &JsValue::UNDEFINED).expect("a page");
        assert_eq!(text_of(&live), text_of(&parsed), "{path}");
    }
}
