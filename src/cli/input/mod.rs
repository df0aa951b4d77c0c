//! Files and standard input -> documents: what an input is, and how much of it is read.

pub mod decode;
mod gzip;
mod http;
mod lines;
mod warc;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};
use std::path::{Path, PathBuf};

use sayso::dom::{self, Dom};
use sayso::{Error, limits};

use super::args::InputKind;
use super::document::{Content, Document, Failure, Label, codes};

/// A reader that can move to another thread.
type Reader = Box<dyn BufRead + Send>;

/// The documents of several files in order; `-` is standard input. What cannot be read is a document that failed.
pub fn documents(files: Vec<PathBuf>, kind: InputKind, limit: u64) -> impl Iterator<Item = Document> + Send {
    files.into_iter().flat_map(move |path| {
        let name = name_of(&path);
        match open(&path) {
            Ok(reader) => documents_of(reader, name, kind, limit),
            Err(error) => one(name, Err(failure_of(&error))),
        }
    })
}

type Documents = Box<dyn Iterator<Item = Document> + Send>;

/// The documents of one input, packed with gzip or not; `name` is what it is called.
pub fn documents_of(reader: Reader, name: String, kind: InputKind, limit: u64) -> Documents {
    let reader = match unpacked(reader) {
        Ok(reader) => reader,
        Err(error) => return one(name, Err(failure_of(&error))),
    };
    let (kind, reader) = match kind {
        InputKind::Auto => {
            let (head, reader) = peek(reader);
            (kind_of(&head), reader)
        }
        kind => (kind, reader),
    };
    match kind {
        InputKind::Jsonl => Box::new(lines::Lines::new(reader, name, limit)),
        InputKind::Warc | InputKind::Wet => Box::new(warc::Records::new(reader, name, kind, limit)),
        InputKind::Auto | InputKind::Html | InputKind::Text => {
            let content = read_whole(reader, limit).map(|bytes| Content::Bytes(bytes, kind));
            one(name, content)
        }
    }
}

fn one(file: String, content: Result<Content, Failure>) -> Documents {
    Box::new(std::iter::once(Document { label: Label::of_file(file), content }))
}

/// What an input with this beginning is.
fn kind_of(head: &[u8]) -> InputKind {
    let first_line = head.split(|byte| *byte == b'\n').next().unwrap_or(head).trim_ascii_start();
    let names = |key: &[u8]| first_line.windows(key.len()).any(|window| window == key);
    if head.starts_with(b"WARC/") {
        InputKind::Warc
    } else if first_line.starts_with(b"{") && (names(b"\"html\"") || names(b"\"text\"") || names(b"\"id\"")) {
        InputKind::Jsonl
    } else {
        InputKind::Auto
    }
}

/// The first bytes, fewer where the input is shorter, and a reader of all of them.
fn peek(mut reader: Reader) -> (Vec<u8>, Reader) {
    let mut head = Vec::new();
    let ended = reader.by_ref().take(SNIFFED_BYTES).read_to_end(&mut head);
    let broken = Broken(ended.err());
    (head.clone(), Box::new(Cursor::new(head).chain(broken).chain(reader)))
}

/// Gives an error once, where it was met.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Broken {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

fn name_of(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

/// Opens a file, or standard input for `-`.
fn open(path: &Path) -> io::Result<Reader> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    // Opening a folder works on some systems, and reading it says less.
    if path.is_dir() {
        return Err(io::Error::new(ErrorKind::IsADirectory, "is a folder, not a file"));
    }
    Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, File::open(path)?)))
}

/// Bytes read from a file at once.
const BUFFER_BYTES: usize = 1 << 16;

fn unpacked(mut reader: Reader) -> io::Result<Reader> {
    // No more than this may be waited for: a pipeline may send its next line only when it has the answer to this one.
    let mut head = Vec::new();
    reader.by_ref().take(gzip::MAGIC.len() as u64).read_to_end(&mut head)?;
    Ok(if head == gzip::MAGIC {
        Box::new(BufReader::with_capacity(BUFFER_BYTES, gzip::Unpacked::behind_magic(reader)))
    } else {
        Box::new(Cursor::new(head).chain(reader))
    })
}

fn read_whole(reader: Reader, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    reader.take(limit + 1).read_to_end(&mut bytes).map_err(|error| failure_of(&error))?;
    if bytes.len() as u64 > limit { Err(Failure::too_large(limit)) } else { Ok(bytes) }
}

fn failure_of(error: &io::Error) -> Failure {
    let code = if error.kind() == ErrorKind::InvalidData { codes::BAD_GZIP } else { codes::UNREADABLE };
    Failure::new(code, error.to_string())
}

/// Decodes and parses a page or a text.
///
/// # Errors
/// [`Error::NotText`] for files that hold no text.
pub fn parse(bytes: &[u8], kind: InputKind) -> Result<Dom, Error> {
    let text = decode::text(bytes)?;
    let is_html = match kind {
        InputKind::Html => true,
        InputKind::Text => false,
        _ => looks_like_html(&text),
    };
    Ok(if is_html { dom::html::parse(&text) } else { dom::text::parse(&text) })
}

/// Reads a page or a text, or standard input for `-`, up to [`limits::MAX_INPUT_BYTES`].
///
/// # Errors
/// A message that names the file.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let reader = open(path).and_then(unpacked).map_err(|error| failure_of(&error));
    let bytes = reader.and_then(|reader| read_whole(reader, limits::MAX_INPUT_BYTES));
    bytes.map_err(|failure| format!("{}: {}", name_of(path), failure.message))
}

/// How much of an input is looked at to tell what it is, bytes.
const SNIFFED_BYTES: u64 = 1024;

/// Whether the text starts like markup, or has tags near its start.
fn looks_like_html(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(SNIFFED_BYTES as usize)).unwrap_or(text);
    let lower = head.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    ["<!doctype", "<html", "<head", "<body", "<!--", "<?xml", "<svg", "<meta"]
        .iter()
        .any(|start| lower.starts_with(start))
        || ["<p>", "<p ", "<div", "<article", "<h1", "</a>", "<br"].iter().any(|tag| lower.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_text() {
        assert!(looks_like_html("\n<!DOCTYPE html><title>x"));
        assert!(looks_like_html("Hello <p>there"));
        assert!(!looks_like_html("if a < b and c > d, said Ann"));
    }

    #[test]
    fn containers_are_told_by_their_beginning() {
        assert_eq!(kind_of(b"WARC/1.0\r\n"), InputKind::Warc);
        assert_eq!(kind_of(b"{\"id\": 1, \"text\": \"He said\"}\n"), InputKind::Jsonl);
        assert_eq!(kind_of(b"{ who knows what this is }"), InputKind::Auto);
        assert_eq!(kind_of(b"WARC stands for web archive"), InputKind::Auto);
    }
}
