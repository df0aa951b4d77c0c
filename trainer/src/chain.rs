//! Trains [`Tagger`]s: conditional random fields (Lafferty et al. 2001), by AdaGrad with dual averaging and an L1 penalty
//! (Duchi et al. 2011; Xiao 2010), which leaves most weights at zero; the rest is put on an 8-bit scale.
//!
//! The order of sentences comes from a seed, and exponentials are our own sums: the same sentences give the same bytes.

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
    /// Size of a step; AdaGrad makes it smaller for what was stepped often.
    pub rate: f32,
    /// L1 penalty per weight and pass, in units of gradient: a feature must be worth so many tokens a pass.
    pub penalty: f32,
    /// Weights below this share of the largest are left out: they round to nothing.
    pub cut: f32,
    /// Seed of the order of sentences.
    pub seed: u64,
}

/// Sums of gradients and of their squares, from which the weights follow.
struct Weights {
    gradients: Vec<f32>,
    squares: Vec<f32>,
}

/// What weights are made with at one time.
#[derive(Clone, Copy)]
struct Step {
    rate: f32,
    /// Penalty summed up so far.
    penalty: f32,
}

impl Weights {
    fn new(count: usize) -> Self {
        Self { gradients: vec![0.0; count], squares: vec![0.0; count] }
    }

    fn weight(&self, at: usize, step: Step) -> f32 {
        let gradient = self.gradients[at];
        let excess = (gradient.abs() - step.penalty).max(0.0);
        (excess * step.rate / (self.squares[at].sqrt() + SMALLEST)).copysign(gradient)
    }

    fn add(&mut self, at: usize, gradient: f32) {
        self.gradients[at] += gradient;
        self.squares[at] += gradient * gradient;
    }
}

/// Keeps the first step finite.
const SMALLEST: f32 = 1.0;

/// Trains a tagger.
pub fn train(examples: &[Example], training: Training) -> Tagger {
    let labels = training.labels;
    let index = index_of(examples, training.min_count);
    let examples: Vec<Example> = examples.iter().map(|example| indexed(example, &index)).collect();
    let mut weights = Weights::new(index.len() * labels);
    let mut transitions = Weights::new(labels * labels);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = training.seed;
    let mut seen = 0_usize;
    let mut chain = Chain::default();
    for pass in 0..training.passes {
        shuffle(&mut order, &mut random);
        let mut loss = 0.0;
        for at in &order {
            let penalty = training.penalty * seen as f32 / examples.len() as f32;
            let step = Step { rate: training.rate, penalty };
            loss += chain.learn(&examples[*at], &mut weights, &mut transitions, labels, step);
            seen += 1;
        }
        eprintln!("pass {} of {}: loss {:.4} a sentence", pass + 1, training.passes, loss / examples.len() as f64);
    }
    let step = Step { rate: training.rate, penalty: training.penalty * training.passes as f32 };
    quantized(&index, &weights, &transitions, step, training)
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

/// Room for the sums over one sentence, used again for the next.
#[derive(Default)]
struct Chain {
    scores: Vec<f32>,
    between: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    expected: Vec<f32>,
}

impl Chain {
    /// One step along the gradient of the log-likelihood of the right labels. Returns the loss before the step.
    fn learn(
        &mut self,
        example: &Example,
        weights: &mut Weights,
        transitions: &mut Weights,
        labels: usize,
        step: Step,
    ) -> f64 {
        let tokens = example.labels.len();
        if tokens == 0 {
            return 0.0;
        }
        self.scores.clear();
        self.scores.resize(tokens * labels, 0.0);
        for at in 0..tokens {
            let scores = &mut self.scores[at * labels..][..labels];
            for feature in example.token(at) {
                let first = *feature as usize * labels;
                let gradients = &weights.gradients[first..][..labels];
                let squares = &weights.squares[first..][..labels];
                for ((score, gradient), square) in scores.iter_mut().zip(gradients).zip(squares) {
                    let excess = (gradient.abs() - step.penalty).max(0.0);
                    *score += (excess * step.rate / (square.sqrt() + SMALLEST)).copysign(*gradient);
                }
            }
        }
        let mut right = 0.0_f64;
        for (at, label) in example.labels.iter().enumerate() {
            right += f64::from(self.scores[at * labels + usize::from(*label)]);
            if let Some(before) = at.checked_sub(1) {
                right += f64::from(
                    transitions.weight(usize::from(example.labels[before]) * labels + usize::from(*label), step),
                );
            }
        }
        self.between.clear();
        self.between.extend((0..labels * labels).map(|at| exp(transitions.weight(at, step))));
        let all = self.forward_backward(tokens, labels);
        for (at, label) in example.labels.iter().enumerate() {
            let chances = &self.forward[at * labels..][..labels];
            for feature in example.token(at) {
                let first = *feature as usize * labels;
                for (to, chance) in chances.iter().enumerate() {
                    let gradient = f32::from(u8::from(to == usize::from(*label))) - chance;
                    if gradient.abs() > IGNORED {
                        weights.add(first + to, gradient);
                    }
                }
            }
        }
        for pair in example.labels.windows(2) {
            self.expected[usize::from(pair[0]) * labels + usize::from(pair[1])] -= 1.0;
        }
        for (at, excess) in self.expected.iter().enumerate() {
            transitions.add(at, -excess);
        }
        all - right
    }

    /// Chances of each label at each token, left in `forward`, and how often each pair of labels is expected; returns
    /// the logarithm of the sum over all paths. Each token's sums are scaled to one (Rabiner 1989, §V.A).
    fn forward_backward(&mut self, tokens: usize, labels: usize) -> f64 {
        let Self { scores, between, forward, backward, expected } = self;
        let mut log_sum = 0.0_f64;
        for scores in scores.chunks_exact_mut(labels) {
            let largest = scores.iter().copied().fold(f32::MIN, f32::max);
            scores.iter_mut().for_each(|score| *score = exp(*score - largest));
            log_sum += f64::from(largest);
        }
        forward.clear();
        forward.resize(tokens * labels, 0.0);
        for at in 0..tokens {
            let (done, rest) = forward.split_at_mut(at * labels);
            let own = &mut rest[..labels];
            if at == 0 {
                own.copy_from_slice(&scores[..labels]);
            } else {
                let before = &done[(at - 1) * labels..];
                for (from, before) in before.iter().enumerate() {
                    let between = &between[from * labels..][..labels];
                    own.iter_mut().zip(between).for_each(|(own, between)| *own += before * between);
                }
                own.iter_mut().zip(&scores[at * labels..]).for_each(|(own, score)| *own *= score);
            }
            let sum: f32 = own.iter().sum();
            own.iter_mut().for_each(|own| *own /= sum);
            log_sum += f64::from(sum).ln();
        }
        backward.clear();
        backward.resize(labels, 1.0);
        expected.clear();
        expected.resize(labels * labels, 0.0);
        let mut weighted = vec![0.0_f32; labels];
        for at in (1..tokens).rev() {
            // `backward` belongs to token `at`; it is carried over to the token before.
            weighted
                .iter_mut()
                .zip(&scores[at * labels..])
                .zip(backward.iter())
                .for_each(|((weighted, score), backward)| *weighted = score * backward);
            let (before, own) = forward[(at - 1) * labels..].split_at_mut(labels);
            let mut sum = 0.0_f32;
            for from in 0..labels {
                let between = &between[from * labels..][..labels];
                sum += before[from]
                    * between.iter().zip(&weighted).map(|(between, weighted)| between * weighted).sum::<f32>();
            }
            for from in 0..labels {
                for to in 0..labels {
                    expected[from * labels + to] += before[from] * between[from * labels + to] * weighted[to] / sum;
                }
            }
            let total: f32 = own[..labels].iter().zip(backward.iter()).map(|(own, backward)| own * backward).sum();
            own[..labels].iter_mut().zip(backward.iter()).for_each(|(own, backward)| *own *= backward / total);
            for from in 0..labels {
                let between = &between[from * labels..][..labels];
                backward[from] = between.iter().zip(&weighted).map(|(between, weighted)| between * weighted).sum();
            }
            let largest: f32 = backward.iter().sum();
            backward.iter_mut().for_each(|backward| *backward /= largest);
        }
        let total: f32 = forward[..labels].iter().zip(backward.iter()).map(|(own, backward)| own * backward).sum();
        forward[..labels].iter_mut().zip(backward.iter()).for_each(|(own, backward)| *own *= backward / total);
        log_sum
    }
}

/// Gradients below this change nothing and cost time.
const IGNORED: f32 = 1e-4;

/// e to the power of `x`: 2 to a whole power by its bits, the rest by a polynomial, the same on every machine.
fn exp(x: f32) -> f32 {
    let x = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let whole = x.round();
    let rest = (x - whole) * std::f32::consts::LN_2;
    let power = f32::from_bits(((whole as i32 + 127) as u32) << 23);
    power * (1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest / 120.0)))))
}

/// All weights on one 8-bit scale.
fn quantized(
    index: &HashMap<u32, u32>,
    weights: &Weights,
    transitions: &Weights,
    step: Step,
    training: Training,
) -> Tagger {
    let labels = training.labels;
    let largest = (0..weights.gradients.len()).map(|at| weights.weight(at, step).abs()).fold(0.0, f32::max);
    let unit = largest / f32::from(i8::MAX);
    let cut = largest * training.cut;
    let mut sorted: Vec<(u32, Vec<i8>)> = Vec::new();
    let mut count = 0;
    for (key, at) in index {
        let row = (0..labels).map(|label| weights.weight(*at as usize * labels + label, step));
        let row: Vec<i8> =
            row.map(|weight| if weight.abs() < cut { 0 } else { (weight / unit).round() as i8 }).collect();
        let kept = row.iter().filter(|weight| **weight != 0).count();
        count += kept;
        if kept > 0 {
            sorted.push((*key, row));
        }
    }
    sorted.sort_unstable_by_key(|(key, _)| *key);
    let between = (0..labels * labels).map(|at| (transitions.weight(at, step) / unit).round() as i16).collect();
    eprintln!("{} features of {}, {count} weights, largest {largest:.2}", sorted.len(), index.len());
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

    const TRAINING: Training =
        Training { labels: 2, passes: 20, min_count: 1, rate: 0.5, penalty: 0.0, cut: 0.01, seed: 1 };

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
