//! Nominal mentions: `she`, `the company`, where only one thing named shortly before can be meant.

use std::collections::HashMap;

use super::Entity;
use super::kind::EntityKind;
use crate::lexicon;
use crate::span::Span;
use crate::text::{Sentence, Words};

/// What is meant was named at most so many sentences before (Hobbs 1978: nearly always in the same or the last one).
const REACH_SENTENCES: usize = 2;

/// Adds nominal mentions to the entities, which are in text order.
pub fn add(words: &Words<'_>, entities: &mut [Entity]) {
    let known = Known { named: named_by_sentence(words, entities), by_noun: by_noun(entities), entities };
    let mut found: Vec<(usize, Span)> = Vec::new();
    for (at, sentence) in words.sentences.iter().enumerate() {
        for token in sentence.tokens.clone() {
            let Some(nominal) = nominal_at(words, sentence, token) else { continue };
            // `the` belongs to `the company`.
            let (meant, start) = match nominal {
                Nominal::Person => (only(&known, at, words.tokens[token].span, is_person), token),
                Nominal::Institution(noun) => (institution(words, &known, at, noun), noun.saturating_sub(1)),
            };
            found.extend(meant.map(|entity| (entity, words.span(start..token + 1))));
        }
    }
    for (entity, span) in found {
        entities[entity].nominals.push(span);
    }
}

/// What the text names, ordered for looking back.
struct Known<'a> {
    /// For each sentence the mentions in it with their entities, in text order.
    named: Vec<Vec<(Span, usize)>>,
    /// See [`by_noun`].
    by_noun: HashMap<String, Vec<usize>>,
    entities: &'a [Entity],
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
fn only(known: &Known<'_>, sentence: usize, span: Span, accept: fn(&Entity) -> bool) -> Option<usize> {
    let before = |mention: &&(Span, usize)| mention.0.end <= span.start && accept(&known.entities[mention.1]);
    for near in (sentence.saturating_sub(REACH_SENTENCES)..=sentence).rev() {
        let mut found = known.named[near].iter().filter(before).map(|(_, entity)| *entity);
        if let Some(first) = found.next() {
            return found.all(|other| other == first).then_some(first);
        }
    }
    None
}

/// Institutions by the nouns in their names, in the order they are named: `ministry` of `Interior Ministry`.
fn by_noun(entities: &[Entity]) -> HashMap<String, Vec<usize>> {
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, entity) in entities.iter().enumerate().filter(|(_, entity)| is_institution(entity)) {
        let nouns = entity.name.split(' ').map(str::to_lowercase).filter(|word| lexicon::INSTITUTION_NOUNS.has(word));
        nouns.for_each(|noun| found.entry(noun).or_default().push(at));
    }
    found
}

/// The institution that has the noun in its name, if one so far has; else for a firm the only one within reach.
fn institution(words: &Words<'_>, known: &Known<'_>, sentence: usize, noun: usize) -> Option<usize> {
    let span = words.tokens[noun].span;
    let word = words.lowered(noun);
    let is_named_so_far =
        |at: &&usize| known.entities[**at].mentions.first().is_some_and(|first| first.end <= span.start);
    let mut so_far = known.by_noun.get(word).into_iter().flatten().take_while(is_named_so_far);
    match (so_far.next(), so_far.next()) {
        (Some(one), None) => Some(*one),
        (None, _) if matches!(word, "company" | "firm") => only(known, sentence, span, is_institution),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use crate::page::Page;
    use crate::text::Words;

    fn check(text: &str, name: &str, expected: &[&str]) {
        let words = Words::of_line(text);
        let found = find(&words, &Page::default()).list;
        let nominals = found.iter().find(|entity| entity.name == name).map(|entity| &entity.nominals);
        let nominals: Vec<&str> = nominals.into_iter().flatten().map(|span| span.of(text)).collect();
        assert_eq!(nominals, expected, "{text}");
    }

    #[test]
    fn a_pronoun_means_the_only_person_named() {
        check("Mayor Ana Ruiz left. She was tired.", "Ana Ruiz", &["She"]);
    }

    #[test]
    fn a_pronoun_behind_two_persons_means_neither() {
        check("Ana Ruiz met Maria Lopez. She was tired.", "Ana Ruiz", &[]);
    }

    #[test]
    fn the_company_means_the_only_organization_named() {
        check("Microsoft rose. The company sold more.", "Microsoft", &["The company"]);
        check("Microsoft bought Boeing. The company sold more.", "Microsoft", &[]);
    }

    #[test]
    fn a_public_body_is_meant_by_the_noun_in_its_name() {
        check("The Interior Ministry met. In Paris the ministry said no.", "Interior Ministry", &["the ministry"]);
    }
}
