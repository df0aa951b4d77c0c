//! Adapter: plain text -> Dom. Blank lines part paragraphs; single line breaks part blocks inside them.

use super::builder::DomBuilder;
use super::{Dom, Flags, Tag};

/// A Dom with one `p` per line of text that is not blank, in one `div` per paragraph.
///
/// Scraped text often holds menu lines without blank lines between them, so every line is a block of its own unless
/// the text is hard-wrapped (as mail is), in which case a paragraph is one block.
pub fn parse(text: &str) -> Dom {
    let mut builder = DomBuilder::new();
    builder.open(Tag::Html, Flags::default());
    builder.open(Tag::Body, Flags::default());
    let joined = is_hard_wrapped(text);
    for paragraph in paragraphs(text) {
        builder.open(Tag::Div, Flags::default());
        if joined {
            element(&mut builder, paragraph);
        } else {
            paragraph.lines().filter(|line| !line.trim().is_empty()).for_each(|line| element(&mut builder, line));
        }
        builder.close();
    }
    builder.finish()
}

fn element(builder: &mut DomBuilder, text: &str) {
    builder.open(Tag::P, Flags::default());
    builder.text(text);
    builder.close();
}

/// Runs of lines without a blank line between them.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = None;
        let mut at = 0;
        let mut start = None;
        for line in rest.split_inclusive('\n') {
            if line.trim().is_empty() {
                if start.is_some() {
                    end = Some(at);
                    break;
                }
            } else {
                start.get_or_insert(at);
            }
            at += line.len();
        }
        let paragraph = rest.get(start?..end.unwrap_or(rest.len()))?;
        rest = rest.get(end.unwrap_or(rest.len())..).unwrap_or("");
        Some(paragraph)
    })
}

/// Columns at which mail and wire services wrap; a text whose lines fill this band is wrapped, not listed.
const WRAP_COLUMNS: std::ops::RangeInclusive<usize> = 55..=100;
/// Share of lines inside paragraphs that must end inside the band.
const WRAPPED_SHARE_PERCENT: usize = 80;
/// Fewer inner lines than this say nothing about wrapping.
const MIN_INNER_LINES: usize = 4;

/// Whether lines break at a fixed column: most lines that have a successor in their paragraph end inside
/// `WRAP_COLUMNS`.
fn is_hard_wrapped(text: &str) -> bool {
    let (mut inner, mut full) = (0, 0);
    for paragraph in paragraphs(text) {
        let mut lines = paragraph.lines().peekable();
        while let Some(line) = lines.next() {
            if lines.peek().is_some() {
                inner += 1;
                full += usize::from(WRAP_COLUMNS.contains(&line.trim_end().chars().count()));
            }
        }
    }
    inner >= MIN_INNER_LINES && full * 100 >= inner * WRAPPED_SHARE_PERCENT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let dom = parse(text);
        dom.ids().filter(|id| dom.tag(*id) == Some(Tag::P)).map(|id| dom.text_content(id)).collect()
    }

    #[test]
    fn each_line_is_a_block() {
        assert_eq!(blocks("SUBSCRIBE\nOne sentence.\n\n\n  Two.  \n"), ["SUBSCRIBE", "One sentence.", "  Two.  "]);
    }

    #[test]
    fn hard_wrapped_paragraphs_stay_whole() {
        let line = "a line of this mail is broken at a fixed column by its sender\n";
        assert_eq!(blocks(&format!("{}\nend", line.repeat(6))).len(), 2);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(blocks("\n \n\t\n"), Vec::<String>::new());
    }
}
