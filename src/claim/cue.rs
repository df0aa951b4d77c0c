//! Words in a sentence that carry a tag: numbers, dates, hedges, predictions, allegations, negation.

use std::ops::Range;

use crate::entity::{Entities, ValueKind};
use crate::lexicon;
use crate::span::Span;
use crate::text::Words;

/// What a cue says of its claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the variants are the words of the JSON contract")]
pub enum Tag {
    Number,
    Date,
    Allegation,
    Prediction,
    Hedged,
    Negated,
    Opinion,
    Disputed,
}

/// A tag and the words that carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// The tag.
    pub tag: Tag,
    /// The words.
    pub span: Span,
}

/// The cues of a claim, in text order.
pub fn find(words: &Words<'_>, tokens: Range<usize>, entities: &Entities) -> Vec<Cue> {
    let values = entities.values_in(words.span(tokens.clone()));
    let mut cues: Vec<Cue> =
        values.filter_map(|value| Some(Cue { tag: tag_of(value.kind)?, span: value.span })).collect();
    for at in tokens {
        let span = words.tokens[at].span;
        let is_value = |cue: &Cue| cue.span.overlaps(span);
        if cues.iter().any(is_value) {
            continue;
        }
        let is_number = words.str(at).chars().next().is_some_and(|c| c.is_ascii_digit());
        cues.extend(is_number.then_some(Cue { tag: Tag::Number, span }));
        cues.extend(word_tags(words, at).map(|tag| Cue { tag, span }));
    }
    cues.sort_by_key(|cue| cue.span.start);
    cues
}

fn tag_of(kind: ValueKind) -> Option<Tag> {
    match kind {
        ValueKind::Money | ValueKind::Percent | ValueKind::Quantity => Some(Tag::Number),
        ValueKind::Date | ValueKind::Time => Some(Tag::Date),
        ValueKind::Ticker => None,
    }
}

/// The tags that a word carries by itself.
pub fn word_tags(words: &Words<'_>, at: usize) -> impl Iterator<Item = Tag> {
    let entry = lexicon::CLAIM_CUES.get(words.lowered(at)).unwrap_or("");
    entry.split(' ').filter_map(move |role| word_tag(words, at, role))
}

fn word_tag(words: &Words<'_>, at: usize, role: &str) -> Option<Tag> {
    // The month and the man.
    let may_be_name = at > 0 && matches!(words.str(at), "May" | "Will");
    match role {
        "number" => Some(Tag::Number),
        "prediction" if !may_be_name => Some(Tag::Prediction),
        "prediction-to" if words.str(at + 1) == "to" => Some(Tag::Prediction),
        "hedged" if !may_be_name => Some(Tag::Hedged),
        "allegation" => Some(Tag::Allegation),
        "negated" => Some(Tag::Negated),
        "opinion" => Some(Tag::Opinion),
        // `I think` gives an opinion, `the police think` reports one.
        "opinion-mine" if at > 0 && matches!(words.lowered(at - 1), "i" | "we") => Some(Tag::Opinion),
        _ => None,
    }
}
