//! Quotations without a cue of their own: whose words they go on from.

use std::ops::Range;

use super::attribution::{Attribution, Form};
use super::quotation::Quotations;
use super::tags::paragraphs;
use crate::article::{Article, BlockKind};
use crate::text::Words;

/// Share of a sentence inside quotation marks from which it counts as all quoted, percent.
const MIN_QUOTED_PERCENT: usize = 80;

/// Adds each sentence that is all quotation, and that no attribution holds, to the attribution it goes on from: the
/// last one of its paragraph; at the start of a paragraph the one whose words ended the paragraph before.
pub fn extend(article: &Article, words: &Words<'_>, quotations: &Quotations, found: &mut [Attribution]) {
    let mut holder = Holders::new(words.tokens.len(), found);
    for (at, sentence) in words.sentences.iter().enumerate() {
        let tokens = sentence.tokens.clone();
        let quoted = tokens.clone().filter(|token| quotations.is_speech(*token)).count();
        let is_free = tokens.clone().all(|token| holder.of(token).is_none());
        if quoted * 100 < tokens.len() * MIN_QUOTED_PERCENT || !is_free {
            continue;
        }
        let before = at.checked_sub(1).map(|before| &words.sentences[before]);
        let Some(before) = before else { continue };
        let is_next_block = before.block + 1 == sentence.block && article.blocks.get(before.block).is_some();
        if before.block != sentence.block && !is_next_block {
            continue;
        }
        // The attribution that the sentence before belongs to, by content or cue.
        let owner = before.tokens.clone().rev().find_map(|token| holder.of(token));
        let Some(owner) = owner.filter(|owner| found[*owner].form != Form::Declined) else { continue };
        found[owner].content.push(tokens.clone());
        holder.mark(tokens, owner);
    }
}

/// `The church denied it:` at the end of a paragraph: what it says is the next one, or all block quotes that follow.
pub fn introduce(article: &Article, words: &Words<'_>, found: &mut [Attribution]) {
    let paragraphs = paragraphs(words);
    for attribution in found.iter_mut().filter(|one| one.form != Form::Declined && !one.cue.is_empty()) {
        let at = paragraphs.partition_point(|tokens| tokens.end <= attribution.cue.start);
        let (Some(own), Some(next)) = (paragraphs.get(at), paragraphs.get(at + 1)) else { continue };
        let last = own.end - 1;
        let is_near = words.sentence_at(words.tokens[last].span.start)
            == words.sentence_at(words.tokens[attribution.cue.start].span.start);
        if words.str(last) != ":" || !is_near || attribution.content.iter().any(|part| part.end > own.end) {
            continue;
        }
        let is_quote = |tokens: &Range<usize>| {
            let sentence = words.sentence_at(words.tokens[tokens.start].span.start);
            let block = sentence.and_then(|at| article.blocks.get(words.sentences[at].block));
            block.is_some_and(|block| block.kind == BlockKind::Quote)
        };
        // What stands between cue and colon says what the words are about, not what is said.
        attribution.content.retain(|part| part.end <= attribution.cue.start && part.len() > SHORT_OBJECT);
        let quotes = paragraphs[at + 1..].iter().take_while(|tokens| is_quote(tokens)).take(MAX_QUOTED_BLOCKS);
        let before = attribution.content.len();
        attribution.content.extend(quotes.cloned());
        if attribution.content.len() == before {
            attribution.content.push(next.clone());
        }
    }
}

/// A piece before the cue with so few tokens is no content of its own: `In a statement, the church said:`.
const SHORT_OBJECT: usize = 8;
/// Block quotes in a row that one colon introduces, at most.
const MAX_QUOTED_BLOCKS: usize = 20;

/// Which attribution a token belongs to.
struct Holders(Vec<Option<usize>>);

impl Holders {
    fn new(tokens: usize, found: &[Attribution]) -> Self {
        let mut holders = Self(vec![None; tokens]);
        for (at, attribution) in found.iter().enumerate() {
            holders.mark(attribution.cue.clone(), at);
            for part in &attribution.content {
                holders.mark(part.clone(), at);
            }
        }
        holders
    }

    fn of(&self, token: usize) -> Option<usize> {
        self.0.get(token).copied().flatten()
    }

    /// Marks what is free: an outer attribution comes before those inside it.
    fn mark(&mut self, tokens: Range<usize>, owner: usize) {
        for holder in self.0.get_mut(tokens).into_iter().flatten() {
            holder.get_or_insert(owner);
        }
    }
}
