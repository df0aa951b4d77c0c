//! One document of an input: what it is called, how it is opened and analyzed.

use std::fmt;

use sayso::analysis::{Force, analyze_article};
use sayso::dom::{self, Dom};
use sayso::view::{Id, Record, View, ViewOptions, view};
use sayso::{Options, analyze};
use serde_json::Value;

use super::args::InputKind;
use super::input;
use super::pool::Outcome;

/// A document as it comes out of an input.
pub struct Document {
    /// What it is called.
    pub label: Label,
    /// What it holds, or why that could not be read.
    pub content: Result<Content, Failure>,
}

/// What a document is called in messages and answers.
#[derive(Clone, Debug)]
pub struct Label {
    /// The file.
    pub file: String,
    /// The place in it, where it holds more than one document.
    pub place: Option<String>,
    /// What the caller calls it.
    pub id: Option<Id>,
    /// What a web archive says of it.
    pub record: Option<Record>,
}

impl Label {
    /// A file that is one document.
    pub fn of_file(file: String) -> Self {
        Self { file, place: None, id: None, record: None }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        self.place.as_ref().map_or(Ok(()), |place| write!(f, ", {place}"))
    }
}

/// What a document holds.
pub enum Content {
    /// A line of JSON. It is read where it is analyzed, so that this is done for several lines at once.
    Line(Vec<u8>),
    /// A file, or a page from an archive.
    Bytes(Vec<u8>, InputKind),
    /// Text whose encoding is known, HTML or not.
    Decoded(String, InputKind),
}

/// Why a document has no analysis: a word for programs and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// One of [`codes`].
    pub code: &'static str,
    /// What is wrong with it.
    pub message: String,
}

impl Failure {
    /// A failure.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// A document that was given up.
    pub fn late() -> Self {
        Self::new(codes::TIME_LIMIT, "took longer than the time limit")
    }

    /// A document on which the program failed.
    pub fn internal() -> Self {
        Self::new(codes::INTERNAL, "a mistake in the program; please report it with the document")
    }

    /// A document over the limit.
    pub fn too_large(limit: u64) -> Self {
        Self::new(codes::TOO_LARGE, format!("too large: the limit is {limit} bytes"))
    }
}

/// What came of a document: its result, or why it has none.
pub fn settled<T>(outcome: Outcome<Label, Result<T, Failure>>) -> (Label, Result<T, Failure>) {
    match outcome {
        Outcome::Done(label, result) => (label, result),
        Outcome::Late(label) => (label, Err(Failure::late())),
        Outcome::Lost(label) => {
            (label.unwrap_or_else(|| Label::of_file("a document".to_owned())), Err(Failure::internal()))
        }
    }
}

/// The words for failures.
pub mod codes {
    /// The line is no JSON, or not UTF-8.
    pub const BAD_JSON: &str = "bad-json";
    /// The line is JSON of another form.
    pub const BAD_INPUT: &str = "bad-input";
    /// More bytes than the limit.
    pub const TOO_LARGE: &str = "too-large";
    /// An image, a PDF, an archive.
    pub const NOT_TEXT: &str = "not-text";
    /// The gzip stream is broken or cut off.
    pub const BAD_GZIP: &str = "bad-gzip";
    /// The record of a web archive is broken.
    pub const BAD_RECORD: &str = "bad-record";
    /// The file cannot be opened or read.
    pub const UNREADABLE: &str = "unreadable";
    /// An earlier document of the run has the same id.
    pub const DUPLICATE_ID: &str = "duplicate-id";
    /// It took longer than the limit.
    pub const TIME_LIMIT: &str = "time-limit";
    /// A mistake in the program.
    pub const INTERNAL: &str = "internal";
}

/// A document that is ready to be analyzed.
pub struct Opened {
    url: Option<String>,
    language: Option<String>,
    body: Body,
}

enum Body {
    Bytes(Vec<u8>, InputKind),
    Decoded(String, InputKind),
    /// The article itself.
    Article(String),
}

/// Reads what a document is called and holds.
pub fn open(document: Document) -> (Label, Result<Opened, Failure>) {
    let Document { mut label, content } = document;
    let url = label.record.as_ref().and_then(|record| record.url.clone());
    let opened = content.and_then(|content| match content {
        Content::Line(line) => open_line(&line, &mut label),
        Content::Bytes(bytes, kind) => Ok(Opened { url, language: None, body: Body::Bytes(bytes, kind) }),
        Content::Decoded(text, kind) => Ok(Opened { url, language: None, body: Body::Decoded(text, kind) }),
    });
    (label, opened)
}

fn open_line(line: &[u8], label: &mut Label) -> Result<Opened, Failure> {
    let bad_json = |error: serde_json::Error| {
        Failure::new(codes::BAD_JSON, error.to_string().replace(" at line 1 column ", " at column "))
    };
    let mut record: Value = serde_json::from_slice(line).map_err(bad_json)?;
    let bad_input = |message: &str| Failure::new(codes::BAD_INPUT, message);
    label.id = match record.get_mut("id").map(Value::take) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(Id::Text(text)),
        Some(Value::Number(number)) => Some(Id::Number(number)),
        Some(_) => return Err(bad_input("\"id\" is neither a string nor a number")),
    };
    let mut string = |key: &str| match record.get_mut(key).map(Value::take) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let (html, text, url, language) = (string("html"), string("text"), string("url"), string("lang"));
    let is_raw = record.get("raw").and_then(Value::as_bool).unwrap_or(false);
    let body = match (html, text) {
        (Some(html), None) => Body::Decoded(html, InputKind::Html),
        (None, Some(text)) if is_raw => Body::Article(text),
        (None, Some(text)) => Body::Decoded(text, InputKind::Text),
        _ => return Err(bad_input("a line needs either \"html\" or \"text\", a string")),
    };
    Ok(Opened { url, language, body })
}

/// How documents of a run are analyzed and shown.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What holds where a document does not say otherwise.
    pub options: Options,
    /// How the view is made.
    pub view: ViewOptions,
}

impl Settings {
    /// Whatever text there is is analyzed: who feeds a pipeline has chosen the pages, and each answer says what kind
    /// of page it is.
    pub fn of_batch(view: ViewOptions) -> Self {
        Self { options: Options { force: Force::AnyPage, ..Options::default() }, view }
    }
}

/// Analyzes an opened document.
///
/// # Errors
/// If its bytes are no text.
pub fn analyze_opened(opened: Opened, settings: &Settings) -> Result<View, Failure> {
    let given = &settings.options;
    let options = Options {
        url: opened.url.or_else(|| given.url.clone()),
        language: opened.language.or_else(|| given.language.clone()),
        force: given.force,
    };
    let analysis = match opened.body {
        Body::Bytes(bytes, kind) => analyze(&dom_of(&bytes, kind)?, &options),
        Body::Decoded(text, InputKind::Text) => analyze(&dom::text::parse(&text), &options),
        Body::Decoded(text, _) => analyze(&dom::html::parse(&text), &options),
        Body::Article(text) => analyze_article(&text, &options),
    };
    Ok(view(&analysis, settings.view))
}

fn dom_of(bytes: &[u8], kind: InputKind) -> Result<Dom, Failure> {
    input::parse(bytes, kind).map_err(|error| Failure::new(codes::NOT_TEXT, error.to_string()))
}
