//! What the tagger sees of each token: words with names masked, cue lists, quotation state, names, the rules' verdict.
//!
//! Features are hashes of a template and its values; the trainer uses the same code.

use std::ops::Range;

use super::attribution::Attribution;
use super::quotation::{Place, Quotations};
use crate::entity::{Entities, EntityKind};
use crate::lexicon;
use crate::model::hash;
use crate::model::vocabulary::{self, Vocabulary};
use crate::text::{TokenKind, Words};

/// What the hashed features of the tokens of a text are made of; all of them together would take tens of megabytes.
#[derive(Debug, Default)]
pub struct Rows {
    known: Vec<Known>,
    around: Vec<Around>,
}

impl Rows {
    /// Reads the tokens of a text.
    pub fn new(words: &Words<'_>, quotations: &Quotations, entities: &Entities, rules: &[Attribution]) -> Self {
        let known = known(words, quotations, entities, rules);
        let mut around = around(words, quotations, &known);
        let paragraphs: Vec<Paragraph> = (0..around.len()).map(|at| paragraph_of(words, at, &around, &known)).collect();
        for (sentence, paragraph) in around.iter_mut().zip(paragraphs) {
            sentence.paragraph = paragraph;
        }
        Self { known, around }
    }

    /// Appends the features of one token.
    pub fn features(&self, token: usize, features: &mut Vec<u32>) {
        let sentence = self.known.get(token).and_then(|known| self.around.get(known.sentence as usize));
        // A token behind the last sentence has no sentence of its own.
        if let Some(sentence) = sentence.filter(|sentence| sentence.tokens.contains(&token)) {
            token_features(features, &self.known, sentence, token);
        }
    }
}

/// What is known of a token by itself.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// Hash of the word in lower case, names and numbers masked.
    word: u32,
    /// Hash of the last three letters.
    suffix: u32,
    /// Words used alike, finely and coarsely told apart; 0 for none.
    fine: u32,
    coarse: u32,
    class: u8,
    shape: u8,
    place: u8,
    entity: u8,
    rule: u8,
    sentence: u32,
}

/// What is known of a sentence.
#[derive(Debug, Clone, Default)]
struct Around {
    tokens: Range<usize>,
    has_quote: bool,
    /// Saying verbs outside of quotation marks.
    says: Vec<usize>,
    thinks: Vec<usize>,
    nouns: Vec<usize>,
    thats: Vec<usize>,
    accordings: Vec<usize>,
    paragraph: Paragraph,
}

mod class {
    pub const NONE: u8 = 0;
    pub const SAY: u8 = 1;
    pub const TELL: u8 = 2;
    pub const WEAK: u8 = 3;
    pub const THINK: u8 = 4;
    pub const NOUN: u8 = 5;
    pub const ADVERB: u8 = 6;
    pub const ACCORDING: u8 = 7;
    pub const PRONOUN: u8 = 8;
    pub const PEOPLE: u8 = 9;
    pub const INSTITUTION: u8 = 10;
    pub const DOCUMENT: u8 = 11;
    pub const DETERMINER: u8 = 12;
    pub const ED: u8 = 13;
    pub const ING: u8 = 14;
    pub const S: u8 = 15;
    pub const LY: u8 = 16;
    pub const EDGE: u8 = 17;
}

fn known(words: &Words<'_>, quotations: &Quotations, entities: &Entities, rules: &[Attribution]) -> Vec<Known> {
    let mut known = vec![Known::default(); words.tokens.len()];
    for (at, sentence) in words.sentences.iter().enumerate() {
        for token in sentence.tokens.clone() {
            let is_first = token == sentence.tokens.start
                || token == sentence.tokens.start + 1 && quotations.place(token - 1) == Place::Opening;
            known[token] = Known { sentence: at as u32, ..of_word(words, token, is_first) };
            known[token].place = match quotations.place(token) {
                Place::Outside => 0,
                Place::Opening => 1,
                Place::Inside => 2,
                Place::Closing => 3,
            };
        }
    }
    for entity in &entities.list {
        let kind = match entity.kind {
            EntityKind::Person => 1,
            EntityKind::Organization => 2,
            EntityKind::Place => 3,
            EntityKind::Other => 4,
        };
        for mention in &entity.mentions {
            for token in words.tokens_in(*mention) {
                known[token].entity = kind;
            }
        }
    }
    for attribution in rules {
        // Inner ones come later and win.
        for token in attribution.content.iter().cloned().flatten() {
            known[token].rule = 3;
        }
    }
    for attribution in rules {
        for token in attribution.source.clone().into_iter().flatten() {
            known[token].rule = 2;
        }
        for token in attribution.cue.clone() {
            known[token].rule = 1;
        }
    }
    known
}

fn of_word(words: &Words<'_>, token: usize, is_first: bool) -> Known {
    let written = words.str(token);
    let lower = written.to_lowercase();
    let shape = shape(written, words.tokens[token].kind);
    let class = class_of(&lower, shape);
    let is_name = matches!(shape, 3..=5) && !(is_first && lexicon::COMMON_WORDS.has(&lower)) && class != class::PRONOUN;
    let word = match shape {
        2 => 2,
        _ if is_name && !(is_first && class != class::NONE) => u32::from(shape),
        _ => hash::key_of(&lower),
    };
    let suffix = if shape == 1 { suffix_of(&lower) } else { u32::from(shape) };
    let vocabulary: &Vocabulary = &vocabulary::SHIPPED;
    let entry = if is_name { vocabulary::Entry::default() } else { vocabulary.get(vocabulary::key_of(&lower)) };
    let fine = entry.class().map_or(0, |class| u32::from(class) + 1);
    let coarse = vocabulary.coarse(entry).map_or(0, |class| u32::from(class) + 1);
    Known { word, suffix, fine, coarse, class, shape, ..Known::default() }
}

/// 1 lower case, 2 number, 3 capitalized, 4 capitals, 5 one capital, from 6 on punctuation.
fn shape(word: &str, kind: TokenKind) -> u8 {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return 0 };
    match kind {
        TokenKind::Number => 2,
        TokenKind::Punctuation => match first {
            '.' => 6,
            ',' => 7,
            ':' | ';' => 8,
            '“' | '”' | '"' | '\'' | '’' | '‘' | '«' | '»' | '„' => 9,
            '?' | '!' => 10,
            '(' | ')' | '[' | ']' => 11,
            _ => 12,
        },
        TokenKind::Word if first.is_ascii_digit() => 2,
        TokenKind::Word if first.is_uppercase() => {
            let mut rest = letters.filter(|c| c.is_alphabetic()).peekable();
            if rest.peek().is_none() {
                5
            } else if rest.all(char::is_uppercase) {
                4
            } else {
                3
            }
        }
        TokenKind::Word => 1,
    }
}

fn class_of(lower: &str, shape: u8) -> u8 {
    if shape > 5 {
        return class::NONE;
    }
    if lexicon::phrase_word_is(lower, "pronoun") {
        return class::PRONOUN;
    }
    match lexicon::CUE_WORDS.get(lower) {
        Some("say") => return class::SAY,
        Some("tell") => return class::TELL,
        Some("weak") => return class::WEAK,
        Some("think") => return class::THINK,
        Some("noun") => return class::NOUN,
        Some("adverb") => return class::ADVERB,
        Some("according") => return class::ACCORDING,
        _ => {}
    }
    if super::phrase::is_someone(lower) {
        class::PEOPLE
    } else if super::phrase::is_institution(lower) {
        class::INSTITUTION
    } else if lexicon::DOCUMENT_NOUNS.has(lower) {
        class::DOCUMENT
    } else if super::phrase::is_determiner(lower) {
        class::DETERMINER
    } else if shape != 1 {
        class::NONE
    } else if lower.ends_with("ed") {
        class::ED
    } else if lower.ends_with("ing") {
        class::ING
    } else if lower.ends_with("ly") {
        class::LY
    } else if lower.ends_with('s') {
        class::S
    } else {
        class::NONE
    }
}

fn around(words: &Words<'_>, quotations: &Quotations, known: &[Known]) -> Vec<Around> {
    let of = |sentence: &crate::text::Sentence| {
        let tokens = sentence.tokens.clone();
        let loose = |classes: &[u8]| -> Vec<usize> {
            tokens.clone().filter(|at| classes.contains(&known[*at].class) && !quotations.is_speech(*at)).collect()
        };
        Around {
            has_quote: tokens.clone().any(|at| quotations.is_speech(at)),
            says: loose(&[class::SAY, class::TELL]),
            thinks: loose(&[class::THINK, class::WEAK]),
            nouns: loose(&[class::NOUN]),
            accordings: loose(&[class::ACCORDING]),
            thats: tokens.clone().filter(|at| words.str(*at) == "that").collect(),
            tokens,
            paragraph: Paragraph::default(),
        }
    };
    words.sentences.iter().map(of).collect()
}

/// What is known of the paragraph around a sentence.
#[derive(Debug, Clone, Copy, Default)]
struct Paragraph {
    says_before: bool,
    says_behind: bool,
    starts_quoted: bool,
    is_first_sentence: bool,
}

fn paragraph_of(words: &Words<'_>, at: usize, all: &[Around], known: &[Known]) -> Paragraph {
    let block = words.sentences[at].block;
    let in_block = |other: &usize| words.sentences.get(*other).is_some_and(|other| other.block == block);
    let cued = |other: usize| !all[other].says.is_empty() || !all[other].accordings.is_empty();
    let near = NEAR_SENTENCES;
    Paragraph {
        says_before: (at.saturating_sub(near)..at).rev().take_while(in_block).any(cued),
        says_behind: (at + 1..(at + 1 + near).min(all.len())).take_while(in_block).any(cued),
        starts_quoted: known.get(all[at].tokens.start).is_some_and(|first| first.place != 0),
        is_first_sentence: at == 0 || words.sentences[at - 1].block != block,
    }
}

/// Cues this many sentences away in the same paragraph count.
const NEAR_SENTENCES: usize = 6;

fn token_features(out: &mut Vec<u32>, known: &[Known], sentence: &Around, at: usize) {
    let edge = Known { word: 1, class: class::EDGE, ..Known::default() };
    let is_inside = |other: usize| sentence.tokens.contains(&other);
    let get = |offset: isize| {
        let other = at.checked_add_signed(offset);
        other.filter(|other| is_inside(*other)).map_or(edge, |other| known[other])
    };
    let (k, p1, p2, n1, n2) = (get(0), get(-1), get(-2), get(1), get(2));
    let c = |known: Known| u32::from(known.class);
    let h = |known: Known| u32::from(known.shape);
    let e = |known: Known| u32::from(known.entity);
    let r = |known: Known| u32::from(known.rule);
    let q = u32::from(k.place);
    let mut template = 1;
    let mut add = |values: &[u32]| {
        template += 1;
        out.push(hash(template, values));
    };
    add(&[]);
    for word in [k.word, p1.word, n1.word, p2.word, n2.word] {
        add(&[word]);
    }
    add(&[p1.word, k.word]);
    add(&[k.word, n1.word]);
    add(&[k.suffix]);
    for class in [c(k), c(p1), c(n1)] {
        add(&[class]);
    }
    add(&[c(p1), c(k), c(n1)]);
    add(&[h(p1), h(k), h(n1)]);
    add(&[h(p2), h(p1), h(k), c(n1), c(n2)]);
    add(&[q]);
    add(&[q, h(k)]);
    add(&[e(p1), e(k), e(n1)]);
    add(&[e(k), c(k), c(n1)]);
    for fine in [k.fine, p1.fine, n1.fine] {
        add(&[fine]);
    }
    add(&[p1.coarse, k.coarse, n1.coarse]);
    add(&[p2.coarse, p1.coarse, k.coarse]);
    add(&[k.coarse, n1.coarse, n2.coarse]);
    add(&[k.coarse, q, r(k)]);
    // The rules' verdict.
    add(&[r(k)]);
    add(&[r(p1), r(k), r(n1)]);
    add(&[r(k), c(k), q]);
    add(&[r(k), k.word]);
    add(&[r(p1), r(k), h(k)]);
    // Where in the sentence.
    let first = known[sentence.tokens.start];
    add(&[near(at - sentence.tokens.start), u32::from(sentence.has_quote)]);
    add(&[c(first), h(first), u32::from(first.place)]);
    // The nearest saying verb on either side.
    let left = sentence.says.iter().rev().find(|say| **say < at).copied();
    let right = sentence.says.iter().find(|say| **say > at).copied();
    let comma = |range: Range<usize>| range.into_iter().any(|other| known[other].shape == 7 || known[other].shape == 9);
    match left {
        Some(say) => {
            add(&[near(at - say), known[say].word, q]);
            let behind = known.get(say + 1).copied().unwrap_or(edge);
            add(&[c(behind), h(behind), u32::from(comma(say..at))]);
            add(&[h(if say > sentence.tokens.start { known[say - 1] } else { edge }), near(at - say)]);
            add(&[r(k), near(at - say), u32::from(comma(say..at))]);
        }
        None => add(&[0, q]),
    }
    match right {
        Some(say) => {
            let behind = known.get(say + 1).copied().unwrap_or(edge);
            add(&[near(say - at), q]);
            add(&[u32::from(comma(at..say)), c(behind), near(at - sentence.tokens.start)]);
            add(&[r(k), near(say - at), u32::from(comma(at..say))]);
        }
        None => add(&[1, q]),
    }
    for (number, list) in [&sentence.thinks, &sentence.nouns].into_iter().enumerate() {
        let left = list.iter().rev().find(|other| **other < at).copied();
        let right = list.iter().find(|other| **other > at).copied();
        add(&[number as u32, left.map_or(0, |left| near(at - left) + 1), left.map_or(0, |left| known[left].word)]);
        add(&[number as u32, right.map_or(0, |right| near(right - at) + 1)]);
    }
    let side = |list: &[usize]| {
        u32::from(list.iter().any(|other| *other <= at)) + 2 * u32::from(list.iter().any(|other| *other > at))
    };
    add(&[side(&sentence.thats), q]);
    add(&[side(&sentence.accordings), c(k)]);
    add(&[
        u32::from(sentence.says.is_empty()),
        u32::from(sentence.paragraph.says_before),
        u32::from(sentence.paragraph.says_behind),
        u32::from(sentence.paragraph.starts_quoted),
        q,
    ]);
    add(&[u32::from(sentence.paragraph.is_first_sentence), u32::from(sentence.says.is_empty()), q]);
}

/// A distance in steps that grow.
fn near(distance: usize) -> u32 {
    match distance {
        0..=2 => distance as u32,
        3..=5 => 3,
        6..=9 => 4,
        10..=19 => 5,
        _ => 6,
    }
}

/// One key of a template and its values.
fn hash(template: u32, values: &[u32]) -> u32 {
    values.iter().fold(template, |key, value| hash::pair(key, *value))
}

fn suffix_of(lower: &str) -> u32 {
    let start = lower.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    hash::key_of(&lower[start..])
}
