//! What is shown stands on the page: the article piece by piece, what the page states of itself as words of the page.

use sayso::Analysis;
use sayso::dom::{ATTRIBUTES, AttributeName, Dom, NodeId, Tag, html};
use serde_json::Value;

use super::shown::letters;

/// Nodes that are not where their neighbors say.
pub fn broken_tree(dom: &Dom) -> Vec<String> {
    let mut complaints = Vec::new();
    for id in dom.ids() {
        let end = dom.subtree_end(id);
        if end <= id || end.0 as usize > dom.len() {
            complaints.push(format!("{id:?} ends at {end:?} of {}", dom.len()));
        }
        if let Some(parent) = dom.parent(id)
            && !(parent < id && dom.is_inside(id, parent) && end <= dom.subtree_end(parent))
        {
            complaints.push(format!("{id:?} is no child of {parent:?}"));
        }
    }
    complaints
}

/// Words that are shown and do not stand on the page.
pub fn unfounded(dom: &Dom, analysis: &Analysis) -> Vec<String> {
    let mut complaints = moved_pieces(dom, analysis);
    let page = &analysis.page;
    let stated = [&page.title, &page.publisher, &page.section, &page.license];
    let stated = stated.into_iter().flatten().map(|stated| &stated.value);
    let byline = page.byline.iter().flat_map(|byline| &byline.value);
    let shown: Vec<&String> = stated.chain(byline).collect();
    if shown.is_empty() {
        return complaints;
    }
    let words = words_of(dom);
    let lost = shown.into_iter().filter(|shown| !words.contains(&letters(shown)));
    complaints.extend(lost.map(|shown| format!("{shown:?} is not on the page")));
    complaints
}

/// Parts of the article that differ from the text nodes that they are said to stand in.
fn moved_pieces(dom: &Dom, analysis: &Analysis) -> Vec<String> {
    let article = &analysis.article;
    let mut complaints = Vec::new();
    let mut covered = 0;
    for piece in &article.map.0 {
        let (start, len, offset) = (piece.start as usize, piece.len as usize, piece.offset as usize);
        let here = article.text.get(start..start + len);
        let there = dom.text(piece.node).and_then(|data| data.get(offset..offset + len));
        if here.is_none() || here.map(letters) != there.map(letters) {
            complaints.push(format!("{piece:?} is {here:?}, its node says {there:?}"));
        }
        let gap = article.text.get(covered..start).unwrap_or("overlap");
        if !gap.trim().is_empty() {
            complaints.push(format!("{gap:?} stands on no node"));
        }
        covered = start + len;
    }
    complaints
}

/// Letters of all that a page says: its text, its attributes, and the strings of its linked data.
fn words_of(dom: &Dom) -> String {
    let is_data = |id: NodeId| dom.tag(id) == Some(Tag::Script);
    let mut words: String = dom.ids().filter_map(|id| dom.text(id)).map(letters).collect();
    // Choices, formulas and the like stand in the middle of words and are not read with them.
    let mut skipped_until = NodeId(0);
    words.push('\n');
    for id in dom.ids() {
        if dom.tag(id).is_some_and(Tag::is_skipped) {
            skipped_until = skipped_until.max(dom.subtree_end(id));
        }
        words.extend(dom.text(id).filter(|_| id >= skipped_until).map(letters));
    }
    for id in dom.ids() {
        for index in 0..ATTRIBUTES.len() as u32 {
            let value = AttributeName::from_index(index).and_then(|name| dom.attribute(id, name));
            value.into_iter().for_each(|value| say(&mut words, value));
        }
        if is_data(id) {
            let data = dom.text_content(id);
            strings(&data).iter().for_each(|string| say(&mut words, string));
        }
    }
    words
}

/// Adds the words of a string, and what they are where it holds markup.
fn say(words: &mut String, string: &str) {
    words.push('\n');
    words.push_str(&letters(string));
    if string.contains(['&', '<']) {
        let inner = html::parse(string);
        words.push('\n');
        words.extend(inner.ids().filter_map(|id| inner.text(id)).map(letters));
    }
}

/// Every string in JSON, also where template marks or line breaks keep it from being JSON.
fn strings(data: &str) -> Vec<String> {
    let flat: String = data.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let value = serde_json::from_str(data.trim()).ok().or_else(|| {
        let (from, to) = (flat.find(['{', '['])?, flat.rfind(['}', ']'])?);
        serde_json::from_str(flat.get(from..=to)?).ok()
    });
    let mut found = Vec::new();
    let mut open: Vec<Value> = value.into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::String(string) => found.push(string),
            Value::Array(items) => open.extend(items),
            Value::Object(object) => open.extend(object.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    found
}
