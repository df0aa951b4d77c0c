//! Rank entities by how much the article is about them.
//!
//! The features are those of Dunietz & Gillick 2014, "A New Entity Salience Task with Millions of Training Examples":
//! headline, frequency, first place, subject position, type. The points are a logistic regression on the main entities
//! of 16 annotated articles, scaled so that a mention counts two, and rounded: with each article left out in turn it
//! puts 88 % of them among the first eight (95 % were found at all).

use super::Entity;
use super::kind::EntityKind;
use crate::lexicon;
use crate::span::Span;
use crate::text::Words;

/// One mention by name, up to [`MAX_MENTIONS`].
const MENTION_POINTS: i32 = 2;
/// More mentions make an entity no more central.
const MAX_MENTIONS: usize = 10;
/// One nominal mention, up to [`MAX_NOMINALS`].
const NOMINAL_POINTS: i32 = 1;
/// More pronouns say nothing new.
const MAX_NOMINALS: usize = 8;
/// Being in the headline.
const TITLE_POINTS: i32 = 11;
/// Being in the first sentence or the second.
const LEAD_POINTS: i32 = 1;
/// Sentences that count as lead.
const LEAD_SENTENCES: usize = 2;
/// Being among the first sentences.
const TOP_POINTS: i32 = 8;
/// Sentences that count as top.
const TOP_SENTENCES: usize = 5;
/// The share of the article that is left when the entity is first named, at most.
const EARLY_POINTS: usize = 4;
/// A mention that opens its sentence: a subject.
const SUBJECT_POINTS: i32 = 2;
/// A subject stands within so many tokens of the start: `The`, a role.
const MAX_TOKENS_TO_SUBJECT: usize = 2;
/// A mention beside a reporting verb, up to [`MAX_SPEAKING`].
const SPEAKING_POINTS: i32 = 2;
/// Speaking more often makes no one more central.
const MAX_SPEAKING: usize = 4;
/// A verb stands within so many tokens behind the name.
const MAX_TOKENS_TO_VERB: usize = 3;
/// The place in a dateline is where the article was written.
const DATELINE_POINTS: i32 = -13;
/// Named once.
const SINGLE_POINTS: i32 = -5;
/// News media are mostly where something was reported.
const MEDIUM_POINTS: i32 = -17;

/// Points for what an entity is: stories are about people.
fn kind_points(kind: EntityKind) -> i32 {
    match kind {
        EntityKind::Person => 5,
        EntityKind::Organization => -1,
        EntityKind::Place => -3,
        EntityKind::Other => -2,
    }
}

/// Sorts the most salient first; ties by first mention. Marks what the headline names.
pub fn rank(words: &Words<'_>, title: &Words<'_>, entities: &mut [Entity]) {
    for entity in entities.iter_mut() {
        let last_name = entity.name.rsplit(' ').next().filter(|_| entity.kind == EntityKind::Person);
        let written = std::iter::once(&entity.name).chain(&entity.aliases).map(String::as_str);
        entity.in_title = written.chain(last_name).any(|name| names(title, name));
    }
    entities.sort_by_cached_key(|entity| {
        (std::cmp::Reverse(points(words, entity)), entity.mentions.first().map(|mention| mention.start))
    });
}

fn points(words: &Words<'_>, entity: &Entity) -> i32 {
    let sentences = words.sentences.len();
    let first = entity.mentions.first().and_then(|mention| words.sentence_at(mention.start)).unwrap_or(sentences);
    let has_dateline = entity.mentions.first().is_some_and(|mention| is_dateline(words, *mention));
    let count = |most: usize, is: &dyn Fn(Span) -> bool| {
        entity.mentions.iter().filter(|mention| is(**mention)).count().min(most) as i32
    };
    let flag = |is: bool| i32::from(is);
    MENTION_POINTS * count(MAX_MENTIONS, &|_| true)
        + NOMINAL_POINTS * entity.nominals.len().min(MAX_NOMINALS) as i32
        + TITLE_POINTS * flag(entity.in_title)
        + LEAD_POINTS * flag(first < LEAD_SENTENCES)
        + TOP_POINTS * flag(first < TOP_SENTENCES)
        + (EARLY_POINTS * sentences.saturating_sub(first) / sentences.max(1)) as i32
        + SUBJECT_POINTS * count(usize::MAX, &|mention| is_subject(words, mention))
        + SPEAKING_POINTS * count(MAX_SPEAKING, &|mention| speaks(words, mention))
        + DATELINE_POINTS * flag(has_dateline)
        + SINGLE_POINTS * flag(entity.mentions.len() == 1)
        + MEDIUM_POINTS * flag(entity.is_media)
        + kind_points(entity.kind)
}

fn is_subject(words: &Words<'_>, mention: Span) -> bool {
    let Some(sentence) = words.sentence_at(mention.start).and_then(|at| words.sentences.get(at)) else { return false };
    let first = words.tokens_in(mention).start;
    first <= sentence.tokens.start + MAX_TOKENS_TO_SUBJECT
}

fn speaks(words: &Words<'_>, mention: Span) -> bool {
    let tokens = words.tokens_in(mention);
    let is_verb = |at: usize| lexicon::REPORTING_VERBS.has(words.str(at));
    let before = tokens.start.checked_sub(1);
    before.is_some_and(is_verb) || (tokens.end..tokens.end + MAX_TOKENS_TO_VERB).any(is_verb)
}

/// `PARIS (Reuters) —`: a dash closes what stands before the first sentence proper.
fn is_dateline(words: &Words<'_>, mention: Span) -> bool {
    let end = words.tokens_in(mention).end;
    let opens_text = words.sentence_at(mention.start) == Some(0) && words.tokens_in(mention).start == 0;
    opens_text && (end..end + MAX_DATELINE_TOKENS).any(|at| matches!(words.str(at), "—" | "–" | "-"))
}

/// `WASHINGTON (AP) —`, `PARIS, March 3 (Reuters) -`: the dash stands within so many tokens.
const MAX_DATELINE_TOKENS: usize = 8;

/// Whether the headline has the words of `name` in a row.
fn names(title: &Words<'_>, name: &str) -> bool {
    let wanted: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    let have: Vec<String> = (0..title.tokens.len()).map(|at| title.lower(at)).collect();
    !wanted.is_empty() && have.windows(wanted.len()).any(|window| window == wanted)
}
