//! Ranker: logistic regression over yes-or-no questions and hashed words, in small weights.
//!
//! A file is `SAYR`, format version (`u16`, little-endian like all numbers), the number of questions (`u16`), the size of
//! one step of a hashed weight (`f32`), the weights of the questions (`i16`) and those of the buckets (`i8`).

use super::reader::Reader;

/// What a file starts with.
const MAGIC: [u8; 4] = *b"SAYR";
/// Format version that this code reads and writes.
const VERSION: u16 = 1;
/// Buckets that hashed words fall into, as in the prototype: 16 kB of weights.
pub const BUCKETS: usize = 1 << 14;
/// One unit of a question's weight is this part of a natural log-odds unit.
pub const QUESTION_UNIT: f32 = 1024.0;
/// Length of the vector of hashed words against a question answered with yes.
pub const HASHED_LENGTH: f32 = 2.0;

/// What is known of one sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The questions answered with yes, a bit each; the first is always yes.
    pub asked: u64,
    /// The buckets of its words, sorted and each once.
    pub hashed: Vec<u16>,
}

impl Row {
    /// What each bucket counts, so that long sentences do not weigh more than short ones.
    pub fn share(&self) -> f32 {
        HASHED_LENGTH / (self.hashed.len().max(1) as f32).sqrt()
    }
}

/// The weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranker {
    /// Per question, in parts of [`QUESTION_UNIT`].
    pub questions: Vec<i16>,
    /// Size of one step of a hashed weight, in log-odds.
    pub step: f32,
    /// Per bucket, in steps.
    pub buckets: Vec<i8>,
}

impl Ranker {
    /// Reads a file for rows of so many questions; `None` if it is not one.
    pub fn from_bytes(bytes: &[u8], questions: usize) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.take::<4>()? != MAGIC || reader.u16()? != VERSION || usize::from(reader.u16()?) != questions {
            return None;
        }
        let step = reader.take().map(f32::from_le_bytes).filter(|step| step.is_finite())?;
        let questions = (0..questions).map(|_| reader.i16()).collect::<Option<Vec<i16>>>()?;
        let buckets = reader.bytes(BUCKETS)?.iter().map(|weight| *weight as i8).collect();
        reader.0.is_empty().then_some(Self { questions, step, buckets })
    }

    /// Writes the file that [`Ranker::from_bytes`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend((self.questions.len() as u16).to_le_bytes());
        bytes.extend(self.step.to_le_bytes());
        bytes.extend(self.questions.iter().flat_map(|weight| weight.to_le_bytes()));
        bytes.extend(self.buckets.iter().map(|weight| *weight as u8));
        bytes
    }

    /// The log-odds that a sentence is worth checking. Sums are of whole numbers, so every target gives the same.
    pub fn log_odds(&self, row: &Row) -> f32 {
        let is_asked = |at: usize| row.asked >> at & 1 == 1;
        let questions: i32 = self
            .questions
            .iter()
            .enumerate()
            .filter(|(at, _)| is_asked(*at))
            .map(|(_, weight)| i32::from(*weight))
            .sum();
        let weight = |bucket: &u16| self.buckets.get(usize::from(*bucket)).copied().map_or(0, i32::from);
        let hashed: i32 = row.hashed.iter().map(weight).sum();
        questions as f32 / QUESTION_UNIT + hashed as f32 * self.step * row.share()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Ranker {
        let mut buckets = vec![0; BUCKETS];
        buckets[7] = -100;
        Ranker { questions: vec![512, -256], step: 0.01, buckets }
    }

    #[test]
    fn the_score_adds_answers_and_words() {
        let row = |asked, hashed: &[u16]| Row { asked, hashed: hashed.to_vec() };
        assert_eq!(small().log_odds(&row(0b11, &[])), 0.25);
        assert_eq!(small().log_odds(&row(0b01, &[7])), 0.5 - 2.0);
    }

    #[test]
    fn what_was_written_is_read_back() {
        let bytes = small().to_bytes();
        assert_eq!(Ranker::from_bytes(&bytes, 2), Some(small()));
        assert_eq!(Ranker::from_bytes(&bytes, 3), None, "other questions");
        assert_eq!(Ranker::from_bytes(&bytes[..bytes.len() - 1], 2), None, "cut short");
    }
}
