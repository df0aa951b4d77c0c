//! Bounds the attributes of one tag before html5ever sees them: it compares each with all others.

use std::borrow::Cow;

/// Attributes of one tag that are kept. Real tags have a few dozen; the work for one tag grows with the square.
const MAX_ATTRIBUTES: usize = 1000;
/// The markup without the attributes past the limit; borrowed unless there are any. Linear.
pub fn attributes(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(start) = find(bytes, at, b'<') {
        at = start + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name = at;
        let tag = measure(bytes, name);
        if let Some(cut) = tag.cut {
            kept.push_str(html.get(copied..cut).unwrap_or(""));
            copied = tag.end;
        }
        at = behind_raw_text(bytes, name, tag.end);
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(html.get(copied..).unwrap_or(""));
    Cow::Owned(kept)
}

/// A tag from its name on.
struct Tag {
    /// Where the first attribute past the limit begins.
    cut: Option<usize>,
    /// Where the `>` stands, or the end of the markup.
    end: usize,
}

fn measure(bytes: &[u8], name: usize) -> Tag {
    let mut cut = None;
    let mut count = 0;
    let mut quote = None;
    let mut previous = b'a';
    for (at, byte) in bytes.iter().copied().enumerate().skip(name) {
        let is_between = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
        match quote {
            Some(open) if byte == open => (quote, previous) = (None, b' '),
            Some(_) => {}
            None if byte == b'>' => return Tag { cut, end: at },
            None if matches!(byte, b'"' | b'\'') && previous == b'=' => quote = Some(byte),
            None => {
                if is_between(previous) && !is_between(byte) && byte != b'=' {
                    count += 1;
                    if count > MAX_ATTRIBUTES && cut.is_none() {
                        cut = Some(at);
                    }
                }
                // Spaces around an equals sign part nothing.
                if !(previous == b'=' && byte.is_ascii_whitespace()) {
                    previous = byte;
                }
            }
        }
    }
    Tag { cut, end: bytes.len() }
}

/// Elements whose content is no markup.
const RAW: [&str; 2] = ["script", "style"];

/// Behind the content of an element with raw text, or `from`.
fn behind_raw_text(bytes: &[u8], name: usize, from: usize) -> usize {
    let is_named = |at: usize, name: &str| {
        bytes.get(at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let Some(raw) = RAW.into_iter().find(|raw| is_named(name, raw)) else { return from };
    let mut at = from;
    while let Some(start) = find(bytes, at, b'<') {
        at = start + 1;
        if bytes.get(at) == Some(&b'/') && is_named(at + 1, raw) {
            return at;
        }
    }
    bytes.len()
}

fn find(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    bytes.get(from..)?.iter().position(|byte| *byte == wanted).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(attributes: usize) -> String {
        let list: Vec<String> = (0..attributes).map(|n| format!("a{n} = 'x > y {n}'")).collect();
        format!("<p {}>", list.join(" "))
    }

    #[test]
    fn markup_within_the_limit_is_left_alone() {
        let html =
            format!("{} 1 < 2 <script>if (a <b{}) </script>", tag(MAX_ATTRIBUTES), " c".repeat(MAX_ATTRIBUTES + 1));
        assert!(matches!(attributes(&html), Cow::Borrowed(_)));
    }

    #[test]
    fn attributes_past_the_limit_are_dropped() {
        let html = format!("é{}text</p>", tag(MAX_ATTRIBUTES + 5));
        let expected = format!("é{}text</p>", tag(MAX_ATTRIBUTES));
        assert_eq!(attributes(&html).replace("' >", "'>"), expected);
    }

    #[test]
    fn a_tag_without_end_is_cut_at_the_limit() {
        let html = format!("<p{}", " a".repeat(MAX_ATTRIBUTES + 5));
        assert_eq!(attributes(&html).len(), html.len() - " a".len() * 5 + " ".len());
    }
}
