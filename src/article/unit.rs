//! Repeated siblings around a block: the units of a list of teasers, products or comments.

use std::collections::HashMap;
use std::ops::Range;

use super::block::{Block, Blocks};
use super::score;
use crate::dom::{AttributeName, Dom, NodeId, Tag};

/// Levels on which repeated siblings are looked for: the block's own element and those around it.
pub const LEVELS: usize = 5;
/// So many alike siblings make a list of units.
const MIN_UNITS: usize = 3;
/// A teaser's linked title has at least so many words.
const MIN_TITLE_WORDS: usize = 4;
/// A teaser's title is a link as a whole, percent.
const MIN_TITLE_LINK_PERCENT: usize = 90;
/// A teaser is at most so long, in words: title, date and the first paragraph.
const MAX_TEASER_WORDS: usize = 90;

/// How often the elements around blocks are repeated.
#[derive(Debug)]
pub struct Units<'a> {
    dom: &'a Dom,
    blocks: &'a Blocks,
    /// By parent and name: how many children have that name; for elements around blocks.
    alike: HashMap<(NodeId, u64), usize>,
}

/// Where a block stands among repeated siblings.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// How often the element of each level is repeated, 0 above the root.
    pub repeats: [usize; LEVELS],
    /// The unit: innermost repeated element around the block's own, by level and element.
    pub unit: Option<(usize, NodeId)>,
    /// The blocks of the unit.
    pub range: Range<usize>,
}

impl<'a> Units<'a> {
    /// Counts repeated siblings.
    pub fn new(dom: &'a Dom, blocks: &'a Blocks) -> Self {
        let mut alike: HashMap<(NodeId, u64), usize> = HashMap::new();
        let mut is_counted = vec![false; dom.len()];
        for block in &blocks.list {
            for id in levels(dom, block.element) {
                if std::mem::replace(&mut is_counted[id.0 as usize], true) {
                    break;
                }
                if let Some(parent) = dom.parent(id) {
                    *alike.entry((parent, name_hash(dom, id))).or_default() += 1;
                }
            }
        }
        Self { dom, blocks, alike }
    }

    /// Where a block stands.
    pub fn place(&self, block: &Block) -> Place {
        let mut place = Place::default();
        for (level, id) in levels(self.dom, block.element).enumerate() {
            place.repeats[level] = self.repeats(id);
            if level > 0 && place.repeats[level] >= MIN_UNITS && place.unit.is_none() {
                place.unit = Some((level, id));
                place.range = score::blocks_inside(self.dom, self.blocks, id);
            }
        }
        place
    }

    fn repeats(&self, id: NodeId) -> usize {
        let parent = self.dom.parent(id);
        parent.and_then(|parent| self.alike.get(&(parent, name_hash(self.dom, id)))).copied().unwrap_or(0)
    }
}

impl Place {
    /// The blocks of the unit.
    pub fn blocks<'b>(&self, blocks: &'b Blocks) -> &'b [Block] {
        blocks.list.get(self.range.clone()).unwrap_or(&[])
    }

    /// Whether the unit is a teaser: a title that is a link, and little more.
    pub fn is_teaser(&self, blocks: &Blocks) -> bool {
        let blocks = self.blocks(blocks);
        has_linked_title(blocks) && blocks.iter().map(|block| block.words).sum::<usize>() <= MAX_TEASER_WORDS
    }
}

/// Whether a block among these is a title that is a link as a whole.
pub fn has_linked_title(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| block.words >= MIN_TITLE_WORDS && Blocks::link_percent(block) >= MIN_TITLE_LINK_PERCENT)
}

fn levels(dom: &Dom, element: NodeId) -> impl Iterator<Item = NodeId> {
    std::iter::once(element).chain(dom.ancestors(element)).take(LEVELS)
}

/// FNV-1a over an element's tag and class.
pub fn name_hash(dom: &Dom, id: NodeId) -> u64 {
    let tag = dom.tag(id).unwrap_or(Tag::Other).name();
    let class = dom.attribute(id, AttributeName::CLASS).unwrap_or("");
    let bytes = tag.bytes().chain([0]).chain(class.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::block::{Hidden, split};
    use crate::dom::html;

    #[test]
    fn alike_siblings_with_a_linked_title_are_teasers() {
        let teaser = "<li><h3><a href=/a>Bridge closes for a month</a></h3><p>It is old.</p></li>";
        let dom = html::parse(&format!("<ul>{}</ul><p>Other text.</p>", teaser.repeat(3)));
        let blocks = split(&dom, Hidden::LeaveOut);
        let units = Units::new(&dom, &blocks);
        let is_teaser = |at: usize| units.place(&blocks.list[at]).is_teaser(&blocks);
        assert_eq!((0..7).map(is_teaser).collect::<Vec<_>>(), [true, true, true, true, true, true, false]);
    }

    #[test]
    fn paragraphs_of_one_parent_are_no_units() {
        let dom = html::parse("<div><p>One.</p><p>Two.</p><p>Three.</p></div>");
        let blocks = split(&dom, Hidden::LeaveOut);
        assert!(Units::new(&dom, &blocks).place(&blocks.list[1]).unit.is_none());
    }
}
