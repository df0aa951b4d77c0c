//! What documents show of commands: lines in their blocks of code, and words between backticks. Tests of several programs
//! take it in, each to hold its own commands to it, so it needs nothing but the standard library.

use std::path::Path;
use std::{fs, io};

/// A command, and what it prints where the document shows that.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    /// Counted from 1.
    pub line: usize,
    /// As a reader would type it.
    pub command: String,
    /// Lines below a command behind a prompt.
    pub output: Vec<String>,
}

/// Folders whose documents are not ours.
const NOT_OURS: [&str; 3] = [".git", "node_modules", "target"];

/// Every document below the root of the repository: its path from there and its text, in order.
///
/// # Errors
/// If a folder or a document cannot be read.
pub fn all(root: &Path) -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    collect(root, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                collect(&entry.path(), &format!("{path}/"), found)?;
            }
        } else if name.ends_with(".md") {
            found.push((path, fs::read_to_string(entry.path())?));
        }
    }
    Ok(())
}

/// The commands of a document: in blocks named `sh` each line, in those named `console` each line behind `$ `; and between
/// backticks whatever stands there.
#[must_use]
pub fn commands(text: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut block = None;
    for (index, line) in text.lines().enumerate() {
        if let Some(name) = fence(line) {
            block = if block.is_some() { None } else { Some(name) };
            continue;
        }
        let shown = |command: &str| {
            let command = command.split("  #").next().unwrap_or_default().trim().to_owned();
            Shown { line: index + 1, command, output: Vec::new() }
        };
        match (block, line.strip_prefix("$ ")) {
            (Some("sh"), _) if !line.is_empty() => found.push(shown(line)),
            (Some("console"), Some(command)) => found.push(shown(command)),
            (Some("console"), None) => found.last_mut().into_iter().for_each(|last| last.output.push(line.to_owned())),
            _ => {}
        }
    }
    found.extend(spans(text).into_iter().map(|(line, command)| Shown { line, command, output: Vec::new() }));
    found
}

/// The word behind the three backticks that open or close a block of code.
#[must_use]
pub fn fence(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("```").map(str::trim)
}

/// What stands between backticks outside of blocks, on one line or over two, with the number of its line.
#[must_use]
pub fn spans(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut in_block = false;
    // A backtick that is never closed spoils its own paragraph only.
    let (mut paragraph, mut first) = (String::new(), 1);
    for (index, line) in text.lines().chain([""]).enumerate() {
        let is_fence = fence(line).is_some();
        in_block ^= is_fence;
        if !in_block && !is_fence && !line.trim().is_empty() {
            paragraph += line;
            paragraph.push('\n');
            continue;
        }
        let mut at = first;
        for (part, span) in paragraph.split('`').enumerate() {
            if part % 2 == 1 {
                found.push((at, span.split_whitespace().collect::<Vec<_>>().join(" ")));
            }
            at += span.matches('\n').count();
        }
        paragraph.clear();
        first = index + 2;
    }
    found
}

impl Shown {
    /// The words behind a program's name, in whichever part of a pipe calls it.
    #[must_use]
    pub fn arguments_of(&self, program: &str) -> Option<Vec<String>> {
        self.command.split(" | ").find_map(|part| {
            let mut words = part.split(' ').skip_while(|word| is_assignment(word));
            if !program.split(' ').all(|own| words.next() == Some(own)) {
                return None;
            }
            Some(words.filter(|word| !word.is_empty()).map(|word| word.trim_matches(['"', '\'']).to_owned()).collect())
        })
    }
}

/// `NAME=value` in front of a command.
fn is_assignment(word: &str) -> bool {
    word.split_once('=')
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|char| char.is_ascii_uppercase() || char == '_'))
}
