//! Whether one name is short for another: last names, acronyms, names of companies without their legal form.

use super::kind::{EntityKind, is_acronym};
use crate::lexicon;
use crate::model::vocabulary;

/// A name as the words that are compared: lower case, no stops, apostrophes straight.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NameWords(Vec<String>);

impl NameWords {
    /// The words of a name as written.
    pub fn new(name: &str) -> Self {
        let word = |word: &str| {
            let word = word.to_lowercase().replace('’', "'");
            let word = word.trim_end_matches(['.', ',']);
            // `U.S.` and `US`, `Pixar's`: one word each.
            let word = word.strip_suffix("'s").unwrap_or(word);
            if is_dotted(word) { word.replace('.', "") } else { word.to_owned() }
        };
        let words: Vec<String> = name.split_whitespace().map(word).filter(|word| !word.is_empty()).collect();
        Self(words)
    }

    /// The words joined by one space.
    pub fn key(&self) -> String {
        self.0.join(" ")
    }

    /// The words.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether the list of short names has it, or names that stand for it.
    pub fn is_short_name(&self) -> bool {
        lexicon::SHORT_NAMES.has(&self.key())
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The words without marks of generation.
    fn core(&self) -> &[String] {
        let end = self.0.iter().rposition(|word| !is_generation(word)).map_or(0, |last| last + 1);
        &self.0[..end]
    }

    /// The letters by which the name may go, and how close each is to it: `faa` of `federal aviation administration`,
    /// `pge` of `pacific gas & electric co`, `puc` of `california public utilities commission`.
    pub fn initials(&self, small: SmallWords) -> Vec<(String, Closeness)> {
        let words = &self.0;
        let counts = |word: &&String| {
            *word != "&"
                && (small == SmallWords::Count
                    || !matches!(word.as_str(), "of" | "the" | "for" | "and" | "de" | "on" | "in"))
        };
        let initials = |words: &[String]| -> String {
            let parts = words.iter().filter(counts).flat_map(|word| word.split('-'));
            parts.filter_map(|part| part.chars().next()).collect()
        };
        let [first, rest @ ..] = words.as_slice() else { return Vec::new() };
        if rest.is_empty() {
            return Vec::new();
        }
        let mut found = vec![(initials(words), Closeness::Same)];
        let core = without_legal_form(words);
        if core.len() < words.len() {
            found.push((initials(core), Closeness::Same));
        }
        if rest.len() > 2 && (lexicon::PLACES.has(first) || lexicon::DEMONYMS.has(first)) {
            found.push((initials(rest), Closeness::Part));
        }
        found.retain(|(letters, _)| letters.len() > 1);
        found
    }

    /// The letters of an acronym, `&` left out.
    pub fn letters(&self) -> Option<String> {
        let [letters] = self.0.as_slice() else { return None };
        Some(letters.replace('&', ""))
    }

    /// Whether the list of short names gives this name for the other.
    pub fn is_listed_for(&self, full: &Self) -> bool {
        let long = |name: &Self| lexicon::SHORT_NAMES.get(&name.key()).map(str::to_owned).unwrap_or_else(|| name.key());
        long(self) == full.key() || long(self) == long(full)
    }
}

/// Whether `of` and `the` have letters in an acronym.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmallWords {
    /// They have.
    Count,
    /// They have none.
    Skip,
}

/// `u.s`, `d.c`: single letters with stops between them.
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1)
}

fn is_generation(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Whether the letters could be an acronym in print.
pub fn may_be_acronym(name: &str) -> bool {
    !name.contains(' ') && is_acronym(name)
}

/// How close a short name is to a full one, closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// Nothing of weight is left out: a legal form, a middle name.
    Same,
    /// The part that people use: the last name, the name without what kind of firm it is.
    Part,
    /// A part that could be another's: a first name, words from the middle.
    Loose,
}

/// How close `short` is to `full`, a name of a kind; `None` if it is no shorter form of it.
pub fn closeness(short: &NameWords, full: &NameWords, kind: EntityKind) -> Option<Closeness> {
    let (short_words, full_words) = (short.0.as_slice(), full.0.as_slice());
    if short_words.is_empty() || short_words == full_words {
        return None;
    }
    match kind {
        EntityKind::Person => to_person(short.core(), full.core()),
        EntityKind::Organization => to_organization(short_words, full_words),
        EntityKind::Place => is_part_of_place(short_words, full_words).then_some(Closeness::Part),
        EntityKind::Other => {
            (short_words.len() < full_words.len() && full_words.ends_with(short_words)).then_some(Closeness::Part)
        }
    }
}

/// `ruiz`, `ana` or `ana ruiz` of `ana maria ruiz`.
fn to_person(short: &[String], full: &[String]) -> Option<Closeness> {
    let (first, last) = (full.first()?, full.last()?);
    match short {
        [] => None,
        _ if short == full => Some(Closeness::Same),
        [word] if full.len() > 1 && is_spelling_of(word, last) => Some(Closeness::Part),
        [word] if full.len() > 1 && word == first => Some(Closeness::Loose),
        [one, .., other] if one == first && other == last => {
            // A middle name may be left out or an initial, never another one.
            (short.len() == 2 || full.len() == 2).then_some(Closeness::Same)
        }
        _ => (short.len() > 1 && short.len() < full.len() && full.ends_with(short)).then_some(Closeness::Part),
    }
}

/// Names of other alphabets are spelled in several ways: from so many letters on one may differ or be doubled.
const MIN_SPELLED_LETTERS: usize = 7;

/// `zelensky` and `zelenskiy`: the same name but for one letter that one has more.
fn is_spelling_of(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() < other.len() { (other, one) } else { (one, other) };
    if one == other {
        return true;
    }
    if short.len() < MIN_SPELLED_LETTERS || long.len() > short.len() + 1 || long.ends_with('s') {
        return false;
    }
    let same = long.bytes().zip(short.bytes()).take_while(|(one, other)| one == other).count();
    same > 0 && long.get(same + 1..).is_some_and(|rest| short.get(same..) == Some(rest))
}

/// The words of an organization but the legal form at their end: `walt disney` of `walt disney co`.
fn without_legal_form(words: &[String]) -> &[String] {
    let is_form = |word: &String| lexicon::ORGANIZATION_WORDS.get(word) == Some("suffix");
    let end = words.iter().rposition(|word| !is_form(word)).map_or(0, |last| last + 1);
    &words[..end]
}

/// `alibaba` of `alibaba group holding`, `disney` of `walt disney co`, `security council` of `un security council`.
fn to_organization(short: &[String], full: &[String]) -> Option<Closeness> {
    let core = without_legal_form(full);
    let host = core.first().and_then(|word| word.rsplit_once('.')).map(|(host, _)| host);
    if core == short || core.len() == 1 && short.len() == 1 && host == Some(short[0].as_str()) {
        return Some(Closeness::Same);
    }
    if short.len() >= full.len() {
        return None;
    }
    let is_tail_word =
        |word: &String| lexicon::ORGANIZATION_WORDS.has(word) || matches!(word.as_str(), "&" | "and" | "of");
    if let Some(rest) = full.strip_prefix(short) {
        // A word that no vocabulary has is nobody else's.
        let is_own_word = || vocabulary::SHIPPED.get(vocabulary::key_of(&short[0])) == vocabulary::Entry::default();
        let ends_with_form = full.last().is_some_and(is_tail_word);
        return (rest.iter().all(is_tail_word) || ends_with_form && is_own_word()).then_some(Closeness::Part);
    }
    // With a legal form a founder's company may go by the last name; several words are clear enough anywhere.
    let is_founders = || core.len() < full.len() && core.len() == 2;
    match short {
        [word] => (is_founders() && core.last() == Some(word)).then_some(Closeness::Same),
        _ => (full.ends_with(short) || core.ends_with(short)).then_some(Closeness::Loose),
    }
}

/// `logar` of `logar province`, `israel` of `state of israel`.
fn is_part_of_place(short: &[String], full: &[String]) -> bool {
    let is_form = |word: &String| {
        matches!(word.as_str(), "state" | "city" | "town" | "village" | "republic" | "kingdom" | "province")
    };
    match full {
        [form, of, rest @ ..] if is_form(form) && of == "of" => rest == short,
        _ => full.strip_prefix(short).is_some_and(is_place_tail),
    }
}

/// `province` behind `logar`, `am inn` behind `braunau`; a city or county of the name is another place.
fn is_place_tail(rest: &[String]) -> bool {
    let Some(first) = rest.first() else { return false };
    let is_other_place = |word: &String| {
        matches!(word.as_str(), "city" | "county" | "island" | "islands" | "river" | "airport" | "international")
    };
    let is_particle = matches!(first.as_str(), "am" | "upon" | "on" | "sur" | "an" | "de" | "del" | "la");
    !rest.iter().any(is_other_place)
        && (is_particle
            || rest.iter().all(|word| {
                lexicon::PLACE_WORDS.has(word)
                    || matches!(word.as_str(), "province" | "area" | "region" | "district" | "state")
            }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(short: &str, full: &str, kind: EntityKind) -> bool {
        closeness(&NameWords::new(short), &NameWords::new(full), kind).is_some()
    }

    #[test]
    fn persons_go_by_last_or_first_name_with_or_without_middle_names() {
        for name in ["Ruiz", "Ana", "Ana Ruiz", "Ana M. Ruiz Jr."] {
            assert!(short(name, "Ana M. Ruiz", EntityKind::Person) || name.ends_with("Jr."), "{name}");
        }
        assert!(short("Ana Ruiz", "Ana M. Ruiz Jr.", EntityKind::Person));
        assert!(!short("Ana P. Ruiz", "Ana M. Ruiz", EntityKind::Person));
        assert!(!short("Eva Ruiz", "Ana Ruiz", EntityKind::Person));
        assert!(short("Zelensky", "Volodymyr Zelenskiy", EntityKind::Person), "one name, two spellings");
        assert!(!short("Hammonds", "Ana Hammond", EntityKind::Person), "a plural is a family");
    }

    #[test]
    fn organizations_drop_legal_forms_and_what_stands_before() {
        assert!(short("Alibaba", "Alibaba Group Holding", EntityKind::Organization));
        assert!(short("Tarn", "Walter Tarn Co.", EntityKind::Organization));
        assert!(short("Zelbrix", "Zelbrix Nano-Satellite Systems Inc", EntityKind::Organization));
        assert!(short("Security Council", "UN Security Council", EntityKind::Organization));
        assert!(!short("Council", "UN Security Council", EntityKind::Organization));
        assert!(!short("Pellworth", "Pellworth Harbor Friends", EntityKind::Organization));
    }

    #[test]
    fn places_drop_what_they_are_but_not_what_makes_them_another() {
        assert!(short("Logar", "Logar province", EntityKind::Place));
        assert!(!short("Kansas", "Kansas City", EntityKind::Place));
    }

    #[test]
    fn acronyms_are_initials() {
        let is = |letters: &str, full: &str| {
            let initials = NameWords::new(full).initials(SmallWords::Skip);
            NameWords::new(letters).letters().is_some_and(|own| initials.iter().any(|(letters, _)| *letters == own))
        };
        assert!(is("PG&E", "Pacific Gas & Electric Co."));
        assert!(is("FAA", "Federal Aviation Administration"));
        assert!(is("U.N.", "United Nations"));
        assert!(!is("FAA", "Federal Reserve"));
    }
}
