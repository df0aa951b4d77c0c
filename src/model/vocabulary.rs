//! Vocabulary: what is known of a word or phrase by itself, its class among words used alike and the lists that hold it.
//!
//! A file is `SAYV`, format version (`u16`), the coarse class of each fine one (1,024 × `u8`), the keys (see
//! `keys.rs`), then three bytes per key: fine class plus one in the lowest 11 bits (0: none), flags above.

use std::sync::LazyLock;

use super::hash::{self, Hasher};
use super::keys::Keys;
use super::reader::Reader;

/// The vocabulary that ships, made by `trainer`; empty if its file does not fit this code, which a test forbids.
pub static SHIPPED: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::from_bytes(include_bytes!("../../models/words.bin")).unwrap_or_default());

/// What a file starts with.
const MAGIC: [u8; 4] = *b"SAYV";
/// Format version that this code reads and writes.
const VERSION: u16 = 1;
/// Fine classes; the coarse class of each is in the file.
pub const FINE_CLASSES: usize = 1024;
const CLASS_BITS: u32 = 11;
/// Bytes of an entry in the file.
const ENTRY_BYTES: usize = 3;

/// What is known of a word or phrase: nothing by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Entry(u32);

/// A list that may hold a word, or a rank in one; the number is the bit of its flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u32)]
pub enum Listed {
    /// First names.
    FirstName = 0,
    /// The most frequent last names.
    LastName = 1,
    /// Less frequent last names.
    RareLastName = 2,
    /// Cities of a million people or more.
    Metropolis = 3,
    /// Other cities.
    City = 4,
    /// Countries and continents.
    Country = 5,
    /// Capitals of countries.
    Capital = 6,
    /// States, provinces and other regions.
    Region = 7,
    /// Words for the people of a place, a faith or a party.
    Demonym = 8,
    /// Words that end or begin the names of organizations.
    OrganizationWord = 9,
    /// Titles and roles before names.
    Title = 10,
    /// Organizations known by this name.
    Organization = 11,
    /// Named works, events, laws and products.
    Thing = 12,
}

impl Listed {
    /// All lists, in the order of their bits.
    pub const ALL: [Self; 13] = [
        Self::FirstName,
        Self::LastName,
        Self::RareLastName,
        Self::Metropolis,
        Self::City,
        Self::Country,
        Self::Capital,
        Self::Region,
        Self::Demonym,
        Self::OrganizationWord,
        Self::Title,
        Self::Organization,
        Self::Thing,
    ];
}

impl Entry {
    /// The entry of a word with a class.
    pub fn of_class(fine: u16) -> Self {
        Self((u32::from(fine) + 1) & ((1 << CLASS_BITS) - 1))
    }

    /// The entry, also on a list.
    #[must_use]
    pub fn listed(self, list: Listed) -> Self {
        Self(self.0 | 1 << (CLASS_BITS + list as u32))
    }

    /// The fine class, if the word has one.
    pub fn class(self) -> Option<u16> {
        (self.0 as u16 & ((1 << CLASS_BITS) - 1)).checked_sub(1)
    }

    /// One bit per list that holds the word.
    pub fn flags(self) -> u32 {
        self.0 >> CLASS_BITS
    }

    /// Whether a list holds the word.
    pub fn is(self, list: Listed) -> bool {
        self.flags() & (1 << list as u32) != 0
    }
}

/// All words and phrases of which something is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    keys: Keys,
    /// Three bytes each, as in the file.
    entries: Vec<u8>,
    coarse: Vec<u8>,
}

/// The key of a word or phrase in lower case, digits as 0, apostrophes straight.
pub fn key_of(phrase: &str) -> u32 {
    phrase.chars().flat_map(char::to_lowercase).fold(Hasher::default(), |hash, c| hash.char(plain(c))).key()
}

/// Digits are alike, and so are apostrophes.
pub fn plain(character: char) -> char {
    match character {
        '0'..='9' => '0',
        '’' => '\'',
        _ => character,
    }
}

impl Vocabulary {
    /// A vocabulary of keys with entries, sorted by key, each key once; and the coarse class of each fine one.
    pub fn new(sorted: &[(u32, Entry)], coarse: Vec<u8>) -> Self {
        let keys: Vec<u32> = sorted.iter().map(|(key, _)| *key).collect();
        let entries =
            sorted.iter().flat_map(|(_, entry)| entry.0.to_le_bytes().into_iter().take(ENTRY_BYTES)).collect();
        Self { keys: Keys::new(&keys), entries, coarse }
    }

    /// What is known of the word or phrase with this key; nothing if it is unknown.
    pub fn get(&self, key: u32) -> Entry {
        let found = self.keys.find(key).and_then(|at| self.entries.as_chunks::<ENTRY_BYTES>().0.get(at));
        found.map(|[low, middle, high]| Entry(u32::from_le_bytes([*low, *middle, *high, 0]))).unwrap_or_default()
    }

    /// The coarse class of a word.
    pub fn coarse(&self, entry: Entry) -> Option<u8> {
        entry.class().and_then(|fine| self.coarse.get(usize::from(fine))).copied()
    }

    /// How many words and phrases are known.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Reads a file; `None` if it is not one, or not a well-formed one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.take::<4>()? != MAGIC || reader.u16()? != VERSION {
            return None;
        }
        let coarse = reader.bytes(FINE_CLASSES)?.to_vec();
        let keys = Keys::read(&mut reader)?;
        let entries = reader.bytes(keys.len().checked_mul(ENTRY_BYTES)?)?.to_vec();
        reader.0.is_empty().then_some(Self { keys, entries, coarse })
    }

    /// Writes the file that [`Vocabulary::from_bytes`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend((0..FINE_CLASSES).map(|fine| self.coarse.get(fine).copied().unwrap_or_default()));
        self.keys.write(&mut bytes);
        bytes.extend(&self.entries);
        bytes
    }
}

/// The key of a pair of classes, for features.
pub fn class_key(entry: Entry) -> u32 {
    hash::pair(CLASS_SALT, entry.class().map_or(0, |class| u32::from(class) + 1))
}

/// Keeps class numbers apart from other small numbers.
const CLASS_SALT: u32 = 0x5a15_c1a5;

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Vocabulary {
        let mut sorted = vec![
            (key_of("ruiz"), Entry::default().listed(Listed::LastName)),
            (key_of("said"), Entry::of_class(1023)),
            (key_of("new york"), Entry::of_class(7).listed(Listed::Metropolis)),
        ];
        sorted.sort_by_key(|(key, _)| *key);
        Vocabulary::new(&sorted, (0..FINE_CLASSES).map(|fine| (fine / 8) as u8).collect())
    }

    #[test]
    fn the_shipped_file_fits_this_code() {
        assert!(SHIPPED.get(key_of("London")).is(Listed::Capital));
    }

    #[test]
    fn words_are_found_in_any_case() {
        assert!(small().get(key_of("RUIZ")).is(Listed::LastName));
        assert_eq!(small().get(key_of("Said")).class(), Some(1023));
        assert_eq!(small().coarse(small().get(key_of("New York"))), Some(0));
        assert_eq!(small().get(key_of("unheard")), Entry::default());
    }

    #[test]
    fn what_was_written_is_read_back() {
        let bytes = small().to_bytes();
        assert_eq!(Vocabulary::from_bytes(&bytes), Some(small()));
        assert_eq!(Vocabulary::from_bytes(&bytes[..bytes.len() - 1]), None, "cut short");
        assert_eq!(Vocabulary::from_bytes(b"SAYV"), None, "nothing behind the magic");
    }
}
