//! What a name can name, and what the spelling of a word says of it.

use crate::lexicon::{self, Lexicon};
use crate::model::vocabulary::{self, Listed};

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being, real or invented.
    Person,
    /// A company, agency, party, team, medium, government body.
    Organization,
    /// A country, city, region, river, building, airport.
    Place,
    /// A named event, law, product, work or mission.
    Other,
}

impl EntityKind {
    /// All kinds, in the order that breaks ties.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Place, Self::Other];
}

/// Whether the name is a news medium's.
pub fn is_medium(name: &str) -> bool {
    is_listed(&lexicon::MEDIA, name)
}

/// What our own lists say of a name, where they know it.
pub fn listed(name: &str) -> Option<EntityKind> {
    let is_party = || lexicon::PARTIES.has(&name.to_lowercase());
    if is_medium(name) || is_listed(&lexicon::ORGANIZATIONS, name) || is_party() {
        return Some(EntityKind::Organization);
    }
    let entry = vocabulary::SHIPPED.get(vocabulary::key_of(name));
    let is_only = |list: Listed| entry.flags() == 1 << list as u32;
    if is_only(Listed::Thing) {
        Some(EntityKind::Other)
    } else if is_only(Listed::Organization) {
        Some(EntityKind::Organization)
    } else {
        lexicon::PLACES.has(&name.to_lowercase()).then_some(EntityKind::Place)
    }
}

/// Whether the list has the name; entries marked `acronym` only in capitals (`WHO`, not `Who`).
fn is_listed(list: &Lexicon, name: &str) -> bool {
    match list.get(&name.to_lowercase()) {
        Some("acronym") => is_acronym(name),
        entry => entry.is_some(),
    }
}

/// Two to six capitals, digits and `&` allowed: `VSSE`, `AT&T`, `G7`.
pub fn is_acronym(word: &str) -> bool {
    let length = word.chars().filter(|c| *c != '.').count();
    let is_capital = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '&' | '.');
    (2..=6).contains(&length) && word.chars().all(is_capital) && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Whether a word has a capital that makes it a name: `Ruiz`, `iPhone`, `5G`.
pub fn is_capitalized(word: &str) -> bool {
    let mut characters = word.chars();
    let Some(first) = characters.next() else { return false };
    first.is_uppercase() || (characters.any(char::is_uppercase) && (first.is_lowercase() || first.is_ascii_digit()))
}
