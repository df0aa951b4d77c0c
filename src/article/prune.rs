//! Keep/drop verdict per block, each with a Reason.

use std::borrow::Cow;

use super::block::{Block, BlockKind, Blocks};
use crate::dom::{AttributeName, Dom, Flags, NodeId, Tag};
use crate::lexicon;
use crate::page::{Page, class_words, iso_date};

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// Why a block is not part of the article.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Reason { $($(#[$doc])* $variant),+ }

        impl Reason {
            /// The word for it in JSON and on screen.
            pub fn name(self) -> &'static str {
                match self { $(Reason::$variant => $name),+ }
            }

            fn from_name(name: &str) -> Option<Reason> {
                match name { $($name => Some(Reason::$variant),)+ _ => None }
            }
        }
    };
}

reasons! {
    /// Menus, breadcrumbs, tables of contents.
    Navigation = "navigation",
    /// The site's header or footer.
    SiteFrame = "site-frame",
    /// A column or box beside the article.
    Aside = "aside",
    /// Forms, buttons, search boxes.
    Form = "form",
    /// Readers' comments and the form for them.
    Comments = "comments",
    /// Links to other articles, by name or label.
    Related = "related",
    /// A headline that leads elsewhere, and its summary.
    Teaser = "teaser",
    /// Share and follow buttons.
    Share = "share",
    /// Newsletter and subscription boxes.
    Newsletter = "newsletter",
    /// Cookie and consent notices.
    Cookies = "cookies",
    /// Advertisements.
    Advert = "advert",
    /// Author line, author box or dates.
    Byline = "byline",
    /// Picture captions and credits.
    Caption = "caption",
    /// Lists of topics.
    Tags = "tags",
    /// The headline, which stands in the title.
    Headline = "headline",
    /// Not visible.
    Hidden = "hidden",
    /// Fixed or sticky: a bar over the page.
    Overlay = "overlay",
    /// Mostly links.
    Links = "links",
    /// A short line that is no sentence.
    ShortLine = "short-line",
    /// Words that only page furniture uses.
    Promo = "promo",
    /// Says again what stands elsewhere in the article.
    Duplicate = "duplicate",
    /// Reads and stands like page furniture, by the classifier.
    Furniture = "furniture",
    /// Outside the part of the page that holds the article.
    Outside = "outside",
    /// Behind a line that ends the article.
    AfterEnd = "after-end",
}

/// An element that holds more of the page's prose than this is the article or its frame, whatever its class says:
/// themes call whole pages `sidebar-right` or `author`. Percent.
const MAX_FURNITURE_PERCENT: usize = 30;
/// Comments, menus, frames and consent texts keep their objection up to here: threads are often longer than the article. Percent.
const MAX_CERTAIN_PERCENT: usize = 80;

/// What an element's tag, flags and class tokens call it.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// Why it would be page furniture.
    pub furniture: Option<Reason>,
    /// Whether it is called the article.
    pub is_content: bool,
}

impl Names {
    /// Reads the names of an element.
    pub fn of(dom: &Dom, id: NodeId, tag: Tag, is_hidden: bool) -> Self {
        let mut read = Tokens::default();
        for name in [AttributeName::CLASS, AttributeName::ID, AttributeName::ROLE, AttributeName::ITEMPROP] {
            let is_content = read.is_content;
            read.add(dom.attribute(id, name).unwrap_or(""));
            // The role `main` is as wide as the page.
            read.is_content = if name == AttributeName::ROLE { is_content } else { read.is_content };
        }
        let furniture = match tag {
            _ if is_hidden => Some(Reason::Hidden),
            Tag::Html | Tag::Body | Tag::Main => None,
            _ => by_markup(dom.flags(id), tag).or(read.furniture),
        };
        let is_content = read.is_content;
        Self { furniture, is_content }
    }

    /// Why the element is no article text; `prose_percent` is its part of the page's prose.
    pub fn objection(self, prose_percent: impl FnOnce() -> usize) -> Option<Reason> {
        let reason = self.furniture?;
        let most = match reason {
            Reason::Hidden => return Some(reason),
            Reason::Comments | Reason::Navigation | Reason::SiteFrame | Reason::Related | Reason::Cookies => {
                MAX_CERTAIN_PERCENT
            }
            // `social` also names embedded posts, which are text; share bars hold labels only.
            Reason::Share => 0,
            _ => MAX_FURNITURE_PERCENT,
        };
        (prose_percent() <= most).then_some(reason)
    }
}

/// Tokens by which markup calls the article (as in Readability's `okMaybeItsACandidate` and `positive`).
fn names_content(token: &str) -> bool {
    ["article", "articlebody", "body", "content", "entry", "main", "post", "story", "text"]
        .iter()
        .any(|name| token.eq_ignore_ascii_case(name))
}

/// What tag and flags say.
fn by_markup(flags: Flags, tag: Tag) -> Option<Reason> {
    match tag {
        Tag::Nav | Tag::Menu => Some(Reason::Navigation),
        Tag::Footer => Some(Reason::SiteFrame),
        Tag::Aside => Some(Reason::Aside),
        Tag::Form | Tag::Button | Tag::Label | Tag::Fieldset | Tag::Search => Some(Reason::Form),
        Tag::Dialog => Some(Reason::Overlay),
        Tag::Figcaption => Some(Reason::Caption),
        _ if flags.has(Flags::BESIDE) => Some(Reason::Aside),
        _ if flags.has(Flags::OVERLAID) => Some(Reason::Overlay),
        _ => None,
    }
}

/// What the tokens of class names and the like say.
#[derive(Debug, Default)]
struct Tokens {
    /// The reason of the first one that names page furniture.
    furniture: Option<Reason>,
    /// Whether one names the article.
    is_content: bool,
}

impl Tokens {
    /// Reads an attribute. `no-sidebar` and `has-comments` speak of the layout.
    fn add(&mut self, value: &str) {
        for class in value.split_ascii_whitespace() {
            let mut speaks_of_layout = false;
            for (at, token) in class_words(class).enumerate() {
                speaks_of_layout |=
                    at == 0 && matches!(token, "no" | "has" | "with" | "without" | "is" | "hide" | "show");
                self.is_content |= names_content(token);
                if self.furniture.is_none() && !speaks_of_layout {
                    let is_lower = !token.bytes().any(|byte| byte.is_ascii_uppercase());
                    let token = if is_lower { Cow::Borrowed(token) } else { Cow::Owned(token.to_ascii_lowercase()) };
                    self.furniture = lexicon::BOILERPLATE_TOKENS.get(&token).and_then(Reason::from_name);
                }
            }
        }
    }
}

/// A sentence has at least this many words, unless it stands among sentences.
pub const MIN_SENTENCE_WORDS: usize = 8;
/// This many words are prose even without a full stop.
pub const MIN_PROSE_WORDS: usize = 20;
/// Above this share of linked bytes a block is a list of links (as in readability and jusText).
pub const MAX_LINK_PERCENT: usize = 50;
/// Promo phrases count only in blocks of at most so many words; a report about newsletters is longer.
pub const MAX_PROMO_WORDS: usize = 40;
/// A byline or date line is at most so long, in words.
const MAX_BYLINE_WORDS: usize = 14;

/// Whether a block reads as prose: sentences, or a long run of words.
pub fn is_prose(text: &str, words: usize) -> bool {
    words >= MIN_PROSE_WORDS || (words >= MIN_SENTENCE_WORDS && ends_like_sentence(text))
}

/// Whether the text ends with a full stop, question or exclamation mark, colon or closing quote.
pub fn ends_like_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', '»', ' ', '」', '』', '）'])
        .ends_with(['.', '!', '?', ':', '…', '。', '！', '？'])
}

/// Whether the text is a teaser cut short, as `… are edging closer as...`.
pub fn is_truncated(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with("...") || text.ends_with('…') || text.ends_with("[…]") || text.ends_with("[...]")
}

/// Why the block by its own words is no article text, whatever stands around it.
pub fn text_objection(blocks: &Blocks, block: &Block, page: &Page) -> Option<Reason> {
    let text = blocks.text_of(block);
    if block.words <= MAX_HEADLINE_WORDS && page.title.as_ref().is_some_and(|title| same_words(&title.value, text)) {
        return Some(Reason::Headline);
    }
    if page.publisher.as_ref().is_some_and(|publisher| publisher.value == text) {
        return Some(Reason::SiteFrame);
    }
    let after_title = page.title.as_ref().and_then(|title| text.strip_prefix(title.value.as_str()));
    if after_title.is_some_and(|rest| block.words <= MAX_HEADLINE_WORDS && is_byline(rest.trim_start(), page)) {
        return Some(Reason::Headline);
    }
    if block.kind == BlockKind::Caption {
        return Some(Reason::Caption);
    }
    if block.kind != BlockKind::Heading && is_promo(block.promo_phrases, text) {
        return Some(Reason::Promo);
    }
    if block.words <= MAX_PLACEHOLDER_WORDS && is_truncated(text) && text.starts_with(char::is_alphabetic) {
        return Some(Reason::Promo);
    }
    if block.words <= MAX_PROMO_WORDS
        && let Some(reason) = label_reason(text)
        && (reason == Reason::Tags || Blocks::link_percent(block) > 0)
    {
        return Some(reason);
    }
    if block.words <= MAX_BYLINE_WORDS && is_byline(text, page) {
        return Some(Reason::Byline);
    }
    let is_list_of_links = Blocks::link_percent(block) > MAX_LINK_PERCENT;
    is_list_of_links.then_some(Reason::Links)
}

/// No headline is longer, in words.
const MAX_HEADLINE_WORDS: usize = 60;
/// `Loading image…`
const MAX_PLACEHOLDER_WORDS: usize = 3;
/// A label is at most so long, in bytes: `filed under: `.
const MAX_LABEL_BYTES: usize = 32;

/// The reason that the label at the start of a line gives: `Tags: bridge, lorries`, `Read more: Five charts …`.
fn label_reason(text: &str) -> Option<Reason> {
    let label = text.get(..text.floor_char_boundary(MAX_LABEL_BYTES))?.to_lowercase();
    let labels = lexicon::LINE_LABELS.iter().filter_map(|line| line.split_once('\t'));
    // `See alsoWhy …` is two elements side by side; `Relatedness …` is a word.
    let ends_there = |start: &str| text.get(start.len()..).is_none_or(|rest| !rest.starts_with(char::is_lowercase));
    let mut found = labels.filter(|(start, _)| label.starts_with(start) && ends_there(start));
    found.next().and_then(|(_, reason)| Reason::from_name(reason))
}

/// Whether all links of a block lead to another page of the same site: links elsewhere are part of what is told.
pub fn leads_inside(dom: &Dom, blocks: &Blocks, block: &Block, page: &Page) -> bool {
    let host = page.url.as_ref().map_or("", |url| host_of(&url.value));
    blocks.links_of(block).iter().all(|(_, link)| {
        let href = dom.attribute(*link, AttributeName::HREF).unwrap_or("").trim_start();
        let own = host_of(href);
        !href.starts_with('#') && (own.is_empty() || (!host.is_empty() && own == host))
    })
}

/// The host of an address without `www.`; empty for a relative one.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("//").filter(|(scheme, _)| scheme.is_empty() || scheme.ends_with(':'));
    let host = rest.map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or(""));
    host.strip_prefix("www.").unwrap_or(host)
}

/// Promo lines this short need one phrase, longer ones two.
const MAX_ONE_PHRASE_WORDS: usize = 14;

/// How many phrases that only page furniture uses stand in the text.
pub fn promo_phrases(text: &str) -> usize {
    lexicon::PROMO_PHRASES.count_in(&text.to_lowercase())
}

fn is_promo(found: usize, text: &str) -> bool {
    let is_short = text.split(' ').count() <= MAX_ONE_PHRASE_WORDS;
    found >= 2 || (found == 1 && is_short)
}

fn is_byline(text: &str, page: &Page) -> bool {
    let lower = text.to_lowercase();
    let names_author = page.byline.as_ref().is_some_and(|byline| {
        byline.value.iter().any(|name| text == name || (name.contains(' ') && text.contains(name)))
    });
    let starts_by =
        lower.strip_prefix("by ").is_some_and(|rest| text.len() > 3 && starts_upper(&text[text.len() - rest.len()..]));
    let has_date = iso_date(text).is_some();
    let mentions_time =
        ["published", "updated", "posted", "min read", "minute read"].iter().any(|word| lower.contains(word));
    let is_sentence = ends_like_sentence(text) && !mentions_time;
    !is_sentence
        && ((starts_by && !has_verb_like_end(text)) || names_author || has_date || (mentions_time && text.len() < 60))
}

fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

/// `By Friday the river had fallen` is a sentence start, not a byline: it has lower-case words at its end.
fn has_verb_like_end(text: &str) -> bool {
    text.split(' ').skip(3).filter(|word| word.chars().all(char::is_lowercase) && word.len() > 3).count() >= 2
}

/// Whether two texts have the same letters and digits, whatever their case.
fn same_words(one: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(one).next().is_some() && letters(one).eq(letters(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_tokens_name_the_reason() {
        let check = |value: &str, reason: Option<Reason>| {
            let mut tokens = Tokens::default();
            tokens.add(value);
            assert_eq!(tokens.furniture, reason, "{value}");
        };
        check("widget newsletter-signup", Some(Reason::Aside));
        check("post__comments", Some(Reason::Comments));
        check("BylineName", Some(Reason::Byline));
        check("commentary-body", None);
        check("single no-sidebar has-comments", None);
        check("entry-content", None);
    }

    #[test]
    fn bylines_are_told_from_sentences() {
        let check = |text: &str, is: bool| assert_eq!(is_byline(text, &Page::default()), is, "{text}");
        check("By Jane Doe and Ann Lee", true);
        check("Published March 12, 2026 at 8:00", true);
        check("By Friday morning the river had fallen below the mark", false);
        check("The vote is set for 12 March 2026.", false);
    }

    #[test]
    fn promo_lines_need_two_phrases_when_long() {
        let is_promo = |text: &str| is_promo(promo_phrases(text), text);
        assert!(is_promo("Sign up for our newsletter"));
        assert!(!is_promo(
            "Residents who sign up for the new scheme before June will pay a third less for water, the utility said."
        ));
    }

    #[test]
    fn truncated_teasers_are_seen() {
        assert!(is_truncated("Widely expected to be introduced as..."));
        assert!(!is_truncated("It ended."));
    }
}
