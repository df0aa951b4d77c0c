//! The stages of an analysis, each on what those before it made of a page.

use std::hint::black_box;
use std::time::{Duration, Instant};

use sayso::analysis::{Force, Options, analyze};
use sayso::article::{self, Article};
use sayso::claim::{self, Claim};
use sayso::dom::{self, Dom};
use sayso::entity::{self, Entities};
use sayso::page::{self, Page};
use sayso::source::{self, Sources};
use sayso::text::Words;
use sayso::view::{ViewOptions, view};

/// The stages in order.
pub const STAGES: [&str; 8] = ["parse", "page", "article", "words", "entities", "sources", "claims", "view"];

/// Reads a page and everything in it.
pub fn analyze_whole(html: &str) {
    let options = Options { force: Force::AnyPage, ..Options::default() };
    black_box(analyze(&dom::html::parse(html), &options));
}

/// Parses a page and extracts its article.
pub fn extract(html: &str) {
    let dom = dom::html::parse(html);
    let mut page = page::read(&dom, None);
    black_box(article::extract(&dom, &mut page));
}

/// How long each of [`STAGES`] took on a page, with the bytes that each had before it.
#[must_use]
pub fn timed(html: &str) -> [(Duration, usize); STAGES.len()] {
    let mut times = [(Duration::ZERO, 0); STAGES.len()];
    let mut next = 0;
    let mut stage = |bytes: usize, start: Instant| {
        times[next] = (start.elapsed(), bytes);
        next += 1;
    };
    let start = Instant::now();
    let dom: Dom = dom::html::parse(html);
    stage(html.len(), start);
    let start = Instant::now();
    let mut page: Page = page::read(&dom, None);
    stage(html.len(), start);
    let start = Instant::now();
    let article: Article = article::extract(&dom, &mut page);
    stage(html.len(), start);
    let text = article.text.len();
    let start = Instant::now();
    let words = Words::new(&article);
    stage(text, start);
    let start = Instant::now();
    let entities: Entities = entity::find(&words, &page);
    stage(text, start);
    let start = Instant::now();
    let sources: Sources = source::find(&article, &words, &entities);
    stage(text, start);
    let start = Instant::now();
    let claims: Vec<Claim> = claim::find(&article, &page, &words, &entities, &sources).list;
    black_box(claim::key_sentences(&article, &words, &claims));
    stage(text, start);
    let options = Options { force: Force::AnyPage, ..Options::default() };
    let analysis = analyze(&dom, &options);
    let start = Instant::now();
    black_box(view(&analysis, ViewOptions::default()));
    stage(text, start);
    times
}
