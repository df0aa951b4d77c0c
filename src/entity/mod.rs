//! Entities: the people, organizations, places and other named things of the article, and its values.

mod cluster;
mod feature;
mod institution;
mod kind;
mod mention;
mod missed;
mod name;
mod nominal;
mod repeat;
mod role;
mod salience;
mod tag;
mod value;

pub use feature::{Forms, SEEN_FROM, Sentence};
pub use kind::EntityKind;
pub use mention::Mention;
pub use tag::{Label, SHIPPED, tag};
pub use value::{Value, ValueKind, find as find_values, read_number};

use crate::limits;
use crate::page::Page;
use crate::span::Span;
use crate::text::Words;

/// A named thing, with all its mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Its fullest name in the text.
    pub name: String,
    /// Its other names in the text, in order of appearance.
    pub aliases: Vec<String>,
    /// Role or title as written: `mayor`, `chief executive of X`.
    pub role: Option<String>,
    /// Ticker, normalized: `9988.HK`.
    pub ticker: Option<String>,
    /// Where it is named, in text order.
    pub mentions: Vec<Span>,
    /// Where it is meant without its name, in text order: `she`, `the company`.
    pub nominals: Vec<Span>,
    /// Whether the text names it; else its mentions describe it: `the Afghan government`.
    pub is_named: bool,
    /// Whether the headline names it.
    pub in_title: bool,
    /// Whether it is a news medium.
    pub is_media: bool,
    /// Whether its kind is a guess.
    pub is_uncertain: bool,
}

/// The names and values of a text.
#[derive(Debug, Default)]
pub struct Entities {
    /// Most salient first, at most [`limits::MAX_ENTITIES`].
    pub list: Vec<Entity>,
    /// Money, dates, percentages and the like, in text order.
    pub values: Vec<Value>,
}

impl Entities {
    /// The entity with a mention that overlaps `span`, and that mention; the last of several.
    pub fn last_in(&self, span: Span) -> Option<(usize, Span)> {
        self.in_span(span).max_by_key(|(_, mention)| mention.start)
    }

    /// The values that overlap `span`, in text order.
    pub fn values_in(&self, span: Span) -> impl Iterator<Item = &Value> {
        let from = self.values.partition_point(|value| value.span.end <= span.start);
        self.values.get(from..).unwrap_or_default().iter().take_while(move |value| value.span.start < span.end)
    }

    /// All mentions that overlap `span`, with the index of their entity.
    pub fn in_span(&self, span: Span) -> impl Iterator<Item = (usize, Span)> + '_ {
        self.list.iter().enumerate().flat_map(move |(entity, found)| {
            let from = found.mentions.partition_point(|mention| mention.end <= span.start);
            let inside = found.mentions[from..].iter().take_while(move |mention| mention.start < span.end);
            inside.map(move |mention| (entity, *mention))
        })
    }
}

/// Finds names and values.
pub fn find(words: &Words<'_>, page: &Page) -> Entities {
    let values = value::find(words, page);
    let title = page.title.as_ref().map_or("", |title| title.value.as_str());
    let title_words = Words::of_line(title);
    let mut mentions = mention::find(words);
    repeat::add(words, &mut mentions);
    missed::add(words, &mut mentions);
    institution::join(words, &mut mentions);
    institution::add(words, &mut mentions);
    let mut list = cluster::cluster(words, mentions);
    cluster::attach_tickers(words, &values, &mut list);
    nominal::add(words, &mut list);
    salience::rank(words, &title_words, &mut list);
    list.retain(|entity| !is_outlet(entity, page));
    list.truncate(limits::MAX_ENTITIES);
    Entities { list, values }
}

/// An outlet that names itself more often is what its article is about.
const MAX_OUTLET_MENTIONS: usize = 2;

/// Whether the entity is the medium that prints the article, and no more than that.
fn is_outlet(entity: &Entity, page: &Page) -> bool {
    let plain = |name: &str| {
        let name = name.to_lowercase();
        name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
    };
    let is_publisher = page.publisher.as_ref().is_some_and(|publisher| plain(&publisher.value) == plain(&entity.name));
    is_publisher && !entity.in_title && entity.mentions.len() <= MAX_OUTLET_MENTIONS
}
