//! Whether one name is short for another: last names, acronyms, names of companies without their legal form.

use super::kind::{EntityKind, is_acronym};
use crate::lexicon;

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

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The words without marks of generation.
    fn core(&self) -> &[String] {
        let end = self.0.iter().rposition(|word| !is_generation(word)).map_or(0, |last| last + 1);
        &self.0[..end]
    }

    /// Whether these are the letters of `full`: `faa` of `federal aviation administration`.
    pub fn is_acronym_of(&self, full: &Self, small: SmallWords) -> bool {
        let [letters] = self.0.as_slice() else { return false };
        let counts = |word: &&String| {
            small == SmallWords::Count
                || !matches!(word.as_str(), "of" | "the" | "for" | "and" | "de" | "&" | "on" | "in")
        };
        let parts = full.0.iter().filter(counts).flat_map(|word| word.split('-'));
        let initials: String = parts.filter_map(|part| part.chars().next()).collect();
        full.0.len() > 1 && initials == letters.replace('&', "")
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

/// Whether `short` is a shorter form of `full`, a name of a kind.
pub fn is_short_for(short: &NameWords, full: &NameWords, kind: EntityKind) -> bool {
    let (short_words, full_words) = (short.0.as_slice(), full.0.as_slice());
    if short_words.is_empty() || short_words == full_words {
        return false;
    }
    match kind {
        EntityKind::Person => is_part_of_person(short.core(), full.core()),
        EntityKind::Organization => is_part_of_organization(short_words, full_words),
        EntityKind::Place => full_words.strip_prefix(short_words).is_some_and(|rest| is_place_tail(rest)),
        EntityKind::Other => short_words.len() < full_words.len() && full_words.ends_with(short_words),
    }
}

/// `ruiz`, `ana` or `ana ruiz` of `ana maria ruiz`.
fn is_part_of_person(short: &[String], full: &[String]) -> bool {
    let (Some(first), Some(last)) = (full.first(), full.last()) else { return false };
    match short {
        [] => false,
        [word] => full.len() > 1 && (word == last || word == first) || full == short,
        [one, .., other] if one == first && other == last => {
            // A middle name may be left out or an initial, never another one.
            short.len() == 2 || full.len() == 2 || short == full
        }
        _ => short.len() < full.len() && full.ends_with(short),
    }
}

/// `alibaba` of `alibaba group holding`, `disney` of `walt disney co`, `security council` of `un security council`.
fn is_part_of_organization(short: &[String], full: &[String]) -> bool {
    if short.len() >= full.len() {
        return false;
    }
    let is_tail_word = |word: &String| {
        lexicon::ORGANIZATION_WORDS.has(word) || matches!(word.as_str(), "&" | "and" | "of" | "systems" | "company")
    };
    if let Some(rest) = full.strip_prefix(short) {
        return rest.iter().all(is_tail_word);
    }
    // Without its legal form a company may go by the last word of its name; several words are clear enough anywhere.
    let core_end =
        full.iter().rposition(|word| lexicon::ORGANIZATION_WORDS.get(word) != Some("suffix")).map_or(0, |at| at + 1);
    let core = &full[..core_end];
    let has_legal_form = core_end < full.len();
    let starts_with_first_name = core.first().is_some_and(|word| lexicon::FIRST_NAMES.has(word));
    match short {
        [word] => has_legal_form && starts_with_first_name && core.len() == 2 && core.last() == Some(word),
        _ => full.ends_with(short) || core.ends_with(short),
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
        is_short_for(&NameWords::new(short), &NameWords::new(full), kind)
    }

    #[test]
    fn persons_go_by_last_or_first_name_with_or_without_middle_names() {
        for name in ["Ruiz", "Ana", "Ana Ruiz", "Ana M. Ruiz Jr."] {
            assert!(short(name, "Ana M. Ruiz", EntityKind::Person) || name.ends_with("Jr."), "{name}");
        }
        assert!(short("Ana Ruiz", "Ana M. Ruiz Jr.", EntityKind::Person));
        assert!(!short("Ana P. Ruiz", "Ana M. Ruiz", EntityKind::Person));
        assert!(!short("Eva Ruiz", "Ana Ruiz", EntityKind::Person));
    }

    #[test]
    fn organizations_drop_legal_forms_and_what_stands_before() {
        assert!(short("Alibaba", "Alibaba Group Holding", EntityKind::Organization));
        assert!(short("Tarn", "Walter Tarn Co.", EntityKind::Organization));
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
        let is =
            |letters: &str, full: &str| NameWords::new(letters).is_acronym_of(&NameWords::new(full), SmallWords::Skip);
        assert!(is("FAA", "Federal Aviation Administration"));
        assert!(is("U.N.", "United Nations"));
        assert!(!is("FAA", "Federal Reserve"));
    }
}
