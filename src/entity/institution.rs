//! Institutions that a text describes rather than names: `the Afghan government`, `US military`.

use std::ops::Range;

use super::kind::{EntityKind, is_capitalized};
use super::mention::{self, Form, Mention};
use super::name::NameWords;
use crate::lexicon;
use crate::text::Words;

/// What a country has one of, in lower case.
const INSTITUTIONS: [&[&str]; 14] = [
    &["government"],
    &["military"],
    &["army"],
    &["navy"],
    &["air", "force"],
    &["parliament"],
    &["armed", "forces"],
    &["foreign", "ministry"],
    &["interior", "ministry"],
    &["defense", "ministry"],
    &["defence", "ministry"],
    &["health", "ministry"],
    &["finance", "ministry"],
    &["justice", "ministry"],
];

/// Adds a mention for each institution of a country, beside that of the country itself; the order stays that of the text.
pub fn add(words: &Words<'_>, mentions: &mut Vec<Mention>) {
    let mut found = Vec::new();
    for sentence in &words.sentences {
        for at in sentence.tokens.clone().skip(1) {
            let Some(end) = institution_end(words, at, sentence.tokens.end) else { continue };
            let Some(start) = country_start(words, at, mentions) else { continue };
            let mut mention = mention::at(words, start..end, EntityKind::Organization, None);
            mention.form = Form::Description;
            found.push(mention);
        }
    }
    mentions.append(&mut found);
    mentions.sort_by_key(|mention| mention.span.start);
}

fn institution_end(words: &Words<'_>, at: usize, end: usize) -> Option<usize> {
    let is_here = |nouns: &&&[&str]| nouns.iter().enumerate().all(|(offset, noun)| words.str(at + offset) == *noun);
    let nouns = INSTITUTIONS.iter().find(is_here)?;
    (at + nouns.len() <= end).then_some(at + nouns.len())
}

/// Where the country before `at` begins: a nationality, or the name of a country without `'s`.
fn country_start(words: &Words<'_>, at: usize, mentions: &[Mention]) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let place = mentions.partition_point(|mention| mention.tokens.end <= before);
    let place = mentions.get(place).filter(|mention| mention.tokens.end == at && mention.kind == EntityKind::Place);
    if let Some(place) = place {
        return is_country(&place.name).then_some(place.tokens.start);
    }
    let is_nationality = is_capitalized(words.str(before)) && lexicon::DEMONYMS.has(words.lowered(before));
    (is_nationality && !NO_COUNTRIES.contains(&words.lowered(before))).then_some(before)
}

/// Words on the list of nationalities that are of a party or a faith.
const NO_COUNTRIES: [&str; 9] =
    ["anglican", "catholic", "christian", "democratic", "islamic", "jewish", "muslim", "republican", "socialist"];

fn is_country(name: &str) -> bool {
    let key = NameWords::new(name).key();
    let full = lexicon::SHORT_NAMES.get(&key).unwrap_or(&key);
    lexicon::PLACES.get(full) == Some("country")
}

/// Adds up names that the tagger took for two: `Office of the Inspector General`, `Attorney's Office for the Western
/// District of New York`.
pub fn join(words: &Words<'_>, mentions: &mut Vec<Mention>) {
    let mut joined: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions.drain(..) {
        match joined.last_mut() {
            Some(head) if goes_on(words, head, mention.tokens.start) => {
                let tokens: Range<usize> = head.tokens.start..mention.tokens.end;
                *head = mention::at(words, tokens, EntityKind::Organization, None);
            }
            _ => joined.push(mention),
        }
    }
    *mentions = joined;
}

/// Whether `of` or `for` leads from an office to the name at `next`.
fn goes_on(words: &Words<'_>, head: &Mention, next: usize) -> bool {
    let last = words.lowered(head.tokens.end - 1);
    let is_office = matches!(
        last,
        "office"
            | "department"
            | "ministry"
            | "bureau"
            | "court"
            | "district"
            | "directorate"
            | "inspectorate"
            | "chamber"
            | "council"
    );
    let between: Vec<&str> = (head.tokens.end..next).map(|at| words.str(at)).collect();
    is_office && head.kind != EntityKind::Person && matches!(between.as_slice(), ["of" | "for"] | ["of" | "for", "the"])
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use crate::page::Page;
    use crate::text::Words;

    fn check(text: &str, expected: &[&str]) {
        let words = Words::of_line(text);
        let found = find(&words, &Page::default()).list;
        let described: Vec<&str> =
            found.iter().filter(|entity| !entity.is_named).map(|entity| entity.name.as_str()).collect();
        assert_eq!(described, expected, "{text}");
    }

    #[test]
    fn a_country_has_institutions() {
        check("Aid groups blamed the Afghan government for it.", &["Afghan government"]);
        check("The crash was confirmed by the US military on Friday.", &["US military"]);
    }

    #[test]
    fn cities_and_parties_have_none() {
        check("She works for the Democratic government in waiting.", &[]);
        check("The Chicago army of volunteers cleaned up.", &[]);
    }
}
