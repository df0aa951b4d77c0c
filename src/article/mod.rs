//! Article: the main content of a page, its kind and access, and why each other block was left out.

mod block;
pub mod classify;
pub mod features;
mod kind;
mod prune;
mod score;
mod text;
mod unit;

use std::collections::HashSet;
use std::ops::Range;

pub use block::{BlockKind, Piece};
pub use kind::{Access, ArticleKind};
pub use prune::Reason;
pub use text::{ArticleBlock, ArticleLink, TextMap};

use crate::dom::{Dom, NodeId, Tag};
use crate::limits;
use crate::page::{Origin, Page, Stated};
use crate::span::Span;
use block::{Block, Blocks, Hidden};
use classify::Classifier;
use features::Table;
use text::TextBuilder;
use unit::Units;

/// The verdict on one block of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The block's element.
    pub node: NodeId,
    /// The block's first words.
    pub excerpt: String,
    /// Why it was left out; `None` if it was kept.
    pub removed: Option<Reason>,
}

/// The main content of a page.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// Paragraphs joined by a blank line; the headline is not in it.
    pub text: String,
    /// The blocks of `text`, in order.
    pub blocks: Vec<ArticleBlock>,
    /// Where `text` stands on the page.
    pub map: TextMap,
    /// Links in `text`.
    pub links: Vec<ArticleLink>,
    /// Words of `text`.
    pub words: usize,
    /// Words of the whole visible page.
    pub page_words: usize,
    /// What kind of page it looks like.
    pub kind: ArticleKind,
    /// Whether the whole article is on the page.
    pub access: Access,
    /// One per block of the page, in page order.
    pub verdicts: Vec<Verdict>,
    /// Whether the text was cut at [`crate::limits::MAX_TEXT_BYTES`].
    pub is_cut: bool,
}

/// Finds the article on a page; fills the title from the text where the page states none.
///
/// Returns an empty article if the page has no prose.
pub fn extract(dom: &Dom, page: &mut Page) -> Article {
    extract_by(dom, page, classify::SHIPPED.as_ref())
}

/// As [`extract`], with another classifier, or by the rules alone.
pub fn extract_by(dom: &Dom, page: &mut Page, classifier: Option<&Classifier>) -> Article {
    let draft = Draft::new(dom, page);
    if page.title.is_none() {
        title_from_text(&draft.blocks, draft.range.start, page);
    }
    let by_rules = draft.verdicts();
    // Where all blocks are alike, as in plain text, there is nothing that the classifier has learned from.
    let classified = classifier
        .filter(|_| !draft.is_flat(dom))
        .map(|classifier| draft.classified(&classifier.scores(&draft.table(dom, page)), &by_rules));
    // The rules step in where the classifier finds next to nothing.
    let mut verdicts = match classified {
        Some(verdicts) if draft.words(&verdicts) >= kind::MIN_ARTICLE_WORDS.min(draft.words(&by_rules)) => verdicts,
        _ => by_rules,
    };
    drop_stranded_headings(&draft.blocks, &mut verdicts);
    drop_duplicates(&draft.blocks, &mut verdicts);
    assemble(dom, &draft.blocks, &verdicts, page)
}

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
    blocks: Blocks,
    objections: Vec<Option<Reason>>,
    units: Vec<unit::Place>,
    weights: Vec<i64>,
    range: Range<usize>,
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
    fn is_flat(&self, dom: &Dom) -> bool {
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

    fn verdicts(&self) -> Vec<Option<Reason>> {
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
        drop_loose_lines(&self.blocks, &mut verdicts);
        verdicts
    }

    /// Words that the verdicts keep.
    fn words(&self, verdicts: &[Option<Reason>]) -> usize {
        let kept = self.blocks.list.iter().zip(verdicts).filter(|(_, verdict)| verdict.is_none());
        kept.map(|(block, _)| block.words).sum()
    }

    /// The verdicts by score; the reason is that of the rules where they give one.
    fn classified(&self, scores: &[i32], by_rules: &[Option<Reason>]) -> Vec<Option<Reason>> {
        let in_link_list = self.link_lists();
        let mut is_kept: Vec<bool> = (0..scores.len()).map(|at| scores[at] > 0 && !in_link_list[at]).collect();
        // A heading over kept text is kept unless much speaks against it.
        let mut heads_kept = false;
        for at in (0..scores.len()).rev() {
            if self.blocks.list[at].kind == BlockKind::Heading && heads_kept {
                is_kept[at] |= scores[at] > MIN_HEADING_SCORE;
            }
            if !by_rules[at].is_some_and(stands_under_headings) {
                heads_kept = is_kept[at];
            }
        }
        let start = self.headline(&is_kept);
        let verdict = |at: usize| (at < start || !is_kept[at]).then(|| by_rules[at].unwrap_or(Reason::Furniture));
        (0..scores.len()).map(verdict).collect()
    }
}

/// All visible text outside menus, frames and forms: for a reader who asks for a page without prose all the same.
pub fn take_visible(dom: &Dom, page: &Page) -> Article {
    let blocks = block::split(dom, Hidden::LeaveOut);
    let verdicts: Vec<Option<Reason>> = blocks.list.iter().map(|block| block.objection).collect();
    Article { kind: ArticleKind::List, ..assemble(dom, &blocks, &verdicts, page) }
}

/// The article is `text` itself, unchanged: one block per line that is not blank, nothing removed.
pub fn take_whole(text: &str) -> Article {
    let text = text.get(..text.floor_char_boundary(limits::MAX_TEXT_BYTES)).unwrap_or("");
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        let span = Span::new(start, start + line.trim().len());
        if !span.is_empty() {
            blocks.push(ArticleBlock { span, kind: BlockKind::Paragraph, node: None, update: None });
        }
        at += line.len();
    }
    let words = text.split_whitespace().count();
    let kind = ArticleKind::Article;
    Article { text: text.to_owned(), blocks, words, page_words: words, kind, ..Article::default() }
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

/// Short lines stay only between kept prose: `“No.”` in an interview, a heading with text under it, a list item.
fn drop_loose_lines(blocks: &Blocks, verdicts: &mut [Option<Reason>]) {
    let is_prose = |at: usize, verdicts: &[Option<Reason>]| {
        let block = &blocks.list[at];
        verdicts[at].is_none() && prune::is_prose(blocks.text_of(block), block.words)
    };
    for at in 0..verdicts.len() {
        let block = &blocks.list[at];
        if verdicts[at].is_some() || is_prose(at, verdicts) {
            continue;
        }
        let text = blocks.text_of(block);
        let next = (at + 1..verdicts.len()).find(|next| verdicts[*next].is_none());
        let keep = match block.kind {
            BlockKind::Heading => next.is_some_and(|next| blocks.list[next].kind != BlockKind::Heading),
            BlockKind::List | BlockKind::Table | BlockKind::Quote => true,
            _ => prune::ends_like_sentence(text) || block.words >= prune::MIN_SENTENCE_WORDS,
        };
        if !keep {
            verdicts[at] = Some(Reason::ShortLine);
        }
    }
}

/// Whether such a block can stand between a heading and the text under it.
fn stands_under_headings(reason: Reason) -> bool {
    use Reason::*;
    matches!(reason, Caption | Hidden | Byline | Advert | Share | Headline)
}

/// A heading whose own text was left out heads a box: `More from City Hall`. Pictures and bylines may stand between.
fn drop_stranded_headings(blocks: &Blocks, verdicts: &mut [Option<Reason>]) {
    for at in (0..verdicts.len()).rev() {
        let is_heading = blocks.list[at].kind == BlockKind::Heading;
        if verdicts[at].is_none() && is_heading && !prune::ends_like_sentence(blocks.text_of(&blocks.list[at])) {
            let next = verdicts[at + 1..].iter().find(|next| !next.is_some_and(stands_under_headings));
            if next.is_none_or(Option::is_some) {
                verdicts[at] = Some(Reason::ShortLine);
            }
        }
    }
}

/// A pull quote repeats words of the text; a repeated block (a print version, a mobile copy) is kept once.
fn drop_duplicates(blocks: &Blocks, verdicts: &mut [Option<Reason>]) {
    let mut seen: HashSet<&str> = HashSet::new();
    for (block, verdict) in blocks.list.iter().zip(verdicts.iter_mut()) {
        let is_kept = verdict.is_none() && block.words >= prune::MIN_SENTENCE_WORDS;
        if is_kept && !seen.insert(blocks.text_of(block)) {
            *verdict = Some(Reason::Duplicate);
        }
    }
    for at in 0..verdicts.len() {
        let block = &blocks.list[at];
        if verdicts[at].is_some() || block.kind != BlockKind::Quote && block.words > MAX_PULL_QUOTE_WORDS {
            continue;
        }
        let core = blocks.text_of(block).trim_matches(|c: char| !c.is_alphanumeric());
        let near = at.saturating_sub(PULL_QUOTE_WINDOW)..(at + PULL_QUOTE_WINDOW + 1).min(verdicts.len());
        let repeats = block.words >= MIN_PULL_QUOTE_WORDS
            && near.into_iter().any(|other| {
                other != at
                    && verdicts[other].is_none()
                    && blocks.list[other].words > block.words
                    && blocks.text_of(&blocks.list[other]).contains(core)
            });
        if repeats {
            verdicts[at] = Some(Reason::Duplicate);
        }
    }
}

/// Pull quotes are one or two sentences.
const MAX_PULL_QUOTE_WORDS: usize = 40;
/// Shorter repeats are idiom, not display.
const MIN_PULL_QUOTE_WORDS: usize = 5;
/// Blocks before and behind a pull quote in which its sentence is looked for; bounds the work on hostile pages.
const PULL_QUOTE_WINDOW: usize = 12;

/// The last line before the article that could be a headline, and the section line before it, in plain text.
fn title_from_text(blocks: &Blocks, start: usize, page: &mut Page) {
    let before = || (0..start).rev().take(MAX_LINES_TO_TITLE).map(|at| blocks.text_of(&blocks.list[at]));
    let Some(title) = before().find(|line| {
        let words = line.split(' ').count();
        (MIN_TITLE_WORDS..=MAX_TITLE_WORDS).contains(&words)
            && !prune::is_truncated(line)
            && !line.ends_with(['.', ':'])
    }) else {
        return;
    };
    page.title = Some(Stated::new(title.to_owned(), Origin::Text));
    let section = before().skip_while(|line| *line != title).nth(1).filter(|line| {
        line.split(' ').count() <= MAX_SECTION_WORDS
            && line.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '&' | '/'))
    });
    if page.section.is_none() {
        page.section = section.map(|section| Stated::new(section.to_owned(), Origin::Text));
    }
}

/// Headlines by length, in words.
const MIN_TITLE_WORDS: usize = 4;
/// See [`MIN_TITLE_WORDS`].
const MAX_TITLE_WORDS: usize = 30;
/// Byline, date and dek may stand between headline and text.
const MAX_LINES_TO_TITLE: usize = 4;
/// `BUSINESS`, `WORLD NEWS`.
const MAX_SECTION_WORDS: usize = 3;

fn assemble(dom: &Dom, blocks: &Blocks, verdicts: &[Option<Reason>], page: &Page) -> Article {
    let mut builder = TextBuilder::default();
    let updates = kind::Updates::new(dom, page);
    let mut is_cut = false;
    for (block, verdict) in blocks.list.iter().zip(verdicts) {
        if verdict.is_none() && !is_cut {
            is_cut = !builder.push(blocks, block, updates.number(dom, block.element));
        }
    }
    let words = |keep: fn(&Option<Reason>) -> bool| {
        blocks
            .list
            .iter()
            .zip(verdicts)
            .filter(|(_, verdict)| keep(verdict))
            .map(|(block, _)| block.words)
            .sum::<usize>()
    };
    let mut article = Article {
        text: builder.text,
        blocks: builder.blocks,
        map: builder.map,
        links: builder.links,
        words: words(Option::is_none),
        page_words: words(|verdict| *verdict != Some(Reason::Hidden)),
        verdicts: blocks
            .list
            .iter()
            .zip(verdicts)
            .map(|(block, verdict)| verdict_of(blocks, block, *verdict))
            .collect(),
        is_cut,
        ..Article::default()
    };
    article.kind = kind::kind_of(&article, page, link_words(blocks));
    article.access = kind::access_of(&article, page, blocks.text.as_str());
    article
}

/// Words of the page inside blocks that are mostly links.
fn link_words(blocks: &Blocks) -> usize {
    let linked = blocks.list.iter().filter(|block| Blocks::link_percent(block) > prune::MAX_LINK_PERCENT);
    linked.map(|block| block.words).sum()
}

/// First words of a block shown in explanations, in characters.
const EXCERPT_CHARS: usize = 80;

fn verdict_of(blocks: &Blocks, block: &Block, removed: Option<Reason>) -> Verdict {
    let excerpt = blocks.text_of(block).chars().take(EXCERPT_CHARS).collect();
    Verdict { node: block.element, excerpt, removed }
}

impl Article {
    /// The block that holds a byte of the text.
    pub fn block_at(&self, offset: u32) -> Option<usize> {
        let at = self.blocks.partition_point(|block| block.span.end <= offset);
        self.blocks.get(at).filter(|block| block.span.start <= offset).map(|_| at)
    }

    /// Whether the span lies inside one block.
    pub fn is_in_one_block(&self, span: Span) -> bool {
        self.block_at(span.start).is_some_and(|at| self.blocks[at].span.contains(span))
    }
}
