//! Words in a sentence that carry a tag: numbers, dates, hedges, predictions, allegations, negation.

use crate::entity::{Entities, ValueKind};
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
}

/// A tag and the words that carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// The tag.
    pub tag: Tag,
    /// The words.
    pub span: Span,
}

const HEDGES: [&str; 27] = [
    "allegedly",
    "apparently",
    "appear",
    "appeared",
    "appears",
    "believed",
    "could",
    "estimated",
    "likely",
    "may",
    "maybe",
    "might",
    "perhaps",
    "possible",
    "possibly",
    "potential",
    "potentially",
    "presumably",
    "probable",
    "probably",
    "purportedly",
    "reportedly",
    "seem",
    "seemed",
    "seems",
    "suspected",
    "unclear",
];

const PREDICTIONS: [&str; 12] =
    ["will", "would", "won’t", "won't", "shall", "expects", "forecasts", "predicts", "plans", "intends", "aims", "’ll"];

/// Two-word predictions: `expected to`, `set to`.
const PREDICTIONS_WITH_TO: [&str; 7] = ["expected", "set", "due", "scheduled", "likely", "going", "poised"];

const ALLEGATIONS: [&str; 46] = [
    "abuse",
    "abused",
    "accusation",
    "accusations",
    "accuse",
    "accused",
    "accuses",
    "accusing",
    "allegation",
    "allegations",
    "allege",
    "alleged",
    "alleges",
    "alleging",
    "bribery",
    "bribes",
    "charged",
    "charges",
    "complicit",
    "conspiracy",
    "corrupt",
    "corruption",
    "cover-up",
    "covered-up",
    "defrauded",
    "embezzled",
    "espionage",
    "falsified",
    "fraud",
    "guilty",
    "harassment",
    "illegal",
    "illegally",
    "indicted",
    "interference",
    "laundering",
    "misconduct",
    "misled",
    "probe",
    "scandal",
    "spying",
    "suspected",
    "unlawful",
    "violated",
    "violating",
    "wrongdoing",
];

const NEGATIONS: [&str; 17] = [
    "cannot",
    "didn’t",
    "didn't",
    "doesn’t",
    "doesn't",
    "don’t",
    "don't",
    "isn’t",
    "isn't",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "not",
    "wasn’t",
    "wasn't",
];

/// The cues of a sentence, in text order.
pub fn find(words: &Words<'_>, sentence: usize, entities: &Entities) -> Vec<Cue> {
    let sentence = &words.sentences[sentence];
    let from = entities.values.partition_point(|value| value.span.end <= sentence.span.start);
    let values = entities.values[from..].iter().take_while(|value| value.span.start < sentence.span.end);
    let mut cues: Vec<Cue> =
        values.filter_map(|value| Some(Cue { tag: tag_of(value.kind)?, span: value.span })).collect();
    for at in sentence.tokens.clone() {
        let span = words.tokens[at].span;
        let is_value = |cue: &Cue| cue.span.overlaps(span);
        if cues.iter().any(is_value) {
            continue;
        }
        let is_number = words.str(at).chars().next().is_some_and(|c| c.is_ascii_digit());
        let tag = if is_number { Some(Tag::Number) } else { word_tag(words, at) };
        cues.extend(tag.map(|tag| Cue { tag, span }));
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

fn word_tag(words: &Words<'_>, at: usize) -> Option<Tag> {
    let word = words.str(at);
    // `May` the month and `Will` the man are capitalized.
    let is_name = word.chars().next().is_some_and(char::is_uppercase) && at > 0;
    let lower = word.to_lowercase();
    let has = |list: &[&str]| list.contains(&lower.as_str());
    if has(&PREDICTIONS) && !is_name || has(&PREDICTIONS_WITH_TO) && words.str(at + 1) == "to" {
        Some(Tag::Prediction)
    } else if has(&HEDGES) && !is_name {
        Some(Tag::Hedged)
    } else if has(&ALLEGATIONS) {
        Some(Tag::Allegation)
    } else if has(&NEGATIONS) {
        Some(Tag::Negated)
    } else {
        None
    }
}
