//! Classifier: features of a page's blocks -> a score per block, positive for article text.
//!
//! Two ensembles in a row (stacking, Wolpert 1992): the first judges each block by its features, the second judges it
//! again in the light of the first verdict on its neighbours, its siblings and the blocks of the same make.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::LazyLock;

use super::features::{self, Make, Table};
use super::score;
use crate::model::Trees;

/// The two ensembles.
#[derive(Debug, Clone, Default)]
pub struct Classifier {
    /// Judges blocks one by one.
    pub first: Trees,
    /// Judges them again, knowing the first verdict on all.
    pub second: Trees,
}

/// The classifier that ships, trained by `trainer`; `None` if its files do not fit this code, which a test forbids.
pub static SHIPPED: LazyLock<Option<Classifier>> = LazyLock::new(|| {
    Some(Classifier {
        first: Trees::from_bytes(include_bytes!("../../models/blocks-first.bin"), features::WIDTH)?,
        second: Trees::from_bytes(include_bytes!("../../models/blocks-second.bin"), SECOND_WIDTH)?,
    })
});

impl Classifier {
    /// One score per block, in parts of a log-odds unit (see [`crate::model::SCORE_UNIT`]).
    pub fn scores(&self, table: &Table) -> Vec<i32> {
        let first = first_scores(&self.first, table);
        let rows = second_rows(table, &first);
        let score = |(row, make): (&[i16], &Make)| if make.is_settled { SETTLED } else { self.second.score(row) };
        rows.chunks_exact(SECOND_WIDTH).zip(&table.makes).map(score).collect()
    }
}

/// The score of a block that the rules settle.
const SETTLED: i32 = -MAX_SCORE * SCORE_STEP;

/// What the first ensemble says of each block.
pub fn first_scores(first: &Trees, table: &Table) -> Vec<i32> {
    let score = |(row, make): (&[i16], &Make)| if make.is_settled { SETTLED } else { first.score(row) };
    table.rows().zip(&table.makes).map(score).collect()
}

/// First scores of so many blocks before and behind are part of a second row.
const REACH: usize = 4;
/// Values per row of the second ensemble.
pub const SECOND_WIDTH: usize = features::WIDTH + 2 * REACH + 1 + 7;
/// First scores are taken in steps of about a hundredth of a log-odds unit.
const SCORE_STEP: i32 = 10;
/// First scores are cut here, in steps: at 8 units of log-odds nothing is left to say.
const MAX_SCORE: i32 = 800;
/// A block counts by its words, up to a long paragraph.
const MAX_WORDS: i64 = 80;
/// Blocks before and behind whose scores are averaged.
const WIDE_REACH: usize = 10;

/// The rows of the second ensemble, one after the other, given the scores of the first.
pub fn second_rows(table: &Table, first: &[i32]) -> Vec<i16> {
    let scores: Vec<i64> =
        first.iter().map(|score| i64::from((score / SCORE_STEP).clamp(-MAX_SCORE, MAX_SCORE))).collect();
    let words: Vec<i64> = table.makes.iter().map(|make| i64::from(make.words).min(MAX_WORDS)).collect();
    let votes: Vec<i64> = scores.iter().zip(&words).map(|(score, words)| score * words).collect();
    let run = score::best_run(&votes, 0..votes.len());
    let siblings = Means::new(table.makes.iter().map(|make| make.parent), &votes, &words);
    let alike = Means::new(table.makes.iter().map(|make| make.hash), &votes, &words);
    let kept_words: i64 = scores.iter().zip(&words).filter(|(score, _)| **score > 0).map(|(_, words)| words).sum();
    let run_words: i64 = words[run.clone()].iter().sum();
    let mut rows = Vec::with_capacity(scores.len() * SECOND_WIDTH);
    for (at, own) in table.rows().enumerate() {
        rows.extend(own);
        let near = (at..=at + 2 * REACH).map(|near| near.checked_sub(REACH).and_then(|near| scores.get(near)));
        rows.extend(near.map(|score| score.map_or(-MAX_SCORE, |score| *score as i32) as i16));
        let wide = at.saturating_sub(WIDE_REACH)..(at + WIDE_REACH + 1).min(scores.len());
        let wide_words: i64 = words[wide.clone()].iter().sum();
        let make = table.makes[at];
        let added = [
            siblings.get(make.parent),
            alike.get(make.hash),
            votes[wide].iter().sum::<i64>() / wide_words.max(1),
            i64::from(run.contains(&at)),
            if at < run.start { at as i64 - run.start as i64 } else { (at + 1).saturating_sub(run.end) as i64 },
            kept_words,
            run_words,
        ];
        rows.extend(added.map(features::clip));
    }
    rows
}

/// Mean score of the blocks that have something in common, weighted by words.
struct Means<K>(HashMap<K, (i64, i64)>);

impl<K: Hash + Eq> Means<K> {
    fn new(keys: impl Iterator<Item = K>, votes: &[i64], words: &[i64]) -> Self {
        let mut sums: HashMap<K, (i64, i64)> = HashMap::new();
        for (key, (votes, words)) in keys.zip(votes.iter().zip(words)) {
            let sum = sums.entry(key).or_default();
            *sum = (sum.0 + votes, sum.1 + words);
        }
        Self(sums)
    }

    fn get(&self, key: K) -> i64 {
        self.0.get(&key).map_or(0, |(votes, words)| votes / (*words).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_files_fit_this_code() {
        assert!(SHIPPED.is_some());
    }
}
