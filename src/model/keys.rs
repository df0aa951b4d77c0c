//! Keys: a sorted set of 32-bit keys in a file, each found with one look at its bucket.
//!
//! A key's upper half names its bucket, the lower half is kept. The file: how many keys there are (`u32`), how many stand
//! in each of the 65,536 buckets (`u8`), then the lower halves (`u16`), all little-endian and in order.

use super::reader::Reader;

const BUCKETS: usize = 1 << 16;

/// Buckets whose counts are read together: as many as a word has bytes.
const GROUP: usize = 8;

/// A sorted set of keys; the place of a key in it is the index of what belongs to the key.
///
/// Most look-ups are of keys that are not in the set, and each waits for memory: the counts alone tell that a bucket is
/// empty, and they take a quarter of the room that the beginnings of the buckets would.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// How many keys stand in each bucket.
    counts: Vec<u8>,
    /// Where each [`GROUP`] of buckets begins in `lower`.
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
        Self { starts: starts_of(&counts).0, counts, lower }
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
        let count = usize::from(*self.counts.get(bucket)?);
        if count == 0 {
            return None;
        }
        let group = u64::from_le_bytes(*self.counts.as_chunks::<GROUP>().0.get(bucket / GROUP)?);
        let before = group & ((1 << (u8::BITS as usize * (bucket % GROUP))) - 1);
        let from = *self.starts.get(bucket / GROUP)? as usize + sum_of_bytes(before);
        let lower = key as u16;
        let at = self.lower.get(from..from + count)?.iter().position(|other| *other == lower)?;
        Some(from + at)
    }

    /// Reads what [`Keys::write`] wrote; `None` if it is cut short or does not add up.
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let count = reader.u32()? as usize;
        let counts = reader.bytes(BUCKETS)?;
        let lower = reader.bytes(count.checked_mul(2)?)?;
        let lower: Vec<u16> = lower.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
        let (starts, end) = starts_of(counts);
        (end as usize == lower.len()).then_some(Self { counts: counts.to_vec(), starts, lower })
    }

    /// Appends the set to a file.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend((self.lower.len() as u32).to_le_bytes());
        bytes.extend(&self.counts);
        bytes.extend(self.lower.iter().flat_map(|lower| lower.to_le_bytes()));
    }
}

/// Where each group of buckets begins, and where the last one ends.
fn starts_of(counts: &[u8]) -> (Vec<u32>, u32) {
    let mut sum = 0;
    let groups = counts.as_chunks::<GROUP>().0.iter();
    let starts = groups.map(|group| {
        let start = sum;
        sum += sum_of_bytes(u64::from_le_bytes(*group)) as u32;
        start
    });
    (starts.collect(), sum)
}

/// The sum of the eight bytes of a word: of pairs first, in lanes of 16 bits.
fn sum_of_bytes(word: u64) -> usize {
    const EVEN: u64 = 0x00ff_00ff_00ff_00ff;
    const LANES: u64 = 0x0001_0001_0001_0001;
    let pairs = (word & EVEN) + ((word >> 8) & EVEN);
    (pairs.wrapping_mul(LANES) >> 48) as usize
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
    fn full_buckets_beside_each_other_are_counted_right() {
        let sorted: Vec<u32> = (0..8_u32).flat_map(|bucket| (0..300).map(move |low| bucket << 16 | low)).collect();
        let keys = Keys::new(&sorted);
        assert_eq!(keys.len(), 8 * 255);
        assert_eq!(keys.find(7 << 16 | 254), Some(8 * 255 - 1));
        assert_eq!(keys.find(7 << 16 | 255), None, "the bucket is full");
        assert_eq!(sum_of_bytes(u64::MAX), 8 * 255);
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
