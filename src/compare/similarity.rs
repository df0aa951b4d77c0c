//! How alike two claims are, and which claims of two texts match: see [`super::compare`] for the method.

use std::collections::{BTreeMap, BTreeSet};

use super::{Alignment, Side, number};
use crate::claim;
use crate::span::Span;
use crate::text::TokenKind;

/// Claims match from this cosine on: chosen so that the matches of our own pairs (`tests/corpus/compare`) are found. In 150
/// pairs of news pages on different stories the highest has .21.
const MIN_SIMILARITY: f32 = 0.25;
/// Fewer shared words and names are shared by chance: a topic and a verb. Where a claim has no more, two must do.
const MIN_SHARED_TERMS: usize = 3;
const MIN_SHARED_TERMS_SHORT: usize = 2;
/// What a common word weighs of a rare one: `people` and `hospital` tell something, `after` and `would` stand on the same list.
const COMMON_SHARE: f32 = 0.5;
/// Shorter words only hold a sentence together, in characters.
const MIN_CHARS: usize = 4;

/// What a claim says, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Term {
    /// The rough stem of a content word.
    Word(String),
    /// A word of the list of common ones.
    Common(String),
    /// An entity that both texts name, by its place in the alignment.
    Entity(usize),
    /// What a number measures: a currency, a unit.
    Unit(String),
    /// A number that both claims have: counted only where it is equal.
    Number(String),
}

/// Index in A, index in B and similarity of the claims that match, in the order of A.
pub fn matching(sides: (Side<'_>, Side<'_>), entities: &Alignment) -> Vec<(usize, usize, f32)> {
    let a = terms_of_sentences(sides.0, |entity| entities.shared.iter().position(|pair| pair.0 == entity));
    let b = terms_of_sentences(sides.1, |entity| entities.shared.iter().position(|pair| pair.1 == entity));
    let weights = Weights::new(a.iter().chain(&b));
    let claims = |side: Side<'_>, terms: &[BTreeSet<Term>]| -> Vec<Said> {
        let of_claim = |at: usize| Said {
            terms: terms.get(side.analysis.claims[at].sentence).cloned().unwrap_or_default(),
            numbers: number::amounts(&side.claim(at)),
        };
        (0..side.analysis.claims.len()).map(of_claim).collect()
    };
    let (claims_a, claims_b) = (claims(sides.0, &a), claims(sides.1, &b));
    let mut candidates = Vec::new();
    for (at, own) in claims_a.iter().enumerate() {
        for (other_at, other) in claims_b.iter().enumerate() {
            let similarity = weights.cosine(own, other);
            if similarity >= MIN_SIMILARITY {
                candidates.push((similarity, at, other_at));
            }
        }
    }
    one_to_one(candidates)
}

/// The most alike first, each claim once; of equal ones those that rank higher.
fn one_to_one(mut candidates: Vec<(f32, usize, usize)>) -> Vec<(usize, usize, f32)> {
    candidates.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2)));
    let mut matched: Vec<(usize, usize, f32)> = Vec::new();
    for (similarity, a, b) in candidates {
        if matched.iter().all(|pair| pair.0 != a && pair.1 != b) {
            matched.push((a, b, similarity));
        }
    }
    matched.sort_by_key(|pair| pair.0);
    matched
}

struct Said {
    terms: BTreeSet<Term>,
    numbers: BTreeSet<String>,
}

/// The terms of each sentence of a text. `shared` gives the place of an entity that both texts name.
fn terms_of_sentences(side: Side<'_>, shared: impl Fn(usize) -> Option<usize>) -> Vec<BTreeSet<Term>> {
    let Side { analysis, words, .. } = side;
    let of_sentence = |sentence: &crate::text::Sentence| {
        let mut apart = side.frame(sentence.span);
        apart.extend(number::spans(side, sentence.span));
        let named: Vec<(usize, Span)> = analysis
            .entities
            .in_span(sentence.span)
            .filter_map(|(entity, mention)| Some((shared(entity)?, mention)))
            .filter(|(_, mention)| !apart.iter().any(|part| part.overlaps(*mention)))
            .collect();
        let is_plain = |at: &usize| {
            let token = &words.tokens[*at];
            token.kind != TokenKind::Punctuation
                && !apart.iter().any(|part| part.overlaps(token.span))
                && !named.iter().any(|(_, mention)| mention.overlaps(token.span))
        };
        let plain = sentence.tokens.clone().filter(is_plain).map(|at| words.lower(at));
        let plain = plain.filter_map(term_of_word);
        let units = number::units(side, sentence.span).map(|unit| Term::Unit(unit.to_owned()));
        plain.chain(units).chain(named.iter().map(|(place, _)| Term::Entity(*place))).collect()
    };
    words.sentences.iter().map(of_sentence).collect()
}

fn term_of_word(lower: String) -> Option<Term> {
    let stem = claim::stem(&lower).map(|stem| Term::Word(stem.to_owned()));
    stem.or_else(|| (lower.chars().count() >= MIN_CHARS).then_some(Term::Common(lower)))
}

/// How much a term tells, by the number of sentences of both texts that have it.
struct Weights {
    counts: BTreeMap<Term, usize>,
    /// Weight by count, from 1.
    by_count: Vec<f32>,
}

impl Weights {
    fn new<'a>(sentences: impl Iterator<Item = &'a BTreeSet<Term>>) -> Self {
        let mut counts: BTreeMap<Term, usize> = BTreeMap::new();
        let mut total = 0;
        for terms in sentences {
            total += 1;
            for term in terms {
                *counts.entry(term.clone()).or_default() += 1;
            }
        }
        // 1/(n+1) + … + 1/N is the logarithm of N/n but for a constant error, and the same on every machine.
        let mut by_count = vec![0.0; total + 1];
        let mut sum = 0.0;
        for count in (1..=total).rev() {
            sum += 1.0 / (count + 1) as f32;
            by_count[count] = sum;
        }
        Self { counts, by_count }
    }

    fn of(&self, term: &Term) -> f32 {
        // A number counts only where both claims have it: as much as a word that stands in these two alone.
        let count = if matches!(term, Term::Number(_)) { 2 } else { self.counts.get(term).copied().unwrap_or(1) };
        let weight = self.by_count.get(count).copied().unwrap_or(0.0);
        if matches!(term, Term::Common(_)) { weight * COMMON_SHARE } else { weight }
    }

    /// Cosine of the weighted terms of two claims; 0 where they share too few.
    fn cosine(&self, a: &Said, b: &Said) -> f32 {
        let words: BTreeSet<&Term> = a.terms.intersection(&b.terms).collect();
        let shortest = a.terms.len().min(b.terms.len());
        if words.len() < MIN_SHARED_TERMS.min(shortest).max(MIN_SHARED_TERMS_SHORT) {
            return 0.0;
        }
        let square = |term: &Term| self.of(term) * self.of(term);
        let numbers: f32 = a.numbers.intersection(&b.numbers).map(|number| square(&Term::Number(number.clone()))).sum();
        let shared: f32 = words.iter().map(|term| square(term)).sum::<f32>() + numbers;
        let norm = |terms: &BTreeSet<Term>| (terms.iter().map(square).sum::<f32>() + numbers).sqrt();
        let norms = norm(&a.terms) * norm(&b.terms);
        if norms > 0.0 { (shared / norms).min(1.0) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_claim_has_one_partner_and_the_most_alike_win() {
        let candidates = vec![(0.5, 0, 0), (0.9, 0, 1), (0.6, 1, 1), (0.4, 1, 0)];
        assert_eq!(one_to_one(candidates), [(0, 1, 0.9), (1, 0, 0.4)]);
    }
}
