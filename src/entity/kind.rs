//! What a name names: person, organization, place or other, judged by its words and the words around it.

use std::ops::Range;

use super::mention::key_of;
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being, real or invented.
    Person,
    /// A company, agency, party, team, medium, government body.
    Organization,
    /// A country, city, region, river, building, airport.
    Place,
    /// A named event, law, product, work or mission.
    Other,
}

/// A kind and how it was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guess {
    /// The kind.
    pub kind: EntityKind,
    /// Whether only the shape of the name speaks for it.
    pub is_weak: bool,
    /// Whether the name is a news medium's.
    pub is_media: bool,
}

impl Guess {
    fn sure(kind: EntityKind) -> Self {
        Self { kind, is_weak: false, is_media: false }
    }

    fn weak(kind: EntityKind) -> Self {
        Self { kind, is_weak: true, is_media: false }
    }
}

/// Whether the words are a name in a gazetteer.
pub fn is_known(words: &Words<'_>, name: Range<usize>) -> bool {
    let key = key_of(words, name.clone());
    lexicon::PLACES.has(&key)
        || is_listed(&lexicon::ORGANIZATIONS, words, &name, &key)
        || is_listed(&lexicon::MEDIA, words, &name, &key)
}

/// Whether the list has the name; entries marked `acronym` only in capitals (`WHO`, not `Who`).
fn is_listed(list: &lexicon::Lexicon, words: &Words<'_>, name: &Range<usize>, key: &str) -> bool {
    match list.get(key) {
        Some("acronym") => is_acronym(words.str(name.start)),
        entry => entry.is_some(),
    }
}

/// First words of place names that no list needs to know: `Port Ellery`, `Lake Orrin`.
fn starts_like_place(words: &Words<'_>, name: &Range<usize>) -> bool {
    name.len() == 2
        && matches!(
            words.str(name.start),
            "Port" | "Lake" | "Mount" | "Fort" | "San" | "Santa" | "Saint" | "Los" | "Las" | "Cape" | "Isle"
        )
}

/// Two to six capitals, digits and `&` allowed: `VSSE`, `AT&T`, `G7`.
pub fn is_acronym(word: &str) -> bool {
    let length = word.chars().filter(|c| *c != '.').count();
    let is_capital = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '&' | '.');
    (2..=6).contains(&length) && word.chars().all(is_capital) && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Guesses the kind of the name at `name`; `has_role` says that a title or role stands before it.
pub fn guess(words: &Words<'_>, name: Range<usize>, has_role: bool) -> Guess {
    let key = key_of(words, name.clone());
    let last = words.lower(name.end - 1);
    let last = last.trim_end_matches('.');
    let lower = |at: usize| words.lower(at);
    if is_listed(&lexicon::MEDIA, words, &name, &key) {
        return Guess { is_media: true, ..Guess::sure(EntityKind::Organization) };
    }
    if is_listed(&lexicon::ORGANIZATIONS, words, &name, &key) {
        return Guess::sure(EntityKind::Organization);
    }
    if lexicon::PLACES.has(&key) {
        return Guess::sure(EntityKind::Place);
    }
    if name.len() > 1
        && (lexicon::ORGANIZATION_WORDS.has(last)
            || name.clone().any(|at| lexicon::ORGANIZATION_WORDS.get(&lower(at)) == Some("any")))
    {
        return Guess::sure(EntityKind::Organization);
    }
    if lexicon::PLACE_WORDS.has(last) && name.len() > 1 {
        return Guess::sure(EntityKind::Place);
    }
    let is_short = (1..=4).contains(&name.len());
    let starts_with_first_name = name.len() > 1 && lexicon::FIRST_NAMES.has(&lower(name.start));
    if is_short && (starts_with_first_name || has_role) && !has_digit(words, name.clone()) {
        return Guess::sure(EntityKind::Person);
    }
    if name.len() == 1 && is_acronym(words.str(name.start)) {
        return Guess::weak(EntityKind::Organization);
    }
    if follows_locative(words, name.start) || starts_like_place(words, &name) {
        return Guess::weak(EntityKind::Place);
    }
    if (2..=3).contains(&name.len()) && speaks(words, name.clone()) && !has_digit(words, name.clone()) {
        return Guess::weak(EntityKind::Person);
    }
    if name.len() == 1 && lexicon::REPORTING_VERBS.get(&words.lower(name.end)) == Some("say") {
        return Guess::weak(EntityKind::Organization);
    }
    if name.len() == 1 && lexicon::FIRST_NAMES.has(&key) {
        return Guess::weak(EntityKind::Person);
    }
    Guess::weak(EntityKind::Other)
}

fn has_digit(words: &Words<'_>, name: Range<usize>) -> bool {
    name.into_iter().any(|at| words.str(at).chars().any(|c| c.is_ascii_digit()))
}

/// Whether `in`, `near`, `outside` or a point of the compass stands before the name.
fn follows_locative(words: &Words<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    words.tokens[before].kind == TokenKind::Word
        && matches!(
            words.str(before),
            "in" | "near" | "outside" | "northern" | "southern" | "eastern" | "western" | "downtown"
        )
}

/// An apposition names the role within so many tokens: `Ana Ruiz, the former mayor of`.
const MAX_TOKENS_TO_ROLE: usize = 4;

/// Whether a reporting verb, an age, a relative `who`, a role or an employer (`of the Weather Office`) follows, or a
/// reporting verb stands before.
fn speaks(words: &Words<'_>, name: Range<usize>) -> bool {
    let end = name.end;
    let verb = |at: usize| lexicon::REPORTING_VERBS.has(&words.lower(at));
    let has_role = || {
        words.str(end) == "," && (end + 1..end + 1 + MAX_TOKENS_TO_ROLE).any(|at| lexicon::ROLES.has(&words.lower(at)))
    };
    let verb_before = name.start.checked_sub(1).is_some_and(verb);
    if verb_before || has_role() || words.str(end) == "of" && words.str(end + 1) == "the" {
        return true;
    }
    let is_age = |at: usize| {
        words.str(at).parse::<u32>().is_ok_and(|age| (1..=MAX_AGE).contains(&age)) && words.str(at + 1) == ","
    };
    verb(end) || words.str(end) == "," && (words.str(end + 1) == "who" || is_age(end + 1))
}

/// A number between commas behind a name is an age up to here, in years.
const MAX_AGE: u32 = 120;
