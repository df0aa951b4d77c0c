//! `<meta>`, OpenGraph, `<title>`, `<link>` and the `lang` attribute.

use super::byline::{self, Author};
use super::date::is_earlier;
use super::{Origin, Page, Said, Stated, collapse, iso_date};
use crate::dom::{AttributeName, Dom, NodeId, Tag};

/// Fills what JSON-LD left open.
pub fn read(dom: &Dom, page: &mut Page, said: &mut Said) {
    let mut label = String::new();
    for id in dom.ids() {
        match dom.tag(id) {
            Some(Tag::Meta) => read_meta(dom, id, page, said, &mut label),
            // The first is the page's; SVG has its own.
            Some(Tag::Title) if said.document_title.is_none() => {
                let title = collapse(&dom.text_content(id));
                said.document_title = Some(title).filter(|title| !title.is_empty());
            }
            Some(Tag::Link | Tag::A) => read_link(dom, id, page),
            Some(Tag::Html) => {
                let language = dom.attribute(id, AttributeName::LANG);
                said.region = language.and_then(region);
                fill(&mut page.language, language.and_then(primary_language));
            }
            _ => {}
        }
    }
    fill(&mut page.url, said.shared_url.take());
}

fn fill<T>(field: &mut Option<Stated<T>>, value: Option<T>) {
    if let (None, Some(value)) = (&field, value) {
        *field = Some(Stated::new(value, Origin::Meta));
    }
}

/// `label` carries `twitter:label1`, which says what the next `twitter:data1` holds.
fn read_meta(dom: &Dom, id: NodeId, page: &mut Page, said: &mut Said, label: &mut String) {
    let Some(content) = dom.attribute(id, AttributeName::CONTENT).map(collapse).filter(|c| !c.is_empty()) else {
        return;
    };
    let name = [AttributeName::PROPERTY, AttributeName::NAME, AttributeName::ITEMPROP];
    let Some(name) = name.into_iter().find_map(|attribute| dom.attribute(id, attribute)) else { return };
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "og:title" | "twitter:title" | "dc.title" | "dcterms.title" | "citation_title" | "parsely-title"
        | "sailthru.title" => said.titles.push(Stated::new(content, Origin::Meta)),
        "og:site_name" => {
            said.site_names.push(Stated::new(content.clone(), Origin::Meta));
            fill(&mut page.publisher, Some(content));
        }
        "application-name" | "publisher" | "dc.publisher" | "citation_publisher" | "citation_journal_title" => {
            said.site_names.push(Stated::new(content, Origin::Meta));
        }
        "author" | "article:author" | "og:author" | "parsely-author" | "sailthru.author" | "byl" | "creator" => {
            add_authors(byline::stated_names(&content), said);
        }
        "citation_author" | "citation_authors" | "dc.creator" | "dcterms.creator" => {
            add_authors(byline::cited_names(&content), said);
        }
        "twitter:label1" | "twitter:label2" => *label = content.to_lowercase(),
        "twitter:data1" | "twitter:data2" if label.contains("by") || label.contains("author") => {
            add_authors(byline::stated_names(&content), said);
        }
        "article:section" | "parsely-section" | "og:article:section" => fill(&mut page.section, Some(content)),
        "og:locale" | "language" | "dc.language" => fill(&mut page.language, primary_language(&content)),
        "og:url" if content.starts_with("http") => {
            said.shared_url.get_or_insert(content);
        }
        "dc.rights" | "dcterms.rights" | "dcterms.license" | "rights" | "license" if is_license(&content) => {
            fill(&mut page.license, Some(content));
        }
        "description" | "og:description" => {
            page.description.get_or_insert(content);
        }
        name => match date_field(name) {
            Some(DateField::Published) => publish(page, iso_date(&content)),
            Some(DateField::Modified) => fill(&mut page.modified, iso_date(&content)),
            None => {}
        },
    }
}

fn add_authors(names: Vec<String>, said: &mut Said) {
    let known: Vec<Author> = names
        .into_iter()
        .map(|name| Author { name, is_organization: false, origin: Origin::Meta })
        .filter(|author| !said.authors.iter().any(|known| known.name == author.name))
        .collect();
    said.authors.extend(known);
}

/// Of several such dates the first is that of publication; the others are those of new versions.
fn publish(page: &mut Page, date: Option<String>) {
    let is_new_version = |known: &Stated<String>| {
        known.origin == Origin::Meta && date.as_ref().is_some_and(|date| is_earlier(date, &known.value))
    };
    if page.published.as_ref().is_some_and(is_new_version) {
        page.published = None;
    }
    fill(&mut page.published, date);
}

/// What a date in a `<meta>` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DateField {
    Published,
    Modified,
}

/// Publishing systems have dozens of names for two dates; what they share tells them apart.
fn date_field(name: &str) -> Option<DateField> {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let has = |words: &[&str]| words.iter().any(|word| letters.contains(word));
    if has(&["modified", "updated"]) {
        Some(DateField::Modified)
    } else if has(&["publish", "publication", "pubdate", "datepub", "issued"])
        || matches!(name, "date" | "dc.date" | "dcterms.date" | "sailthru.date" | "citation_date" | "dc.date.created")
    {
        Some(DateField::Published)
    } else {
        None
    }
}

fn read_link(dom: &Dom, id: NodeId, page: &mut Page) {
    let Some(rel) = dom.attribute(id, AttributeName::REL) else { return };
    let href = dom.attribute(id, AttributeName::HREF).map(str::trim).filter(|href| href.starts_with("http"));
    let has = |wanted: &str| rel.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case(wanted));
    if dom.tag(id) == Some(Tag::Link) && has("canonical") {
        fill(&mut page.url, href.map(str::to_owned));
    }
    if has("license") {
        fill(&mut page.license, href.map(str::to_owned));
    }
}

/// `dc.rights` mostly reserves rights; a licence names itself.
fn is_license(rights: &str) -> bool {
    let lower = rights.to_lowercase();
    ["creativecommons.org/", "creative commons", "cc by", "cc-by", "cc0", "public domain", "licence", "license"]
        .iter()
        .any(|word| lower.contains(word))
}

/// The primary subtag of a language tag: `en-GB` and `en_GB` give `en`.
pub fn primary_language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let is_subtag = (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    is_subtag.then_some(primary)
}

/// The region of a language tag in capitals: `en-gb` gives `GB`.
fn region(tag: &str) -> Option<String> {
    let region = tag.trim().split(['-', '_']).skip(1).find(|subtag| subtag.len() == 2)?;
    Some(region.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_primary_subtags() {
        assert_eq!(primary_language("en_GB").as_deref(), Some("en"));
        assert_eq!(primary_language("english"), None);
    }

    #[test]
    fn names_of_fields_say_what_they_hold() {
        for name in
            ["article:published_time", "datePublished", "DC.date.issued", "parsely-pub-date", "w-published-date"]
        {
            assert_eq!(date_field(&name.to_ascii_lowercase()), Some(DateField::Published), "{name}");
        }
        for name in ["og:updated_time", "dateModified", "last-modified"] {
            assert_eq!(date_field(&name.to_ascii_lowercase()), Some(DateField::Modified), "{name}");
        }
        assert_eq!(date_field("viewport"), None);
    }

    #[test]
    fn rights_are_a_licence_where_they_grant_one() {
        assert!(is_license("CC BY 4.0") && is_license("https://creativecommons.org/licenses/by/4.0/"));
        assert!(!is_license("Copyright 2026 Example Post"));
    }
}
