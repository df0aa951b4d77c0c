//! JSON lines: one document a line, of bounded length.

use std::io::{self, BufRead, Read};

use super::failure_of;
use crate::cli::document::{Content, Document, Failure, Label};

/// The lines of a reader, blank ones left out. A line over the limit is a failure and is not kept in memory.
pub struct Lines<R> {
    reader: R,
    name: String,
    number: usize,
    limit: u64,
    has_ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads lines; `name` is what the input is called.
    pub fn new(reader: R, name: String, limit: u64) -> Self {
        Self { reader, name, number: 0, limit, has_ended: false }
    }

    fn label(&self) -> Label {
        Label { place: Some(format!("line {}", self.number)), ..Label::of_file(self.name.clone()) }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        while !self.has_ended {
            self.number += 1;
            let content = match read_line(&mut self.reader, self.limit) {
                Ok(Line::End) => break,
                Ok(Line::Whole(line)) if line.iter().all(u8::is_ascii_whitespace) => continue,
                Ok(Line::Whole(line)) => Ok(Content::Line(line)),
                Ok(Line::TooLong) => Err(Failure::too_large(self.limit)),
                Err(error) => {
                    // Where lines begin behind a broken place nobody can say.
                    self.has_ended = true;
                    Err(failure_of(&error))
                }
            };
            return Some(Document { label: self.label(), content });
        }
        self.has_ended = true;
        None
    }
}

/// A line with its end, if it has one.
pub enum Line {
    /// There are no more.
    End,
    /// All of it.
    Whole(Vec<u8>),
    /// It is longer than the limit and was skipped.
    TooLong,
}

/// Reads one line of at most `limit` bytes.
///
/// # Errors
/// If the reader fails.
pub fn read_line(reader: &mut impl BufRead, limit: u64) -> io::Result<Line> {
    let mut line = Vec::new();
    let read = reader.by_ref().take(limit + 1).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(Line::End);
    }
    if line.strip_suffix(b"\n").unwrap_or(&line).len() as u64 > limit {
        if !line.ends_with(b"\n") {
            reader.skip_until(b'\n')?;
        }
        return Ok(Line::TooLong);
    }
    Ok(Line::Whole(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_over_the_limit_are_skipped_and_counted() {
        let lines = Lines::new(&b"abc\n\nabcd\nabcdefgh\nabc"[..], "in".to_owned(), 3);
        let found: Vec<_> = lines.map(|document| (document.label.to_string(), document.content.is_ok())).collect();
        let expected = [("in, line 1", true), ("in, line 3", false), ("in, line 4", false), ("in, line 5", true)];
        assert_eq!(found, expected.map(|(name, is_ok)| (name.to_owned(), is_ok)));
    }
}
