//! Trains the block classifier on pages with known article text, and says how good it is on sites it has not seen.

use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result};
use sayso::article::classify::{Classifier, SECOND_WIDTH, first_scores, second_rows};
use sayso::article::features::{Make, Table};
use sayso::article::{Draft, extract_by};
use sayso::dom::builder::DomBuilder;
use sayso::dom::{AttributeName, Dom, NodeId, Tag, html};
use sayso::model::Trees;
use sayso::page::{self, Page};

use crate::corpus::{self, Sample};
use crate::label;
use crate::trees::{Examples, Growth, grow};

/// Parts of the sites that take turns at being unseen.
const FOLDS: usize = 5;
/// Parts of the taught sites that take turns at being unseen by the first ensemble, for the second to learn from.
const PARTS: usize = 3;
/// How the first ensemble grows; chosen on the folds.
const FIRST: Growth = Growth {
    trees: 180,
    leaves: 31,
    rate: 0.07,
    lambda: 5.0,
    min_hessian: 2.0,
    features: 0.3,
    rows: 0.6,
    seed: 0x5a15_0001,
};
/// How the second grows: it has less to add.
const SECOND: Growth = Growth { trees: 100, leaves: 15, seed: 0x5a15_0002, ..FIRST };
/// A block weighs its words up to here, so that a page's text decides and not its number of lines.
const MAX_WEIGHT_WORDS: f64 = 60.0;
/// Added to the words: short lines count for something.
const BASE_WEIGHT: f64 = 4.0;
/// The weights of a page's blocks add up to this much, so that all pages count alike.
const PAGE_WEIGHT: f64 = 60.0;

/// A page, read and labelled.
struct Reading {
    id: String,
    text: String,
    dom: Dom,
    page: Page,
    table: Table,
    labels: Vec<bool>,
    weights: Vec<f64>,
    fold: usize,
}

impl Reading {
    fn new(sample: &Sample, markup: Markup) -> Self {
        let dom = match markup {
            Markup::AsSaved => html::parse(&sample.html),
            Markup::Plain => plain(&html::parse(&sample.html)),
        };
        let page = page::read(&dom, Some(&sample.url));
        let draft = Draft::new(&dom, &page);
        let table = draft.table(&dom, &page);
        let texts: Vec<&str> = draft.texts().collect();
        let labels = label::label(&texts, &sample.text);
        let raw: Vec<f64> =
            table.makes.iter().map(|make| f64::from(make.words).min(MAX_WEIGHT_WORDS) + BASE_WEIGHT).collect();
        let total: f64 = raw.iter().sum();
        // Blocks that the rules settle teach nothing.
        let weight = |(make, raw): (&Make, &f64)| if make.is_settled { 0.0 } else { raw * PAGE_WEIGHT / total };
        let weights = table.makes.iter().zip(&raw).map(weight).collect();
        let fold = hash(sample.site()) % FOLDS;
        let (id, text) = (sample.id.clone(), sample.text.clone());
        Self { id, text, dom, page, table, labels, weights, fold }
    }

    /// The text if every block were judged as labelled.
    fn labelled(&self) -> String {
        let draft = Draft::new(&self.dom, &self.page);
        let kept = draft.texts().zip(&self.labels).filter(|(_, label)| **label).map(|(text, _)| text);
        kept.collect::<Vec<_>>().join("\n\n")
    }

    /// The text that the classifier finds.
    fn extracted(&self, classifier: Option<&Classifier>) -> String {
        extract_by(&self.dom, &mut self.page.clone(), classifier).text
    }
}

/// How much of the markup is read.
#[derive(Clone, Copy)]
enum Markup {
    AsSaved,
    /// Without names and landmarks, as on pages of the 2000s: the classifier must not lean on them alone.
    Plain,
}

/// The same page with no class, id, role or itemprop and with `div` for every element that HTML 5 brought.
fn plain(dom: &Dom) -> Dom {
    const NAMES: [AttributeName; 4] =
        [AttributeName::CLASS, AttributeName::ID, AttributeName::ROLE, AttributeName::ITEMPROP];
    let mut builder = DomBuilder::new();
    let mut open: Vec<NodeId> = Vec::new();
    for id in dom.ids() {
        while open.last().is_some_and(|last| dom.subtree_end(*last) <= id) {
            open.pop();
            builder.close();
        }
        let Some(tag) = dom.tag(id) else {
            builder.text(dom.text(id).unwrap_or(""));
            continue;
        };
        let tag = match tag {
            Tag::Article
            | Tag::Aside
            | Tag::Footer
            | Tag::Header
            | Tag::Main
            | Tag::Nav
            | Tag::Section
            | Tag::Figure
            | Tag::Figcaption
            | Tag::Time => Tag::Div,
            other => other,
        };
        builder.open(tag, dom.flags(id));
        open.push(id);
        for name in (0..).map_while(AttributeName::from_index).filter(|name| !NAMES.contains(name)) {
            if let Some(value) = dom.attribute(id, name) {
                builder.attribute(name, value);
            }
        }
    }
    builder.finish()
}

/// FNV-1a.
fn hash(text: &str) -> usize {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (text.bytes().fold(0xcbf2_9ce4_8422_2325, step) >> 8) as usize
}

/// Trains on `folder` and writes both ensembles; with `check`, first says how each fold fares when it is left out.
///
/// # Errors
/// If the corpus cannot be read or a file not be written.
pub fn train(folder: &Path, models: &Path, predictions: Option<&Path>) -> Result<()> {
    let samples = corpus::read(folder)?;
    let saved: Vec<Reading> = samples.iter().map(|sample| Reading::new(sample, Markup::AsSaved)).collect();
    let plain: Vec<Reading> = samples.iter().map(|sample| Reading::new(sample, Markup::Plain)).collect();
    let blocks: usize = saved.iter().map(|reading| reading.labels.len()).sum();
    println!("{} pages, {blocks} blocks", saved.len());
    let also_plain = plain.iter().filter(|reading| hash(&reading.id).is_multiple_of(PLAIN_EVERY));
    let taught: Vec<&Reading> = saved.iter().chain(also_plain).collect();
    if let Some(path) = predictions {
        report("rules", &saved, |reading| reading.extracted(None));
        report("rules, plain markup", &plain, |reading| reading.extracted(None));
        report("if every block were judged as labelled", &saved, Reading::labelled);
        cross_validate(&taught, &saved, &plain, path)?;
    }
    let classifier = classifier(&taught);
    report("trained on these pages", &saved, |reading| reading.extracted(Some(&classifier)));
    for (name, trees) in [("first", &classifier.first), ("second", &classifier.second)] {
        let path = models.join(format!("blocks-{name}.bin"));
        let bytes = trees.to_bytes();
        fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}: {} bytes", path.display(), bytes.len());
    }
    Ok(())
}

/// One page in so many is also taught with plain markup.
const PLAIN_EVERY: usize = 3;

fn report(name: &str, readings: &[Reading], text: impl Fn(&Reading) -> String) {
    let pages: Vec<_> = readings.iter().map(|reading| label::agreement(&text(reading), &reading.text)).collect();
    println!("{name}: F1 {:.4}", label::f1(&pages));
}

/// Every page judged by a classifier that saw no page of its site; texts go to `path`, one JSON line a page.
fn cross_validate(taught: &[&Reading], saved: &[Reading], plain: &[Reading], path: &Path) -> Result<()> {
    let fold = |fold: usize| {
        let seen: Vec<&Reading> = taught.iter().copied().filter(|reading| reading.fold != fold).collect();
        classifier(&seen)
    };
    let classifiers = in_parallel(FOLDS, fold);
    let text = |reading: &Reading| reading.extracted(Some(&classifiers[reading.fold]));
    report("cross-validated by site", saved, text);
    report("cross-validated by site, plain markup", plain, text);
    let line = |reading: &Reading| serde_json::json!({ "id": reading.id, "text": text(reading) }).to_string();
    let lines: Vec<String> = saved.iter().map(line).collect();
    fs::write(path, lines.join("\n")).with_context(|| format!("cannot write {}", path.display()))
}

/// Trains both ensembles. The second learns from first scores on pages whose site the first had not seen.
fn classifier(readings: &[&Reading]) -> Classifier {
    let part = |reading: &Reading| reading.fold % PARTS;
    let unseen = |own: usize| grow(&examples(readings.iter().copied().filter(|reading| part(reading) != own)), FIRST);
    let firsts: Vec<Trees> = (0..PARTS).map(unseen).collect();
    let mut examples_of_second = Examples::default();
    for reading in readings {
        let scores = first_scores(&firsts[part(reading)], &reading.table);
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
