//! Place: where a block stands on the page and what stands around it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{ABSENT, MAX_LABEL_WORDS, MAX_VALUE, Make, Rules, percent};
use crate::article::block::{BlockKind, Blocks, LANDMARKS};
use crate::article::prune::{self, Reason};
use crate::article::{score, unit};
use crate::dom::{Dom, NodeId};
use crate::page::Page;

/// Where a block stands and what stands around it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place {
    pub kind: i64,
    pub tag: i64,
    pub depth: i64,
    pub landmarks: u16,
    pub furniture: i64,
    pub furniture_steps: i64,
    pub furniture_count: i64,
    pub content_steps: i64,
    pub content_count: i64,
    pub objection: i64,
    pub weight: i64,
    pub is_in_range: bool,
    pub to_range: i64,
    pub index: i64,
    pub index_percent: i64,
    pub words_before_percent: i64,
    pub from_headline: i64,
    pub from_heading: i64,
    pub heading_links: bool,
    pub heading_marks_end: bool,
    pub from_end_marker: i64,
    pub title_percent: i64,
    pub is_in_description: bool,
    pub is_repeated: bool,
    pub parent_words: i64,
    pub parent_link_percent: i64,
    pub parent_blocks: i64,
    pub parent_prose_percent: i64,
    pub outer_words: i64,
    pub outer_link_percent: i64,
    pub outer_prose_percent: i64,
    pub steps_to_main: i64,
    pub is_main_sibling: bool,
    pub repeats: [i64; unit::LEVELS],
    pub unit_steps: i64,
    pub unit_blocks: i64,
    pub unit_words: i64,
    pub unit_link_percent: i64,
    pub unit_links_out: bool,
    pub group_size: i64,
    pub group_words: i64,
    pub group_link_percent: i64,
    pub group_range_percent: i64,
    pub group_prose_percent: i64,
    pub page_blocks: i64,
    pub page_words: i64,
    pub range_words: i64,
    pub range_prose_percent: i64,
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

impl Place {
    fn has_landmark(&self, bit: u32) -> bool {
        debug_assert!(bit < LANDMARKS);
        self.landmarks & (1 << bit) != 0
    }

    /// Places all blocks of a page.
    pub fn of_all(dom: &Dom, page: &Page, blocks: &Blocks, rules: Rules, makes: &[Make]) -> Vec<Place> {
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
            self.heading_marks_end = marks_end || block.promo_phrases > 0;
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
