//! Tagger: a linear-chain model over hashed features; the best path of labels by Viterbi, in whole numbers.
//!
//! First-order chain as in Collins 2002, "Discriminative Training Methods for Hidden Markov Models". A file is `SAYL`,
//! format version, label count (`u16`), the transitions (`i16`, from label × to label), the keys of the features (see
//! `keys.rs`), per feature a mask of the labels that have a weight (`u16`), then those weights (`i8`).

use super::keys::Keys;
use super::reader::Reader;

/// What a file starts with.
const MAGIC: [u8; 4] = *b"SAYL";
/// Format version that this code reads and writes.
const VERSION: u16 = 1;
/// A mask has a bit for each label.
pub const MAX_LABELS: usize = 16;

/// Weights of features and of transitions between labels, all on one scale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tagger {
    labels: usize,
    /// From label × to label.
    transitions: Vec<i16>,
    keys: Keys,
    rows: Vec<Row>,
    /// The weights of the features, label by label.
    weights: Vec<i8>,
}

/// The weights of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    /// Where they begin.
    start: u32,
    /// The labels that have one, as bits.
    mask: u16,
}

impl Tagger {
    /// A tagger of features with their weights, sorted by key, each key once.
    pub fn new(labels: usize, transitions: Vec<i16>, sorted: &[(u32, Vec<i8>)]) -> Self {
        let keys: Vec<u32> = sorted.iter().map(|(key, _)| *key).collect();
        let mask = |weights: &Vec<i8>| weights.iter().rev().fold(0, |mask, weight| mask << 1 | u16::from(*weight != 0));
        let rows = rows(sorted.iter().map(|(_, weights)| mask(weights))).0;
        let weights = sorted.iter().flat_map(|(_, weights)| weights).copied().filter(|weight| *weight != 0).collect();
        Self { labels, transitions, keys: Keys::new(&keys), rows, weights }
    }

    /// How many features have weights.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no feature has.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Adds the weights of some features of one token to its scores, one per label.
    pub fn add(&self, features: &[u32], scores: &mut [i32]) {
        for feature in features {
            let Some(at) = self.keys.find(*feature) else { continue };
            let Some(&Row { start, mut mask }) = self.rows.get(at) else { continue };
            let end = start + mask.count_ones();
            for weight in self.weights.get(start as usize..end as usize).unwrap_or_default() {
                if let Some(score) = scores.get_mut(mask.trailing_zeros() as usize) {
                    *score += i32::from(*weight);
                }
                mask &= mask - 1;
            }
        }
    }

    /// The best path of labels for the scores of a sentence (token × label), which are used up; of equal paths the one
    /// with lower labels. Linear in the tokens.
    pub fn best_path(&self, scores: &mut [i32]) -> Vec<u8> {
        let labels = self.labels.max(1);
        let tokens = scores.len() / labels;
        let mut came_from = vec![0_u8; scores.len()];
        for token in 1..tokens {
            let (done, rest) = scores.split_at_mut(token * labels);
            let before = &done[(token - 1) * labels..];
            let mut best = [i32::MIN; MAX_LABELS];
            let came_from = &mut came_from[token * labels..];
            for (from, (score, transitions)) in before.iter().zip(self.transitions.chunks_exact(labels)).enumerate() {
                let ways = best.iter_mut().zip(came_from.iter_mut()).zip(transitions);
                for ((best, came_from), transition) in ways {
                    let path = score + i32::from(*transition);
                    if path > *best {
                        (*best, *came_from) = (path, from as u8);
                    }
                }
            }
            rest.iter_mut().zip(best).take(labels).for_each(|(score, best)| *score += best);
        }
        let Some(last) = tokens.checked_sub(1) else { return Vec::new() };
        let final_scores = &scores[last * labels..];
        let best = (1..labels).fold(0, |best, at| if final_scores[at] > final_scores[best] { at } else { best });
        let mut path = vec![best as u8; tokens];
        for token in (1..tokens).rev() {
            path[token - 1] = came_from[token * labels + usize::from(path[token])];
        }
        path
    }

    /// Reads a file for so many labels; `None` if it is not one, or not a well-formed one.
    pub fn from_bytes(bytes: &[u8], labels: usize) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.take::<4>()? != MAGIC || reader.u16()? != VERSION || usize::from(reader.u16()?) != labels {
            return None;
        }
        if labels == 0 || labels > MAX_LABELS {
            return None;
        }
        let transitions = (0..labels * labels).map(|_| reader.i16()).collect::<Option<Vec<i16>>>()?;
        let keys = Keys::read(&mut reader)?;
        let masks = reader.bytes(keys.len().checked_mul(2)?)?.as_chunks::<2>().0;
        let (rows, end) = rows(masks.iter().map(|mask| u16::from_le_bytes(*mask)));
        let weights: Vec<i8> = reader.0.iter().map(|weight| *weight as i8).collect();
        let labels_known = rows.iter().fold(0, |all, row| all | row.mask);
        let fits = u32::from(labels_known) < 1 << labels && end as usize == weights.len();
        fits.then_some(Self { labels, transitions, keys, rows, weights })
    }

    /// Writes the file that [`Tagger::from_bytes`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend((self.labels as u16).to_le_bytes());
        bytes.extend(self.transitions.iter().flat_map(|weight| weight.to_le_bytes()));
        self.keys.write(&mut bytes);
        bytes.extend(self.rows.iter().flat_map(|row| row.mask.to_le_bytes()));
        bytes.extend(self.weights.iter().map(|weight| *weight as u8));
        bytes
    }
}

/// Where the weights of each feature stand, and where all end.
fn rows(masks: impl Iterator<Item = u16>) -> (Vec<Row>, u32) {
    let mut end = 0;
    let rows = masks.map(|mask| {
        let start = end;
        end += mask.count_ones();
        Row { start, mask }
    });
    (rows.collect(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two labels; feature 5 speaks for label 1, and label 1 does not follow itself.
    fn small() -> Tagger {
        Tagger::new(2, vec![0, 0, 0, -100], &[(5, vec![0, 50]), (9 << 16, vec![-7, 0])])
    }

    fn path(features: &[&[u32]]) -> Vec<u8> {
        let mut scores = vec![0; features.len() * 2];
        for (features, scores) in features.iter().zip(scores.chunks_exact_mut(2)) {
            small().add(features, scores);
        }
        small().best_path(&mut scores)
    }

    #[test]
    fn features_decide_and_transitions_join_in() {
        assert_eq!(path(&[&[1], &[5], &[1]]), [0, 1, 0]);
        assert_eq!(path(&[&[5, 5], &[5]]), [1, 0], "the stronger of two that cannot both be");
        assert_eq!(path(&[]), [0_u8; 0]);
    }

    #[test]
    fn what_was_written_is_read_back() {
        let bytes = small().to_bytes();
        assert_eq!(Tagger::from_bytes(&bytes, 2), Some(small()));
        assert_eq!(Tagger::from_bytes(&bytes, 3), None, "another set of labels");
        assert_eq!(Tagger::from_bytes(&bytes[..bytes.len() - 1], 2), None, "cut short");
    }
}
