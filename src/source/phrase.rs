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
    if is_pronoun(words.lowered(at)) {
        return at..at + 1;
    }
    let limit = end.min(at + MAX_TOKENS);
    let stops = |next: &usize| {
        let is_mark = words.tokens[*next].kind == TokenKind::Punctuation && words.str(*next) != "-";
        is_mark || *next > at && lexicon::phrase_word_is(words.lowered(*next), "right-end")
    };
    at..(at..limit).find(stops).unwrap_or(limit)
}

/// The phrase that ends before the verb at `verb`; `None` if there is none in the sentence.
pub fn left_of(words: &Words<'_>, verb: usize, sentence_start: usize) -> Option<Range<usize>> {
    let mut last = verb.checked_sub(1).filter(|last| *last >= sentence_start)?;
    while last > sentence_start && is_between(words.lowered(last)) {
        last -= 1;
    }
    for _ in 0..MAX_APPOSITIONS {
        if !matches!(words.str(last), "," | "—" | "–" | ")") {
            break;
        }
        let before = before_apposition(words, last, sentence_start)?;
        let apposition = before + 2..last;
        // `its spokesman, Peter Sorley, said`: the name is the apposition.
        let names_someone = !apposition.is_empty() && apposition.clone().all(|at| is_capitalized(words.str(at)));
        if names_someone && !is_capitalized(words.str(before)) {
            return Some(apposition);
        }
        last = before;
        // `Marley Anderson, 21, a junior from Ashby, said`: what stands before the comma is an apposition, too.
        if let Some(comma) = inner_apposition(words, last, sentence_start) {
            last = comma;
        }
    }
    let lower = words.lowered(last);
    if matches!(lower, "who" | "which" | "that") {
        last = last.checked_sub(1).filter(|last| *last >= sentence_start)?;
        if words.str(last) == "," {
            last = last.checked_sub(1).filter(|last| *last >= sentence_start)?;
        }
        let names = (sentence_start..last + 1).rev().take_while(|at| is_capitalized(words.str(*at))).count();
        if names > 0 {
            return Some(last + 1 - names..last + 1);
        }
    } else if is_pronoun(lower) {
        return Some(last..last + 1);
    }
    let floor = sentence_start.max((last + 1).saturating_sub(MAX_TOKENS));
    let mut start = last + 1;
    while start > floor && (!is_stop(words, start - 1) || joins_names(words, start - 1, floor)) {
        start -= 1;
    }
    while start <= last && is_lead_in(words.lowered(start)) {
        start += 1;
    }
    (start <= last).then_some(start..last + 1)
}

/// Auxiliaries and adverbs between subject and verb.
fn is_between(lower: &str) -> bool {
    lexicon::phrase_word_is(lower, "between") || (lower.ends_with("ly") && lower.len() > 4)
}

/// So many appositions may follow each other: `X, 21, a junior from Ashby, who …, said`.
const MAX_APPOSITIONS: usize = 3;

/// From the comma behind `X, the chairman of Y,` to the end of `X`.
fn before_apposition(words: &Words<'_>, comma: usize, sentence_start: usize) -> Option<usize> {
    let near = sentence_start.max(comma.saturating_sub(MAX_TOKENS));
    let far = sentence_start.max(comma.saturating_sub(MAX_RELATIVE_TOKENS));
    let opens = |at: &usize| matches!(words.str(*at), "," | "—" | "–" | "(");
    // A relative clause is longer, and may hold commas itself.
    let relative = (far..comma).rev().find(|at| opens(at) && matches!(words.str(at + 1), "who" | "which" | "whose"));
    let opening = relative.or_else(|| (near..comma).rev().find(opens))?;
    opening.checked_sub(1).filter(|last| *last >= sentence_start)
}

/// Longest relative clause between a speaker and the verb, in tokens.
const MAX_RELATIVE_TOKENS: usize = 30;

/// Where `last` ends a short piece between commas that describes what stands before it: the comma before that piece.
fn inner_apposition(words: &Words<'_>, last: usize, sentence_start: usize) -> Option<usize> {
    let floor = sentence_start.max(last.saturating_sub(MAX_INNER_TOKENS));
    let comma = (floor..=last).rev().find(|at| words.str(*at) == ",").filter(|comma| *comma > sentence_start)?;
    let first = words.lowered(comma + 1);
    let describes = words.tokens[comma + 1].kind == TokenKind::Number || matches!(first, "a" | "an" | "the");
    (describes && is_capitalized(words.str(comma - 1)) && comma < last).then_some(comma)
}

/// Longest apposition that stands before another, in tokens.
const MAX_INNER_TOKENS: usize = 10;

/// `Richards and Menendez`: joins two names.
fn joins_names(words: &Words<'_>, at: usize, floor: usize) -> bool {
    at > floor
        && matches!(words.str(at), "and" | "&")
        && is_capitalized(words.str(at - 1))
        && is_capitalized(words.str(at + 1))
}

/// The subject of a sentence: from its start, or behind a phrase that opens it, to its first verb.
pub fn subject(words: &Words<'_>, sentence: Range<usize>) -> Option<Range<usize>> {
    let mut start = sentence.start;
    let opener = words.lowered(start);
    if lexicon::phrase_word_is(opener, "opener") {
        start = (start..sentence.end.min(start + MAX_RELATIVE_TOKENS)).find(|at| words.str(*at) == ",")? + 1;
    }
    while start < sentence.end
        && (matches!(words.lowered(start), "but" | "and" | "so" | "yet") || is_lead_in(words.lowered(start)))
    {
        start += 1;
    }
    let limit = sentence.end.min(start + MAX_TOKENS);
    let end = (start..limit).find(|at| *at > start && is_verb_like(words, *at))?;
    (end > start).then_some(start..end)
}

/// A comma, an auxiliary, or a form that reports or ends like a past tense.
fn is_verb_like(words: &Words<'_>, at: usize) -> bool {
    let word = words.str(at);
    let lower = word.to_lowercase();
    let is_past = lower.len() > 4 && lower.ends_with("ed");
    let is_small = !is_capitalized(word);
    words.tokens[at].kind == TokenKind::Punctuation
        || is_small && (is_past || lexicon::REPORTING_VERBS.has(&lower) || lexicon::phrase_word_is(&lower, "auxiliary"))
        || is_small && matches!(lexicon::CUE_WORDS.get(&lower), Some("say" | "tell" | "think"))
}

/// Where a subject phrase cannot reach further left.
fn is_stop(words: &Words<'_>, at: usize) -> bool {
    let lower = words.lowered(at);
    words.tokens[at].kind == TokenKind::Punctuation
        || lexicon::REPORTING_VERBS.has(lower) && !lexicon::DOCUMENT_NOUNS.has(lower)
        || lexicon::phrase_word_is(lower, "stop")
}

/// Words that open a sentence before its subject.
fn is_lead_in(lower: &str) -> bool {
    lexicon::phrase_word_is(lower, "lead-in")
}

/// What stands before the first preposition, comma or relative clause: `a spokesman` of `a spokesman for the firm`.
pub fn core(words: &Words<'_>, phrase: Range<usize>) -> Range<usize> {
    let ends = |at: &usize| {
        let lower = words.lowered(*at);
        is_head_end(lower) && !matches!(lower, "'s" | "’s") || is_mark(words, *at)
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

/// The words to show for a document: without who made it or what it is about.
pub fn shown_document(words: &Words<'_>, phrase: Range<usize>) -> Span {
    let ends = |at: &usize| {
        matches!(
            words.str(*at),
            "from"
                | "by"
                | "on"
                | "about"
                | "released"
                | "published"
                | "issued"
                | "filed"
                | "obtained"
                | "dated"
                | "seen"
        )
    };
    let whole = shown(words, phrase.clone());
    let end = phrase.clone().skip(1).find(ends).unwrap_or(phrase.end);
    Span { end: whole.end.min(words.span(phrase.start..end).end), ..whole }
}

/// A phrase up to a verb that was taken for part of it: `the league condemned the move`.
pub fn before_verb(words: &Words<'_>, phrase: Range<usize>) -> Range<usize> {
    let first = words.lowered(phrase.start);
    if phrase.len() > 1 && is_verb(words, phrase.start) && !is_someone(first) && !lexicon::DOCUMENT_NOUNS.has(first) {
        return phrase.start..phrase.start;
    }
    let starts_object = |at: usize| {
        let next = words.lowered(at);
        is_determiner(next) || matches!(next, "it" | "him" | "them" | "us" | "that")
    };
    let is_subject = |at: usize| {
        let lower = words.lowered(at);
        is_capitalized(words.str(at)) || is_someone(lower) || is_institution(lower) || is_pronoun(lower)
    };
    let takes_object = |at: usize| {
        let next = words.lowered(at + 1);
        let is_closed = lexicon::phrase_word_is(next, "right-end") || lexicon::CALENDAR.has(next) || next == "by";
        starts_object(at + 1) && !is_determiner(words.lowered(at - 1)) || is_subject(at - 1) && !is_closed
    };
    let is_verb = |at: &usize| is_verb(words, *at) && *at + 1 < phrase.end && takes_object(*at);
    let mut end = phrase.clone().skip(1).find(is_verb).unwrap_or(phrase.end);
    let is_loose = |at: usize| {
        let lower = words.lowered(at);
        is_between(lower)
            || lexicon::CALENDAR.has(lower)
            || matches!(
                lower,
                "last" | "this" | "week" | "month" | "year" | "in" | "of" | "for" | "at" | "on" | "from" | "with"
            )
    };
    while end > phrase.start + 1 && is_loose(end - 1) {
        end -= 1;
    }
    phrase.start..end
}

/// Whether a token can belong to a noun phrase that ends before a verb.
pub fn goes_on(words: &Words<'_>, at: usize) -> bool {
    let lower = words.lowered(at);
    words.tokens[at].kind == TokenKind::Word
        && !is_verb(words, at)
        && !is_between(lower)
        && !lexicon::CALENDAR.has(lower)
        && !["stop", "head-end", "right-end", "pronoun", "lead-in", "no-report"]
            .iter()
            .any(|what| lexicon::phrase_word_is(lower, what))
}

/// An auxiliary, or a form that ends like a past tense, in lower case.
pub fn is_verb(words: &Words<'_>, at: usize) -> bool {
    let word = words.str(at);
    let lower = word.to_lowercase();
    !is_capitalized(word) && (lower.len() > 4 && lower.ends_with("ed") || lexicon::phrase_word_is(&lower, "auxiliary"))
}

/// The words of a role: behind the last possessive of the core, `interior minister` of `Austria's interior minister`.
pub fn role_words(words: &Words<'_>, core: Range<usize>) -> Range<usize> {
    let owner = core.clone().rev().find(|at| matches!(words.str(*at), "'s" | "’s"));
    owner.map_or(core.start, |owner| owner + 1)..core.end
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
    let names = (sentence_start..end).rev().take_while(|at| is_capitalized(words.str(*at))).count();
    if names > 0 {
        return Some(end - names..end);
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
        let noun = words.lowered(at);
        noun.strip_suffix('s').filter(|noun| is_listed(noun)).unwrap_or(noun)
    };
    // `an engineering report presented …`: the last noun that the lists know, else the last word.
    let known = (phrase.start..end).rev().map(singular).find(|noun| is_listed(noun));
    known.unwrap_or_else(|| singular(end.saturating_sub(1).max(phrase.start))).to_owned()
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
    matches!(
        head,
        "newspaper"
            | "broadcaster"
            | "magazine"
            | "paper"
            | "website"
            | "outlet"
            | "network"
            | "channel"
            | "radio"
            | "television"
            | "media"
            | "press"
            | "tv"
    )
}

/// Words for bodies of the state: `the company` is none of them.
pub fn is_public_body(head: &str) -> bool {
    matches!(
        head,
        "agency"
            | "army"
            | "authority"
            | "board"
            | "bureau"
            | "commission"
            | "committee"
            | "council"
            | "county"
            | "court"
            | "department"
            | "force"
            | "government"
            | "military"
            | "ministry"
            | "office"
            | "parliament"
            | "police"
            | "regulator"
            | "service"
            | "state"
            | "watchdog"
            | "administration"
            | "union"
            | "association"
    )
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
    let last = core.end.checked_sub(1).map_or("", |last| words.lowered(last));
    let is_joined = core.clone().any(|at| words.lowered(at) == "and");
    is_joined || last.ends_with('s') && !last.ends_with("ss") || matches!(last, "police" | "people" | "family")
}

/// Nouns for people.
pub fn is_someone(head: &str) -> bool {
    is_human(head) || lexicon::ROLES.has(head)
}

/// A noun for people, singular or plural.
pub fn is_human(lower: &str) -> bool {
    lexicon::PEOPLE_NOUNS.has(lower) || lower.strip_suffix('s').is_some_and(|singular| lexicon::ROLES.has(singular))
}

/// A word that looks like one for people: `watercolorist`, `beekeepers`.
pub fn looks_human(lower: &str) -> bool {
    let singular = lower.strip_suffix('s').unwrap_or(lower);
    let ending =
        ["ist", "ian", "eer", "ser", "ner", "per", "ger", "ker", "der", "ator", "holder", "owner", "goer", "ee"];
    singular.len() > MIN_HUMAN_LETTERS && ending.iter().any(|ending| singular.ends_with(ending))
}

/// Shorter words end like that by chance: `order`, `paper`.
const MIN_HUMAN_LETTERS: usize = 6;
