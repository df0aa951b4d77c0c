//! Makes `models/words.bin`: the class of frequent words, and the lists that hold them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use sayso::model::Vocabulary;
use sayso::model::vocabulary::{Entry, FINE_CLASSES, Listed, key_of};

use crate::lists::{lines, own, repository, shipped};

/// Frequent words that get a class: of the 120,000 in the data as many as the size of the file allows; 30,000 fewer cost .3 F1.
const CLASSED_WORDS: usize = 90_000;
/// Last names up to this rank are frequent.
const FREQUENT_LAST_NAMES: usize = 2_000;
/// Last names up to this rank are known.
const KNOWN_LAST_NAMES: usize = 30_000;
/// People of a city that is known everywhere.
const METROPOLIS_PEOPLE: u64 = 1_000_000;
/// People of the smallest city that is known.
const CITY_PEOPLE: u64 = 50_000;
/// Longer phrases are not looked up.
const MAX_PHRASE_WORDS: usize = 4;

/// Words with their fine classes.
type Classes = Vec<(String, u16)>;

/// What is known so far, by key.
#[derive(Default)]
struct Known(BTreeMap<u32, Entry>);

impl Known {
    fn list(&mut self, phrase: &str, list: Listed) {
        let phrase = phrase.trim_end_matches('.');
        if phrase.len() > 1 && phrase.split(' ').count() <= MAX_PHRASE_WORDS {
            let entry = self.0.entry(key_of(phrase)).or_default();
            *entry = entry.listed(list);
        }
    }

    fn list_all(&mut self, phrases: &[String], list: Listed) {
        phrases.iter().for_each(|phrase| self.list(phrase, list));
    }
}

/// Makes the vocabulary from the folder of corpora.
///
/// # Errors
/// If a list is missing or malformed.
pub fn make(corpora: &Path) -> Result<Vocabulary> {
    let gazetteers = corpora.join("gazetteers");
    let list = |name: &str| lines(&gazetteers.join(format!("{name}.txt.gz")));
    let (classes, coarse) = classes(&corpora.join("clusters/glove100-k1024-k128.tsv.gz"))?;
    let mut known = Known::default();
    for (word, class) in &classes {
        known.0.entry(key_of(word)).or_insert_with(|| Entry::of_class(*class));
    }
    known.list_all(&shipped("first_names")?, Listed::FirstName);
    for (rank, name) in list("last-names-by-rank")?.iter().enumerate().take(KNOWN_LAST_NAMES) {
        known.list(name, if rank < FREQUENT_LAST_NAMES { Listed::LastName } else { Listed::RareLastName });
    }
    for line in lines(&gazetteers.join("cities-population.tsv.gz"))? {
        let (city, people) = line.split_once('\t').with_context(|| format!("no population in {line:?}"))?;
        let people: u64 = people.parse().with_context(|| format!("no population in {line:?}"))?;
        if people >= CITY_PEOPLE {
            known.list(city, if people >= METROPOLIS_PEOPLE { Listed::Metropolis } else { Listed::City });
        }
    }
    for line in lines(&repository().join("src/lexicon/data/places.tsv"))? {
        let (place, kind) = line.split_once('\t').with_context(|| format!("no kind in {line:?}"))?;
        let kind = match kind {
            "country" => Listed::Country,
            "region" => Listed::Region,
            _ => Listed::City,
        };
        known.list(place, kind);
    }
    known.list_all(&list("capitals")?, Listed::Capital);
    known.list_all(&list("us-states")?, Listed::Region);
    known.list_all(&shipped("demonyms")?, Listed::Demonym);
    known.list_all(&shipped("organization_words")?, Listed::OrganizationWord);
    known.list_all(&list("org-keywords")?, Listed::OrganizationWord);
    known.list_all(&shipped("roles")?, Listed::Title);
    known.list_all(&list("person-titles")?, Listed::Title);
    for organizations in [shipped("organizations")?, shipped("media")?, own("companies")?, own("organizations_own")?] {
        known.list_all(&organizations, Listed::Organization);
    }
    known.list_all(&own("things_own")?, Listed::Thing);
    let sorted: Vec<(u32, Entry)> = known.0.into_iter().collect();
    Ok(Vocabulary::new(&sorted, coarse))
}

/// Word -> fine class, most frequent words first, and the coarse class that most words of each fine class have.
fn classes(path: &Path) -> Result<(Classes, Vec<u8>)> {
    let mut classes = Vec::new();
    let mut votes = vec![BTreeMap::<u8, usize>::new(); FINE_CLASSES];
    let mut fine_of = BTreeMap::new();
    for line in lines(path)? {
        let mut columns = line.split('\t');
        let (Some(word), Some(fine), Some(coarse)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let fine: u16 = fine.parse().with_context(|| format!("no class in {line:?}"))?;
        let coarse: u8 = coarse.parse().with_context(|| format!("no class in {line:?}"))?;
        let votes = votes.get_mut(usize::from(fine)).with_context(|| format!("class out of range in {line:?}"))?;
        *votes.entry(coarse).or_default() += 1;
        fine_of.insert(word.to_owned(), fine);
        if classes.len() < CLASSED_WORDS {
            classes.push((word.to_owned(), fine));
        }
    }
    // Newer words win: what they are called today is what the text means.
    let mut newer = Vec::new();
    for line in own("words_like")? {
        let (word, like) = line.split_once('\t').with_context(|| format!("no word behind {line:?}"))?;
        let class = fine_of.get(like).with_context(|| format!("{like:?} has no class to lend {word:?}"))?;
        newer.push((word.to_owned(), *class));
    }
    newer.append(&mut classes);
    let most =
        |votes: &BTreeMap<u8, usize>| votes.iter().max_by_key(|(_, count)| **count).map_or(0, |(coarse, _)| *coarse);
    Ok((newer, votes.iter().map(most).collect()))
}
