//! A rule for the stores: names and summaries are within what both take, in every language.

use anyhow::Result;
use serde_json::Value;

use super::Finding;
use crate::project;

/// Messages that stores take from the package, and the most characters: of a name addons.mozilla.org's limit, of a
/// description Chrome's.
const FROM_PACKAGE: [(&str, usize); 2] = [("extensionName", 50), ("extensionDescription", 132)];
/// Where the summary for addons.mozilla.org stands, its heading, and its limit.
const SUMMARY: (&str, &str, usize) = ("store/firefox.md", "\n## Summary\n", 250);

/// Checks the messages of every language, and the summary.
///
/// # Errors
/// If a file cannot be read.
pub fn check() -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in project::files(&project::root().join("extension/_locales"))? {
        let path = format!("extension/_locales/{file}");
        let messages: Value = serde_json::from_str(&project::read(&project::root().join(&path))?)?;
        for (key, limit) in FROM_PACKAGE {
            findings.extend(too_long(&path, key, messages[key]["message"].as_str().unwrap_or_default(), limit));
        }
    }
    let (path, heading, limit) = SUMMARY;
    findings.extend(too_long(
        path,
        "the summary",
        section(&project::read(&project::root().join(path))?, heading),
        limit,
    ));
    Ok(findings)
}

/// The text below a heading, up to the next one.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let behind = text.split_once(heading).map_or("", |(_, rest)| rest);
    behind.split("\n#").next().unwrap_or_default().trim()
}

fn too_long(path: &str, what: &str, text: &str, limit: usize) -> Option<Finding> {
    let length = text.chars().count();
    let complaint = || format!("{what} has {length} characters; stores take 1 to {limit}");
    (length == 0 || length > limit).then(|| Finding::new(path, 0, complaint()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_of_what_is_there() {
        assert_eq!(too_long("a", "b", "äöü", 3), None);
        assert!(too_long("a", "b", "äöüß", 3).is_some());
        assert!(too_long("a", "b", "", 3).is_some(), "a missing text is no text");
        assert_eq!(section("# A\n\n## Summary\n\nWords.\n\n## More\n", "\n## Summary\n"), "Words.");
    }
}
