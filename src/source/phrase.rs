//! Source phrases: the tokens beside a cue that name who speaks, and their head noun.

use std::ops::Range;

use crate::lexicon;
use crate::span::Span;
use crate::text::{TokenKind, Words};

/// Longest source phrase, in tokens.
pub const MAX_TOKENS: usize = 14;

fn is_capitalized(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// `he`, `she`, `it`, `they`, `who`.
pub fn is_pronoun(lower: &str) -> bool {
    lexicon::phrase_word_is(lower, "pronoun")
}

/// `the`, `a`, `some`, `two`.
pub fn is_determiner(lower: &str) -> bool {
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

/// What stands before the first preposition, comma or relative clause: `a spokesman` of `a spokesman for the firm`.
pub fn core(words: &Words<'_>, phrase: Range<usize>) -> Range<usize> {
    let ends = |at: &usize| {
        let lower = words.lower(*at);
        is_head_end(&lower) && !matches!(lower.as_str(), "'s" | "’s") || is_mark(words, *at)
    };
    let end = phrase.clone().skip(1).find(ends).unwrap_or(phrase.end);
    phrase.start..end
}

fn is_mark(words: &Words<'_>, at: usize) -> bool {
    words.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation) && words.str(at) != "&"
}

/// The words to show for a description: up to the first comma or relative clause.
pub fn shown(words: &Words<'_>, phrase: Range<usize>) -> Span {
    let ends = |at: &usize| matches!(words.str(*at), "," | "who" | "which" | "—" | "–" | "(" | ":" | ";");
    let end = phrase.clone().skip(1).find(ends).unwrap_or(phrase.end);
    words.span(phrase.start..end)
}

/// The phrase before `who` or `which` at `at`.
pub fn before_relative(words: &Words<'_>, at: usize, sentence_start: usize) -> Option<Range<usize>> {
    let mut end = at;
    if end > sentence_start && words.str(end - 1) == "," {
        end -= 1;
    }
    if end == sentence_start {
        return None;
    }
    left_of(words, end, sentence_start)
}

/// Where the head noun stands before: `of`, `for`, `who`, a comma.
pub fn is_head_end(lower: &str) -> bool {
    lexicon::phrase_word_is(lower, "head-end")
}

/// Determiners that count: `two`, `some`; they are part of the name that is shown.
pub fn is_count(lower: &str) -> bool {
    is_determiner(lower) && !matches!(lower, "the" | "a" | "an" | "its" | "their" | "his" | "her" | "this" | "that")
}

/// The head noun: the last word before a preposition or relative clause, singular where the plural is regular.
pub fn head_of(words: &Words<'_>, phrase: Range<usize>) -> String {
    let end = core(words, phrase.clone()).end;
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
pub fn is_message(head: &str) -> bool {
    matches!(head, "statement" | "announcement" | "release" | "letter" | "email" | "notice" | "post" | "tweet" | "memo")
}

/// `spokesman`, `spokeswoman`, `spokesperson`.
pub fn is_spokesperson(head: &str) -> bool {
    matches!(head, "spokesman" | "spokeswoman" | "spokesperson")
}

/// `the firm`, `the ministry`.
pub fn is_institution(head: &str) -> bool {
    lexicon::INSTITUTION_NOUNS.has(head)
}

/// The words for a news medium.
pub fn is_medium(head: &str) -> bool {
    matches!(head, "newspaper" | "broadcaster" | "magazine" | "paper" | "website" | "outlet" | "network" | "channel")
}

/// A force or body that is an organization by itself: `police`.
pub fn is_force(head: &str) -> bool {
    matches!(head, "police" | "army" | "military" | "navy")
}

/// Offices and parts of institutions.
pub fn is_office(head: &str) -> bool {
    matches!(head, "office" | "administration" | "campaign" | "bureau" | "ministry" | "department" | "team")
}

/// Whether the last word of the core is a plural, or two things are joined.
pub fn is_plural(words: &Words<'_>, core: Range<usize>) -> bool {
    let last = core.end.checked_sub(1).map_or(String::new(), |last| words.lower(last));
    let is_joined = core.clone().any(|at| words.lower(at) == "and");
    is_joined || last.ends_with('s') && !last.ends_with("ss") || matches!(last.as_str(), "police" | "people" | "family")
}

/// Nouns for people.
pub fn is_someone(head: &str) -> bool {
    is_human(head) || lexicon::ROLES.has(head)
}

/// A noun for people, singular or plural.
pub fn is_human(lower: &str) -> bool {
    lexicon::PEOPLE_NOUNS.has(lower) || lower.strip_suffix('s').is_some_and(|singular| lexicon::ROLES.has(singular))
}
