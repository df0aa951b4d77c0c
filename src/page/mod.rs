//! Page: what the page states about itself: title, byline, dates, publisher, language.

mod byline;
mod date;
mod genre;
mod json_ld;
mod language;
mod meta;
mod title;
mod visible;

pub use date::iso_date;
pub use genre::{Genre, stated as stated_genre};
pub use language::language_of;
pub use meta::primary_language;

use crate::dom::{Dom, NodeId, Tag};
use visible::Heading;

/// Where a stated value was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// schema.org JSON-LD.
    JsonLd,
    /// `<meta>`, `<title>`, `<link>` or the `lang` attribute.
    Meta,
    /// A `<time>` element.
    Time,
    /// The address of the page.
    Url,
    /// The visible words of the page.
    Text,
}

/// A value and where it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where it was read.
    pub origin: Origin,
}

impl<T> Stated<T> {
    /// `value`, read at `origin`.
    pub fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

/// What the page states about itself. What it does not state is `None` or empty, never guessed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Canonical address, or the one the caller gave.
    pub url: Option<Stated<String>>,
    /// Headline without the site's name.
    pub title: Option<Stated<String>>,
    /// Names of the authors, in order.
    pub byline: Option<Stated<Vec<String>>>,
    /// Name of the outlet.
    pub publisher: Option<Stated<String>>,
    /// Section, as printed.
    pub section: Option<Stated<String>>,
    /// Date or date-time of publication, ISO 8601.
    pub published: Option<Stated<String>>,
    /// Date or date-time of the last change, ISO 8601.
    pub modified: Option<Stated<String>>,
    /// BCP 47 primary language, lower case.
    pub language: Option<Stated<String>>,
    /// Licence, as an address or a name.
    pub license: Option<Stated<String>>,
    /// schema.org `isAccessibleForFree`.
    pub is_free: Option<bool>,
    /// schema.org `wordCount`.
    pub word_count: Option<u32>,
    /// Whether the page calls itself a live blog (`LiveBlogPosting`).
    pub is_live_blog: bool,
    /// The kind of text it calls itself in its JSON-LD.
    pub genre: Option<Genre>,
    /// The summary the page gives of itself (`description`).
    pub description: Option<String>,
}

/// What the page says of itself in places meant for machines, before the choice between several sayings is made.
#[derive(Debug, Default)]
struct Said {
    titles: Vec<Stated<String>>,
    /// `<title>`.
    document_title: Option<String>,
    authors: Vec<byline::Author>,
    site_names: Vec<Stated<String>>,
    /// The name in the address: `theguardian` of `www.theguardian.com`.
    domain: Option<String>,
    /// Region of the language tag.
    region: Option<String>,
    /// `og:url`.
    shared_url: Option<String>,
}

/// Reads what the page states. `url` is the address the caller knows, if any; a canonical link wins over it.
pub fn read(dom: &Dom, url: Option<&str>) -> Page {
    let (mut page, mut said) = (Page::default(), Said::default());
    json_ld::read(dom, &mut page, &mut said);
    meta::read(dom, &mut page, &mut said);
    if let Some(url) = url.filter(|url| !url.trim().is_empty()) {
        page.url.get_or_insert_with(|| Stated::new(url.trim().to_owned(), Origin::Url));
    }
    said.site_names.extend(page.publisher.clone());
    page.publisher = page.publisher.or_else(|| said.site_names.first().cloned());
    said.domain = page.url.as_ref().and_then(|url| domain_of(&url.value)).map(str::to_owned);
    let mut visible = visible::read(dom, said.region.as_deref());
    if page.section.is_none() {
        page.section = visible.kicker.take().map(|label| Stated::new(label, Origin::Text));
    }
    let (title, at) = title::choose(&said, &page, &visible.headings).unzip();
    page.title = title;
    let headline = at.flatten().and_then(|at| visible.headings.get(at)).map(Heading::place).unwrap_or_default();
    visible.drop_furniture(dom, &headline);
    page.byline = byline::choose(&said, &visible.lines_near(&headline), &visible.lines_behind(&headline));
    page.published = date::choose(&page, &visible.dates, &headline);
    page.modified = page.modified.or_else(|| date::last_change(&visible.dates, &headline));
    page
}

/// The name in an address: the longest label of the host but the last.
fn domain_of(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', ':', '?']).next()?;
    let (labels, _) = host.rsplit_once('.')?;
    labels.split('.').max_by_key(|label| label.len())
}

/// The words of a class name: `BylineName`, `byline-name` and `byline__name` have two.
pub fn class_words(class: &str) -> impl Iterator<Item = &str> {
    let bytes = class.as_bytes();
    let is_border = move |at: usize| bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase();
    let mut from = 0;
    let words = (1..=bytes.len()).filter_map(move |at| {
        let is_end = at == bytes.len()
            || !bytes[at].is_ascii_alphanumeric()
            || !bytes[at - 1].is_ascii_alphanumeric()
            || is_border(at);
        let word = is_end.then(|| class.get(from..at)).flatten();
        if is_end {
            from = at;
        }
        word
    });
    words.filter(|word| word.bytes().any(|byte| byte.is_ascii_alphanumeric()))
}

/// `text` with each run of white space as one space, none at the ends.
pub fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Bylines, dates and section labels are at most so long, in bytes.
const MAX_LABEL_BYTES: usize = 90;

/// The text below `id` if it is a label.
fn short_text(dom: &Dom, id: NodeId) -> Option<String> {
    spaced_text(dom, id, MAX_LABEL_BYTES).filter(|text| !text.is_empty())
}

/// The text below `id` with white space collapsed and a space at line breaks and block borders; `None` if it is longer.
fn spaced_text(dom: &Dom, id: NodeId, max_bytes: usize) -> Option<String> {
    let mut text = String::new();
    let mut next = id.0;
    let end = dom.subtree_end(id).0;
    while next < end {
        let node = NodeId(next);
        next += 1;
        match (dom.text(node), dom.tag(node)) {
            (Some(data), _) => text.push_str(data),
            // As in the article: what is not read there is no part of a headline either.
            (None, Some(tag)) if tag.is_skipped() && node != id => next = dom.subtree_end(node).0.max(next),
            (None, Some(tag)) if tag == Tag::Br || tag.is_block() => text.push(' '),
            _ => {}
        }
        // White space between elements can be long; collapsed text is never longer.
        if text.len() > 4 * max_bytes {
            return None;
        }
    }
    let text = collapse(&text);
    (text.len() <= max_bytes).then_some(text)
}
