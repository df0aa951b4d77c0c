//! Phrases: a list of them looked for anywhere in a text, all in one pass over its bytes.

/// Bits of [`Phrases::beginnings`]; a few dozen phrases set one in twenty.
const BEGINNINGS: usize = 1024;

/// A list of phrases of two bytes or more.
#[derive(Debug)]
pub struct Phrases {
    /// In the order of the list.
    list: Vec<&'static str>,
    /// Their places in the list, by the two bytes that they begin with.
    by_beginning: Vec<([u8; 2], usize)>,
    /// A bit for what two bytes may begin a phrase: most do not, and cost no more than this look.
    beginnings: [u64; BEGINNINGS / u64::BITS as usize],
}

/// A phrase in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its place in the list.
    pub number: usize,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Phrases {
    /// These phrases; shorter ones than two bytes are never found.
    pub fn new(list: Vec<&'static str>) -> Self {
        let of = |(number, phrase): (usize, &&'static str)| Some((*phrase.as_bytes().first_chunk::<2>()?, number));
        let mut by_beginning: Vec<([u8; 2], usize)> = list.iter().enumerate().filter_map(of).collect();
        by_beginning.sort_unstable();
        let mut beginnings = [0_u64; BEGINNINGS / u64::BITS as usize];
        for (beginning, _) in &by_beginning {
            let (word, bit) = place(*beginning);
            beginnings[word] |= bit;
        }
        Self { list, by_beginning, beginnings }
    }

    /// The phrases in the order of the list.
    pub fn list(&self) -> &[&'static str] {
        &self.list
    }

    /// All places of all phrases in a text, in the order of the text. Linear in its length.
    pub fn find_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Found> + 'a {
        let pairs = text.as_bytes().windows(2).map(|pair| [pair[0], pair[1]]).enumerate();
        let may_begin = move |(_, pair): &(usize, [u8; 2])| {
            let (word, bit) = place(*pair);
            self.beginnings[word] & bit != 0
        };
        pairs.filter(may_begin).flat_map(move |(start, pair)| self.beginning_at(text, start, pair))
    }

    /// Whether a text holds one of the phrases.
    pub fn are_in(&self, text: &str) -> bool {
        self.find_in(text).next().is_some()
    }

    /// How many of the phrases a text holds.
    pub fn count_in(&self, text: &str) -> usize {
        let mut found: Vec<usize> = self.find_in(text).map(|found| found.number).collect();
        found.sort_unstable();
        found.dedup();
        found.len()
    }

    fn beginning_at<'a>(&'a self, text: &'a str, start: usize, beginning: [u8; 2]) -> impl Iterator<Item = Found> + 'a {
        let first = self.by_beginning.partition_point(|(other, _)| *other < beginning);
        let same = self.by_beginning[first..].iter().take_while(move |(other, _)| *other == beginning);
        same.filter_map(move |(_, number)| {
            let phrase = self.list[*number].as_bytes();
            let is_here = text.as_bytes()[start..].starts_with(phrase);
            is_here.then_some(Found { number: *number, start, end: start + phrase.len() })
        })
    }
}

/// The word and the bit for two bytes.
fn place([one, other]: [u8; 2]) -> (usize, u64) {
    /// Odd, so that pairs which share a byte spread.
    const SPREAD: usize = 37;
    let at = (usize::from(one) * SPREAD + usize::from(other)) % BEGINNINGS;
    (at / u64::BITS as usize, 1 << (at % u64::BITS as usize))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_place_of_each_phrase_is_found() {
        let phrases = Phrases::new(vec!["no part in", "no", "x", "part"]);
        let found: Vec<(usize, usize)> =
            phrases.find_in("no, no part in it").map(|found| (found.number, found.start)).collect();
        assert_eq!(found, [(1, 0), (0, 4), (1, 4), (3, 7)]);
        assert_eq!(phrases.count_in("no, no part"), 2);
    }

    proptest! {
        #[test]
        fn it_finds_what_a_search_for_each_finds(text in "[abé ]{0,40}") {
            let phrases = Phrases::new(vec!["ab", "a b", "é", "bé", "aba"]);
            let found: Vec<usize> = (0..5).filter(|at| text.contains(phrases.list()[*at])).collect();
            prop_assert_eq!(phrases.count_in(&text), found.len());
            prop_assert_eq!(phrases.are_in(&text), !found.is_empty());
        }
    }
}
