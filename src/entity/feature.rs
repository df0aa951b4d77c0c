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

/// What the document shows of a word beyond the place at hand; the bits of [`Form::seen`].
const SEEN_LOWER: u8 = 1;
const SEEN_CAPITALIZED: u8 = 2;
const SEEN_LAST_NAME: u8 = 4;
const SEEN_ORGANIZATION: u8 = 8;

/// What is known of a word as it is written, wherever it stands.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// A token that is written so.
    token: usize,
    /// Key of the word in lower case.
    word: u32,
    shape: u32,
    entry: Entry,
    class: u32,
    coarse: u32,
    is_capitalized: bool,
    is_word: bool,
    seen: u8,
}

/// The tokens of a document by the form in which they are written. Half of a text's words have stood in it before, and
/// most of what is asked of a token is the same wherever it stands.
#[derive(Debug)]
pub struct Forms<'a> {
    words: &'a Words<'a>,
    vocabulary: &'a Vocabulary,
    list: Vec<Form>,
    /// The form of each token.
    of_tokens: Vec<u32>,
}

impl<'a> Forms<'a> {
    /// Reads the tokens of a document. Linear in its length.
    pub fn new(words: &'a Words<'a>, vocabulary: &'a Vocabulary) -> Self {
        let mut numbers: HashMap<(&str, bool), u32> = HashMap::new();
        let mut list = Vec::new();
        let number = |token: usize| {
            let is_word = words.tokens[token].kind == TokenKind::Word;
            *numbers.entry((words.str(token), is_word)).or_insert_with(|| {
                list.push(form(words, token, is_word, vocabulary));
                list.len() as u32 - 1
            })
        };
        let of_tokens = (0..words.tokens.len()).map(number).collect();
        let mut forms = Self { words, vocabulary, list, of_tokens };
        forms.note_seen();
        forms
    }

    /// The number of a token's form; forms are numbered from 0 in the order in which they first stand in the text.
    pub fn number(&self, token: usize) -> u32 {
        self.of_tokens.get(token).copied().unwrap_or_default()
    }

    /// Appends what a form alone says of a token near it: of the third one behind it at `offset` 0, of itself at 3, of the
    /// third one before it at 6.
    pub fn put_form(&self, number: u32, offset: usize, features: &mut Vec<u32>) {
        let Some(form) = self.list.get(number as usize) else { return };
        let mut put = |ask: Ask, value: u32| features.push(pair(ask as u32, value));
        let place = |value: u32| pair(offset as u32, value);
        put(Ask::Word, place(form.word));
        put(Ask::Shape, place(form.shape));
        put(Ask::Class, place(form.class));
        put(Ask::Coarse, place(form.coarse));
        if offset.abs_diff(REACH) <= 1 {
            for list in flags_of(form) {
                put(Ask::Flag, place(list));
            }
        }
        if offset == REACH {
            put_spelling(self.words.str(form.token), form.is_word, put);
        }
    }

    /// The tokens of one sentence.
    pub fn sentence(&self, tokens: Range<usize>) -> Sentence<'_> {
        let numbers = self.of_tokens.get(tokens.clone()).unwrap_or_default();
        let forms: Vec<&Form> = numbers.iter().filter_map(|number| self.list.get(*number as usize)).collect();
        let casing = casing_of(tokens.clone().map(|token| self.words.str(token)).zip(forms.iter().copied()));
        Sentence { phrases: self.phrases(tokens.start, &forms), forms, casing }
    }

    fn form_of(&self, token: usize) -> Option<&Form> {
        self.list.get(*self.of_tokens.get(token)? as usize)
    }

    /// Notes for each word what all its places show.
    fn note_seen(&mut self) {
        let mut seen: HashMap<u32, u8> = HashMap::new();
        for sentence in &self.words.sentences {
            let inside = |token: usize| self.form_of(token).filter(|_| sentence.tokens.contains(&token));
            for token in sentence.tokens.clone() {
                let Some(form) = inside(token).filter(|form| form.is_word) else { continue };
                let shown = seen.entry(form.word).or_default();
                if !form.is_capitalized {
                    *shown |= SEEN_LOWER;
                    continue;
                }
                let before = token.checked_sub(1).and_then(inside);
                if before.is_some_and(|before| before.is_word) {
                    *shown |= SEEN_CAPITALIZED;
                }
                let is_named = |before: &Form| {
                    before.is_capitalized && (before.entry.is(Listed::FirstName) || before.entry.is(Listed::Title))
                };
                if before.is_some_and(is_named) {
                    *shown |= SEEN_LAST_NAME;
                }
                let behind = inside(token + 1);
                if behind.is_some_and(|behind| behind.is_capitalized && behind.entry.is(Listed::OrganizationWord)) {
                    *shown |= SEEN_ORGANIZATION;
                }
            }
        }
        for form in self.list.iter_mut().filter(|form| form.is_word) {
            form.seen = seen.get(&form.word).copied().unwrap_or_default();
        }
    }

    /// Where the longest phrases of a list begin (`pair(1, lists)`) and go on (`pair(2, lists)`): `New York`, `Hong Kong`.
    fn phrases(&self, first: usize, forms: &[&Form]) -> Vec<u32> {
        let mut phrases = vec![0; forms.len()];
        let mut at = 0;
        while at + 1 < forms.len() {
            let longest = (at + 2..=forms.len().min(at + MAX_PHRASE)).rev();
            let may_open = forms[at].is_capitalized || !forms[at].is_word;
            let known = may_open.then(|| {
                let lists = |end: usize| phrase(self.words, first + at..first + end, self.vocabulary);
                longest.into_iter().find_map(|end| Some(end).zip(lists(end)))
            });
            match known.flatten() {
                Some((end, lists)) => {
                    phrases[at] = pair(1, lists);
                    phrases[at + 1..end].fill(pair(2, lists));
                    at = end;
                }
                None => at += 1,
            }
        }
        phrases
    }
}

/// A form is seen by tokens at so many places: its own, and three on each side.
pub const SEEN_FROM: usize = 2 * REACH + 1;

/// The tokens of a sentence.
#[derive(Debug)]
pub struct Sentence<'a> {
    forms: Vec<&'a Form>,
    /// Keys of the phrases of several tokens that stand here; 0 for none.
    phrases: Vec<u32>,
    casing: Casing,
}

impl Sentence<'_> {
    /// The token that sees another one at `offset`, both counted from the first of the sentence; see [`Forms::put_form`].
    pub fn seen_from(&self, token: usize, offset: usize) -> Option<usize> {
        (token + REACH).checked_sub(offset).filter(|at| *at < self.forms.len())
    }

    /// Appends what several tokens together, or the sentence, say of one, counted from the first of the sentence.
    pub fn put_context(&self, at: usize, features: &mut Vec<u32>) {
        let Some(own) = self.forms.get(at) else { return };
        let mut put = |ask: Ask, value: u32| features.push(pair(ask as u32, value));
        let near = |offset: usize| (at + offset).checked_sub(REACH).and_then(|place| self.forms.get(place));
        put(Ask::Bias, 0);
        for offset in (0..SEEN_FROM).filter(|offset| near(*offset).is_none()) {
            put(Ask::Edge, offset as u32);
        }
        if let Some(phrase) = self.phrases.get(at).filter(|phrase| **phrase != 0) {
            put(Ask::Phrase, *phrase);
        }
        for (one, other) in [(REACH - 1, REACH), (REACH, REACH + 1)] {
            let (Some(one_form), Some(other_form)) = (near(one), near(other)) else { continue };
            let place = |value: u32| pair(one as u32, value);
            put(Ask::ShapePair, place(pair(one_form.shape, other_form.shape)));
            put(Ask::CoarsePair, place(pair(one_form.coarse, other_form.coarse)));
            put(Ask::WordPair, place(pair(one_form.word, other_form.word)));
            put(Ask::ClassPair, place(pair(one_form.class, other_form.class)));
            put(Ask::FlagPair, place(pair(one_form.entry.flags(), other_form.entry.flags())));
        }
        if let (Some(before), Some(behind)) = (near(REACH - 1), near(REACH + 1)) {
            put(Ask::ShapeTriple, pair(pair(before.shape, own.shape), behind.shape));
        }
        if at == 0 {
            put(Ask::Start, own.shape);
            put(Ask::Start, pair(1, u32::from(own.seen)));
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
fn casing_of<'a>(forms: impl Iterator<Item = (&'a str, &'a Form)>) -> Casing {
    let (mut count, mut upper, mut capitalized) = (0, 0, 0);
    for (word, form) in forms.filter(|(_, form)| form.is_word) {
        count += 1;
        upper += usize::from(!word.chars().any(char::is_lowercase));
        capitalized += usize::from(form.is_capitalized || word.len() <= MAX_SMALL_WORD);
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
fn flags_of(form: &Form) -> impl Iterator<Item = u32> {
    let is_name_like = form.is_capitalized || form.entry.is(Listed::Title);
    let flags = if is_name_like { form.entry.flags() } else { 0 };
    (0..Listed::ALL.len() as u32).filter(move |list| flags & (1 << list) != 0)
}

fn form(words: &Words<'_>, token: usize, is_word: bool, vocabulary: &Vocabulary) -> Form {
    let (mut hash, mut shape) = (Hasher::default(), Hasher::default());
    let mut last_class = '\0';
    let mut is_capitalized = false;
    for character in words.str(token).chars() {
        is_capitalized |= character.is_uppercase();
        hash = character.to_lowercase().map(vocabulary::plain).fold(hash, Hasher::char);
        let class = character_class(character);
        if class != last_class {
            shape = shape.char(class);
        }
        last_class = class;
    }
    let word = hash.key();
    let entry = vocabulary.get(word);
    Form {
        token,
        word,
        shape: shape.key(),
        entry,
        class: class_key(entry),
        coarse: vocabulary.coarse(entry).map_or(NO_CLASS, u32::from),
        is_capitalized,
        is_word,
        seen: 0,
    }
}

/// Puts how a word is spelled: its whole shape, its first and last letters, the part behind its last hyphen.
fn put_spelling(word: &str, is_word: bool, mut put: impl FnMut(Ask, u32)) {
    let shape = word.chars().take(MAX_SHAPE).map(character_class).fold(Hasher::default(), Hasher::char);
    put(Ask::LongShape, shape.key());
    let mut prefix = Hasher::default();
    let mut tail = None;
    // The last characters, oldest first, for the suffixes.
    let mut ending = ['\0'; MAX_AFFIX];
    let mut length = 0;
    for lower in word.chars().flat_map(char::to_lowercase).map(vocabulary::plain) {
        if length < MAX_AFFIX {
            prefix = prefix.char(lower);
            put(Ask::Prefix, pair(length as u32, prefix.key()));
        }
        tail = if lower == '-' { Some(Hasher::default()) } else { tail.map(|tail: Hasher| tail.char(lower)) };
        ending.rotate_left(1);
        ending[MAX_AFFIX - 1] = lower;
        length += 1;
    }
    for size in 1..=length.min(MAX_AFFIX) {
        let suffix = ending[MAX_AFFIX - size..].iter().fold(Hasher::default(), |hash, c| hash.char(*c));
        put(Ask::Suffix, pair(size as u32 - 1, suffix.key()));
    }
    if let Some(tail) = tail.filter(|_| is_word) {
        put(Ask::Hyphen, tail.key());
    }
}

/// The coarse class of words that have none.
const NO_CLASS: u32 = 1000;

/// Capitals, small letters and digits each look alike.
fn character_class(character: char) -> char {
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
