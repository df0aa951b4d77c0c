//! Block -> numbers that tell article text from page furniture; the classifier in [`crate::model`] reads them.
//!
//! All are small integers, so that scores are the same on every target. Boilerpipe (Kohlschütter et al. 2010) and
//! web2text (Vogels et al. 2018) showed which carry most: a block's own words and links, its path, and the same of its
//! neighbours. To these come the verdict of the rules and how blocks of the same make fare elsewhere on the page.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::block::{Block, BlockKind, Blocks, LANDMARKS, landmark};
use super::prune::{self, Reason};
use super::score;
use super::unit;
use crate::dom::{Dom, NodeId, Tag};
use crate::page::{Page, iso_date};

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
pub const WIDTH: usize = SURFACE.len() + PLACE.len() + WINDOW.len() * NEAR.len();

/// The names of a row's values, in order.
pub fn names() -> Vec<String> {
    let own = SURFACE.iter().chain(PLACE).map(|name| (*name).to_owned());
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

/// Values are cut at [`MAX_VALUE`].
pub fn clip(value: i64) -> i16 {
    value.clamp(-MAX_VALUE, MAX_VALUE) as i16
}

fn percent(part: usize, whole: usize) -> i64 {
    (part * 100 / whole.max(1)) as i64
}

/// Writes the names of features and their values side by side.
macro_rules! row {
    ($names:ident: $subject:ident: $type:ty => $($name:literal = $value:expr,)+) => {
        const $names: &[&str] = &[$($name),+];

        impl $type {
            fn row(&self) -> [i16; $names.len()] {
                let $subject = self;
                [$(clip(i64::from($value))),+]
            }
        }
    };
}

/// What a block's own words show.
#[derive(Debug, Clone, Copy, Default)]
struct Surface {
    words: i64,
    word_bytes: i64,
    link_percent: i64,
    links: i64,
    sentence_ends: i64,
    commas: i64,
    lower_percent: i64,
    capital_percent: i64,
    shouted_percent: i64,
    digit_percent: i64,
    small_percent: i64,
    separators: i64,
    quote_marks: i64,
    promo_phrases: i64,
    ends_sentence: bool,
    ends_colon: bool,
    starts_lower: bool,
    is_truncated: bool,
    leads_inside: bool,
    has_date: bool,
    is_end_marker: bool,
}

row! { SURFACE: it: Surface =>
    "words" = it.words,
    "word-bytes" = it.word_bytes,
    "link-percent" = it.link_percent,
    "links" = it.links,
    "sentence-ends" = it.sentence_ends,
    "commas" = it.commas,
    "lower-percent" = it.lower_percent,
    "capital-percent" = it.capital_percent,
    "shouted-percent" = it.shouted_percent,
    "digit-percent" = it.digit_percent,
    "small-percent" = it.small_percent,
    "separators" = it.separators,
    "quote-marks" = it.quote_marks,
    "promo-phrases" = it.promo_phrases,
    "ends-sentence" = it.ends_sentence,
    "ends-colon" = it.ends_colon,
    "starts-lower" = it.starts_lower,
    "truncated" = it.is_truncated,
    "leads-inside" = it.leads_inside,
    "date" = it.has_date,
    "end-marker" = it.is_end_marker,
}

impl Surface {
    fn of(dom: &Dom, page: &Page, blocks: &Blocks, block: &Block) -> Self {
        let text = blocks.text_of(block);
        let mut counts = Surface {
            words: block.words as i64,
            word_bytes: (text.len() * 10 / block.words.max(1)) as i64,
            link_percent: Blocks::link_percent(block) as i64,
            links: blocks.links_of(block).len() as i64,
            ends_sentence: prune::ends_like_sentence(text),
            ends_colon: text.ends_with(':'),
            starts_lower: text.chars().next().is_some_and(char::is_lowercase),
            is_truncated: prune::is_truncated(text),
            leads_inside: block.link_bytes > 0 && prune::leads_inside(dom, blocks, block, page),
            ..Surface::default()
        };
        if block.words <= MAX_LABEL_WORDS {
            counts.promo_phrases = prune::promo_phrases(text) as i64;
            counts.has_date = iso_date(text).is_some();
            counts.is_end_marker = score::is_end_marker(text);
        }
        let (mut lower, mut capital, mut shouted, mut digits, mut small) = (0, 0, 0, 0, 0);
        for word in text.split(' ') {
            let core = word.trim_matches(|c: char| !c.is_alphanumeric());
            let mut characters = core.chars();
            let first = characters.next();
            lower += usize::from(first.is_some_and(char::is_lowercase));
            capital += usize::from(first.is_some_and(char::is_uppercase));
            shouted += usize::from(core.len() > 1 && core.bytes().all(|byte| byte.is_ascii_uppercase()));
            digits += usize::from(first.is_some_and(|c| c.is_ascii_digit()));
            small += usize::from(core.len() <= MAX_SMALL_BYTES && first.is_some_and(char::is_lowercase));
            counts.sentence_ends += i64::from(word.ends_with(['.', '!', '?']) && core.len() > 1);
            counts.commas += i64::from(word.ends_with(','));
            counts.separators += i64::from(matches!(word, "|" | "·" | "•" | "»" | "/" | "-" | "–" | "—" | "+" | "©"));
            counts.quote_marks += i64::from(word.starts_with(['"', '“', '„', '«']));
        }
        Surface {
            lower_percent: percent(lower, block.words),
            capital_percent: percent(capital, block.words),
            shouted_percent: percent(shouted, block.words),
            digit_percent: percent(digits, block.words),
            small_percent: percent(small, block.words),
            ..counts
        }
    }
}

/// Words of so few bytes in lower case are mostly function words, in any language of Europe; labels have few.
const MAX_SMALL_BYTES: usize = 3;

/// Where a block stands and what stands around it.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    kind: i64,
    tag: i64,
    depth: i64,
    landmarks: u16,
    furniture: i64,
    furniture_steps: i64,
    furniture_count: i64,
    content_steps: i64,
    content_count: i64,
    objection: i64,
    weight: i64,
    is_in_range: bool,
    to_range: i64,
    index: i64,
    index_percent: i64,
    words_before_percent: i64,
    from_headline: i64,
    from_heading: i64,
    heading_links: bool,
    heading_marks_end: bool,
    from_end_marker: i64,
    title_percent: i64,
    is_in_description: bool,
    is_repeated: bool,
    parent_words: i64,
    parent_link_percent: i64,
    parent_blocks: i64,
    parent_prose_percent: i64,
    outer_words: i64,
    outer_link_percent: i64,
    outer_prose_percent: i64,
    steps_to_main: i64,
    is_main_sibling: bool,
    repeats: [i64; unit::LEVELS],
    unit_steps: i64,
    unit_blocks: i64,
    unit_words: i64,
    unit_link_percent: i64,
    unit_links_out: bool,
    group_size: i64,
    group_words: i64,
    group_link_percent: i64,
    group_range_percent: i64,
    group_prose_percent: i64,
    page_blocks: i64,
    page_words: i64,
    range_words: i64,
    range_prose_percent: i64,
}

row! { PLACE: it: Place =>
    "kind" = it.kind,
    "tag" = it.tag,
    "depth" = it.depth,
    "in-article" = it.has_landmark(0),
    "in-main" = it.has_landmark(1),
    "in-header" = it.has_landmark(2),
    "in-footer" = it.has_landmark(3),
    "in-nav" = it.has_landmark(4),
    "in-aside" = it.has_landmark(5),
    "in-section" = it.has_landmark(6),
    "in-figure" = it.has_landmark(7),
    "in-form" = it.has_landmark(8),
    "in-table" = it.has_landmark(9),
    "in-li" = it.has_landmark(10),
    "in-blockquote" = it.has_landmark(11),
    "in-a" = it.has_landmark(12),
    "in-figcaption" = it.has_landmark(13),
    "in-time" = it.has_landmark(14),
    "furniture" = it.furniture,
    "furniture-steps" = it.furniture_steps,
    "furniture-count" = it.furniture_count,
    "content-steps" = it.content_steps,
    "content-count" = it.content_count,
    "objection" = it.objection,
    "weight" = it.weight,
    "in-range" = it.is_in_range,
    "to-range" = it.to_range,
    "index" = it.index,
    "index-percent" = it.index_percent,
    "words-before-percent" = it.words_before_percent,
    "from-headline" = it.from_headline,
    "from-heading" = it.from_heading,
    "heading-links" = it.heading_links,
    "heading-marks-end" = it.heading_marks_end,
    "from-end-marker" = it.from_end_marker,
    "title-percent" = it.title_percent,
    "in-description" = it.is_in_description,
    "repeated" = it.is_repeated,
    "parent-words" = it.parent_words,
    "parent-link-percent" = it.parent_link_percent,
    "parent-blocks" = it.parent_blocks,
    "parent-prose-percent" = it.parent_prose_percent,
    "outer-words" = it.outer_words,
    "outer-link-percent" = it.outer_link_percent,
    "outer-prose-percent" = it.outer_prose_percent,
    "steps-to-main" = it.steps_to_main,
    "main-sibling" = it.is_main_sibling,
    "repeats-0" = it.repeats[0],
    "repeats-1" = it.repeats[1],
    "repeats-2" = it.repeats[2],
    "repeats-3" = it.repeats[3],
    "repeats-4" = it.repeats[4],
    "unit-steps" = it.unit_steps,
    "unit-blocks" = it.unit_blocks,
    "unit-words" = it.unit_words,
    "unit-link-percent" = it.unit_link_percent,
    "unit-links-out" = it.unit_links_out,
    "group-size" = it.group_size,
    "group-words" = it.group_words,
    "group-link-percent" = it.group_link_percent,
    "group-range-percent" = it.group_range_percent,
    "group-prose-percent" = it.group_prose_percent,
    "page-blocks" = it.page_blocks,
    "page-words" = it.page_words,
    "range-words" = it.range_words,
    "range-prose-percent" = it.range_prose_percent,
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

impl Place {
    fn has_landmark(&self, bit: u32) -> bool {
        debug_assert!(bit < LANDMARKS);
        self.landmarks & (1 << bit) != 0
    }

    fn of_all(dom: &Dom, page: &Page, blocks: &Blocks, rules: Rules, makes: &[Make]) -> Vec<Place> {
        let overview = Overview::new(dom, page, blocks, rules, makes);
        let mut trail = Trail::default();
        (0..blocks.list.len())
            .map(|at| {
                let place = overview.place(at, &trail);
                trail.pass(at, blocks, rules.range.start);
                place
            })
            .collect()
    }
}

/// What was met on the way down to a block.
#[derive(Debug, Default)]
struct Trail<'a> {
    heading: Option<usize>,
    heading_links: bool,
    heading_marks_end: bool,
    end_marker: Option<usize>,
    words: usize,
    seen: HashSet<&'a str>,
}

impl<'a> Trail<'a> {
    fn pass(&mut self, at: usize, blocks: &'a Blocks, start: usize) {
        let block = &blocks.list[at];
        let text = blocks.text_of(block);
        let marks_end = block.words <= MAX_LABEL_WORDS && score::is_end_marker(text);
        if block.kind == BlockKind::Heading {
            self.heading = Some(at);
            self.heading_links = Blocks::link_percent(block) > prune::MAX_LINK_PERCENT;
            self.heading_marks_end = marks_end || prune::promo_phrases(text) > 0;
        }
        if marks_end && at > start {
            self.end_marker.get_or_insert(at);
        }
        self.words += block.words;
        if block.words >= prune::MIN_SENTENCE_WORDS {
            self.seen.insert(text);
        }
    }
}

/// Blocks of the same make: tag and class of the element and of the two around it.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    size: usize,
    words: usize,
    bytes: usize,
    link_bytes: usize,
    in_range: usize,
    prose: usize,
}

/// Sums over the blocks of a page.
struct Overview<'a> {
    dom: &'a Dom,
    blocks: &'a Blocks,
    rules: Rules<'a>,
    /// Running totals before each block: words, bytes, linked bytes, words of prose without objection.
    totals: Vec<[usize; 4]>,
    groups: HashMap<u64, Group>,
    makes: &'a [Make],
    /// The element whose children hold the most prose.
    main: Option<NodeId>,
    /// The block that repeats the title.
    headline: Option<usize>,
    title: HashSet<String>,
    description: String,
}

impl<'a> Overview<'a> {
    fn new(dom: &'a Dom, page: &Page, blocks: &'a Blocks, rules: Rules<'a>, makes: &'a [Make]) -> Self {
        let mut totals = vec![[0; 4]];
        let mut groups: HashMap<u64, Group> = HashMap::new();
        let mut by_parent: HashMap<NodeId, usize> = HashMap::new();
        let mut main = (0, None);
        for (at, block) in blocks.list.iter().enumerate() {
            let weight = rules.weights[at].max(0) as usize;
            let [words, bytes, link_bytes, prose] = totals[at];
            totals.push([
                words + block.words,
                bytes + block.range.len(),
                link_bytes + block.link_bytes,
                prose + weight,
            ]);
            let group = groups.entry(makes[at].hash).or_default();
            group.size += 1;
            group.words += block.words;
            group.bytes += block.range.len();
            group.link_bytes += block.link_bytes;
            group.in_range += usize::from(rules.range.contains(&at));
            group.prose += weight;
            let sum = by_parent.entry(makes[at].parent).or_default();
            *sum += weight;
            if *sum > main.0 {
                main = (*sum, Some(makes[at].parent));
            }
        }
        let lower_words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect();
        let title = page.title.as_ref().map(|title| lower_words(&title.value)).unwrap_or_default();
        let description = page.description.as_deref().unwrap_or("").to_lowercase();
        let is_headline = |reason: &Option<Reason>| *reason == Some(Reason::Headline);
        let headline = rules.objections.iter().position(is_headline);
        Self { dom, blocks, rules, totals, groups, makes, main: main.1, headline, title, description }
    }

    /// Words, bytes, linked bytes and prose of a range of blocks.
    fn sum_of(&self, range: Range<usize>) -> [usize; 4] {
        let (from, to) = (self.totals[range.start], self.totals[range.end]);
        std::array::from_fn(|at| to[at] - from[at])
    }

    fn sum(&self, element: NodeId) -> (Range<usize>, [usize; 4]) {
        let range = score::blocks_inside(self.dom, self.blocks, element);
        (range.clone(), self.sum_of(range))
    }

    fn place(&self, at: usize, trail: &Trail) -> Place {
        let block = &self.blocks.list[at];
        let text = self.blocks.text_of(block);
        let path = block.path;
        let count = self.blocks.list.len();
        let [page_words, _, _, page_prose] = self.totals[count];
        let parent = self.makes[at].parent;
        let outer = self.dom.parent(parent).unwrap_or(parent);
        let (parent_range, [parent_words, parent_bytes, parent_links, parent_prose]) = self.sum(parent);
        let (_, [outer_words, outer_bytes, outer_links, outer_prose]) = self.sum(outer);
        let group = self.groups.get(&self.makes[at].hash).copied().unwrap_or_default();
        let range = self.rules.range;
        let around = &self.rules.units[at];
        let unit_blocks = around.blocks(self.blocks);
        let [unit_words, unit_bytes, unit_links, _] = self.sum_of(around.range.clone());
        let since = |from: Option<usize>| from.map_or(i64::from(ABSENT), |from| (at - from) as i64);
        let headline = self.headline.map_or(-MAX_VALUE, |headline| at as i64 - headline as i64);
        let depth = i64::from(path.depth);
        let range_words = self.totals[range.end][0] - self.totals[range.start][0];
        let range_prose = self.totals[range.end][3] - self.totals[range.start][3];
        Place {
            kind: block.kind as i64,
            tag: self.dom.tag(block.element).map_or(0, |tag| tag as i64),
            depth,
            landmarks: path.landmarks,
            furniture: path.furniture.map_or(i64::from(ABSENT), |(reason, _)| reason as i64),
            furniture_steps: path.furniture.map_or(i64::from(ABSENT), |(_, at)| depth - i64::from(at)),
            furniture_count: i64::from(path.furniture_count),
            content_steps: if path.content_count > 0 { depth - i64::from(path.content_depth) } else { -1 },
            content_count: i64::from(path.content_count),
            objection: self.rules.objections[at].map_or(i64::from(ABSENT), |reason| reason as i64),
            weight: self.rules.weights[at],
            is_in_range: range.contains(&at),
            to_range: if at < range.start {
                at as i64 - range.start as i64
            } else {
                (at + 1).saturating_sub(range.end) as i64
            },
            index: at as i64,
            index_percent: percent(at, count),
            words_before_percent: percent(trail.words, page_words),
            from_headline: headline,
            from_heading: since(trail.heading),
            heading_links: trail.heading_links,
            heading_marks_end: trail.heading_marks_end,
            from_end_marker: since(trail.end_marker),
            title_percent: self.title_percent(block.words, text),
            is_in_description: self.is_in_description(block.words, text),
            is_repeated: trail.seen.contains(text),
            parent_words: parent_words as i64,
            parent_link_percent: percent(parent_links, parent_bytes),
            parent_blocks: parent_range.len() as i64,
            parent_prose_percent: percent(parent_prose, page_prose),
            outer_words: outer_words as i64,
            outer_link_percent: percent(outer_links, outer_bytes),
            outer_prose_percent: percent(outer_prose, page_prose),
            steps_to_main: self.steps_to_main(block.element),
            is_main_sibling: self.main == Some(parent),
            repeats: around.repeats.map(|count| count as i64),
            unit_steps: around.unit.map_or(i64::from(ABSENT), |(level, _)| level as i64),
            unit_blocks: unit_blocks.len() as i64,
            unit_words: unit_words as i64,
            unit_link_percent: percent(unit_links, unit_bytes),
            unit_links_out: unit::has_linked_title(unit_blocks),
            group_size: group.size as i64,
            group_words: (group.words / group.size.max(1)) as i64,
            group_link_percent: percent(group.link_bytes, group.bytes),
            group_range_percent: percent(group.in_range, group.size),
            group_prose_percent: percent(group.prose, page_prose),
            page_blocks: count as i64,
            page_words: (page_words / 10) as i64,
            range_words: range_words as i64,
            range_prose_percent: percent(range_prose, page_prose),
        }
    }

    /// Share of the block's words that stand in the title; labels and long texts have none.
    fn title_percent(&self, words: usize, text: &str) -> i64 {
        if words > MAX_LABEL_WORDS {
            return 0;
        }
        percent(text.split(' ').filter(|word| self.title.contains(&word.to_lowercase())).count(), words)
    }

    /// Whether the block starts like the summary the page gives of itself.
    fn is_in_description(&self, words: usize, text: &str) -> bool {
        let start: String = text.chars().take(DESCRIPTION_CHARS).flat_map(char::to_lowercase).collect();
        words >= prune::MIN_SENTENCE_WORDS && self.description.contains(&start)
    }

    /// Elements between the block and the nearest one that holds the main run of prose as well.
    fn steps_to_main(&self, element: NodeId) -> i64 {
        let Some(main) = self.main else { return i64::from(ABSENT) };
        let path = std::iter::once(element).chain(self.dom.ancestors(element));
        path.take_while(|id| !self.dom.is_inside(main, *id)).count() as i64
    }
}

/// First characters by which a text is looked up in the description.
const DESCRIPTION_CHARS: usize = 40;

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
    use super::*;

    #[test]
    fn every_value_has_one_name() {
        let names = names();
        assert_eq!(names.len(), WIDTH);
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), WIDTH);
    }
}
