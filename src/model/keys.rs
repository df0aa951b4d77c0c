//! Keys: a sorted set of 32-bit keys in a file, each found with one look at its bucket.
//!
//! A key's upper half names its bucket, the lower half is kept. The file: how many keys there are (`u32`), how many stand
//! in each of the 65,536 buckets (`u8`), then the lower halves (`u16`), all little-endian and in order.

use super::reader::Reader;

const BUCKETS: usize = 1 << 16;

/// A sorted set of keys; the place of a key in it is the index of what belongs to the key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Where each bucket begins in `lower`, and behind the last one where it ends.
    starts: Vec<u32>,
    lower: Vec<u16>,
}

impl Keys {
    /// The set of some keys, sorted and each once, and those left out because 255 others share their bucket.
    pub fn new(sorted: &[u32]) -> Self {
        let mut counts = vec![0_u8; BUCKETS];
        let mut lower = Vec::with_capacity(sorted.len());
        for key in sorted {
            let count = &mut counts[(key >> 16) as usize];
            if let Some(more) = count.checked_add(1) {
                *count = more;
                lower.push(*key as u16);
            }
        }
        Self { starts: starts_of(&counts), lower }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lower.is_empty()
    }

    /// The place of a key in the set.
    pub fn find(&self, key: u32) -> Option<usize> {
        let bucket = (key >> 16) as usize;
        let (from, to) = (*self.starts.get(bucket)? as usize, *self.starts.get(bucket + 1)? as usize);
        let lower = key as u16;
        let at = self.lower.get(from..to)?.iter().position(|other| *other == lower)?;
        Some(from + at)
    }

    /// Reads what [`Keys::write`] wrote; `None` if it is cut short or does not add up.
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let count = reader.u32()? as usize;
        let counts = reader.bytes(BUCKETS)?;
        let lower = reader.bytes(count.checked_mul(2)?)?;
        let lower: Vec<u16> = lower.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
        let starts = starts_of(counts);
        (starts.last().copied() == u32::try_from(lower.len()).ok()).then_some(Self { starts, lower })
    }

    /// Appends the set to a file.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend((self.lower.len() as u32).to_le_bytes());
        bytes.extend(self.starts.windows(2).map(|pair| (pair[1] - pair[0]) as u8));
        bytes.extend(self.lower.iter().flat_map(|lower| lower.to_le_bytes()));
    }
}

fn starts_of(counts: &[u8]) -> Vec<u32> {
    let mut starts = Vec::with_capacity(counts.len() + 1);
    starts.push(0);
    let mut sum = 0_u32;
    starts.extend(counts.iter().map(|count| {
        sum += u32::from(*count);
        sum
    }));
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_at_its_place() {
        let sorted = [3, 70_000, 70_001, u32::MAX];
        let keys = Keys::new(&sorted);
        assert_eq!(sorted.map(|key| keys.find(key)), [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(keys.find(4), None);
    }

    #[test]
    fn what_was_written_is_read_back() {
        let keys = Keys::new(&[3, 70_000, 70_001, u32::MAX]);
        let mut bytes = Vec::new();
        keys.write(&mut bytes);
        assert_eq!(Keys::read(&mut Reader(&bytes)), Some(keys));
        assert_eq!(Keys::read(&mut Reader(&bytes[..bytes.len() - 1])), None, "cut short");
    }
}
