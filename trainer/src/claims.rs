//! Trains the ranker of claims, `models/claims.bin`, on sentences marked as worth checking, and checks it by document.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sayso::claim::features::{self, QUESTIONS};
use sayso::model::Ranker;
use sayso::model::ranker::{BUCKETS, QUESTION_UNIT, Row};
use sayso::text::Words;
use serde_json::Value;

/// What is learned from: sentences of US presidential debates.
const CORPUS: &str = "claimbuster/dev.jsonl";
/// What is only measured: sentences of Wikinews.
const NEWS: &str = "news-cw/dev.jsonl";
/// Parts of the debates that take turns at being unseen.
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

/// Makes the file.
///
/// # Errors
/// If the corpus is missing or the file cannot be written.
pub fn make(corpora: &Path, models: &Path) -> Result<()> {
    let samples = read(&corpora.join(CORPUS))?;
    let bytes = train(&samples.iter().collect::<Vec<_>>()).to_bytes();
    let path = models.join("claims.bin");
    fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} sentences, {} bytes", path.display(), samples.len(), bytes.len());
    Ok(())
}

/// Prints the average precision on debates that were unseen, pooled, and the mean over documents of news.
///
/// # Errors
/// If a corpus is missing.
pub fn check(corpora: &Path) -> Result<()> {
    let samples = read(&corpora.join(CORPUS))?;
    let mut docs: Vec<&str> = samples.iter().map(|sample| sample.doc.as_str()).collect();
    docs.sort_unstable();
    docs.dedup();
    let fold_of = |sample: &Sample| docs.iter().position(|doc| *doc == sample.doc).unwrap_or_default() % FOLDS;
    let mut unseen = Vec::new();
    for fold in 0..FOLDS {
        let taught: Vec<&Sample> = samples.iter().filter(|sample| fold_of(sample) != fold).collect();
        let ranker = train(&taught);
        let asked = samples.iter().filter(|sample| fold_of(sample) == fold);
        unseen.extend(asked.map(|sample| (ranker.log_odds(&sample.row), sample.is_worth)));
    }
    println!("claimbuster, unseen debates: AP {:.3}", average_precision(unseen).unwrap_or_default());
    let ranker = train(&samples.iter().collect::<Vec<_>>());
    let mut news: BTreeMap<String, Vec<(f32, bool)>> = BTreeMap::new();
    for sample in read(&corpora.join(NEWS))? {
        news.entry(sample.doc).or_default().push((ranker.log_odds(&sample.row), sample.is_worth));
    }
    let each: Vec<f64> = news.into_values().filter_map(average_precision).collect();
    println!("news-cw, sentence by sentence: MAP {:.3}", each.iter().sum::<f64>() / each.len().max(1) as f64);
    Ok(())
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
