//! Mentions -> entities: last names, short names and acronyms join the full name.

use std::collections::HashMap;

use super::kind::{EntityKind, is_acronym};
use super::mention::Mention;
use super::{Entity, Value, ValueKind};
use crate::lexicon;
use crate::limits;
use crate::span::Span;
use crate::text::Words;

/// Groups mentions that name the same thing. Order: first mention first.
pub fn cluster(words: &Words<'_>, mentions: Vec<Mention>) -> Vec<Entity> {
    let mut groups = group_by_name(mentions);
    let compared = groups.len().min(limits::MAX_COMPARED_NAMES);
    join_acronyms(words, &mut groups[..compared]);
    join_short_names(&mut groups[..compared]);
    groups.retain(|group| !group.mentions.is_empty());
    let mut entities: Vec<Entity> = groups.into_iter().map(to_entity).collect();
    entities.sort_by_key(|entity| entity.mentions.first().map(|mention| mention.start));
    entities
}

/// Mentions with one surface form, or forms joined so far.
struct Group {
    name: String,
    tokens: Vec<String>,
    mentions: Vec<Mention>,
    /// Names taken over from joined groups.
    aliases: Vec<String>,
}

fn group_by_name(mentions: Vec<Mention>) -> Vec<Group> {
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for mention in mentions {
        let key = mention.name.to_lowercase();
        let at = *index.entry(key.clone()).or_insert_with(|| {
            let tokens = key.split(' ').map(|token| token.trim_end_matches('.').to_owned()).collect();
            groups.push(Group { name: mention.name.clone(), tokens, mentions: Vec::new(), aliases: Vec::new() });
            groups.len() - 1
        });
        groups[at].mentions.push(mention);
    }
    groups
}

impl Group {
    /// The kind most mentions are sure of, else the first guess; persons by role win over shape.
    fn kind(&self) -> EntityKind {
        let count = |kind: EntityKind| self.mentions.iter().filter(|mention| mention.is_surely(kind)).count();
        let kinds = [EntityKind::Person, EntityKind::Organization, EntityKind::Place, EntityKind::Other];
        let best = kinds.into_iter().rev().max_by_key(|kind| count(*kind));
        match best.filter(|kind| count(*kind) > 0) {
            Some(kind) => kind,
            None => self.majority_weak(),
        }
    }

    fn majority_weak(&self) -> EntityKind {
        let count = |kind: EntityKind| self.mentions.iter().filter(|mention| mention.guess.kind == kind).count();
        let kinds = [EntityKind::Other, EntityKind::Place, EntityKind::Organization, EntityKind::Person];
        kinds.into_iter().max_by_key(|kind| count(*kind)).unwrap_or(EntityKind::Other)
    }

    fn take(&mut self, other: &mut Group) {
        self.mentions.append(&mut other.mentions);
        if other.name != self.name {
            self.aliases.push(std::mem::take(&mut other.name));
        }
        self.aliases.append(&mut other.aliases);
    }
}

/// Moves group `from` into group `to`.
fn join(groups: &mut [Group], from: usize, to: usize) {
    if from < to {
        let (left, right) = groups.split_at_mut(to);
        right[0].take(&mut left[from]);
    } else if to < from {
        let (left, right) = groups.split_at_mut(from);
        left[to].take(&mut right[0]);
    }
}

/// `Federal Aviation Administration (FAA)` and `FAA (Federal …)`: letters that match the initials join the full name.
fn join_acronyms(words: &Words<'_>, groups: &mut [Group]) {
    for short in 0..groups.len() {
        if groups[short].mentions.is_empty() || !is_acronym(&groups[short].name) {
            continue;
        }
        let letters: String = groups[short].name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let in_brackets = groups[short].mentions.iter().any(|mention| {
            mention.span.start > 0
                && words.text.get(..mention.span.start as usize).is_some_and(|before| before.ends_with('('))
        });
        let fits = |group: &Group| {
            group.tokens.len() > 1 && initials(&group.tokens, false) == letters
                || in_brackets && initials(&group.tokens, true) == letters
        };
        let mut full =
            (0..groups.len()).filter(|at| *at != short && !groups[*at].mentions.is_empty() && fits(&groups[*at]));
        if let (Some(full), None) = (full.next(), full.next()) {
            join(groups, short, full);
        }
    }
}

fn initials(tokens: &[String], with_small: bool) -> String {
    let counts = |token: &&String| with_small || !matches!(token.as_str(), "of" | "the" | "for" | "and" | "de" | "&");
    tokens.iter().filter(counts).filter_map(|token| token.chars().next()).collect()
}

/// Last names join the one person who bears them; `Alibaba` joins `Alibaba Group Holding`.
fn join_short_names(groups: &mut [Group]) {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|at| groups[*at].tokens.len());
    for short in order {
        if groups[short].mentions.is_empty() {
            continue;
        }
        let mut full = (0..groups.len()).filter(|full| {
            *full != short && !groups[*full].mentions.is_empty() && is_short_for(&groups[short], &groups[*full])
        });
        if let (Some(full), None) = (full.next(), full.next()) {
            join(groups, short, full);
        }
    }
}

fn is_short_for(short: &Group, full: &Group) -> bool {
    if short.tokens.len() >= full.tokens.len() {
        return false;
    }
    match full.kind() {
        EntityKind::Person => {
            let is_part = full.tokens.ends_with(&short.tokens)
                || (short.tokens.len() == 1 && full.tokens.first() == short.tokens.first());
            let may_be_person =
                short.mentions.iter().all(|mention| mention.guess.is_weak || mention.guess.kind == EntityKind::Person);
            is_part && may_be_person
        }
        EntityKind::Organization => {
            let rest = full.tokens.strip_prefix(short.tokens.as_slice());
            let is_company_tail = |tokens: &[String]| {
                tokens.iter().all(|token| lexicon::ORGANIZATION_WORDS.get(token) == Some("suffix") || token == "&")
            };
            let is_place = short.mentions.iter().any(|mention| mention.is_surely(EntityKind::Place));
            !is_place && rest.is_some_and(is_company_tail)
        }
        EntityKind::Place | EntityKind::Other => false,
    }
}

fn to_entity(mut group: Group) -> Entity {
    let kind = group.kind();
    group.mentions.sort_by_key(|mention| mention.span.start);
    let mut aliases: Vec<String> = Vec::new();
    for alias in group.mentions.iter().map(|mention| &mention.name).chain(&group.aliases) {
        if *alias != group.name && !aliases.contains(alias) {
            aliases.push(alias.clone());
        }
    }
    Entity {
        kind,
        role: group.mentions.iter().find_map(|mention| mention.role.clone()).filter(|_| kind == EntityKind::Person),
        is_media: group.mentions.iter().any(|mention| mention.guess.is_media),
        is_uncertain: group.mentions.iter().all(|mention| mention.guess.is_weak),
        mentions: group.mentions.iter().map(|mention| mention.span).collect(),
        name: group.name,
        aliases,
        ticker: None,
        in_title: false,
    }
}

/// Gives each ticker in brackets to the entity named directly before it.
pub fn attach_tickers(words: &Words<'_>, values: &[Value], entities: &mut Vec<Entity>) {
    for value in values.iter().filter(|value| value.kind == ValueKind::Ticker) {
        let Some(ticker) = &value.normal else { continue };
        let ends_before = |end: u32| {
            let between = words.text.get(end as usize..value.span.start as usize);
            between.is_some_and(|between| matches!(between.trim(), "(" | "" | ", ticker"))
        };
        let owner = entities.iter_mut().find(|entity| {
            let at = entity.mentions.partition_point(|mention| mention.end <= value.span.start);
            at.checked_sub(1).and_then(|at| entity.mentions.get(at)).is_some_and(|mention| ends_before(mention.end))
        });
        if let Some(owner) = owner {
            owner.kind = EntityKind::Organization;
            owner.is_uncertain = false;
            owner.ticker.get_or_insert_with(|| ticker.clone());
        }
    }
    // The letters of a ticker are no name of their own.
    let tickers: Vec<Span> =
        values.iter().filter(|value| value.kind == ValueKind::Ticker).map(|value| value.span).collect();
    let is_ticker = |mention: &Span| tickers.iter().any(|ticker| ticker.contains(*mention));
    entities.retain(|entity| !entity.mentions.iter().all(is_ticker));
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use crate::page::Page;
    use crate::text::Words;

    /// `kind name [aliases] mentions`, one per entity.
    fn entities(text: &str) -> Vec<String> {
        let words = Words::of_line(text);
        let mut found = find(&words, &Page::default()).list;
        found.sort_by_key(|entity| entity.mentions.first().map(|mention| mention.start));
        let line = |entity: &super::Entity| {
            format!("{:?} {} {:?} {}", entity.kind, entity.name, entity.aliases, entity.mentions.len())
        };
        found.iter().map(line).collect()
    }

    #[test]
    fn last_names_join_the_full_name() {
        assert_eq!(entities("Mayor Ana Ruiz spoke. Later Ruiz left."), ["Person Ana Ruiz [\"Ruiz\"] 2"]);
    }

    #[test]
    fn short_company_names_join_the_long_one() {
        assert_eq!(
            entities("Alibaba Group Holding rose, and Alibaba cheered."),
            ["Organization Alibaba Group Holding [\"Alibaba\"] 2"]
        );
    }

    #[test]
    fn acronyms_join_their_full_name() {
        assert_eq!(
            entities("The Federal Aviation Administration (FAA) acted. The FAA waits."),
            ["Organization Federal Aviation Administration [\"FAA\"] 3"]
        );
    }

    #[test]
    fn two_people_with_one_last_name_stay_apart() {
        let found = entities("John Smith met Ann Smith. Smith left.");
        assert_eq!(found, ["Person John Smith [] 1", "Person Ann Smith [] 1", "Other Smith [] 1"]);
    }
}
