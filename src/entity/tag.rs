//! Tags the tokens of a text and reads the names off the tags.

use std::ops::Range;
use std::sync::LazyLock;

use super::EntityKind;
use super::feature::{Forms, SEEN_FROM};
use crate::model::{Tagger, Vocabulary};
use crate::text::Words;

/// What the tagger says of a token: outside names (0), or at the beginning or inside of a name of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label(pub u8);

impl Label {
    /// Kinds in the order of their labels.
    const KINDS: [EntityKind; 4] = [EntityKind::Person, EntityKind::Organization, EntityKind::Place, EntityKind::Other];
    /// Labels in all.
    pub const COUNT: usize = 1 + 2 * Self::KINDS.len();
    /// The label of tokens outside names.
    pub const OUTSIDE: u8 = 0;

    /// The first token of a name.
    pub fn begin(kind: EntityKind) -> Self {
        let at = Self::KINDS.iter().position(|other| *other == kind).unwrap_or_default();
        Self(1 + 2 * at as u8)
    }

    /// A later token of a name.
    pub fn inside(kind: EntityKind) -> Self {
        Self(Self::begin(kind).0 + 1)
    }

    /// The kind of the name, and whether it begins here.
    pub fn name(self) -> Option<(EntityKind, bool)> {
        let at = self.0.checked_sub(1)?;
        Self::KINDS.get(usize::from(at / 2)).map(|kind| (*kind, at % 2 == 0))
    }
}

/// The tagger that ships, made by `trainer`; `None` if its file does not fit this code, which a test forbids.
pub static SHIPPED: LazyLock<Option<Tagger>> =
    LazyLock::new(|| Tagger::from_bytes(include_bytes!("../../models/entities.bin"), Label::COUNT));

/// The names of a text as ranges of tokens, in order; none crosses a sentence.
pub fn tag(words: &Words<'_>, tagger: &Tagger, vocabulary: &Vocabulary) -> Vec<(Range<usize>, EntityKind)> {
    let forms = Forms::new(words, vocabulary);
    let mut known = KnownScores::new(&forms, tagger);
    let mut names = Vec::new();
    let mut features = Vec::new();
    let mut scores = Vec::new();
    for sentence in &words.sentences {
        let around = forms.sentence(sentence.tokens.clone());
        scores.clear();
        scores.resize(sentence.tokens.len() * Label::COUNT, 0);
        let scores_of = scores.as_chunks_mut::<{ Label::COUNT }>().0;
        for (at, scores) in scores_of.iter_mut().enumerate() {
            features.clear();
            around.put_context(at, &mut features);
            tagger.add(&features, scores);
        }
        for (at, token) in sentence.tokens.clone().enumerate() {
            for (offset, known) in known.of(forms.number(token)).iter().enumerate() {
                let Some(scores) = around.seen_from(at, offset).and_then(|at| scores_of.get_mut(at)) else { continue };
                scores.iter_mut().zip(known).for_each(|(score, known)| *score += known);
            }
        }
        let path = tagger.best_path(&mut scores);
        names.extend(names_of(&path, sentence.tokens.start));
    }
    names
}

/// The scores that a form gives to a token for each place from which that sees it.
type Scores = [[i32; Label::COUNT]; SEEN_FROM];

/// Forms whose scores are kept, 1 MB in all: an article has a thousand.
const KEPT_FORMS: usize = 4096;

/// The scores of the forms met last, so that a word which comes again is not asked again.
struct KnownScores<'a> {
    forms: &'a Forms<'a>,
    tagger: &'a Tagger,
    /// Form number and scores, at the place that the number names.
    kept: Vec<(u32, Scores)>,
    features: Vec<u32>,
}

impl<'a> KnownScores<'a> {
    fn new(forms: &'a Forms<'a>, tagger: &'a Tagger) -> Self {
        Self { forms, tagger, kept: Vec::new(), features: Vec::new() }
    }

    fn of(&mut self, form: u32) -> &Scores {
        let place = form as usize % KEPT_FORMS;
        if self.kept.len() <= place {
            self.kept.resize(place + 1, (u32::MAX, Scores::default()));
        }
        let (forms, tagger, features) = (self.forms, self.tagger, &mut self.features);
        let (known, scores) = &mut self.kept[place];
        if *known != form {
            *known = form;
            *scores = Scores::default();
            for (offset, scores) in scores.iter_mut().enumerate() {
                features.clear();
                forms.put_form(form, offset, features);
                tagger.add(features, scores);
            }
        }
        scores
    }
}

/// Runs of one kind; a name also begins where the kind changes.
fn names_of(path: &[u8], first: usize) -> Vec<(Range<usize>, EntityKind)> {
    let mut names: Vec<(Range<usize>, EntityKind)> = Vec::new();
    for (at, label) in path.iter().enumerate() {
        let Some((kind, begins)) = Label(*label).name() else { continue };
        match names.last_mut() {
            Some((range, last)) if !begins && *last == kind && range.end == first + at => range.end += 1,
            _ => names.push((first + at..first + at + 1, kind)),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_files_fit_this_code() {
        assert!(SHIPPED.is_some());
    }

    #[test]
    fn a_name_goes_on_until_its_kind_changes_or_another_begins() {
        let person = EntityKind::Person;
        let path =
            [Label::begin(person).0, Label::inside(person).0, Label::begin(person).0, 0, Label::inside(person).0];
        assert_eq!(names_of(&path, 10), [(10..12, person), (12..13, person), (14..15, person)]);
    }
}
