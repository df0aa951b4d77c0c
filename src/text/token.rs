//! Words, numbers and punctuation: UAX #29 word boundaries, then the joins that news text needs.

use unicode_segmentation::UnicodeSegmentation;

use crate::lexicon;
use crate::span::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Has a letter.
    Word,
    /// Has a digit and no letter.
    Number,
    /// Neither.
    Punctuation,
}

/// A word, number or punctuation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Appends the tokens of `text[span]`.
///
/// `U.S.-led`, `AT&T`, `Rolls-Royce` and `Mr.` are one token each; a possessive `’s` is a token of its own.
pub fn tokenize(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let first = tokens.len();
    for (offset, piece) in span.of(text).split_word_bound_indices() {
        if piece.chars().all(char::is_whitespace) {
            continue;
        }
        let mut start = span.start as usize + offset;
        let mut piece = piece;
        if let Some(at) = lost_space(piece) {
            push(text, first, Span::new(start, start + at), tokens);
            tokens.push(Token { span: Span::new(start + at, start + at + 1), kind: TokenKind::Punctuation });
            start += at + 1;
            piece = piece.get(at + 1..).unwrap_or("");
        }
        let stem = stem_len(piece);
        push(text, first, Span::new(start, start + stem), tokens);
        if stem < piece.len() {
            let suffix = Span::new(start + stem, start + piece.len());
            tokens.push(Token { span: suffix, kind: TokenKind::Word });
        }
    }
}

/// Where a full stop lost the space behind it: `full.The`, but not `U.S` or `example.org`.
fn lost_space(piece: &str) -> Option<usize> {
    let at = piece.find('.')?;
    let mut after = piece.get(at + 1..)?.chars();
    let is_sentence = after.next().is_some_and(char::is_uppercase) && after.next().is_some_and(char::is_lowercase);
    (is_sentence && piece.get(..at)?.chars().next_back().is_some_and(char::is_lowercase)).then_some(at)
}

/// Bytes of a piece without its possessive ending.
fn stem_len(piece: &str) -> usize {
    let stem = ["'s", "’s", "'S", "’S"].into_iter().find_map(|ending| piece.strip_suffix(ending));
    stem.filter(|stem| !stem.is_empty()).map_or(piece.len(), str::len)
}

/// Appends a token, or joins it to the one before.
fn push(text: &str, first: usize, span: Span, tokens: &mut Vec<Token>) {
    let words = span.of(text);
    let is_adjacent = |last: &Token| last.span.end == span.start;
    let floor = first.min(tokens.len());
    if let Some([.., before, joint]) = tokens.get(floor..)
        && is_adjacent(joint)
        && before.span.end == joint.span.start
        && is_joint(joint.span.of(text))
        && is_name_part(before.span.of(text))
        && starts_alphanumeric(words)
        && (before.kind == TokenKind::Word || kind_of(words) == TokenKind::Word)
    {
        let joined = before.span.cover(span);
        tokens.truncate(tokens.len() - 2);
        tokens.push(Token { span: joined, kind: TokenKind::Word });
        return;
    }
    if let Some(last) = tokens.get_mut(floor..).and_then(<[Token]>::last_mut)
        && is_adjacent(last)
        && ((words == "." && takes_full_stop(last.span.of(text)))
            || (words == "." && last.span.of(text).ends_with('.') && last.kind == TokenKind::Punctuation))
    {
        last.span.end = span.end;
        return;
    }
    tokens.push(Token { span, kind: kind_of(words) });
}

fn kind_of(words: &str) -> TokenKind {
    if words.chars().any(char::is_alphabetic) {
        TokenKind::Word
    } else if words.chars().any(char::is_numeric) {
        TokenKind::Number
    } else {
        TokenKind::Punctuation
    }
}

/// Marks that join two words into one: a hyphen or an ampersand without spaces.
fn is_joint(words: &str) -> bool {
    matches!(words, "-" | "‐" | "‑" | "&")
}

fn is_name_part(words: &str) -> bool {
    words.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '.') && starts_alphanumeric(words)
}

fn starts_alphanumeric(words: &str) -> bool {
    words.chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether a full stop behind the word belongs to it: an initial, an abbreviation, or letters with stops inside.
fn takes_full_stop(word: &str) -> bool {
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && word != "I";
    let has_inner_stop = word.contains('.') && word.chars().all(|c| c.is_alphabetic() || c == '.');
    is_initial
        || has_inner_stop
        || (starts_alphanumeric(word) && lexicon::ABBREVIATIONS.has(&word.to_lowercase()) && !is_ambiguous(word))
}

/// Words that are abbreviations only when capitalized or before a number; in lower case they end sentences.
fn is_ambiguous(word: &str) -> bool {
    matches!(
        word,
        "no" | "sat"
            | "sun"
            | "mar"
            | "fig"
            | "ill"
            | "wash"
            | "mass"
            | "miss"
            | "pa"
            | "la"
            | "ed"
            | "al"
            | "ind"
            | "mo"
            | "mon"
            | "wed"
            | "dec"
            | "ark"
            | "mt"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut tokens);
        let words: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn possessives_stand_apart() {
        check("Belgium’s VSSE", &["Belgium", "’s", "VSSE"]);
    }

    #[test]
    fn hyphens_and_ampersands_join_words() {
        check("U.S.-led AT&T e-commerce", &["U.S.-led", "AT&T", "e-commerce"]);
        check("talks - again", &["talks", "-", "again"]);
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("Mr. J. Doe left the U.S. today.", &["Mr.", "J.", "Doe", "left", "the", "U.S.", "today", "."]);
        check("She said no.", &["She", "said", "no", "."]);
    }

    #[test]
    fn numbers_are_whole() {
        check("$1,200.50 (9988. HK)", &["$", "1,200.50", "(", "9988", ".", "HK", ")"]);
    }

    #[test]
    fn an_ellipsis_is_one_token() {
        check("Well... no", &["Well", "...", "no"]);
    }
}
