//! The report as Markdown, with what the page states about itself as YAML before it.

use sayso::view::View;
use serde_json::Value;

use super::address;
use super::outline::{self, Line};

/// The report on a view whose offsets count bytes.
pub fn report(view: &View) -> String {
    let outline = outline::of(view);
    let about = &view.document;
    let text = |value: &Option<String>| value.clone().map(Value::from);
    let front = [
        ("title", text(&about.title)),
        ("author", (!about.byline.is_empty()).then(|| Value::from(about.byline.clone()))),
        ("publisher", text(&about.publisher)),
        ("published", text(&about.published)),
        ("modified", text(&about.modified)),
        ("language", text(&about.language)),
        ("license", text(&about.license)),
        ("url", Some(address(view)).filter(|address| !address.is_empty()).map(Value::from)),
    ];
    let mut out = "---\n".to_owned();
    for (name, value) in front {
        // JSON values are YAML values, whatever the page's title holds.
        out.extend(value.map(|value| format!("{name}: {value}\n")));
    }
    let facts: Vec<String> = outline.facts.iter().map(|fact| escaped(fact)).collect();
    out.push_str(&format!("---\n\n# {}\n\n{}\n", escaped(&outline.title), facts.join(" · ")));
    out.extend(outline.notes.iter().map(|note| format!("\n> {}\n", escaped(note))));
    for part in &outline.parts {
        out.push_str(&format!("\n## {}\n\n", part.title));
        out.extend(part.lines.iter().map(|item| format!("- {}\n", line(item))));
    }
    out.push_str(&format!("\n> {}\n", escaped(&outline.made_with)));
    out
}

fn line(Line { strong, text, more }: &Line) -> String {
    let is_lone = strong.is_empty() && text.is_empty();
    let parts = [
        if strong.is_empty() { String::new() } else { format!("**{}**", escaped(strong)) },
        escaped(text),
        if is_lone || more.is_empty() { escaped(more) } else { format!("— {}", escaped(more)) },
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What Markdown would take for markup, and HTML inside it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_[]<>#|".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_markup_is_escaped() {
        let item = Line { strong: "A*b".to_owned(), text: "<b>[x](y)".to_owned(), more: "c_d".to_owned() };
        assert_eq!(line(&item), "**A\\*b** \\<b\\>\\[x\\](y) — c\\_d");
    }
}
