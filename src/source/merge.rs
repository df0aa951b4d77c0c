//! From attributions to sources: who says each thing, one row per real source, most relied on first.

use super::attribution::{Attribution, Form};
use super::phrase;
use super::quotation::Quotations;
use super::speaker::{self, Memory, Who};
use super::{Mode, Source, SourceKind, Statement};
use crate::entity::Entities;
use crate::span::Span;
use crate::text::Words;

/// One attribution with its speaker.
struct Spoken {
    who: Option<Who>,
    statement: Option<Statement>,
    /// The attribution inside whose content this one stands.
    outer: Option<usize>,
}

/// Sources of attributions, which come in text order, most relied on first; and what somebody says who is not made out.
pub fn merge(
    words: &Words<'_>,
    entities: &Entities,
    quotations: &Quotations,
    found: &[Attribution],
) -> (Vec<Source>, Vec<Statement>) {
    let spoken = speakers(words, entities, quotations, found);
    let mut rows = Rows { entities, list: Vec::new(), heads: Vec::new() };
    let mut row_of: Vec<Option<usize>> = Vec::with_capacity(spoken.len());
    for one in &spoken {
        row_of.push(one.who.as_ref().map(|who| rows.of(who)));
    }
    let mut unattributed = Vec::new();
    for (at, one) in spoken.into_iter().enumerate() {
        let via = one.outer.and_then(|outer| row_of[outer]).filter(|via| row_of[at] != Some(*via));
        match (row_of[at], one.statement) {
            (Some(row), Some(statement)) => rows.list[row].statements.push(Statement { via, ..statement }),
            (Some(row), None) => rows.list[row].declined = true,
            // Words that name nobody are no source; a pronoun is one, whoever it stands for.
            (None, Some(statement)) => {
                let source =
                    statement.source.filter(|source| phrase::is_pronoun(&source.of(words.text).to_lowercase()));
                unattributed.push(Statement { source, ..statement });
            }
            (None, None) => {}
        }
    }
    (rank(rows.list), unattributed)
}

/// Who says each attribution, and what; in the order of `found`.
fn speakers(words: &Words<'_>, entities: &Entities, quotations: &Quotations, found: &[Attribution]) -> Vec<Spoken> {
    let mut memory = Memory::default();
    let mut spoken: Vec<Spoken> = Vec::with_capacity(found.len());
    let mut seen = 0;
    for (at, attribution) in found.iter().enumerate() {
        let sentence = words.sentences.partition_point(|one| one.tokens.end <= attribution.cue.start);
        while seen < sentence.min(words.sentences.len()) {
            let is_said = |mention: Span| {
                let token = words.tokens_in(mention).start;
                found[at.saturating_sub(NEAR_ATTRIBUTIONS)..at].iter().any(|other| other.says(token))
            };
            memory.see(entities, words.sentences[seen].span, is_said);
            seen += 1;
        }
        let outer = enclosing(found, at);
        let who = match (&attribution.source, attribution.form) {
            (_, Form::Declined) => decliner(words, entities, &memory, attribution),
            (Some(source), _) => speaker::resolve(words, entities, &memory, source.clone()),
            (None, Form::Shared) => at.checked_sub(1).and_then(|before| spoken[before].who.clone()),
            (None, Form::Passive) => memory.institution(),
            (None, Form::Plain) => None,
        };
        if let Some(who) = who.as_ref().filter(|_| attribution.form != Form::Declined) {
            memory.spoke(who);
        }
        let statement = (attribution.form != Form::Declined).then(|| statement(words, quotations, attribution));
        spoken.push(Spoken { who, statement, outer });
    }
    spoken
}

/// A mention counts as said by someone if one of so many attributions before says it.
const NEAR_ATTRIBUTIONS: usize = 6;

/// The innermost attribution whose content holds the cue.
fn enclosing(found: &[Attribution], at: usize) -> Option<usize> {
    let cue = found[at].cue.start;
    let near = at.saturating_sub(NEAR_ATTRIBUTIONS)..found.len().min(at + NEAR_ATTRIBUTIONS + 1);
    let holds = |other: &usize| {
        *other != at
            && found[*other].form != Form::Declined
            && found[*other].content.iter().any(|part| part.contains(&cue) && part.len() > found[at].cue.len())
            && !found[at].says(found[*other].cue.start)
    };
    near.filter(holds).min_by_key(|other| found[*other].content.iter().map(ExactSizeIterator::len).sum::<usize>())
}

/// `Requests were sent to Alibaba, but they did not respond`: the one named in the sentence.
fn decliner(words: &Words<'_>, entities: &Entities, memory: &Memory, attribution: &Attribution) -> Option<Who> {
    let source = attribution.source.clone()?;
    let first = words.lowered(source.start);
    if source.len() == 1 && matches!(first, "they" | "it") {
        let offset = words.tokens[source.start].span.start;
        let sentence = words.sentence_at(offset).and_then(|at| words.sentences.get(at))?;
        let named = entities.last_in(Span { start: sentence.span.start, end: offset });
        if let Some((entity, _)) = named {
            return Some(speaker::of_entity(entities, entity));
        }
        return memory.institution();
    }
    speaker::resolve(words, entities, memory, source)
}

fn statement(words: &Words<'_>, quotations: &Quotations, attribution: &Attribution) -> Statement {
    let is_quoted = attribution.content.iter().any(|part| part.clone().any(|token| quotations.is_speech(token)));
    Statement {
        mode: if is_quoted { Mode::Quoted } else { Mode::Reported },
        source: attribution.source.clone().map(|source| words.span(source)),
        cue: Some(attribution.cue.clone()).filter(|cue| !cue.is_empty()).map(|cue| words.span(cue)),
        content: attribution.content.iter().map(|part| words.span(part.clone())).collect(),
        via: None,
        is_denial: attribution.is_denial,
    }
}

/// The rows so far.
struct Rows<'a> {
    entities: &'a Entities,
    list: Vec<Source>,
    /// Head noun and number of each description.
    heads: Vec<(String, bool)>,
}

impl Rows<'_> {
    /// The row of a speaker: that of the same entity, or of the same words.
    fn of(&mut self, who: &Who) -> usize {
        let same = |source: &Source| match who.entity {
            Some(entity) => source.entity == Some(entity),
            None => {
                let names = std::iter::once(&source.name).chain(&source.aliases);
                source.entity.is_none() && names.into_iter().any(|name| name.eq_ignore_ascii_case(&who.words))
            }
        };
        let known =
            self.list.iter().position(same).or_else(|| self.list.iter().position(|source| is_short_for(source, who)));
        let row = known.unwrap_or_else(|| {
            self.list.push(self.source(who));
            self.heads.push((who.head.clone(), who.is_many));
            self.list.len() - 1
        });
        let source = &mut self.list[row];
        let is_new = who.words != source.name && !who.words.is_empty() && !source.aliases.contains(&who.words);
        if who.is_named_here && is_new {
            source.aliases.push(who.words.clone());
        }
        if source.affiliation.is_none() {
            source.affiliation.clone_from(&who.affiliation);
        }
        row
    }

    fn source(&self, who: &Who) -> Source {
        let entity = who.entity.and_then(|entity| self.entities.list.get(entity));
        Source {
            kind: who.kind,
            name: entity.map_or_else(|| who.words.clone(), |entity| entity.name.clone()),
            aliases: Vec::new(),
            role: entity.and_then(|entity| entity.role.clone()),
            affiliation: who.affiliation.clone(),
            entity: who.entity,
            declined: false,
            statements: Vec::new(),
        }
    }
}

/// `U.S. attorney's office` is the U.S. Attorney’s Office for the Western District.
fn is_short_for(source: &Source, who: &Who) -> bool {
    let plain = |name: &str| name.to_lowercase().replace('’', "'");
    let (one, other) = (plain(&source.name), plain(&who.words));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let is_part = long
        .strip_prefix(&short)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(" of ") || rest.starts_with(" for "));
    source.kind == SourceKind::Organization && who.kind == SourceKind::Organization && short.contains(' ') && is_part
}

/// Sorts by reliance and renumbers `via`.
fn rank(list: Vec<Source>) -> Vec<Source> {
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(reliance(&list[*at])));
    let mut place = vec![0; list.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let mut slots: Vec<Option<Source>> = list.into_iter().map(Some).collect();
    let mut ranked: Vec<Source> = order.into_iter().filter_map(|at| slots[at].take()).collect();
    for statement in ranked.iter_mut().flat_map(|source| &mut source.statements) {
        statement.via = statement.via.map(|via| place[via]);
    }
    ranked
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
