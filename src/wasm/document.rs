//! Adapter: `web_sys::Document` -> Dom, for the playground and other people's pages.
//!
//! Walks with a `TreeWalker`, so depth costs no stack. Node numbers are those of `content/snapshot.js`.
//!
//! `<input name="attributes">` covers a property of its form, and `<img name="documentElement">` one of the document: what
//! these have is read through the prototypes. A DOM that is not a browser's has no such names and may have no prototypes.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlFormElement, NamedNodeMap, Node, TreeWalker};

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
    let root = covered(document, "Document", "documentElement")?;
    if root.is_null() || root.is_undefined() {
        return Err(convert::named_error("the document has no root element"));
    }
    let root: Node = root.unchecked_into();
    let walker = walker(document, &root)?;
    let mut builder = DomBuilder::new();
    let mut node = Some(root);
    let mut count = 0;
    while let Some(current) = node {
        if count >= limits::MAX_NODES {
            builder.truncate(Truncation::Nodes);
            break;
        }
        count += 1;
        let goes_in = enter(&current, &mut builder)?;
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

/// The element that a node is. Those of a frame's document are no instances of our own window's `Element`.
fn as_element(node: &Node) -> Option<&Element> {
    let is_foreign = || node.node_type() == Node::ELEMENT_NODE;
    node.dyn_ref::<Element>().or_else(|| is_foreign().then(|| node.unchecked_ref()))
}

fn enter(node: &Node, builder: &mut DomBuilder) -> Result<Entered, JsValue> {
    let Some(element) = as_element(node) else {
        builder.text(&node.node_value().unwrap_or_default());
        return Ok(Entered::Closed);
    };
    let is_form = element.is_instance_of::<HtmlFormElement>();
    let tag = if is_form { Tag::Form } else { Tag::from_name(&element.local_name()) };
    let attributes: NamedNodeMap =
        if is_form { covered(element, "Element", "attributes")?.unchecked_into() } else { element.attributes() };
    let attribute = |name: &str| attributes.get_named_item(name).map(|attribute| attribute.value());
    let is_json_ld = || attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"));
    if matches!(tag, Tag::Style | Tag::Template | Tag::Noscript) || (tag == Tag::Script && !is_json_ld()) {
        return Ok(Entered::Skipped);
    }
    let is_foreign = matches!(tag, Tag::Svg | Tag::Math);
    let is_hidden = attribute("hidden").is_some() || attribute("style").is_some_and(|style| hides(&style));
    builder.open(tag, Flags(u8::from(is_hidden) * Flags::INVISIBLE + u8::from(is_foreign) * Flags::FOREIGN));
    for at in 0..attributes.length() {
        let Some(attribute) = attributes.item(at) else { continue };
        if let Some(name) = AttributeName::from_name(&attribute.name()) {
            builder.attribute(name, &attribute.value());
        }
    }
    if is_foreign || matches!(tag, Tag::Iframe | Tag::Object | Tag::Embed) {
        builder.close();
        return Ok(Entered::Closed);
    }
    Ok(Entered::Open)
}

fn walker(document: &Document, root: &Node) -> Result<TreeWalker, JsValue> {
    match prototype("Document")
        .and_then(|of| Reflect::get(&of, &"createTreeWalker".into()).ok()?.dyn_into::<Function>().ok())
    {
        Some(create) => Ok(create.call2(document, root, &SHOWN.into())?.unchecked_into()),
        None => document.create_tree_walker_with_what_to_show(root, SHOWN),
    }
}

/// A property that names in the page may cover.
fn covered(object: &JsValue, class: &str, name: &str) -> Result<JsValue, JsValue> {
    let getter = prototype(class).and_then(|of| {
        let descriptor = Reflect::get_own_property_descriptor(&of, &name.into()).ok()?;
        Reflect::get(&descriptor, &"get".into()).ok()?.dyn_into::<Function>().ok()
    });
    match getter {
        Some(getter) => getter.call0(object),
        None => Reflect::get(object, &name.into()),
    }
}

fn prototype(class: &str) -> Option<Object> {
    let class = Reflect::get(&js_sys::global(), &class.into()).ok()?;
    Reflect::get(&class, &"prototype".into()).ok()?.dyn_into().ok()
}
