//! Who a source phrase means: the entity, document or person behind it, or the last fitting one before it.

use std::ops::Range;

use super::SourceKind;
use super::phrase;
use crate::entity::{Entities, EntityKind};
use crate::lexicon;
use crate::span::Span;
use crate::text::Words;

/// Who speaks at one place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Index of the entity.
    pub entity: Option<usize>,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// The words used here, without article; a name or description of its own, not `she`.
    pub words: String,
    /// Head noun of a description, singular; empty for names.
    pub head: String,
    /// Whether it is more than one: `officials`.
    pub is_many: bool,
    /// Whether the words are said of it here, and so may be shown as another name.
    pub is_named_here: bool,
    /// The organization it speaks for, as written.
    pub affiliation: Option<String>,
}

/// Who was named or spoke last.
#[derive(Debug, Default)]
pub struct Memory {
    /// Everyone who spoke, last one last.
    spoke: Vec<Who>,
    /// The person named last, outside of what others say where possible.
    person: Option<usize>,
    /// The organizations named, last one last; media left out.
    organizations: Vec<usize>,
}

/// So many speakers back, `the spokesman` still finds his like.
const MAX_REMEMBERED: usize = 40;

impl Memory {
    /// Takes note of a speaker.
    pub fn spoke(&mut self, who: &Who) {
        if who.kind == SourceKind::Person {
            self.person = who.entity.or(self.person);
        }
        if self.spoke.last() != Some(who) {
            self.spoke.push(who.clone());
        }
        if self.spoke.len() > MAX_REMEMBERED {
            self.spoke.remove(0);
        }
    }

    /// Takes note of the names in `span`; `is_said` tells whether a mention stands in what a source says.
    pub fn see(&mut self, entities: &Entities, span: Span, is_said: impl Fn(Span) -> bool) {
        let mut mentions: Vec<(usize, Span)> = entities.in_span(span).collect();
        mentions.sort_by_key(|(_, mention)| mention.start);
        let own = mentions.iter().filter(|(_, mention)| !is_said(*mention));
        let persons = own.filter(|(entity, _)| kind_of(entities, *entity) == Some(EntityKind::Person));
        self.person = persons.last().map(|(entity, _)| *entity).or(self.person);
        let is_organization = |entity: usize| {
            let found = entities.list.get(entity);
            found.is_some_and(|found| found.kind == EntityKind::Organization && !found.is_media)
        };
        for (entity, _) in mentions {
            if is_organization(entity) && self.organizations.last() != Some(&entity) {
                self.organizations.push(entity);
            }
        }
    }

    /// The last speaker that fits.
    fn last(&self, fits: impl Fn(&Who) -> bool) -> Option<Who> {
        self.spoke.iter().rev().find(|who| fits(who)).map(|who| Who { is_named_here: false, ..who.clone() })
    }

    /// The organization, or unnamed institution, that spoke last: whom `it was stated` means.
    pub fn institution(&self) -> Option<Who> {
        self.last(|who| who.kind == SourceKind::Organization)
    }
}

fn kind_of(entities: &Entities, entity: usize) -> Option<EntityKind> {
    entities.list.get(entity).map(|entity| entity.kind)
}

/// The entity as a source.
pub fn of_entity(entities: &Entities, entity: usize) -> Who {
    let found = entities.list.get(entity);
    let name = found.map_or("", |found| found.name.as_str());
    let kind = match found {
        Some(found) if found.is_media || found.kind != EntityKind::Person && names_medium(name) => SourceKind::Media,
        Some(found) if found.kind == EntityKind::Person => SourceKind::Person,
        Some(found) if found.kind == EntityKind::Other && names_document(name) => SourceKind::Document,
        _ => SourceKind::Organization,
    };
    Who {
        entity: Some(entity),
        kind,
        words: name.to_owned(),
        head: String::new(),
        is_many: false,
        is_named_here: false,
        affiliation: None,
    }
}

/// `Tarn Valley Courier`, but not `Post`.
fn names_medium(name: &str) -> bool {
    let last = name.rsplit_once(' ').map_or("", |(_, last)| last);
    lexicon::MEDIA_WORDS.has(&last.to_lowercase())
}

fn names_document(name: &str) -> bool {
    name.split(' ').any(|word| lexicon::DOCUMENT_NOUNS.has(&word.to_lowercase()))
}

/// Who the phrase means; `None` when the text does not make it clear.
pub fn resolve(words: &Words<'_>, entities: &Entities, memory: &Memory, phrase: Range<usize>) -> Option<Who> {
    let phrase = phrase::before_verb(words, without_marks(words, phrase));
    if phrase.is_empty() {
        return None;
    }
    let first = words.lowered(phrase.start);
    if phrase.len() == 1 && phrase::is_pronoun(first) {
        return pronoun(words, entities, memory, phrase.start);
    }
    if let Some((entity, mention)) = named(words, entities, phrase.clone()) {
        let who = of_entity(entities, entity);
        return Some(Who { words: mention.of(words.text).to_owned(), is_named_here: true, ..who });
    }
    described(words, entities, memory, phrase)
}

fn without_marks(words: &Words<'_>, mut phrase: Range<usize>) -> Range<usize> {
    let is_mark = |at: usize| words.str(at).chars().all(|c| !c.is_alphanumeric());
    while !phrase.is_empty() && is_mark(phrase.start) {
        phrase.start += 1;
    }
    while !phrase.is_empty() && (is_mark(phrase.end - 1) || matches!(words.str(phrase.end - 1), "'s" | "’s")) {
        phrase.end -= 1;
    }
    phrase
}

/// The entity that is the head of the phrase, or stands in apposition to it: `its spokesman, Peter Sorley`.
fn named(words: &Words<'_>, entities: &Entities, phrase: Range<usize>) -> Option<(usize, Span)> {
    let span = words.span(phrase.clone());
    let mut mentions: Vec<(usize, Span)> =
        entities.in_span(span).filter(|(_, mention)| span.contains(*mention)).collect();
    mentions.sort_by_key(|(_, mention)| mention.start);
    let core = phrase::core(words, phrase.clone());
    let core_end = words.span(core.clone()).end;
    let is_person = |entity: usize| kind_of(entities, entity) == Some(EntityKind::Person);
    let head = mentions.iter().rev().find(|(_, mention)| mention.start < core_end && mention.end >= core_end);
    if let Some(found) = head {
        return Some(*found);
    }
    // `Democrats Hillary Clinton, Bernie Sanders and …`, `FBI Director James Comey Jr`: a person inside the core.
    let inside = mentions.iter().find(|(entity, mention)| {
        mention.end <= core_end
            && is_person(*entity)
            && !is_possessor(words, *mention)
            && is_head_like(words, core.clone(), *mention)
    });
    let apposed = in_apposition(words, &mentions, core.clone(), phrase.end, &is_person);
    inside.or(apposed).or_else(|| named_institution(words, entities, &mentions, core)).copied()
}

/// Whether nothing but name-like words follow the mention in the core.
fn is_head_like(words: &Words<'_>, core: Range<usize>, mention: Span) -> bool {
    let behind = words.tokens_in(Span { start: mention.end, end: words.span(core.clone()).end });
    behind.into_iter().all(|at| words.str(at).chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic()))
}

/// `the board's chairwoman, Dr. Imogen Lisle`; `the chairman of the club Jo Reed`: not `a lawyer for Ann Lee`.
fn in_apposition<'m>(
    words: &Words<'_>,
    mentions: &'m [(usize, Span)],
    core: Range<usize>,
    end: usize,
    is_person: &impl Fn(usize) -> bool,
) -> Option<&'m (usize, Span)> {
    let head = phrase::head_of(words, core.clone());
    if !phrase::is_someone(&head) {
        return None;
    }
    mentions.iter().find(|(entity, mention)| {
        let first = words.tokens_in(*mention).start;
        let before = first.checked_sub(1).map_or("", |before| words.lowered(before));
        let title = lexicon::ROLES.has(before.trim_end_matches('.'));
        let opener = if title { first.checked_sub(2).map_or("", |at| words.lowered(at)) } else { before };
        let is_behind_comma = matches!(opener, "," | "(" | "—" | "–") && first > core.start;
        let is_last = words.tokens_in(*mention).end >= end && !phrase::is_head_end(opener) && opener != "to";
        is_person(*entity) && !is_possessor(words, *mention) && (is_behind_comma || is_last)
    })
}

/// `the country’s intelligence service, the VSSE,`: the name of the institution directly behind its noun.
fn named_institution<'m>(
    words: &Words<'_>,
    entities: &Entities,
    mentions: &'m [(usize, Span)],
    core: Range<usize>,
) -> Option<&'m (usize, Span)> {
    if !phrase::is_institution(&phrase::head_of(words, core.clone())) || words.str(core.end) != "," {
        return None;
    }
    let name = core.end + 1 + usize::from(words.str(core.end + 1) == "the");
    mentions.iter().find(|(entity, mention)| {
        words.tokens_in(*mention).start == name && kind_of(entities, *entity) == Some(EntityKind::Organization)
    })
}

fn is_possessor(words: &Words<'_>, mention: Span) -> bool {
    words.text.get(mention.end as usize..).is_some_and(|rest| rest.starts_with("’s") || rest.starts_with("'s"))
}

fn pronoun(words: &Words<'_>, entities: &Entities, memory: &Memory, at: usize) -> Option<Who> {
    let lower = words.lowered(at);
    match lower {
        "he" | "she" => {
            // Somebody named earlier in the same sentence, if only one person is.
            let sentence = words.sentence_at(words.tokens[at].span.start).and_then(|at| words.sentences.get(at))?;
            let before = Span { start: sentence.span.start, end: words.tokens[at].span.start };
            let mut persons: Vec<usize> = entities
                .in_span(before)
                .map(|(entity, _)| entity)
                .filter(|entity| kind_of(entities, *entity) == Some(EntityKind::Person))
                .collect();
            persons.dedup();
            let own = match persons.as_slice() {
                [one] => Some(*one),
                _ => None,
            };
            let seen = own.or(memory.person).map(|person| of_entity(entities, person));
            seen.or_else(|| memory.last(|who| who.kind == SourceKind::Unnamed && !who.is_many))
        }
        "it" => memory.last(|who| {
            matches!(who.kind, SourceKind::Organization | SourceKind::Document | SourceKind::Media)
                || who.kind == SourceKind::Unnamed && phrase::is_institution(&who.head)
        }),
        "they" => memory.last(|who| match who.kind {
            SourceKind::Unnamed => who.is_many,
            SourceKind::Organization => true,
            _ => false,
        }),
        "who" | "which" | "that" => {
            let sentence = words.sentence_at(words.tokens[at].span.start).and_then(|at| words.sentences.get(at))?;
            let before = phrase::before_relative(words, at, sentence.tokens.start)?;
            resolve(words, entities, memory, before)
        }
        _ => None,
    }
}

/// `the statement`, `the company`, `a senior official`, `the report`.
fn described(words: &Words<'_>, entities: &Entities, memory: &Memory, phrase: Range<usize>) -> Option<Who> {
    let first = words.lowered(phrase.start);
    let is_definite = matches!(first, "the" | "its" | "their" | "this" | "that" | "his" | "her");
    let has_article = phrase::is_determiner(first) && !phrase::is_count(first);
    let body = if has_article && phrase.len() > 1 { phrase.start + 1..phrase.end } else { phrase.clone() };
    let core = phrase::core(words, body.clone());
    let head = phrase::head_of(words, core.clone());
    let is_many = phrase::is_plural(words, core.clone());
    let is_document = lexicon::DOCUMENT_NOUNS.has(&head);
    let text =
        if is_document { phrase::shown_document(words, body.clone()) } else { phrase::shown(words, body.clone()) };
    let affiliation = affiliation(words, entities, phrase.clone());
    let own = |kind| {
        Some(Who {
            entity: None,
            kind,
            words: text.of(words.text).to_owned(),
            head: head.clone(),
            is_many,
            is_named_here: true,
            affiliation: affiliation.clone(),
        })
    };
    let is_plain = core.len() == 1;
    let is_name = is_name(words, body.clone());
    if is_name && body.len() > 1 {
        let name = text.of(words.text);
        let kind = match (names_medium(name), has_article || phrase::is_institution(&head)) {
            (true, _) => SourceKind::Media,
            (false, true) => SourceKind::Organization,
            (false, false) if phrase::is_plural(words, core.clone()) => SourceKind::Unnamed,
            (false, false) => SourceKind::Person,
        };
        return own(kind);
    }
    let same_head = || memory.last(|who| who.head == head && who.is_many == is_many && !head.is_empty());
    if phrase::is_message(&head) {
        if let Some(issuer) = issuer(words, entities, phrase.clone()) {
            return Some(issuer);
        }
        if is_definite
            && let Some(institution) =
                memory.last(|who| matches!(who.kind, SourceKind::Organization | SourceKind::Person))
        {
            return Some(institution);
        }
    }
    if is_document {
        return same_head().filter(|_| is_definite && is_plain).or_else(|| own(SourceKind::Document));
    }
    if is_definite && phrase::is_institution(&head) && !is_plain {
        let wanted: Vec<&str> = core.clone().map(|at| words.lowered(at)).collect();
        let known = with_words(entities, memory, &wanted);
        if let Some(known) = known.or_else(|| apposed(words, entities, memory, &head)) {
            return Some(known);
        }
    }
    if is_definite && phrase::is_institution(&head) && is_plain {
        return same_head()
            .or_else(|| with_words(entities, memory, &[head.as_str()]))
            .or_else(|| fitting_institution(entities, memory, &head))
            .or_else(|| own(SourceKind::Unnamed));
    }
    if is_definite && is_plain && phrase::is_spokesperson(&head) {
        let who = memory.last(|who| phrase::is_spokesperson(&who.head) || has_role(entities, who, &head));
        return who.or_else(|| memory.institution()).or_else(|| own(SourceKind::Unnamed));
    }
    let role = phrase::role_words(words, core.clone());
    let is_owned = role.len() < core.len();
    if (is_definite || is_owned) && lexicon::ROLES.has(&head) && !phrase::is_plural(words, core.clone()) {
        let wanted: Vec<&str> = role.map(|at| words.lowered(at)).collect();
        let by_role = person_with_role(entities, &wanted, words.tokens[phrase.start].span.start);
        if let Some(person) = by_role {
            return Some(person);
        }
        if is_plain {
            return same_head().or_else(|| own(SourceKind::Unnamed));
        }
    }
    if phrase::is_medium(&head) && core.len() > 1 && !phrase::is_message(&head) {
        return own(SourceKind::Media);
    }
    if is_plain && (is_definite || !has_article) && phrase::is_someone(&head) && !phrase::is_count(first) {
        return same_head()
            .or_else(|| own(if phrase::is_force(&head) { SourceKind::Organization } else { SourceKind::Unnamed }));
    }
    if phrase::is_office(&head) && core.len() > 1 || phrase::is_force(&head) {
        return own(SourceKind::Organization);
    }
    // A named part: `Russia's foreign ministry`, `the state health department`.
    if phrase::is_institution(&head) && core.len() > 1 && is_definite_or_owned(words, &core, is_definite) {
        return own(SourceKind::Organization);
    }
    if phrase::is_someone(&head) || phrase::is_institution(&head) || phrase::looks_human(&head) {
        return own(SourceKind::Unnamed);
    }
    if is_name { own(SourceKind::Organization) } else { None }
}

/// Whether all words are capitalized, and not just because they start a sentence or belong to a people.
fn is_name(words: &Words<'_>, body: Range<usize>) -> bool {
    let is_capital = |at: usize| words.str(at).chars().next().is_some_and(char::is_uppercase);
    let is_plain = |at: usize| {
        let lower = words.lowered(at);
        lexicon::COMMON_WORDS.has(lower) || lexicon::DEMONYMS.has(lower)
    };
    body.clone().all(is_capital)
        && !body.clone().all(is_plain)
        && !(body.len() == 1 && starts_sentence(words, body.start))
}

fn starts_sentence(words: &Words<'_>, at: usize) -> bool {
    let sentence = words.sentence_at(words.tokens[at].span.start).and_then(|at| words.sentences.get(at));
    sentence.is_some_and(|sentence| at <= sentence.tokens.start + 1)
}

fn is_definite_or_owned(words: &Words<'_>, core: &Range<usize>, is_definite: bool) -> bool {
    let is_name = |at: usize| words.str(at).chars().next().is_some_and(char::is_uppercase);
    is_definite && core.len() > 2 || core.clone().any(is_name)
}

/// The organization of which the phrase speaks: `a spokesman for Dorrance Marine`, `PG&E officials`.
fn affiliation(words: &Words<'_>, entities: &Entities, phrase: Range<usize>) -> Option<String> {
    let span = words.span(phrase);
    let mut mentions: Vec<(usize, Span)> =
        entities.in_span(span).filter(|(_, mention)| span.contains(*mention)).collect();
    mentions.sort_by_key(|(_, mention)| mention.start);
    let is_body = |entity: usize| matches!(kind_of(entities, entity), Some(EntityKind::Organization));
    mentions.iter().find(|(entity, _)| is_body(*entity)).map(|(_, mention)| mention.of(words.text).to_owned())
}

/// The organization named last whose name holds the words: `the ministry` is the Interior Ministry.
fn with_words(entities: &Entities, memory: &Memory, wanted: &[&str]) -> Option<Who> {
    let bears = |entity: &&usize| {
        let found = entities.list.get(**entity);
        let names = found.into_iter().flat_map(|found| std::iter::once(&found.name).chain(&found.aliases));
        let holds = |name: &String| {
            let own = name.to_lowercase();
            wanted.iter().all(|word| own.split(' ').any(|own| own == *word))
        };
        names.into_iter().any(holds)
    };
    memory.organizations.iter().rev().find(bears).map(|entity| of_entity(entities, *entity))
}

/// The organization that the text calls by this noun where it names it: `intelligence service, the VSSE`.
fn apposed(words: &Words<'_>, entities: &Entities, memory: &Memory, head: &str) -> Option<Who> {
    let is_called = |mention: &Span| {
        let first = words.tokens_in(*mention).start;
        let word = |back: usize| first.checked_sub(back).map_or("", |at| words.str(at));
        let noun = match (word(2), word(1)) {
            (",", "the") => word(3),
            (_, ",") => word(2),
            (_, before) => before,
        };
        noun == head
    };
    let bears =
        |entity: &&usize| entities.list.get(**entity).is_some_and(|entity| entity.mentions.iter().any(is_called));
    memory.organizations.iter().rev().find(bears).map(|entity| of_entity(entities, *entity))
}

/// Whoever `the company` or `the agency` can mean: the institution that spoke last, else the one named most often.
fn fitting_institution(entities: &Entities, memory: &Memory, head: &str) -> Option<Who> {
    if phrase::is_medium(head) {
        return memory.last(|who| who.kind == SourceKind::Media);
    }
    let fits = |entity: Option<usize>| {
        let name = entity.and_then(|entity| entities.list.get(entity)).map_or("", |entity| entity.name.as_str());
        phrase::is_public_body(head) || !names_public_body(name)
    };
    let spoke = memory.last(|who| who.kind == SourceKind::Organization && fits(who.entity));
    let count = |entity: &usize| entities.list.get(*entity).map_or(0, |entity| entity.mentions.len());
    let seen = memory.organizations.iter().copied().filter(|entity| fits(Some(*entity)));
    spoke.or_else(|| seen.max_by_key(count).map(|entity| of_entity(entities, entity)))
}

fn names_public_body(name: &str) -> bool {
    name.split(' ').any(|word| phrase::is_public_body(&word.to_lowercase()))
}

fn has_role(entities: &Entities, who: &Who, role: &str) -> bool {
    let entity = who.entity.and_then(|entity| entities.list.get(entity));
    entity
        .and_then(|entity| entity.role.as_deref())
        .is_some_and(|own| own.to_lowercase().split(' ').any(|word| word == role))
}

/// The person named last before `offset` whose role holds the words.
fn person_with_role(entities: &Entities, wanted: &[&str], offset: u32) -> Option<Who> {
    let last_before = |mentions: &[Span]| {
        let at = mentions.partition_point(|mention| mention.start < offset);
        at.checked_sub(1).and_then(|at| mentions.get(at)).map(|mention| mention.start)
    };
    let holds = |entity: usize| {
        let found = entities.list.get(entity)?;
        let role = found.role.as_deref().filter(|_| found.kind == EntityKind::Person)?.to_lowercase();
        let bears = wanted.iter().all(|word| role.split([' ', '-']).any(|own| own == *word));
        bears.then(|| last_before(&found.mentions)).flatten().map(|last| (last, entity))
    };
    (0..entities.list.len()).filter_map(holds).max().map(|(_, entity)| of_entity(entities, entity))
}

/// Who issued a message: `a statement that Belgium’s service, the VSSE, issued`, `a letter from the union`.
fn issuer(words: &Words<'_>, entities: &Entities, phrase: Range<usize>) -> Option<Who> {
    let sentence = words.sentence_at(words.tokens[phrase.start].span.start).and_then(|at| words.sentences.get(at))?;
    let end = sentence.tokens.end.min(phrase.end + MAX_ISSUER_TOKENS);
    let says_who = phrase.clone().any(|at| matches!(words.str(at), "that" | "by" | "from" | "of" | "'s" | "’s"));
    let span = words.span(phrase.start..end);
    let mut mentions: Vec<(usize, Span)> = entities.in_span(span).filter(|(_, own)| span.contains(*own)).collect();
    mentions.sort_by_key(|(_, mention)| mention.start);
    let of_kind = |kind| {
        let fits = |(entity, mention): &&(usize, Span)| {
            kind_of(entities, *entity) == Some(kind) && (!is_possessor(words, *mention) || kind != EntityKind::Place)
        };
        mentions.iter().rev().find(fits)
    };
    let (entity, mention) =
        of_kind(EntityKind::Person).or_else(|| of_kind(EntityKind::Organization)).filter(|_| says_who)?;
    Some(Who { words: mention.of(words.text).to_owned(), is_named_here: true, ..of_entity(entities, *entity) })
}

/// The issuer's name may stand behind an apposition, so many tokens on.
const MAX_ISSUER_TOKENS: usize = 6;
