//! Key sentences: two or three verbatim sentences after which a reader could stop.

use super::Claim;
use crate::article::{Article, BlockKind};
use crate::text::Words;

/// Shorter sentences say too little on their own, in tokens.
const MIN_TOKENS: usize = 8;
/// The lead gives so many (on GUM news, nothing beat the first two sentences: .424 ROUGE-1 against .417 and less).
const LEAD_SENTENCES: usize = 2;
/// What a claim at the end of the text loses against one at its beginning, as part of a score of 0 to 1. Anything from 0.2
/// to 1 finds more of the development pages' summaries than nothing (39 or 40 of 48 against 37).
const EARLINESS: f32 = 0.5;
/// How many in all.
const MAX_SENTENCES: usize = 3;

/// Indices of the key sentences, in text order: the lead, then the best claims it lacks.
pub fn key_sentences(article: &Article, words: &Words<'_>, claims: &[Claim]) -> Vec<usize> {
    let is_candidate = |at: &usize| {
        let sentence = &words.sentences[*at];
        let kind = article.blocks.get(sentence.block).map(|block| block.kind);
        let text = sentence.span.of(words.text);
        matches!(kind, Some(BlockKind::Paragraph)) && sentence.tokens.len() >= MIN_TOKENS && !text.ends_with(['?', ':'])
    };
    let mut chosen: Vec<usize> = (0..words.sentences.len()).filter(is_candidate).take(LEAD_SENTENCES).collect();
    // What sums a text up stands early in it; the best claim may be a figure at its end.
    let length = words.sentences.len().max(1) as f32;
    let points = |claim: &Claim| claim.score - EARLINESS * claim.sentence as f32 / length;
    let mut claims: Vec<&Claim> = claims.iter().collect();
    claims.sort_by(|one, other| points(other).total_cmp(&points(one)));
    for claim in claims {
        if chosen.len() >= MAX_SENTENCES {
            break;
        }
        if is_candidate(&claim.sentence) && !chosen.contains(&claim.sentence) {
            chosen.push(claim.sentence);
        }
    }
    chosen.sort_unstable();
    chosen
}
