//! Article: the main content of a page, its kind and access, and why each other block was left out.

mod block;
pub mod classify;
mod draft;
pub mod features;
mod kind;
mod prune;
mod score;
mod seams;
mod text;
mod unit;

pub use block::{BlockKind, Piece};
pub use draft::Draft;
pub use kind::{Access, ArticleKind};
pub use prune::Reason;
pub use text::{ArticleBlock, ArticleLink, TextMap};

use crate::dom::{Dom, NodeId};
use crate::limits;
use crate::page::{Origin, Page, Stated};
use crate::span::Span;
use block::{Block, Blocks, Hidden};
use classify::Classifier;
use text::TextBuilder;

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
    seams::drop_stranded_headings(&draft.blocks, &mut verdicts);
    seams::drop_duplicates(&draft.blocks, &mut verdicts);
    assemble(dom, &draft.blocks, &verdicts, page)
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
}
