//! What kind of page it looks like (article, live blog, list, other) and whether all of the article is on it.

use std::collections::HashSet;

use super::Article;
use crate::dom::{Dom, NodeId, Tag};
use crate::page::Page;

/// What kind of page it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ArticleKind {
    /// One article.
    Article,
    /// A live blog: dated updates.
    Live,
    /// A section front or list of teasers.
    List,
    /// None of these.
    #[default]
    Other,
}

/// Whether the whole article is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// All of it, as far as the page shows.
    #[default]
    Full,
    /// Only a part; the rest is for subscribers.
    Preview,
}

/// Below this many words a page is no article (a caption, an error message).
pub const MIN_ARTICLE_WORDS: usize = 30;
/// A page whose link lists have this many times the words of its prose is a list.
const LIST_RATIO: usize = 2;
/// Up to this many words of prose, link lists can outweigh an article; a longer text is one, whatever surrounds it.
const MAX_LIST_PROSE_WORDS: usize = 150;
/// This many updates make a live blog when the page does not say so itself.
const MIN_UPDATES: u32 = 5;

/// Decides the kind from what was kept; `link_words` are the page's words in blocks that are mostly links.
pub fn kind_of(article: &Article, page: &Page, link_words: usize) -> ArticleKind {
    let updates = article.blocks.iter().filter_map(|block| block.update).max().map_or(0, |last| last + 1);
    if article.words < MIN_ARTICLE_WORDS {
        let is_list = link_words >= LIST_RATIO * article.words.max(MIN_ARTICLE_WORDS);
        return if is_list { ArticleKind::List } else { ArticleKind::Other };
    }
    if page.is_live_blog || updates >= MIN_UPDATES {
        ArticleKind::Live
    } else if article.words <= MAX_LIST_PROSE_WORDS && link_words >= LIST_RATIO * article.words {
        ArticleKind::List
    } else {
        ArticleKind::Article
    }
}

/// A stub has less than this share of the words the page announces, percent.
const MAX_STUB_PERCENT: usize = 60;
/// Without an announced length, a stub of a paid article is at most so long, in words.
const MAX_STUB_WORDS: usize = 250;
/// Words with which pages ask for a subscription to go on.
const PAYWALL_PHRASES: [&str; 9] = [
    "subscribe to continue reading",
    "subscribe to read",
    "to continue reading",
    "to keep reading",
    "to read the full",
    "already a subscriber",
    "subscribers only",
    "this article is for subscribers",
    "unlock this article",
];

/// Decides the access; `page_text` is all visible text.
pub fn access_of(article: &Article, page: &Page, page_text: &str) -> Access {
    if article.words < MIN_ARTICLE_WORDS {
        return Access::Full;
    }
    let announced = page.word_count.map(|count| count as usize).filter(|count| *count > 0);
    let is_short = match announced {
        Some(count) => article.words * 100 < count * MAX_STUB_PERCENT,
        None => article.words <= MAX_STUB_WORDS,
    };
    let asks = || {
        let lower = page_text.to_lowercase();
        PAYWALL_PHRASES.iter().any(|phrase| lower.contains(phrase))
    };
    let is_paid = || page.is_free == Some(false) || (page.is_free.is_none() && asks());
    if is_short && is_paid() { Access::Preview } else { Access::Full }
}

/// Numbers the updates of a live blog: sibling elements that each start with a time.
pub struct Updates {
    containers: Vec<NodeId>,
}

impl Updates {
    /// Looks for the updates: those of one parent that has at least `MIN_UPDATES`, or all on a page that calls itself
    /// a live blog.
    pub fn new(dom: &Dom, page: &Page) -> Self {
        let timed = dom.ids().filter(|id| is_unit(dom, *id) && starts_with_time(dom, *id));
        let mut containers: Vec<NodeId> = timed.collect();
        // The element around all updates starts with the time of the first.
        let outer: HashSet<NodeId> =
            containers.windows(2).filter(|pair| dom.is_inside(pair[1], pair[0])).map(|pair| pair[0]).collect();
        containers.retain(|container| !outer.contains(container));
        let parent = containers.first().and_then(|first| dom.parent(*first));
        let are_siblings = containers.iter().all(|container| dom.parent(*container) == parent);
        let is_live = page.is_live_blog || (are_siblings && containers.len() as u32 >= MIN_UPDATES);
        Self { containers: if is_live { containers } else { Vec::new() } }
    }

    /// The number of the update that holds an element, from 0 in page order.
    pub fn number(&self, dom: &Dom, element: NodeId) -> Option<u32> {
        let at = self.containers.partition_point(|container| *container <= element).checked_sub(1)?;
        dom.is_inside(element, *self.containers.get(at)?).then_some(at as u32)
    }
}

fn is_unit(dom: &Dom, id: NodeId) -> bool {
    matches!(dom.tag(id), Some(Tag::Article | Tag::Section | Tag::Li | Tag::Div))
}

/// A time stands within so many nodes behind the start of an update.
const MAX_NODES_TO_TIME: usize = 8;

fn starts_with_time(dom: &Dom, id: NodeId) -> bool {
    dom.subtree(id).skip(1).take(MAX_NODES_TO_TIME).any(|inner| match dom.text(inner) {
        Some(text) => is_time_of_day(text.trim()),
        None => dom.tag(inner) == Some(Tag::Time),
    })
}

/// `23:40`, `7.05 pm`.
fn is_time_of_day(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '.'));
    let parts: Vec<&str> = digits.split([':', '.']).collect();
    matches!(parts.as_slice(), [hour, minute] if matches!(hour.len(), 1 | 2) && minute.len() == 2
        && hour.bytes().chain(minute.bytes()).all(|byte| byte.is_ascii_digit()))
        && text.len() <= 10
}
