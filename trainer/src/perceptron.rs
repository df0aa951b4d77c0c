//! Trains [`Tagger`]s: averaged structured perceptron (Collins 2002), then small weights cut off and the rest put on
//! an 8-bit scale.
//!
//! Counts are whole numbers and the order of sentences comes from a seed: the same sentences give the same bytes.

use std::collections::HashMap;

use sayso::model::Tagger;

/// A sentence to learn from.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// Features of all tokens, one after the other.
    pub features: Vec<u32>,
    /// Where the features of each token end.
    pub ends: Vec<u32>,
    /// The right label of each token.
    pub labels: Vec<u8>,
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Training {
    /// Labels, the first of them for tokens that are nothing.
    pub labels: usize,
    /// How often all sentences are seen.
    pub passes: usize,
    /// Features that fewer tokens have are left out.
    pub min_count: u32,
    /// Averaged weights below this share of the largest are left out.
    pub cut: f64,
    /// The largest weight is this many times what 8 bits hold; larger ones are cut to fit.
    pub clip: f64,
    /// Seed of the order of sentences.
    pub seed: u64,
}

/// Weights while they are learned: now, and summed up over time.
struct Weights {
    now: Vec<i32>,
    /// Sum over updates of update × the time it was made at.
    dated: Vec<i64>,
}

impl Weights {
    fn new(count: usize) -> Self {
        Self { now: vec![0; count], dated: vec![0; count] }
    }

    fn update(&mut self, at: usize, by: i32, time: i64) {
        self.now[at] += by;
        self.dated[at] += i64::from(by) * time;
    }

    /// Mean weight over all times until `time`.
    fn mean(&self, at: usize, time: i64) -> f64 {
        f64::from(self.now[at]) - self.dated[at] as f64 / time as f64
    }
}

/// Trains a tagger.
pub fn train(examples: &[Example], training: Training) -> Tagger {
    let labels = training.labels;
    let index = index_of(examples, training.min_count);
    let examples: Vec<Example> = examples.iter().map(|example| indexed(example, &index)).collect();
    let mut weights = Weights::new(index.len() * labels);
    let mut transitions = Weights::new(labels * labels);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = training.seed;
    let mut time = 0_i64;
    for pass in 0..training.passes {
        shuffle(&mut order, &mut random);
        let mut mistakes = 0;
        for at in &order {
            time += 1;
            mistakes += learn(&examples[*at], &mut weights, &mut transitions, labels, time);
        }
        eprintln!("pass {} of {}: {mistakes} tokens wrong", pass + 1, training.passes);
    }
    quantized(&index, &weights, &transitions, time + 1, training)
}

/// A number for each feature that enough tokens have.
fn index_of(examples: &[Example], min_count: u32) -> HashMap<u32, u32> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for feature in examples.iter().flat_map(|example| &example.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut kept: Vec<u32> = counts.into_iter().filter(|(_, count)| *count >= min_count).map(|(key, _)| key).collect();
    kept.sort_unstable();
    kept.into_iter().zip(0..).collect()
}

/// The example with numbers in place of features.
fn indexed(example: &Example, index: &HashMap<u32, u32>) -> Example {
    let mut features = Vec::with_capacity(example.features.len());
    let mut ends = Vec::with_capacity(example.ends.len());
    let mut start = 0;
    for end in &example.ends {
        let own = &example.features[start..*end as usize];
        features.extend(own.iter().filter_map(|feature| index.get(feature)));
        ends.push(features.len() as u32);
        start = *end as usize;
    }
    Example { features, ends, labels: example.labels.clone() }
}

impl Example {
    fn token(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[start as usize..self.ends[at] as usize]
    }
}

/// One step: the best path by the present weights is moved towards the right one. Returns how many labels were wrong.
fn learn(example: &Example, weights: &mut Weights, transitions: &mut Weights, labels: usize, time: i64) -> usize {
    let mut scores = vec![0_i32; example.labels.len() * labels];
    for (at, scores) in scores.chunks_exact_mut(labels).enumerate() {
        for feature in example.token(at) {
            let row = &weights.now[*feature as usize * labels..][..labels];
            scores.iter_mut().zip(row).for_each(|(score, weight)| *score += weight);
        }
    }
    let path = best_path(&mut scores, &transitions.now, labels);
    let mut wrong = 0;
    for (at, (found, right)) in path.iter().zip(&example.labels).enumerate() {
        if found != right {
            wrong += 1;
            for feature in example.token(at) {
                weights.update(*feature as usize * labels + usize::from(*right), 1, time);
                weights.update(*feature as usize * labels + usize::from(*found), -1, time);
            }
        }
        if let Some(before) = at.checked_sub(1) {
            let (right_before, found_before) = (example.labels[before], path[before]);
            if (right_before, *right) != (found_before, *found) {
                transitions.update(usize::from(right_before) * labels + usize::from(*right), 1, time);
                transitions.update(usize::from(found_before) * labels + usize::from(*found), -1, time);
            }
        }
    }
    wrong
}

/// Viterbi over weights that do not fit 8 bits yet; otherwise [`Tagger::best_path`].
fn best_path(scores: &mut [i32], transitions: &[i32], labels: usize) -> Vec<u8> {
    let tokens = scores.len() / labels;
    let mut came_from = vec![0_u8; scores.len()];
    for token in 1..tokens {
        let (done, rest) = scores.split_at_mut(token * labels);
        let before = &done[(token - 1) * labels..];
        for to in 0..labels {
            let mut best = 0;
            let mut best_score = before[0] + transitions[to];
            for from in 1..labels {
                let score = before[from] + transitions[from * labels + to];
                if score > best_score {
                    (best, best_score) = (from, score);
                }
            }
            rest[to] += best_score;
            came_from[token * labels + to] = best as u8;
        }
    }
    let Some(last) = tokens.checked_sub(1) else { return Vec::new() };
    let ends = &scores[last * labels..];
    let best = (1..labels).fold(0, |best, at| if ends[at] > ends[best] { at } else { best });
    let mut path = vec![best as u8; tokens];
    for token in (1..tokens).rev() {
        path[token - 1] = came_from[token * labels + usize::from(path[token])];
    }
    path
}

/// Means of all weights on one 8-bit scale, small ones left out.
fn quantized(
    index: &HashMap<u32, u32>,
    weights: &Weights,
    transitions: &Weights,
    time: i64,
    training: Training,
) -> Tagger {
    let labels = training.labels;
    let largest = (0..weights.now.len()).map(|at| weights.mean(at, time).abs()).fold(0.0, f64::max);
    let unit = largest / f64::from(i8::MAX) / training.clip;
    let cut = largest * training.cut;
    let step = |mean: f64| (mean / unit).round();
    let mut sorted: Vec<(u32, Vec<i8>)> = Vec::new();
    for (key, at) in index {
        let row = (0..labels).map(|label| weights.mean(*at as usize * labels + label, time));
        let row: Vec<i8> = row.map(|mean| if mean.abs() < cut { 0 } else { step(mean) as i8 }).collect();
        if row.iter().any(|weight| *weight != 0) {
            sorted.push((*key, row));
        }
    }
    sorted.sort_unstable_by_key(|(key, _)| *key);
    let between = (0..labels * labels).map(|at| step(transitions.mean(at, time)) as i16).collect();
    eprintln!("{} features of {}, largest weight {largest:.1}", sorted.len(), index.len());
    Tagger::new(labels, between, &sorted)
}

/// Fisher–Yates with a SplitMix64 generator (Steele et al. 2014).
fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random = random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = *random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        order.swap(at, (mixed % (at as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(tokens: &[(&[u32], u8)]) -> Example {
        let mut example = Example::default();
        for (features, label) in tokens {
            example.features.extend(*features);
            example.ends.push(example.features.len() as u32);
            example.labels.push(*label);
        }
        example
    }

    const TRAINING: Training = Training { labels: 2, passes: 5, min_count: 1, cut: 0.01, clip: 1.0, seed: 1 };

    #[test]
    fn learns_what_tells_labels_apart() {
        let examples = [example(&[(&[1, 2], 0), (&[1, 3], 1)]), example(&[(&[1, 3], 1), (&[1, 2], 0)])];
        let tagger = train(&examples, TRAINING);
        let mut scores = vec![0; 4];
        tagger.add(&[1, 3], &mut scores[..2]);
        tagger.add(&[1, 2], &mut scores[2..]);
        assert_eq!(tagger.best_path(&mut scores), [1, 0]);
    }

    #[test]
    fn the_same_examples_give_the_same_bytes() {
        let examples = [example(&[(&[1, 2], 0), (&[1, 3], 1)]), example(&[(&[4, 3], 1)])];
        assert_eq!(train(&examples, TRAINING).to_bytes(), train(&examples, TRAINING).to_bytes());
    }
}
