//! Analyses in the forms that people and other programs take along: one format a file. The panel of the extension exports
//! the same forms (extension/panel/export); a test holds the two against each other.

mod citation;
mod html;
mod markdown;
mod outline;
mod tables;
mod words;

use std::io;

use sayso::view::View;

use super::answer;
use super::args::{Format, Part};

/// Writes documents one after another, so that together they make one valid file.
pub struct Exporter {
    format: Format,
    only: Vec<Part>,
    is_pretty: bool,
    count: usize,
    /// Whether JSON is one object instead of a list.
    is_one: bool,
    /// Keys of citations: no two may be the same in one bibliography.
    keys: citation::Keys,
}

impl Exporter {
    /// An exporter before the first document; `is_one` where no more than one is expected.
    pub fn new(format: Format, only: &[Part], is_pretty: bool, is_one: bool) -> Self {
        Self { format, only: only.to_vec(), is_pretty, count: 0, is_one, keys: citation::Keys::new() }
    }

    /// What is written for a document; `is_one` where there can be no other.
    ///
    /// # Errors
    /// If the view cannot be written in this format, which would be a mistake of the program.
    pub fn document(&mut self, view: &View, is_one: bool) -> io::Result<Vec<u8>> {
        let is_first = self.count == 0;
        self.count += 1;
        self.is_one = is_one;
        let between = |first: &str, other: &str| if is_first { first.to_owned() } else { other.to_owned() };
        Ok(match self.format {
            Format::Json if is_one => [answer::json(view, &self.only, self.is_pretty)?, b"\n".to_vec()].concat(),
            Format::Json => {
                let json = answer::json(view, &self.only, self.is_pretty)?;
                [between("[\n", ",\n").into_bytes(), json].concat()
            }
            Format::Jsonl => [answer::json(view, &self.only, false)?, b"\n".to_vec()].concat(),
            Format::Md => (between("", "\n") + &markdown::report(view)).into_bytes(),
            Format::Html => {
                let start = if is_first { html::start(view, is_one) } else { String::new() };
                (start + &html::article(view)).into_bytes()
            }
            Format::Csv => tables::rows(view, self.only.first().copied(), is_first),
            Format::Txt => (between("", "\n") + &view.text + "\n").into_bytes(),
            Format::Bibtex => (between("", "\n") + &citation::bibtex(view, &mut self.keys)).into_bytes(),
            Format::Csl => (between("[\n", ",\n") + &citation::csl_item(view, &mut self.keys)?).into_bytes(),
        })
    }

    /// What is written behind the last document.
    ///
    /// # Errors
    /// If the head of an empty table cannot be written.
    pub fn end(&self) -> io::Result<Vec<u8>> {
        Ok(match self.format {
            Format::Json if self.is_one => Vec::new(),
            Format::Json | Format::Csl if self.count == 0 => b"[]\n".to_vec(),
            Format::Json | Format::Csl => b"\n]\n".to_vec(),
            Format::Html if self.count > 0 => html::END.as_bytes().to_vec(),
            Format::Csv if self.count == 0 => tables::head(self.only.first().copied()),
            _ => Vec::new(),
        })
    }
}

/// The address to cite: what the page states, else where the archive found it; empty if neither is known.
fn address(view: &View) -> &str {
    let recorded = || view.record.as_ref().and_then(|record| record.url.as_deref());
    view.document.url.as_deref().or_else(recorded).unwrap_or_default()
}
