//! `<meta>`, OpenGraph, `<title>`, `<link rel=canonical>` and the `lang` attribute.

use super::{Origin, Page, Stated, collapse, iso_date};
use crate::dom::{AttributeName, Dom, NodeId, Tag};
use crate::lexicon;

/// Fills what JSON-LD left open.
pub fn read(dom: &Dom, page: &mut Page) {
    let mut title = None;
    for id in dom.ids() {
        match dom.tag(id) {
            Some(Tag::Meta) => read_meta(dom, id, page, &mut title),
            Some(Tag::Title) if title.is_none() => {
                title = Some(collapse(&dom.text_content(id))).filter(|title| !title.is_empty());
            }
            Some(Tag::Link) => read_link(dom, id, page),
            Some(Tag::Html) => {
                let language = dom.attribute(id, AttributeName::LANG).and_then(primary_language);
                fill(&mut page.language, language);
            }
            _ => {}
        }
    }
    let publisher = page.publisher.as_ref().map(|publisher| publisher.value.as_str());
    let title = title.map(|title| without_site_name(&title, publisher).to_owned());
    fill(&mut page.title, title);
}

fn fill<T>(field: &mut Option<Stated<T>>, value: Option<T>) {
    if let (None, Some(value)) = (&field, value) {
        *field = Some(Stated::new(value, Origin::Meta));
    }
}

fn read_meta(dom: &Dom, id: NodeId, page: &mut Page, title: &mut Option<String>) {
    let Some(content) = dom.attribute(id, AttributeName::CONTENT).map(collapse).filter(|c| !c.is_empty()) else {
        return;
    };
    let name = [AttributeName::PROPERTY, AttributeName::NAME, AttributeName::ITEMPROP];
    let Some(name) = name.into_iter().find_map(|attribute| dom.attribute(id, attribute)) else { return };
    match name.to_ascii_lowercase().as_str() {
        "og:title" | "twitter:title" | "dc.title" => {
            title.get_or_insert(content);
        }
        "og:site_name" => fill(&mut page.publisher, Some(content)),
        "author" | "article:author" | "dc.creator" | "parsely-author" | "sailthru.author" | "byl" => {
            let names = author_names(&content);
            fill(&mut page.byline, (!names.is_empty()).then_some(names));
        }
        "article:section" | "parsely-section" => fill(&mut page.section, Some(content)),
        "article:published_time"
        | "datepublished"
        | "date"
        | "dc.date"
        | "dc.date.issued"
        | "parsely-pub-date"
        | "sailthru.date"
        | "pubdate"
        | "publish-date"
        | "og:article:published_time" => {
            fill(&mut page.published, iso_date(&content));
        }
        "article:modified_time" | "datemodified" | "og:updated_time" | "last-modified" => {
            fill(&mut page.modified, iso_date(&content));
        }
        "og:locale" | "language" => fill(&mut page.language, primary_language(&content)),
        "description" | "og:description" => {
            page.description.get_or_insert(content);
        }
        _ => {}
    }
}

fn read_link(dom: &Dom, id: NodeId, page: &mut Page) {
    let href = dom.attribute(id, AttributeName::HREF).map(str::trim).filter(|href| href.starts_with("http"));
    match dom.attribute(id, AttributeName::REL) {
        Some("canonical") => fill(&mut page.url, href.map(str::to_owned)),
        Some("license") => fill(&mut page.license, href.map(str::to_owned)),
        _ => {}
    }
}

/// The primary subtag of a language tag: `en-GB` and `en_GB` give `en`.
pub fn primary_language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let is_subtag = (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    is_subtag.then_some(primary)
}

/// Characters that part the headline from the outlet's name in `<title>`.
const SEPARATORS: [&str; 6] = [" | ", " - ", " – ", " — ", " · ", " » "];
/// A tail this short after a separator is taken for the outlet's name if the publisher is unknown.
const MAX_SITE_NAME_WORDS: usize = 4;
/// What remains must still be a headline.
const MIN_HEADLINE_WORDS: usize = 4;

/// `title` without a trailing ` | Outlet`. With a known publisher only a tail that names it is cut.
fn without_site_name<'a>(title: &'a str, publisher: Option<&str>) -> &'a str {
    let Some((head, tail)) =
        SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator)).max_by_key(|(head, _)| head.len())
    else {
        return title;
    };
    let words = |text: &str| text.split_whitespace().count();
    let names_site = match publisher {
        Some(publisher) => {
            let (tail, publisher) = (tail.to_lowercase(), publisher.to_lowercase());
            tail.contains(&publisher) || publisher.contains(&tail)
        }
        None => words(tail) <= MAX_SITE_NAME_WORDS,
    };
    if names_site && words(head) >= MIN_HEADLINE_WORDS { head.trim() } else { title }
}

/// Longer than this is a sentence, not a name.
const MAX_NAME_WORDS: usize = 5;

/// The names in a byline: `By Jane Doe and A. Lee, Reuters` gives two. Addresses and job descriptions are left out.
pub fn author_names(byline: &str) -> Vec<String> {
    let byline = collapse(byline);
    let byline = byline.split_once(" by ").map_or(byline.as_str(), |(_, names)| names);
    if byline.contains("://") || byline.contains('@') {
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    for part in
        byline.split([',', ';', '|', '•', '·', '/']).flat_map(|part| part.split(" and ")).flat_map(|p| p.split(" & "))
    {
        let part = part.trim();
        let name = strip_by(part).trim().trim_end_matches('.');
        let words = name.split_whitespace().count();
        let is_name = (2..=MAX_NAME_WORDS).contains(&words)
            && name.chars().next().is_some_and(char::is_uppercase)
            && !name.chars().any(|c| c.is_ascii_digit())
            && !name.split(' ').any(|word| lexicon::ROLES.get(&word.to_lowercase()) == Some("role"));
        if is_name && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        } else if !is_name && !names.is_empty() {
            break; // What follows a name that is none is a role or an outlet.
        }
    }
    names
}

fn strip_by(text: &str) -> &str {
    let by = text.get(..3).filter(|head| head.eq_ignore_ascii_case("by ")).and_then(|_| text.get(3..));
    by.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_give_names_only() {
        let check = |byline: &str, names: &[&str]| assert_eq!(author_names(byline), names, "{byline}");
        check("By Jane Doe and Ann Lee", &["Jane Doe", "Ann Lee"]);
        check("Jane Doe, editor at large", &["Jane Doe"]);
        check("by Jane Doe, BBC", &["Jane Doe"]);
        check("https://example.org/jane", &[]);
        check("Staff", &[]);
    }

    #[test]
    fn the_site_name_is_cut_from_the_title() {
        let check = |title, publisher, cut| assert_eq!(without_site_name(title, publisher), cut);
        check("Council delays flood wall vote | The Example Post", None, "Council delays flood wall vote");
        check(
            "Council delays vote - again and for good - Post",
            Some("The Post"),
            "Council delays vote - again and for good",
        );
        check("A long road - the story of a town", Some("Post"), "A long road - the story of a town");
    }

    #[test]
    fn languages_are_primary_subtags() {
        assert_eq!(primary_language("en_GB").as_deref(), Some("en"));
        assert_eq!(primary_language("english"), None);
    }
}
