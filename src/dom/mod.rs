//! Dom: a read-only arena of the page. Nodes stand in document order, so a subtree is a contiguous range of ids.
//!
//! Every adapter ([`snapshot`], [`text`], and by target `html` and the web `Document`) builds it through
//! [`builder::DomBuilder`]; nothing below this module knows where a page came from.

#[cfg(not(target_arch = "wasm32"))]
mod bounded;
pub mod builder;
#[cfg(not(target_arch = "wasm32"))]
pub mod html;
pub mod snapshot;
pub mod tag;
pub mod text;

pub use tag::Tag;

/// Index of a node; elements and text nodes are counted together in document order from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The attributes a Dom keeps; the order is the order of the snapshot format.
pub const ATTRIBUTES: [&str; 22] = [
    "id",
    "class",
    "href",
    "rel",
    "role",
    "itemprop",
    "itemtype",
    "datetime",
    "content",
    "name",
    "property",
    "lang",
    "hidden",
    "aria-hidden",
    "aria-label",
    "title",
    "alt",
    "type",
    "dir",
    "pubdate",
    "data-testid",
    "itemscope",
];

/// One of [`ATTRIBUTES`], by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeName(u8);

#[allow(missing_docs, reason = "the constants are the HTML attribute names")]
impl AttributeName {
    pub const ID: Self = Self(0);
    pub const CLASS: Self = Self(1);
    pub const HREF: Self = Self(2);
    pub const REL: Self = Self(3);
    pub const ROLE: Self = Self(4);
    pub const ITEMPROP: Self = Self(5);
    pub const ITEMTYPE: Self = Self(6);
    pub const DATETIME: Self = Self(7);
    pub const CONTENT: Self = Self(8);
    pub const NAME: Self = Self(9);
    pub const PROPERTY: Self = Self(10);
    pub const LANG: Self = Self(11);
    pub const HIDDEN: Self = Self(12);
    pub const ARIA_HIDDEN: Self = Self(13);
    pub const TYPE: Self = Self(17);

    /// The attribute for its lower-case name, if it is one that a Dom keeps.
    pub fn from_name(name: &str) -> Option<Self> {
        ATTRIBUTES.iter().position(|known| *known == name).map(|index| Self(index as u8))
    }

    /// The attribute for its index in [`ATTRIBUTES`].
    pub fn from_index(index: u32) -> Option<Self> {
        ((index as usize) < ATTRIBUTES.len()).then_some(Self(index as u8))
    }
}

/// What a live page knows about an element and saved markup does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u8);

impl Flags {
    /// Not rendered: `display: none`, `visibility: hidden` and the like.
    pub const INVISIBLE: u8 = 1;
    /// `position: fixed` or `sticky`: a bar or an overlay, not the article.
    pub const OVERLAID: u8 = 2;
    /// Content of an open shadow root.
    pub const SHADOW: u8 = 4;
    /// Foreign content (SVG, MathML).
    pub const FOREIGN: u8 = 8;
    /// Stands wholly beside the column of the main text.
    pub const BESIDE: u8 = 16;

    /// Whether the flag `bit` is set.
    pub fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }
}

/// Why a page was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truncation {
    /// Too many nodes.
    Nodes,
    /// Too many bytes of text.
    Bytes,
    /// The walk over the live page ran out of time.
    Time,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Element { tag: Tag, flags: Flags, first_attribute: u32, attribute_count: u16 },
    Text { start: u32, end: u32 },
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Node {
    kind: Kind,
    parent: Option<NodeId>,
    /// One past the last descendant.
    end: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Attribute {
    name: AttributeName,
    start: u32,
    end: u32,
}

/// A page, read-only. See the module documentation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dom {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    strings: String,
    truncated: Option<Truncation>,
}

impl Dom {
    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the page has no node at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Why the page was not read to its end, if it was not.
    pub fn truncated(&self) -> Option<Truncation> {
        self.truncated
    }

    /// All nodes in document order.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// The tag of an element; `None` for a text node.
    pub fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.nodes.get(id.index())?.kind {
            Kind::Element { tag, .. } => Some(tag),
            Kind::Text { .. } => None,
        }
    }

    /// The flags of an element; none for a text node.
    pub fn flags(&self, id: NodeId) -> Flags {
        match self.nodes.get(id.index()).map(|node| node.kind) {
            Some(Kind::Element { flags, .. }) => flags,
            _ => Flags::default(),
        }
    }

    /// The data of a text node, as in the page; `None` for an element.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match self.nodes.get(id.index())?.kind {
            Kind::Text { start, end } => self.strings.get(start as usize..end as usize),
            Kind::Element { .. } => None,
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, id: NodeId, name: AttributeName) -> Option<&str> {
        let Kind::Element { first_attribute, attribute_count, .. } = self.nodes.get(id.index())?.kind else {
            return None;
        };
        let first = first_attribute as usize;
        let found = self.attributes.get(first..first + attribute_count as usize)?.iter().find(|a| a.name == name)?;
        self.strings.get(found.start as usize..found.end as usize)
    }

    /// The parent element; `None` for the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id.index())?.parent
    }

    /// The element's ancestors, nearest first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |parent| self.parent(*parent))
    }

    /// One past the last descendant of `id` in document order.
    pub fn subtree_end(&self, id: NodeId) -> NodeId {
        NodeId(self.nodes.get(id.index()).map_or(id.0, |node| node.end))
    }

    /// `id` and all its descendants in document order.
    pub fn subtree(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (id.0..self.subtree_end(id).0).map(NodeId)
    }

    /// Whether `inner` is `outer` or lies inside it.
    pub fn is_inside(&self, inner: NodeId, outer: NodeId) -> bool {
        outer <= inner && inner < self.subtree_end(outer)
    }

    /// The text of all text nodes below `id`, joined as it stands.
    pub fn text_content(&self, id: NodeId) -> String {
        self.subtree(id).filter_map(|node| self.text(node)).collect()
    }
}

/// Whether an inline style takes the element out of sight.
pub(crate) fn hides(style: &str) -> bool {
    let compact: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    compact.contains("display:none") || compact.contains("visibility:hidden")
}
