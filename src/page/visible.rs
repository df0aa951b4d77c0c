//! The visible part of a page: headings, author lines, dates and the label over the headline, each with its place.

use super::byline::{Line, Piece, has_other_cue, is_person, strip_cue};
use super::{MAX_LABEL_BYTES, Origin, class_words, collapse, date, short_text, spaced_text};
use crate::dom::{AttributeName, Dom, NodeId, Tag};
use crate::lexicon;

/// Headlines are at most so long, in bytes.
const MAX_HEADLINE_BYTES: usize = 300;

/// What the walk over the visible part has met, in page order. Places count the bytes of visible text before.
#[derive(Debug, Default)]
pub struct Visible {
    /// Headings and bold type.
    pub headings: Vec<Heading>,
    /// Author lines.
    pub lines: Vec<Line>,
    /// Printed dates.
    pub dates: Vec<DateLine>,
    /// The first label set over a headline: `kicker`, `eyebrow`.
    pub kicker: Option<String>,
}

/// Words set off as a heading.
#[derive(Debug)]
pub struct Heading {
    /// Its element.
    pub node: NodeId,
    /// 1 for `h1`; 2 for lower headings and bold type, in which old pages print headlines.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Its place.
    pub at: usize,
}

/// A printed date.
#[derive(Debug)]
pub struct DateLine {
    /// Its element or text node.
    pub node: NodeId,
    /// Its place.
    pub at: usize,
    /// ISO 8601.
    pub date: String,
    /// What the words around it say of it.
    pub role: DateRole,
    /// Where it was read.
    pub origin: Origin,
}

/// What the words around a date say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateRole {
    /// `Published`, `Posted`.
    Published,
    /// `Updated`, `Last reviewed`.
    Modified,
    /// No word.
    Plain,
}

/// Author lines stand at most so many bytes of text over the headline or under its end.
const MAX_BEFORE_HEADLINE: usize = 250;
const MAX_BEHIND_HEADLINE: usize = 900;

impl Heading {
    /// Where it stands, as the headline.
    pub fn place(&self) -> Headline {
        Headline { node: Some(self.node), start: self.at, end: self.at + self.text.len() }
    }
}

/// Where the headline stands; at the start of the page if there is none.
#[derive(Debug, Clone, Default)]
pub struct Headline {
    /// Its element.
    pub node: Option<NodeId>,
    /// Place of its first word.
    pub start: usize,
    /// Place behind its last word.
    pub end: usize,
}

impl Visible {
    /// Leaves out author lines and dates of other things than the article under `headline`.
    pub fn drop_furniture(&mut self, dom: &Dom, headline: &Headline) {
        self.lines.retain(|line| !is_furniture(dom, line.node, headline.node));
        self.dates.retain(|date| !is_furniture(dom, date.node, headline.node));
    }

    /// The author lines around the headline.
    pub fn lines_near(&self, headline: &Headline) -> Vec<&Line> {
        let first = headline.start.saturating_sub(MAX_BEFORE_HEADLINE);
        let last = headline.end + MAX_BEHIND_HEADLINE;
        let under = self.lines.iter().filter(|line| (headline.end..last).contains(&line.at));
        let over = self.lines.iter().filter(|line| (first..headline.end).contains(&line.at));
        under.chain(over).collect()
    }

    /// The author lines behind, such as `About the author`.
    pub fn lines_behind(&self, headline: &Headline) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.at >= headline.end + MAX_BEHIND_HEADLINE).collect()
    }
}

/// Reads the visible part. `region` settles dates such as `3/4/2026`.
pub fn read(dom: &Dom, region: Option<&str>) -> Visible {
    let mut reader = Reader { dom, region, visible: Visible::default(), at: 0, last_text: "" };
    let mut next = 0;
    while (next as usize) < dom.len() {
        let id = NodeId(next);
        next += 1;
        if let Some(text) = dom.text(id) {
            reader.text(id, text);
        } else if dom.tag(id).is_some_and(Tag::is_skipped) {
            next = dom.subtree_end(id).0.max(next);
        } else {
            reader.element(id);
        }
    }
    reader.visible
}

struct Reader<'a> {
    dom: &'a Dom,
    region: Option<&'a str>,
    visible: Visible,
    at: usize,
    last_text: &'a str,
}

impl<'a> Reader<'a> {
    fn element(&mut self, id: NodeId) {
        let Some(tag) = self.dom.tag(id) else { return };
        match tag {
            Tag::H1 => self.heading(id, 1),
            Tag::H2 | Tag::H3 | Tag::B | Tag::Strong => self.heading(id, 2),
            Tag::Time => self.time(id),
            _ => {}
        }
        let itemprop = self.dom.attribute(id, AttributeName::ITEMPROP).unwrap_or("");
        if tag != Tag::Time && itemprop.starts_with("date") {
            self.marked_date(id);
        }
        let is_marked = self.is_marked_author(id, itemprop);
        let says = ClassSays::of(self.dom.attribute(id, AttributeName::CLASS).unwrap_or(""));
        if is_marked || says.author {
            self.line(id, is_marked);
        } else if tag != Tag::Time && says.date {
            self.marked_date(id);
        } else if says.kicker
            && self.visible.kicker.is_none()
            && !self.visible.headings.iter().any(|heading| heading.level == 1)
        {
            self.visible.kicker = short_text(self.dom, id);
        }
    }

    fn heading(&mut self, id: NodeId, level: u8) {
        let text = spaced_text(self.dom, id, MAX_HEADLINE_BYTES).filter(|text| !text.is_empty());
        if let Some(text) = text.filter(|_| level > 1 || !is_furniture(self.dom, id, None)) {
            self.visible.headings.push(Heading { node: id, level, text, at: self.at });
        }
    }

    fn is_marked_author(&self, id: NodeId, itemprop: &str) -> bool {
        let has = |value: &str| value.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case("author"));
        let is_marked = has(self.dom.attribute(id, AttributeName::REL).unwrap_or("")) || has(itemprop);
        let links_author = || {
            let href = self.dom.attribute(id, AttributeName::HREF).unwrap_or("");
            let mut segments = href.split('/').rev().skip(1);
            segments.any(|segment| AUTHOR_PATHS.contains(&segment))
        };
        let tag = self.dom.tag(id);
        !matches!(tag, Some(Tag::Meta | Tag::Link)) && (is_marked || tag == Some(Tag::A) && links_author())
    }

    fn line(&mut self, id: NodeId, is_marked: bool) {
        let mut pieces = Vec::new();
        let mut bytes = 0;
        for node in self.dom.subtree(id) {
            let Some(text) = self.dom.text(node) else { continue };
            bytes += text.trim().len();
            if bytes > MAX_LABEL_BYTES {
                return;
            }
            let is_link = || {
                let up_to_line = |outer: &NodeId| self.dom.is_inside(*outer, id);
                self.dom.ancestors(node).take_while(up_to_line).any(|outer| self.dom.tag(outer) == Some(Tag::A))
            };
            if !text.trim().is_empty() {
                pieces.push(Piece { text: collapse(text), is_link: is_link() });
            }
        }
        if !pieces.is_empty() {
            self.push_line(id, bytes, pieces, is_marked, false);
        }
    }

    fn push_line(&mut self, node: NodeId, bytes: usize, pieces: Vec<Piece>, is_marked: bool, is_weak: bool) {
        let is_others = has_other_cue(label_before(self.last_text));
        let (at, end) = (self.at, self.at + bytes);
        self.visible.lines.push(Line { node, at, end, pieces, is_marked, is_others, is_weak });
    }

    fn time(&mut self, id: NodeId) {
        let stated = self.dom.attribute(id, AttributeName::DATETIME).and_then(|text| date::printed(text, self.region));
        let stated = stated.or_else(|| date::printed(&short_text(self.dom, id)?, self.region));
        self.date(id, stated, Origin::Time);
    }

    fn marked_date(&mut self, id: NodeId) {
        let text = [AttributeName::CONTENT, AttributeName::DATETIME];
        let text = text.into_iter().find_map(|name| self.dom.attribute(id, name)).map(str::to_owned);
        let text = text.or_else(|| short_text(self.dom, id));
        self.date(id, text.and_then(|text| date::printed(&text, self.region)), Origin::Text);
    }

    fn date(&mut self, id: NodeId, date: Option<String>, origin: Origin) {
        let Some(date) = date else { return };
        let own = short_text(self.dom, id).unwrap_or_default();
        let class = self.dom.attribute(id, AttributeName::CLASS).unwrap_or("");
        let itemprop = self.dom.attribute(id, AttributeName::ITEMPROP).unwrap_or("");
        let role = match date_role(&[&own, class, itemprop]) {
            DateRole::Plain => date_role(&[label_before(self.last_text)]),
            role => role,
        };
        self.visible.dates.push(DateLine { node: id, at: self.at, date, role, origin });
    }

    fn text(&mut self, id: NodeId, data: &'a str) {
        let line = data.trim();
        if line.is_empty() {
            return;
        }
        if line.len() <= MAX_LABEL_BYTES {
            let lower_start = line.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
            if line.bytes().any(|byte| byte.is_ascii_digit()) {
                self.date(
                    id,
                    date::printed(line.trim_start_matches([',', ' ', '·', '|', '•', '-']), self.region),
                    Origin::Text,
                );
            }
            self.bare_name(id, line);
            if b"bwprtasicg".contains(&lower_start) && strip_cue(line).1 {
                self.cued_line(id, line);
            } else if let Some(names) = behind_inner_cue(line) {
                let pieces = vec![Piece { text: names, is_link: false }];
                self.push_line(id, line.len(), pieces, false, false);
            }
        }
        self.at += line.len();
        self.last_text = line;
    }

    /// `Jane Doe` or `Jane Doe | 12 March 2026` alone in a block right under a headline.
    fn bare_name(&mut self, id: NodeId, line: &str) {
        let is_near = |heading: &Heading| self.at <= heading.at + heading.text.len() + MAX_TO_BARE_NAME;
        if !self.visible.headings.iter().rev().find(|heading| heading.level == 1).is_some_and(is_near) {
            return;
        }
        let mut parts = line.split(['|', '·', '•', ',']).map(str::trim);
        let name = parts.find(|part| is_person(part) && is_first_name(part));
        let block = || self.dom.ancestors(id).find(|outer| self.dom.tag(*outer).is_some_and(Tag::is_block));
        let is_alone = || block().is_some_and(|block| short_text(self.dom, block).is_some());
        if let Some(name) = name.filter(|_| is_alone()) {
            let pieces = vec![Piece { text: collapse(name), is_link: false }];
            self.push_line(id, line.len(), pieces, false, true);
        }
    }

    /// `By Jane Doe` in one text node, or `By` with the name in the elements behind it.
    fn cued_line(&mut self, id: NodeId, line: &str) {
        let is_alone = strip_cue(line).0.is_empty();
        let holder = self.dom.ancestors(id).take(2).find(|holder| {
            !is_alone
                || self
                    .dom
                    .subtree(*holder)
                    .any(|node| node > id && self.dom.text(node).is_some_and(|text| !text.trim().is_empty()))
        });
        match holder {
            Some(holder) if is_alone => self.line(holder, true),
            _ => {
                let pieces = vec![Piece { text: collapse(line), is_link: false }];
                self.push_line(id, line.len(), pieces, false, false);
            }
        }
    }
}

/// A bare name stands at most so many bytes of text under the headline: a date, a label, a line under the headline.
const MAX_TO_BARE_NAME: usize = 250;

fn is_first_name(name: &str) -> bool {
    name.split(' ').next().is_some_and(|word| lexicon::FIRST_NAMES.has(&word.to_lowercase()))
}

/// What the words of an element's class say that it holds: `article__byline` and `BylineName` have `byline`.
#[derive(Debug, Clone, Copy, Default)]
struct ClassSays {
    author: bool,
    date: bool,
    kicker: bool,
}

impl ClassSays {
    fn of(class: &str) -> Self {
        let mut says = Self::default();
        for word in class_words(class) {
            let is_one_of = |wanted: &[&str]| wanted.iter().any(|wanted| word.eq_ignore_ascii_case(wanted));
            says.author |= is_one_of(&AUTHOR_CLASSES);
            says.date |= is_one_of(&DATE_CLASSES);
            says.kicker |= is_one_of(&KICKER_CLASSES);
        }
        says
    }
}

/// Class words of the label over a headline.
const KICKER_CLASSES: [&str; 3] = ["kicker", "eyebrow", "rubric"];
/// Class words of author lines.
const AUTHOR_CLASSES: [&str; 7] = ["byline", "bylines", "author", "authors", "contributor", "contributors", "writer"];
/// Class words of dates.
const DATE_CLASSES: [&str; 8] =
    ["date", "dateline", "timestamp", "datetime", "published", "pubdate", "posted", "updated"];
/// Folders of pages about authors.
const AUTHOR_PATHS: [&str; 14] = [
    "author",
    "authors",
    "contributor",
    "contributors",
    "writer",
    "writers",
    "profile",
    "profiles",
    "people",
    "staff",
    "by",
    "journalist",
    "reporter",
    "columnist",
];

/// What the words say about a date.
fn date_role(words: &[&str]) -> DateRole {
    let has = |cues: &[&str]| {
        words.iter().any(|word| {
            let lower = word.to_ascii_lowercase();
            cues.iter().any(|cue| lower.contains(cue))
        })
    };
    if has(&["updated", "modified", "reviewed", "edited", "last "]) {
        DateRole::Modified
    } else if has(&["published", "publish", "pubdate", "posted", "created"]) {
        DateRole::Published
    } else {
        DateRole::Plain
    }
}

/// The names behind a cue inside a line, from the cue on: `Live reporting by Jane Doe`.
fn behind_inner_cue(line: &str) -> Option<String> {
    const CUES: [&str; 4] = ["reporting by ", "written by ", "words by ", "story by "];
    let lower = line.contains("by ").then(|| line.to_ascii_lowercase())?;
    let at = CUES.iter().find_map(|cue| lower.find(cue))?;
    line.get(at..).map(collapse)
}

/// The text before a date is a label for it if it is short.
fn label_before(text: &str) -> &str {
    const MAX_DATE_LABEL_BYTES: usize = 30;
    if text.len() <= MAX_DATE_LABEL_BYTES { text } else { "" }
}

/// What is larger than this fraction of the page is its main part.
const MAX_FURNITURE_SHARE: usize = 3;

/// Whether the node stands in a part of the page that is about something else: comments, teasers, forms. What holds the
/// headline, too, is the article, whatever its name.
fn is_furniture(dom: &Dom, id: NodeId, headline: Option<NodeId>) -> bool {
    let outer = std::iter::once(id).chain(dom.ancestors(id));
    let is_apart = |outer: &NodeId| {
        let holds_headline = headline.is_some_and(|headline| dom.is_inside(headline, *outer));
        let nodes = (dom.subtree_end(*outer).0 - outer.0) as usize;
        !holds_headline && nodes * MAX_FURNITURE_SHARE <= dom.len()
    };
    outer.take_while(is_apart).any(|outer| {
        let is_other = |token: &str| {
            let reason = lexicon::BOILERPLATE_TOKENS.get(&token.to_ascii_lowercase());
            // Drupal marks articles that stand on the front page as promoted.
            token != "promoted" && matches!(reason, Some("comments" | "related"))
        };
        let names = [AttributeName::CLASS, AttributeName::ID];
        matches!(dom.tag(outer), Some(Tag::Form | Tag::Nav | Tag::Figure))
            || names.iter().any(|name| super::class_words(dom.attribute(outer, *name).unwrap_or("")).any(is_other))
    })
}
