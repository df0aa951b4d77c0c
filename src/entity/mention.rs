//! Find mention spans: what the tagger marks, cut to the name itself, with the role written beside it.

use std::ops::Range;
use std::sync::LazyLock;

use super::kind::{EntityKind, is_acronym, is_capitalized};
use super::role;
use super::tag;
use crate::lexicon::{self, Phrases};
use crate::model::vocabulary;
use crate::span::Span;
use crate::text::{TokenKind, Words};

/// A place in the text where something is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name without article, title or possessive.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The name as written.
    pub name: String,
    /// What it seems to be, judged by this place alone.
    pub kind: EntityKind,
    /// Role or title written beside it.
    pub role: Option<String>,
    /// Whether the words name it or describe it.
    pub form: Form,
}

/// How a text speaks of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// By its name.
    Name,
    /// By what it is: `the Afghan government`.
    Description,
}

/// Finds the names of a text, in order, none overlapping.
pub fn find(words: &Words<'_>) -> Vec<Mention> {
    let Some(tagger) = tag::SHIPPED.as_ref() else { return Vec::new() };
    let tagged = tag::tag(words, tagger, &vocabulary::SHIPPED);
    let credits: Vec<Range<usize>> = words
        .sentences
        .iter()
        .map(|sentence| sentence.tokens.clone())
        .filter(|tokens| is_credit(words, tokens))
        .collect();
    let is_credit = |range: &Range<usize>| credits.iter().any(|credit| credit.contains(&range.start));
    let text = tagged.into_iter().filter(|(range, _)| !is_credit(range));
    text.filter_map(|(range, kind)| mention(words, range, kind)).collect()
}

/// How sentences open that say who worked on the article.
const CREDIT_OPENINGS: [&str; 6] =
    ["Reporting by", "(Reporting by", "Additional reporting", "Editing by", "Writing by", "Photo by"];
/// What else such sentences say.
static CREDIT_PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(vec!["contributed to this", "contributed reporting", "contributed from", "contributed to the report"])
});

/// Whether a sentence says who worked on the article: its names are not the article's.
pub(super) fn is_credit(words: &Words<'_>, sentence: &Range<usize>) -> bool {
    let text = words.span(sentence.clone()).of(words.text);
    CREDIT_OPENINGS.iter().any(|opening| text.starts_with(opening)) || CREDIT_PHRASES.are_in(text)
}

/// Longest name, in tokens: `U.S. Attorney’s Office for the Western District of New York` has twelve. Longer runs are
/// scripts that the tagger does not know.
const MAX_NAME_TOKENS: usize = 16;

/// The mention at some tokens, if a name is left of them.
fn mention(words: &Words<'_>, range: Range<usize>, kind: EntityKind) -> Option<Mention> {
    let name = cut(words, range.clone(), kind);
    if name.is_empty() || name.len() > MAX_NAME_TOKENS || is_no_name(words, &name, kind) {
        return None;
    }
    let kind = if is_storm(words, &name) { EntityKind::Other } else { kind };
    let (name, kind) = with_tail(words, name, kind);
    let (name, kind) = with_plus(words, name, kind);
    let role = (kind == EntityKind::Person).then(|| role::beside(words, range.start, &name)).flatten();
    Some(at(words, name, kind, role))
}

/// A mention of a kind at some tokens.
pub(super) fn at(words: &Words<'_>, tokens: Range<usize>, kind: EntityKind, role: Option<String>) -> Mention {
    let span = words.span(tokens.clone());
    Mention { span, tokens, name: span.of(words.text).to_owned(), kind, role, form: Form::Name }
}

/// The name without what stands around it: marks, articles, titles, `'s`, dates.
fn cut(words: &Words<'_>, range: Range<usize>, kind: EntityKind) -> Range<usize> {
    let mut name = range;
    let is_mark = |at: usize| words.tokens[at].kind == TokenKind::Punctuation;
    while name.len() > 1 && is_lead(words, &name, kind)
        || !name.is_empty() && is_mark(name.start) && !words.str(name.start).starts_with(['@', '#', '$'])
    {
        name.start += 1;
    }
    while !name.is_empty() && (is_mark(name.end - 1) && words.str(name.end - 1) != "+" || is_trail(words, &name)) {
        name.end -= 1;
    }
    name
}

/// Whether the first token of a name stands before the name proper.
fn is_lead(words: &Words<'_>, name: &Range<usize>, kind: EntityKind) -> bool {
    let lower = words.lowered(name.start);
    let is_article = matches!(lower, "the" | "a" | "an");
    let is_person = kind == EntityKind::Person;
    let is_year = name.len() > 2
        && kind == EntityKind::Other
        && lower.len() == YEAR_DIGITS
        && lower.bytes().all(|byte| byte.is_ascii_digit());
    let is_title = || {
        let key = lower.trim_end_matches('.');
        lexicon::ROLES.has(key)
            || lexicon::DEMONYMS.has(key)
            || matches!(key, "former" | "vice" | "prime" | "deputy" | "acting")
    };
    // `General Motors` is no general, and `King` before one word may be a name: the tagger knows persons well enough.
    is_article || is_year || is_person && is_title() && !is_first_name_of(words, name)
}

/// `1967 Six-Day War`: the year is not the name.
const YEAR_DIGITS: usize = 4;

/// `Dean Smith`, `Earl Jones`: first names that are also titles, kept where the word is listed as a first name.
fn is_first_name_of(words: &Words<'_>, name: &Range<usize>) -> bool {
    name.len() == 2 && lexicon::FIRST_NAMES.has(words.lowered(name.start))
}

/// Whether the last token of a name does not belong to it: `'s`, a weekday, a month.
fn is_trail(words: &Words<'_>, name: &Range<usize>) -> bool {
    let last = words.lowered(name.end - 1);
    matches!(last, "'s" | "’s") || name.len() > 1 && lexicon::CALENDAR.has(last)
}

/// Whether a tagged name is none: nationalities, weekdays, pronouns, titles alone, `Moscow-based`.
fn is_no_name(words: &Words<'_>, name: &Range<usize>, kind: EntityKind) -> bool {
    let is_nationality = |at: usize| {
        let lower = words.lowered(at);
        let is_party = lexicon::PARTIES.has(lower);
        lexicon::DEMONYMS.has(lower) && !is_party && lexicon::PLACES.get(lower).is_none()
    };
    if name.clone().all(is_nationality) {
        return true;
    }
    let has_letters = name.clone().any(|at| words.tokens[at].kind == TokenKind::Word || kind == EntityKind::Other);
    if name.len() > 1 {
        return !has_letters;
    }
    let word = words.str(name.start);
    let lower = word.to_lowercase();
    // `D-Minn.`: party and state behind a member's name.
    let is_party_label = matches!(lower.as_bytes(), [b'd' | b'r' | b'i', b'-', ..]);
    let is_function_word =
        lexicon::COMMON_WORDS.has(&lower) && !is_acronym(word) && !is_mid_sentence_capital(words, name.start);
    !has_letters
        || is_function_word
        || is_party_label
        || lexicon::CALENDAR.has(&lower)
        || lexicon::ROLES.get(lower.trim_end_matches('.')) == Some("title")
        || is_compound_adjective(word)
}

/// Whether the token is capitalized although a word in small letters stands directly before it.
fn is_mid_sentence_capital(words: &Words<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| words.str(before));
    is_capitalized(words.str(at)) && before.chars().next().is_some_and(char::is_lowercase)
}

/// `Washington-based`, `U.S.-led`: describes something else.
fn is_compound_adjective(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, tail)| {
        matches!(tail, "based" | "led" | "backed" | "born" | "owned" | "style" | "run" | "made" | "wide" | "controlled")
    })
}

/// `Disney+`: a plus that touches the name makes it the name of a service.
fn with_plus(words: &Words<'_>, name: Range<usize>, kind: EntityKind) -> (Range<usize>, EntityKind) {
    let end = name.end;
    let touches = words.tokens.get(end).is_some_and(|plus| plus.span.start == words.tokens[end - 1].span.end);
    let is_plus = touches && words.str(end) == "+";
    if is_plus { (name.start..end + 1, EntityKind::Other) } else { (name, kind) }
}

/// Lower-case words that with a place before them name one institution or site.
const INSTITUTION_TAILS: [&[&str]; 8] = [
    &["stock", "exchange"],
    &["central", "bank"],
    &["city", "council"],
    &["county", "council"],
    &["police", "department"],
    &["fire", "department"],
    &["supreme", "court"],
    &["airport"],
];

/// Storms have names of people.
fn is_storm(words: &Words<'_>, name: &Range<usize>) -> bool {
    name.len() > 1 && matches!(words.str(name.start), "Storm" | "Hurricane" | "Typhoon" | "Cyclone")
}

/// Adds a lower-case tail such as `stock exchange` to a place name; an airport stays a place.
fn with_tail(words: &Words<'_>, name: Range<usize>, kind: EntityKind) -> (Range<usize>, EntityKind) {
    let is_here = |tail: &&&[&str]| tail.iter().enumerate().all(|(i, word)| words.lowered(name.end + i) == *word);
    let tail = INSTITUTION_TAILS.iter().find(is_here).filter(|_| kind == EntityKind::Place);
    match tail {
        Some(tail) if tail.len() > 1 => (name.start..name.end + tail.len(), EntityKind::Organization),
        Some(tail) => (name.start..name.end + tail.len(), kind),
        None => (name, kind),
    }
}
