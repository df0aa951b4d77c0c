//! Sentence boundaries inside one block: abbreviations, initials, quotes, brackets.

use std::ops::Range;

use super::token::{Token, TokenKind};
use crate::lexicon;
use crate::limits;
use crate::span::Span;

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, closing quotes included.
    pub span: Span,
    /// Its tokens, as a range of the document's.
    pub tokens: Range<usize>,
    /// Index of its block in the article.
    pub block: usize,
}

/// A bracket that is not closed within so many tokens is a smiley or a list mark.
const MAX_BRACKET_TOKENS: usize = 40;

/// Appends the sentences of one block, whose tokens are `tokens[first..]`.
pub fn split(text: &str, tokens: &[Token], first: usize, block: usize, sentences: &mut Vec<Sentence>) {
    let mut start = first;
    let mut closes_at = first;
    let mut at = first;
    while at < tokens.len() {
        if is_opening_bracket(tokens[at].span.of(text)) {
            closes_at = closes_at.max(closing_bracket(text, tokens, at).unwrap_or(at));
        }
        let mut end = at + 1;
        if at >= closes_at && ends_sentence(text, tokens, at) {
            while end < tokens.len() && is_closer(text, tokens, end) {
                end += 1;
            }
            if end >= tokens.len() || starts_sentence(text, tokens, at, end) {
                push(tokens, start..end, block, sentences);
                start = end;
            }
        } else if end - start >= limits::MAX_SENTENCE_TOKENS {
            push(tokens, start..end, block, sentences);
            start = end;
        }
        at = end;
    }
    push(tokens, start..tokens.len(), block, sentences);
}

fn push(tokens: &[Token], range: Range<usize>, block: usize, sentences: &mut Vec<Sentence>) {
    if let (Some(first), Some(last)) = (tokens.get(range.start), tokens.get(range.end.wrapping_sub(1)))
        && !range.is_empty()
    {
        sentences.push(Sentence { span: first.span.cover(last.span), tokens: range, block });
    }
}

fn is_opening_bracket(words: &str) -> bool {
    matches!(words, "(" | "[")
}

fn closing_bracket(text: &str, tokens: &[Token], open: usize) -> Option<usize> {
    let end = (open + MAX_BRACKET_TOKENS).min(tokens.len());
    (open + 1..end).find(|at| matches!(tokens[*at].span.of(text), ")" | "]"))
}

/// Whether a sentence may end behind this token.
fn ends_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let words = tokens[at].span.of(text);
    match tokens[at].kind {
        TokenKind::Punctuation => words.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')),
        TokenKind::Word => words.ends_with('.'),
        TokenKind::Number => false,
    }
}

/// Quotes and brackets that close directly behind the end of a sentence.
fn is_closer(text: &str, tokens: &[Token], at: usize) -> bool {
    let is_adjacent = tokens[at - 1].span.end == tokens[at].span.start;
    let words = tokens[at].span.of(text);
    matches!(words, "”" | "’" | "»" | ")" | "]" | "\"" | "'" | "“" | "!" | "?") && is_adjacent
}

/// Whether the token at `next` begins a new sentence, given that the one at `end` may end the last.
fn starts_sentence(text: &str, tokens: &[Token], end: usize, next: usize) -> bool {
    let mut first = next;
    while first < tokens.len() && is_opener(tokens[first].span.of(text)) {
        first += 1;
    }
    let Some(token) = tokens.get(first) else { return true };
    let words = token.span.of(text);
    let is_capital = words.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic());
    let stop = tokens[end].span.of(text);
    if tokens[end].kind == TokenKind::Word {
        return first == next && is_capital && abbreviation_ends(stop, words);
    }
    let is_spaced = tokens[next].span.start > tokens[next - 1].span.end;
    match stop {
        "." | "..." | "…" => is_spaced && (is_capital || token.kind == TokenKind::Number || first > next),
        _ => is_capital || token.kind == TokenKind::Number || (first > next && is_spaced),
    }
}

fn is_opener(words: &str) -> bool {
    matches!(words, "“" | "‘" | "«" | "„" | "\"" | "'" | "(" | "[" | "—" | "–" | "•")
}

/// Whether a sentence ends behind an abbreviation: never before a name; otherwise when a common word begins the next.
fn abbreviation_ends(abbreviation: &str, next: &str) -> bool {
    let key = abbreviation.trim_end_matches('.').to_lowercase();
    let is_initial = key.chars().count() == 1;
    if lexicon::ABBREVIATIONS.get(&key) == Some("title") || is_initial {
        return false;
    }
    lexicon::COMMON_WORDS.has(&next.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::Words;

    fn check(text: &str, expected: &[&str]) {
        let words = Words::of_line(text);
        let sentences: Vec<&str> = words.sentences.iter().map(|sentence| sentence.span.of(text)).collect();
        assert_eq!(sentences, expected);
    }

    #[test]
    fn splits_at_full_stops() {
        check("One ended. Two began.", &["One ended.", "Two began."]);
    }

    #[test]
    fn does_not_split_inside_a_ticker() {
        let text = "Alibaba Group Holding (9988. HK) rose. It fell.";
        check(text, &["Alibaba Group Holding (9988. HK) rose.", "It fell."]);
    }

    #[test]
    fn does_not_split_between_title_or_initial_and_name() {
        check("Mr. J. R. Doe left.", &["Mr. J. R. Doe left."]);
    }

    #[test]
    fn splits_after_an_abbreviation_before_a_common_word() {
        check("She left the U.S. The firm stayed.", &["She left the U.S.", "The firm stayed."]);
        check("She left the U.S. Army.", &["She left the U.S. Army."]);
    }

    #[test]
    fn quotes_stay_with_the_sentence_they_end() {
        check("“It rose.” He left.", &["“It rose.”", "He left."]);
        check("“Did it rise?” he asked.", &["“Did it rise?” he asked."]);
    }
}
