//! Blocks and the article's text -> which blocks are article text; and how well a text agrees with another.
//!
//! Both count shingles of four words, as the benchmark of article extraction by Scrapinghub (2020) does.

use std::collections::{HashMap, HashSet};

/// Words per shingle.
const SHINGLE: usize = 4;
/// A block is article text if at least this share of its shingles stands in the article, percent.
const MIN_SHARED_PERCENT: usize = 50;
/// Equal blocks beyond those in the article are told by their neighbours: so many to each side.
const NEAR: usize = 3;

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect()
}

fn shingles<'a>(words: &'a [&'a str]) -> impl Iterator<Item = &'a [&'a str]> {
    words.windows(SHINGLE.min(words.len().max(1)))
}

fn counts<'a>(words: &'a [&'a str]) -> HashMap<&'a [&'a str], usize> {
    let mut counts = HashMap::new();
    for shingle in shingles(words) {
        *counts.entry(shingle).or_default() += 1;
    }
    counts
}

/// Whether each block belongs to the article.
pub fn label(blocks: &[&str], article: &str) -> Vec<bool> {
    let gold = words(article);
    let runs: HashSet<&[&str]> = (1..=2 * SHINGLE).flat_map(|length| gold.windows(length)).collect();
    let blocks: Vec<Vec<&str>> = blocks.iter().map(|block| words(block)).collect();
    let long = |block: &[&str]| {
        let shared = shingles(block).filter(|shingle| runs.contains(shingle)).count();
        shared * 100 >= MIN_SHARED_PERCENT * (block.len() + 1 - SHINGLE)
    };
    let mut labels: Vec<bool> = blocks.iter().map(|block| block.len() >= SHINGLE && long(block)).collect();
    // A short block belongs if it continues the block before it in the article, or leads on to the one behind it.
    let forward: Vec<usize> = (0..blocks.len()).collect();
    let backward: Vec<usize> = (0..blocks.len()).rev().collect();
    for at in forward.into_iter().chain(backward) {
        let block = &blocks[at];
        if labels[at] || block.is_empty() || block.len() >= SHINGLE {
            continue;
        }
        let before = at.checked_sub(1).filter(|before| labels[*before]).map(|before| &blocks[before]);
        let behind = blocks.get(at + 1).filter(|_| labels[at + 1]);
        let continues = before.is_some_and(|before| {
            let tail = &before[before.len().saturating_sub(SHINGLE)..];
            runs.contains([tail, block].concat().as_slice())
        });
        let leads_on = behind.is_some_and(|behind| {
            let head = &behind[..behind.len().min(SHINGLE)];
            runs.contains([block, head].concat().as_slice())
        });
        labels[at] = continues || leads_on;
    }
    drop_repeats(&blocks, &gold, &mut labels);
    labels
}

/// Of equal blocks only as many belong as the article has; those with the most neighbours that belong.
fn drop_repeats(blocks: &[Vec<&str>], gold: &[&str], labels: &mut [bool]) {
    let mut equal: HashMap<&[&str], Vec<usize>> = HashMap::new();
    for (at, block) in blocks.iter().enumerate().filter(|(at, block)| labels[*at] && block.len() >= SHINGLE) {
        equal.entry(block.as_slice()).or_default().push(at);
    }
    let gold = counts(gold);
    let snapshot = labels.to_vec();
    let near = |at: usize| {
        let range = at.saturating_sub(NEAR)..(at + NEAR + 1).min(snapshot.len());
        snapshot[range].iter().filter(|label| **label).count()
    };
    for (block, mut places) in equal {
        let most = shingles(block).filter_map(|shingle| gold.get(shingle)).max().copied().unwrap_or(1);
        places.sort_by_key(|at| (std::cmp::Reverse(near(*at)), *at));
        for at in places.into_iter().skip(most) {
            labels[at] = false;
        }
    }
}

/// Precision and recall of `text` against `gold`; `None` where there is nothing to count.
pub fn agreement(text: &str, gold: &str) -> (Option<f64>, Option<f64>) {
    let (text, gold) = (words(text), words(gold));
    let (text, gold) = (counts(&text), counts(&gold));
    let (text_total, gold_total) = (text.values().sum::<usize>(), gold.values().sum::<usize>());
    let shared: usize = text.iter().filter_map(|(shingle, count)| Some(gold.get(shingle)?.min(count))).sum();
    let share = |total: usize| (total > 0).then(|| shared as f64 / total as f64);
    (share(text_total), share(gold_total))
}

/// F1 of the mean precision and the mean recall over pages, as the benchmark does.
pub fn f1(pages: &[(Option<f64>, Option<f64>)]) -> f64 {
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let precision = mean(pages.iter().filter_map(|page| page.0).collect());
    let recall = mean(pages.iter().filter_map(|page| page.1).collect());
    2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_told_by_their_shingles() {
        let article = "The river rose by two metres on Monday.\n\nWho pays?\n\nThe state, said the mayor of the town.";
        let blocks = [
            "Home News Sport Weather",
            "The river rose by two metres on Monday.",
            "Who pays?",
            "The state, said the mayor of the town.",
            "Who pays?",
        ];
        assert_eq!(label(&blocks, article), [false, true, true, true, false]);
    }

    #[test]
    fn a_teaser_that_repeats_the_lead_is_not_the_lead() {
        let article = "The river rose by two metres. Nobody was hurt in the flood.";
        let blocks = [
            "The river rose by two metres.",
            "Menu",
            "About us here now",
            "The river rose by two metres.",
            "Nobody was hurt in the flood.",
        ];
        assert_eq!(label(&blocks, article), [false, false, false, true, true]);
    }

    #[test]
    fn agreement_is_precision_and_recall() {
        assert_eq!(agreement("a b c d e", "a b c d"), (Some(0.5), Some(1.0)));
        assert_eq!(agreement("", "a b c d"), (None, Some(0.0)));
    }
}
