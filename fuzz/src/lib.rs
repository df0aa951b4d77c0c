//! What must hold for every input, one function a target: the fuzzer calls them with what it makes up, and
//! `tests/it/fuzzing.rs` calls the same functions with the kept inputs and simple changes of them.
#![allow(clippy::panic, reason = "a panic is how a fuzzer is told of a finding")]

mod model;
mod page;
mod shown;

use std::time::{Duration, Instant};

use sayso::analysis::{Force, analyze_article};
use sayso::dom::{self, Dom};
use sayso::{Analysis, Options, analyze};

pub use model::model;
pub use shown::invalid_spans;

/// Time for any input, and for each byte of it. An article takes 0.2 µs a byte on a quiet machine; what grows with the
/// square of its input is past this by far, a loaded machine and a build with sanitizers are not.
const BUDGET: Duration = Duration::from_secs(5);
const BUDGET_PER_BYTE: Duration = Duration::from_micros(100);

/// Any bytes as a page.
pub fn html(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    in_time(bytes.len(), || check_page(&dom::html::parse(&html)));
}

/// Any bytes as the snapshot of a live page: half of it codes, a byte each, then the strings.
pub fn snapshot(bytes: &[u8]) {
    let (codes, strings) = bytes.split_at(bytes.len() / 2);
    // A line break ends a string here, so that inputs can be read and written by people.
    let strings = String::from_utf8_lossy(strings).replace('\n', "\0");
    let codes: Vec<u32> = codes.iter().map(|code| u32::from(*code)).collect();
    in_time(bytes.len(), || {
        if let Ok(dom) = dom::snapshot::decode(&strings, &codes) {
            check_page(&dom);
        }
    });
}

/// Any bytes as a text, read as lines of a page and as the article itself.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    in_time(bytes.len(), || {
        check_page(&dom::text::parse(&text));
        let article = analyze_article(&text, &Options::default());
        assert!(text.starts_with(&article.article.text), "a selection comes back changed");
        none("a selection", shown::complaints(&article));
    });
}

/// A page is read twice: the same page, the same analysis.
fn check_page(dom: &Dom) {
    none("the tree", page::broken_tree(dom));
    let options = Options { force: Force::AnyPage, ..Options::default() };
    let analysis = analyze(dom, &options);
    none("the analysis", shown::complaints(&analysis));
    none("the page", page::unfounded(dom, &analysis));
    assert_eq!(written(&analysis), written(&analyze(dom, &options)), "two analyses of one page differ");
}

fn written(analysis: &Analysis) -> String {
    format!("{analysis:?}")
}

fn none(of: &str, complaints: Vec<String>) {
    assert!(complaints.is_empty(), "{of}: {}", complaints.join("\n"));
}

fn in_time(bytes: usize, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    let (taken, allowed) = (start.elapsed(), BUDGET + BUDGET_PER_BYTE * bytes as u32);
    assert!(taken <= allowed, "{bytes} bytes took {taken:?}, allowed are {allowed:?}");
}
