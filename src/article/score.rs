//! Block features -> content weight, and the part of the page where the weights add up highest.
//!
//! The container is the element whose blocks have the largest sum of weights, prose counting for and furniture against
//! it; inside, the run of blocks with the largest sum. Both follow the maximum-subsequence view of Pasternack & Roth
//! 2009, §3, with block weights in place of token weights.

use std::ops::Range;

use super::block::{Block, BlockKind, Blocks};
use super::prune::{self, Reason};
use crate::dom::{Dom, NodeId};
use crate::lexicon;

/// Words of one block that count at most: a wall of text in a footer must not outweigh an article.
const MAX_PROSE_WEIGHT: i64 = 80;
/// A block against which something speaks costs its words up to here; small enough that an inset does not split an
/// article, large enough that a page of teasers does not join it.
const MAX_FURNITURE_COST: i64 = 10;
/// A short line that nothing else is known of.
const SHORT_LINE_COST: i64 = 2;

/// What one block says about its surroundings; positive for article text.
pub fn weight(blocks: &Blocks, block: &Block, objection: Option<Reason>) -> i64 {
    let words = block.words as i64;
    match objection {
        // Captions, bylines and the headline stand in articles; hidden text says nothing about its place.
        Some(Reason::Hidden | Reason::Caption | Reason::Byline | Reason::Headline | Reason::Overlay) => 0,
        Some(_) => -words.min(MAX_FURNITURE_COST),
        None if prune::is_prose(blocks.text_of(block), block.words) => words.min(MAX_PROSE_WEIGHT),
        None if block.kind == BlockKind::Heading => 0,
        None => -SHORT_LINE_COST,
    }
}

/// The range of blocks that hold the article, empty when no prose was found.
pub fn main_range(dom: &Dom, blocks: &Blocks, weights: &[i64]) -> Range<usize> {
    let container = best_container(dom, blocks, weights);
    let inside = match container {
        Some(container) => blocks_inside(dom, blocks, container),
        None => return 0..0,
    };
    let cut = cut_at_end_marker(blocks, weights, inside.clone());
    let run = best_run(weights, cut);
    extend(dom, blocks, weights, run, inside)
}

/// Takes in the heading over the first paragraph, bylines between them passed over, and short sentences that follow
/// the last paragraph in its element.
fn extend(dom: &Dom, blocks: &Blocks, weights: &[i64], run: Range<usize>, inside: Range<usize>) -> Range<usize> {
    if run.is_empty() {
        return run;
    }
    let before = (inside.start..run.start).rev().take_while(|at| weights[*at] == 0);
    let start = before.filter(|at| blocks.list[*at].kind == BlockKind::Heading).last().unwrap_or(run.start);
    let parent = dom.parent(blocks.list[run.end - 1].element);
    let follows = |at: &usize| {
        let block = &blocks.list[*at];
        let is_sentence = prune::ends_like_sentence(blocks.text_of(block)) && block.words >= MIN_LAST_WORDS;
        weights[*at] == -SHORT_LINE_COST && is_sentence && dom.parent(block.element) == parent
    };
    let behind = (run.end..inside.end).take_while(|at| weights[*at] == 0 || follows(at));
    let end = behind.filter(follows).last().map_or(run.end, |last| last + 1);
    start..end
}

/// A last sentence of fewer words is a label.
const MIN_LAST_WORDS: usize = 4;

/// The deepest element with the largest sum of weights.
fn best_container(dom: &Dom, blocks: &Blocks, weights: &[i64]) -> Option<NodeId> {
    let mut sums = vec![0_i64];
    sums.extend(weights.iter().scan(0, |sum, weight| {
        *sum += weight;
        Some(*sum)
    }));
    let sum_of = |range: Range<usize>| sums[range.end] - sums[range.start];
    let best = dom.ids().filter(|id| dom.tag(*id).is_some_and(|tag| tag.is_block())).fold(None, |best, id| {
        let sum = sum_of(blocks_inside(dom, blocks, id));
        match best {
            Some((_, most)) if sum < most => best,
            _ if sum <= 0 => best,
            _ => Some((id, sum)),
        }
    });
    best.map(|(id, _)| id)
}

/// The blocks whose element is `container` or lies inside it; contiguous, because blocks stand in document order.
pub fn blocks_inside(dom: &Dom, blocks: &Blocks, container: NodeId) -> Range<usize> {
    let end = dom.subtree_end(container);
    // A block's text starts at or behind its element, so order by the first piece's node.
    let node_of = |block: &Block| blocks.pieces.get(block.pieces.start).map_or(block.element, |piece| piece.node);
    let from = blocks.list.partition_point(|block| node_of(block) < container);
    let to = blocks.list.partition_point(|block| node_of(block) < end);
    from..to.max(from)
}

/// Share of the positive weight that must stand before an end marker for it to count, percent.
const MIN_BEFORE_END_PERCENT: i64 = 50;

/// Cuts behind lines such as `Leave a Reply` when most of the prose stands before them.
fn cut_at_end_marker(blocks: &Blocks, weights: &[i64], range: Range<usize>) -> Range<usize> {
    let positive = |range: Range<usize>| weights[range].iter().filter(|weight| **weight > 0).sum::<i64>();
    let total = positive(range.clone());
    let marker = range.clone().find(|at| {
        is_end_marker(blocks.text_of(&blocks.list[*at]))
            && positive(range.start..*at) * 100 >= total * MIN_BEFORE_END_PERCENT
    });
    range.start..marker.unwrap_or(range.end)
}

/// Whether a whole block is a line behind which no article goes on.
pub fn is_end_marker(text: &str) -> bool {
    lexicon::END_MARKERS.has(
        text.to_lowercase()
            .trim_end_matches([':', '.', '…', ' ', '!', '?', '»', '›', '：'])
            .trim_start_matches([' ', '«', '»', '›', '■', '▶', '【']),
    )
}

/// The run with the largest sum of weights (Kadane's scan); the longest on a tie.
pub fn best_run(weights: &[i64], range: Range<usize>) -> Range<usize> {
    let mut best = (0, range.start..range.start);
    let (mut sum, mut start) = (0, range.start);
    for at in range {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += weights[at];
        if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_run_leaves_out_costly_ends() {
        assert_eq!(best_run(&[-2, -2, 40, -2, 30, -10, 20, -9], 0..8), 2..7);
        assert_eq!(best_run(&[-2, -2], 0..2), 0..0);
    }

    #[test]
    fn end_markers_are_whole_lines() {
        assert!(is_end_marker("You May Also Like"));
        assert!(!is_end_marker("Comments made by the minister on Friday"));
    }
}
