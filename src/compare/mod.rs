//! Comparison: two finished analyses of one story side by side. What both name, whom only one relies on, which claims say
//! the same thing, and where numbers, dates and attributions differ. Differences are shown, not judged.

mod align;
mod attribution;
mod date;
mod number;
mod similarity;

pub use align::Alignment;

use crate::analysis::{Analysis, Note};
use crate::source::StatementIndex;
use crate::span::Span;
use crate::text::Words;

/// What differs between two claims that say the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// An amount, share, measure or count.
    Number,
    /// A date or time of day.
    Date,
    /// Who says it.
    Attribution,
}

/// One difference, by the words on both sides; `None` where a text has no such words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub kind: DifferenceKind,
    /// Words of A.
    pub a: Option<Span>,
    /// Words of B.
    pub b: Option<Span>,
}

/// Two claims that say the same thing.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimPair {
    /// Index of the claim of A.
    pub a: usize,
    /// Index of the claim of B.
    pub b: usize,
    /// How alike they are, 0–1; see [`compare`].
    pub similarity: f32,
    /// Where they differ: numbers, then dates, then who says it; each in text order of A.
    pub differences: Vec<Difference>,
}

/// Two analyses side by side.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// Entities in [`crate::entity::Entities::list`].
    pub entities: Alignment,
    /// Sources in [`crate::source::Sources::list`].
    pub sources: Alignment,
    /// Matching claims, in the order of A's claims: best first.
    pub claims: Vec<ClaimPair>,
    /// What a reader must know.
    pub notes: Vec<Note>,
}

/// With fewer shared entities and no matching claim the texts may tell different stories: one name, a country's say, is
/// shared by chance.
const MIN_SHARED_ENTITIES: usize = 2;

/// Compares two analyses.
///
/// # Matching claims
///
/// Two claims match when the content words and shared names of what they say, weighted by how rare these are in both
/// texts, have a cosine over a threshold: the TF–IDF over sentences of Nelken & Shieber 2006 (“Towards robust
/// context-sensitive sentence alignment for monolingual corpora”), with names and equal numbers as features of their own,
/// as Hatzivassiloglou, Klavans & Eskin 1999 (“Detecting text similarity over short passages”) do. Each claim has at most
/// one partner: the most alike two are joined first. Unlike theirs, ours leaves the words that attribute out of it, and
/// numbers that differ count neither for nor against a match: what differs is what a reader looks for.
pub fn compare(a: &Analysis, b: &Analysis) -> Comparison {
    let entities = align::entities(&a.entities.list, &b.entities.list);
    let sources = align::sources(&a.sources.list, &b.sources.list, &entities);
    let words = (Words::new(&a.article), Words::new(&b.article));
    let statements = (StatementIndex::new(&a.sources.list), StatementIndex::new(&b.sources.list));
    let sides = (
        Side { analysis: a, words: &words.0, statements: &statements.0 },
        Side { analysis: b, words: &words.1, statements: &statements.1 },
    );
    let matched = similarity::matching(sides, &entities);
    let pairs = matched.into_iter().map(|(at, other, similarity)| {
        let claims = (sides.0.claim(at), sides.1.claim(other));
        let mut differences = number::differences(&claims.0, &claims.1);
        differences.extend(date::differences(&claims.0, &claims.1));
        differences.extend(attribution::difference(&claims.0, &claims.1, &sources));
        ClaimPair { a: at, b: other, similarity, differences }
    });
    let claims: Vec<ClaimPair> = pairs.collect();
    let notes = notes(a, b, &entities, &claims);
    Comparison { entities, sources, claims, notes }
}

impl Comparison {
    /// Claims without a partner, of A and of B, best first.
    pub fn claims_without_partner(&self, a: &Analysis, b: &Analysis) -> (Vec<usize>, Vec<usize>) {
        let rest = |count: usize, side: fn(&ClaimPair) -> usize| {
            (0..count).filter(|at| self.claims.iter().all(|pair| side(pair) != *at)).collect()
        };
        (rest(a.claims.len(), |pair| pair.a), rest(b.claims.len(), |pair| pair.b))
    }
}

fn notes(a: &Analysis, b: &Analysis, entities: &Alignment, claims: &[ClaimPair]) -> Vec<Note> {
    let mut notes = Vec::new();
    for (analysis, code, name) in [(a, "empty-a", "first"), (b, "empty-b", "second")] {
        if analysis.claims.is_empty() && analysis.entities.list.is_empty() {
            let message = format!("Nothing to compare was found in the {name} text.");
            notes.push(Note { code, message });
        }
    }
    if notes.is_empty() && claims.is_empty() && entities.shared.len() < MIN_SHARED_ENTITIES {
        let message = "These texts share next to nothing: they may be about different stories.".to_owned();
        notes.push(Note { code: "different-stories", message });
    }
    notes
}

/// One of the two texts, with its words.
#[derive(Clone, Copy)]
struct Side<'a> {
    analysis: &'a Analysis,
    words: &'a Words<'a>,
    statements: &'a StatementIndex<'a>,
}

/// One claim of a side.
struct SideClaim<'a> {
    side: Side<'a>,
    claim: &'a crate::claim::Claim,
}

impl<'a> Side<'a> {
    fn claim(self, at: usize) -> SideClaim<'a> {
        SideClaim { side: self, claim: &self.analysis.claims[at] }
    }

    /// The words of a sentence that only say who says it.
    fn frame(self, sentence: Span) -> Vec<Span> {
        let statement = self
            .statements
            .statement_for(sentence)
            .and_then(|(source, statement)| self.analysis.sources.list.get(source)?.statements.get(statement));
        statement.map(|own| own.source.into_iter().chain(own.cue).collect()).unwrap_or_default()
    }
}

/// Takes the pairs that `fits` out of both lists, the first that fits each.
fn take_pairs<T>(a: &mut Vec<T>, b: &mut Vec<T>, fits: impl Fn(&T, &T) -> bool) -> Vec<(T, T)> {
    let mut pairs = Vec::new();
    let mut at = 0;
    while at < a.len() {
        match b.iter().position(|other| fits(&a[at], other)) {
            Some(found) => pairs.push((a.remove(at), b.remove(found))),
            None => at += 1,
        }
    }
    pairs
}
