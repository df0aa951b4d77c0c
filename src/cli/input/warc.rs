//! Web archives (WARC 1.0 and 1.1, and WET): one document for each page or text among their records. The `warc` crate reads
//! a record's header; where records begin is found here, so that one with a broken header, a wrong length or a bad gzip
//! block costs no other.

use std::io::{self, BufRead, Cursor, ErrorKind, Read};

use sayso::view::{Id, Record};
use warc::{RecordType, WarcHeader, WarcReader};

use super::lines::{Line, read_line};
use super::{failure_of, http};
use crate::cli::args::InputKind;
use crate::cli::document::{Content, Document, Failure, Label, codes};

/// Bytes of a record's header. Those of Common Crawl have about 600; some crawlers put outlinks there.
const MAX_HEADER_BYTES: u64 = 1 << 20;
/// How a record begins, up to the minor version.
const START: &[u8] = b"WARC/1.";

/// The pages and texts of an archive, and one failure for each broken stretch of it. Records of other kinds are passed
/// over: requests, metadata, pictures, and responses by which a server said that it has no page.
pub struct Records<R> {
    reader: Rewinding<R>,
    name: String,
    kind: InputKind,
    limit: u64,
    /// Records begun.
    count: usize,
    /// What the record at hand is called, once its header is read.
    current: Option<(Id, Record)>,
    /// Met while looking behind a record that was whole.
    trouble: Option<io::Error>,
    has_ended: bool,
}

/// A record with its header parsed.
struct Parsed {
    kind: RecordType,
    /// Media type of the body, in lower case.
    media: String,
    body: Result<Vec<u8>, Failure>,
}

enum Broken {
    /// The record; others may follow.
    Record(Failure),
    /// The file, which cannot be read on.
    File(Failure),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        let failure = failure_of(&error);
        // So a bad gzip member is told apart: behind it the next one follows.
        if error.kind() == ErrorKind::InvalidData { Self::Record(failure) } else { Self::File(failure) }
    }
}

fn broken(why: impl Into<String>) -> Broken {
    Broken::Record(Failure::new(codes::BAD_RECORD, why))
}

impl<R: BufRead> Records<R> {
    /// Reads records; `name` is what the input is called. For `Wet` only conversions are documents.
    pub fn new(reader: R, name: String, kind: InputKind, limit: u64) -> Self {
        let reader = Rewinding { back: Cursor::new(Vec::new()), reader };
        Self { reader, name, kind, limit, count: 0, current: None, trouble: None, has_ended: false }
    }

    fn label(&mut self) -> Label {
        let (id, record) = self.current.take().unzip();
        Label { file: self.name.clone(), place: Some(format!("record {}", self.count)), id, record }
    }

    /// The next record, of whatever kind.
    fn record(&mut self) -> Result<Option<Parsed>, Broken> {
        self.current = None;
        if let Some(trouble) = self.trouble.take() {
            self.count += 1;
            return Err(trouble.into());
        }
        let Some(header) = self.header()? else { return Ok(None) };
        let (kind, media) = {
            let mut reader = WarcReader::new(header.as_slice());
            let mut records = reader.stream_records();
            let record = match records.next_item() {
                Some(Ok(record)) => record,
                Some(Err(error)) => return Err(broken(format!("its header is broken: {error}"))),
                None => return Err(broken("its header is cut off")),
            };
            let text = |header| record.header(header).map(|text| text.trim().to_owned());
            let url = text(WarcHeader::TargetURI).map(|url| url.trim_matches(['<', '>']).to_owned());
            let date = record.date().format("%Y-%m-%dT%H:%M:%SZ").to_string();
            self.current = Some((Id::Text(record.warc_id().to_owned()), Record { url, date }));
            let media = text(WarcHeader::ContentType).unwrap_or_default().to_ascii_lowercase();
            (record.warc_type().clone(), media)
        };
        let length = length_in(&header).ok_or_else(|| broken("its header states no length"))?;
        Ok(Some(Parsed { kind, media, body: self.body(length)? }))
    }

    /// The lines of the next header with ends as the standard has them; nothing at the end of the file.
    fn header(&mut self) -> Result<Option<Vec<u8>>, Broken> {
        let mut header = Vec::new();
        loop {
            let Line::Whole(line) = read_line(&mut self.reader, MAX_HEADER_BYTES)? else {
                if header.is_empty() {
                    return Ok(None);
                }
                return Err(broken("its header is cut off"));
            };
            let line = line.trim_ascii_end();
            if header.is_empty() {
                if line.is_empty() {
                    continue;
                }
                self.count += 1;
                if !line.starts_with(START) {
                    return Err(broken("no record begins where the one before ends"));
                }
            }
            header.extend_from_slice(line);
            header.extend_from_slice(b"\r\n");
            if line.is_empty() {
                return Ok(Some(header));
            }
            if header.len() as u64 > MAX_HEADER_BYTES {
                return Err(broken(format!("its header is longer than {MAX_HEADER_BYTES} bytes")));
            }
        }
    }

    /// The body, if it is not over the limit. Behind it the next record must begin, or its length is wrong.
    fn body(&mut self, length: u64) -> Result<Result<Vec<u8>, Failure>, Broken> {
        let mut body = Vec::new();
        let read = self.reader.by_ref().take(length.min(self.limit)).read_to_end(&mut body)? as u64;
        let skipped = io::copy(&mut self.reader.by_ref().take(length - read), &mut io::sink())?;
        if read + skipped < length {
            self.reader.rewind(body);
            return Err(broken(format!("it is cut off: {} of {length} bytes", read + skipped)));
        }
        match self.is_at_next_record() {
            Ok(true) => {}
            Ok(false) => {
                self.reader.rewind(body);
                return Err(broken(format!("its length is wrong: no record begins behind {length} bytes")));
            }
            Err(error) => self.trouble = Some(error),
        }
        Ok(if length > self.limit { Err(Failure::too_large(self.limit)) } else { Ok(body) })
    }

    /// Skips the blank lines between records.
    fn is_at_next_record(&mut self) -> io::Result<bool> {
        loop {
            let next = self.reader.fill_buf()?;
            let blank = next.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let Some(first) = next.get(blank).copied() else {
                if next.is_empty() {
                    return Ok(true);
                }
                self.reader.consume(blank);
                continue;
            };
            self.reader.consume(blank);
            return Ok(Some(&first) == START.first());
        }
    }

    /// Goes on to where a record begins again; more broken gzip members on the way belong to the same stretch.
    fn recover(&mut self) {
        loop {
            match read_line(&mut self.reader, self.limit) {
                Ok(Line::Whole(line)) if line.starts_with(START) => return self.reader.rewind(line),
                Ok(Line::Whole(_) | Line::TooLong) => {}
                Ok(Line::End) => self.has_ended = true,
                Err(error) if error.kind() == ErrorKind::InvalidData => {}
                Err(error) => self.trouble = Some(error),
            }
            if self.has_ended || self.trouble.is_some() {
                return;
            }
        }
    }

    /// A record as a document, if it is one.
    fn document(&mut self, parsed: Parsed) -> Option<Document> {
        let is_wet = self.kind == InputKind::Wet;
        let content = match (parsed.kind, parsed.body) {
            (RecordType::Response, _) | (RecordType::Resource, _) if is_wet => return None,
            (RecordType::Response | RecordType::Resource | RecordType::Conversion, Err(failure)) => Err(failure),
            (RecordType::Response, Ok(body)) if parsed.media.starts_with("application/http") => {
                http::content(&body, self.limit).transpose()?
            }
            (RecordType::Response | RecordType::Resource, Ok(body)) => {
                let kind = http::kind_of(&parsed.media)?;
                Ok(http::decoded(body, &parsed.media, kind))
            }
            (RecordType::Conversion, Ok(body)) => Ok(Content::Bytes(body, InputKind::Text)),
            _ => return None,
        };
        Some(Document { label: self.label(), content })
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        while !self.has_ended {
            let failure = match self.record() {
                Ok(None) => break,
                Ok(Some(parsed)) => match self.document(parsed) {
                    Some(document) => return Some(document),
                    None => continue,
                },
                Err(Broken::Record(failure)) => {
                    self.recover();
                    failure
                }
                Err(Broken::File(failure)) => {
                    self.has_ended = true;
                    failure
                }
            };
            return Some(Document { label: self.label(), content: Err(failure) });
        }
        self.has_ended = true;
        None
    }
}

/// The length that a header states. The crate takes a missing one for nought.
fn length_in(header: &[u8]) -> Option<u64> {
    let lines = header.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
    let fields = lines.filter_map(|line| line.split_once(':'));
    let mut lengths = fields.filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-length"));
    lengths.next()?.1.trim().parse().ok()
}

/// A reader to which bytes can be given back.
struct Rewinding<R> {
    back: Cursor<Vec<u8>>,
    reader: R,
}

impl<R> Rewinding<R> {
    fn rewind(&mut self, mut bytes: Vec<u8>) {
        let position = self.back.position() as usize;
        if self.back.get_ref().get(..position).is_some_and(|before| before.ends_with(&bytes)) {
            // They came from here: a hostile file must not make us copy them again and again.
            self.back.set_position((position - bytes.len()) as u64);
            return;
        }
        let rest = self.back.get_ref().get(position..).unwrap_or_default();
        bytes.extend_from_slice(rest);
        self.back = Cursor::new(bytes);
    }
}

impl<R: BufRead> Read for Rewinding<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.back.read(into)? {
            0 => self.reader.read(into),
            read => Ok(read),
        }
    }
}

impl<R: BufRead> BufRead for Rewinding<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.back.fill_buf()?.is_empty() { self.reader.fill_buf() } else { self.back.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        if self.back.get_ref().len() as u64 > self.back.position() {
            self.back.consume(amount);
        } else {
            self.reader.consume(amount);
        }
    }
}
