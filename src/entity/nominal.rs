//! Nominal mentions: `she`, `the company`, where only one thing named shortly before can be meant.

use super::Entity;
use super::kind::EntityKind;
use crate::lexicon;
use crate::span::Span;
use crate::text::{Sentence, Words};

/// What is meant was named at most so many sentences before (Hobbs 1978: nearly always in the same or the last one).
const REACH_SENTENCES: usize = 2;

/// Adds nominal mentions to the entities, which are in text order.
pub fn add(words: &Words<'_>, entities: &mut [Entity]) {
    let named = named_by_sentence(words, entities);
    let mut found: Vec<(usize, Span)> = Vec::new();
    for (at, sentence) in words.sentences.iter().enumerate() {
        for token in sentence.tokens.clone() {
            let meant = match nominal_at(words, sentence, token) {
                Some(Nominal::Person) => only(&named, entities, at, words.tokens[token].span, is_person),
                Some(Nominal::Institution(noun)) => institution(words, &named, entities, at, noun),
                None => None,
            };
            if let Some(entity) = meant {
                let start =
                    if matches!(nominal_at(words, sentence, token), Some(Nominal::Person)) { token } else { token - 1 };
                found.push((entity, words.span(start..token + 1)));
            }
        }
    }
    for (entity, span) in found {
        entities[entity].nominals.push(span);
    }
}

/// A word that may stand for something named before.
#[derive(Debug, Clone, Copy)]
enum Nominal {
    /// `he`, `she`.
    Person,
    /// `the company`: the token of its noun.
    Institution(usize),
}

fn nominal_at(words: &Words<'_>, sentence: &Sentence, token: usize) -> Option<Nominal> {
    match words.str(token) {
        "he" | "she" | "He" | "She" | "his" | "her" | "him" | "His" | "Her" => return Some(Nominal::Person),
        _ => {}
    }
    let before = token.checked_sub(1).filter(|before| sentence.tokens.contains(before))?;
    let is_noun = lexicon::INSTITUTION_NOUNS.has(words.str(token)) && matches!(words.str(before), "the" | "The");
    // `the company’s`, `the company said`, not `the company car` or `the ministry of`.
    let behind = words.str(token + 1);
    let is_whole = !matches!(behind, "of" | "that" | "which" | "-") && !lexicon::ROLES.has(behind);
    (is_noun && is_whole).then_some(Nominal::Institution(token))
}

/// For each sentence the mentions in it with their entities, in text order.
fn named_by_sentence(words: &Words<'_>, entities: &[Entity]) -> Vec<Vec<(Span, usize)>> {
    let mut named = vec![Vec::new(); words.sentences.len()];
    for (at, entity) in entities.iter().enumerate() {
        for mention in &entity.mentions {
            if let Some(sentence) = words.sentence_at(mention.start) {
                named[sentence].push((*mention, at));
            }
        }
    }
    named.iter_mut().for_each(|mentions| mentions.sort_unstable());
    named
}

fn is_person(entity: &Entity) -> bool {
    entity.kind == EntityKind::Person
}

fn is_institution(entity: &Entity) -> bool {
    entity.kind == EntityKind::Organization && !entity.is_media
}

/// The one entity of a sort that is named last before `span`: in its sentence, or else in the nearest one within reach;
/// `None` if several are.
fn only(
    named: &[Vec<(Span, usize)>],
    entities: &[Entity],
    sentence: usize,
    span: Span,
    accept: fn(&Entity) -> bool,
) -> Option<usize> {
    let before = |mention: &&(Span, usize)| mention.0.end <= span.start && accept(&entities[mention.1]);
    for near in (sentence.saturating_sub(REACH_SENTENCES)..=sentence).rev() {
        let mut found = named[near].iter().filter(before).map(|(_, entity)| *entity);
        if let Some(first) = found.next() {
            return found.all(|other| other == first).then_some(first);
        }
    }
    None
}

/// The institution that has the noun in its name, or else the only one named within reach.
fn institution(
    words: &Words<'_>,
    named: &[Vec<(Span, usize)>],
    entities: &[Entity],
    sentence: usize,
    noun: usize,
) -> Option<usize> {
    let span = words.tokens[noun].span;
    let word = words.lower(noun);
    let has_noun =
        |entity: &Entity| is_institution(entity) && entity.name.split(' ').any(|part| part.to_lowercase() == word);
    let is_named_so_far = |entity: &Entity| entity.mentions.first().is_some_and(|first| first.end <= span.start);
    let mut by_name = entities.iter().enumerate().filter(|(_, entity)| is_named_so_far(entity) && has_noun(entity));
    match (by_name.next(), by_name.next()) {
        (Some((one, _)), None) => Some(one),
        (None, _) if matches!(word.as_str(), "company" | "firm") => {
            only(named, entities, sentence, span, is_institution)
        }
        _ => None,
    }
}
