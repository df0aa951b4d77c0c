//! Article text and TextMap: byte offset in the article <-> node of the page and offset in its data.

use super::block::{Block, BlockKind, Blocks, Piece};
use crate::dom::NodeId;
use crate::limits;
use crate::span::Span;

/// One block of the article text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleBlock {
    /// Where it stands in the article text.
    pub span: Span,
    /// What kind of text it is.
    pub kind: BlockKind,
    /// Its element on the page; `None` for a text without a page.
    pub node: Option<NodeId>,
    /// Number of the live-blog update it belongs to, from 0.
    pub update: Option<u32>,
}

/// A link in the article text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleLink {
    /// The linked words.
    pub span: Span,
    /// The `a` element.
    pub node: NodeId,
}

/// Where the article text stands on the page: pieces in text order, not overlapping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextMap(pub Vec<Piece>);

/// What stands between two blocks of the article text.
pub const BLOCK_SEPARATOR: &str = "\n\n";

/// Builds the article text block by block.
#[derive(Debug, Default)]
pub struct TextBuilder {
    /// The text so far.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<ArticleBlock>,
    /// Where it stands on the page.
    pub map: TextMap,
    /// Its links.
    pub links: Vec<ArticleLink>,
}

impl TextBuilder {
    /// Appends a block, or as much of it as there is room for. Returns whether all of it was taken, see
    /// [`limits::MAX_TEXT_BYTES`].
    pub fn push(&mut self, blocks: &Blocks, block: &Block, update: Option<u32>) -> bool {
        let whole = blocks.text_of(block);
        let room = limits::MAX_TEXT_BYTES.saturating_sub(self.text.len() + BLOCK_SEPARATOR.len());
        let text = whole.get(..whole.floor_char_boundary(room)).unwrap_or("");
        if text.is_empty() {
            return false;
        }
        let end = block.range.start + text.len();
        if !self.text.is_empty() {
            self.text.push_str(BLOCK_SEPARATOR);
        }
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span::new(start, self.text.len());
        self.blocks.push(ArticleBlock { span, kind: block.kind, node: Some(block.element), update });
        let moved = |at: usize| at - block.range.start + start;
        let pieces = blocks.pieces.get(block.pieces.clone()).unwrap_or(&[]);
        let taken = pieces.iter().take_while(|piece| (piece.start as usize) < end);
        self.map.0.extend(taken.map(|piece| {
            let len = piece.len.min((end - piece.start as usize) as u32);
            Piece { start: moved(piece.start as usize) as u32, len, ..*piece }
        }));
        self.links.extend(blocks.links_of(block).iter().filter_map(|(range, node)| {
            let (from, to) = (range.start.max(block.range.start), range.end.min(end));
            let words = blocks.text.get(from..to)?;
            let from = from + (words.len() - words.trim_start().len());
            let span = Span::new(moved(from), moved(from) + words.trim().len());
            (!span.is_empty()).then_some(ArticleLink { span, node: *node })
        }));
        text.len() == whole.len()
    }
}
