//! Citations of an article: BibLaTeX and CSL-JSON. The day of access is left out, because the same input gives the same
//! output; for a page from a web archive it is the day on which it was recorded.

use std::collections::HashMap;
use std::io;

use sayso::view::View;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::address;
use super::words::{clean, parts};

/// Keys given so far, each with how many began with it.
pub type Keys = HashMap<String, u32>;

/// An entry of a BibLaTeX file.
pub fn bibtex(view: &View, keys: &mut Keys) -> String {
    let about = &view.document;
    let day = |date: &str| date.get(..10).unwrap_or(date).to_owned();
    let authors: Vec<String> = authors(view).iter().map(|name| format!("{{{}}}", escaped(name))).collect();
    let fields = [
        ("author", Some(authors.join(" and "))),
        ("title", about.title.as_deref().map(|title| format!("{{{}}}", escaped(title)))),
        ("organization", about.publisher.as_deref().map(escaped)),
        ("date", about.published.as_deref().map(day)),
        ("url", Some(verbatim(address(view)))),
        ("urldate", view.record.as_ref().map(|record| day(&record.date))),
        ("langid", about.language.clone()),
    ];
    let lines: Vec<String> = fields
        .into_iter()
        .filter_map(|(name, value)| Some(format!("  {name} = {{{}}},\n", value.filter(|value| !value.is_empty())?)))
        .collect();
    format!("@online{{{},\n{}}}\n", key(view, keys), lines.concat())
}

#[derive(Serialize)]
struct CslItem<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<CslName>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

#[derive(Serialize)]
struct CslName {
    literal: String,
}

#[derive(Serialize)]
struct CslDate {
    #[serde(rename = "date-parts")]
    date_parts: [Vec<u32>; 1],
}

/// An item of a CSL-JSON list, indented as one.
///
/// # Errors
/// If it cannot be written, which would be a mistake of the program.
pub fn csl_item(view: &View, keys: &mut Keys) -> io::Result<String> {
    let about = &view.document;
    let item = CslItem {
        id: key(view, keys),
        kind: "article-newspaper",
        title: about.title.as_deref(),
        author: authors(view).into_iter().map(|literal| CslName { literal }).collect(),
        container_title: about.publisher.as_deref(),
        section: about.section.as_deref(),
        issued: about.published.as_deref().and_then(csl_date),
        accessed: view.record.as_ref().and_then(|record| csl_date(&record.date)),
        url: Some(address(view)).filter(|address| !address.is_empty()),
        language: about.language.as_deref(),
    };
    let json = serde_json::to_string_pretty(&[item])?;
    let inside = json.strip_prefix("[\n").and_then(|rest| rest.strip_suffix("\n]"));
    Ok(inside.unwrap_or(&json).to_owned())
}

fn csl_date(iso: &str) -> Option<CslDate> {
    let (year, month, day) = parts(iso)?;
    let date_parts = [Some(year), month, month.and(day)].into_iter().flatten().collect();
    Some(CslDate { date_parts: [date_parts] })
}

/// The authors one by one; some pages give several in one line.
fn authors(view: &View) -> Vec<String> {
    let names = view.document.byline.iter().flat_map(|line| line.split(','));
    names.map(clean).filter(|name| !name.is_empty()).collect()
}

/// A key as people make them: last name, year, first word of the title; and a letter where that was given already.
fn key(view: &View, keys: &mut Keys) -> String {
    let about = &view.document;
    let name = authors(view).into_iter().next().or_else(|| about.publisher.clone()).unwrap_or_default();
    let name = plain(&name).split(' ').next_back().unwrap_or_default().to_owned();
    let year = about.published.as_deref().and_then(|date| date.get(..4)).unwrap_or_default();
    let title = plain(about.title.as_deref().unwrap_or_default());
    let word = title.split(' ').find(|word| word.len() > MAX_SHORT_WORD).unwrap_or_default();
    let base = format!("{name}{year}{word}").to_lowercase();
    let base = if base.is_empty() { "article".to_owned() } else { base };
    // Kept as a count, so that many articles of one title do not try all letters again.
    let mut number = keys.get(&base).copied().unwrap_or(0);
    let mut key = format!("{base}{}", letters(number));
    while keys.contains_key(&key) {
        number += 1;
        key = format!("{base}{}", letters(number));
    }
    keys.insert(base, number + 1);
    keys.entry(key.clone()).or_insert(1);
    key
}

/// Words up to this long say little of a title: `The`, `Why`.
const MAX_SHORT_WORD: usize = 3;

/// 0 → nothing, 1 → `a`, 26 → `z`, 27 → `aa`.
fn letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.insert(0, char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters.into_iter().collect()
}

fn plain(text: &str) -> String {
    let kept: String = text.nfkd().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect();
    kept.trim().to_owned()
}

/// Text without what TeX takes for its own.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in clean(text).chars() {
        match character {
            '\\' | '{' | '}' => {}
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', character]),
            '~' => out.push_str("\\~{}"),
            '^' => out.push_str("\\^{}"),
            other => out.push(other),
        }
    }
    out
}

/// An address as a field that is taken letter by letter, in which only braces and white space would do harm.
fn verbatim(address: &str) -> String {
    let mut out = String::new();
    for character in address.chars() {
        match character {
            '{' | '}' | '\\' | ' ' => out.push_str(&format!("%{:02X}", character as u32)),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tex_takes_for_its_own_is_escaped() {
        assert_eq!(escaped("5% of {A} & B_c"), "5\\% of A \\& B\\_c");
        assert_eq!(verbatim("https://x.example/{a}?b=5%20c"), "https://x.example/%7Ba%7D?b=5%20c");
    }

    #[test]
    fn names_lose_their_accents() {
        assert_eq!(plain("José Müller-Łoś"), "Jose Mulleros");
    }

    #[test]
    fn letters_follow_the_alphabet() {
        assert_eq!([1, 26, 27].map(letters), ["a", "z", "aa"]);
    }
}
