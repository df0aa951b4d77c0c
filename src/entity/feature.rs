//! Features of tokens for the mention tagger: the word, its shape, its class and lists, its neighbours, its document.
//!
//! The set follows Ratinov & Roth 2009, "Design Challenges and Misconceptions in Named Entity Recognition": local
//! context, word classes, gazetteers and what the rest of the document shows of a word. Every feature is a hash of its
//! template and its value; the trainer reads the same code.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::hash::{Hasher, pair};
use crate::model::vocabulary::{self, Entry, Listed, Vocabulary, class_key};
use crate::text::{TokenKind, Words};

/// What is asked of a token. The numbers are part of every trained file.
#[derive(Debug, Clone, Copy)]
#[repr(u32)]
enum Ask {
    Bias = 1,
    Word,
    Shape,
    LongShape,
    Class,
    Coarse,
    Flag,
    Prefix,
    Suffix,
    Phrase,
    ShapePair,
    CoarsePair,
    WordPair,
    Edge,
    Start,
    AllCapitals,
    Hyphen,
    Seen,
    ShapeTriple,
    ClassPair,
    FlagPair,
    Headline,
}

/// Tokens looked at on each side.
const REACH: usize = 3;
/// Longest prefix and suffix, in characters.
const MAX_AFFIX: usize = 4;
/// Longest shape that is told apart whole, in characters.
const MAX_SHAPE: usize = 8;
/// Longest phrase of a list, in tokens.
const MAX_PHRASE: usize = 4;

/// What the document shows of a word beyond the place at hand; the bits of [`Look::seen`].
const SEEN_LOWER: u8 = 1;
const SEEN_CAPITALIZED: u8 = 2;
const SEEN_LAST_NAME: u8 = 4;
const SEEN_ORGANIZATION: u8 = 8;

/// What the rest of the document must know of a token: there is one for each, so it is small.
#[derive(Debug, Clone, Copy)]
struct Glance {
    word: u32,
    entry: Entry,
    is_capitalized: bool,
    is_word: bool,
}

/// All that can be said of one token without its neighbours.
#[derive(Debug, Clone, Default)]
struct Look {
    word: u32,
    shape: u32,
    long_shape: u32,
    prefixes: [u32; MAX_AFFIX],
    suffixes: [u32; MAX_AFFIX],
    /// Key of the part behind the last hyphen.
    tail: Option<u32>,
    entry: Entry,
    class: u32,
    coarse: u32,
    is_capitalized: bool,
    is_word: bool,
    /// Lists that hold a phrase of several tokens here, and whether the token opens it.
    phrase: u32,
    seen: u8,
}

/// The words of a document and what all the places of each show.
#[derive(Debug)]
pub struct Glances<'a> {
    words: &'a Words<'a>,
    vocabulary: &'a Vocabulary,
    glances: Vec<Glance>,
    /// The bits of [`Look::seen`] by the key of the word.
    seen: HashMap<u32, u8>,
}

impl<'a> Glances<'a> {
    /// Glances at all tokens of a document. Linear in its length.
    pub fn new(words: &'a Words<'a>, vocabulary: &'a Vocabulary) -> Self {
        let glances: Vec<Glance> = (0..words.tokens.len()).map(|at| glance_at(words, at, vocabulary)).collect();
        let seen = seen_in(words, &glances);
        Self { words, vocabulary, glances, seen }
    }

    /// Looks at the tokens of one sentence.
    pub fn look(&self, sentence: Range<usize>) -> Looks {
        let glances = self.glances.get(sentence.clone()).unwrap_or_default();
        let mut looks: Vec<Look> = sentence
            .clone()
            .zip(glances)
            .map(|(at, glance)| {
                let mut look = look_at(self.words.str(at), *glance, self.vocabulary);
                look.seen = self.seen.get(&glance.word).copied().filter(|_| glance.is_word).unwrap_or_default();
                look
            })
            .collect();
        mark_phrases(self.words, sentence.start, self.vocabulary, &mut looks);
        let casing = casing_of(sentence.map(|at| self.words.str(at)).zip(&looks));
        Looks { looks, casing }
    }
}

/// The tokens of a sentence, each looked at once.
#[derive(Debug)]
pub struct Looks {
    looks: Vec<Look>,
    casing: Casing,
}

impl Looks {
    /// Appends the features of a token, counted from the first of the sentence.
    pub fn features(&self, at: usize, features: &mut Vec<u32>) {
        let Some(own) = self.looks.get(at) else { return };
        let mut put = |ask: Ask, value: u32| features.push(pair(ask as u32, value));
        let near = |offset: usize| {
            let place = (at + offset).checked_sub(REACH);
            place.and_then(|place| self.looks.get(place))
        };
        put(Ask::Bias, 0);
        put(Ask::LongShape, own.long_shape);
        for length in 0..MAX_AFFIX {
            if own.prefixes[length] != 0 {
                put(Ask::Prefix, pair(length as u32, own.prefixes[length]));
                put(Ask::Suffix, pair(length as u32, own.suffixes[length]));
            }
        }
        for offset in 0..=2 * REACH {
            let place = |value: u32| pair(offset as u32, value);
            let Some(look) = near(offset) else {
                put(Ask::Edge, offset as u32);
                continue;
            };
            put(Ask::Word, place(look.word));
            put(Ask::Shape, place(look.shape));
            put(Ask::Class, place(look.class));
            put(Ask::Coarse, place(look.coarse));
            if offset.abs_diff(REACH) <= 1 {
                for list in flags_of(look) {
                    put(Ask::Flag, place(list));
                }
            }
            if look.phrase != 0 && offset == REACH {
                put(Ask::Phrase, look.phrase);
            }
        }
        for (one, other) in [(REACH - 1, REACH), (REACH, REACH + 1)] {
            let (Some(one_look), Some(other_look)) = (near(one), near(other)) else { continue };
            let place = |value: u32| pair(one as u32, value);
            put(Ask::ShapePair, place(pair(one_look.shape, other_look.shape)));
            put(Ask::CoarsePair, place(pair(one_look.coarse, other_look.coarse)));
            put(Ask::WordPair, place(pair(one_look.word, other_look.word)));
            put(Ask::ClassPair, place(pair(one_look.class, other_look.class)));
            put(Ask::FlagPair, place(pair(one_look.entry.flags(), other_look.entry.flags())));
        }
        if let (Some(before), Some(behind)) = (near(REACH - 1), near(REACH + 1)) {
            put(Ask::ShapeTriple, pair(pair(before.shape, own.shape), behind.shape));
        }
        if at == 0 {
            put(Ask::Start, own.shape);
            put(Ask::Start, pair(1, u32::from(own.seen)));
        }
        if let Some(tail) = own.tail {
            put(Ask::Hyphen, tail);
        }
        if own.is_capitalized {
            put(Ask::Seen, u32::from(own.seen));
        }
        match self.casing {
            Casing::Sentence => {}
            Casing::Title => put(Ask::Headline, u32::from(own.seen)),
            Casing::Capitals => {
                put(Ask::AllCapitals, 0);
                put(Ask::AllCapitals, pair(own.entry.flags(), u32::from(own.seen)));
            }
        }
    }
}

/// How the words of a sentence are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Casing {
    /// Capitals mean something.
    Sentence,
    /// Every word has one, as in headlines.
    Title,
    /// Nearly all letters are capitals.
    Capitals,
}

/// Words up to so many bytes stay small in titles.
const MAX_SMALL_WORD: usize = 3;
/// Fewer words say nothing about how a sentence is written.
const MIN_CASED_WORDS: usize = 3;
/// A sentence of which more than this share of words is in capitals is in capitals.
const CASED_SHARE: [usize; 2] = [3, 5];

/// Whether most words of a sentence are in capitals, or begin with one.
fn casing_of<'a>(looks: impl Iterator<Item = (&'a str, &'a Look)>) -> Casing {
    let (mut count, mut upper, mut capitalized) = (0, 0, 0);
    for (word, look) in looks.filter(|(_, look)| look.is_word) {
        count += 1;
        upper += usize::from(!word.chars().any(char::is_lowercase));
        capitalized += usize::from(look.is_capitalized || word.len() <= MAX_SMALL_WORD);
    }
    if count < MIN_CASED_WORDS {
        Casing::Sentence
    } else if upper * CASED_SHARE[1] > count * CASED_SHARE[0] {
        Casing::Capitals
    } else if capitalized == count {
        Casing::Title
    } else {
        Casing::Sentence
    }
}

/// The lists that hold a word, if it may be a name or stand before one.
fn flags_of(look: &Look) -> impl Iterator<Item = u32> {
    let is_name_like = look.is_capitalized || look.entry.is(Listed::Title);
    let flags = if is_name_like { look.entry.flags() } else { 0 };
    (0..Listed::ALL.len() as u32).filter(move |list| flags & (1 << list) != 0)
}

fn glance_at(words: &Words<'_>, at: usize, vocabulary: &Vocabulary) -> Glance {
    let mut hash = Hasher::default();
    let mut is_capitalized = false;
    for character in words.str(at).chars() {
        is_capitalized |= character.is_uppercase();
        hash = character.to_lowercase().map(vocabulary::plain).fold(hash, Hasher::char);
    }
    let word = hash.key();
    let is_word = words.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    Glance { word, entry: vocabulary.get(word), is_capitalized, is_word }
}

fn look_at(word: &str, glance: Glance, vocabulary: &Vocabulary) -> Look {
    let Glance { word: key, entry, is_capitalized, is_word } = glance;
    let mut look = Look { word: key, entry, is_capitalized, is_word, ..Look::default() };
    let (mut shape, mut long_shape) = (Hasher::default(), Hasher::default());
    let mut last_form = '\0';
    let mut prefix = Hasher::default();
    let mut tail = None;
    // The last characters, oldest first, for the suffixes.
    let mut ending = ['\0'; MAX_AFFIX];
    let mut length = 0;
    for character in word.chars() {
        let form = form_of(character);
        if length < MAX_SHAPE {
            long_shape = long_shape.char(form);
        }
        if form != last_form {
            shape = shape.char(form);
        }
        last_form = form;
        for lower in character.to_lowercase().map(vocabulary::plain) {
            if length < MAX_AFFIX {
                prefix = prefix.char(lower);
                look.prefixes[length] = prefix.key();
            }
            tail = if lower == '-' { Some(Hasher::default()) } else { tail.map(|tail: Hasher| tail.char(lower)) };
            ending.rotate_left(1);
            ending[MAX_AFFIX - 1] = lower;
            length += 1;
        }
    }
    for size in 1..=length.min(MAX_AFFIX) {
        let suffix = &ending[MAX_AFFIX - size..];
        look.suffixes[size - 1] = suffix.iter().fold(Hasher::default(), |hash, c| hash.char(*c)).key();
    }
    look.shape = shape.key();
    look.long_shape = long_shape.key();
    look.tail = tail.filter(|_| look.is_word).map(Hasher::key);
    look.class = class_key(look.entry);
    look.coarse = vocabulary.coarse(look.entry).map_or(NO_CLASS, u32::from);
    look
}

/// The coarse class of words that have none.
const NO_CLASS: u32 = 1000;

/// Capitals, small letters and digits each look alike.
fn form_of(character: char) -> char {
    if character.is_uppercase() {
        'X'
    } else if character.is_lowercase() {
        'x'
    } else if character.is_ascii_digit() {
        'd'
    } else {
        vocabulary::plain(character)
    }
}

/// Notes where the longest phrase of a list begins and goes on: `New York`, `Hong Kong`.
fn mark_phrases(words: &Words<'_>, first: usize, vocabulary: &Vocabulary, looks: &mut [Look]) {
    let mut at = 0;
    while at + 1 < looks.len() {
        let longest = (at + 2..=looks.len().min(at + MAX_PHRASE)).rev();
        let may_open = looks[at].is_capitalized || !looks[at].is_word;
        let known = may_open.then(|| {
            longest.into_iter().find_map(|end| Some(end).zip(phrase(words, first + at..first + end, vocabulary)))
        });
        match known.flatten() {
            Some((end, flags)) => {
                looks[at].phrase = pair(1, flags);
                looks[at + 1..end].iter_mut().for_each(|look| look.phrase = pair(2, flags));
                at = end;
            }
            None => at += 1,
        }
    }
}

/// The lists that hold a phrase, if any does.
fn phrase(words: &Words<'_>, range: Range<usize>, vocabulary: &Vocabulary) -> Option<u32> {
    let mut hash = Hasher::default();
    let first = range.start;
    for at in range {
        let space = if at == first { "" } else { " " };
        let characters = space.chars().chain(words.str(at).chars().flat_map(char::to_lowercase));
        hash = characters.map(vocabulary::plain).fold(hash, Hasher::char);
    }
    let flags = vocabulary.get(hash.key()).flags();
    (flags != 0).then_some(flags)
}

/// What the places of each word show.
fn seen_in(words: &Words<'_>, glances: &[Glance]) -> HashMap<u32, u8> {
    let mut seen: HashMap<u32, u8> = HashMap::new();
    for sentence in &words.sentences {
        let glances = glances.get(sentence.tokens.clone()).unwrap_or_default();
        for (at, glance) in glances.iter().enumerate().filter(|(_, glance)| glance.is_word) {
            let shown = seen.entry(glance.word).or_default();
            if !glance.is_capitalized {
                *shown |= SEEN_LOWER;
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| glances.get(before));
            if before.is_some_and(|before| before.is_word) {
                *shown |= SEEN_CAPITALIZED;
            }
            let is_named = |before: &Glance| {
                before.is_capitalized && (before.entry.is(Listed::FirstName) || before.entry.is(Listed::Title))
            };
            if before.is_some_and(is_named) {
                *shown |= SEEN_LAST_NAME;
            }
            let behind = glances.get(at + 1);
            if behind.is_some_and(|behind| behind.is_capitalized && behind.entry.is(Listed::OrganizationWord)) {
                *shown |= SEEN_ORGANIZATION;
            }
        }
    }
    seen
}
