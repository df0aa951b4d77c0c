//! Which entity or source of A is which of B: by kind and name or alias, one to one.

use crate::entity::{Entity, EntityKind};
use crate::source::{Source, SourceKind};

/// What both texts have, and what only one has, by index into the lists of A and B.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alignment {
    /// Index in A and in B, in the order of A.
    pub shared: Vec<(usize, usize)>,
    /// Indices in A.
    pub only_a: Vec<usize>,
    /// Indices in B.
    pub only_b: Vec<usize>,
}

impl Alignment {
    /// Whether the two are the same one.
    pub fn are_same(&self, a: usize, b: usize) -> bool {
        self.shared.binary_search(&(a, b)).is_ok()
    }

    /// Joins each of A with the first of B that `fits` at the strictest level at which any does.
    fn of(count_a: usize, count_b: usize, levels: &[&dyn Fn(usize, usize) -> bool]) -> Self {
        let mut shared: Vec<(usize, usize)> = Vec::new();
        let mut free_b: Vec<usize> = (0..count_b).collect();
        let mut free_a: Vec<usize> = (0..count_a).collect();
        for fits in levels {
            free_a.retain(|a| {
                let found = free_b.iter().position(|b| fits(*a, *b));
                shared.extend(found.map(|at| (*a, free_b.remove(at))));
                found.is_none()
            });
        }
        shared.sort_unstable();
        Self { shared, only_a: free_a, only_b: free_b }
    }
}

/// Joins entities of one kind with the same name; then where one's name is the other's alias; then people of whom one text
/// gives the last name alone. A kind that is a guess keeps no equal names apart.
pub fn entities(a: &[Entity], b: &[Entity]) -> Alignment {
    let names =
        |list: &[Entity]| list.iter().map(|entity| Names::new(&entity.name, &entity.aliases)).collect::<Vec<_>>();
    let (names_a, names_b) = (names(a), names(b));
    let is_guess = |x: usize, y: usize| a[x].is_uncertain || b[y].is_uncertain;
    let are_alike = |x: usize, y: usize| a[x].kind == b[y].kind;
    let are_people = |x: usize, y: usize| a[x].kind == EntityKind::Person && b[y].kind == EntityKind::Person;
    let same_name = |x: usize, y: usize| (are_alike(x, y) || is_guess(x, y)) && names_a[x].name == names_b[y].name;
    let by_alias = |x: usize, y: usize| are_alike(x, y) && names_a[x].shares_one_with(&names_b[y]);
    let by_last_name = |x: usize, y: usize| are_people(x, y) && names_a[x].share_last_name(&names_b[y]);
    Alignment::of(a.len(), b.len(), &[&same_name, &by_alias, &by_last_name])
}

/// Joins sources that are one entity, then those of one kind with the same name. Unnamed sources are never joined: nobody
/// says who they are.
pub fn sources(a: &[Source], b: &[Source], entities: &Alignment) -> Alignment {
    let names =
        |list: &[Source]| list.iter().map(|source| Names::new(&source.name, &source.aliases)).collect::<Vec<_>>();
    let (names_a, names_b) = (names(a), names(b));
    let one_entity =
        |x: usize, y: usize| a[x].entity.zip(b[y].entity).is_some_and(|(own, other)| entities.are_same(own, other));
    let one_name = |x: usize, y: usize| {
        a[x].kind == b[y].kind && a[x].kind != SourceKind::Unnamed && names_a[x].shares_one_with(&names_b[y])
    };
    Alignment::of(a.len(), b.len(), &[&one_entity, &one_name])
}

/// The names of one thing, made comparable.
struct Names {
    name: String,
    aliases: Vec<String>,
}

impl Names {
    fn new(name: &str, aliases: &[String]) -> Self {
        Self { name: plain(name), aliases: aliases.iter().map(|alias| plain(alias)).collect() }
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases)
    }

    fn shares_one_with(&self, other: &Self) -> bool {
        self.all().any(|own| other.all().any(|name| name == own))
    }

    /// One is `Ruiz`, the other `Ana Ruiz`: a full name that differs tells them apart.
    fn share_last_name(&self, other: &Self) -> bool {
        let last = |name: &str| name.rsplit(' ').next().map(str::to_owned);
        let is_short = |name: &str| !name.contains(' ');
        (is_short(&self.name) || is_short(&other.name)) && last(&self.name) == last(&other.name)
    }
}

/// In lower case, without article, points and typographic apostrophes: `The U.N.` is `un`.
fn plain(name: &str) -> String {
    let lower: String = name.to_lowercase().replace('’', "'").chars().filter(|c| *c != '.').collect();
    let bare = ["the ", "a ", "an "].iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower);
    bare.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_one(one: &str, other: &str) -> bool {
        let (one, other) = (Names::new(one, &[]), Names::new(other, &[]));
        one.shares_one_with(&other) || one.share_last_name(&other)
    }

    #[test]
    fn names_are_compared_without_article_and_points() {
        assert!(are_one("The U.N.", "UN"));
        assert!(are_one("O’Neill", "O'Neill"));
    }

    #[test]
    fn a_last_name_alone_is_the_full_name_and_two_full_names_are_not() {
        assert!(are_one("Ruiz", "Ana Ruiz"));
        assert!(!are_one("Ben Ruiz", "Ana Ruiz"));
    }
}
