//! Page: what the page states about itself: title, byline, dates, publisher, language.

mod date;
mod json_ld;
mod language;
mod meta;

pub use date::iso_date;
pub use language::language_of;
pub use meta::primary_language;

use crate::dom::{AttributeName, Dom, NodeId, Tag};

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
    /// The summary the page gives of itself (`description`).
    pub description: Option<String>,
}

/// Reads what the page states. `url` is the address the caller knows, if any; a canonical link wins over it.
pub fn read(dom: &Dom, url: Option<&str>) -> Page {
    let mut page = Page::default();
    json_ld::read(dom, &mut page);
    meta::read(dom, &mut page);
    read_visible(dom, &mut page);
    if let Some(url) = url.filter(|url| !url.trim().is_empty()) {
        page.url.get_or_insert_with(|| Stated::new(url.trim().to_owned(), Origin::Url));
    }
    if page.published.is_none() {
        let stated = page.url.as_ref().and_then(|url| date::date_in_url(&url.value));
        page.published = stated.map(|date| Stated::new(date, Origin::Url));
    }
    page
}

/// Values that stand in the visible part: the first `h1`, `rel=author`, `<time>`.
fn read_visible(dom: &Dom, page: &mut Page) {
    let mut authors = Vec::new();
    let mut headings = Vec::new();
    for id in dom.ids() {
        match dom.tag(id) {
            Some(Tag::H1) => headings.push(visible_text(dom, id)),
            Some(Tag::Time) if page.published.is_none() => {
                let stated = dom.attribute(id, AttributeName::DATETIME).and_then(iso_date);
                page.published = stated.map(|date| Stated::new(date, Origin::Time));
            }
            Some(_) if is_author(dom, id) => {
                let names = meta::author_names(&visible_text(dom, id));
                authors.extend(names.into_iter().filter(|name| !authors.contains(name)).collect::<Vec<_>>());
            }
            _ => {}
        }
    }
    if page.byline.is_none() && !authors.is_empty() {
        page.byline = Some(Stated::new(authors, Origin::Text));
    }
    prefer_heading(page, &headings);
}

fn is_author(dom: &Dom, id: NodeId) -> bool {
    let has = |name, wanted: &str| {
        dom.attribute(id, name).is_some_and(|value| value.split_ascii_whitespace().any(|token| token == wanted))
    };
    has(AttributeName::REL, "author") || (has(AttributeName::ITEMPROP, "author") && dom.tag(id) != Some(Tag::Meta))
}

/// `<title>` and `og:title` often carry the outlet's name; the heading on the page that they contain does not.
fn prefer_heading(page: &mut Page, headings: &[String]) {
    let Some(heading) = headings.iter().find(|heading| !heading.is_empty()) else { return };
    match &mut page.title {
        None => page.title = Some(Stated::new(heading.clone(), Origin::Text)),
        Some(title) => {
            if let Some(inner) = headings.iter().find(|h| h.chars().count() >= 10 && title.value.contains(h.as_str())) {
                title.value.clone_from(inner);
            }
        }
    }
}

/// The text below `id` with white space collapsed.
fn visible_text(dom: &Dom, id: NodeId) -> String {
    collapse(&dom.text_content(id))
}

/// `text` with each run of white space as one space, none at the ends.
pub fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
