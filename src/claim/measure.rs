//! What is measured of a candidate claim: what it holds, who says it, what of it the rest of the article is about, where it stands.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::stem::stems;
use super::{Cue, Status, Tag, candidate, worth};
use crate::entity::{Entities, EntityKind, ValueKind};
use crate::lexicon;
use crate::page::Page;
use crate::source::{Source, SourceKind};
use crate::text::Words;

/// The measures, in the order of their weights. Each is 0 to 1, `worth` and `base` aside: -1 to 1, and always 1.
pub const MEASURES: [&str; 44] = [
    "base",
    "worth",
    "number",
    "several-numbers",
    "money",
    "percent",
    "date",
    "old-year",
    "allegation",
    "accused-by-name",
    "prediction",
    "hedged",
    "negated",
    "opinion",
    "denied",
    "reported",
    "quoted",
    "person-speaks",
    "organization-speaks",
    "document-speaks",
    "unnamed-speaks",
    "main-entities",
    "entities",
    "title-entities",
    "title-words",
    "central",
    "comparison",
    "superlative",
    "event",
    "early",
    "lead",
    "first-of-paragraph",
    "late",
    "long",
    "very-long",
    "short",
    "first-person",
    "second-person",
    "refers-back",
    "in-quotes",
    "own-role",
    "one-line",
    "people",
    "consequence",
];

/// What is known of a candidate before it is measured.
pub struct Facts<'a> {
    /// Index of the sentence.
    pub sentence: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Words that carry tags.
    pub cues: &'a [Cue],
    /// Indices of the entities that it names.
    pub entities: &'a [usize],
    /// How the text gives it.
    pub status: Status,
    /// Index of the source that says it.
    pub speaker: Option<usize>,
    /// How much of it stands in quotation marks, 0 to 1.
    pub quoted: f32,
}

/// What measuring knows of the whole article.
pub struct Context<'a> {
    words: &'a Words<'a>,
    entities: &'a Entities,
    sources: &'a [Source],
    title: HashSet<u32>,
    /// In how many sentences a stem stands.
    spread: HashMap<u32, u32>,
    /// The latest year that the text names.
    last_year: Option<u32>,
}

/// The most salient entities: the first of the list.
const SALIENT_ENTITIES: usize = 5;
/// Counts above these add nothing.
const MAX_COUNTED_ENTITIES: usize = 3;
const MAX_COUNTED_TITLE_WORDS: usize = 4;
/// A stem of so many sentences is what the article is about.
const MAX_COUNTED_SPREAD: u32 = 4;
/// Sentences that make the lead.
const LEAD_SENTENCES: usize = 2;
/// The last part of a text in which nothing new is said, percent.
const LATE_PERCENT: usize = 85;
/// Sentence lengths, in words.
const SHORT_WORDS: usize = 9;
const LONG_WORDS: usize = 18;
const VERY_LONG_WORDS: usize = 28;
/// A year so long before the latest one is background.
const OLD_YEARS: u32 = 2;

/// What news is made of: what happened to people, firms and laws.
const CONSEQUENCES: [&str; 40] = [
    "killed",
    "dead",
    "died",
    "deaths",
    "injured",
    "wounded",
    "missing",
    "arrested",
    "charged",
    "convicted",
    "sentenced",
    "jailed",
    "fined",
    "sued",
    "banned",
    "blocked",
    "recalled",
    "closed",
    "collapsed",
    "evacuated",
    "resigned",
    "fired",
    "sacked",
    "dismissed",
    "suspended",
    "cut",
    "approved",
    "rejected",
    "voted",
    "won",
    "lost",
    "ordered",
    "agreed",
    "signed",
    "seized",
    "paid",
    "falsified",
    "covered",
    "warned",
    "ignored",
];

impl<'a> Context<'a> {
    /// Prepares what all sentences share.
    pub fn new(words: &'a Words<'a>, page: &Page, entities: &'a Entities, sources: &'a [Source]) -> Self {
        let title = page.title.as_ref().map_or("", |title| title.value.as_str());
        let title = Words::of_line(title);
        let mut spread = HashMap::new();
        for sentence in &words.sentences {
            for stem in stems(words, sentence.tokens.clone()) {
                *spread.entry(stem).or_insert(0) += 1;
            }
        }
        let years = (0..words.tokens.len()).filter_map(|at| year(words.str(at)));
        Self { title: stems(&title, 0..title.tokens.len()), last_year: years.max(), words, entities, sources, spread }
    }

    /// Measures a candidate.
    pub fn measure(&self, facts: &Facts<'_>) -> [f32; MEASURES.len()] {
        let words = self.words;
        let tokens = facts.tokens.clone();
        let yes = |answer: bool| f32::from(u8::from(answer));
        let part = |count: usize, most: usize| count.min(most) as f32 / most as f32;
        let has = |tag: Tag| yes(facts.cues.iter().any(|cue| cue.tag == tag));
        let any_word = |accept: &dyn Fn(&str) -> bool| yes(tokens.clone().any(|at| accept(words.lowered(at))));
        let span = words.span(tokens.clone());
        let holds = |kind: ValueKind| yes(self.entities.values_in(span).any(|value| value.kind == kind));
        let numbers = facts.cues.iter().filter(|cue| cue.tag == Tag::Number).count();
        let entities = || facts.entities.iter().filter_map(|at| self.entities.list.get(*at));
        let people = entities().filter(|entity| entity.kind == EntityKind::Person).count();
        let main = facts.entities.iter().filter(|entity| **entity < SALIENT_ENTITIES).count();
        let speaker = facts.speaker.and_then(|speaker| self.sources.get(speaker));
        let speaks = |kind: SourceKind| yes(speaker.is_some_and(|source| source.kind == kind));
        let own = stems(words, tokens.clone());
        let shared = own.iter().filter(|stem| self.title.contains(stem)).count();
        let spread: u32 = own.iter().map(|stem| self.others_with(*stem).min(MAX_COUNTED_SPREAD)).sum();
        let sentences = words.sentences.len();
        let half = (sentences / 2).max(1);
        let count = candidate::word_count(words, tokens.clone());
        let block = words.sentences[facts.sentence].block;
        let is_first = facts.sentence == 0 || words.sentences[facts.sentence - 1].block != block;
        let is_last = words.sentences.get(facts.sentence + 1).is_none_or(|next| next.block != block);
        let old =
            |at: usize| year(words.str(at)).zip(self.last_year).is_some_and(|(own, last)| own + OLD_YEARS <= last);
        let is_class = |class: &'static str| move |word: &str| lexicon::WORTH_WORDS.get(word) == Some(class);
        [
            1.0,
            worth::of(words, tokens.clone()),
            yes(numbers > 0),
            yes(numbers > 1),
            holds(ValueKind::Money),
            holds(ValueKind::Percent),
            has(Tag::Date),
            yes(tokens.clone().any(old)),
            has(Tag::Allegation),
            has(Tag::Allegation) * yes(people > 0),
            has(Tag::Prediction),
            has(Tag::Hedged),
            has(Tag::Negated),
            has(Tag::Opinion),
            yes(facts.status == Status::Denied),
            yes(facts.status == Status::Reported),
            yes(facts.status == Status::Quoted),
            speaks(SourceKind::Person),
            speaks(SourceKind::Organization),
            yes(speaker.is_some_and(|source| matches!(source.kind, SourceKind::Document | SourceKind::Media))),
            speaks(SourceKind::Unnamed),
            part(main, MAX_COUNTED_ENTITIES),
            part(facts.entities.len() - main, MAX_COUNTED_ENTITIES),
            part(entities().filter(|entity| entity.in_title).count(), 2),
            part(shared, MAX_COUNTED_TITLE_WORDS),
            spread as f32 / (MAX_COUNTED_SPREAD as usize * own.len().max(1)) as f32,
            yes(tokens.clone().any(|at| compares(words, at))),
            any_word(&is_superlative),
            any_word(&is_class("event")),
            // Early sentences carry the news; this falls linearly to nothing at the middle of the text.
            half.saturating_sub(facts.sentence) as f32 / half as f32,
            yes(facts.sentence < LEAD_SENTENCES),
            yes(is_first),
            yes(facts.sentence * 100 >= sentences * LATE_PERCENT),
            yes(count >= LONG_WORDS),
            yes(count >= VERY_LONG_WORDS),
            yes(count <= SHORT_WORDS),
            any_word(&|word| matches!(word, "i" | "my" | "me" | "i’m" | "i'm" | "i’ve" | "i've")),
            any_word(&|word| matches!(word, "you" | "your")),
            yes(matches!(
                words.lowered(tokens.start),
                "it" | "he" | "she" | "they" | "this" | "that" | "these" | "those"
            )),
            facts.quoted,
            yes(speaker.is_some_and(|source| source.role.is_some())),
            yes(is_first && is_last),
            any_word(&|word| lexicon::PEOPLE_NOUNS.has(word)),
            any_word(&|word| CONSEQUENCES.contains(&word)),
        ]
    }

    /// How many other sentences hold a stem.
    fn others_with(&self, stem: u32) -> u32 {
        self.spread.get(&stem).map_or(0, |count| count.saturating_sub(1))
    }
}

/// A year of living memory or soon: `1987`, `2031`.
fn year(word: &str) -> Option<u32> {
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    is_year.then(|| word.parse().ok()).flatten()
}

fn is_superlative(word: &str) -> bool {
    matches!(word, "first" | "most" | "record" | "only" | "never" | "least" | "last")
        || (word.len() > 5 && word.ends_with("est") && !lexicon::COMMON_WORDS.has(word))
}

/// Whether a token sets one figure against another: `more than`, `up from`, `down 4 percent`.
fn compares(words: &Words<'_>, at: usize) -> bool {
    match words.lowered(at) {
        "than" | "compared" | "rose" | "fell" | "doubled" => true,
        "up" | "down" => {
            let next = words.str(at + 1);
            next == "from" || next.starts_with(|first: char| first.is_ascii_digit())
        }
        _ => false,
    }
}
