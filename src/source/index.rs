//! Statements by where their content stands, to find the one that speaks for a sentence.

use super::Source;
use crate::span::Span;

/// Statements by where their content stands, to find the one that speaks for a sentence.
#[derive(Debug)]
pub struct StatementIndex<'a> {
    sources: &'a [Source],
    /// By start: start and end of the content, source and statement.
    entries: Vec<(u32, u32, (usize, usize))>,
    /// The furthest end up to each entry.
    furthest: Vec<u32>,
}

impl<'a> StatementIndex<'a> {
    /// Sorts the statements of all sources.
    pub fn new(sources: &'a [Source]) -> Self {
        let mut entries: Vec<(u32, u32, (usize, usize))> = Vec::new();
        for (s, source) in sources.iter().enumerate() {
            for (t, statement) in source.statements.iter().enumerate() {
                let start = statement.content.iter().map(|span| span.start).min();
                let end = statement.content.iter().map(|span| span.end).max();
                entries.extend(start.zip(end).map(|(start, end)| (start, end, (s, t))));
            }
        }
        entries.sort_unstable();
        let furthest = entries.iter().scan(0, |furthest, (_, end, _)| {
            *furthest = (*furthest).max(*end);
            Some(*furthest)
        });
        let furthest = furthest.collect();
        Self { sources, entries, furthest }
    }

    /// The source and statement whose content covers most of `span`, if any covers enough of it.
    pub fn statement_for(&self, span: Span) -> Option<(usize, usize)> {
        let behind = self.entries.partition_point(|(start, _, _)| *start < span.end);
        let reaches = |at: &usize| self.furthest[*at] > span.start;
        let near = (0..behind).rev().take_while(reaches).map(|at| self.entries[at].2);
        let scored = near.filter_map(|at| Some((self.points(at, span)?, std::cmp::Reverse(at))));
        scored.max().map(|(_, std::cmp::Reverse(at))| at)
    }

    fn points(&self, (s, t): (usize, usize), span: Span) -> Option<usize> {
        let statement = self.sources.get(s)?.statements.get(t)?;
        let overlap = |content: &Span| content.end.min(span.end).saturating_sub(content.start.max(span.start)) as usize;
        let covered: usize = statement.content.iter().map(overlap).sum();
        let share = covered * 100 / span.len().max(1);
        // A reported denial inside a second-hand report is the nearer one.
        let points = covered + usize::from(statement.via.is_some()) * span.len();
        (share >= MIN_COVER_PERCENT).then_some(points)
    }
}

/// A statement speaks for a sentence when it covers this share of it, percent (the rest is source and cue).
const MIN_COVER_PERCENT: usize = 35;
