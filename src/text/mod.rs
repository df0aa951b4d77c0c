//! Words and sentences of the article text.

pub mod sentence;
pub mod token;

mod abbreviation;
mod address;
mod compound;

pub use sentence::Sentence;
pub use token::{Token, TokenKind};

use std::ops::Range;

use crate::article::Article;
use crate::limits;
use crate::span::Span;

/// The article text, cut into tokens and sentences. No token or sentence crosses a block.
#[derive(Debug)]
pub struct Words<'a> {
    /// The article text.
    pub text: &'a str,
    /// Tokens in text order; white space is none.
    pub tokens: Vec<Token>,
    /// Sentences in text order.
    pub sentences: Vec<Sentence>,
    /// The words of all tokens in lower case, one behind the other: every pass looks words up, so this is made once.
    lowered: String,
    /// Where the words of each token end in `lowered`.
    lowered_ends: Vec<u32>,
}

impl<'a> Words<'a> {
    /// Cuts the text of an article, at most [`limits::MAX_SENTENCES`] sentences of it.
    pub fn new(article: &'a Article) -> Self {
        let mut words = Self::empty(&article.text);
        for (block, span) in article.blocks.iter().map(|block| block.span).enumerate() {
            if words.sentences.len() >= limits::MAX_SENTENCES {
                break;
            }
            words.push_block(block, span);
        }
        words.sentences.truncate(limits::MAX_SENTENCES);
        words
    }

    /// Cuts a text that is no article, as one block: a headline.
    pub fn of_line(text: &'a str) -> Self {
        let mut words = Self::empty(text);
        words.push_block(0, Span::new(0, text.len()));
        words
    }

    fn empty(text: &'a str) -> Self {
        let lowered = String::with_capacity(text.len());
        Self { text, tokens: Vec::new(), sentences: Vec::new(), lowered, lowered_ends: Vec::new() }
    }

    fn push_block(&mut self, block: usize, span: Span) {
        let first = self.tokens.len();
        token::tokenize(self.text, span, &mut self.tokens);
        sentence::split(self.text, &self.tokens, first, block, &mut self.sentences);
        for token in self.tokens.get(first..).unwrap_or_default() {
            push_lowered(token.span.of(self.text), &mut self.lowered);
            self.lowered_ends.push(self.lowered.len() as u32);
        }
    }

    /// The words of a token.
    pub fn str(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| token.span.of(self.text))
    }

    /// The words of a token in lower case, without invisible controls: the key for look-ups.
    pub fn lowered(&self, token: usize) -> &str {
        let end_of = |token: usize| self.lowered_ends.get(token).copied();
        let start = token.checked_sub(1).map_or(Some(0), end_of);
        let range = start.zip(end_of(token)).map(|(start, end)| start as usize..end as usize);
        range.and_then(|range| self.lowered.get(range)).unwrap_or("")
    }

    /// The same as a string of its own. [`Words::lowered`] allocates nothing.
    pub fn lower(&self, token: usize) -> String {
        self.lowered(token).to_owned()
    }

    /// The span from the first to the last token of a range; empty for an empty range.
    pub fn span(&self, range: Range<usize>) -> Span {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if !range.is_empty() => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// The tokens that start inside `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|token| token.span.start < span.start);
        let to = self.tokens.partition_point(|token| token.span.start < span.end);
        from..to
    }

    /// The sentence that holds a byte of the text.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.span.end <= offset);
        self.sentences.get(at).filter(|sentence| sentence.span.start <= offset).map(|_| at)
    }
}

fn push_lowered(words: &str, lowered: &mut String) {
    let from = lowered.len();
    if words.is_ascii() {
        lowered.push_str(words);
        if let Some(pushed) = lowered.get_mut(from..) {
            pushed.make_ascii_lowercase();
        }
    } else {
        // The whole word: a final sigma is another letter than one inside.
        let lower = words.to_lowercase();
        lowered.extend(lower.chars().filter(|c| !token::is_invisible(*c)));
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_looked_up_in_lower_case_without_controls() {
        let words = Words::of_line("NATO met É\u{ad}va");
        let lowered: Vec<&str> = (0..4).map(|at| words.lowered(at)).collect();
        assert_eq!(lowered, ["nato", "met", "éva", ""]);
    }
}
