//! Abbreviations with a full stop: which words take one, and whether a sentence may end behind it.

use crate::lexicon;

/// How an abbreviation stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviation {
    /// A name follows: no sentence ends behind it.
    Title,
    /// Mostly inside a sentence.
    Inner,
    /// One only before a number: `No. 5`, `p. 14`.
    Number,
    /// One only with a capital: `Sat.`, `Mass.`; in lower case it is a word.
    Capital,
}

/// Longest abbreviation of the list, its inner stops included, in bytes.
const MAX_BYTES: usize = 10;

/// The entry of an abbreviation, given with or without its last stop.
pub fn find(word: &str) -> Option<Abbreviation> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let mut buffer = [0; MAX_BYTES];
    let key = buffer.get_mut(..word.len())?;
    key.copy_from_slice(word.as_bytes());
    key.make_ascii_lowercase();
    let found = match lexicon::ABBREVIATIONS.get(std::str::from_utf8(key).ok()?)? {
        "title" => Abbreviation::Title,
        "number" => Abbreviation::Number,
        "capital" => Abbreviation::Capital,
        _ => Abbreviation::Inner,
    };
    let is_lower = word.starts_with(|c: char| c.is_ascii_lowercase());
    // `James P. Kennedy`, but `p. 14`: a single capital is an initial.
    if found == Abbreviation::Number && word.len() == 1 && !is_lower {
        return None;
    }
    (found != Abbreviation::Capital || !is_lower).then_some(found)
}

/// Whether a full stop behind the word belongs to it: an initial, an abbreviation, or letters with stops inside.
pub fn takes_full_stop(word: &str) -> bool {
    // `J.-P.`, `Franco-U.S.`: what counts stands behind the last hyphen.
    let word = word.rsplit(['-', '‐', '‑']).next().unwrap_or(word);
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && word != "I";
    let has_inner_stop = || word.contains('.') && word.split('.').all(is_short);
    !word.ends_with('.')
        && (is_initial || has_inner_stop() || find(word).is_some_and(|found| found != Abbreviation::Number))
}

/// Letters between the stops of an abbreviation: `Ph.D.` has two; more are the labels of an address.
const MAX_INNER_LETTERS: usize = 2;

fn is_short(part: &str) -> bool {
    !part.is_empty() && part.chars().all(char::is_alphabetic) && part.chars().count() <= MAX_INNER_LETTERS
}
