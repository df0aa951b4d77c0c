//! Stems: what is left of a word when two forms of it should be the same; rough, without a list of exceptions.

use std::collections::HashSet;
use std::ops::Range;

use crate::lexicon;
use crate::model::hash::key_of;
use crate::text::Words;

/// Shorter words carry little meaning.
const MIN_CHARS: usize = 4;
/// `announced` and `announcement` share their first letters.
const STEM_CHARS: usize = 6;
/// Endings of other forms of a word: `ignored`, `ignoring`, `tests`.
const ENDINGS: [&str; 8] = ["ations", "ation", "ings", "ing", "ies", "ed", "es", "s"];

/// Keys of the stems of the words that carry a meaning.
pub fn stems(words: &Words<'_>, tokens: Range<usize>) -> HashSet<u32> {
    tokens.filter_map(|at| stem(words.lowered(at))).map(key_of).collect()
}

/// The stem of a word in lower case; none of a word that carries no meaning.
pub fn stem(word: &str) -> Option<&str> {
    if word.chars().count() < MIN_CHARS || lexicon::COMMON_WORDS.has(word) {
        return None;
    }
    let is_long = |stem: &&str| stem.chars().count() >= MIN_CHARS;
    let bare = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(is_long)).unwrap_or(word);
    let end = bare.char_indices().nth(STEM_CHARS).map_or(bare.len(), |(end, _)| end);
    // `ignore` and `ignor(ed)`.
    Some(bare[..end].trim_end_matches('e'))
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_share_their_stem() {
        for forms in [["ignored", "ignoring"], ["ignore", "ignores"], ["accusation", "accused"], ["test", "tests"]] {
            assert_eq!(stem(forms[0]), stem(forms[1]), "{forms:?}");
        }
        assert_ne!(stem("harbor"), stem("harvest"));
        assert_eq!(stem("said"), None);
    }
}
