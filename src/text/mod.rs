//! Words and sentences of the article text.

pub mod sentence;
pub mod token;

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
}

impl<'a> Words<'a> {
    /// Cuts the text of an article, at most [`limits::MAX_SENTENCES`] sentences of it.
    pub fn new(article: &'a Article) -> Self {
        let mut words = Self { text: &article.text, tokens: Vec::new(), sentences: Vec::new() };
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
        let mut words = Self { text, tokens: Vec::new(), sentences: Vec::new() };
        words.push_block(0, Span::new(0, text.len()));
        words
    }

    fn push_block(&mut self, block: usize, span: Span) {
        let first = self.tokens.len();
        token::tokenize(self.text, span, &mut self.tokens);
        sentence::split(self.text, &self.tokens, first, block, &mut self.sentences);
    }

    /// The words of a token.
    pub fn str(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| token.span.of(self.text))
    }

    /// The words of a token in lower case.
    pub fn lower(&self, token: usize) -> String {
        self.str(token).to_lowercase()
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
