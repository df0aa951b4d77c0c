//! Trees: an additive ensemble of small decision trees over `i16` features (gradient boosting, Friedman 2001).
//!
//! A file is `SAYT`, format version, feature count, tree count (`u16`, little-endian like all numbers); then per tree the
//! number of splits (`u8`), the splits (feature `u8`, threshold `i16`, left and right `i8`) and the leaves (`i16`), one
//! more than there are splits. A child `n >= 0` is split `n` of the same tree, a child below 0 is leaf `-n - 1`.

use super::reader::Reader;

/// What a file starts with.
const MAGIC: [u8; 4] = *b"SAYT";
/// Format version that this code reads and writes.
const VERSION: u16 = 1;
/// One unit of a score is this part of a natural log-odds unit.
pub const SCORE_UNIT: f64 = 1024.0;

/// A question about one feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// Index of the feature.
    pub feature: u8,
    /// Rows with at most this value go left.
    pub threshold: i16,
    /// Where to go, left and right; see the module documentation.
    pub children: [i8; 2],
}

/// One tree; its first split is the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The questions.
    pub splits: Vec<Split>,
    /// The answers, in parts of a log-odds unit (see [`SCORE_UNIT`]).
    pub leaves: Vec<i16>,
}

/// An ensemble; the score of a row is the sum of its leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trees {
    /// Values per row.
    pub width: usize,
    /// The trees.
    pub trees: Vec<Tree>,
}

impl Trees {
    /// Reads a file for rows of `width` values; `None` if it is not one, or not a well-formed one.
    pub fn from_bytes(bytes: &[u8], width: usize) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.take::<4>()? != MAGIC || reader.u16()? != VERSION || usize::from(reader.u16()?) != width {
            return None;
        }
        let count = reader.u16()?;
        let trees = (0..count).map(|_| reader.tree(width)).collect::<Option<Vec<Tree>>>()?;
        reader.0.is_empty().then_some(Self { width, trees })
    }

    /// Writes the file that [`Trees::from_bytes`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for number in [VERSION, self.width as u16, self.trees.len() as u16] {
            bytes.extend(number.to_le_bytes());
        }
        for tree in &self.trees {
            bytes.push(tree.splits.len() as u8);
            for split in &tree.splits {
                bytes.push(split.feature);
                bytes.extend(split.threshold.to_le_bytes());
                bytes.extend(split.children.map(|child| child as u8));
            }
            bytes.extend(tree.leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
        }
        bytes
    }

    /// The score of a row: log-odds in parts of [`SCORE_UNIT`], positive for yes.
    pub fn score(&self, row: &[i16]) -> i32 {
        self.trees.iter().map(|tree| i32::from(tree.leaf(row))).sum()
    }
}

impl Tree {
    /// The leaf that a row reaches. Children always lie behind their parent, so the walk ends.
    pub fn leaf(&self, row: &[i16]) -> i16 {
        let mut at: i8 = if self.splits.is_empty() { -1 } else { 0 };
        while let Some(split) = usize::try_from(at).ok().and_then(|at| self.splits.get(at)) {
            let value = row.get(usize::from(split.feature)).copied().unwrap_or(0);
            // An index instead of a branch: which way a row goes is what a processor cannot guess.
            at = split.children[usize::from(value > split.threshold)];
        }
        self.leaves.get(usize::from((!at).unsigned_abs())).copied().unwrap_or(0)
    }

    /// Whether every child lies behind its parent and every leaf exists.
    fn is_well_formed(&self, width: usize) -> bool {
        let child_ok = |at: usize, child: i8| match usize::try_from(child) {
            Ok(split) => split > at && split < self.splits.len(),
            Err(_) => usize::from((!child).unsigned_abs()) < self.leaves.len(),
        };
        self.splits.iter().enumerate().all(|(at, split)| {
            usize::from(split.feature) < width && split.children.iter().all(|child| child_ok(at, *child))
        })
    }
}

impl Reader<'_> {
    fn tree(&mut self, width: usize) -> Option<Tree> {
        let [count] = self.take()?;
        let splits = (0..count).map(|_| self.split()).collect::<Option<Vec<Split>>>()?;
        let leaves = (0..=count).map(|_| self.i16()).collect::<Option<Vec<i16>>>()?;
        let tree = Tree { splits, leaves };
        tree.is_well_formed(width).then_some(tree)
    }

    fn split(&mut self) -> Option<Split> {
        let [feature] = self.take()?;
        let threshold = self.i16()?;
        let children = self.take()?.map(|child: u8| child as i8);
        Some(Split { feature, threshold, children })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_leaves() -> Trees {
        let split = Split { feature: 1, threshold: 7, children: [-1, -2] };
        Trees { width: 2, trees: vec![Tree { splits: vec![split], leaves: vec![-300, 200] }; 2] }
    }

    #[test]
    fn the_score_is_the_sum_of_the_leaves() {
        assert_eq!(two_leaves().score(&[0, 7]), -600);
        assert_eq!(two_leaves().score(&[0, 8]), 400);
    }

    #[test]
    fn what_was_written_is_read_back() {
        let bytes = two_leaves().to_bytes();
        assert_eq!(Trees::from_bytes(&bytes, 2), Some(two_leaves()));
    }

    #[test]
    fn damaged_files_are_refused() {
        let bytes = two_leaves().to_bytes();
        assert_eq!(Trees::from_bytes(&bytes, 3), None, "another width");
        assert_eq!(Trees::from_bytes(&bytes[..bytes.len() - 1], 2), None, "cut short");
        let mut circle = bytes;
        circle[14] = 0;
        assert_eq!(Trees::from_bytes(&circle, 2), None, "a split that leads to itself");
    }
}
