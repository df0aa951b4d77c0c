//! `cargo xtask tidy`: the rules of this repository that no compiler or linter checks. Each rule takes a file's text
//! and returns what breaks it, so that it can be tried on a line of text.

pub mod documents;
pub mod extension;
pub mod files;
pub mod javascript;
pub mod lexicon;
pub mod links;
pub mod locales;
pub mod rust;
pub mod store;

use std::fmt;

use anyhow::{Result, bail};

use crate::project;

/// A place that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    path: String,
    /// Counted from 1; 0 for the file as a whole.
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.path, self.message),
            line => write!(out, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// Folders with sources, and what in them is made by a tool or stands for other people's pages.
const FOLDERS: [&str; 10] =
    ["src", "examples", "xtask", "trainer", "bench", "fuzz", "tests", "extension", "www", "npm"];
const NOT_OURS: [&str; 10] = [
    "extension/wasm/",
    "extension/view.d.ts",
    "www/samples/",
    "tests/browser/pages/",
    "tests/corpus/pages/",
    "tests/corpus/exports/",
    "/node_modules/",
    "/target/",
    "fuzz/target/",
    "fuzz/seeds/",
];

/// Checks the whole repository and prints every finding.
///
/// # Errors
/// If there is a finding, or a file cannot be read.
pub fn run() -> Result<()> {
    let mut findings = Vec::new();
    for folder in FOLDERS {
        for file in project::files(&project::root().join(folder))? {
            let path = format!("{folder}/{file}");
            if !NOT_OURS.iter().any(|part| path.contains(part)) {
                findings.extend(in_file(&path)?);
            }
        }
    }
    findings.extend(extension::check()?);
    findings.extend(locales::check()?);
    findings.extend(store::check()?);
    findings.extend(links::check()?);
    findings.extend(documents::check()?);
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("tidy: {} findings", findings.len());
    }
    println!("tidy: nothing to say");
    Ok(())
}

fn in_file(path: &str) -> Result<Vec<Finding>> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_lexicon = path.starts_with("src/lexicon/data/") && extension == "tsv";
    if !is_lexicon && !["rs", "js", "ts", "css", "html"].contains(&extension) {
        return Ok(Vec::new());
    }
    let text = project::read(&project::root().join(path))?;
    if is_lexicon {
        return Ok(lexicon::sorted_with_header(path, &text));
    }
    let mut findings = files::starts_with_purpose(path, &text);
    findings.extend(files::length(path, &text));
    if extension == "rs" && path.starts_with("src/") {
        findings.extend(rust::imports_go_down(path, &text));
        findings.extend(rust::only_view_serializes(path, &text));
    }
    if extension == "rs"
        && !path.starts_with("tests/")
        && !path.starts_with("fuzz/")
        && path != "xtask/src/tidy/rust.rs"
    {
        findings.extend(rust::no_ways_around(path, &text));
    }
    if path.starts_with("extension/") || path.starts_with("www/") {
        findings.extend(javascript::no_strings_as_code(path, &text));
        findings.extend(javascript::no_other_hosts(path, &text));
    }
    Ok(findings)
}

/// The lines of code with their numbers, comments blanked. Good enough for sources that a formatter has seen: a
/// comment starts with `//` that stands first or behind a space, or lies between `/*` and `*/`.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    let mut in_block = false;
    text.lines().enumerate().map(move |(index, line)| (index + 1, without_comments(line, &mut in_block)))
}

fn without_comments(line: &str, in_block: &mut bool) -> String {
    let mut code = String::new();
    let mut rest = line;
    loop {
        if *in_block {
            let Some((_, after)) = rest.split_once("*/") else { return code };
            *in_block = false;
            rest = after;
        }
        let line_comment = rest.match_indices("//").map(|(at, _)| at).find(|at| *at == 0 || rest[..*at].ends_with(' '));
        let block_comment = rest.find("/*");
        match (line_comment, block_comment) {
            (Some(line), block) if block.is_none_or(|block| line < block) => {
                code.push_str(&rest[..line]);
                return code;
            }
            (_, Some(block)) => {
                code.push_str(&rest[..block]);
                rest = &rest[block + 2..];
                *in_block = true;
            }
            _ => {
                code.push_str(rest);
                return code;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_comments_and_keeps_addresses() {
        let text = "let a = 1; // one\n/* b\nc */ let d = \"http://e\";\n// f";
        let lines: Vec<_> = code_lines(text).map(|(_, line)| line).collect();
        assert_eq!(lines, ["let a = 1; ", "", " let d = \"http://e\";", ""]);
    }
}
