//! Rank entities by how much the article is about them.

use super::Entity;
use crate::span::Span;
use crate::text::Words;

/// One mention in the text.
const MENTION_POINTS: usize = 2;
/// Being in the headline is worth this many mentions (Dunietz & Gillick 2014 find the headline the strongest single
/// feature of salience).
const TITLE_POINTS: usize = 8;
/// Being in the first sentences.
const LEAD_POINTS: usize = 4;
/// Sentences that count as lead.
const LEAD_SENTENCES: usize = 2;

/// Sorts the most salient first; ties by first mention. Marks what the headline names.
pub fn rank(words: &Words<'_>, title: &Words<'_>, entities: &mut [Entity]) {
    let lead = words.sentences.iter().take(LEAD_SENTENCES).map(|sentence| sentence.span).reduce(Span::cover);
    for entity in entities.iter_mut() {
        entity.in_title = std::iter::once(&entity.name).chain(&entity.aliases).any(|name| names(title, name));
    }
    let points = |entity: &Entity| {
        let in_lead = lead.is_some_and(|lead| entity.mentions.iter().any(|mention| lead.contains(*mention)));
        entity.mentions.len() * MENTION_POINTS
            + usize::from(entity.in_title) * TITLE_POINTS
            + usize::from(in_lead) * LEAD_POINTS
    };
    entities.sort_by_key(|entity| {
        (std::cmp::Reverse(points(entity)), entity.mentions.first().map(|mention| mention.start))
    });
}

/// Whether the headline has the words of `name` in a row.
fn names(title: &Words<'_>, name: &str) -> bool {
    let wanted: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    let have: Vec<String> = (0..title.tokens.len()).map(|at| title.lower(at)).collect();
    !wanted.is_empty() && have.windows(wanted.len()).any(|window| window == wanted)
}
