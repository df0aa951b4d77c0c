//! Claims: the sentences that state something checkable, who says it, how sure the text is; and key sentences.

mod cue;
mod detect;
pub mod features;
mod rank;
mod summary;
mod worth;

pub use cue::{Cue, Tag};
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
    let status = match statement {
        None => Status::Stated,
        Some(statement) if statement.is_denial => Status::Denied,
        Some(statement) if statement.mode == Mode::Quoted => Status::Quoted,
        Some(_) => Status::Reported,
    };
    let cues = cue::find(words, sentence, entities);
    let mut named: Vec<usize> = entities.in_span(span).map(|(entity, _)| entity).collect();
    named.sort_unstable();
    named.dedup();
    let reasons = rank::reasons(words, sentence, &cues, &named, status, context);
    Claim {
        span,
        sentence,
        status,
        speaker: at.map(|(source, _)| source),
        via: statement.and_then(|s| s.via),
        cues,
        entities: named,
        score: rank::score(&reasons),
        reasons,
    }
}
