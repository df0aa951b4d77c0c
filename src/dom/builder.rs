//! DomBuilder: the only way to make a Dom; keeps the limits and the invariants.

use super::{Attribute, AttributeName, Dom, Flags, Kind, Node, NodeId, Tag, Truncation};
use crate::limits;

/// Builds a [`Dom`] from events in document order. Calls past a limit are ignored and the Dom says so.
#[derive(Debug, Default)]
pub struct DomBuilder {
    dom: Dom,
    open: Vec<NodeId>,
    /// Elements refused at a limit that are still open.
    refused: usize,
}

impl DomBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens an element as the last child of the one open at the moment. A second root becomes a child of the first.
    pub fn open(&mut self, tag: Tag, flags: Flags) {
        if self.refused > 0 || !self.has_room(0) {
            self.refused += 1;
            return;
        }
        let first_attribute = self.dom.attributes.len() as u32;
        let id = self.push(Kind::Element { tag, flags, first_attribute, attribute_count: 0 });
        self.open.push(id);
    }

    /// Adds an attribute to the element just opened. Values are cut at [`limits::MAX_ATTRIBUTE_BYTES`].
    pub fn attribute(&mut self, name: AttributeName, value: &str) {
        if self.refused > 0 || !self.has_room(value.len()) {
            return;
        }
        let value = cut(value, limits::MAX_ATTRIBUTE_BYTES);
        let start = self.dom.strings.len() as u32;
        self.dom.strings.push_str(value);
        let end = self.dom.strings.len() as u32;
        if let Some(Node { kind: Kind::Element { attribute_count, .. }, .. }) = self.dom.nodes.last_mut() {
            *attribute_count += 1;
            self.dom.attributes.push(Attribute { name, start, end });
        }
    }

    /// Adds a text node. Empty text still makes a node, so that node numbers agree with the page's.
    pub fn text(&mut self, data: &str) {
        if self.refused > 0 || !self.has_room(data.len()) {
            return;
        }
        let start = self.dom.strings.len() as u32;
        self.dom.strings.push_str(data);
        let end = self.dom.strings.len() as u32;
        self.push(Kind::Text { start, end });
    }

    /// Closes the element open at the moment; nothing happens if there is none.
    pub fn close(&mut self) {
        if self.refused > 0 {
            self.refused -= 1;
        } else if self.open.len() > 1 {
            self.close_last();
        }
    }

    /// Says that the page was not read to its end.
    pub fn truncate(&mut self, why: Truncation) {
        self.dom.truncated.get_or_insert(why);
    }

    /// Closes what is open and returns the Dom.
    pub fn finish(mut self) -> Dom {
        while !self.open.is_empty() {
            self.close_last();
        }
        self.dom
    }

    fn close_last(&mut self) {
        let end = self.dom.nodes.len() as u32;
        if let Some(node) = self.open.pop().and_then(|id| self.dom.nodes.get_mut(id.index())) {
            node.end = end;
        }
    }

    fn has_room(&mut self, bytes: usize) -> bool {
        if self.dom.nodes.len() >= limits::MAX_NODES {
            self.truncate(Truncation::Nodes);
            return false;
        }
        if self.dom.strings.len() + bytes > limits::MAX_PAGE_BYTES {
            self.truncate(Truncation::Bytes);
            return false;
        }
        true
    }

    fn push(&mut self, kind: Kind) -> NodeId {
        let id = NodeId(self.dom.nodes.len() as u32);
        self.dom.nodes.push(Node { kind, parent: self.open.last().copied(), end: id.0 + 1 });
        id
    }
}

/// The longest prefix of `value` within `limit` bytes that ends on a char boundary.
fn cut(value: &str, limit: usize) -> &str {
    value.get(..value.floor_char_boundary(limit)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtree_is_a_contiguous_range() {
        let mut builder = DomBuilder::new();
        builder.open(Tag::Html, Flags::default());
        builder.open(Tag::P, Flags::default());
        builder.attribute(AttributeName::CLASS, "lead");
        builder.text("one");
        builder.close();
        builder.text("two");
        let dom = builder.finish();
        assert_eq!(dom.subtree(NodeId(1)).collect::<Vec<_>>(), [NodeId(1), NodeId(2)]);
        assert_eq!(dom.text_content(NodeId(0)), "onetwo");
        assert_eq!(dom.attribute(NodeId(1), AttributeName::CLASS), Some("lead"));
        assert_eq!(dom.parent(NodeId(3)), Some(NodeId(0)));
    }

    #[test]
    fn closing_too_often_keeps_the_root_open() {
        let mut builder = DomBuilder::new();
        builder.open(Tag::Html, Flags::default());
        builder.close();
        builder.close();
        builder.text("late");
        assert_eq!(builder.finish().parent(NodeId(1)), Some(NodeId(0)));
    }

    #[test]
    fn too_many_bytes_are_said() {
        let mut builder = DomBuilder::new();
        builder.open(Tag::Html, Flags::default());
        let chunk = "x".repeat(limits::MAX_PAGE_BYTES / 4 + 1);
        for _ in 0..5 {
            builder.text(&chunk);
        }
        assert_eq!(builder.finish().truncated(), Some(Truncation::Bytes));
    }
}
