//! Candidate claims: sentences of the running text that assert something; two where one joins what two sources say.

use std::ops::Range;

use super::denial;
use crate::article::{Article, BlockKind};
use crate::lexicon;
use crate::source::{Quotations, QuotedPlace, StatementIndex};
use crate::text::{TokenKind, Words};

/// A sentence, or a clause of one, that could be a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Index of the sentence.
    pub sentence: usize,
    /// Its tokens, without the dateline.
    pub tokens: Range<usize>,
}

/// Fewer words are an exclamation or a heading.
const MIN_WORDS: usize = 5;
/// `He denies it.`
const MIN_DENIAL_WORDS: usize = 3;

/// Sentences that could be checked: no headings, questions, or lines that only say that someone gave no answer.
pub fn find(
    article: &Article,
    words: &Words<'_>,
    quotations: &Quotations,
    statements: &StatementIndex,
) -> Vec<Candidate> {
    let is_running_text = |block: usize| {
        !matches!(article.blocks.get(block).map(|block| block.kind), Some(BlockKind::Heading | BlockKind::Caption))
    };
    let mut found = Vec::new();
    for (at, sentence) in words.sentences.iter().enumerate() {
        let text = sentence.span.of(words.text);
        if !is_running_text(sentence.block) || is_question(text) || is_refusal(text) {
            continue;
        }
        let tokens = behind_dateline(words, sentence.tokens.clone());
        let clauses = clauses(words, tokens, quotations, statements);
        let is_long = |tokens: &Range<usize>| {
            let count = word_count(words, tokens.clone());
            count >= MIN_WORDS || (count >= MIN_DENIAL_WORDS && denial::find(words, tokens.clone(), true).is_some())
        };
        let long = clauses.into_iter().filter(is_long);
        found.extend(long.map(|tokens| Candidate { sentence: at, tokens }));
    }
    found
}

/// How many of the tokens are no punctuation.
pub fn word_count(words: &Words<'_>, tokens: Range<usize>) -> usize {
    tokens.filter(|at| words.tokens[*at].kind != TokenKind::Punctuation).count()
}

fn is_question(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')']).ends_with('?')
}

fn is_refusal(text: &str) -> bool {
    lexicon::DECLINING_PHRASES.are_in(&text.to_lowercase())
}

/// A dateline has at most so many tokens: `DUBAI, United Arab Emirates (AP) —` has nine.
const MAX_DATELINE_TOKENS: usize = 12;

/// The tokens behind `OLDHAM, England (AP) —`: a place in capitals, then nothing but names up to a dash.
fn behind_dateline(words: &Words<'_>, tokens: Range<usize>) -> Range<usize> {
    let is_shouted = |word: &str| word.chars().count() > 2 && word.chars().all(|c| c.is_uppercase() || c == '.');
    let starts = tokens.clone().next().is_some_and(|first| is_shouted(words.str(first)));
    let dash = tokens.clone().take(MAX_DATELINE_TOKENS).find(|at| matches!(words.str(*at), "—" | "–" | "--" | "-"));
    let is_name = |at: usize| {
        let word = words.str(at);
        words.tokens[at].kind == TokenKind::Punctuation || word.chars().next().is_some_and(char::is_uppercase)
    };
    match dash {
        Some(dash) if starts && (tokens.start..dash).all(is_name) && dash + 1 < tokens.end => dash + 1..tokens.end,
        _ => tokens,
    }
}

/// Words that join two clauses, behind a comma.
const JOINING_WORDS: [&str; 6] = ["but", "while", "whereas", "although", "though", "and"];

/// The clauses of a sentence that say different things on different say-so: `the ministry said nine died, but the
/// opposition put it at thirty`. A sentence on one say-so stays whole: its parts need each other to be understood.
fn clauses(
    words: &Words<'_>,
    tokens: Range<usize>,
    quotations: &Quotations,
    statements: &StatementIndex,
) -> Vec<Range<usize>> {
    let say_so = |tokens: Range<usize>| statements.statement_for(words.span(tokens)).map(|(source, _)| source);
    let is_outside = |at: usize| quotations.place(at) == QuotedPlace::Outside;
    for at in tokens.clone().filter(|at| is_outside(*at)) {
        let next = match words.str(at) {
            ";" => at + 1,
            "," | "—" | "–" if JOINING_WORDS.contains(&words.lowered(at + 1)) => at + 2,
            _ => continue,
        };
        let (left, right) = (tokens.start..at, next..tokens.end);
        let are_long = [&left, &right].iter().all(|part| word_count(words, (*part).clone()) >= MIN_WORDS);
        if are_long && starts_clause(words, right.clone()) && say_so(left.clone()) != say_so(right.clone()) {
            return vec![left, right];
        }
    }
    vec![tokens]
}

/// Tokens from the start of a clause in which its verb stands.
const VERB_TOKENS: usize = 8;
/// Verbs that no noun looks like: with one near its start, words are a clause of their own.
const FINITE_VERBS: [&str; 20] = [
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "can", "may", "might", "must",
    "should", "did", "does", "do", "said", "says",
];

/// Whether the tokens start with a subject and a verb: `Sondland has said`, not `later in the week`.
fn starts_clause(words: &Words<'_>, tokens: Range<usize>) -> bool {
    let is_verb = |at: usize| {
        let word = words.lowered(at);
        FINITE_VERBS.contains(&word) || lexicon::REPORTING_VERBS.has(word) || word.ends_with("ed")
    };
    let subject = tokens.start;
    subject + 1 < tokens.end && !is_verb(subject) && (subject + 1..tokens.end).take(VERB_TOKENS).any(is_verb)
}
