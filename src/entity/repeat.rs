//! Finds the repeats of known names that the tagger missed: a name is a name wherever the article prints it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::kind::{EntityKind, is_capitalized};
use super::mention::{self, Mention};
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// A name of one word is looked for elsewhere if the tagger found it this often, or as part of a person's name.
const MIN_MENTIONS_OF_WORD: usize = 2;
/// Shorter words are looked for in capitals only.
const MIN_WORD_BYTES: usize = 3;

/// Adds the missed repeats of names to the mentions; the order stays that of the text. Linear in the tokens.
pub fn add(words: &Words<'_>, mentions: &mut Vec<Mention>) {
    let known = known_names(words, mentions);
    let mut is_taken = vec![false; words.tokens.len()];
    for mention in mentions.iter() {
        is_taken[mention.tokens.clone()].fill(true);
    }
    let mut found = Vec::new();
    for sentence in &words.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match repeat_at(words, at, sentence.tokens.end, &known, &is_taken) {
                Some((range, kind)) => {
                    at = range.end;
                    found.push(mention::at(words, range, kind, None));
                }
                None => at += 1,
            }
        }
    }
    mentions.append(&mut found);
    mentions.sort_by_key(|mention| mention.span.start);
}

/// Names by their first word: how many words, the name, its kind.
type Known<'a> = HashMap<&'a str, Vec<(Vec<&'a str>, EntityKind)>>;

fn known_names<'a>(words: &Words<'a>, mentions: &[Mention]) -> Known<'a> {
    let mut counts: HashMap<Vec<&'a str>, (usize, EntityKind)> = HashMap::new();
    for mention in mentions {
        let name: Vec<&str> = mention.tokens.clone().map(|at| words.str(at)).collect();
        if mention.kind == EntityKind::Person
            && let [_, .., last] = name.as_slice()
        {
            counts.entry(vec![last]).or_insert((0, EntityKind::Person)).0 += MIN_MENTIONS_OF_WORD;
        }
        counts.entry(name).or_insert((0, mention.kind)).0 += 1;
    }
    let small = small_words(words);
    let mut known: Known<'a> = HashMap::new();
    for (name, (count, kind)) in counts {
        let is_safe = match name.as_slice() {
            [word] => {
                count >= MIN_MENTIONS_OF_WORD
                    && word.len() >= MIN_WORD_BYTES
                    && is_capitalized(word)
                    && !small.contains(word.to_lowercase().as_str())
                    && !lexicon::DEMONYMS.has(&word.to_lowercase())
                    && !lexicon::COMMON_WORDS.has(&word.to_lowercase())
            }
            _ => name.iter().any(|word| is_capitalized(word)),
        };
        if let (true, Some(first)) = (is_safe, name.first().copied()) {
            known.entry(first).or_default().push((name, kind));
        }
    }
    // Longest first; names of one length by their words, so that the order of the map does not matter.
    known
        .values_mut()
        .for_each(|names| names.sort_by(|one, other| (other.0.len(), &one.0).cmp(&(one.0.len(), &other.0))));
    known
}

/// The words that the text also has in small letters.
fn small_words<'a>(words: &Words<'a>) -> HashSet<&'a str> {
    let is_small = |word: &&str| !is_capitalized(word);
    let tokens = words.tokens.iter().filter(|token| token.kind == TokenKind::Word);
    tokens.map(|token| token.span.of(words.text)).filter(is_small).collect()
}

/// The longest known name at `at` that touches no other name.
fn repeat_at(
    words: &Words<'_>,
    at: usize,
    end: usize,
    known: &Known<'_>,
    is_taken: &[bool],
) -> Option<(Range<usize>, EntityKind)> {
    if is_taken[at] {
        return None;
    }
    let (name, kind) = known.get(words.str(at))?.iter().find(|(name, _)| {
        at + name.len() <= end && name.iter().zip(at..).all(|(word, at)| words.str(at) == *word && !is_taken[at])
    })?;
    let range = at..at + name.len();
    let is_part = |near: usize| {
        words.tokens.get(near).is_some_and(|token| token.kind == TokenKind::Word)
            && is_capitalized(words.str(near))
            && is_taken[near]
    };
    let touches = at.checked_sub(1).is_some_and(is_part) || range.end < end && is_part(range.end);
    (!touches).then_some((range, *kind))
}
