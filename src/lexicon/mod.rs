//! Typed look-ups in the word lists under `data/`. Each list starts with its origin, licence and date.

mod phrases;

use std::sync::LazyLock;

pub use phrases::Phrases;

use crate::model::hash;

/// A list: key in lower case -> the rest of its line (empty where the list has one column).
///
/// The table that finds a line is made when this is compiled: reading the lists at run time was a quarter of the work of
/// the first analysis, and in the panel every analysis is the first of its module.
#[derive(Debug)]
pub struct Lexicon {
    text: &'static str,
    /// One more than where a line begins in `text`, at the place that its key's hash names or the next free one; 0 is
    /// free. A power of two, at most half of it in use.
    places: &'static [u32],
}

impl Lexicon {
    /// The entry for a key in lower case.
    pub fn get(&self, key: &str) -> Option<&'static str> {
        let mut at = hash::key_of_bytes(key.as_bytes()) as usize;
        loop {
            at &= self.places.len() - 1;
            let start = (*self.places.get(at)?).checked_sub(1)? as usize;
            // Bytes first: most words are in no list, and a look at a text checks that it begins at a character.
            let rest = self.text.as_bytes().get(start..)?.strip_prefix(key.as_bytes());
            match rest.map(<[u8]>::first) {
                Some(None | Some(b'\t' | b'\n')) => return self.entry(start, key),
                _ => at += 1,
            }
        }
    }

    /// What stands behind a key in its line.
    fn entry(&self, start: usize, key: &str) -> Option<&'static str> {
        if key.is_empty() || key.contains(['\t', '\n']) {
            return None;
        }
        let line = self.text.get(start..)?.lines().next()?;
        Some(line.get(key.len() + 1..).unwrap_or(""))
    }

    /// Whether the list holds the key, in lower case.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

/// The size of the table for a list of tab-separated lines; `#` starts a comment line.
const fn table_size(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut lines, mut at) = (0_usize, 0);
    while at < bytes.len() {
        if bytes[at] == b'\n' {
            lines += 1;
        }
        at += 1;
    }
    (2 * lines + 2).next_power_of_two()
}

/// Where each line of a list begins; see [`Lexicon::places`].
const fn table<const SIZE: usize>(text: &str) -> [u32; SIZE] {
    let bytes = text.as_bytes();
    let mut places = [0; SIZE];
    let mut start = 0;
    while start < bytes.len() {
        let mut end = start;
        let mut hash = hash::BASIS;
        while end < bytes.len() && bytes[end] != b'\n' && bytes[end] != b'\t' {
            hash = hash::mixed(hash, bytes[end]);
            end += 1;
        }
        if bytes[start] != b'#' && end > start {
            let mut at = hash::scramble(hash) as usize % SIZE;
            while places[at] != 0 {
                at = (at + 1) % SIZE;
            }
            places[at] = start as u32 + 1;
        }
        while end < bytes.len() && bytes[end] != b'\n' {
            end += 1;
        }
        start = end + 1;
    }
    places
}

macro_rules! lexicons {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)+) => {
        $($(#[$doc])* pub static $name: Lexicon = {
            const TEXT: &str = include_str!(concat!("data/", $file, ".tsv"));
            static PLACES: [u32; table_size(TEXT)] = table(TEXT);
            Lexicon { text: TEXT, places: &PLACES }
        };)+

        /// Every list, for tests.
        #[cfg(test)]
        const ALL: &[(&str, &Lexicon)] = &[$(($file, &$name)),+];
    };
}

lexicons! {
    /// Class, id and role tokens of page furniture -> name of the reason.
    BOILERPLATE_TOKENS = "boilerplate_tokens";
    /// Whole lines, lower case, behind which no article goes on.
    END_MARKERS = "end_markers";
    /// Words before a name that belong to it or give a role -> `title` (before a name only) or `role`.
    ROLES = "roles";
    /// First names -> nothing.
    FIRST_NAMES = "first_names";
    /// Countries, capitals, large cities, regions -> `country`, `city`, `region`.
    PLACES = "places";
    /// Words for people and things of a country, region, faith or party; they name no entity.
    DEMONYMS = "demonyms";
    /// Words that make a name an organization -> `suffix` (stands last), `any`.
    ORGANIZATION_WORDS = "organization_words";
    /// Words that make a name a place: `Airport`, `River`.
    PLACE_WORDS = "place_words";
    /// Organizations known by one name -> nothing.
    ORGANIZATIONS = "organizations";
    /// Other names of one thing -> the name they join.
    SHORT_NAMES = "short_names";
    /// Words for members that name their party.
    PARTIES = "parties";
    /// News media -> nothing.
    MEDIA = "media";
    /// Last words of the names of news media.
    MEDIA_WORDS = "media_words";
    /// Verb forms that report speech or writing -> `say`, `clause`, `tell`, `announce`, `deny`.
    REPORTING_VERBS = "reporting_verbs";
    /// Words of author lines that are no names -> `any` (nor do they stand in the name of an organization).
    BYLINE_LABELS = "byline_labels";
    /// Abbreviations with a full stop -> `title` (a name follows), `inner` (mostly mid-sentence), `capital` (the same, but
    /// a word in lower case), `number` (before a number only).
    ABBREVIATIONS = "abbreviations";
    /// Weekdays and months -> nothing.
    CALENDAR = "calendar";
    /// English words that start sentences in capitals without being names.
    COMMON_WORDS = "common_words";
    /// Nouns for documents that are cited -> nothing.
    DOCUMENT_NOUNS = "document_nouns";
    /// Sections, folders of addresses and labels of headlines -> the kind of text they name.
    GENRE_WORDS = "genre_words";
    /// Words that texts of one kind are full of -> `cook`, `measure`, `match`, `review`.
    GENRE_CUES = "genre_cues";
    /// Words that carry a tag of a claim -> the tag.
    CLAIM_CUES = "claim_cues";
    /// Words around denials -> what they do there, see the header of the list.
    DENIAL_WORDS = "denial_words";
    /// Words that the ranker of claims is asked about -> their class.
    WORTH_WORDS = "worth_words";
    /// Words that attribute -> `say`, `tell`, `weak`, `think`, `noun`, `adverb`, `according`: what the tagger knows of them.
    CUE_WORDS = "cue_words";
    /// Nouns for people who are cited without a name -> nothing.
    PEOPLE_NOUNS = "people_nouns";
    /// Nouns for organizations, as in `the firm` -> nothing.
    INSTITUTION_NOUNS = "institution_nouns";
    /// Small words -> what they do around a source phrase.
    PHRASE_WORDS = "phrase_words";
}

/// Phrases, lower case, that only page furniture uses.
pub static PROMO_PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(lines(include_str!("data/promo_phrases.tsv"))));

/// How lines begin that are no article text, lower case -> name of the reason, tab-separated.
pub static LINE_LABELS: LazyLock<Vec<&'static str>> = LazyLock::new(|| lines(include_str!("data/line_labels.tsv")));

/// Phrases, lower case, that say someone was asked and gave no answer.
pub static DECLINING_PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(lines(include_str!("data/declining_phrases.tsv"))));

/// Phrases, lower case, by which someone rejects a charge without a verb of denial.
pub static DENIAL_PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(lines(include_str!("data/denial_phrases.tsv"))));

/// Whether a word, lower case, does `what` around a denial; see the header of the list.
pub fn denial_word_is(word: &str, what: &str) -> bool {
    DENIAL_WORDS.get(word).is_some_and(|roles| roles.split(' ').any(|role| role == what))
}

/// Whether a small word, lower case, does `what` around a source phrase; see the header of the list.
pub fn phrase_word_is(word: &str, what: &str) -> bool {
    PHRASE_WORDS.get(word).is_some_and(|roles| roles.split(' ').any(|role| role == what))
}

fn lines(source: &'static str) -> Vec<&'static str> {
    source.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_by_its_key() {
        for (name, lexicon) in ALL {
            let lines = lexicon.text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            for line in lines {
                let (key, entry) = line.split_once('\t').unwrap_or((line, ""));
                assert_eq!(lexicon.get(key), Some(entry), "{key:?} in {name}");
            }
        }
    }

    #[test]
    fn parts_of_keys_and_comments_are_no_keys() {
        assert_eq!(PLACES.get(""), None);
        assert_eq!(PLACES.get("belgiu"), None);
        assert_eq!(PLACES.get("belgium\tcountry"), None);
        let comment = PLACES.text.lines().next().unwrap_or_default();
        assert!(comment.starts_with('#'));
        assert_eq!(PLACES.get(comment.split('\t').next().unwrap_or_default()), None);
    }

    #[test]
    fn every_list_loads_and_holds_what_it_is_for() {
        assert_eq!(BOILERPLATE_TOKENS.get("newsletter"), Some("newsletter"));
        assert!(END_MARKERS.has("click to comment"));
        assert_eq!(PLACES.get("belgium"), Some("country"));
        assert!(DEMONYMS.has("belgian"));
        assert_eq!(REPORTING_VERBS.get("denied"), Some("deny"));
        assert_eq!(ABBREVIATIONS.get("mr"), Some("title"));
        assert!(PROMO_PHRASES.are_in("sign up for"));
    }
}
