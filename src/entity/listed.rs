//! Names that the tagger passed over and that their spelling or our lists vouch for: `Brexit`, `Six-Day War`, `factcheckUK`.

use std::collections::HashMap;
use std::ops::Range;

use super::kind::{EntityKind, is_capitalized};
use super::mention::{self, Mention};
use crate::lexicon;
use crate::model::vocabulary::{self, Listed};
use crate::text::Words;

/// Longest name looked up, in tokens.
const MAX_TOKENS: usize = 4;

/// A word with capitals inside must stand so often to be a name: `mRNA` in passing is none.
const MIN_MIXED_CASE: usize = 2;
/// Shorter ones are units and the like: `kWh`, `pH`.
const MIN_MIXED_BYTES: usize = 5;

/// Adds mentions for listed things where nothing was found; the order stays that of the text.
pub fn add(words: &Words<'_>, mentions: &mut Vec<Mention>) {
    let mut is_taken = vec![false; words.tokens.len()];
    mentions.iter().for_each(|mention| is_taken[mention.tokens.clone()].fill(true));
    let mut found = Vec::new();
    for sentence in &words.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let ends = (at + 1..=sentence.tokens.end.min(at + MAX_TOKENS)).rev();
            let longest = ends.into_iter().find(|end| {
                !is_taken[at..*end].contains(&true) && is_thing(words, at..*end, at == sentence.tokens.start)
            });
            if let Some(end) = longest {
                found.push(mention::at(words, at..end, EntityKind::Other, None));
            }
            at = longest.unwrap_or(at + 1);
        }
    }
    let mixed = mixed_case(words, &is_taken);
    found.extend(mixed.into_iter().map(|at| mention::at(words, at..at + 1, EntityKind::Other, None)));
    mentions.append(&mut found);
    mentions.sort_by_key(|mention| mention.span.start);
}

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

/// Whether the tokens are a thing on our list; a single word only where its capital is no sentence's and no other list
/// has it.
fn is_thing(words: &Words<'_>, name: Range<usize>, opens_sentence: bool) -> bool {
    let first = words.str(name.start);
    let is_model = first.starts_with(|c: char| c.is_ascii_digit()) && name.len() > 1;
    if !is_capitalized(first) && !is_model {
        return false;
    }
    let phrase = words.span(name.clone()).of(words.text);
    let entry = vocabulary::SHIPPED.get(vocabulary::key_of(phrase));
    if name.len() > 1 {
        return entry.is(Listed::Thing);
    }
    let is_only_thing = entry.flags() == 1 << Listed::Thing as u32;
    is_only_thing && !opens_sentence && !lexicon::COMMON_WORDS.has(&first.to_lowercase())
}
