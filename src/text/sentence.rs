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
        // `(It belongs to the other side.)` is a sentence of its own.
        let is_bracketed = at + 1 == closes_at && is_opening_bracket(tokens[start].span.of(text));
        if (at >= closes_at || is_bracketed) && ends_sentence(text, tokens, at) {
            end = behind_closers(text, tokens, end);
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

/// Behind closing quotes and brackets and a footnote mark `[3]`.
fn behind_closers(text: &str, tokens: &[Token], mut end: usize) -> usize {
    while end < tokens.len() && is_closer(text, tokens, end) {
        end += 1;
    }
    let is_adjacent = tokens.get(end).is_some_and(|token| token.span.start == tokens[end - 1].span.end);
    let is_note = tokens.get(end..end + 3).is_some_and(|mark| {
        mark[0].span.of(text) == "[" && mark[1].kind == TokenKind::Number && mark[2].span.of(text) == "]"
    });
    if is_adjacent && is_note { end + 3 } else { end }
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
    let is_brand = words.chars().nth(1).is_some_and(char::is_uppercase);
    let is_letter_case = |c: char| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic();
    let is_capital = is_brand || words.chars().next().is_some_and(is_letter_case);
    let stop = tokens[end].span.of(text);
    if is_numbered(text, tokens, end, token) || is_speaker_of_question(text, tokens, stop, end, first) {
        return false;
    }
    if tokens[end].kind == TokenKind::Word {
        return first == next && is_capital && abbreviation_ends(stop, words);
    }
    let is_spaced = tokens[next].span.start > tokens[next - 1].span.end;
    match stop {
        // Without a space only a capital begins a sentence: the space was lost.
        "." | "..." | "…" => is_capital || is_spaced && (token.kind == TokenKind::Number || first > next),
        _ => is_capital || token.kind == TokenKind::Number || (first > next && is_spaced),
    }
}

fn is_opener(words: &str) -> bool {
    matches!(words, "“" | "‘" | "«" | "„" | "\"" | "'" | "(" | "[" | "—" | "–" | "•")
}

/// `fig. 3`, `no. 5`: lower-case abbreviations that only a number makes one.
fn is_numbered(text: &str, tokens: &[Token], stop: usize, next: &Token) -> bool {
    let before = stop.checked_sub(1).map_or("", |before| tokens[before].span.of(text));
    let words = if tokens[stop].kind == TokenKind::Word { tokens[stop].span.of(text) } else { before };
    let key = words.trim_end_matches('.').to_lowercase();
    next.kind == TokenKind::Number
        && matches!(key.as_str(), "fig" | "art" | "no" | "nos" | "vol" | "p" | "pp" | "sec" | "ch")
}

/// `“Is it safe?” Lindgren asked.` is one sentence.
fn is_speaker_of_question(text: &str, tokens: &[Token], stop: &str, end: usize, next: usize) -> bool {
    let is_quoted = tokens.get(end + 1).is_some_and(|token| matches!(token.span.of(text), "”" | "\"" | "’"));
    let verb = tokens.get(next + 1).map_or("", |token| token.span.of(text));
    matches!(stop, "?" | "!") && is_quoted && lexicon::REPORTING_VERBS.has(verb)
}

/// Whether a sentence ends behind an abbreviation: never before a name; otherwise when a common word begins the next.
fn abbreviation_ends(abbreviation: &str, next: &str) -> bool {
    let key = abbreviation.trim_end_matches('.').to_lowercase();
    let next = next.to_lowercase();
    match key.as_str() {
        "etc" => true,
        "a.m" | "p.m" if next.ends_with("day") => false,
        _ if lexicon::ABBREVIATIONS.get(&key) == Some("title") => false,
        _ => lexicon::COMMON_WORDS.has(&next),
    }
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
