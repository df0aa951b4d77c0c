//! Trains the mention tagger, `models/entities.bin`, on texts with marked names, and says how well it finds them.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sayso::article;
use sayso::entity::{Forms, Label, SEEN_FROM};
use sayso::model::{Tagger, Vocabulary};
use sayso::text::Words;

use crate::chain::{Example, Training, train};
use crate::conll::{self, Document, Recase};
use crate::vocabulary;

/// What is learned from: file under the corpora, how its documents are told apart, and what is done about nationalities.
const CORPORA: [(&str, Marking); 9] = [
    ("gum/train.conll", Marking::Full),
    ("uner-ewt/train.conll", Marking::NoOthers),
    ("uner-ewt/dev.conll", Marking::NoOthers),
    ("redocred/train.conll.gz", Marking::Full),
    ("redocred/dev.conll.gz", Marking::Full),
    ("crossner/train.conll", Marking::Full),
    ("crossner/dev.conll", Marking::Full),
    ("btc/g.conll", Marking::NoOthers),
    ("gmb-vote/train.conll.gz", Marking::Full),
];

/// What a corpus marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marking {
    /// All four types.
    Full,
    /// No names of other things; nationalities are marked by our list.
    NoOthers,
}

const TRAINING: Training = Training {
    labels: Label::COUNT,
    passes: 8,
    min_count: 2,
    rate: 0.1,
    penalty: 1.1,
    cut: 1.0 / 250.0,
    seed: 0x5a15_0004,
};

/// Parts that no training sees, or only that of the shipped file, and that tell how good it is.
const CHECKS: [&str; 5] =
    ["gum/dev.conll", "gmb/dev.conll.gz", "redocred/dev.conll.gz", "crossner/dev.conll", "uner-ewt/dev.conll"];

/// Every so many documents are also taught in the letters of headlines and of shouting.
const RECASED: [(Recase, usize); 2] = [(Recase::Title, 10), (Recase::Capitals, 15)];

/// Makes both files.
///
/// # Errors
/// If a corpus is missing or a file cannot be written.
pub fn make(corpora: &Path, models: &Path) -> Result<()> {
    let vocabulary = vocabulary::make(corpora)?;
    write(&models.join("words.bin"), &vocabulary.to_bytes())?;
    let tagger = train_on(corpora, &vocabulary, |_| true)?;
    write(&models.join("entities.bin"), &tagger.to_bytes())
}

/// Trains without the development parts and prints scores on them.
///
/// # Errors
/// If a corpus is missing.
pub fn check(corpora: &Path) -> Result<()> {
    let vocabulary = vocabulary::make(corpora)?;
    let tagger = train_on(corpora, &vocabulary, |corpus| !CHECKS.contains(&corpus))?;
    let mut sum = 0.0;
    for dev in CHECKS {
        let documents = conll::read(&corpora.join(dev))?;
        let f1 = score(dev, &documents, &tagger, &vocabulary);
        for (recase, _) in RECASED {
            let recased: Vec<Document> = documents.iter().map(|document| document.recased(recase)).collect();
            score(&format!("{dev} {recase:?}"), &recased, &tagger, &vocabulary);
        }
        sum += f1;
    }
    println!("mean F1 {:.2}", sum / CHECKS.len() as f64);
    Ok(())
}

/// Trains a tagger on the chosen corpora.
fn train_on(corpora: &Path, vocabulary: &Vocabulary, is_chosen: impl Fn(&str) -> bool) -> Result<Tagger> {
    let mut examples = Vec::new();
    for (corpus, marking) in CORPORA.into_iter().filter(|(corpus, _)| is_chosen(corpus)) {
        let documents = conll::read(&corpora.join(corpus))?;
        for (at, document) in documents.iter().enumerate() {
            examples.extend(examples_of(document, marking, vocabulary));
            for (recase, every) in RECASED {
                if at % every == 0 {
                    examples.extend(examples_of(&document.recased(recase), marking, vocabulary));
                }
            }
        }
    }
    eprintln!(
        "{} sentences, {} tokens",
        examples.len(),
        examples.iter().map(|example| example.labels.len()).sum::<usize>()
    );
    Ok(train(&examples, TRAINING))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}

/// The sentences of a document with the features of their tokens and the right labels.
fn examples_of(document: &Document, marking: Marking, vocabulary: &Vocabulary) -> Vec<Example> {
    let article = article::take_whole(&document.text);
    let words = Words::new(&article);
    let forms = Forms::new(&words, vocabulary);
    let mut labels = labels_of(document, &words);
    if marking == Marking::NoOthers {
        for (at, label) in labels.iter_mut().enumerate() {
            let is_nationality =
                sayso::lexicon::DEMONYMS.has(&words.lower(at)) && words.str(at).starts_with(char::is_uppercase);
            if *label == Label::OUTSIDE && is_nationality {
                *label = Label::begin(sayso::entity::EntityKind::Other).0;
            }
        }
    }
    let mut examples = Vec::new();
    for sentence in &words.sentences {
        let around = forms.sentence(sentence.tokens.clone());
        let mut example = Example::default();
        for (at, token) in sentence.tokens.clone().enumerate() {
            around.put_context(at, &mut example.features);
            for offset in 0..SEEN_FROM {
                // What sees a token at one offset is seen by it at the mirrored one.
                if let Some(other) = around.seen_from(at, SEEN_FROM - 1 - offset) {
                    forms.put_form(forms.number(sentence.tokens.start + other), offset, &mut example.features);
                }
            }
            example.ends.push(example.features.len() as u32);
            example.labels.push(labels[token]);
        }
        examples.push(example);
    }
    examples
}

/// The label of each token: inside a marked name if the name begins and ends with tokens.
fn labels_of(document: &Document, words: &Words<'_>) -> Vec<u8> {
    let mut labels = vec![Label::OUTSIDE; words.tokens.len()];
    for (span, kind) in &document.names {
        let tokens = words.tokens_in(*span);
        if tokens.is_empty() || words.span(tokens.clone()) != *span {
            continue;
        }
        labels[tokens.start] = Label::begin(*kind).0;
        labels[tokens.start + 1..tokens.end].fill(Label::inside(*kind).0);
    }
    labels
}

/// Prints precision, recall and F1 of exact spans with type, without names of other things.
fn score(name: &str, documents: &[Document], tagger: &Tagger, vocabulary: &Vocabulary) -> f64 {
    let (mut right, mut found_count, mut gold_count) = (0, 0, 0);
    for document in documents {
        let article = article::take_whole(&document.text);
        let words = Words::new(&article);
        let found = sayso::entity::tag(&words, tagger, vocabulary);
        let is_counted = |kind: sayso::entity::EntityKind| kind != sayso::entity::EntityKind::Other;
        let found: HashSet<_> = found
            .into_iter()
            .filter(|(_, kind)| is_counted(*kind))
            .map(|(range, kind)| (words.span(range), kind))
            .collect();
        let gold: HashSet<_> = document.names.iter().copied().filter(|(_, kind)| is_counted(*kind)).collect();
        right += found.intersection(&gold).count();
        found_count += found.len();
        gold_count += gold.len();
    }
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let f1 = percent(2 * right, found_count + gold_count);
    println!("{name}: P {:.1} R {:.1} F1 {f1:.1}", percent(right, found_count), percent(right, gold_count));
    f1
}

#[cfg(test)]
mod tests {
    use sayso::entity::{EntityKind, SHIPPED, tag};
    use sayso::model::vocabulary;

    use super::*;

    #[test]
    fn what_is_trained_on_is_what_the_tagger_sees() {
        let text = "Anna Lindgren of the Kelmouth Harbor Board flew to New York on Monday. “We met Ruiz,” Lindgren said. \
                    HARBOR BOARD MEETS IN OSLO";
        let (tagger, vocabulary) = (SHIPPED.as_ref().unwrap(), &*vocabulary::SHIPPED);
        let document = Document { text: text.to_owned(), names: Vec::new() };
        let mut trained: Vec<Option<EntityKind>> = Vec::new();
        for example in examples_of(&document, Marking::Full, vocabulary) {
            let mut scores = vec![0; example.ends.len() * Label::COUNT];
            let mut from = 0;
            for (end, scores) in example.ends.iter().zip(scores.chunks_exact_mut(Label::COUNT)) {
                tagger.add(&example.features[from..*end as usize], scores);
                from = *end as usize;
            }
            trained.extend(
                tagger.best_path(&mut scores).into_iter().map(|label| Label(label).name().map(|(kind, _)| kind)),
            );
        }
        let article = article::take_whole(text);
        let words = Words::new(&article);
        let mut tagged = vec![None; words.tokens.len()];
        for (range, kind) in tag(&words, tagger, vocabulary) {
            tagged[range].fill(Some(kind));
        }
        assert_eq!(trained, tagged);
        assert!(tagged.iter().flatten().count() > 5);
    }
}
