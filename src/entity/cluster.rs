//! Mentions -> entities: last names, short names and acronyms join the full name, and every name gets one kind.

use std::collections::HashMap;

use super::kind::{self, EntityKind};
use super::mention::{Form, Mention};
use super::name::{self, Closeness, NameWords, SmallWords};
use super::{Entity, Value, ValueKind};
use crate::lexicon;
use crate::limits;
use crate::span::Span;
use crate::text::Words;

/// Groups mentions that name the same thing. Order: first mention first.
pub fn cluster(words: &Words<'_>, mentions: Vec<Mention>) -> Vec<Entity> {
    let mut groups = group_by_name(mentions);
    let compared = groups.len().min(limits::MAX_COMPARED_NAMES);
    let groups_compared = &mut groups[..compared];
    join_acronyms(words, groups_compared);
    join_short_names(words, groups_compared);
    groups.retain(|group| !group.mentions.is_empty());
    let mut entities: Vec<Entity> = groups.into_iter().map(to_entity).collect();
    entities.sort_by_key(|entity| entity.mentions.first().map(|mention| mention.start));
    entities
}

/// Mentions with one surface form, or forms joined so far.
struct Group {
    name: String,
    /// What our lists say of the name: looked up once, because names are compared with each other.
    listed: Option<EntityKind>,
    words: NameWords,
    mentions: Vec<Mention>,
    /// Mentions by kind, in the order of the kinds.
    counts: [usize; EntityKind::ALL.len()],
    /// Names taken over from joined groups.
    aliases: Vec<String>,
}

fn group_by_name(mentions: Vec<Mention>) -> Vec<Group> {
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for mention in mentions {
        let words = NameWords::new(&mention.name);
        let at = *index.entry(words.key()).or_insert_with(|| {
            groups.push(Group {
                name: mention.name.clone(),
                listed: kind::listed(&mention.name),
                words,
                mentions: Vec::new(),
                counts: [0; 4],
                aliases: Vec::new(),
            });
            groups.len() - 1
        });
        groups[at].push(mention);
    }
    groups
}

/// A mention on our own lists counts so many votes for the kind that the list gives: more than one place, less than an
/// article full of them.
const LISTED_VOTES: usize = 2;
/// Up to this share of votes against its kind a name is certain of it: one in four.
const MAX_DOUBT: usize = 4;

impl Group {
    fn push(&mut self, mention: Mention) {
        self.counts[mention.kind as usize] += 1;
        self.mentions.push(mention);
    }

    fn votes(&self, kind: EntityKind) -> usize {
        let listed = if self.listed == Some(kind) { LISTED_VOTES } else { 0 };
        listed + self.counts[kind as usize]
    }

    /// The kind with most votes; of equals the first in the order of kinds.
    fn kind(&self) -> EntityKind {
        let best = EntityKind::ALL.into_iter().rev().max_by_key(|kind| self.votes(*kind));
        best.unwrap_or(EntityKind::Other)
    }

    /// Whether a good part of the mentions speaks for another kind, or a single one stands for a name that no list has.
    fn is_uncertain(&self) -> bool {
        let all: usize = EntityKind::ALL.into_iter().map(|kind| self.votes(kind)).sum();
        let against = all - self.votes(self.kind());
        against * MAX_DOUBT > all
    }

    fn take(&mut self, other: &mut Group) {
        self.mentions.append(&mut other.mentions);
        for (own, taken) in self.counts.iter_mut().zip(&mut other.counts) {
            *own += std::mem::take(taken);
        }
        if other.name != self.name {
            self.aliases.push(std::mem::take(&mut other.name));
            other.listed = None;
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

/// The group that is closest; none if several are as close.
fn closest(mut fitting: Vec<(Closeness, usize)>) -> Option<usize> {
    fitting.sort_unstable();
    fitting.dedup_by_key(|(_, at)| *at);
    match fitting.as_slice() {
        [(_, only)] => Some(*only),
        [(best, first), (next, _), ..] if best < next => Some(*first),
        _ => None,
    }
}

/// `Federal Aviation Administration (FAA)`, `FAA (Federal …)` and `U.S.`: letters join the full name.
fn join_acronyms(words: &Words<'_>, groups: &mut [Group]) {
    let by_initials = [SmallWords::Skip, SmallWords::Count].map(|small| groups_by_initials(groups, small));
    for short in 0..groups.len() {
        let own = &groups[short];
        if own.mentions.is_empty() {
            continue;
        }
        let in_brackets = own.mentions.iter().any(|mention| {
            let before = words.text.get(..mention.span.start as usize).unwrap_or("");
            before.ends_with('(')
        });
        let letters = own.words.letters().filter(|_| name::may_be_acronym(&own.name));
        let mut fitting: Vec<(Closeness, usize)> = Vec::new();
        for by_initials in &by_initials[..if in_brackets { 2 } else { 1 }] {
            fitting.extend(letters.as_ref().and_then(|letters| by_initials.get(letters)).into_iter().flatten());
        }
        fitting.retain(|(_, full)| groups[*full].kind() != EntityKind::Person);
        if own.words.is_short_name() {
            let listed = groups.iter().enumerate().filter(|(_, full)| own.words.is_listed_for(&full.words));
            fitting.extend(listed.map(|(at, _)| (Closeness::Same, at)));
        }
        fitting.retain(|(_, full)| *full != short && !groups[*full].mentions.is_empty());
        if let Some(full) = closest(fitting) {
            join(groups, short, full);
        }
    }
}

/// The groups that may go by some letters, and how close the letters are to their names.
fn groups_by_initials(groups: &[Group], small: SmallWords) -> HashMap<String, Vec<(Closeness, usize)>> {
    let mut found: HashMap<String, Vec<(Closeness, usize)>> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        for (letters, closeness) in group.words.initials(small) {
            found.entry(letters).or_default().push((closeness, at));
        }
    }
    found
}

/// Groups by how the words of their names begin: a short name and the full one have a word that begins alike.
struct Index(HashMap<String, Vec<usize>>);

/// Letters by which words are found; spellings of one name differ behind them.
const INDEXED_LETTERS: usize = 4;
/// More groups than these that share a word are a list of something, not fuller names of one thing.
const MAX_CANDIDATES: usize = 200;

impl Index {
    fn new(groups: &[Group]) -> Self {
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, group) in groups.iter().enumerate() {
            for head in Self::heads(group) {
                let groups = index.entry(head).or_default();
                if groups.last() != Some(&at) && groups.len() < MAX_CANDIDATES {
                    groups.push(at);
                }
            }
        }
        Self(index)
    }

    fn heads(group: &Group) -> impl Iterator<Item = String> + '_ {
        group.words.iter().map(|word| word.chars().take(INDEXED_LETTERS).collect())
    }

    /// The groups that share the beginning of a word with this one, in order.
    fn candidates(&self, group: &Group) -> Vec<usize> {
        let mut found: Vec<usize> =
            Self::heads(group).filter_map(|head| self.0.get(&head)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Last names join the one person who bears them; `Alibaba` joins `Alibaba Group Holding`.
fn join_short_names(words: &Words<'_>, groups: &mut [Group]) {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|at| groups[*at].words.len());
    let index = Index::new(groups);
    for short in order {
        if groups[short].mentions.is_empty() {
            continue;
        }
        let own = &groups[short];
        let candidates = index.candidates(own);
        let others = candidates.iter().filter(|at| **at != short && !groups[**at].mentions.is_empty());
        let fitting = others.filter_map(|at| Some((fit_of(own, &groups[*at])?, *at))).collect();
        match closest(fitting) {
            Some(full) => join(groups, short, full),
            None => part_shared_name(words, groups, &candidates, short),
        }
    }
}

/// A last name that several persons bear means the one named last before it, unless two were named in one sentence.
fn part_shared_name(words: &Words<'_>, groups: &mut [Group], candidates: &[usize], short: usize) {
    let own = &groups[short];
    let bearers: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|at| {
            let full = &groups[*at];
            *at != short && full.kind() == EntityKind::Person && fit_of(own, full) == Some(Closeness::Part)
        })
        .collect();
    if bearers.len() < 2 {
        return;
    }
    // Where each bearer was named before: its own mentions only, not those it is given here.
    let places: Vec<Vec<u32>> = bearers
        .iter()
        .map(|at| {
            groups[*at]
                .mentions
                .iter()
                .filter(|mention| mention.tokens.len() > 1)
                .map(|mention| mention.span.start)
                .collect()
        })
        .collect();
    let mentions = std::mem::take(&mut groups[short].mentions);
    groups[short].counts = [0; EntityKind::ALL.len()];
    for mention in mentions {
        let before = |places: &Vec<u32>| places.iter().rev().find(|start| **start < mention.span.start).copied();
        let mut named: Vec<(Option<u32>, usize)> = places.iter().map(before).zip(bearers.iter().copied()).collect();
        named.sort_unstable_by(|one, other| other.cmp(one));
        let to = match named.as_slice() {
            [(Some(last), bearer), (next, _), ..]
                if next.is_none_or(|next| words.sentence_at(next) != words.sentence_at(*last)) =>
            {
                *bearer
            }
            _ => short,
        };
        groups[to].push(mention);
    }
}

/// How close a name is to a fuller one, if what they seem to be allows that they name the same thing.
fn fit_of(short: &Group, full: &Group) -> Option<Closeness> {
    let kind = full.kind();
    let closeness = name::closeness(&short.words, &full.words, kind)?;
    may_join(short, full).then_some(closeness)
}

fn may_join(short: &Group, full: &Group) -> bool {
    let kind = full.kind();
    let own = short.kind();
    let is_known_place = || lexicon::PLACES.has(&short.words.key());
    match kind {
        // The tagger takes last names alone for all sorts of things.
        EntityKind::Person => own == kind || !is_known_place() || short.votes(EntityKind::Person) > 0,
        EntityKind::Organization => own != EntityKind::Person && (own == kind || !is_known_place()),
        EntityKind::Place | EntityKind::Other => own == kind,
    }
}

fn to_entity(mut group: Group) -> Entity {
    let kind = group.kind();
    let is_uncertain = group.is_uncertain();
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
        is_media: kind == EntityKind::Organization
            && std::iter::once(&group.name).chain(&aliases).any(|name| kind::is_medium(name)),
        is_uncertain,
        mentions: group.mentions.iter().map(|mention| mention.span).collect(),
        nominals: Vec::new(),
        is_named: group.mentions.iter().any(|mention| mention.form == Form::Name),
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
    fn a_shared_last_name_means_the_person_named_last() {
        let found = entities("John Smith came. Smith spoke. Ann Smith left. Smith sang.");
        assert_eq!(found, ["Person John Smith [\"Smith\"] 2", "Person Ann Smith [\"Smith\"] 2"]);
    }

    #[test]
    fn two_people_with_one_last_name_stay_apart() {
        let found = entities("John Smith met Ann Smith. Smith left.");
        assert_eq!(found, ["Person John Smith [] 1", "Person Ann Smith [] 1", "Person Smith [] 1"]);
    }
}
