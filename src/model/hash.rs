//! Hash: 32-bit keys for words and features, the same on every target and in every version of a model file.

/// Offset basis and prime of FNV-1a (Fowler, Noll & Vo), 32 bits.
pub(crate) const BASIS: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;
/// Odd constants of the finalizer of MurmurHash3 (Appleby 2011): every bit of a key reaches its top bits.
const FINAL: [u32; 2] = [0x85eb_ca6b, 0xc2b2_ae35];

/// A hash of bytes that goes on where the last one ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hasher(u32);

impl Default for Hasher {
    fn default() -> Self {
        Self(BASIS)
    }
}

impl Hasher {
    /// The hash with one more byte.
    #[must_use]
    pub const fn byte(self, byte: u8) -> Self {
        Self(mixed(self.0, byte))
    }

    /// The hash with the bytes of a character.
    #[must_use]
    pub fn char(self, character: char) -> Self {
        let mut buffer = [0; 4];
        character.encode_utf8(&mut buffer).bytes().fold(self, Self::byte)
    }

    /// The key of what was hashed.
    pub fn key(self) -> u32 {
        scramble(self.0)
    }
}

/// The key of a word as it is written.
pub fn key_of(word: &str) -> u32 {
    key_of_bytes(word.as_bytes())
}

/// The same of bytes.
pub fn key_of_bytes(bytes: &[u8]) -> u32 {
    scramble(bytes.iter().fold(BASIS, |hash, byte| mixed(hash, *byte)))
}

/// A hash with one more byte, not scrambled yet.
pub(crate) const fn mixed(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(PRIME)
}

/// One key of two: what is asked (a template) and the answer, or two answers.
pub fn pair(one: u32, other: u32) -> u32 {
    scramble(one.wrapping_mul(PRIME).rotate_left(PAIR_ROTATION) ^ other)
}

/// Parts the first key from the second, so that a pair differs from its mirror image.
const PAIR_ROTATION: u32 = 13;

/// Every bit of the hash reaches every bit of the key.
pub(crate) const fn scramble(key: u32) -> u32 {
    let key = (key ^ (key >> 16)).wrapping_mul(FINAL[0]);
    let key = (key ^ (key >> 13)).wrapping_mul(FINAL[1]);
    key ^ (key >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_never_change() {
        assert_eq!(Hasher::default().key(), scramble(0x811c_9dc5));
        assert_eq!(key_of("Ruiz"), "Ruiz".chars().fold(Hasher::default(), Hasher::char).key());
    }

    #[test]
    fn order_matters_in_a_pair() {
        assert_ne!(pair(1, 2), pair(2, 1));
    }
}
