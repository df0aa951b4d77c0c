//! Sentence boundaries inside one block: abbreviations, initials, quotes, brackets.

use std::ops::Range;

use super::abbreviation::{self, Abbreviation};
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

/// The tokens of one block, and what they say about its use of capitals.
struct Block<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// Whether no letter is a capital: then a small letter may begin a sentence.
    is_lower: bool,
}

/// Appends the sentences of one block, whose tokens are `tokens[first..]`.
pub fn split(text: &str, tokens: &[Token], first: usize, block: usize, sentences: &mut Vec<Sentence>) {
    let span = match (tokens.get(first), tokens.last()) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => return,
    };
    let is_lower = !span.of(text).chars().any(char::is_uppercase);
    let words = Block { text, tokens, is_lower };
    let mut start = first;
    let mut closes_at = first;
    let mut at = first;
    while at < tokens.len() {
        let here = words.str(at);
        if is_bullet(here) && at > start {
            push(tokens, start..at, block, sentences);
            start = at;
        }
        if is_opening_bracket(here) {
            closes_at = closes_at.max(words.closing_bracket(at).unwrap_or(at));
        }
        let mut end = at + 1;
        if words.may_end(at) && !words.is_list_mark(start, at) {
            let behind = words.behind_closers(at);
            if (at >= closes_at || behind > closes_at && words.closes_sentence(start, at))
                && (behind >= tokens.len() || words.starts(at, behind))
            {
                push(tokens, start..behind, block, sentences);
                start = behind;
            }
            // Marks behind a stop are looked at once, however many there are.
            end = behind;
        }
        if end - start >= limits::MAX_SENTENCE_TOKENS {
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

/// Marks that only list items begin with; a hyphen and a middle dot have other uses.
fn is_bullet(words: &str) -> bool {
    matches!(words, "•" | "‣" | "◦" | "▪" | "●" | "■" | "➤" | "►")
}

/// Marks that open a sentence before its first word.
fn is_opener(words: &str) -> bool {
    opens_quotation(words) || is_opening_bracket(words) || matches!(words, "¿" | "¡") || is_bullet(words)
}

/// Quotation marks that open a quotation.
fn opens_quotation(words: &str) -> bool {
    matches!(words, "“" | "‘" | "«" | "„" | "\"" | "'")
}

/// Numbers of a list have at most so many digits: `12. Second language`, `4.1. Limits`, but not `2019. The`.
const MAX_LIST_DIGITS: usize = 3;

/// What a number with a stop behind it names: `Figure 1. Original and copy`.
const NUMBERED: [&str; 7] = ["Figure", "Fig", "Table", "Chapter", "Part", "Section", "Step"];

/// Footnote marks without brackets have at most so many digits: `growth.12 Yet`.
const MAX_NOTE_DIGITS: usize = 3;

/// Names of companies and shows that end in an exclamation mark.
const SHOUTED_NAMES: [&str; 3] = ["Yahoo", "Jeopardy", "Oklahoma"];

/// How many words a name before a reporting verb has at most: `“Is it safe?” Deputy Mayor Anna Lindgren asked.`
const MAX_SPEAKER_WORDS: usize = 4;

impl Block<'_> {
    fn str(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn closing_bracket(&self, open: usize) -> Option<usize> {
        let end = (open + MAX_BRACKET_TOKENS).min(self.tokens.len());
        (open + 1..end).find(|at| matches!(self.str(*at), ")" | "]"))
    }

    /// Whether a sentence may end behind this token.
    fn may_end(&self, at: usize) -> bool {
        let words = self.str(at);
        match self.kind(at) {
            Some(TokenKind::Punctuation) => words.chars().all(is_stop),
            Some(TokenKind::Word) => words.ends_with('.'),
            _ => false,
        }
    }

    /// `1. Introduction`, `Figure 1. Original`: the number opens the sentence and its stop ends none.
    fn is_list_mark(&self, start: usize, at: usize) -> bool {
        let number = if NUMBERED.contains(&self.str(start)) { start + 1 } else { start };
        let digits = self.str(number).bytes().filter(u8::is_ascii_digit).count();
        at == number + 1 && self.kind(number) == Some(TokenKind::Number) && digits <= MAX_LIST_DIGITS
    }

    /// Whether the stop inside brackets ends the sentence outside, too: `(It belongs to the other side.)`, `[...]`.
    fn closes_sentence(&self, start: usize, at: usize) -> bool {
        is_opening_bracket(self.str(start)) || self.str(at).starts_with(['.', '…'])
    }

    /// Behind the stop and the closing quotes, brackets and footnote marks behind it: `[3]`, `[3][4]`, `12`.
    fn behind_closers(&self, stop: usize) -> usize {
        let mut end = stop + 1;
        while self.is_closer(end) || is_picture(self.str(end)) {
            end += 1;
        }
        let is_bare = |at: usize| {
            self.kind(at) == Some(TokenKind::Number)
                && self.str(at).len() <= MAX_NOTE_DIGITS
                && self.kind(stop) == Some(TokenKind::Punctuation)
                && !self.is_numbered(stop, TokenKind::Number)
                && !self.touches_last(at + 1)
        };
        while self.touches_last(end) {
            let is_note =
                self.str(end) == "[" && self.kind(end + 1) == Some(TokenKind::Number) && self.str(end + 2) == "]";
            match is_note {
                true => end += 3,
                false if is_bare(end) => return end + 1,
                false => break,
            }
        }
        end
    }

    /// Quotes, brackets and further marks that close directly behind the end of a sentence.
    fn is_closer(&self, at: usize) -> bool {
        matches!(self.str(at), "”" | "’" | "»" | ")" | "]" | "\"" | "'" | "“" | "!" | "?" | "…")
            && self.touches_last(at)
    }

    fn touches_last(&self, at: usize) -> bool {
        let (Some(last), Some(token)) = (at.checked_sub(1).and_then(|last| self.tokens.get(last)), self.tokens.get(at))
        else {
            return false;
        };
        last.span.end == token.span.start
    }

    /// Whether the token at `next` begins a new sentence, given that the one at `end` may end the last.
    fn starts(&self, end: usize, next: usize) -> bool {
        let mut first = next;
        while is_opener(self.str(first)) {
            first += 1;
        }
        let (Some(kind), word, stop) = (self.kind(first), self.str(first), self.str(end)) else { return true };
        if self.is_numbered(end, kind)
            || self.is_speaker_of_question(stop, end, first)
            || self.is_shouted_name(end, word)
        {
            return false;
        }
        let is_spaced = !self.touches_last(next);
        let is_capital = begins_sentence(word) || self.is_lower && is_spaced && kind == TokenKind::Word;
        // A bracket with a small letter behind it opens a sentence behind a full stop only: `the grid. (credit: Norda)`.
        let is_quotation =
            first > next && (opens_quotation(self.str(first - 1)) || stop == "." && kind == TokenKind::Word);
        let is_number = first == next && (kind == TokenKind::Number || self.is_amount(first));
        if self.kind(end) == Some(TokenKind::Word) {
            let opens = first == next || opens_quotation(self.str(next)) && first == next + 1;
            return opens && begins_sentence(word) && self.abbreviation_ends(end, word);
        }
        match stop {
            // `We just... I don’t know.`: the pronoun is a capital everywhere.
            "..." | "…" if word == "I" => false,
            // Without a space only a capital begins a sentence: the space was lost.
            "." | "..." | "…" => is_capital || is_spaced && (is_number || is_quotation),
            _ => is_capital || is_number || is_quotation && is_spaced,
        }
    }

    /// `$33,000`.
    fn is_amount(&self, at: usize) -> bool {
        matches!(self.str(at), "$" | "£" | "€" | "¥") && self.kind(at + 1) == Some(TokenKind::Number)
    }

    /// `fig. 3`, `no. 5`: abbreviations that only a number makes one.
    fn is_numbered(&self, stop: usize, next: TokenKind) -> bool {
        let word = match self.kind(stop) {
            Some(TokenKind::Word) => self.str(stop),
            _ => stop.checked_sub(1).map_or("", |before| self.str(before)),
        };
        next == TokenKind::Number && abbreviation::find(word) == Some(Abbreviation::Number)
    }

    /// `“Is it safe?” Lindgren asked.` is one sentence.
    fn is_speaker_of_question(&self, stop: &str, end: usize, next: usize) -> bool {
        if !matches!(stop, "?" | "!") || !matches!(self.str(end + 1), "”" | "\"" | "’") {
            return false;
        }
        let behind = (next + 1..=next + MAX_SPEAKER_WORDS)
            .find(|at| self.kind(*at) != Some(TokenKind::Word) || !begins_sentence(self.str(*at)));
        behind.is_some_and(|verb| lexicon::REPORTING_VERBS.has(self.str(verb)))
    }

    /// `Yahoo! Finance`: the mark belongs to the name unless a common word follows.
    fn is_shouted_name(&self, stop: usize, next: &str) -> bool {
        self.str(stop) == "!"
            && stop.checked_sub(1).is_some_and(|name| SHOUTED_NAMES.contains(&self.str(name)))
            && !is_common(next)
    }

    /// Whether a sentence ends behind an abbreviation: never before a name; otherwise when a common word begins the next.
    fn abbreviation_ends(&self, at: usize, next: &str) -> bool {
        let word = self.str(at);
        let key = word.trim_end_matches('.');
        match abbreviation::find(word) {
            _ if key.eq_ignore_ascii_case("etc") => true,
            _ if key.eq_ignore_ascii_case("a.m") || key.eq_ignore_ascii_case("p.m") => {
                is_common(next) && !next.to_lowercase().ends_with("day")
            }
            // `on Quay St. The`: only the street has a name before it and a common word behind.
            Some(Abbreviation::Title) => {
                key == "St" && is_common(next) && at.checked_sub(1).is_some_and(|name| begins_sentence(self.str(name)))
            }
            Some(Abbreviation::Number) => true,
            // `U.S. President`, `Acme Inc. President`: a role is no begin of a sentence there.
            _ => is_common(next) && !lexicon::ROLES.has(&next.to_lowercase()),
        }
    }
}

/// An emoji, which comments on the sentence before it.
fn is_picture(words: &str) -> bool {
    words.starts_with(|c| matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}'))
}

fn is_stop(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '‼' | '⁉')
}

/// A capital, a letter of a script without capitals, a handle, or a brand with a capital inside: `eBay`, `wikiHow`.
fn begins_sentence(word: &str) -> bool {
    let mut letters = word.chars();
    let is_first = |c: char| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic() || matches!(c, '@' | '#');
    letters.next().is_some_and(|first| is_first(first) || first.is_lowercase() && letters.any(char::is_uppercase))
}

fn is_common(word: &str) -> bool {
    lexicon::COMMON_WORDS.has(&word.to_lowercase())
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
        check("James P. Kennedy Jr. left.", &["James P. Kennedy Jr. left."]);
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
