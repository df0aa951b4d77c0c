//! Claims: the sentences that state something checkable, who says it, how sure the text is; and key sentences.

mod candidate;
mod cue;
mod denial;
mod dispute;
pub mod features;
mod genre;
mod measure;
mod rank;
mod repeat;
mod stem;
mod summary;
mod worth;

pub use cue::{Cue, Tag};
use std::ops::Range;

use candidate::Candidate;
use denial::Denial;
pub use measure::MEASURES;
use measure::{Context, Facts};
pub use stem::stem;
pub use summary::key_sentences;
pub use worth::worth;

use crate::article::Article;
use crate::entity::Entities;
use crate::limits;
use crate::page::{Genre, Page};
use crate::source::{Mode, Source, Sources, StatementIndex};
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

/// A checkable sentence, or clause of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its words.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of the sentence.
    pub sentence: usize,
    /// Other places in the text that say the same.
    pub repeats: Vec<Span>,
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

/// The claims of a text, and what was left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claims {
    /// Best first, at most [`limits::MAX_CLAIMS`].
    pub list: Vec<Claim>,
    /// The kind of text, where it is one in which few sentences are meant to be checked.
    pub genre: Option<Genre>,
    /// How many checkable sentences are not in the list.
    pub left_out: usize,
}

/// Finds the claims.
pub fn find(article: &Article, page: &Page, words: &Words<'_>, entities: &Entities, sources: &Sources) -> Claims {
    let read = read(article, page, words, entities, sources);
    let mut list: Vec<Claim> = read.into_iter().map(|(claim, _)| claim).collect();
    list.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.span.start.cmp(&other.span.start)));
    let found = list.len();
    list.truncate(MAX_COMPARED_CLAIMS);
    let compared = list.len();
    repeat::merge(words, &mut list);
    let repeats = compared - list.len();
    let genre = genre::of(article, page, words, &sources.quotations);
    list.truncate(match genre {
        None => limits::MAX_CLAIMS,
        Some(Genre::Live) => MAX_CLAIMS_OF_LIVE_BLOG,
        Some(_) => MAX_CLAIMS_BESIDE_NEWS,
    });
    dispute::link(words, entities, &sources.list, &mut list);
    let left_out = found - repeats - list.len();
    Claims { list, genre, left_out }
}

/// All candidates as claims, in text order, with their measures; the trainer begins here, too.
pub fn read(
    article: &Article,
    page: &Page,
    words: &Words<'_>,
    entities: &Entities,
    sources: &Sources,
) -> Vec<(Claim, [f32; MEASURES.len()])> {
    let statements = StatementIndex::new(&sources.list);
    let context = Context::new(words, page, entities, &sources.list);
    let candidates = candidate::find(article, words, &sources.quotations, &statements);
    let claim = |candidate| claim_of(candidate, words, entities, sources, &statements, &context);
    candidates.into_iter().map(claim).collect()
}

/// Claims listed of a text that is no news: what a reader might still want to check of an opinion or a match.
const MAX_CLAIMS_BESIDE_NEWS: usize = 5;

/// The same of a live blog, which is news in pieces.
const MAX_CLAIMS_OF_LIVE_BLOG: usize = 40;

/// Claims compared with each other for repeats: several times those shown, and few enough for a quadratic pass.
const MAX_COMPARED_CLAIMS: usize = 4 * limits::MAX_CLAIMS;

fn claim_of(
    Candidate { sentence, tokens }: Candidate,
    words: &Words<'_>,
    entities: &Entities,
    Sources { list: sources, quotations, .. }: &Sources,
    statements: &StatementIndex,
    context: &Context<'_>,
) -> (Claim, [f32; MEASURES.len()]) {
    let span = words.span(tokens.clone());
    let at = statements.statement_for(span);
    let statement = at.and_then(|(source, statement)| sources.get(source)?.statements.get(statement));
    // What a source says that others deny is no denial of its own.
    let is_quoted = |cue: Span| {
        statement.is_some_and(|own| own.mode == Mode::Quoted && own.content.iter().any(|part| part.overlaps(cue)))
    };
    let denial = denial::find(words, tokens.clone(), statement.is_some());
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
    let mut cues = cue::find(words, tokens.clone(), entities);
    if let Some(span) = denial
        && !cues.iter().any(|cue| cue.tag == Tag::Negated && cue.span.overlaps(span))
    {
        let at = cues.partition_point(|cue| cue.span.start < span.start);
        cues.insert(at, Cue { tag: Tag::Negated, span });
    }
    let mut named: Vec<usize> = entities.in_span(span).map(|(entity, _)| entity).collect();
    named.sort_unstable();
    named.dedup();
    let quoted = tokens.clone().filter(|at| quotations.is_speech(*at)).count() as f32 / tokens.len().max(1) as f32;
    let facts = Facts { sentence, tokens: tokens.clone(), cues: &cues, entities: &named, status, speaker, quoted };
    let measures = context.measure(&facts);
    let reasons = rank::reasons(&measures);
    let claim = Claim {
        span,
        tokens,
        sentence,
        repeats: Vec::new(),
        status,
        speaker,
        via: statement.and_then(|own| own.via).or_else(|| denial.and_then(|cue| relay(sources, cue, speaker))),
        denies: None,
        disputes: Vec::new(),
        cues,
        entities: named,
        score: rank::score(&reasons),
        reasons,
    };
    (claim, measures)
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
