//! The report as an HTML file that needs nothing else.

use sayso::view::View;

use super::address;
use super::outline::{self, Line};

const STYLE: &str = "
  body { max-width: 44em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 system-ui, sans-serif; color: #1B1F24; background: #FFFFFF; }
  h1 { line-height: 1.25; } h2 { margin-top: 2em; border-bottom: 1px solid #6E7781; }
  li { margin: 0.5em 0; break-inside: avoid; } .more, .facts, footer { color: #57606A; }
  @media (prefers-color-scheme: dark) { body { color: #E6E8EB; background: #16181C; } .more, .facts, footer { color: #A3ABB5; } a { color: #79B8FF; } }
";

/// The end of the file.
pub const END: &str = "</body>\n</html>\n";

/// The beginning of the file; a single page gives it its title.
pub fn start(view: &View, is_one: bool) -> String {
    let title = if is_one { outline::of(view).title } else { "Sayso".to_owned() };
    format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n",
        escaped(&title)
    )
}

/// The report on a view whose offsets count bytes.
pub fn article(view: &View) -> String {
    let outline = outline::of(view);
    let mut out = format!("<h1 dir=\"auto\">{}</h1>\n", escaped(&outline.title));
    out.push_str(&format!("<p class=\"facts\" dir=\"auto\">{}</p>\n", escaped(&outline.facts.join(" · "))));
    let address = address(view);
    // Other kinds of address could run something when they are followed.
    if ["http:", "https:"].iter().any(|scheme| address.starts_with(scheme)) {
        let address = escaped(address);
        out.push_str(&format!("<p><a href=\"{address}\" rel=\"noopener noreferrer\">{address}</a></p>\n"));
    }
    out.extend(outline.notes.iter().map(|note| format!("<p>{}</p>\n", escaped(note))));
    let language = view.document.language.as_deref().unwrap_or_default();
    for part in &outline.parts {
        out.push_str(&format!("<h2>{}</h2>\n<ul>\n", part.title));
        out.extend(part.lines.iter().map(|line| item(line, language)));
        out.push_str("</ul>\n");
    }
    out.push_str(&format!("<footer>{}</footer>\n", escaped(&outline.made_with)));
    out
}

fn item(Line { strong, text, more }: &Line, language: &str) -> String {
    let element = |start: String, words: &str, end: &str| match words {
        "" => String::new(),
        words => format!("{start}{}{end}", escaped(words)),
    };
    format!(
        "<li dir=\"auto\">{}{}{}</li>\n",
        element("<strong>".to_owned(), strong, "</strong>"),
        element(format!("<div lang=\"{}\">", escaped(language)), text, "</div>"),
        element("<div class=\"more\">".to_owned(), more, "</div>"),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
