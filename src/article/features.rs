//! Block -> numbers that tell article text from page furniture; the classifier in [`crate::model`] reads them.
//!
//! All are small integers, so that scores are the same on every target. Boilerpipe (Kohlschütter et al. 2010) and
//! web2text (Vogels et al. 2018) showed which carry most: a block's own words and links, its path, and the same of its
//! neighbours. To these come the verdict of the rules and how blocks of the same make fare elsewhere on the page.

/// Writes the names of features and their values side by side.
macro_rules! row {
    ($names:ident: $subject:ident: $type:ty => $($name:literal = $value:expr,)+) => {
        /// The names of the values.
        pub const $names: &[&str] = &[$($name),+];

        impl $type {
            /// The values.
            pub fn row(&self) -> [i16; $names.len()] {
                let $subject = self;
                [$($crate::article::features::clip(i64::from($value))),+]
            }
        }
    };
}

mod place;
mod surface;

use std::ops::Range;

use super::block::{Block, BlockKind, Blocks, landmark};
use super::prune::Reason;
use super::unit;
use crate::dom::{Dom, NodeId, Tag};
use crate::page::Page;
use place::Place;
use surface::Surface;

/// What the rules said; one entry per block.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Why a block by itself is no article text.
    pub objections: &'a [Option<Reason>],
    /// Where a block stands among repeated siblings.
    pub units: &'a [unit::Place],
    /// What a block says about its surroundings.
    pub weights: &'a [i64],
    /// The blocks that hold the article.
    pub range: &'a Range<usize>,
}

/// Features of all blocks of a page, one row each.
#[derive(Debug, Clone, Default)]
pub struct Table {
    values: Vec<i16>,
    /// What blocks have in common, one per row.
    pub makes: Vec<Make>,
}

/// What a block has in common with others.
#[derive(Debug, Clone, Copy)]
pub struct Make {
    /// Equal for blocks whose element and the two around it have equal tags and classes.
    pub hash: u64,
    /// The element around the block's own.
    pub parent: NodeId,
    /// Words of the block.
    pub words: u32,
    /// Whether the rules settle that it is no article text: a label of a menu, the headline, hidden text.
    pub is_settled: bool,
}

impl Table {
    /// The rows in block order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[i16]> {
        self.values.chunks_exact(WIDTH)
    }
}

/// Blocks before and behind that a row tells of.
const WINDOW: [isize; 4] = [-2, -1, 1, 2];
/// What a feature is when there is nothing to measure.
const ABSENT: i16 = -1;
/// Values are cut here; ten times a long paragraph.
const MAX_VALUE: i64 = 9_999;
/// Longest block in which promo phrases and dates are looked for, in words.
const MAX_LABEL_WORDS: usize = 40;

/// Values per row.
pub const WIDTH: usize = surface::SURFACE.len() + place::PLACE.len() + WINDOW.len() * NEAR.len();

/// The names of a row's values, in order.
pub fn names() -> Vec<String> {
    let own = surface::SURFACE.iter().chain(place::PLACE).map(|name| (*name).to_owned());
    let near = WINDOW.iter().flat_map(|offset| NEAR.iter().map(move |name| format!("{name}{offset:+}")));
    own.chain(near).collect()
}

/// Measures the blocks of a page.
pub fn measure(dom: &Dom, page: &Page, blocks: &Blocks, rules: Rules) -> Table {
    let surfaces: Vec<Surface> = blocks.list.iter().map(|block| Surface::of(dom, page, blocks, block)).collect();
    let make = |at: usize| Make::of(dom, &blocks.list[at], rules.objections[at], surfaces[at].leads_inside);
    let makes: Vec<Make> = (0..blocks.list.len()).map(make).collect();
    let places = Place::of_all(dom, page, blocks, rules, &makes);
    let mut values = Vec::with_capacity(blocks.list.len() * WIDTH);
    for at in 0..blocks.list.len() {
        values.extend(surfaces[at].row());
        values.extend(places[at].row());
        for offset in WINDOW {
            match at.checked_add_signed(offset).filter(|near| *near < places.len()) {
                Some(near) => values.extend(Near { surface: &surfaces[near], place: &places[near] }.row()),
                None => values.extend([ABSENT; NEAR.len()]),
            }
        }
    }
    Table { values, makes }
}

/// A value as a feature holds it; very large ones are cut.
pub fn clip(value: i64) -> i16 {
    value.clamp(-MAX_VALUE, MAX_VALUE) as i16
}

fn percent(part: usize, whole: usize) -> i64 {
    (part * 100 / whole.max(1)) as i64
}

/// A neighbour, in fewer words.
struct Near<'a> {
    surface: &'a Surface,
    place: &'a Place,
}

row! { NEAR: it: Near<'_> =>
    "words" = it.surface.words,
    "link-percent" = it.surface.link_percent,
    "ends-sentence" = it.surface.ends_sentence,
    "small-percent" = it.surface.small_percent,
    "promo-phrases" = it.surface.promo_phrases,
    "tag" = it.place.tag,
    "objection" = it.place.objection,
    "furniture" = it.place.furniture,
    "in-range" = it.place.is_in_range,
    "steps-to-main" = it.place.steps_to_main,
    "group-words" = it.place.group_words,
}

/// A label of a menu has at most so many words.
const MAX_MENU_WORDS: usize = 12;
/// A label of a menu is a link as a whole, percent; the rest is a bullet.
const MIN_MENU_LINK_PERCENT: usize = 90;

/// Links to pages of the same site, with or without a label before them, percent.
const MIN_RELATED_LINK_PERCENT: usize = 80;

/// Whether an objection stands, whatever a classifier says: the block is not seen, is the headline or a caption, or one
/// of the many short links of a page.
fn is_settled(block: &Block, reason: Reason, leads_inside: bool) -> bool {
    use Reason::*;
    match reason {
        Hidden | Overlay | Headline | Caption => true,
        // On the pages we learn from, of the words so named at most one in three is article text, most of it in lists of products.
        Advert | Byline | Comments | Form | Newsletter | Promo | Related | Share | SiteFrame | Tags => true,
        Links => {
            leads_inside && block.kind != BlockKind::Heading && Blocks::link_percent(block) >= MIN_RELATED_LINK_PERCENT
        }
        // `aside` and `nav` elements mean it; classes of that name are often a theme's.
        Aside | Navigation if block.path.landmarks & (landmark(Tag::Aside) | landmark(Tag::Nav)) != 0 => true,
        Navigation => block.words <= MAX_MENU_WORDS && Blocks::link_percent(block) >= MIN_MENU_LINK_PERCENT,
        _ => false,
    }
}

/// Elements that a make looks at: the block's own and two around it.
const MAKE_ELEMENTS: usize = 3;

impl Make {
    fn of(dom: &Dom, block: &Block, objection: Option<Reason>, leads_inside: bool) -> Self {
        let path = std::iter::once(block.element).chain(dom.ancestors(block.element)).take(MAKE_ELEMENTS);
        let hash = path.fold(0, |hash: u64, id| hash.rotate_left(7) ^ unit::name_hash(dom, id));
        let parent = dom.parent(block.element).unwrap_or(block.element);
        let is_settled = objection.is_some_and(|reason| is_settled(block, reason, leads_inside));
        Self { hash, parent, words: block.words as u32, is_settled }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_value_has_one_name() {
        let names = names();
        assert_eq!(names.len(), WIDTH);
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), WIDTH);
    }
}
