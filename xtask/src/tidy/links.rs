//! A rule for the documents: a link inside the repository leads to a file that is there, and to a heading in it. No network:
//! addresses elsewhere are not tried, only read.

use std::collections::BTreeMap;

use anyhow::Result;

use super::Finding;
use crate::{documents, project};

/// Folders with documents, or named in them, beside those with sources.
pub const MORE_FOLDERS: [&str; 4] = ["docs", "store", "models", ".github"];

/// Checks every document of the repository.
///
/// # Errors
/// If a folder cannot be listed or a file cannot be read.
pub fn check() -> Result<Vec<Finding>> {
    let documents: BTreeMap<String, String> = documents::all(project::root())?.into_iter().collect();
    let is_there = |file: &str| project::root().join(file).exists();
    Ok(documents.iter().flat_map(|(path, text)| broken(path, text, &documents, &is_there)).collect())
}

/// The links of one document that lead nowhere.
fn broken(
    path: &str,
    text: &str,
    documents: &BTreeMap<String, String>,
    is_there: &dyn Fn(&str) -> bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, target) in links(text) {
        if is_elsewhere(&target) {
            if !is_address(&target) {
                findings.push(Finding::new(path, line, format!("{target} is no address of another site or a person")));
            }
            continue;
        }
        let (file, anchor) =
            target.split_once('#').map_or((target.as_str(), None), |(file, anchor)| (file, Some(anchor)));
        let file = if file.is_empty() { path.to_owned() } else { resolved(path, file) };
        if !is_there(&file) {
            findings.push(Finding::new(path, line, format!("leads to {file}, which is not there")));
        } else if let (Some(anchor), Some(document)) = (anchor, documents.get(&file))
            && !has_heading(document, anchor)
        {
            findings.push(Finding::new(
                path,
                line,
                format!("leads to a heading #{anchor}, which {file} does not have"),
            ));
        }
    }
    findings
}

fn is_elsewhere(target: &str) -> bool {
    ["http:", "https:", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

/// A page that travels encrypted, or the address of a person.
fn is_address(target: &str) -> bool {
    let has_domain = |host: &str| host.contains('.') && !host.ends_with('.');
    url::Url::parse(target).is_ok_and(|url| match url.scheme() {
        "https" => url.host_str().is_some_and(has_domain),
        "mailto" => url.path().split_once('@').is_some_and(|(name, host)| !name.is_empty() && has_domain(host)),
        _ => false,
    })
}

/// Targets with the number of their line.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in outside_fences(text) {
        // What stands between backticks is no link.
        let line: String = line.split('`').step_by(2).collect();
        for part in line.split("](").skip(1) {
            let target = part.split([')', ' ']).next().unwrap_or_default();
            found.push((number, target.to_owned()));
        }
    }
    found
}

/// The lines that are not in a block of code.
fn outside_fences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_fence = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let is_fence = documents::fence(line).is_some();
        in_fence ^= is_fence;
        (!in_fence && !is_fence).then_some((index + 1, line))
    })
}

/// The path, from the root, of what a document links to.
fn resolved(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_some() => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn has_heading(document: &str, anchor: &str) -> bool {
    let headings = outside_fences(document).filter_map(|(_, line)| line.strip_prefix('#'));
    headings.map(|heading| anchor_of(heading.trim_start_matches('#'))).any(|other| other == anchor)
}

/// The name that GitHub gives to a heading.
fn anchor_of(heading: &str) -> String {
    let heading = heading.trim().to_lowercase();
    let kept = heading.chars().filter(|char| char.is_alphanumeric() || " -_".contains(*char));
    kept.map(|char| if char == ' ' { '-' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> usize {
        let other = ("README.md".to_owned(), "# Sayso\n\n## What `it` says, and why\n".to_owned());
        let documents = BTreeMap::from([other, ("docs/a.md".to_owned(), text.to_owned())]);
        let is_there = |file: &str| ["README.md", "docs/a.md", "docs/b.png"].contains(&file);
        broken("docs/a.md", text, &documents, &is_there).len()
    }

    #[test]
    fn follows_links_to_files_and_headings() {
        for fine in [
            "[a](../README.md) ![b](b.png) [c](./a.md)",
            "[a](../README.md#what-it-says-and-why)",
            "## Here\n[a](#here)",
            "[a](https://example.org/none#x) [b](mailto:a@example.org)",
            "`[a](none.md)`\n```\n[a](none.md)\n```",
        ] {
            assert_eq!(findings(fine), 0, "{fine}");
        }
        for bad in
            ["[a](README.md)", "![a](../b.png)", "[a](#here)", "[a](../README.md#here)", "```\n# Here\n```\n[a](#here)"]
        {
            assert_eq!(findings(bad), 1, "{bad}");
        }
    }

    #[test]
    fn reads_addresses() {
        for bad in ["[a](http://example.org)", "[a](https://example)", "[a](https:///a)", "[a](mailto:example.org)"] {
            assert_eq!(findings(bad), 1, "{bad}");
        }
    }

    #[test]
    fn does_not_leave_the_repository() {
        assert_eq!(findings("[a](../../README.md)"), 1);
    }
}
