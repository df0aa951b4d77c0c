//! Disputes: which claim of the article a denial denies.

use std::collections::HashSet;

use super::{Claim, Status, Tag, detect};
use crate::entity::Entities;
use crate::source::Source;
use crate::text::Words;

/// Content words that a denial and a claim must share to be about one thing; fewer are shared by chance.
const MIN_SHARED_WORDS: usize = 3;
/// The same where the claim accuses someone: that is what denials answer.
const MIN_SHARED_WITH_ALLEGATION: usize = 2;
/// Sentences before `denied the allegations` in which these stand, if they name who denies them.
const REACH_SENTENCES: usize = 4;

/// Points each denial at the claim that it denies, where the text says which, and that claim back at it.
pub fn link(words: &Words<'_>, entities: &Entities, sources: &[Source], claims: &mut [Claim]) {
    for denial in 0..claims.len() {
        if claims[denial].status != Status::Denied {
            continue;
        }
        if let Some(denied) = denied_by(words, entities, sources, claims, denial) {
            claims[denial].denies = Some(denied);
            claims[denied].disputes.push(denial);
        }
    }
}

fn denied_by(
    words: &Words<'_>,
    entities: &Entities,
    sources: &[Source],
    claims: &[Claim],
    denial: usize,
) -> Option<usize> {
    let own = &claims[denial];
    let mut content = detect::content_words(words, own.sentence);
    let denier = own.speaker.and_then(|speaker| sources.get(speaker)?.entity);
    // The name of who denies is no part of what is denied.
    if let Some(entity) = denier.and_then(|entity| entities.list.get(entity)) {
        let name = detect::stems(entity.name.split_whitespace().map(str::to_lowercase));
        content.retain(|word| !name.contains(word));
    }
    let others = claims.iter().enumerate().filter(|(at, other)| {
        *at != denial && other.status != Status::Denied && (other.speaker.is_none() || other.speaker != own.speaker)
    });
    let shared = |other: &Claim| -> usize {
        let others: HashSet<String> = detect::content_words(words, other.sentence);
        others.iter().filter(|word| content.contains(*word)).count()
    };
    let accuses = |other: &Claim| other.cues.iter().any(|cue| cue.tag == Tag::Allegation);
    let distance = |other: &Claim| other.sentence.abs_diff(own.sentence);
    let same_words = others
        .clone()
        .map(|(at, other)| (shared(other), at, other))
        .filter(|(count, _, other)| {
            *count >= if accuses(other) { MIN_SHARED_WITH_ALLEGATION } else { MIN_SHARED_WORDS }
        })
        .max_by(|one, other| one.0.cmp(&other.0).then(distance(other.2).cmp(&distance(one.2))))
        .map(|(_, at, _)| at);
    same_words.or_else(|| {
        let names_denier = |other: &Claim| denier.is_some_and(|denier| other.entities.contains(&denier));
        let before = others.filter(|(_, other)| {
            let gap = own.sentence.checked_sub(other.sentence);
            gap.is_some_and(|gap| (1..=REACH_SENTENCES).contains(&gap)) && accuses(other) && names_denier(other)
        });
        before.min_by_key(|(_, other)| distance(other)).map(|(at, _)| at)
    })
}
