//! Quotations without a cue of their own: whose words they go on from.

use super::attribution::{Attribution, Form};
use super::quotation::Quotations;
use crate::article::Article;
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
    fn mark(&mut self, tokens: std::ops::Range<usize>, owner: usize) {
        for holder in self.0.get_mut(tokens).into_iter().flatten() {
            holder.get_or_insert(owner);
        }
    }
}
