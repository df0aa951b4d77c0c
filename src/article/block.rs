//! Dom -> text blocks and their features: kind, words, link share, what their ancestors say.

use std::ops::Range;

use super::prune::{self, Reason};
use crate::dom::{AttributeName, Dom, Flags, NodeId, Tag};

/// What kind of text a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the words of the JSON contract")]
pub enum BlockKind {
    Paragraph,
    Heading,
    Quote,
    List,
    Caption,
    Table,
}

/// A stretch of block text that stands unbroken in one text node of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// First byte in the text the piece belongs to.
    pub start: u32,
    /// Bytes, equal on both sides.
    pub len: u32,
    /// The text node.
    pub node: NodeId,
    /// First byte in the text node's data.
    pub offset: u32,
}

/// One text block of the page, article or not.
#[derive(Debug, Clone)]
pub struct Block {
    /// Byte range in [`Blocks::text`].
    pub range: Range<usize>,
    /// Range in [`Blocks::pieces`].
    pub pieces: Range<usize>,
    /// The innermost block-level element.
    pub element: NodeId,
    /// What the markup calls it.
    pub kind: BlockKind,
    /// Words, see [`word_count`].
    pub words: usize,
    /// Bytes of text inside links.
    pub link_bytes: usize,
    /// Phrases of page furniture in it; looked for in short blocks only.
    pub promo_phrases: usize,
    /// Why an ancestor or the block itself speaks against it.
    pub objection: Option<Reason>,
    /// What the elements around it are called.
    pub path: Path,
}

/// What the elements from the root down to a block are called.
#[derive(Debug, Clone, Copy, Default)]
pub struct Path {
    /// Elements from the root down.
    pub depth: u16,
    /// Landmarks around the block, a set of [`landmark`] bits.
    pub landmarks: u16,
    /// The innermost element named like page furniture, whatever its share of the page: reason and depth.
    pub furniture: Option<(Reason, u16)>,
    /// Elements named like page furniture.
    pub furniture_count: u16,
    /// Depth of the innermost element named like an article, 0 if none.
    pub content_depth: u16,
    /// Elements named like an article.
    pub content_count: u16,
}

/// All text blocks of a page in document order.
#[derive(Debug, Default)]
pub struct Blocks {
    /// The blocks' text, white space collapsed, one after the other.
    pub text: String,
    /// Where the text stands in the page.
    pub pieces: Vec<Piece>,
    /// The blocks.
    pub list: Vec<Block>,
    /// Links: byte range in [`Blocks::text`] and the `a` element.
    pub links: Vec<(Range<usize>, NodeId)>,
}

impl Blocks {
    /// The text of one block.
    pub fn text_of(&self, block: &Block) -> &str {
        self.text.get(block.range.clone()).unwrap_or("")
    }

    /// The links that end in a block or stand in it.
    pub fn links_of(&self, block: &Block) -> &[(Range<usize>, NodeId)] {
        let from = self.links.partition_point(|(range, _)| range.end <= block.range.start);
        let to = self.links.partition_point(|(range, _)| range.start < block.range.end);
        self.links.get(from..to).unwrap_or(&[])
    }

    /// Share of a block's bytes inside links, percent.
    pub fn link_percent(block: &Block) -> usize {
        block.link_bytes * 100 / block.range.len().max(1)
    }
}

/// What an element passes on to everything inside it.
#[derive(Debug, Clone, Copy)]
struct Context {
    kind: BlockKind,
    objection: Option<Reason>,
    link: Option<NodeId>,
    /// The innermost block-level element.
    element: NodeId,
    path: Path,
}

/// What to do with text that the page hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// It is furniture.
    LeaveOut,
    /// It is read like the rest: frameworks that stream a page put it in place by script, which saved pages lack.
    Read,
}

impl Hidden {
    /// Whether an element counts as hidden.
    fn is(self, dom: &Dom, id: NodeId) -> bool {
        self == Hidden::LeaveOut
            && (dom.flags(id).has(Flags::INVISIBLE) || dom.attribute(id, AttributeName::ARIA_HIDDEN) == Some("true"))
    }
}

/// Splits the text of a page into blocks, in one walk.
pub fn split(dom: &Dom, hidden: Hidden) -> Blocks {
    let sizes = ProseSizes::new(dom, hidden);
    let mut splitter = Splitter::default();
    let mut open: Vec<(NodeId, bool, Context)> = Vec::new();
    let root =
        Context { kind: BlockKind::Paragraph, objection: None, link: None, element: NodeId(0), path: Path::default() };
    let mut next = 0;
    while (next as usize) < dom.len() {
        let id = NodeId(next);
        next += 1;
        while let Some((end, is_block, _)) = open.last().copied() {
            if id < end {
                break;
            }
            if is_block {
                splitter.flush();
            }
            open.pop();
        }
        let outer = open.last().map_or(root, |(_, _, context)| *context);
        let Some(tag) = dom.tag(id) else {
            splitter.push_text(id, dom.text(id).unwrap_or(""), outer);
            continue;
        };
        // A hidden block is a block with that reason; hidden words inside a line just vanish.
        let is_hidden_inline = hidden.is(dom, id) && !tag.is_block();
        if tag.is_skipped() || dom.flags(id).has(Flags::FOREIGN) || is_hidden_inline {
            next = dom.subtree_end(id).0;
            continue;
        }
        if tag == Tag::Br {
            splitter.line_break();
        }
        let is_block = tag.is_block();
        if is_block {
            splitter.flush();
        }
        open.push((dom.subtree_end(id), is_block, enter(dom, id, tag, outer, &sizes, hidden)));
    }
    splitter.flush();
    splitter.blocks
}

fn enter(dom: &Dom, id: NodeId, tag: Tag, outer: Context, sizes: &ProseSizes, hidden: Hidden) -> Context {
    let kind = match tag {
        _ if tag.heading_level().is_some() => BlockKind::Heading,
        Tag::Blockquote => BlockKind::Quote,
        Tag::Li | Tag::Dd | Tag::Dt => BlockKind::List,
        Tag::Figcaption => BlockKind::Caption,
        Tag::Td | Tag::Th | Tag::Caption => BlockKind::Table,
        _ => outer.kind,
    };
    let is_link = tag == Tag::A && dom.attribute(id, AttributeName::HREF).is_some();
    let names = prune::Names::of(dom, id, tag, hidden.is(dom, id));
    Context {
        kind,
        objection: outer.objection.or_else(|| names.objection(|| sizes.percent(dom, id))),
        link: if is_link { Some(id) } else { outer.link },
        element: if tag.is_block() { id } else { outer.element },
        path: outer.path.enter(tag, names),
    }
}

impl Path {
    /// The path one element further down.
    fn enter(self, tag: Tag, names: prune::Names) -> Self {
        let depth = self.depth.saturating_add(1);
        Self {
            depth,
            landmarks: self.landmarks | landmark(tag),
            furniture: names.furniture.map(|reason| (reason, depth)).or(self.furniture),
            furniture_count: self.furniture_count + u16::from(names.furniture.is_some()),
            content_depth: if names.is_content { depth } else { self.content_depth },
            content_count: self.content_count + u16::from(names.is_content),
        }
    }
}

/// The bit of a tag that tells what part of a page it holds, 0 for all others.
pub fn landmark(tag: Tag) -> u16 {
    use Tag::*;
    let landmarks =
        [Article, Main, Header, Footer, Nav, Aside, Section, Figure, Form, Table, Li, Blockquote, A, Figcaption, Time];
    landmarks.iter().position(|known| *known == tag).map_or(0, |at| 1 << at)
}

/// How many bits [`landmark`] uses.
pub const LANDMARKS: u32 = 15;

/// A text node of fewer bytes is a label or a link, not prose.
const MIN_PROSE_BYTES: usize = 60;

/// Running total of prose bytes by node, to know how much of a page's prose an element holds.
struct ProseSizes(Vec<usize>);

impl ProseSizes {
    fn new(dom: &Dom, hidden: Hidden) -> Self {
        let mut total = 0;
        let mut running = Vec::with_capacity(dom.len() + 1);
        running.push(0);
        let mut counts_from = NodeId(0);
        for id in dom.ids() {
            let is_left_out = dom.tag(id).is_some_and(|tag| tag.is_skipped() || tag == Tag::A) || hidden.is(dom, id);
            if is_left_out && id >= counts_from {
                counts_from = dom.subtree_end(id);
            }
            if id >= counts_from {
                total += dom.text(id).map_or(0, |text| text.trim().len()).saturating_sub(MIN_PROSE_BYTES);
            }
            running.push(total);
        }
        Self(running)
    }

    /// Share of the page's prose inside `id`, percent.
    fn percent(&self, dom: &Dom, id: NodeId) -> usize {
        let at = |node: NodeId| self.0.get(node.index()).copied().unwrap_or(0);
        let total = self.0.last().copied().unwrap_or(0);
        (at(dom.subtree_end(id)) - at(id)) * 100 / total.max(1)
    }
}

/// Two `br` in a row part paragraphs in old markup.
const BREAKS_THAT_PART: usize = 2;

#[derive(Default)]
struct Splitter {
    blocks: Blocks,
    current: Option<(Context, usize, usize)>,
    link_bytes: usize,
    pending_space: bool,
    breaks: usize,
}

impl Splitter {
    fn line_break(&mut self) {
        self.breaks += 1;
        self.pending_space = true;
        if self.breaks >= BREAKS_THAT_PART {
            self.flush();
        }
    }

    fn push_text(&mut self, node: NodeId, data: &str, context: Context) {
        let blocks = &mut self.blocks;
        let link_start = blocks.text.len();
        let mut piece: Option<Piece> = None;
        for (offset, character) in data.char_indices() {
            if character.is_whitespace() {
                // One plain space keeps the piece unbroken; anything else is collapsed and parts it.
                let continues = character == ' ' && !self.pending_space;
                self.pending_space = true;
                if !continues {
                    blocks.pieces.extend(piece.take());
                }
                continue;
            }
            if is_ignorable(character) {
                blocks.pieces.extend(piece.take());
                continue;
            }
            self.breaks = 0;
            if self.current.is_none() {
                self.current = Some((context, blocks.text.len(), blocks.pieces.len()));
                self.pending_space = false;
            }
            if std::mem::take(&mut self.pending_space) {
                blocks.text.push(' ');
                if let Some(piece) = &mut piece {
                    piece.len += 1;
                }
            }
            let start = blocks.text.len() as u32;
            piece.get_or_insert(Piece { start, len: 0, node, offset: offset as u32 }).len +=
                character.len_utf8() as u32;
            blocks.text.push(character);
        }
        blocks.pieces.extend(piece);
        if let Some(link) = context.link
            && blocks.text.len() > link_start
        {
            self.link_bytes += blocks.text.len() - link_start;
            match blocks.links.last_mut() {
                Some((range, last)) if *last == link => range.end = blocks.text.len(),
                _ => blocks.links.push((link_start..blocks.text.len(), link)),
            }
        }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        self.pending_space = false;
        let link_bytes = std::mem::take(&mut self.link_bytes);
        let Some((context, start, first_piece)) = self.current.take() else { return };
        let range = start..self.blocks.text.len();
        let text = self.blocks.text.get(range.clone()).unwrap_or("");
        let words = word_count(text);
        let promo_phrases = if words <= prune::MAX_PROMO_WORDS { prune::promo_phrases(text) } else { 0 };
        self.blocks.list.push(Block {
            words,
            promo_phrases,
            pieces: first_piece..self.blocks.pieces.len(),
            element: context.element,
            kind: context.kind,
            objection: context.objection,
            path: context.path,
            link_bytes,
            range,
        });
    }
}

/// Letters of scripts without spaces that make a word, about (Chinese 1.5, Japanese 2–2.5).
const LETTERS_PER_WORD: usize = 2;

/// White-space separated words; in scripts that write none, every [`LETTERS_PER_WORD`] letters are a word.
fn word_count(text: &str) -> usize {
    let spaced = text.bytes().filter(|byte| *byte == b' ').count() + 1;
    if text.is_ascii() {
        return spaced;
    }
    spaced + text.chars().filter(|c| is_unspaced(*c)).count() / LETTERS_PER_WORD
}

/// Whether the script of a letter is written without spaces: Thai to Burmese, Khmer, kana, Han.
fn is_unspaced(character: char) -> bool {
    matches!(
        character,
        '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
    )
}

/// Characters that a reader never sees and that would split words: soft hyphen, zero-width and bidi controls, NUL.
fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::html;

    fn texts(html: &str) -> Vec<String> {
        let blocks = split(&html::parse(html), Hidden::LeaveOut);
        blocks.list.iter().map(|block| blocks.text_of(block).to_owned()).collect()
    }

    #[test]
    fn block_elements_part_blocks_and_inline_ones_do_not() {
        assert_eq!(texts("<div>a <b>b</b><p>c\n  d</p>e</div>"), ["a b", "c d", "e"]);
    }

    #[test]
    fn two_line_breaks_part_paragraphs() {
        assert_eq!(texts("<div>a<br>b<br> <br>c</div>"), ["a b", "c"]);
    }

    #[test]
    fn invisible_characters_vanish() {
        assert_eq!(texts("<p>hy\u{ad}phen\u{202e}ated</p>"), ["hyphenated"]);
    }

    #[test]
    fn pieces_give_back_the_page_text() {
        let dom = html::parse("<p>Two  spaces, <a href=/x>a link</a>\u{a0}and\nmore.</p>");
        let blocks = split(&dom, Hidden::LeaveOut);
        for piece in &blocks.pieces {
            let ours = &blocks.text[piece.start as usize..(piece.start + piece.len) as usize];
            let data = dom.text(piece.node).expect("pieces stand in text nodes");
            assert_eq!(ours, &data[piece.offset as usize..(piece.offset + piece.len) as usize]);
        }
        assert_eq!(blocks.text, "Two spaces, a link and more.");
        assert_eq!(blocks.pieces.len(), 5);
    }

    #[test]
    fn links_are_measured() {
        let blocks = split(&html::parse("<p><a href=/a>four</a> plus</p>"), Hidden::LeaveOut);
        assert_eq!(Blocks::link_percent(&blocks.list[0]), 4 * 100 / 9);
    }
}
