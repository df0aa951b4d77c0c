//! Rules for every source file: it says what it is for, and it is short or says why not.

use super::Finding;

/// Above this a file is split, or its first comment says why it is long.
const LONGEST: usize = 600;
/// The word by which a first comment explains the length.
const EXPLAINED: &str = "long";
/// A document type may stand before the first comment.
const HTML_PREAMBLE: &str = "<!doctype html>";

/// The first line is a comment that says what the file is for.
#[must_use]
pub fn starts_with_purpose(path: &str, text: &str) -> Vec<Finding> {
    if first_comment(path, text).is_some_and(|comment| comment.chars().any(char::is_alphabetic)) {
        return Vec::new();
    }
    vec![Finding::new(path, 1, "the file starts without a comment that says what it is for")]
}

/// A file over the limit says why in its first comment.
#[must_use]
pub fn length(path: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().count();
    let is_explained = || first_comment(path, text).is_some_and(|comment| comment.contains(EXPLAINED));
    if lines <= LONGEST || is_explained() {
        return Vec::new();
    }
    vec![Finding::new(path, 0, format!("{lines} lines: split it, or say in its first comment why it is {EXPLAINED}"))]
}

/// The comment at the top, line comments that follow each other taken together.
fn first_comment(path: &str, text: &str) -> Option<String> {
    let text = text.trim_start();
    if path.ends_with(".html") {
        let after = text.get(..HTML_PREAMBLE.len()).filter(|start| start.eq_ignore_ascii_case(HTML_PREAMBLE));
        let text = after.map_or(text, |_| text[HTML_PREAMBLE.len()..].trim_start());
        return Some(text.strip_prefix("<!--")?.split("-->").next()?.to_owned());
    }
    if let Some(block) = text.strip_prefix("/*") {
        return Some(block.split("*/").next()?.to_owned());
    }
    let marker = if path.ends_with(".rs") { "//!" } else { "//" };
    let lines: Vec<&str> = text.lines().map_while(|line| line.strip_prefix(marker)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wants_a_purpose_first() {
        let passes = [
            ("a.rs", "//! Reads pages.\n"),
            ("a.js", "// Reads pages.\n"),
            ("a.css", "/* Colors. */\n"),
            ("a.html", "<!doctype html>\n<!-- The panel. -->\n"),
        ];
        for (path, text) in passes {
            assert_eq!(starts_with_purpose(path, text), [], "{path}");
        }
        for (path, text) in
            [("a.rs", "// Not a module comment.\n"), ("a.js", "let a;\n"), ("a.html", "<!doctype html>\n")]
        {
            assert_eq!(starts_with_purpose(path, text).len(), 1, "{path}");
        }
    }

    #[test]
    fn wants_a_reason_for_length() {
        let body = "let a;\n".repeat(LONGEST + 1);
        assert_eq!(length("a.js", &format!("// Reads pages.\n{body}")).len(), 1);
        assert_eq!(length("a.js", &format!("// Reads pages.\n// It is long because it is one table.\n{body}")), []);
    }
}
