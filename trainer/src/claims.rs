//! Trains the ranker of sentences, `models/claims.bin`, on sentences marked as worth checking, and checks it by document.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sayso::claim;
use sayso::claim::features::{self, QUESTIONS};
use sayso::model::Ranker;
use sayso::model::ranker::{BUCKETS, QUESTION_UNIT, Row};
use sayso::text::Words;
use serde_json::Value;

use crate::claim_articles::{self, Mark, Marked};
use crate::claim_rank;

/// What is learned from beside our own articles: sentences of US presidential debates.
const CORPUS: &str = "claimbuster/dev.jsonl";
/// What is only measured: sentences of Wikinews.
const NEWS: &str = "news-cw/dev.jsonl";
/// Parts of the documents that take turns at being unseen.
const FOLDS: usize = 5;
/// Inverse of the L2 penalty on weights: the prototype's.
const FREEDOM: f64 = 3.0;
/// Steps of accelerated gradient descent: two seconds for six trainings.
const STEPS: usize = 400;
/// The largest weight of a bucket, in steps.
const MAX_STEPS: f64 = 127.0;

/// A sentence.
struct Sample {
    doc: String,
    row: Row,
    is_worth: bool,
}

/// Makes both files.
///
/// # Errors
/// If a corpus is missing or a file cannot be written.
pub fn make(corpora: &Path, own: &Path, models: &Path) -> Result<()> {
    let own = claim_articles::read(own)?;
    let samples: Vec<Sample> =
        read(&corpora.join(CORPUS))?.into_iter().chain(own.iter().flat_map(samples_of)).collect();
    let bytes = train(&samples.iter().collect::<Vec<_>>()).to_bytes();
    write(&models.join("claims.bin"), &bytes, samples.len())?;
    let candidates = claim_rank::candidates(&own, &unseen_worth(&samples, &own));
    let weights = claim_rank::to_tsv(&claim_rank::train(&candidates));
    write(&models.join("claims-rank.tsv"), weights.as_bytes(), candidates.len())
}

fn write(path: &Path, bytes: &[u8], sentences: usize) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {sentences} sentences, {} bytes", path.display(), bytes.len());
    Ok(())
}

/// Prints how well documents that were unseen are ranked: the average precision of debates, pooled, the mean over documents
/// of news, and the share of checkable and core claims among the first of our own articles.
///
/// # Errors
/// If a corpus is missing.
pub fn check(corpora: &Path, own: &Path) -> Result<()> {
    let own = claim_articles::read(own)?;
    let debates = read(&corpora.join(CORPUS))?;
    let count = debates.len();
    let samples: Vec<Sample> = debates.into_iter().chain(own.iter().flat_map(samples_of)).collect();
    let unseen = unseen_odds(&samples);
    let of_debates = unseen.iter().zip(&samples).take(count).map(|(odds, sample)| (*odds, sample.is_worth)).collect();
    println!("claimbuster, unseen debates: AP {:.3}", average_precision(of_debates).unwrap_or_default());
    let ranker = train(&samples.iter().collect::<Vec<_>>());
    let mut news: BTreeMap<String, Vec<(f32, bool)>> = BTreeMap::new();
    for sample in read(&corpora.join(NEWS))? {
        news.entry(sample.doc).or_default().push((ranker.log_odds(&sample.row), sample.is_worth));
    }
    let each: Vec<f64> = news.into_values().filter_map(average_precision).collect();
    println!("news-cw, sentence by sentence: MAP {:.3}", each.iter().sum::<f64>() / each.len().max(1) as f64);
    claim_rank::check(&claim_rank::candidates(&own, &unseen_worth(&samples, &own)));
    Ok(())
}

/// The sentences of one of our own articles.
fn samples_of(article: &Marked) -> Vec<Sample> {
    let sample = |at: usize| {
        let words = Words::of_line(article.sentence(at));
        let row = features::row(&words, 0..words.tokens.len());
        Sample { doc: article.id.clone(), row, is_worth: article.sentences[at].2 > Mark::None }
    };
    (0..article.sentences.len()).map(sample).collect()
}

/// Log-odds of each sample by a ranker that has seen nothing of its document.
fn unseen_odds(samples: &[Sample]) -> Vec<f32> {
    let fold_of = folds(samples.iter().map(|sample| sample.doc.as_str()));
    let mut odds = vec![0.0; samples.len()];
    for fold in 0..FOLDS {
        let taught: Vec<&Sample> = samples.iter().filter(|sample| fold_of(&sample.doc) != fold).collect();
        let ranker = train(&taught);
        for (odds, sample) in odds.iter_mut().zip(samples).filter(|(_, sample)| fold_of(&sample.doc) == fold) {
            *odds = ranker.log_odds(&sample.row);
        }
    }
    odds
}

/// For each sentence of our own articles, in order, how much it looks worth checking to a ranker that has not seen it.
fn unseen_worth(samples: &[Sample], own: &[Marked]) -> Vec<f32> {
    let count: usize = own.iter().map(|article| article.sentences.len()).sum();
    unseen_odds(samples)[samples.len() - count..].iter().map(|odds| claim::worth(*odds)).collect()
}

/// Which part each document is in.
pub fn folds<'a>(docs: impl Iterator<Item = &'a str>) -> impl Fn(&str) -> usize {
    let docs: BTreeSet<String> = docs.map(str::to_owned).collect();
    move |doc| docs.iter().position(|known| known == doc).unwrap_or_default() % FOLDS
}

fn read(path: &Path) -> Result<Vec<Sample>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let sample = |line: &str| {
        let value: Value = serde_json::from_str(line).with_context(|| path.display().to_string())?;
        let words = Words::of_line(value["text"].as_str().unwrap_or_default());
        let row = features::row(&words, 0..words.tokens.len());
        Ok(Sample { doc: value["doc"].as_str().unwrap_or_default().to_owned(), row, is_worth: value["label"] == 1 })
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(sample).collect()
}

/// The places of a row's values among all weights, with the values.
fn values(row: &Row) -> Vec<(usize, f64)> {
    let questions = (0..QUESTIONS).filter(|at| row.asked >> at & 1 == 1).map(|at| (at, 1.0));
    let share = f64::from(row.share());
    questions.chain(row.hashed.iter().map(|bucket| (QUESTIONS + usize::from(*bucket), share))).collect()
}

/// Logistic regression, both answers weighing the same, by accelerated gradient descent (Nesterov 1983) with a step for
/// each weight that no sum of second derivatives exceeds.
fn train(samples: &[&Sample]) -> Ranker {
    let width = QUESTIONS + BUCKETS;
    let rows: Vec<Vec<(usize, f64)>> = samples.iter().map(|sample| values(&sample.row)).collect();
    let worth = samples.iter().filter(|sample| sample.is_worth).count();
    let balance = |count: usize| samples.len() as f64 / (2.0 * count.max(1) as f64);
    let (yes, no) = (balance(worth), balance(samples.len() - worth));
    let weight_of = |sample: &Sample| if sample.is_worth { yes } else { no };
    let mut curvature = vec![1.0 / FREEDOM; width];
    for (sample, row) in samples.iter().zip(&rows) {
        let size: f64 = row.iter().map(|(_, value)| value).sum();
        for (at, value) in row {
            curvature[*at] += weight_of(sample) * value * size / 4.0;
        }
    }
    let (mut weights, mut ahead) = (vec![0.0_f64; width], vec![0.0_f64; width]);
    let mut pace = 1.0_f64;
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = ahead.iter().map(|weight| weight / FREEDOM).collect();
        for (sample, row) in samples.iter().zip(&rows) {
            let odds: f64 = row.iter().map(|(at, value)| ahead[*at] * value).sum();
            let chance = 1.0 / (1.0 + (-odds).exp());
            let error = weight_of(sample) * (chance - f64::from(u8::from(sample.is_worth)));
            for (at, value) in row {
                gradient[*at] += error * value;
            }
        }
        let next_pace = (1.0 + (1.0 + 4.0 * pace * pace).sqrt()) / 2.0;
        let momentum = (pace - 1.0) / next_pace;
        for at in 0..width {
            let next = ahead[at] - gradient[at] / curvature[at];
            ahead[at] = next + momentum * (next - weights[at]);
            weights[at] = next;
        }
        pace = next_pace;
    }
    rounded(&weights)
}

/// The weights in the small numbers of the file.
fn rounded(weights: &[f64]) -> Ranker {
    let (questions, buckets) = weights.split_at(QUESTIONS);
    let largest = buckets.iter().fold(0.0_f64, |most, weight| most.max(weight.abs()));
    let step = (largest / MAX_STEPS).max(f64::EPSILON);
    Ranker {
        questions: questions.iter().map(|weight| (weight * f64::from(QUESTION_UNIT)).round() as i16).collect(),
        step: step as f32,
        buckets: buckets.iter().map(|weight| (weight / step).round() as i8).collect(),
    }
}

/// The mean of the precisions at each sentence that is worth it, best first; ties in their order.
fn average_precision(mut scored: Vec<(f32, bool)>) -> Option<f64> {
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut found, mut sum) = (0.0, 0.0);
    for (at, (_, is_worth)) in scored.iter().enumerate() {
        if *is_worth {
            found += 1.0;
            sum += found / (at + 1) as f64;
        }
    }
    (found > 0.0).then(|| sum / found)
}
