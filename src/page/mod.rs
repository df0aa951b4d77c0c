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

/// Bylines, dates and section labels are at most so long, in bytes.
const MAX_LABEL_BYTES: usize = 90;
/// A heading that stands in the title is its headline from this length on, in characters.
const MIN_HEADING_CHARS: usize = 10;

/// Values that stand in the visible part: headings, author lines, `<time>`, a date line, the label over the headline.
fn read_visible(dom: &Dom, page: &mut Page) {
    let mut seen = Seen::default();
    for id in dom.ids() {
        let Some(tag) = dom.tag(id) else {
            let data = dom.text(id).unwrap_or("");
            seen.text(data, page);
            // `By <b>Jane Doe</b>`
            if data.trim().eq_ignore_ascii_case("by") && seen.authors.is_empty() {
                seen.author(&dom.parent(id).map_or(String::new(), |parent| visible_text(dom, parent)));
            }
            continue;
        };
        match tag {
            Tag::H1 => seen.headings.push(visible_text(dom, id)),
            Tag::H2 | Tag::H3 | Tag::B | Tag::Strong => seen.other_headings.push(visible_text(dom, id)),
            Tag::Time if page.published.is_none() => {
                let stated = dom.attribute(id, AttributeName::DATETIME).and_then(iso_date);
                page.published = stated.map(|date| Stated::new(date, Origin::Time));
            }
            _ => {}
        }
        if is_author(dom, id) {
            seen.author(&visible_text(dom, id));
        }
        if seen.headings.is_empty() && page.section.is_none() && has_class(dom, id, &["kicker", "eyebrow", "rubric"]) {
            let label = Some(visible_text(dom, id)).filter(|label| !label.is_empty() && label.len() <= MAX_LABEL_BYTES);
            page.section = label.map(|label| Stated::new(label, Origin::Text));
        }
    }
    if page.byline.is_none() && !seen.authors.is_empty() {
        page.byline = Some(Stated::new(seen.authors.clone(), Origin::Text));
    }
    if page.published.is_none() {
        page.published = seen.date.take().map(|date| Stated::new(date, Origin::Text));
    }
    seen.state_title(page);
}

/// What the walk over the visible part has met.
#[derive(Default)]
struct Seen {
    headings: Vec<String>,
    /// Other words set off: old pages print headlines in bold type.
    other_headings: Vec<String>,
    authors: Vec<String>,
    date: Option<String>,
}

impl Seen {
    fn author(&mut self, line: &str) {
        if line.len() <= MAX_LABEL_BYTES {
            let known = self.authors.clone();
            self.authors.extend(meta::author_names(line).into_iter().filter(|name| !known.contains(name)));
        }
    }

    /// A line that starts with `By`, and the first line under the headline that is a date.
    fn text(&mut self, data: &str, page: &Page) {
        let line = data.trim();
        if line.is_empty() || line.len() > MAX_LABEL_BYTES {
            return;
        }
        let follows_headline = !self.headings.is_empty() || page.title.is_some();
        let lower = line.to_ascii_lowercase();
        let names_authors = lower.starts_with("by ")
            || ["reporting by ", "written by ", "words by "].iter().any(|cue| lower.contains(cue));
        if follows_headline && self.authors.is_empty() && names_authors {
            self.author(line);
        }
        if follows_headline && self.date.is_none() {
            self.date = iso_date(line.trim_start_matches([',', ' ', '·', '|']));
        }
    }

    /// `<title>` and `og:title` often carry the outlet's name; the heading on the page that they contain does not.
    fn state_title(&self, page: &mut Page) {
        let Some(title) = &mut page.title else {
            let heading = self.headings.iter().find(|heading| !heading.is_empty());
            page.title = heading.map(|heading| Stated::new(heading.clone(), Origin::Text));
            return;
        };
        let is_long = |heading: &&String| heading.chars().count() >= MIN_HEADING_CHARS;
        let inside = self.headings.iter().filter(is_long).find(|heading| title.value.contains(heading.as_str()));
        let at_end =
            || self.other_headings.iter().filter(is_long).find(|heading| title.value.ends_with(heading.as_str()));
        if let Some(heading) = inside.or_else(at_end) {
            title.value.clone_from(heading);
        }
    }
}

fn is_author(dom: &Dom, id: NodeId) -> bool {
    let has = |name, wanted: &str| {
        dom.attribute(id, name).is_some_and(|value| value.split_ascii_whitespace().any(|token| token == wanted))
    };
    let is_marked = has(AttributeName::REL, "author") || has(AttributeName::ITEMPROP, "author");
    (is_marked || has_class(dom, id, &["byline", "author"])) && dom.tag(id) != Some(Tag::Meta)
}

/// Whether a word of the element's class is one of `wanted`: `article__byline` and `BylineName` have `byline`.
fn has_class(dom: &Dom, id: NodeId, wanted: &[&str]) -> bool {
    let class = dom.attribute(id, AttributeName::CLASS).unwrap_or("");
    class_words(class).any(|word| wanted.iter().any(|wanted| word.eq_ignore_ascii_case(wanted)))
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

/// The text below `id` with white space collapsed.
fn visible_text(dom: &Dom, id: NodeId) -> String {
    collapse(&dom.text_content(id))
}

/// `text` with each run of white space as one space, none at the ends.
pub fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
