//! Claims: the sentences that state something checkable, who says it, how sure the text is; and key sentences.

mod cue;
mod denial;
mod detect;
mod dispute;
pub mod features;
mod rank;
mod summary;
mod worth;

pub use cue::{Cue, Tag};
use denial::Denial;
pub use detect::stems;
pub use summary::key_sentences;

use crate::article::Article;
use crate::entity::Entities;
use crate::limits;
use crate::page::Page;
use crate::source::{Mode, Source, StatementIndex};
use crate::span::Span;
use crate::text::Words;

/// How the text gives a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The article itself says it.
    Stated,
    /// Attributed to a source, in the article's words.
    Reported,
    /// In a source's own words.
    Quoted,
    /// A source rejects it.
    Denied,
}

/// A checkable sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub span: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// How the text gives it.
    pub status: Status,
    /// Index of the source that says it.
    pub speaker: Option<usize>,
    /// Index of the source that relays it.
    pub via: Option<usize>,
    /// Index of the claim that it denies, where the text says which.
    pub denies: Option<usize>,
    /// Indices of the claims that deny it.
    pub disputes: Vec<usize>,
    /// Words that carry tags: hedges, numbers, allegations.
    pub cues: Vec<Cue>,
    /// Indices of the entities named in it.
    pub entities: Vec<usize>,
    /// Check-worthiness, 0–1; comparable within one article only.
    pub score: f32,
    /// What the score is made of.
    pub reasons: Vec<rank::Reason>,
}

pub use rank::Reason as RankReason;

/// Finds the claims, best first, at most [`limits::MAX_CLAIMS`].
pub fn find(article: &Article, page: &Page, words: &Words<'_>, entities: &Entities, sources: &[Source]) -> Vec<Claim> {
    let candidates = detect::candidates(article, words);
    let context = rank::Context::new(words, page, entities);
    let statements = StatementIndex::new(sources);
    let claim = |sentence| claim_of(sentence, words, entities, sources, &statements, &context);
    let mut claims: Vec<Claim> = candidates.into_iter().map(claim).collect();
    claims.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.sentence.cmp(&other.sentence)));
    claims.truncate(MAX_COMPARED_CLAIMS);
    detect::drop_repeats(words, &mut claims);
    claims.truncate(limits::MAX_CLAIMS);
    dispute::link(words, entities, sources, &mut claims);
    claims
}

/// Claims compared with each other for repeats: several times those shown, and few enough for a quadratic pass.
const MAX_COMPARED_CLAIMS: usize = 4 * limits::MAX_CLAIMS;

fn claim_of(
    sentence: usize,
    words: &Words<'_>,
    entities: &Entities,
    sources: &[Source],
    statements: &StatementIndex,
    context: &rank::Context,
) -> Claim {
    let span = words.sentences[sentence].span;
    let at = statements.statement_for(span);
    let statement = at.and_then(|(source, statement)| sources.get(source)?.statements.get(statement));
    // What a source says that others deny is no denial of its own.
    let is_quoted = |cue: Span| {
        statement.is_some_and(|own| own.mode == Mode::Quoted && own.content.iter().any(|part| part.overlaps(cue)))
    };
    let denial = denial::find(words, words.sentences[sentence].tokens.clone(), statement.is_some());
    let denial = denial.and_then(|denial| match denial {
        Denial::Own(cue) => Some(cue),
        Denial::Reported(cue) => (!is_quoted(cue)).then_some(cue),
    });
    let status = match statement {
        _ if denial.is_some() => Status::Denied,
        None => Status::Stated,
        Some(statement) if statement.mode == Mode::Quoted => Status::Quoted,
        Some(_) => Status::Reported,
    };
    let speaker = denial.and_then(|cue| denier(sources, cue)).or(at.map(|(source, _)| source));
    let mut cues = cue::find(words, sentence, entities);
    if let Some(span) = denial
        && !cues.iter().any(|cue| cue.tag == Tag::Negated && cue.span.overlaps(span))
    {
        let at = cues.partition_point(|cue| cue.span.start < span.start);
        cues.insert(at, Cue { tag: Tag::Negated, span });
    }
    let mut named: Vec<usize> = entities.in_span(span).map(|(entity, _)| entity).collect();
    named.sort_unstable();
    named.dedup();
    let reasons = rank::reasons(words, sentence, &cues, &named, status, context);
    Claim {
        span,
        sentence,
        status,
        speaker,
        via: statement.and_then(|own| own.via).or_else(|| denial.and_then(|cue| relay(sources, cue, speaker))),
        denies: None,
        disputes: Vec::new(),
        cues,
        entities: named,
        score: rank::score(&reasons),
        reasons,
    }
}

/// The source whose own word of denial this is.
fn denier(sources: &[Source], cue: Span) -> Option<usize> {
    let denies = |source: &Source| source.statements.iter().any(|own| own.cue.is_some_and(|own| own.overlaps(cue)));
    sources.iter().position(denies)
}

/// Another source that tells of the denial: `according to the Gazette, the firm denied it`.
fn relay(sources: &[Source], cue: Span, speaker: Option<usize>) -> Option<usize> {
    let tells = |source: &Source| {
        source.statements.iter().any(|own| {
            own.content.iter().any(|part| part.overlaps(cue)) && !own.cue.is_some_and(|own| own.overlaps(cue))
        })
    };
    speaker?;
    sources.iter().enumerate().find(|(at, source)| Some(*at) != speaker && tells(source)).map(|(at, _)| at)
}
