//! Sources: whom or what the article relies on, with each statement it takes from them.

mod attribution;
mod link;
mod quotation;
mod subject;

pub use attribution::{Mode, Statement};
pub use link::{Link, find as find_links};

use crate::article::Article;
use crate::entity::Entities;
use crate::span::Span;
use crate::text::Words;

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// A named human being.
    Person,
    /// A named organization, or a country that speaks.
    Organization,
    /// A report, study, filing, law, data set.
    Document,
    /// A news medium that is credited.
    Media,
    /// Someone the text does not name.
    Unnamed,
}

/// Someone or something the text attributes information to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is.
    pub kind: SourceKind,
    /// Its name, or the words the text uses for it.
    pub name: String,
    /// Other words the text uses for it.
    pub aliases: Vec<String>,
    /// Role as written.
    pub role: Option<String>,
    /// Index of its entity in [`Entities::list`].
    pub entity: Option<usize>,
    /// Whether it was asked and gave no answer.
    pub declined: bool,
    /// What it says.
    pub statements: Vec<Statement>,
}

/// Finds the sources of a text, most relied on first.
pub fn find(article: &Article, words: &Words<'_>, entities: &Entities) -> Vec<Source> {
    let quotations = quotation::find(article, words);
    let found = attribution::find(article, words, entities, &quotations);
    let mut sources = merge(found, entities);
    sources.sort_by_key(|source| std::cmp::Reverse(reliance(source)));
    sources.retain(|source| !source.statements.is_empty() || source.declined);
    renumber_via(sources)
}

/// Statements count; a source that only gave no answer comes last.
fn reliance(source: &Source) -> usize {
    source
        .statements
        .iter()
        .map(|statement| statement.content.iter().map(|span| span.len()).sum::<usize>() + STATEMENT_BYTES)
        .sum()
}

/// Weight of one statement against the bytes of its content, so that many short ones count more than one long one.
const STATEMENT_BYTES: usize = 100;

/// One row per real source: statements of the same entity, or with the same words, belong together.
fn merge(found: Vec<attribution::Found>, entities: &Entities) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for attributed in found {
        let at = sources.iter().position(|source| match attributed.who.entity {
            Some(entity) => source.entity == Some(entity),
            None => source.entity.is_none() && source.name.eq_ignore_ascii_case(&attributed.who.words),
        });
        let at = at.unwrap_or_else(|| {
            sources.push(new_source(&attributed.who, entities));
            sources.len() - 1
        });
        let source = &mut sources[at];
        let alias = &attributed.who.words;
        if *alias != source.name && !alias.is_empty() && !source.aliases.contains(alias) && attributed.who.is_named_here
        {
            source.aliases.push(alias.clone());
        }
        source.declined |= attributed.declined;
        source.statements.extend(attributed.statement);
    }
    sources
}

fn new_source(who: &attribution::Who, entities: &Entities) -> Source {
    let entity = who.entity.and_then(|entity| entities.list.get(entity));
    Source {
        kind: who.kind,
        name: entity.map_or_else(|| who.words.clone(), |entity| entity.name.clone()),
        aliases: Vec::new(),
        role: entity.and_then(|entity| entity.role.clone()),
        entity: who.entity,
        declined: false,
        statements: Vec::new(),
    }
}

/// `via` names an entity while statements are collected; turns it into the index of that entity's source.
fn renumber_via(mut sources: Vec<Source>) -> Vec<Source> {
    let by_entity: Vec<Option<usize>> = sources.iter().map(|source| source.entity).collect();
    for statement in sources.iter_mut().flat_map(|source| &mut source.statements) {
        statement.via = statement.via.and_then(|entity| by_entity.iter().position(|known| *known == Some(entity)));
    }
    sources
}

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
