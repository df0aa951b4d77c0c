//! Disputes: which claim of the article a denial denies.

use std::collections::HashSet;

use super::stem::stems;
use super::{Claim, Status, Tag};
use crate::entity::Entities;
use crate::lexicon::denial_word_is;
use crate::source::Source;
use crate::text::Words;

/// Stems that a denial and a claim must share to be about one thing; fewer are shared by chance.
const MIN_SHARED_STEMS: usize = 3;
/// The same where somebody is accused, or somebody else says it: that is what denials answer.
const MIN_SHARED_WITH_CHARGE: usize = 2;
/// Sentences around `denied the allegations` in which these stand.
const REACH_SENTENCES: usize = 4;

/// Points each denial at the claim that it denies, where the text says which, and that claim back at it.
pub fn link(words: &Words<'_>, entities: &Entities, sources: &[Source], claims: &mut [Claim]) {
    if claims.iter().all(|claim| claim.status != Status::Denied) {
        return;
    }
    let said: Vec<HashSet<u32>> = claims.iter().map(|claim| stems(words, claim.tokens.clone())).collect();
    for denial in 0..claims.len() {
        if claims[denial].status != Status::Denied {
            continue;
        }
        let denied = Denial::read(words, entities, sources, claims, &said, denial).denied();
        if let Some(denied) = denied {
            claims[denial].denies = Some(denied);
            claims[denied].disputes.push(denial);
        }
    }
}

/// What a denial names in general.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum General {
    /// `the report`, `it`: whatever somebody said.
    Word,
    /// `the charges`: what somebody is accused of.
    Charge,
}

/// A denial among the claims of its article.
struct Denial<'a> {
    claims: &'a [Claim],
    /// The stems of each claim.
    said: &'a [HashSet<u32>],
    at: usize,
    /// What is denied, without the name of who denies it.
    stems: HashSet<u32>,
    /// The entities that deny, or for which somebody denies.
    deniers: Vec<usize>,
    /// What it denies without saying what that is.
    general: Option<General>,
}

impl<'a> Denial<'a> {
    fn read(
        words: &Words<'_>,
        entities: &Entities,
        sources: &[Source],
        claims: &'a [Claim],
        said: &'a [HashSet<u32>],
        at: usize,
    ) -> Self {
        let own = &claims[at];
        let speaker = own.speaker.and_then(|speaker| sources.get(speaker)?.entity);
        let mut deniers = own.entities.clone();
        deniers.extend(speaker);
        let mut content = said[at].clone();
        for entity in deniers.iter().filter_map(|denier| entities.list.get(*denier)) {
            let name = Words::of_line(&entity.name);
            for stem in stems(&name, 0..name.tokens.len()) {
                content.remove(&stem);
            }
        }
        let general = own.tokens.clone().find_map(|token| match words.lowered(token) {
            "it" => is_denied_thing(words, token).then_some(General::Word),
            "report" | "reports" | "story" | "account" | "claim" | "claims" | "suggestion" => Some(General::Word),
            word => denial_word_is(word, "charge").then_some(General::Charge),
        });
        Self { claims, said, at, stems: content, deniers, general }
    }

    /// The claim with most of its words, else for a general denial the nearest charge against who denies.
    fn denied(&self) -> Option<usize> {
        let own = &self.claims[self.at];
        let others = || {
            let others = self.claims.iter().enumerate();
            others.filter(|(at, other)| *at != self.at && other.status != Status::Denied)
        };
        let shared = |at: usize| self.said[at].intersection(&self.stems).count();
        let distance = |other: &Claim| other.sentence.abs_diff(own.sentence);
        let about_the_same = others()
            .map(|(at, other)| (shared(at), at, other))
            .filter(|(count, _, other)| {
                *count >= if self.is_charge(other) { MIN_SHARED_WITH_CHARGE } else { MIN_SHARED_STEMS }
            })
            .max_by(|one, other| one.0.cmp(&other.0).then(distance(other.2).cmp(&distance(one.2))))
            .map(|(_, at, _)| at);
        about_the_same.or_else(|| {
            let near = others().filter(|(_, other)| {
                let is_meant = match self.general {
                    Some(General::Word) => self.is_charge(other),
                    Some(General::Charge) => accuses(other),
                    None => false,
                };
                is_meant
                    && other.sentence < own.sentence
                    && distance(other) <= REACH_SENTENCES
                    && (self.deniers.is_empty() || self.deniers.iter().any(|denier| other.entities.contains(denier)))
            });
            near.min_by_key(|(_, other)| distance(other)).map(|(at, _)| at)
        })
    }

    /// Whether a claim accuses someone, or is somebody else's word.
    fn is_charge(&self, other: &Claim) -> bool {
        let is_others_word = other.speaker.is_some() && other.speaker != self.claims[self.at].speaker;
        is_others_word || accuses(other)
    }
}

/// Whether `it` is what is denied: `denied it through a lawyer`, not `denied it had known`.
fn is_denied_thing(words: &Words<'_>, token: usize) -> bool {
    let is_denied = token > 0 && denial_word_is(words.lowered(token - 1), "deny");
    is_denied && matches!(words.lowered(token + 1), "." | "," | ";" | "through" | "in" | "on" | "and" | "again" | "to")
}

fn accuses(claim: &Claim) -> bool {
    claim.cues.iter().any(|cue| cue.tag == Tag::Allegation)
}
