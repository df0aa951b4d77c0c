//! Names that the tagger passed over and that their spelling or our lists vouch for: `Brexit`, `Six-Day War`, `factcheckUK`.

use std::collections::HashMap;
use std::ops::Range;

use super::kind::{EntityKind, is_capitalized};
use super::mention::{self, Mention};
use crate::lexicon;
use crate::model::vocabulary::{self, Listed};
use crate::text::{TokenKind, Words};

/// Longest name looked up, in tokens.
const MAX_TOKENS: usize = 4;

/// A word with capitals inside must stand so often to be a name: `mRNA` in passing is none.
const MIN_MIXED_CASE: usize = 2;
/// Shorter ones are units and the like: `kWh`, `pH`.
const MIN_MIXED_BYTES: usize = 5;

/// Adds mentions where nothing was found; the order stays that of the text.
pub fn add(words: &Words<'_>, mentions: &mut Vec<Mention>) {
    let mut is_taken = vec![false; words.tokens.len()];
    mentions.iter().for_each(|mention| is_taken[mention.tokens.clone()].fill(true));
    let mut found = Vec::new();
    for sentence in words.sentences.iter().filter(|sentence| !mention::is_credit(words, &sentence.tokens)) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let ends = (at + 1..=sentence.tokens.end.min(at + MAX_TOKENS)).rev();
            let is_free = |end: &usize| !is_taken[at..*end].contains(&true);
            let opens = at == sentence.tokens.start;
            let longest = ends.into_iter().filter(is_free).find_map(|end| Some((end, listed(words, at..end, opens)?)));
            let longest = longest.or_else(|| run(words, at..sentence.tokens.end, opens, &is_taken));
            if let Some((end, kind)) = longest {
                found.push(mention::at(words, at..end, kind, None));
            }
            at = longest.map_or(at + 1, |(end, _)| end);
        }
    }
    let mixed = mixed_case(words, &is_taken);
    found.extend(mixed.into_iter().map(|at| mention::at(words, at..at + 1, EntityKind::Other, None)));
    mentions.append(&mut found);
    mentions.sort_by_key(|mention| mention.span.start);
}

/// Several words in a row with capitals in the middle of a sentence are a name, whatever it names: `WoodSpring Suites`.
fn run(words: &Words<'_>, rest: Range<usize>, opens_sentence: bool, is_taken: &[bool]) -> Option<(usize, EntityKind)> {
    let is_name_word = |at: &usize| {
        let lower = words.lowered(*at);
        let key = lower.trim_end_matches('.');
        words.tokens[*at].kind == TokenKind::Word
            && !is_taken[*at]
            && words.str(*at).starts_with(char::is_uppercase)
            && words.str(*at).chars().any(char::is_lowercase)
            && !lexicon::COMMON_WORDS.has(key)
            && !lexicon::CALENDAR.has(key)
            && !lexicon::DEMONYMS.has(key)
            && !lexicon::ROLES.has(key)
    };
    let end = rest.clone().find(|at| !is_name_word(at)).unwrap_or(rest.end);
    let is_cut = rest.start.checked_sub(1).is_some_and(|before| is_taken[before] || is_capitalized(words.str(before)))
        || end < rest.end && (is_taken[end] || is_capitalized(words.str(end)));
    if opens_sentence || is_cut || !(MIN_RUN..=MAX_TOKENS).contains(&(end - rest.start)) {
        return None;
    }
    let last = words.lowered(end - 1);
    let kind = if lexicon::ORGANIZATION_WORDS.has(last) {
        EntityKind::Organization
    } else if lexicon::PLACE_WORDS.has(last) {
        EntityKind::Place
    } else if lexicon::FIRST_NAMES.has(words.lowered(rest.start)) {
        EntityKind::Person
    } else {
        EntityKind::Other
    };
    Some((end, kind))
}

/// Fewer words with capitals may be emphasis.
const MIN_RUN: usize = 2;

/// Untagged words that begin small, have capitals inside and stand several times: `factcheckUK`.
fn mixed_case(words: &Words<'_>, is_taken: &[bool]) -> Vec<usize> {
    let is_mixed = |at: &usize| {
        let word = words.str(*at);
        let inner = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
        !is_taken[*at]
            && word.len() >= MIN_MIXED_BYTES
            && inner > 0
            && word.starts_with(char::is_lowercase)
            && word.chars().all(char::is_alphanumeric)
    };
    let all: Vec<usize> = (0..words.tokens.len()).filter(is_mixed).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    all.iter().for_each(|at| *counts.entry(words.str(*at)).or_default() += 1);
    all.into_iter().filter(|at| counts.get(words.str(*at)).is_some_and(|count| *count >= MIN_MIXED_CASE)).collect()
}

/// What our lists say of the tokens; a single word only where its capital is no sentence's and no other list has it.
fn listed(words: &Words<'_>, name: Range<usize>, opens_sentence: bool) -> Option<EntityKind> {
    let first = words.str(name.start);
    let is_model = first.starts_with(|c: char| c.is_ascii_digit()) && name.len() > 1;
    if !is_capitalized(first) && !is_model {
        return None;
    }
    let phrase = words.span(name.clone()).of(words.text);
    let entry = vocabulary::SHIPPED.get(vocabulary::key_of(phrase));
    if name.len() > 1 {
        return entry.is(Listed::Thing).then_some(EntityKind::Other);
    }
    if opens_sentence || lexicon::COMMON_WORDS.has(&first.to_lowercase()) {
        return None;
    }
    let is_only = |list: Listed| entry.flags() == 1 << list as u32;
    // `the Moon`: no person's name has an article.
    let has_article = name.start.checked_sub(1).is_some_and(|before| words.str(before) == "the");
    if has_article && entry.is(Listed::Region) {
        return Some(EntityKind::Place);
    }
    if is_only(Listed::Thing) {
        Some(EntityKind::Other)
    } else {
        (is_only(Listed::Region) || is_only(Listed::Country)).then_some(EntityKind::Place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = Words::of_line(text);
        let mut mentions = Vec::new();
        add(&words, &mut mentions);
        let found: Vec<&str> = mentions.iter().map(|mention| mention.name.as_str()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn listed_things_are_names() {
        check("They argued about Brexit and the Six-Day War.", &["Brexit", "Six-Day War"]);
    }

    #[test]
    fn words_with_capitals_in_a_row_are_a_name() {
        check("They met at the Fennel Suites hotel.", &["Fennel Suites"]);
        check("Fennel suites are green.", &[]);
    }

    #[test]
    fn mixed_case_needs_a_second_mention() {
        check("The account checkwireUK grew. Nobody ran checkwireUK.", &["checkwireUK", "checkwireUK"]);
        check("The account checkwireUK grew.", &[]);
    }
}
