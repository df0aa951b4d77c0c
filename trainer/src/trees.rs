//! Grows [`Trees`] by gradient boosting on the logistic loss, over histograms of feature values.
//!
//! Leaf-wise growth and the gain of a split are LightGBM's (Ke et al. 2017). Nothing depends on time, threads or hash
//! order: the same rows give the same trees, byte for byte.

use sayso::model::{Split, Tree, Trees};

/// How trees are grown.
#[derive(Debug, Clone, Copy)]
pub struct Growth {
    /// Trees.
    pub trees: usize,
    /// Leaves per tree; children are `i8`, so at most 128.
    pub leaves: usize,
    /// Share of a tree's answer that is taken.
    pub rate: f64,
    /// L2 penalty on leaf values.
    pub lambda: f64,
    /// Smallest sum of second derivatives in a leaf.
    pub min_hessian: f64,
    /// Share of features that a tree may ask about.
    pub features: f64,
    /// Share of rows that a tree learns from.
    pub rows: f64,
    /// Seed of the choice of features and rows.
    pub seed: u64,
}

/// What is learned from: rows of equal width, each with a label and a weight.
#[derive(Debug, Clone, Default)]
pub struct Examples {
    /// Values per row.
    pub width: usize,
    /// Row after row.
    pub values: Vec<i16>,
    /// Whether the answer is yes.
    pub labels: Vec<bool>,
    /// How much a row counts.
    pub weights: Vec<f64>,
}

impl Examples {
    /// Appends a row.
    pub fn push(&mut self, row: &[i16], label: bool, weight: f64) {
        self.width = row.len();
        self.values.extend(row);
        self.labels.push(label);
        self.weights.push(weight);
    }

    fn row(&self, at: usize) -> &[i16] {
        &self.values[at * self.width..(at + 1) * self.width]
    }
}

/// Bins per feature; a bin index is a `u8`.
const MAX_BINS: usize = 64;

/// Sums of gradients and second derivatives.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    gradient: f64,
    hessian: f64,
}

impl Sums {
    fn gain(self, lambda: f64) -> f64 {
        self.gradient * self.gradient / (self.hessian + lambda)
    }

    fn minus(self, other: Self) -> Self {
        Self { gradient: self.gradient - other.gradient, hessian: self.hessian - other.hessian }
    }
}

/// Feature values as bins, column after column.
struct Binned {
    rows: usize,
    /// Per feature: the largest value of each bin but the last.
    borders: Vec<Vec<i16>>,
    bins: Vec<u8>,
}

impl Binned {
    fn new(examples: &Examples) -> Self {
        let rows = examples.labels.len();
        let mut borders = Vec::with_capacity(examples.width);
        let mut bins = Vec::with_capacity(examples.values.len());
        for feature in 0..examples.width {
            let column: Vec<i16> = (0..rows).map(|row| examples.row(row)[feature]).collect();
            let border = borders_of(&column);
            bins.extend(column.iter().map(|value| border.partition_point(|border| border < value) as u8));
            borders.push(border);
        }
        Self { rows, borders, bins }
    }

    fn column(&self, feature: usize) -> &[u8] {
        &self.bins[feature * self.rows..(feature + 1) * self.rows]
    }
}

/// Values that part a column into bins of about equal size, a frequent value alone in its bin.
fn borders_of(column: &[i16]) -> Vec<i16> {
    let mut sorted = column.to_vec();
    sorted.sort_unstable();
    let step = (sorted.len() / MAX_BINS).max(1);
    let mut borders: Vec<i16> = sorted.iter().step_by(step).skip(1).copied().collect();
    borders.dedup();
    borders.truncate(MAX_BINS - 1);
    if borders.last() == sorted.last() {
        borders.pop();
    }
    borders
}

/// A leaf of a growing tree.
struct Leaf {
    rows: Vec<u32>,
    histogram: Vec<[Sums; MAX_BINS]>,
    sums: Sums,
    best: Option<Best>,
    /// The split it hangs on and whether left of it.
    parent: Option<(usize, bool)>,
}

/// The best question for a leaf.
#[derive(Clone, Copy)]
struct Best {
    gain: f64,
    feature: usize,
    bin: usize,
    left: Sums,
}

/// Grows an ensemble.
pub fn grow(examples: &Examples, growth: Growth) -> Trees {
    let binned = Binned::new(examples);
    let mut random = growth.seed;
    let mut scores = vec![0.0_f64; binned.rows];
    let mut trees = Trees { width: examples.width, trees: Vec::new() };
    let mut gradients = vec![Sums::default(); binned.rows];
    for _ in 0..growth.trees {
        for (at, sums) in gradients.iter_mut().enumerate() {
            let chance = 1.0 / (1.0 + (-scores[at]).exp());
            let label = f64::from(u8::from(examples.labels[at]));
            let weight = examples.weights[at];
            *sums = Sums { gradient: weight * (label - chance), hessian: weight * chance * (1.0 - chance) };
        }
        let features = pick(examples.width, growth.features, &mut random);
        let rows = pick(binned.rows, growth.rows, &mut random).into_iter().map(|row| row as u32).collect();
        let tree = grow_tree(&binned, &gradients, &features, rows, growth);
        for (at, score) in scores.iter_mut().enumerate() {
            *score += f64::from(tree.leaf(examples.row(at))) / sayso::model::SCORE_UNIT;
        }
        trees.trees.push(tree);
    }
    trees
}

fn grow_tree(binned: &Binned, gradients: &[Sums], features: &[usize], rows: Vec<u32>, growth: Growth) -> Tree {
    let histogram = histogram_of(binned, gradients, features, &rows);
    let mut leaves = vec![Leaf::new(rows, histogram, features, growth, None)];
    let mut splits: Vec<Split> = Vec::new();
    while leaves.len() < growth.leaves {
        let gain = |leaf: &Leaf| leaf.best.map_or(0.0, |best| best.gain);
        let most = (0..leaves.len()).max_by(|one, other| gain(&leaves[*one]).total_cmp(&gain(&leaves[*other])));
        let Some((at, best)) = most.and_then(|at| Some((at, leaves[at].best?))) else { break };
        let leaf = leaves.swap_remove(at);
        let split = splits.len();
        if let Some((parent, is_left)) = leaf.parent {
            splits[parent].children[usize::from(!is_left)] = split as i8;
        }
        let threshold = binned.borders[best.feature][best.bin];
        splits.push(Split { feature: best.feature as u8, threshold, children: [0, 0] });
        let column = binned.column(best.feature);
        let (left, right): (Vec<u32>, Vec<u32>) =
            leaf.rows.iter().partition(|row| usize::from(column[**row as usize]) <= best.bin);
        let left_is_smaller = left.len() <= right.len();
        let smaller = histogram_of(binned, gradients, features, if left_is_smaller { &left } else { &right });
        let larger = subtract(leaf.histogram, &smaller, features);
        let (left_histogram, right_histogram) = if left_is_smaller { (smaller, larger) } else { (larger, smaller) };
        leaves.push(Leaf::new(left, left_histogram, features, growth, Some((split, true))));
        leaves.push(Leaf::new(right, right_histogram, features, growth, Some((split, false))));
    }
    let mut values = Vec::with_capacity(leaves.len());
    for (at, leaf) in leaves.iter().enumerate() {
        if let Some((parent, is_left)) = leaf.parent {
            splits[parent].children[usize::from(!is_left)] = !(at as i8);
        }
        let value = growth.rate * leaf.sums.gradient / (leaf.sums.hessian + growth.lambda);
        let scaled = (value * sayso::model::SCORE_UNIT).round();
        values.push(scaled.clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16);
    }
    Tree { splits, leaves: values }
}

impl Leaf {
    fn new(
        rows: Vec<u32>,
        histogram: Vec<[Sums; MAX_BINS]>,
        features: &[usize],
        growth: Growth,
        parent: Option<(usize, bool)>,
    ) -> Self {
        let sums = histogram.first().map_or(Sums::default(), |bins| {
            bins.iter().fold(Sums::default(), |sum, bin| Sums {
                gradient: sum.gradient + bin.gradient,
                hessian: sum.hessian + bin.hessian,
            })
        });
        let best = best_split(&histogram, features, sums, growth);
        Self { rows, histogram, sums, best, parent }
    }
}

/// The sums per bin, for each of `features`.
fn histogram_of(binned: &Binned, gradients: &[Sums], features: &[usize], rows: &[u32]) -> Vec<[Sums; MAX_BINS]> {
    let of_feature = |feature: &usize| {
        let column = binned.column(*feature);
        let mut bins = [Sums::default(); MAX_BINS];
        for row in rows {
            let (bin, own) = (&mut bins[usize::from(column[*row as usize])], gradients[*row as usize]);
            bin.gradient += own.gradient;
            bin.hessian += own.hessian;
        }
        bins
    };
    features.iter().map(of_feature).collect()
}

fn subtract(mut whole: Vec<[Sums; MAX_BINS]>, part: &[[Sums; MAX_BINS]], features: &[usize]) -> Vec<[Sums; MAX_BINS]> {
    for at in 0..features.len() {
        for (bin, other) in whole[at].iter_mut().zip(&part[at]) {
            *bin = bin.minus(*other);
        }
    }
    whole
}

fn best_split(histogram: &[[Sums; MAX_BINS]], features: &[usize], sums: Sums, growth: Growth) -> Option<Best> {
    let mut best: Option<Best> = None;
    for (bins, feature) in histogram.iter().zip(features) {
        let mut left = Sums::default();
        for (bin, own) in bins.iter().enumerate().take(MAX_BINS - 1) {
            left.gradient += own.gradient;
            left.hessian += own.hessian;
            let right = sums.minus(left);
            if left.hessian < growth.min_hessian || right.hessian < growth.min_hessian {
                continue;
            }
            let gain = left.gain(growth.lambda) + right.gain(growth.lambda) - sums.gain(growth.lambda);
            if gain > best.map_or(MIN_GAIN, |best| best.gain) {
                best = Some(Best { gain, feature: *feature, bin, left });
            }
        }
    }
    best.filter(|best| best.left.hessian > 0.0)
}

/// A split must gain something; guards against rounding.
const MIN_GAIN: f64 = 1e-6;

/// A share of `0..count`, in order, chosen by a xorshift generator (Marsaglia 2003).
fn pick(count: usize, share: f64, random: &mut u64) -> Vec<usize> {
    let limit = (share * f64::from(u32::MAX)) as u64;
    let mut picked: Vec<usize> = Vec::new();
    for at in 0..count {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        if *random & u64::from(u32::MAX) <= limit {
            picked.push(at);
        }
    }
    if picked.is_empty() { (0..count).collect() } else { picked }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROWTH: Growth =
        Growth { trees: 20, leaves: 4, rate: 0.3, lambda: 1.0, min_hessian: 0.1, features: 1.0, rows: 1.0, seed: 1 };

    #[test]
    fn exclusive_or_is_learned() {
        let mut examples = Examples::default();
        for at in 0..400_i16 {
            let (one, other) = (at % 7, at % 11);
            examples.push(&[one, other, at], (one > 3) != (other > 5), 1.0);
        }
        let trees = grow(&examples, GROWTH);
        let right = (0..400).filter(|at| (trees.score(examples.row(*at)) > 0) == examples.labels[*at]).count();
        assert!(right > 390, "{right} of 400");
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let mut examples = Examples::default();
        for at in 0..200_i16 {
            examples.push(&[at % 13, at % 5], at % 3 == 0, 1.0);
        }
        let grown = || grow(&examples, Growth { rows: 0.7, features: 0.5, ..GROWTH }).to_bytes();
        assert_eq!(grown(), grown());
    }
}
