//! Who a source phrase means: the tokens of the phrase beside a cue, and the entity, document or person behind it.

use std::ops::Range;

use super::SourceKind;
use super::attribution::Who;
use crate::entity::{Entities, EntityKind};
use crate::lexicon;
use crate::span::Span;
use crate::text::{TokenKind, Words};

/// Longest source phrase, in tokens.
pub const MAX_TOKENS: usize = 14;

/// Who was named or spoke last.
#[derive(Debug, Default)]
pub struct Memory {
    /// The organization (not a medium) or unnamed institution that spoke last.
    pub institution: Option<Who>,
    /// The person who spoke last.
    person: Option<Who>,
    /// The person named last.
    seen_person: Option<usize>,
    /// The organization named last, media left out.
    seen_organization: Option<usize>,
}

impl Memory {
    /// Takes note of a speaker.
    pub fn spoke(&mut self, who: &Who) {
        match who.kind {
            SourceKind::Person => self.person = Some(who.clone()),
            SourceKind::Organization => self.institution = Some(who.clone()),
            SourceKind::Document | SourceKind::Media | SourceKind::Unnamed => {}
        }
    }

    /// Takes note of the names in a sentence.
    pub fn see(&mut self, entities: &Entities, sentence: Span) {
        let last = |accept: &dyn Fn(usize) -> bool| {
            entities
                .in_span(sentence)
                .filter(|(entity, _)| accept(*entity))
                .max_by_key(|(_, mention)| mention.start)
                .map(|(entity, _)| entity)
        };
        let is = |entity: usize, kind| {
            entities.list.get(entity).is_some_and(|entity| entity.kind == kind && !entity.is_media)
        };
        self.seen_person = last(&|entity| is(entity, EntityKind::Person)).or(self.seen_person);
        self.seen_organization = last(&|entity| is(entity, EntityKind::Organization)).or(self.seen_organization);
    }
}

fn is_capitalized(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_pronoun(lower: &str) -> bool {
    lexicon::phrase_word_is(lower, "pronoun")
}

fn is_determiner(lower: &str) -> bool {
    lexicon::phrase_word_is(lower, "determiner")
}

/// Whether a source phrase may start at the token behind an inverted verb.
pub fn may_start(words: &Words<'_>, at: usize) -> bool {
    let word = words.str(at);
    let lower = word.to_lowercase();
    let is_capital = word.chars().next().is_some_and(char::is_uppercase);
    is_capital
        || matches!(lower.as_str(), "he" | "she" | "they" | "it")
        || is_determiner(&lower)
        || lexicon::ROLES.has(&lower)
        || is_human(&lower)
}

/// The phrase that starts at `at`.
pub fn right_of(words: &Words<'_>, at: usize, end: usize) -> Range<usize> {
    if is_pronoun(&words.lower(at)) {
        return at..at + 1;
    }
    let limit = end.min(at + MAX_TOKENS);
    let stops = |next: &usize| {
        let is_mark = words.tokens[*next].kind == TokenKind::Punctuation && words.str(*next) != "-";
        is_mark || *next > at && lexicon::phrase_word_is(&words.lower(*next), "right-end")
    };
    at..(at..limit).find(stops).unwrap_or(limit)
}

/// The phrase that ends before the verb at `verb`; `None` if there is none in the sentence.
pub fn left_of(words: &Words<'_>, verb: usize, sentence_start: usize) -> Option<Range<usize>> {
    let mut last = verb.checked_sub(1).filter(|last| *last >= sentence_start)?;
    while last > sentence_start && is_between(&words.lower(last)) {
        last -= 1;
    }
    if matches!(words.str(last), "," | "—" | "–" | ")") {
        let before = before_apposition(words, last, sentence_start)?;
        let apposition = before + 2..last;
        // `its spokesman, Peter Sorley, said`: the name is the apposition.
        let names_someone = !apposition.is_empty() && apposition.clone().all(|at| is_capitalized(words.str(at)));
        if names_someone && !is_capitalized(words.str(before)) {
            return Some(apposition);
        }
        last = before;
    }
    let lower = words.lower(last);
    if matches!(lower.as_str(), "who" | "which" | "that") {
        last = last.checked_sub(1).filter(|last| *last >= sentence_start)?;
        if words.str(last) == "," {
            last = last.checked_sub(1).filter(|last| *last >= sentence_start)?;
        }
    } else if is_pronoun(&lower) {
        return Some(last..last + 1);
    }
    let floor = sentence_start.max((last + 1).saturating_sub(MAX_TOKENS));
    let mut start = last + 1;
    while start > floor && !is_stop(words, start - 1) {
        start -= 1;
    }
    while start <= last && is_lead_in(&words.lower(start)) {
        start += 1;
    }
    (start <= last).then_some(start..last + 1)
}

/// Auxiliaries and adverbs between subject and verb.
fn is_between(lower: &str) -> bool {
    lexicon::phrase_word_is(lower, "between") || (lower.ends_with("ly") && lower.len() > 4)
}

/// From the comma behind `X, the chairman of Y,` to the end of `X`.
fn before_apposition(words: &Words<'_>, comma: usize, sentence_start: usize) -> Option<usize> {
    let floor = sentence_start.max(comma.saturating_sub(MAX_TOKENS));
    let opening = (floor..comma).rev().find(|at| matches!(words.str(*at), "," | "—" | "–" | "("))?;
    opening.checked_sub(1).filter(|last| *last >= sentence_start)
}

/// Where a subject phrase cannot reach further left.
fn is_stop(words: &Words<'_>, at: usize) -> bool {
    let lower = words.lower(at);
    words.tokens[at].kind == TokenKind::Punctuation
        || lexicon::REPORTING_VERBS.has(&lower) && !lexicon::DOCUMENT_NOUNS.has(&lower)
        || lexicon::phrase_word_is(&lower, "stop")
}

/// Words that open a sentence before its subject.
fn is_lead_in(lower: &str) -> bool {
    lexicon::phrase_word_is(lower, "lead-in")
}

/// The entity as a source.
pub fn of_entity(entities: &Entities, entity: usize) -> Who {
    let found = entities.list.get(entity);
    let kind = match found {
        Some(found) if found.is_media => SourceKind::Media,
        Some(found) if found.kind == EntityKind::Person => SourceKind::Person,
        _ => SourceKind::Organization,
    };
    Who {
        entity: Some(entity),
        kind,
        words: found.map_or_else(String::new, |found| found.name.clone()),
        is_named_here: false,
    }
}

/// Who the phrase means; `None` when the text does not make it clear.
pub fn resolve(words: &Words<'_>, entities: &Entities, memory: &Memory, phrase: Range<usize>) -> Option<Who> {
    let lower = words.lower(phrase.start);
    if phrase.len() == 1 && is_pronoun(&lower) {
        return pronoun(entities, memory, &lower);
    }
    let span = words.span(phrase.clone());
    if let Some((entity, mention)) = named(words, entities, span) {
        let who = of_entity(entities, entity);
        let plural_after_place =
            entities.list.get(entity).is_some_and(|e| e.kind == EntityKind::Place) && mention.end < span.end;
        if !plural_after_place {
            return Some(Who { words: mention.of(words.text).to_owned(), is_named_here: true, ..who });
        }
    }
    described(words, entities, memory, phrase)
}

/// The person in the phrase, else its last organization, else a place that is all of it; possessors left out.
fn named(words: &Words<'_>, entities: &Entities, span: Span) -> Option<(usize, Span)> {
    let is_possessor = |mention: &Span| {
        words.text.get(mention.end as usize..).is_some_and(|rest| rest.starts_with("’s") || rest.starts_with("'s"))
    };
    let mentions: Vec<(usize, Span)> =
        entities.in_span(span).filter(|(_, mention)| span.contains(*mention) && !is_possessor(mention)).collect();
    let of_kind = |kind| {
        mentions
            .iter()
            .rev()
            .find(|(entity, _)| entities.list.get(*entity).is_some_and(|entity| entity.kind == kind))
            .copied()
    };
    of_kind(EntityKind::Person)
        .or_else(|| of_kind(EntityKind::Organization))
        .or_else(|| of_kind(EntityKind::Place))
        .or_else(|| of_kind(EntityKind::Other))
}

fn pronoun(entities: &Entities, memory: &Memory, lower: &str) -> Option<Who> {
    match lower {
        "he" | "she" => memory.seen_person.map(|person| of_entity(entities, person)).or_else(|| memory.person.clone()),
        "it" => memory.institution.clone(),
        _ => None,
    }
}

/// `the statement`, `the company`, `a senior official`, `the report`.
fn described(words: &Words<'_>, entities: &Entities, memory: &Memory, phrase: Range<usize>) -> Option<Who> {
    let first = words.lower(phrase.start);
    let is_definite = matches!(first.as_str(), "the" | "its" | "their" | "this");
    let body = if is_determiner(&first) && phrase.len() > 1 && !is_count(&first) {
        phrase.start + 1..phrase.end
    } else {
        phrase.clone()
    };
    let head = head_of(words, body.clone());
    let text = words.span(body).of(words.text).to_owned();
    let unnamed = |kind| Some(Who { entity: None, kind, words: text.clone(), is_named_here: true });
    if is_message(&head) {
        if let Some(issuer) = issuer(words, entities, phrase.clone()) {
            return Some(issuer);
        }
        if is_definite && let Some(institution) = &memory.institution {
            return Some(Who { is_named_here: false, ..institution.clone() });
        }
    }
    if lexicon::DOCUMENT_NOUNS.has(&head) {
        return unnamed(SourceKind::Document);
    }
    if is_definite && is_institution(&head) {
        let seen = memory.seen_organization.map(|organization| of_entity(entities, organization));
        let who = memory.institution.clone().or(seen);
        return who.map(|who| Who { is_named_here: false, ..who }).or_else(|| unnamed(SourceKind::Unnamed));
    }
    if is_definite
        && is_spokesperson(&head)
        && let Some(institution) = memory.institution.as_ref().or(memory.person.as_ref())
    {
        return Some(Who { is_named_here: false, ..institution.clone() });
    }
    let is_someone = is_human(&head) || lexicon::ROLES.has(&head) || is_institution(&head);
    if is_someone { unnamed(SourceKind::Unnamed) } else { None }
}

fn is_count(lower: &str) -> bool {
    is_determiner(lower) && !matches!(lower, "the" | "a" | "an" | "its" | "their" | "his" | "her" | "this")
}

/// The head noun: the last word before a preposition or relative clause, singular where the plural is regular.
fn head_of(words: &Words<'_>, phrase: Range<usize>) -> String {
    let is_end = |at: &usize| lexicon::phrase_word_is(&words.lower(*at), "head-end");
    let end = phrase.clone().skip(1).find(is_end).unwrap_or(phrase.end);
    let singular = |at: usize| {
        let noun = words.lower(at);
        noun.strip_suffix('s').filter(|noun| is_listed(noun)).map_or(noun.clone(), str::to_owned)
    };
    // `an engineering report presented …`: the last noun that the lists know, else the last word.
    let known = (phrase.start..end).rev().map(singular).find(|noun| is_listed(noun));
    known.unwrap_or_else(|| singular(end.saturating_sub(1).max(phrase.start)))
}

fn is_listed(noun: &str) -> bool {
    lexicon::ROLES.has(noun)
        || lexicon::DOCUMENT_NOUNS.has(noun)
        || lexicon::PEOPLE_NOUNS.has(noun)
        || lexicon::INSTITUTION_NOUNS.has(noun)
}

/// What an institution speaks through.
fn is_message(head: &str) -> bool {
    matches!(head, "statement" | "announcement" | "release" | "letter" | "email" | "notice" | "post" | "tweet" | "memo")
}

/// Who issued a message: `a statement that Belgium’s service, the VSSE, issued`, `a letter from the union`.
fn issuer(words: &Words<'_>, entities: &Entities, phrase: Range<usize>) -> Option<Who> {
    let sentence = words.sentence_at(words.tokens[phrase.start].span.start).and_then(|at| words.sentences.get(at))?;
    let end = sentence.tokens.end.min(phrase.end + MAX_ISSUER_TOKENS);
    let says_who = phrase.clone().any(|at| matches!(words.str(at), "that" | "by" | "from" | "of"));
    let (entity, mention) = named(words, entities, words.span(phrase.start..end)).filter(|_| says_who)?;
    let is_speaker =
        entities.list.get(entity).is_some_and(|e| matches!(e.kind, EntityKind::Organization | EntityKind::Person));
    is_speaker.then(|| Who {
        words: mention.of(words.text).to_owned(),
        is_named_here: true,
        ..of_entity(entities, entity)
    })
}

/// The issuer's name may stand behind an apposition, so many tokens on.
const MAX_ISSUER_TOKENS: usize = 6;

fn is_spokesperson(head: &str) -> bool {
    matches!(head, "spokesman" | "spokeswoman" | "spokesperson")
}

fn is_institution(head: &str) -> bool {
    lexicon::INSTITUTION_NOUNS.has(head)
}

fn is_human(lower: &str) -> bool {
    lexicon::PEOPLE_NOUNS.has(lower) || lower.strip_suffix('s').is_some_and(|singular| lexicon::ROLES.has(singular))
}
