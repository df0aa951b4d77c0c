//! schema.org JSON-LD: the article object of the page and what it states.

use serde_json::Value;

use super::meta::author_names;
use super::{Origin, Page, Stated, collapse, iso_date};
use crate::dom::{AttributeName, Dom, Tag};
use crate::limits;

/// Reads the first object of an article type. Broken JSON is passed over: a page's scripts are not our business.
pub fn read(dom: &Dom, page: &mut Page) {
    let mut budget = limits::MAX_JSON_LD_BYTES;
    let mut articles = Vec::new();
    let mut names = Names::default();
    for id in dom.ids().filter(|id| dom.tag(*id) == Some(Tag::Script)) {
        let is_json_ld =
            dom.attribute(id, AttributeName::TYPE).is_some_and(|t| t.eq_ignore_ascii_case("application/ld+json"));
        let source = if is_json_ld { dom.text_content(id) } else { continue };
        if source.len() > budget {
            continue;
        }
        budget -= source.len();
        if let Ok(value) = serde_json::from_str::<Value>(source.trim()) {
            names.collect(&value);
            collect_articles(value, &mut articles);
        }
    }
    page.is_live_blog = articles.iter().any(|article| has_type(article, |name| name == "LiveBlogPosting"));
    if let Some(article) = articles.first() {
        read_article(article, &names, page);
    }
}

/// Objects of an article type, at the top level, in an array or in `@graph`.
fn collect_articles(value: Value, articles: &mut Vec<Value>) {
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| collect_articles(item, articles)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                collect_articles(graph, articles);
            }
            for key in ["mainEntity", "mainEntityOfPage"] {
                if object.get(key).is_some_and(|inner| has_type(inner, is_article_type)) {
                    articles.extend(object.remove(key));
                }
            }
            let object = Value::Object(object);
            if has_type(&object, is_article_type) {
                articles.push(object);
            }
        }
        _ => {}
    }
}

/// schema.org types that are one piece of journalism.
fn is_article_type(name: &str) -> bool {
    name.ends_with("Article") || name.ends_with("BlogPosting") || matches!(name, "Report" | "Review")
}

fn has_type(value: &Value, accept: impl Fn(&str) -> bool) -> bool {
    let accept = |name: &str| accept(name.rsplit('/').next().unwrap_or(name));
    match value.get("@type") {
        Some(Value::String(name)) => accept(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(accept),
        _ => false,
    }
}

fn read_article(article: &Value, names: &Names, page: &mut Page) {
    let text = |key: &str| article.get(key).and_then(name_of).map(|text| Stated::new(text, Origin::JsonLd));
    let date = |key: &str| {
        let stated = article.get(key).and_then(Value::as_str).and_then(iso_date);
        stated.map(|date| Stated::new(date, Origin::JsonLd))
    };
    page.title = text("headline").or_else(|| text("name"));
    let publisher = names_of(article.get("publisher"), names).into_iter().next();
    page.publisher = publisher.map(|name| Stated::new(name, Origin::JsonLd));
    page.section = text("articleSection");
    page.license = text("license");
    page.published = date("datePublished");
    page.modified = date("dateModified");
    page.language = text("inLanguage").and_then(|stated| {
        super::meta::primary_language(&stated.value).map(|language| Stated::new(language, Origin::JsonLd))
    });
    page.description = article.get("description").and_then(name_of);
    page.is_free = article.get("isAccessibleForFree").and_then(truth);
    page.word_count = article.get("wordCount").and_then(number);
    let mut authors: Vec<String> = Vec::new();
    for name in names_of(article.get("author"), names).iter().flat_map(|name| author_names(name)) {
        if !authors.contains(&name) {
            authors.push(name);
        }
    }
    page.byline = (!authors.is_empty()).then(|| Stated::new(authors, Origin::JsonLd));
}

/// A string, or the `name` (or `@id`, for licences) of an object, or the first of an array.
fn name_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(object) => object.get("name").or_else(|| object.get("@id"))?.as_str()?,
        Value::Array(items) => return items.first().and_then(name_of),
        _ => return None,
    };
    let text = collapse(&decode_entities(text));
    (!text.is_empty()).then_some(text)
}

/// Names of the objects at the top level and in `@graph`, by `@id`: publishers and authors are often references.
#[derive(Default)]
struct Names(Vec<(String, String)>);

impl Names {
    fn collect(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.collect(item)),
            Value::Object(object) => {
                if let (Some(Value::String(id)), Some(Value::String(name))) = (object.get("@id"), object.get("name")) {
                    self.0.push((id.clone(), name.clone()));
                }
                if let Some(graph) = object.get("@graph") {
                    self.collect(graph);
                }
            }
            _ => {}
        }
    }

    fn get(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, name)| name.as_str())
    }
}

/// The names of a person or organization, or of several; references are looked up.
fn names_of(value: Option<&Value>, names: &Names) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().flat_map(|item| names_of(Some(item), names)).collect(),
        Some(Value::Object(object)) => {
            let by_reference = || names.get(object.get("@id")?.as_str()?);
            let name = object.get("name").and_then(Value::as_str).or_else(by_reference);
            name.map(|name| collapse(&decode_entities(name))).into_iter().collect()
        }
        Some(value) => name_of(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(word) if word.eq_ignore_ascii_case("true") => Some(true),
        Value::String(word) if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => number.as_u64().and_then(|n| u32::try_from(n).ok()),
        Value::String(digits) => digits.trim().parse().ok(),
        _ => None,
    }
}

/// Named character references met in headlines; publishers escape HTML inside JSON.
const NAMED_REFERENCES: [(&str, char); 14] = [
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("lt", '<'),
    ("gt", '>'),
    ("nbsp", ' '),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("rdquo", '”'),
    ("ldquo", '“'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("pound", '£'),
];

/// Longest reference looked at, in bytes between `&` and `;`.
const MAX_REFERENCE_BYTES: usize = 8;

/// Replaces character references; what is none stays as it is.
fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        decoded.push_str(before);
        let end = reference.find(';').filter(|end| *end <= MAX_REFERENCE_BYTES + 1);
        match end.and_then(|end| Some((character(reference.get(1..end)?)?, end))) {
            Some((character, end)) => {
                decoded.push(character);
                rest = reference.get(end + 1..).unwrap_or("");
            }
            None => {
                decoded.push('&');
                rest = reference.get(1..).unwrap_or("");
            }
        }
    }
    decoded + rest
}

fn character(reference: &str) -> Option<char> {
    let Some(number) = reference.strip_prefix('#') else {
        return NAMED_REFERENCES.iter().find(|(name, _)| *name == reference).map(|(_, character)| *character);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|character| !character.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::Flags;
    use crate::dom::builder::DomBuilder;

    fn page(json: &str) -> Page {
        let mut builder = DomBuilder::new();
        builder.open(Tag::Html, Flags::default());
        builder.open(Tag::Script, Flags::default());
        builder.attribute(AttributeName::TYPE, "application/ld+json");
        builder.text(json);
        let mut page = Page::default();
        read(&builder.finish(), &mut page);
        page
    }

    #[test]
    fn reads_the_article_inside_a_graph() {
        let page = page(
            r#"{"@graph":[{"@type":"WebSite","name":"Post"},{"@type":["NewsArticle"],"headline":"Rain &amp; wind",
            "author":[{"name":"Jane Doe"},{"name":"A. Lee"}],"datePublished":"2026-03-12T08:00:00Z",
            "isAccessibleForFree":"False","wordCount":"812"}]}"#,
        );
        assert_eq!(page.title.map(|t| t.value).as_deref(), Some("Rain & wind"));
        assert_eq!(page.byline.map(|b| b.value), Some(vec!["Jane Doe".to_owned(), "A. Lee".to_owned()]));
        assert_eq!(page.published.map(|d| d.value).as_deref(), Some("2026-03-12T08:00:00Z"));
        assert_eq!((page.is_free, page.word_count), (Some(false), Some(812)));
    }

    #[test]
    fn character_references_are_decoded_once() {
        assert_eq!(decode_entities("A &#163;5 &amp;lt; &#x27;B&rsquo; & C&D; &bogus;"), "A £5 &lt; 'B’ & C&D; &bogus;");
    }

    #[test]
    fn marks_live_blogs() {
        assert!(page(r#"[{"@type":"LiveBlogPosting","headline":"Storm"}]"#).is_live_blog);
    }

    #[test]
    fn broken_json_states_nothing() {
        assert_eq!(page("{\"@type\":\"NewsArticle\",").title, None);
    }
}
