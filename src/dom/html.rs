//! Adapter: HTML text -> Dom with html5ever, following the HTML standard's tree construction.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, TokenizerResult, ns};

use super::bounded;
use super::builder::DomBuilder;
use super::{AttributeName, Dom, Flags, Tag, Truncation, hides};
use crate::limits;

/// Parses a whole document. Never fails: any text is some HTML page. Linear in `html`, whatever its nesting and its attributes.
pub fn parse(html: &str) -> Dom {
    let tree = Tree::with_capacity(html.len() / BYTES_PER_NODE);
    let depth = Rc::clone(&tree.last_depth);
    let nodes = Rc::clone(&tree.nodes);
    // A live page runs scripts, so `noscript` is no text there; read saved pages the same way.
    let options = TreeBuilderOpts { scripting_enabled: true, ..TreeBuilderOpts::default() };
    let sink = DepthLimit {
        inner: TreeBuilder::new(tree, options),
        depth,
        estimate: Cell::new(0),
        dropped: RefCell::default(),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    let read = html.get(..html.floor_char_boundary(limits::MAX_PAGE_BYTES)).unwrap_or("");
    input.push_back(StrTendril::from(&*bounded::attributes(read)));
    // The tokenizer pauses after a script or a charset declaration; there is nothing to run or to re-decode.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    let mut dom = to_dom(&nodes.borrow());
    if html.len() > limits::MAX_PAGE_BYTES {
        dom.truncated.get_or_insert(Truncation::Bytes);
    }
    dom
}

/// Index into [`Tree::nodes`]; the document is 0.
type Handle = usize;
const DOCUMENT: Handle = 0;

#[derive(Debug, Default)]
struct TreeNode {
    data: Data,
    depth: usize,
    parent: Option<Handle>,
    previous: Option<Handle>,
    next: Option<Handle>,
    first_child: Option<Handle>,
    last_child: Option<Handle>,
    /// Where the parser puts the children of a `template`.
    contents: Option<Handle>,
}

#[derive(Debug, Default)]
enum Data {
    #[default]
    Root,
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
    Text(StrTendril),
    Ignored,
}

/// The tree under construction: html5ever moves nodes about, so it cannot build the arena directly.
struct Tree {
    nodes: Rc<RefCell<Vec<TreeNode>>>,
    /// Depth of the element inserted last, for [`DepthLimit`].
    last_depth: Rc<Cell<usize>>,
}

/// Saved news pages have a node per 40 to 100 bytes; room for them at once spares copying the tree as it grows.
const BYTES_PER_NODE: usize = 64;

impl Tree {
    fn with_capacity(nodes: usize) -> Self {
        let mut nodes = Vec::with_capacity(nodes.min(limits::MAX_NODES) + 1);
        nodes.push(TreeNode::default());
        Self { nodes: Rc::new(RefCell::new(nodes)), last_depth: Rc::default() }
    }
}

impl Tree {
    fn create(&self, data: Data) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(TreeNode { data, ..TreeNode::default() });
        nodes.len() - 1
    }

    /// Puts `child` under `parent`, before `before` or at the end; adjacent text is merged, as the standard asks.
    fn insert(&self, parent: Handle, before: Option<Handle>, child: NodeOrText<Handle>) {
        let node = match child {
            NodeOrText::AppendNode(node) => {
                self.detach(node);
                node
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let previous = match before {
                    Some(before) => nodes[before].previous,
                    None => nodes[parent].last_child,
                };
                if let Some(Data::Text(existing)) = previous.map(|previous| &mut nodes[previous].data) {
                    existing.push_tendril(&text);
                    return;
                }
                drop(nodes);
                self.create(Data::Text(text))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let previous = match before {
            Some(before) => nodes[before].previous.replace(node),
            None => nodes[parent].last_child.replace(node),
        };
        match previous {
            Some(previous) => nodes[previous].next = Some(node),
            None => nodes[parent].first_child = Some(node),
        }
        let depth = nodes[parent].depth + 1;
        let inserted = &mut nodes[node];
        (inserted.parent, inserted.previous, inserted.next, inserted.depth) = (Some(parent), previous, before, depth);
        if matches!(inserted.data, Data::Element { .. }) {
            self.last_depth.set(depth);
        }
    }

    fn detach(&self, node: Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(parent) = nodes[node].parent.take() else { return };
        let (previous, next) = (nodes[node].previous.take(), nodes[node].next.take());
        match previous {
            Some(previous) => nodes[previous].next = next,
            None => nodes[parent].first_child = next,
        }
        match next {
            Some(next) => nodes[next].previous = previous,
            None => nodes[parent].last_child = previous,
        }
    }
}

impl TreeSink for Tree {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) {}

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target].data {
            Data::Element { name, .. } => name,
            _ => unreachable!("html5ever asks for the names of elements only"),
        })
    }

    fn create_element(&self, name: QualName, mut attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        attributes.retain(is_read);
        let element = self.create(Data::Element { name, attributes });
        if flags.template {
            let contents = self.create(Data::Root);
            self.nodes.borrow_mut()[element].contents = Some(contents);
        }
        element
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        self.create(Data::Ignored)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.create(Data::Ignored)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.nodes.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        self.nodes.borrow()[*target].contents.unwrap_or(*target)
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if let Some(parent) = parent {
            self.insert(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, added: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target].data {
            for attribute in added.into_iter().filter(is_read) {
                if !attributes.iter().any(|known| known.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        loop {
            let child = self.nodes.borrow()[*node].first_child;
            let Some(child) = child else { return };
            self.insert(*new_parent, None, NodeOrText::AppendNode(child));
        }
    }
}

/// Whether anything is ever asked of an attribute: those of the [`Dom`], and what tells hidden elements and shadow roots.
fn is_read(attribute: &Attribute) -> bool {
    let name = &*attribute.name.local;
    AttributeName::from_name(name).is_some() || matches!(name, "style" | "shadowrootmode")
}

/// Drops start tags deeper than [`limits::MAX_DEPTH`], and their end tags, before they reach the tree builder, whose
/// work per tag grows with the number of open elements. Their text lands in the deepest element kept.
struct DepthLimit {
    inner: TreeBuilder<Handle, Tree>,
    depth: Rc<Cell<usize>>,
    /// Depth of the open element: exact after each insertion, counted down by end tags in between.
    estimate: Cell<usize>,
    dropped: RefCell<Vec<LocalName>>,
}

impl TokenSink for DepthLimit {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let Token::TagToken(tag) = &token else { return self.inner.process_token(token, line) };
        match tag.kind {
            TagKind::StartTag if self.estimate.get() >= limits::MAX_DEPTH => {
                if !is_void(&tag.name) && !tag.self_closing {
                    self.dropped.borrow_mut().push(tag.name.clone());
                }
                TokenSinkResult::Continue
            }
            TagKind::EndTag if self.dropped.borrow().last() == Some(&tag.name) => {
                self.dropped.borrow_mut().pop();
                TokenSinkResult::Continue
            }
            TagKind::StartTag => {
                let opens = !is_void(&tag.name);
                let result = self.inner.process_token(token, line);
                self.estimate.set(if opens { self.depth.get() } else { self.depth.get().saturating_sub(1) });
                result
            }
            TagKind::EndTag => {
                self.estimate.set(self.estimate.get().saturating_sub(1));
                self.inner.process_token(token, line)
            }
        }
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// HTML standard §13.1.2: elements without an end tag.
fn is_void(name: &LocalName) -> bool {
    matches!(
        name.as_ref(),
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Copies the finished tree into the arena, in document order and without recursion.
fn to_dom(nodes: &[TreeNode]) -> Dom {
    let mut builder = DomBuilder::new();
    let mut stack: Vec<Step> = Vec::new();
    push_children(nodes, DOCUMENT, &mut stack);
    while let Some(step) = stack.pop() {
        match step {
            Step::Close => builder.close(),
            Step::Visit(handle) => match &nodes[handle].data {
                Data::Text(text) => builder.text(text),
                Data::Element { name, attributes } => {
                    visit_element(nodes, handle, name, attributes, &mut builder, &mut stack);
                }
                Data::Root | Data::Ignored => {}
            },
        }
    }
    builder.finish()
}

enum Step {
    Visit(Handle),
    Close,
}

fn push_children(nodes: &[TreeNode], parent: Handle, stack: &mut Vec<Step>) {
    let backwards = std::iter::successors(nodes[parent].last_child, |child| nodes[*child].previous);
    stack.extend(backwards.map(Step::Visit));
}

fn visit_element(
    nodes: &[TreeNode],
    handle: Handle,
    name: &QualName,
    attributes: &[Attribute],
    builder: &mut DomBuilder,
    stack: &mut Vec<Step>,
) {
    let foreign = name.ns != ns!(html);
    let tag = Tag::from_name(&name.local);
    let value = |wanted: &str| attributes.iter().find(|a| &*a.name.local == wanted).map(|a| &*a.value);
    let is_json_ld = || value("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"));
    let shadow = nodes[handle].contents.filter(|_| value("shadowrootmode") == Some("open"));
    match tag {
        Tag::Template if shadow.is_none() => return,
        Tag::Style | Tag::Noscript => return,
        Tag::Script if !is_json_ld() => return,
        _ => {}
    }
    if let Some(contents) = shadow {
        builder.open(Tag::Shadow, Flags(Flags::SHADOW));
        stack.push(Step::Close);
        push_children(nodes, contents, stack);
        return;
    }
    let invisible = value("hidden").is_some() || value("style").is_some_and(hides);
    let flags = u8::from(invisible) * Flags::INVISIBLE + u8::from(foreign) * Flags::FOREIGN;
    builder.open(tag, Flags(flags));
    for attribute in attributes {
        if let Some(name) = AttributeName::from_name(&attribute.name.local) {
            builder.attribute(name, &attribute.value);
        }
    }
    stack.push(Step::Close);
    if !foreign && !matches!(tag, Tag::Iframe | Tag::Object | Tag::Embed) {
        push_children(nodes, handle, stack);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::NodeId;

    /// Tags and text in document order, nested by brackets.
    fn outline(html: &str) -> String {
        let dom = parse(html);
        let body = dom.ids().find(|id| dom.tag(*id) == Some(Tag::Body)).expect("html5ever makes a body");
        let mut out = String::new();
        let mut open: Vec<NodeId> = Vec::new();
        for id in dom.subtree(body).skip(1) {
            while open.last().is_some_and(|last| dom.subtree_end(*last) <= id) {
                open.pop();
                out.push(')');
            }
            match dom.tag(id) {
                Some(tag) => {
                    out.push_str(&format!("({} ", tag.name()));
                    open.push(id);
                }
                None => out.push_str(dom.text(id).unwrap_or("")),
            }
        }
        out + &")".repeat(open.len())
    }

    #[test]
    fn misnested_markup_follows_the_standard() {
        assert_eq!(outline("<p>a<p><b>b</p>c"), "(p a)(p (b b))(b c)");
    }

    #[test]
    fn text_for_machines_is_left_out() {
        assert_eq!(outline("a<script>b()</script><style>c{}</style><!-- d --><noscript>e</noscript>"), "a");
    }

    #[test]
    fn json_ld_is_kept() {
        assert_eq!(outline("<p>a</p><script type='application/ld+json'>{}</script>"), "(p a)(script {})");
    }

    #[test]
    fn declarative_shadow_roots_are_opened() {
        assert_eq!(outline("<div><template shadowrootmode=open><p>in</template>x</div>"), "(div (#shadow (p in))x)");
    }

    #[test]
    fn hidden_elements_are_marked() {
        let dom = parse("<p style='Display : none'>x</p>");
        let p = dom.ids().find(|id| dom.tag(*id) == Some(Tag::P)).expect("there is a paragraph");
        assert!(dom.flags(p).has(Flags::INVISIBLE));
    }

    #[test]
    fn a_hundred_thousand_nested_tags_end_in_a_flat_tree() {
        let html = format!("{}deep{}<p>after", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let dom = parse(&html);
        assert!(dom.len() < limits::MAX_DEPTH + 10);
        let after = dom.ids().find(|id| dom.tag(*id) == Some(Tag::P)).expect("parsing goes on behind the nest");
        assert_eq!(dom.text_content(after), "after");
        assert_eq!(dom.parent(after).and_then(|id| dom.tag(id)), Some(Tag::Body));
    }
}
