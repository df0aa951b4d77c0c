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

    /// The source and statement whose content covers most of `span`, if any covers enough of it. Statements of one
    /// source count together.
    pub fn statement_for(&self, span: Span) -> Option<(usize, usize)> {
        let behind = self.entries.partition_point(|(start, _, _)| *start < span.end);
        let reaches = |at: &usize| self.furthest[*at] > span.start;
        let near: Vec<((usize, usize), Cover)> = (0..behind)
            .rev()
            .take_while(reaches)
            .filter_map(|at| Some((self.entries[at].2, self.cover(self.entries[at].2, span)?)))
            .collect();
        let is_enough = |source: usize| {
            let own = near.iter().filter(|((s, _), _)| *s == source);
            let (said, frame) = own.fold((0, 0), |(said, frame), (_, cover)| (said + cover.said, frame + cover.frame));
            let is_relayed = near.iter().any(|((s, _), cover)| *s == source && cover.is_relayed);
            let share = if is_relayed { MIN_RELAYED_PERCENT } else { MIN_COVER_PERCENT };
            said * 100 >= span.len().saturating_sub(frame).max(1) * share
        };
        // A reported denial inside a second-hand report is the nearer one.
        let points = |cover: &Cover| cover.said + usize::from(cover.is_relayed) * span.len();
        let scored = near.iter().filter(|((source, _), _)| is_enough(*source));
        scored.map(|(at, cover)| (points(cover), std::cmp::Reverse(*at))).max().map(|(_, std::cmp::Reverse(at))| at)
    }

    fn cover(&self, (s, t): (usize, usize), span: Span) -> Option<Cover> {
        let statement = self.sources.get(s)?.statements.get(t)?;
        let overlap = |part: &Span| part.end.min(span.end).saturating_sub(part.start.max(span.start)) as usize;
        let said = statement.content.iter().map(overlap).sum();
        let frame = statement.source.iter().chain(&statement.cue).map(overlap).sum();
        (said > 0).then_some(Cover { said, frame, is_relayed: statement.via.is_some() })
    }
}

/// How many bytes of a sentence a statement covers: with what is said, and with source and cue.
struct Cover {
    said: usize,
    frame: usize,
    is_relayed: bool,
}

/// A source speaks for a sentence when what it says covers this share of it, source and cue left out, percent.
const MIN_COVER_PERCENT: usize = 35;
/// The same for a statement at second hand: the words that relay it take their share of the sentence.
const MIN_RELAYED_PERCENT: usize = 15;
