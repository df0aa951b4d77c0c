//! Trains the block classifier on pages with known article text, and says how good it is on sites it has not seen.

use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result};
use sayso::article::classify::{Classifier, SECOND_WIDTH, second_rows};
use sayso::article::features::Table;
use sayso::article::{Draft, extract_by};
use sayso::dom::{Dom, html};
use sayso::model::Trees;
use sayso::page::{self, Page};

use crate::corpus::{self, Sample};
use crate::label;
use crate::trees::{Examples, Growth, grow};

/// Parts of the sites that take turns at being unseen.
const FOLDS: usize = 5;
/// How the first ensemble grows; chosen on the folds.
const FIRST: Growth = Growth {
    trees: 150,
    leaves: 24,
    rate: 0.08,
    lambda: 5.0,
    min_hessian: 2.0,
    features: 0.4,
    rows: 0.6,
    seed: 0x5a15_0001,
};
/// How the second grows: it has less to add.
const SECOND: Growth = Growth { trees: 80, leaves: 12, seed: 0x5a15_0002, ..FIRST };
/// A block weighs its words up to here, so that a page's text decides and not its number of lines.
const MAX_WEIGHT_WORDS: f64 = 60.0;
/// Added to the words: short lines count for something.
const BASE_WEIGHT: f64 = 4.0;
/// The weights of a page's blocks add up to this much, so that all pages count alike.
const PAGE_WEIGHT: f64 = 60.0;

/// A page, read and labelled.
struct Reading {
    sample: Sample,
    dom: Dom,
    page: Page,
    table: Table,
    labels: Vec<bool>,
    weights: Vec<f64>,
    fold: usize,
}

impl Reading {
    fn new(sample: Sample) -> Self {
        let dom = html::parse(&sample.html);
        let page = page::read(&dom, Some(&sample.url));
        let draft = Draft::new(&dom, &page);
        let table = draft.table(&dom, &page);
        let texts: Vec<&str> = draft.texts().collect();
        let labels = label::label(&texts, &sample.text);
        let raw: Vec<f64> =
            table.makes.iter().map(|make| f64::from(make.words).min(MAX_WEIGHT_WORDS) + BASE_WEIGHT).collect();
        let total: f64 = raw.iter().sum();
        // Blocks that can never be kept teach nothing.
        let weight = |(at, raw): (usize, &f64)| if draft.can_keep(at) { raw * PAGE_WEIGHT / total } else { 0.0 };
        let weights = raw.iter().enumerate().map(weight).collect();
        let fold = fold_of(sample.site());
        Self { sample, dom, page, table, labels, weights, fold }
    }

    /// The text that the classifier finds.
    fn extracted(&self, classifier: Option<&Classifier>) -> String {
        extract_by(&self.dom, &mut self.page.clone(), classifier).text
    }
}

/// Pages of one site are in one fold; FNV-1a.
fn fold_of(site: &str) -> usize {
    let hash = site.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash % FOLDS as u64) as usize
}

/// Trains on `folder` and writes both ensembles; with `check`, first says how each fold fares when it is left out.
///
/// # Errors
/// If the corpus cannot be read or a file not be written.
pub fn train(folder: &Path, models: &Path, predictions: Option<&Path>) -> Result<()> {
    let readings: Vec<Reading> = corpus::read(folder)?.into_iter().map(Reading::new).collect();
    let all: Vec<&Reading> = readings.iter().collect();
    let blocks: usize = readings.iter().map(|reading| reading.labels.len()).sum();
    println!("{} pages, {blocks} blocks", readings.len());
    report("rules", &all, |reading| reading.extracted(None));
    if let Some(path) = predictions {
        cross_validate(&all, path)?;
    }
    let classifier = classifier(&all);
    report("trained on these pages", &all, |reading| reading.extracted(Some(&classifier)));
    for (name, trees) in [("first", &classifier.first), ("second", &classifier.second)] {
        let path = models.join(format!("blocks-{name}.bin"));
        let bytes = trees.to_bytes();
        fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}: {} bytes", path.display(), bytes.len());
    }
    Ok(())
}

fn report(name: &str, readings: &[&Reading], text: impl Fn(&Reading) -> String) {
    let pages: Vec<_> = readings.iter().map(|reading| label::agreement(&text(reading), &reading.sample.text)).collect();
    println!("{name}: F1 {:.4}", label::f1(&pages));
}

/// Every page judged by a classifier that saw no page of its site; texts go to `path`, one JSON line a page.
fn cross_validate(readings: &[&Reading], path: &Path) -> Result<()> {
    let fold = |fold: usize| {
        let seen: Vec<&Reading> = readings.iter().copied().filter(|reading| reading.fold != fold).collect();
        classifier(&seen)
    };
    let classifiers = in_parallel(FOLDS, fold);
    let text = |reading: &Reading| reading.extracted(Some(&classifiers[reading.fold]));
    report("cross-validated by site", readings, text);
    let perfect = |reading: &Reading| {
        let draft = Draft::new(&reading.dom, &reading.page);
        let kept = draft.texts().zip(&reading.labels).filter(|(_, label)| **label).map(|(text, _)| text);
        kept.collect::<Vec<_>>().join("\n\n")
    };
    report("if every block were judged as labelled", readings, perfect);
    let line = |reading: &&Reading| serde_json::json!({ "id": reading.sample.id, "text": text(reading) }).to_string();
    let lines: Vec<String> = readings.iter().map(line).collect();
    fs::write(path, lines.join("\n")).with_context(|| format!("cannot write {}", path.display()))
}

/// Trains both ensembles. The second learns from first scores on pages whose site the first had not seen.
fn classifier(readings: &[&Reading]) -> Classifier {
    let unseen = |fold: usize| grow(&examples(readings.iter().copied().filter(|reading| reading.fold != fold)), FIRST);
    let firsts: Vec<Trees> = (0..FOLDS).map(unseen).collect();
    let mut examples_of_second = Examples::default();
    for reading in readings {
        let scores: Vec<i32> = reading.table.rows().map(|row| firsts[reading.fold].score(row)).collect();
        let rows = second_rows(&reading.table, &scores);
        for (at, row) in rows.chunks_exact(SECOND_WIDTH).enumerate().filter(|(at, _)| reading.weights[*at] > 0.0) {
            examples_of_second.push(row, reading.labels[at], reading.weights[at]);
        }
    }
    Classifier { first: grow(&examples(readings.iter().copied()), FIRST), second: grow(&examples_of_second, SECOND) }
}

fn examples<'a>(readings: impl Iterator<Item = &'a Reading>) -> Examples {
    let mut examples = Examples::default();
    for reading in readings {
        for (at, row) in reading.table.rows().enumerate().filter(|(at, _)| reading.weights[*at] > 0.0) {
            examples.push(row, reading.labels[at], reading.weights[at]);
        }
    }
    examples
}

/// Runs `work` for `0..count` on all cores; results in order.
fn in_parallel<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut results = Vec::with_capacity(count);
    for chunk in (0..count).collect::<Vec<_>>().chunks(cores) {
        thread::scope(|scope| {
            let started: Vec<_> = chunk.iter().map(|at| scope.spawn(|| work(*at))).collect();
            results.extend(started.into_iter().filter_map(|thread| thread.join().ok()));
        });
    }
    results
}
