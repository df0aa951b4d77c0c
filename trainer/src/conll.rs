//! Reads texts with marked names in CoNLL columns (token, BIO tag, `_` for no space behind) and puts the text together.

use std::path::Path;

use anyhow::{Context, Result, bail};
use sayso::Span;
use sayso::entity::EntityKind;

use crate::lists;

/// A text, a sentence a line, and its names.
#[derive(Debug, Default)]
pub struct Document {
    /// The text as it would stand on a page.
    pub text: String,
    /// Byte spans and types of the names.
    pub names: Vec<(Span, EntityKind)>,
}

/// Sentences without document marks are taken together in runs of so many: about an article's worth of context.
const SENTENCES_PER_DOCUMENT: usize = 12;

/// All documents of a file, which may be gzipped.
///
/// # Errors
/// If the file is missing or has a tag that is none.
pub fn read(path: &Path) -> Result<Vec<Document>> {
    let text = lists::text(path)?;
    let has_marks = text.matches("-DOCSTART-").nth(1).is_some();
    let mut documents = Vec::new();
    let mut document = Document::default();
    let mut sentence: Vec<Row<'_>> = Vec::new();
    let mut sentences = 0;
    for line in text.lines().chain([""]) {
        let is_mark = line.starts_with("-DOCSTART-");
        if !is_mark && !line.trim().is_empty() {
            sentence.push(row(line).with_context(|| format!("{}: {line:?}", path.display()))?);
            continue;
        }
        if !sentence.is_empty() {
            document.push(&sentence);
            sentence.clear();
            sentences += 1;
        }
        if is_mark || !has_marks && sentences >= SENTENCES_PER_DOCUMENT {
            documents.push(std::mem::take(&mut document));
            sentences = 0;
        }
    }
    documents.push(document);
    documents.retain(|document| !document.text.is_empty());
    Ok(documents)
}

/// A token.
struct Row<'a> {
    word: &'a str,
    /// Whether the tag begins a name, and its type; `None` outside names.
    tag: Option<(bool, EntityKind)>,
    /// Whether no space follows, where the file says so.
    is_glued: Option<bool>,
}

fn row(line: &str) -> Result<Row<'_>> {
    let mut columns = line.split('\t');
    let (Some(word), Some(tag)) = (columns.next(), columns.next()) else { bail!("fewer than two columns") };
    let tag = match tag.split_once('-') {
        None => None,
        Some((place, kind)) => Some((place == "B", kind_of(kind)?)),
    };
    let word = match word {
        "-LRB-" => "(",
        "-RRB-" => ")",
        "-LSB-" => "[",
        "-RSB-" => "]",
        "-LCB-" => "{",
        "-RCB-" => "}",
        "``" | "''" => "\"",
        _ => word,
    };
    Ok(Row { word, tag, is_glued: columns.next().map(|glue| glue == "_") })
}

fn kind_of(name: &str) -> Result<EntityKind> {
    Ok(match name {
        "PER" => EntityKind::Person,
        "ORG" => EntityKind::Organization,
        "LOC" => EntityKind::Place,
        "MISC" => EntityKind::Other,
        _ => bail!("{name} is no type of name"),
    })
}

/// Marks before which no space stands.
const CLOSING: [&str; 22] = [
    ".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "'s", "'", "n't", "'re", "'ve", "'ll", "'d", "'m", "...", "…",
    "’s", "’",
];
/// Marks behind which none stands.
const OPENING: [&str; 8] = ["(", "[", "{", "$", "£", "€", "#", "“"];

impl Document {
    /// Appends a sentence as a line, with spaces where the file says so or where English has them.
    fn push(&mut self, rows: &[Row<'_>]) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let is_told = rows.iter().any(|row| row.is_glued.is_some());
        let mut is_quoted = false;
        let mut open: Option<(usize, EntityKind)> = None;
        for (at, row) in rows.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &rows[before]);
            let is_closing_quote = row.word == "\"" && is_quoted;
            let has_space = before.is_some_and(|before| {
                if is_told {
                    before.is_glued != Some(true)
                } else {
                    let opens = OPENING.contains(&before.word) || before.word == "\"" && is_quoted;
                    !opens && !CLOSING.contains(&row.word) && !is_closing_quote && row.word != "”"
                }
            });
            let end = self.text.len();
            if let Some((start, kind)) = open
                && row.tag.is_none_or(|(begins, other)| begins || other != kind)
            {
                self.names.push((Span::new(start, end), kind));
                open = None;
            }
            if has_space {
                self.text.push(' ');
            }
            if open.is_none() {
                open = row.tag.map(|(_, kind)| (self.text.len(), kind));
            }
            is_quoted ^= row.word == "\"";
            self.text.push_str(row.word);
        }
        if let Some((start, kind)) = open {
            self.names.push((Span::new(start, self.text.len()), kind));
        }
    }
}

/// How headlines and shouting are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recase {
    /// Every longer word begins with a capital.
    Title,
    /// Nothing but capitals.
    Capitals,
}

/// Words up to so many bytes stay small in titles.
const MAX_SMALL_WORD: usize = 3;

impl Document {
    /// The same text in other letters. Only ASCII letters change, so that all spans still fit.
    pub fn recased(&self, recase: Recase) -> Self {
        let mut text = String::with_capacity(self.text.len());
        for piece in self.text.split_inclusive(char::is_whitespace) {
            let mut word = piece.to_owned();
            let changed = match recase {
                Recase::Capitals => word.len(),
                Recase::Title if piece.trim_end().len() > MAX_SMALL_WORD => 1,
                Recase::Title => 0,
            };
            if let Some(head) = word.get_mut(..changed) {
                head.make_ascii_uppercase();
            }
            text.push_str(&word);
        }
        Self { text, names: self.names.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_get_their_spaces_and_names_their_spans() {
        let rows = ["\"\tO", "We\tO", "\"\tO", ",\tO", "Ana\tB-PER", "Ruiz\tI-PER", "'s\tO", "Alba\tB-LOC"];
        let rows: Vec<Row<'_>> = rows.iter().map(|line| row(line).expect("a row")).collect();
        let mut document = Document::default();
        document.push(&rows);
        assert_eq!(document.text, "\"We\", Ana Ruiz's Alba");
        let names: Vec<&str> = document.names.iter().map(|(span, _)| span.of(&document.text)).collect();
        assert_eq!(names, ["Ana Ruiz", "Alba"]);
    }
}
