//! Candidate claims: sentences of the running text that assert something, each fact once.

use std::collections::HashSet;

use super::Claim;
use crate::article::{Article, BlockKind};
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// Fewer words are an exclamation or a heading.
const MIN_WORDS: usize = 5;

/// Sentences that could be checked: no headings, questions, or lines that only say that someone gave no answer.
pub fn candidates(article: &Article, words: &Words<'_>) -> Vec<usize> {
    let is_running_text = |block: usize| {
        !matches!(article.blocks.get(block).map(|block| block.kind), Some(BlockKind::Heading | BlockKind::Caption))
    };
    let sentences = words.sentences.iter().enumerate().filter(|(_, sentence)| {
        let text = sentence.span.of(words.text);
        let count = sentence.tokens.clone().filter(|at| words.tokens[*at].kind != TokenKind::Punctuation).count();
        is_running_text(sentence.block) && count >= MIN_WORDS && !is_question(text) && !is_refusal(text)
    });
    sentences.map(|(at, _)| at).collect()
}

fn is_question(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')']).ends_with('?')
}

fn is_refusal(text: &str) -> bool {
    let lower = text.to_lowercase();
    lexicon::DECLINING_PHRASES.iter().any(|phrase| lower.contains(phrase))
}

/// Two sentences that share this part of the shorter one's content words say the same, percent. 60 joins the seed
/// page's doubled last paragraph and nothing else on the development pages read.
const SAME_FACT_PERCENT: usize = 60;
/// Sentences with fewer content words share them by chance.
const MIN_CONTENT_WORDS: usize = 6;

/// Keeps the better of two claims that say the same thing. Claims come best first.
pub fn drop_repeats(words: &Words<'_>, claims: &mut Vec<Claim>) {
    let mut kept: Vec<HashSet<String>> = Vec::new();
    claims.retain(|claim| {
        let content = content_words(words, claim.sentence);
        let repeats = content.len() >= MIN_CONTENT_WORDS
            && kept.iter().any(|other| {
                let shared = other.iter().filter(|word| content.contains(*word)).count();
                other.len() >= MIN_CONTENT_WORDS && shared * 100 >= content.len().min(other.len()) * SAME_FACT_PERCENT
            });
        if !repeats {
            kept.push(content);
        }
        !repeats
    });
}

/// Words that carry the meaning, cut to a rough stem.
pub fn content_words(words: &Words<'_>, sentence: usize) -> HashSet<String> {
    let tokens = words.sentences[sentence].tokens.clone().filter(|at| words.tokens[*at].kind != TokenKind::Punctuation);
    stems(tokens.map(|at| words.lower(at)))
}

/// The rough stems of words in lower case, without those that carry no meaning.
pub fn stems(lower: impl Iterator<Item = String>) -> HashSet<String> {
    let lower = lower.filter(|word| word.chars().count() > 3 && !lexicon::COMMON_WORDS.has(word));
    lower.map(|word| word.chars().take(STEM_CHARS).collect()).collect()
}

/// `announced` and `announcement` share their first letters.
const STEM_CHARS: usize = 6;
