//! Denials: a sentence in which somebody rejects a charge, told from those that only look like it.
//!
//! `The firm denied the report` rejects something. `He was denied bail`, `nobody denies it`, `the judge rejected the appeal`
//! and `rain ruled out a run` do not.

use std::ops::Range;

use crate::lexicon::{self, denial_word_is};
use crate::span::Span;
use crate::text::Words;

/// Tokens behind a verb in which its object stands: `rejected as politically motivated the latest allegations`.
const OBJECT_TOKENS: usize = 7;
/// Tokens behind `denied` in which the good stands that someone is denied: `denied two former guards parole`.
const GOOD_TOKENS: usize = 6;
/// Tokens behind `denied` in which a verb or `that` shows that a deed is denied: `denied ever taking`.
const VERB_TOKENS: usize = 2;
/// Tokens before a verb in which what turns it around stands: `did not at first deny`.
const BEFORE_TOKENS: usize = 3;
/// Tokens before `was denied` in which the charge stands: `the allegation against the club was denied`.
const SUBJECT_TOKENS: usize = 8;

/// By which words somebody rejects something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// A verb that says so: inside a quotation it tells what others deny.
    Reported(Span),
    /// Words of whoever rejects it: `not true`, `nothing to do with`.
    Own(Span),
}

/// The words by which a sentence rejects something. `attributed` says whether somebody is said to say it: only then do
/// `false` and `not true` deny anything.
pub fn find(words: &Words<'_>, tokens: Range<usize>, attributed: bool) -> Option<Denial> {
    let by_verb = tokens.clone().find_map(|at| {
        let word = words.lowered(at);
        let end = if denial_word_is(word, "deny") && denies(words, at, &tokens)
            || denial_word_is(word, "reject") && rejects(words, at, &tokens)
        {
            at + 1
        } else {
            false_behind(words, at, &tokens, attributed).or_else(|| insists(words, at, &tokens))?
        };
        let is_own = !["deny", "reject", "call", "insist"].iter().any(|what| denial_word_is(word, what));
        let cue = words.span(at..end);
        Some(if is_own { Denial::Own(cue) } else { Denial::Reported(cue) })
    });
    by_verb.or_else(|| phrase(words, tokens, attributed).map(Denial::Own))
}

fn before(at: usize, tokens: &Range<usize>, count: usize) -> Range<usize> {
    at.saturating_sub(count).max(tokens.start)..at
}

/// The tokens behind a verb, up to the next full pause.
fn behind(words: &Words<'_>, at: usize, tokens: &Range<usize>, count: usize) -> Range<usize> {
    let limit = (at + 1 + count).min(tokens.end);
    let pause = (at + 1..limit).find(|at| matches!(words.str(*at), "." | ";" | ":" | "," | "—" | "–"));
    at + 1..pause.unwrap_or(limit)
}

fn any_is(words: &Words<'_>, mut range: Range<usize>, what: &str) -> bool {
    range.any(|at| denial_word_is(words.lowered(at), what))
}

fn is_turned_around(words: &Words<'_>, at: usize, tokens: &Range<usize>) -> bool {
    // `Not only did she deny it`: far enough away that only a near `not` counts.
    let near = before(at, tokens, BEFORE_TOKENS);
    any_is(words, near.clone(), "not")
        || near.clone().any(|at| words.lowered(at) == "one" && words.lowered(at.saturating_sub(1)) == "no")
}

fn denies(words: &Words<'_>, at: usize, tokens: &Range<usize>) -> bool {
    let word = words.lowered(at);
    if is_turned_around(words, at, tokens) {
        return false;
    }
    let previous = if at > tokens.start { words.lowered(at - 1) } else { "" };
    let object = behind(words, at, tokens, GOOD_TOKENS);
    let has_charge = any_is(words, object.clone(), "charge");
    if matches!(word, "denial" | "denials") {
        // `A denial of service`, `denial of entry` deny nobody's words.
        let issues = before(at, tokens, BEFORE_TOKENS)
            .any(|at| matches!(words.lowered(at), "issued" | "repeated" | "firm" | "flat" | "strong" | "categorical"));
        return issues && !any_is(words, object, "benefit");
    }
    if matches!(previous, "was" | "were" | "been" | "being" | "be" | "is" | "are" | "getting" | "got") {
        // `The allegation was denied by the club`; otherwise somebody was denied something.
        let subject = before(at, tokens, SUBJECT_TOKENS);
        return any_is(words, subject, "charge") && !any_is(words, object, "benefit");
    }
    let first = words.lowered(at + 1);
    // `Denied them a place`; `denied her account` has a charge behind the pronoun.
    if denial_word_is(first, "person") && !has_charge {
        return false;
    }
    // `Seeks to deny voters a choice` is a plan; `went on to deny it` a denial.
    if word == "deny" && previous == "to" {
        let leads = at >= tokens.start + 2
            && matches!(
                words.lowered(at - 2),
                "continue" | "continued" | "continues" | "on" | "quick" | "moved" | "rushed" | "statement" | "out"
            );
        return leads;
    }
    if word == "deny" && matches!(previous, "would" | "could" | "may" | "might" | "can" | "will" | "should" | "must") {
        return false;
    }
    // `Denied ever taking it`, `denied that`: what happened is denied, not a good.
    let verb_behind =
        object.clone().take(VERB_TOKENS).any(|at| words.lowered(at).ends_with("ing") || words.lowered(at) == "that");
    has_charge || verb_behind || !any_is(words, object, "benefit")
}

fn rejects(words: &Words<'_>, at: usize, tokens: &Range<usize>) -> bool {
    let word = words.lowered(at);
    if is_turned_around(words, at, tokens) {
        return false;
    }
    let object = behind(words, at, tokens, OBJECT_TOKENS);
    if word.starts_with("rule") && words.lowered(at + 1) != "out" {
        return false;
    }
    // `The rejected claims` and `a disputed report` describe; `was rejected` happens to something.
    let previous = if at > tokens.start { words.lowered(at - 1) } else { "" };
    if matches!(previous, "the" | "a" | "an" | "to" | "hotly" | "his" | "her" | "their") {
        return false;
    }
    if matches!(previous, "was" | "were" | "been" | "being" | "be" | "is" | "are") {
        let subject = before(at, tokens, SUBJECT_TOKENS);
        return any_is(words, subject, "charge") && words.lowered(at + 1) == "by";
    }
    // A court that dismisses a charge decides; whoever dismisses it as false denies.
    let is_court = before(at, tokens, SUBJECT_TOKENS).any(|at| {
        matches!(
            words.lowered(at),
            "judge" | "judges" | "court" | "jury" | "tribunal" | "insurer" | "insurers" | "insurance"
        )
    });
    !is_court && any_is(words, object, "charge")
}

/// `Called the report false`, `said the claims were baseless`: the end of it, if `at` begins it.
fn false_behind(words: &Words<'_>, at: usize, tokens: &Range<usize>, attributed: bool) -> Option<usize> {
    let word = words.lowered(at);
    let is_copula = matches!(word, "is" | "are" | "was" | "were" | "’s" | "'s");
    let calls = denial_word_is(word, "call");
    if !(calls || is_copula && attributed) || is_turned_around(words, at, tokens) {
        return None;
    }
    let reach = if calls { OBJECT_TOKENS + 2 } else { BEFORE_TOKENS };
    let object = behind(words, at, tokens, reach);
    let end = object.clone().find(|at| denial_word_is(words.lowered(*at), "false"))?;
    let is_plain = !any_is(words, object.start..end, "not");
    // `The weather was wrong` denies nothing: without a verb of calling a charge must be near.
    let has_charge = any_is(words, before(at, tokens, SUBJECT_TOKENS), "charge");
    (is_plain && (calls || has_charge)).then_some(end + 1)
}

/// `Insisted he had never met them`: the end of it, if `at` begins it.
fn insists(words: &Words<'_>, at: usize, tokens: &Range<usize>) -> Option<usize> {
    if !denial_word_is(words.lowered(at), "insist") || is_turned_around(words, at, tokens) {
        return None;
    }
    let object = behind(words, at, tokens, OBJECT_TOKENS);
    let not = object.clone().find(|at| denial_word_is(words.lowered(*at), "not"))?;
    // Only about themselves: `he`, `she`, `it`, `they`.
    let is_own = (object.start..not).any(|at| matches!(words.lowered(at), "he" | "she" | "it" | "they"));
    is_own.then_some(not + 1)
}

/// `Pleaded not guilty`, `there was no truth to it`.
fn phrase(words: &Words<'_>, tokens: Range<usize>, attributed: bool) -> Option<Span> {
    let span = words.span(tokens);
    // Lower-casing keeps the length of the ASCII text that the phrases are made of.
    let text = span.of(words.text).to_ascii_lowercase();
    let found = lexicon::DENIAL_PHRASES.find_in(&text).filter(|found| {
        let is_plea = text[..found.end].ends_with("guilty");
        let ends = !text[found.end..].starts_with(|next: char| next.is_alphanumeric());
        let starts = !text[..found.start].ends_with(|last: char| last.is_alphanumeric());
        starts && ends && (is_plea || attributed)
    });
    let start = span.start as usize;
    found.min().map(|found| Span::new(start + found.start, start + found.end))
}
