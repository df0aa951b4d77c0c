//! schema.org JSON-LD: the article object of the page and what it states.

use serde_json::Value;

use super::byline::{self, Author};
use super::{Genre, Origin, Page, Said, Stated, collapse, iso_date};
use crate::dom::{AttributeName, Dom, Tag};
use crate::limits;

/// Reads the first object of an article type, else of a page that is dated. Broken JSON is passed over: a page's scripts
/// are not our business.
pub fn read(dom: &Dom, page: &mut Page, said: &mut Said) {
    let mut budget = limits::MAX_JSON_LD_BYTES;
    let mut objects = Objects::default();
    for id in dom.ids().filter(|id| dom.tag(*id) == Some(Tag::Script)) {
        let is_json_ld =
            dom.attribute(id, AttributeName::TYPE).is_some_and(|t| t.eq_ignore_ascii_case("application/ld+json"));
        let source = if is_json_ld { dom.text_content(id) } else { continue };
        if source.len() > budget {
            continue;
        }
        budget -= source.len();
        if let Some(value) = parse(&source) {
            objects.collect(value);
        }
    }
    page.genre = objects.genre;
    page.is_live_blog = objects.articles.iter().any(|article| has_type(article, |name| name == "LiveBlogPosting"));
    said.site_names.append(&mut objects.site_names);
    if let Some(article) = objects.articles.first().or(objects.pages.first()) {
        read_article(article, &objects.names, page, said);
    }
    if page.published.is_none() {
        page.published = objects.pages.iter().find_map(|dated| date_of(dated, "datePublished"));
    }
}

/// Templates leave line breaks inside strings and CDATA marks around the whole; both are mended, nothing else.
fn parse(source: &str) -> Option<Value> {
    serde_json::from_str(source.trim()).ok().or_else(|| {
        let inner = source.split_once("<![CDATA[").map_or(source, |(_, inner)| inner);
        let inner = inner.rsplit_once("]]>").map_or(inner, |(inner, _)| inner);
        let flat: String = inner.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let (from, to) = (flat.find(['{', '['])?, flat.rfind(['}', ']'])?);
        serde_json::from_str(flat.get(from..=to)?).ok()
    })
}

/// The objects of a page that matter here.
#[derive(Default)]
struct Objects {
    /// Of an article type.
    articles: Vec<Value>,
    /// Web pages and other works that state when they were published; themes often describe an article as one.
    pages: Vec<Value>,
    /// The first genre that a type names.
    genre: Option<Genre>,
    /// Names of the site.
    site_names: Vec<Stated<String>>,
    names: Names,
}

impl Objects {
    /// Takes in objects at the top level, in an array or in `@graph`, and the main entity of a page.
    fn collect(&mut self, value: Value) {
        match value {
            Value::Array(items) => items.into_iter().for_each(|item| self.collect(item)),
            Value::Object(mut object) => {
                if let Some(graph) = object.remove("@graph") {
                    self.collect(graph);
                }
                for key in ["mainEntity", "mainEntityOfPage"] {
                    if object.get(key).is_some_and(|inner| has_type(inner, is_article_type)) {
                        self.articles.extend(object.remove(key));
                    }
                }
                self.names.add(&object);
                let object = Value::Object(object);
                self.genre = self.genre.or_else(|| types(&object).find_map(Genre::of_schema_type));
                if has_type(&object, is_article_type) {
                    self.articles.push(object);
                } else if has_type(&object, is_site_type) {
                    let name = object.get("name").and_then(name_of);
                    self.site_names.extend(name.map(|name| Stated::new(name, Origin::JsonLd)));
                } else if has_type(&object, is_page_type) && object.get("datePublished").is_some() {
                    self.pages.push(object);
                }
            }
            _ => {}
        }
    }
}

/// schema.org types that are one piece of journalism.
fn is_article_type(name: &str) -> bool {
    name.ends_with("Article") || name.ends_with("BlogPosting") || matches!(name, "Report" | "Review")
}

/// schema.org types that are the site or its owner.
fn is_site_type(name: &str) -> bool {
    name.ends_with("WebSite") || name.ends_with("Organization")
}

/// schema.org types that can hold an article without saying so.
fn is_page_type(name: &str) -> bool {
    name.ends_with("Page") || matches!(name, "CreativeWork" | "LearningResource")
}

fn has_type(value: &Value, accept: impl Fn(&str) -> bool) -> bool {
    types(value).any(accept)
}

/// The schema.org types of an object.
fn types(value: &Value) -> impl Iterator<Item = &str> {
    let stated = value.get("@type");
    let one = stated.and_then(Value::as_str).into_iter();
    let several = stated.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.chain(several).map(|name| name.rsplit('/').next().unwrap_or(name))
}

fn date_of(object: &Value, key: &str) -> Option<Stated<String>> {
    object.get(key).and_then(Value::as_str).and_then(iso_date).map(|date| Stated::new(date, Origin::JsonLd))
}

fn read_article(article: &Value, names: &Names, page: &mut Page, said: &mut Said) {
    let text = |key: &str| article.get(key).and_then(name_of).map(|text| Stated::new(text, Origin::JsonLd));
    said.titles.extend(text("headline").or_else(|| text("name")));
    let publisher = names_of(article.get("publisher"), names).into_iter().next();
    page.publisher = publisher.map(|publisher| Stated::new(publisher.name, Origin::JsonLd));
    page.section = text("articleSection");
    page.license = text("license");
    page.published = date_of(article, "datePublished");
    page.modified = date_of(article, "dateModified");
    page.language = text("inLanguage").and_then(|stated| {
        super::meta::primary_language(&stated.value).map(|language| Stated::new(language, Origin::JsonLd))
    });
    page.description = article.get("description").and_then(name_of);
    page.is_free = article.get("isAccessibleForFree").and_then(truth);
    page.word_count = article.get("wordCount").and_then(number);
    for known in names_of(article.get("author").or_else(|| article.get("creator")), names) {
        let is_organization = known.is_organization;
        let parts = if is_organization { vec![known.name] } else { byline::stated_names(&known.name) };
        said.authors.extend(parts.into_iter().map(|name| Author { name, is_organization, origin: Origin::JsonLd }));
    }
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

/// A person or organization as JSON-LD names it.
#[derive(Debug, Clone)]
struct Known {
    name: String,
    is_organization: bool,
}

/// The named objects at the top level and in `@graph`, by `@id`: publishers and authors are often references.
#[derive(Default)]
struct Names(Vec<(String, Known)>);

impl Names {
    fn add(&mut self, object: &serde_json::Map<String, Value>) {
        if let (Some(Value::String(id)), Some(known)) = (object.get("@id"), known(object)) {
            self.0.push((id.clone(), known));
        }
    }

    fn get(&self, id: &str) -> Option<Known> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, known)| known.clone())
    }
}

fn known(object: &serde_json::Map<String, Value>) -> Option<Known> {
    let name = collapse(&decode_entities(object.get("name")?.as_str()?));
    let is_organization = object.get("@type").and_then(Value::as_str).is_some_and(is_site_type);
    (!name.is_empty()).then_some(Known { name, is_organization })
}

/// The names of a person or organization, or of several; references are looked up.
fn names_of(value: Option<&Value>, names: &Names) -> Vec<Known> {
    match value {
        Some(Value::Array(items)) => items.iter().flat_map(|item| names_of(Some(item), names)).collect(),
        Some(Value::Object(object)) => {
            known(object).or_else(|| names.get(object.get("@id")?.as_str()?)).into_iter().collect()
        }
        Some(value) => name_of(value).map(|name| Known { name, is_organization: false }).into_iter().collect(),
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

    fn page(json: &str) -> (Page, Said) {
        let mut builder = DomBuilder::new();
        builder.open(Tag::Html, Flags::default());
        builder.open(Tag::Script, Flags::default());
        builder.attribute(AttributeName::TYPE, "application/ld+json");
        builder.text(json);
        let (mut page, mut said) = (Page::default(), Said::default());
        read(&builder.finish(), &mut page, &mut said);
        (page, said)
    }

    fn authors(json: &str) -> Vec<String> {
        page(json).1.authors.into_iter().map(|author| author.name).collect()
    }

    #[test]
    fn reads_the_article_inside_a_graph() {
        let (page, said) = page(
            r#"{"@graph":[{"@type":"WebSite","name":"Post"},{"@type":["NewsArticle"],"headline":"Rain &amp; wind",
            "author":[{"name":"Jane Doe"},{"name":"A. Lee"}],"datePublished":"2026-03-12T08:00:00Z",
            "isAccessibleForFree":"False","wordCount":"812"}]}"#,
        );
        assert_eq!(said.titles.first().map(|title| title.value.as_str()), Some("Rain & wind"));
        assert_eq!(said.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(), ["Jane Doe", "A. Lee"]);
        assert_eq!(said.site_names, [Stated::new("Post".to_owned(), Origin::JsonLd)]);
        assert_eq!(page.published.map(|d| d.value).as_deref(), Some("2026-03-12T08:00:00Z"));
        assert_eq!((page.is_free, page.word_count), (Some(false), Some(812)));
    }

    #[test]
    fn authors_are_looked_up_by_reference() {
        let graph = r#"{"@graph":[{"@type":"Article","headline":"Rain","author":{"@id":"/#jane"}},
            {"@type":"Person","@id":"/#jane","name":"Jane Doe"}]}"#;
        assert_eq!(authors(graph), ["Jane Doe"]);
    }

    #[test]
    fn a_web_page_can_date_an_article() {
        let (page, _) = page(r#"{"@graph":[{"@type":"WebPage","datePublished":"2026-03-12"}]}"#);
        assert_eq!(page.published.map(|date| date.value).as_deref(), Some("2026-03-12"));
    }

    #[test]
    fn line_breaks_and_cdata_marks_are_mended() {
        let broken = "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Rain\nand wind\"}\n//]]>";
        assert_eq!(page(broken).1.titles.first().map(|title| title.value.as_str()), Some("Rain and wind"));
    }

    #[test]
    fn character_references_are_decoded_once() {
        assert_eq!(decode_entities("A &#163;5 &amp;lt; &#x27;B&rsquo; & C&D; &bogus;"), "A £5 &lt; 'B’ & C&D; &bogus;");
    }

    #[test]
    fn marks_live_blogs() {
        assert!(page(r#"[{"@type":"LiveBlogPosting","headline":"Storm"}]"#).0.is_live_blog);
    }

    #[test]
    fn broken_json_states_nothing() {
        assert!(page("{\"@type\":\"NewsArticle\",").1.titles.is_empty());
    }
}
