//! Adapter: `web_sys::Document` -> Dom, for the playground and other people's pages.
//!
//! Walks with a `TreeWalker`, so depth costs no stack. Node numbers are those of `content/snapshot.js`.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Node};

use super::convert;
use crate::dom::builder::DomBuilder;
use crate::dom::{AttributeName, Dom, Flags, Tag, Truncation, hides};
use crate::limits;

/// `NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION`.
const SHOWN: u32 = 1 | 4 | 8;

/// Reads a document.
///
/// # Errors
/// A `SaysoError` when there is no root element.
pub fn read(document: &Document) -> Result<Dom, JsValue> {
    let root: Node =
        document.document_element().ok_or_else(|| convert::named_error("the document has no root element"))?.into();
    let walker = document.create_tree_walker_with_what_to_show(&root, SHOWN)?;
    let mut builder = DomBuilder::new();
    let mut node = Some(root);
    let mut count = 0;
    while let Some(current) = node {
        if count >= limits::MAX_NODES {
            builder.truncate(Truncation::Nodes);
            break;
        }
        count += 1;
        let goes_in = enter(&current, &mut builder);
        node = match goes_in {
            Entered::Open => match walker.first_child()? {
                Some(child) => Some(child),
                None => {
                    builder.close();
                    next_outside(&walker, &mut builder)?
                }
            },
            Entered::Closed | Entered::Skipped => next_outside(&walker, &mut builder)?,
        };
    }
    Ok(builder.finish())
}

enum Entered {
    /// An element whose children follow.
    Open,
    /// A text node, or an element that is done.
    Closed,
    /// Nothing was added.
    Skipped,
}

/// The next node that is no descendant of the walker's current one; closes what ends on the way.
fn next_outside(walker: &web_sys::TreeWalker, builder: &mut DomBuilder) -> Result<Option<Node>, JsValue> {
    loop {
        if let Some(sibling) = walker.next_sibling()? {
            return Ok(Some(sibling));
        }
        if walker.parent_node()?.is_none() {
            return Ok(None);
        }
        builder.close();
    }
}

fn enter(node: &Node, builder: &mut DomBuilder) -> Entered {
    let Some(element) = node.dyn_ref::<Element>() else {
        builder.text(&node.node_value().unwrap_or_default());
        return Entered::Closed;
    };
    let name = element.local_name();
    let tag = Tag::from_name(&name);
    let is_json_ld =
        || element.get_attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"));
    if matches!(tag, Tag::Style | Tag::Template | Tag::Noscript) || (tag == Tag::Script && !is_json_ld()) {
        return Entered::Skipped;
    }
    let is_foreign = matches!(tag, Tag::Svg | Tag::Math);
    let is_hidden =
        element.has_attribute("hidden") || element.get_attribute("style").is_some_and(|style| hides(&style));
    builder.open(tag, Flags(u8::from(is_hidden) * Flags::INVISIBLE + u8::from(is_foreign) * Flags::FOREIGN));
    let attributes = element.attributes();
    for at in 0..attributes.length() {
        let Some(attribute) = attributes.item(at) else { continue };
        if let Some(name) = AttributeName::from_name(&attribute.name()) {
            builder.attribute(name, &attribute.value());
        }
    }
    if is_foreign || matches!(tag, Tag::Iframe | Tag::Object | Tag::Embed) {
        builder.close();
        return Entered::Closed;
    }
    Entered::Open
}
