//! Trains the weight of each measure of a claim, `models/claims-rank.tsv`, on our own marked articles.

use std::collections::BTreeMap;
use std::fmt::Write;

use sayso::claim::MEASURES;

use crate::claim_articles::{Mark, Marked};
use crate::claims::folds;

/// Number of weights.
const COUNT: usize = MEASURES.len();
/// What the weights start from and are held to: points set by hand on the development pages, before there were articles to
/// learn from. Held to nothing, the weights find more on our own articles and less on the development pages.
const PRIOR: [(&str, f64); 16] = [
    ("base", -2.0),
    ("worth", 1.5),
    ("number", 1.0),
    ("date", 0.5),
    ("allegation", 1.2),
    ("prediction", 0.3),
    ("denied", 1.0),
    ("reported", 0.2),
    ("quoted", 0.2),
    ("main-entities", 0.75),
    ("entities", 0.9),
    ("title-words", 1.6),
    ("comparison", 0.3),
    ("early", 1.5),
    ("long", 0.6),
    ("short", -1.0),
];
/// How firmly a weight is held to its prior: the inverse variance of a Gaussian around it. 30 to 300 serve alike.
const FIRMNESS: f64 = 100.0;
/// The part of the core claims in the weights; the rest is what tells checkable sentences from others.
const CORE_PART: f64 = 0.3;
/// Newton steps: it stands still after six.
const STEPS: usize = 12;

/// A candidate of one article.
pub struct Candidate {
    doc: String,
    measures: [f64; COUNT],
    mark: Mark,
}

/// The candidates of all articles; `worth` is that of each sentence, in order, by a ranker that has not seen it.
pub fn candidates(articles: &[Marked], worth: &[f32]) -> Vec<Candidate> {
    let place = MEASURES.iter().position(|name| *name == "worth").unwrap_or_default();
    let mut first = 0;
    let mut found = Vec::new();
    for article in articles {
        for (claim, measures, mark) in article.candidates() {
            let mut measures = measures.map(f64::from);
            let start = claim.span.start as usize;
            let sentence = article.sentences.iter().position(|(from, to, _)| (*from..*to).contains(&start));
            if let Some(worth) = sentence.and_then(|sentence| worth.get(first + sentence)) {
                measures[place] = f64::from(*worth);
            }
            found.push(Candidate { doc: article.id.clone(), measures, mark });
        }
        first += article.sentences.len();
    }
    found
}

/// The weights: logistic regression with a Gaussian prior, by Newton's method, for checkable and for core claims.
pub fn train(candidates: &[Candidate]) -> [f64; COUNT] {
    let all: Vec<&Candidate> = candidates.iter().collect();
    weights_of(&all)
}

fn weights_of(candidates: &[&Candidate]) -> [f64; COUNT] {
    let checkable = regress(candidates, |mark| mark >= Mark::Checkable);
    let core = regress(candidates, |mark| mark == Mark::Core);
    std::array::from_fn(|at| (1.0 - CORE_PART) * checkable[at] + CORE_PART * core[at])
}

fn regress(candidates: &[&Candidate], is_right: impl Fn(Mark) -> bool) -> [f64; COUNT] {
    let prior: [f64; COUNT] =
        MEASURES.map(|name| PRIOR.iter().find(|(known, _)| *known == name).map_or(0.0, |(_, weight)| *weight));
    // How often the answer is yes says nothing of the order: the first weight, the base, is free.
    let firmness = |at: usize| if at == 0 { 1e-3 } else { FIRMNESS };
    let mut weights = prior;
    for _ in 0..STEPS {
        let mut gradient: [f64; COUNT] = std::array::from_fn(|at| firmness(at) * (weights[at] - prior[at]));
        let mut curvature = vec![[0.0; COUNT]; COUNT];
        for (at, row) in curvature.iter_mut().enumerate() {
            row[at] = firmness(at);
        }
        for candidate in candidates {
            let odds: f64 = candidate.measures.iter().zip(&weights).map(|(measure, weight)| measure * weight).sum();
            let chance = 1.0 / (1.0 + (-odds).exp());
            let error = chance - f64::from(u8::from(is_right(candidate.mark)));
            for (at, measure) in candidate.measures.iter().enumerate().filter(|(_, measure)| **measure != 0.0) {
                gradient[at] += error * measure;
                for (cell, other) in curvature[at].iter_mut().zip(&candidate.measures) {
                    *cell += chance * (1.0 - chance) * measure * other;
                }
            }
        }
        let step = solve(curvature, gradient);
        weights = std::array::from_fn(|at| weights[at] - step[at]);
    }
    weights
}

/// Solves a system with a symmetric positive matrix, by Gaussian elimination.
fn solve(mut matrix: Vec<[f64; COUNT]>, mut right: [f64; COUNT]) -> [f64; COUNT] {
    for pivot in 0..COUNT {
        let row = matrix[pivot];
        for below in pivot + 1..COUNT {
            let factor = matrix[below][pivot] / row[pivot];
            for (cell, value) in matrix[below].iter_mut().zip(&row) {
                *cell -= factor * value;
            }
            right[below] -= factor * right[pivot];
        }
    }
    let mut solution = [0.0; COUNT];
    for at in (0..COUNT).rev() {
        let known: f64 = (at + 1..COUNT).map(|other| matrix[at][other] * solution[other]).sum();
        solution[at] = (right[at] - known) / matrix[at][at];
    }
    solution
}

/// The file that the library reads.
pub fn to_tsv(weights: &[f64; COUNT]) -> String {
    let mut text =
        "# Weights of the measures of a claim, in log-odds; made by `trainer`, see MODEL_CARD.md.\n".to_owned();
    for (name, weight) in MEASURES.iter().zip(weights) {
        let _ = writeln!(text, "{name}\t{weight:.3}");
    }
    text
}

/// Prints how the claims of articles that were unseen are ranked.
pub fn check(candidates: &[Candidate]) {
    let fold_of = folds(candidates.iter().map(|candidate| candidate.doc.as_str()));
    let mut by_doc: BTreeMap<&str, Vec<(f64, Mark)>> = BTreeMap::new();
    let parts = candidates.iter().map(|candidate| fold_of(&candidate.doc)).max().map_or(0, |last| last + 1);
    for part in 0..parts {
        let taught: Vec<&Candidate> = candidates.iter().filter(|one| fold_of(&one.doc) != part).collect();
        let weights = weights_of(&taught);
        for one in candidates.iter().filter(|one| fold_of(&one.doc) == part) {
            let odds = one.measures.iter().zip(&weights).map(|(measure, weight)| measure * weight).sum();
            by_doc.entry(&one.doc).or_default().push((odds, one.mark));
        }
    }
    let (mut right_5, mut of_5, mut right_10, mut of_10, mut core_10, mut core) = (0, 0, 0, 0, 0, 0);
    for ranked in by_doc.values_mut() {
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
        let count = |first: usize, least: Mark| ranked.iter().take(first).filter(|(_, mark)| *mark >= least).count();
        let all = count(ranked.len(), Mark::Checkable);
        (right_5, of_5) = (right_5 + count(5, Mark::Checkable), of_5 + all.min(5));
        (right_10, of_10) = (right_10 + count(10, Mark::Checkable), of_10 + all.min(10));
        (core_10, core) = (core_10 + count(10, Mark::Core), core + count(ranked.len(), Mark::Core));
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!(
        "own articles, unseen: p@5 {:.3} p@10 {:.3} core@10 {:.3} ({} articles)",
        share(right_5, of_5),
        share(right_10, of_10),
        share(core_10, core),
        by_doc.len()
    );
}
