//! Draft: what the rules make of a page, and the verdicts on its blocks with and without a classifier's scores.

use std::ops::Range;

use super::block::{self, Block, BlockKind, Blocks, Hidden};
use super::features::{self, Table};
use super::prune::{self, Reason};
use super::unit::{self, Units};
use super::{kind, score, seams};
use crate::dom::{Dom, Tag};
use crate::page::Page;

/// So many times more hidden prose than visible means that a script shows it, or was to show it.
const HIDDEN_RATIO: usize = 3;

/// About three to one against, in units of [`crate::model::SCORE_UNIT`].
const MIN_HEADING_SCORE: i32 = -1_000;
/// An article under its headline has at least so many words; fewer are a stub beside another text.
const MIN_HEADED_WORDS: usize = 80;
/// So many blocks in a row that are links, and nothing else, are a list of links.
const MIN_LIST_LINKS: usize = 4;
/// A block is a link if so much of it is, percent; the rest is a bullet or a bracket.
const MIN_LIST_LINK_PERCENT: usize = 95;

/// What the rules make of a page.
#[derive(Debug)]
pub struct Draft {
    pub(super) blocks: Blocks,
    objections: Vec<Option<Reason>>,
    units: Vec<unit::Place>,
    weights: Vec<i64>,
    pub(super) range: Range<usize>,
}

impl Draft {
    /// Reads a page by the rules.
    pub fn new(dom: &Dom, page: &Page) -> Self {
        let mut draft = Self::read(dom, page, Hidden::LeaveOut);
        let prose = |blocks: &Blocks, of: fn(&Option<Reason>) -> bool| -> usize {
            let is_prose = |block: &&Block| of(&block.objection) && prune::is_prose(blocks.text_of(block), block.words);
            blocks.list.iter().filter(is_prose).map(|block| block.words).sum()
        };
        let hidden = prose(&draft.blocks, |objection| *objection == Some(Reason::Hidden));
        let visible = prose(&draft.blocks, Option::is_none);
        if hidden >= kind::MIN_ARTICLE_WORDS && hidden > visible * HIDDEN_RATIO {
            draft = Self::read(dom, page, Hidden::Read);
        }
        draft
    }

    fn read(dom: &Dom, page: &Page, hidden: Hidden) -> Self {
        let blocks = block::split(dom, hidden);
        let mut objections = objections(dom, &blocks, page);
        let units = Units::new(dom, &blocks);
        let units: Vec<unit::Place> = blocks.list.iter().map(|block| units.place(block)).collect();
        object_to_teasers(&blocks, &units, &mut objections);
        let weights: Vec<i64> = blocks
            .list
            .iter()
            .zip(&objections)
            .map(|(block, objection)| score::weight(&blocks, block, *objection))
            .collect();
        let range = score::main_range(dom, &blocks, &weights);
        Self { blocks, objections, units, weights, range }
    }

    /// What the classifier reads.
    pub fn table(&self, dom: &Dom, page: &Page) -> Table {
        let rules = features::Rules {
            objections: &self.objections,
            units: &self.units,
            weights: &self.weights,
            range: &self.range,
        };
        features::measure(dom, page, &self.blocks, rules)
    }

    /// Whether all blocks have the same tag, at the same depth.
    pub fn is_flat(&self, dom: &Dom) -> bool {
        let mut makes = self.blocks.list.iter().map(|block| (dom.tag(block.element), block.path.depth));
        let first = makes.next();
        makes.all(|make| Some(make) == first)
    }

    /// The text of each block.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.blocks.list.iter().map(|block| self.blocks.text_of(block))
    }

    /// The headline, 0 if there is none. What stands before it is no article text, unless too little stands behind it.
    fn headline(&self, is_kept: &[bool]) -> usize {
        let words = |range: Range<usize>| -> usize {
            range.filter(|at| is_kept[*at]).map(|at| self.blocks.list[at].words).sum()
        };
        let heads = |at: &usize| {
            let behind = words(*at..is_kept.len());
            let is_heading = self.blocks.list[*at].kind == BlockKind::Heading;
            behind >= MIN_HEADED_WORDS && (is_heading || behind > words(0..*at))
        };
        let is_headline = |at: &usize| self.objections[*at] == Some(Reason::Headline);
        (0..is_kept.len()).find(is_headline).filter(heads).unwrap_or(0)
    }

    /// Whether each block stands in a run of blocks that are nothing but links.
    fn link_lists(&self) -> Vec<bool> {
        let is_link = |block: &Block| Blocks::link_percent(block) >= MIN_LIST_LINK_PERCENT;
        let mut in_list = Vec::with_capacity(self.blocks.list.len());
        for run in self.blocks.list.chunk_by(|one, other| is_link(one) == is_link(other)) {
            let is_list = run.len() >= MIN_LIST_LINKS && run.first().is_some_and(is_link);
            in_list.extend(std::iter::repeat_n(is_list, run.len()));
        }
        in_list
    }

    /// The verdicts of the rules.
    pub fn verdicts(&self) -> Vec<Option<Reason>> {
        let outside = |at: usize| {
            if self.range.is_empty() {
                Reason::ShortLine
            } else if at >= self.range.end {
                Reason::AfterEnd
            } else {
                Reason::Outside
            }
        };
        let verdict = |(at, objection): (usize, &Option<Reason>)| {
            objection.or_else(|| (!self.range.contains(&at)).then(|| outside(at)))
        };
        let mut verdicts: Vec<Option<Reason>> = self.objections.iter().enumerate().map(verdict).collect();
        seams::drop_loose_lines(&self.blocks, &mut verdicts);
        verdicts
    }

    /// Words that the verdicts keep.
    pub fn words(&self, verdicts: &[Option<Reason>]) -> usize {
        let kept = self.blocks.list.iter().zip(verdicts).filter(|(_, verdict)| verdict.is_none());
        kept.map(|(block, _)| block.words).sum()
    }

    /// The verdicts by score; the reason is that of the rules where they give one.
    pub fn classified(&self, scores: &[i32], by_rules: &[Option<Reason>]) -> Vec<Option<Reason>> {
        let in_link_list = self.link_lists();
        let mut is_kept: Vec<bool> = (0..scores.len()).map(|at| scores[at] > 0 && !in_link_list[at]).collect();
        // A heading over kept text is kept unless much speaks against it.
        let mut heads_kept = false;
        for at in (0..scores.len()).rev() {
            if self.blocks.list[at].kind == BlockKind::Heading && heads_kept {
                is_kept[at] |= scores[at] > MIN_HEADING_SCORE;
            }
            if !by_rules[at].is_some_and(seams::stands_under_headings) {
                heads_kept = is_kept[at];
            }
        }
        let start = self.headline(&is_kept);
        let verdict = |at: usize| (at < start || !is_kept[at]).then(|| by_rules[at].unwrap_or(Reason::Furniture));
        (0..scores.len()).map(verdict).collect()
    }
}

fn objections(dom: &Dom, blocks: &Blocks, page: &Page) -> Vec<Option<Reason>> {
    let mut teasers_left = 0;
    let list = blocks.list.iter().map(|block| {
        let text = blocks.text_of(block);
        let own = block.objection.or_else(|| prune::text_objection(blocks, block, page));
        if block.kind == BlockKind::Heading {
            let level = dom.tag(block.element).and_then(Tag::heading_level);
            let leads_elsewhere = Blocks::link_percent(block) > prune::MAX_LINK_PERCENT
                && level != Some(1)
                && own != Some(Reason::Headline);
            teasers_left = if leads_elsewhere { MAX_TEASER_BLOCKS } else { 0 };
            return own;
        }
        let is_teaser = teasers_left > 0 && block.words <= MAX_TEASER_WORDS;
        teasers_left = usize::from(is_teaser) * (teasers_left - usize::from(is_teaser));
        let is_cut_short = prune::is_truncated(text) && !starts_quote(text) && block.words <= MAX_CUT_TEASER_WORDS;
        own.or(is_cut_short.then_some(Reason::Related)).or(is_teaser.then_some(Reason::Teaser))
    });
    list.collect()
}

/// Lists of teasers are furniture where most of the page's prose stands outside them.
fn object_to_teasers(blocks: &Blocks, units: &[unit::Place], objections: &mut [Option<Reason>]) {
    let is_teaser: Vec<bool> = units.iter().map(|place| place.is_teaser(blocks)).collect();
    let prose = |teaser: bool| -> usize {
        let is_meant = |at: usize| is_teaser[at] == teaser && objections[at].is_none();
        let meant = blocks.list.iter().enumerate().filter(|(at, _)| is_meant(*at)).map(|(_, block)| block);
        meant.filter(|block| prune::is_prose(blocks.text_of(block), block.words)).map(|block| block.words).sum()
    };
    let (inside, outside) = (prose(true), prose(false));
    if outside >= kind::MIN_ARTICLE_WORDS.max(inside / MAX_TEASER_RATIO) {
        for (objection, _) in objections.iter_mut().zip(&is_teaser).filter(|(_, is_teaser)| **is_teaser) {
            objection.get_or_insert(Reason::Teaser);
        }
    }
}

/// A page with so many times more prose in teasers than outside is a list.
const MAX_TEASER_RATIO: usize = 4;

/// Behind a headline that links elsewhere so many blocks can be its teaser: date line and summary.
const MAX_TEASER_BLOCKS: usize = 2;
/// Summaries that end in `…` are teasers up to this many words; a longer one is the last paragraph of a preview.
const MAX_CUT_TEASER_WORDS: usize = 35;
/// The text under a headline that links elsewhere is a teaser up to this many words.
const MAX_TEASER_WORDS: usize = 60;

fn starts_quote(text: &str) -> bool {
    text.starts_with(['"', '“', '‘', '«', '„'])
}
