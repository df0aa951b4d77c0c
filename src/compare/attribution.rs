//! Who says it: whether two claims name the same source, and the words that name each.

use super::{Alignment, Difference, DifferenceKind, SideClaim};
use crate::source::{Source, SourceKind};
use crate::span::Span;

/// The difference, where one claim has another source than the other, or none.
pub fn difference(a: &SideClaim<'_>, b: &SideClaim<'_>, sources: &Alignment) -> Option<Difference> {
    let (own, other) = (a.claim.speaker, b.claim.speaker);
    let is_same = match (own, other) {
        (None, None) => true,
        (Some(own), Some(other)) => sources.are_same(own, other) || are_both_unnamed(source(a, own), source(b, other)),
        _ => false,
    };
    (!is_same).then(|| Difference {
        kind: DifferenceKind::Attribution,
        a: own.and_then(|speaker| words(a, speaker)),
        b: other.and_then(|speaker| words(b, speaker)),
    })
}

fn source<'a>(claim: &SideClaim<'a>, at: usize) -> Option<&'a Source> {
    claim.side.analysis.sources.list.get(at)
}

/// Two unnamed sources in the same words: whether they are one nobody can say, but the words do not differ.
fn are_both_unnamed(a: Option<&Source>, b: Option<&Source>) -> bool {
    a.zip(b).is_some_and(|(a, b)| {
        let are_unnamed = a.kind == SourceKind::Unnamed && b.kind == SourceKind::Unnamed;
        are_unnamed && a.name.eq_ignore_ascii_case(&b.name)
    })
}

/// The words that name the source of a claim: in the claim if they stand there, else the nearest before it.
fn words(claim: &SideClaim<'_>, speaker: usize) -> Option<Span> {
    let statements = &source(claim, speaker)?.statements;
    let span = claim.claim.span;
    let about = statements.iter().filter(|one| one.content.iter().chain(&one.cue).any(|part| part.overlaps(span)));
    let named: Vec<Span> = about.filter_map(|statement| statement.source.or(statement.cue)).collect();
    named.iter().copied().find(|part| part.overlaps(span)).or_else(|| named.into_iter().max_by_key(|part| part.start))
}
