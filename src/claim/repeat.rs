//! Repeats: claims that say the same thing become one, which keeps the places of the others.

use std::collections::HashSet;

use super::stem::stems;
use super::{Claim, Status};
use crate::text::Words;

/// Two sentences that share this part of the shorter one's content words say the same, percent. 60 joins the seed
/// page's doubled last paragraph and nothing else on the development pages read.
const SAME_FACT_PERCENT: usize = 60;
/// Sentences with fewer content words share them by chance.
const MIN_CONTENT_WORDS: usize = 6;

/// Keeps the better of two claims that say the same thing, with the place of the other. Claims come best first.
pub fn merge(words: &Words<'_>, claims: &mut Vec<Claim>) {
    let mut kept: Vec<(HashSet<u32>, Claim)> = Vec::with_capacity(claims.len());
    for claim in claims.drain(..) {
        let content = stems(words, claim.tokens.clone());
        let same = kept.iter_mut().find(|(other, kept)| {
            // The two clauses of one sentence share their subject and say two things; so do a charge and its denial.
            let is_other_thing =
                kept.sentence == claim.sentence || (kept.status == Status::Denied) != (claim.status == Status::Denied);
            !is_other_thing && says_the_same(&content, other)
        });
        match same {
            Some((_, kept)) => kept.repeats.push(claim.span),
            None => kept.push((content, claim)),
        }
    }
    claims.extend(kept.into_iter().map(|(_, claim)| claim));
    claims.iter_mut().for_each(|claim| claim.repeats.sort_unstable_by_key(|span| span.start));
}

fn says_the_same(one: &HashSet<u32>, other: &HashSet<u32>) -> bool {
    let shorter = one.len().min(other.len());
    shorter >= MIN_CONTENT_WORDS
        && one.iter().filter(|word| other.contains(*word)).count() * 100 >= shorter * SAME_FACT_PERCENT
}
