//! Whether a sentence speaks of what was or of what will be: a bare weekday is the last or the next one.

use crate::text::{TokenKind, Words};

/// When something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// Before the article was written, or on its day.
    Past,
    /// After it, or on its day.
    Future,
}

/// Words looked at on either side: a clause is rarely longer, and the text must be read in linear time.
const REACH: usize = 24;

/// The tense nearest to a token: of the words before it in its sentence, and where they have none, of those behind it.
/// `He said on Thursday that it will open on Monday.` has both. `None` where no word tells.
pub fn around(words: &Words<'_>, token: usize) -> Option<Tense> {
    let at = words.tokens.get(token)?.span.start;
    let sentence = words.sentence_at(at).and_then(|sentence| words.sentences.get(sentence))?;
    let tokens = sentence.tokens.clone();
    let before = tokens.start.max(token.saturating_sub(REACH))..token;
    let behind = token + 1..tokens.end.min(token + 1 + REACH);
    before.rev().find_map(|at| tense_of(words, at)).or_else(|| behind.into_iter().find_map(|at| tense_of(words, at)))
}

/// Past forms of verbs that do not end in `ed` and are no other common word.
const PAST: [&str; 44] = [
    "ate", "became", "began", "bought", "brought", "built", "came", "did", "died", "drew", "drove", "fell", "felt",
    "flew", "fought", "found", "gave", "got", "grew", "had", "held", "kept", "knew", "lost", "made", "met", "paid",
    "ran", "rose", "said", "sank", "saw", "sent", "shot", "sold", "spoke", "struck", "taught", "told", "took", "was",
    "went", "were", "won",
];

/// Words behind which something is still to come.
const FUTURE: [&str; 14] = [
    "will",
    "shall",
    "would",
    "’ll",
    "won’t",
    "won't",
    "due",
    "expected",
    "planned",
    "plans",
    "scheduled",
    "set",
    "until",
    "upcoming",
];

/// An adjective or noun in `ed` that tells no tense.
const NO_VERBS: [&str; 7] = ["need", "indeed", "speed", "united", "hundred", "red", "feed"];

/// Shortest past form in `ed`: `used`.
const MIN_PAST_BYTES: usize = 4;

fn tense_of(words: &Words<'_>, at: usize) -> Option<Tense> {
    let word = words.lowered(at);
    if words.tokens.get(at)?.kind != TokenKind::Word {
        return None;
    }
    if FUTURE.contains(&word) || word.ends_with("’ll") || word.ends_with("'ll") {
        return Some(Tense::Future);
    }
    // `is closed on Monday` tells nothing; in `will be closed` the other verb does.
    let before = at.checked_sub(1).map_or("", |before| words.lowered(before));
    let is_state = matches!(before, "is" | "are" | "be" | "am");
    let is_regular = word.len() >= MIN_PAST_BYTES && word.ends_with("ed") && !NO_VERBS.contains(&word) && !is_state;
    (is_regular || PAST.binary_search(&word).is_ok()).then_some(Tense::Past)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, word: &str, expected: Option<Tense>) {
        let words = Words::of_line(text);
        let token = (0..words.tokens.len()).find(|at| words.str(*at) == word).unwrap_or_default();
        assert_eq!(around(&words, token), expected, "{text}");
    }

    #[test]
    fn the_nearest_verb_before_tells() {
        check("He said on Thursday that it will open.", "Thursday", Some(Tense::Past));
        check("He said that it will open on Monday.", "Monday", Some(Tense::Future));
        check("On Monday the council will vote.", "Monday", Some(Tense::Future));
        check("It will be closed on Monday.", "Monday", Some(Tense::Future));
        check("The office is closed on Monday.", "Monday", None);
        check("The council meets on Monday.", "Monday", None);
    }

    #[test]
    fn past_forms_are_sorted() {
        assert!(PAST.is_sorted());
    }
}
