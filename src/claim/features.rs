//! What the ranker sees of a sentence: yes-or-no questions, and hashed words with names and numbers masked.
//!
//! The trainer reads its sentences with this code, so that both see the same.

use std::ops::Range;

use crate::lexicon;
use crate::model::hash::{key_of, pair};
use crate::model::ranker::{BUCKETS, Row};
use crate::text::{TokenKind, Words};

/// Questions that are asked; the answers are the bits of [`Row::asked`].
pub const QUESTIONS: usize = 40;

/// Words of a suffix, in characters: enough for `-ing`, `-ed` and `-est` with a letter before it.
const SUFFIX_CHARS: usize = 3;
/// Sentence lengths asked about, in words: quarters of the ClaimBuster sentences and the length of a long news sentence.
const LENGTHS: [usize; 5] = [6, 9, 15, 22, 30];
/// How often something must be there to count as much of it.
const COUNTS: [usize; 3] = [1, 2, 3];

/// Classes of `worth_words.tsv`, in the order of their questions.
const CLASSES: [&str; 8] = ["amount", "event", "opinion", "hedge", "attribution", "future", "person", "negation"];

/// What tells one kind of hashed word from another: word, two words, suffix.
const KINDS: [u32; 3] = [1, 2, 3];
/// Stands for a name and for a number among the hashed words.
const MASKS: [&str; 2] = ["<name>", "0"];

/// The row of some tokens: a sentence.
pub fn row(words: &Words<'_>, tokens: Range<usize>) -> Row {
    Row { asked: asked(words, tokens.clone()), hashed: hashed(words, tokens) }
}

fn asked(words: &Words<'_>, tokens: Range<usize>) -> u64 {
    let mut bits = 1_u64;
    let mut next = 1;
    let mut ask = |answer: bool| {
        bits |= u64::from(answer) << next;
        next += 1;
    };
    let is_word = |at: &usize| words.tokens[*at].kind != TokenKind::Punctuation;
    let length = tokens.clone().filter(is_word).count();
    LENGTHS.iter().for_each(|limit| ask(length >= *limit));
    let numbers = tokens.clone().filter(|at| is_number(words.str(*at))).count();
    let names = tokens.clone().filter(|at| is_name(words, *at, tokens.start)).count();
    for count in COUNTS {
        ask(numbers >= count);
        ask(names >= count);
    }
    let mut counts = [0_usize; CLASSES.len()];
    for at in tokens.clone().filter(is_word) {
        let class = lexicon::WORTH_WORDS.get(words.lowered(at)).unwrap_or_default();
        if let Some(index) = CLASSES.iter().position(|known| *known == class) {
            counts[index] += 1;
        }
    }
    for count in counts {
        ask(count >= COUNTS[0]);
        ask(count >= COUNTS[1]);
    }
    let past = tokens.clone().filter(|at| words.lowered(*at).ends_with("ed")).count();
    ask(past >= COUNTS[0]);
    ask(past >= COUNTS[1]);
    let has = |wanted: &[&str]| tokens.clone().any(|at| wanted.contains(&words.str(at)));
    ask(has(&["?"]));
    ask(has(&["!"]));
    ask(has(&["$", "€", "£"]));
    ask(has(&["%"]));
    ask(has(&["than"]));
    ask(tokens.clone().next().is_some_and(|at| matches!(words.str(at), "“" | "\"")));
    ask(tokens.clone().any(|at| lexicon::CALENDAR.has(words.lowered(at)) && is_capital(words.str(at))));
    ask(tokens.clone().any(|at| is_year(words.str(at))));
    bits
}

/// The buckets of the words, of neighbours and of suffixes, each once.
fn hashed(words: &Words<'_>, tokens: Range<usize>) -> Vec<u16> {
    let of_token = |at: usize| {
        let word = words.str(at);
        let seen = match word {
            _ if is_name(words, at, tokens.start) => MASKS[0],
            _ if is_number(word) => MASKS[1],
            _ => words.lowered(at),
        };
        let suffix = seen.char_indices().rev().nth(SUFFIX_CHARS - 1).map_or(seen, |(from, _)| &seen[from..]);
        (key_of(seen), key_of(suffix))
    };
    let is_word = |at: &usize| words.tokens[*at].kind != TokenKind::Punctuation;
    let keys: Vec<(u32, u32)> = tokens.clone().filter(is_word).map(of_token).collect();
    let mut found = Vec::with_capacity(keys.len() * KINDS.len());
    for (at, (word, suffix)) in keys.iter().enumerate() {
        let next = keys.get(at + 1).map_or(0, |(next, _)| *next);
        for key in [pair(KINDS[0], *word), pair(KINDS[1], pair(*word, next)), pair(KINDS[2], *suffix)] {
            found.push((key as usize % BUCKETS) as u16);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// A capitalized word inside the sentence; the first word and `I` tell nothing.
fn is_name(words: &Words<'_>, at: usize, first: usize) -> bool {
    let word = words.str(at);
    at > first && is_capital(word) && lexicon::WORTH_WORDS.get(words.lowered(at)).is_none_or(|class| class != "person")
}

fn is_number(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_ascii_digit())
}

/// Four digits that name a year of living memory.
fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_masked() {
        let of = |text| {
            let words = Words::of_line(text);
            row(&words, 0..words.tokens.len())
        };
        assert_eq!(of("The dam near Oldham cost 4 million"), of("The dam near Newport cost 7 million"));
        assert_ne!(of("The dam near Oldham cost 4 million"), of("The dam near Oldham lost 4 million"));
    }
}
