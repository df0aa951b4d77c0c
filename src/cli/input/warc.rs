//! Web archives (WARC 1.0 and 1.1, and WET): one document for each page or text among their records. The `warc` crate reads
//! a record's header; where records begin is found here, so that one with a broken header, a wrong length or a bad gzip
//! block costs no other.

use std::io::{self, BufRead, Cursor, ErrorKind, Read};

use sayso::view::{Id, Record};
use warc::{RecordType, WarcHeader, WarcReader};

use super::gzip::BrokenMember;
use super::lines::{Line, read_line};
use super::{failure_of, http};
use crate::cli::args::InputKind;
use crate::cli::document::{Content, Document, Failure, Label, codes};

/// Bytes of a record's header. Those of Common Crawl have about 600; some crawlers put outlinks there.
const MAX_HEADER_BYTES: u64 = 1 << 20;
/// How a record begins, up to the minor version.
const START: &[u8] = b"WARC/1.";
/// Blank lines behind each record.
const LINES_BEHIND_RECORD: usize = 2;

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
            // The crate panics on a value that is not UTF-8.
            let header = String::from_utf8_lossy(&header);
            let mut reader = WarcReader::new(header.as_bytes());
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
        if length > self.limit {
            // A wrong length must not skip the rest of the file.
            self.recover();
            return Ok(Err(Failure::too_large(self.limit)));
        }
        let mut body = Vec::new();
        let read = self.reader.by_ref().take(length).read_to_end(&mut body)? as u64;
        if read < length {
            self.reader.rewind(body);
            return Err(broken(format!("it is cut off: {read} of {length} bytes")));
        }
        let mut blank = Vec::new();
        match self.is_at_next_record(&mut blank) {
            Ok(true) => {}
            Ok(false) => {
                body.append(&mut blank);
                self.reader.rewind(body);
                return Err(broken(format!("its length is wrong: no record begins behind {length} bytes")));
            }
            Err(error) if BrokenMember::in_error(&error).is_some_and(|member| member.has_begun) => {
                return Err(error.into());
            }
            Err(error) => self.trouble = Some(error),
        }
        Ok(Ok(body))
    }

    /// Skips the blank lines behind a body. Two end a record, whatever follows; so does the end of the file.
    fn is_at_next_record(&mut self, skipped: &mut Vec<u8>) -> io::Result<bool> {
        let has_ended = |skipped: &[u8]| skipped.iter().filter(|byte| **byte == b'\n').count() >= LINES_BEHIND_RECORD;
        loop {
            let next = self.reader.fill_buf()?;
            let blank = next.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let is_all = blank == next.len() && !next.is_empty();
            // With two lines nothing is given back, and a file may hold any number.
            if !has_ended(skipped) {
                skipped.extend(next.iter().take(blank));
            }
            self.reader.consume(blank);
            if !is_all {
                break;
            }
        }
        if has_ended(skipped) {
            return Ok(true);
        }
        let mut start = Vec::new();
        let read = self.reader.by_ref().take(START.len() as u64).read_to_end(&mut start);
        let is_start = START.starts_with(&start);
        self.reader.rewind(start);
        read.map(|_| is_start)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, number: u32, media: &str, body: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{number}>\r\nWARC-Date: 2026-03-12T09:00:00Z\r\n\
             WARC-Target-URI: https://post.example/{number}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n\
             {body}\r\n\r\n",
            body.len()
        )
    }

    fn page(number: u32) -> String {
        record("resource", number, "text/html", "<p>Rain.")
    }

    /// The ids of the documents, or what is wrong with them.
    fn read(archive: impl AsRef<[u8]>, kind: InputKind) -> Vec<String> {
        let records = Records::new(archive.as_ref(), "a.warc".to_owned(), kind, 100);
        let described = records.map(|document| {
            let id = match &document.label.id {
                Some(Id::Text(id)) => id.clone(),
                _ => "?".to_owned(),
            };
            document.content.err().map_or_else(|| id.clone(), |failure| format!("{id} {}", failure.message))
        });
        described.collect()
    }

    #[test]
    fn pages_and_texts_are_documents_and_nothing_else() {
        let http = |status: &str| format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n<p>Rain.");
        let archive = [
            record("warcinfo", 1, "application/warc-fields", "software: x"),
            record("request", 2, "application/http", "GET / HTTP/1.1\r\n\r\n"),
            record("response", 3, "application/http; msgtype=response", &http("200 OK")),
            record("response", 4, "application/http", &http("404 Not Found")),
            record("response", 5, "text/dns", "a.example. A"),
            record("resource", 6, "image/png", "x"),
            page(7),
            record("conversion", 8, "text/plain", "Rain."),
        ]
        .concat();
        assert_eq!(read(&archive, InputKind::Warc), ["<urn:3>", "<urn:7>", "<urn:8>"]);
        assert_eq!(read(&archive, InputKind::Wet), ["<urn:8>"]);
    }

    #[test]
    fn a_broken_record_costs_no_other() {
        let around = |broken: &str| read([page(1), broken.to_owned(), page(3)].concat(), InputKind::Warc);
        let cases = [
            (page(2).replace("Content-Length: 8", "Content-Length: 3"), "<urn:2> its length is wrong"),
            (page(2).replace("Content-Length: 8", "Content-Length: 20"), "<urn:2> its length is wrong"),
            (page(2).replace("Content-Length: 8", "Content-Length: 9999999999"), "<urn:2> too large"),
            (page(2).replace("Content-Length: 8", "Content-Length: 99"), "<urn:2> its length is wrong"),
            (page(2).replace("Content-Length: 8", "Content-Length: many"), "? its header is broken"),
            (page(2).replace("Content-Length: 8\r\n", ""), "its header"),
            (page(2).replace("2026-03-12", "last spring"), "? its header is broken"),
            ("no record at all\r\n\r\n".to_owned(), "? no record begins where the one before ends"),
            (record("resource", 2, "text/html", &"long ".repeat(30)), "<urn:2> too large"),
        ];
        for (broken, complaint) in cases {
            let found = around(&broken);
            assert!(found.iter().any(|line| line.contains(complaint)), "{complaint}: {found:?}");
            assert_eq!(found.first().map(String::as_str), Some("<urn:1>"), "{complaint}");
            assert_eq!(found.last().map(String::as_str), Some("<urn:3>"), "{complaint}");
        }
    }

    #[test]
    fn lines_may_end_as_on_unix() {
        let archive = [page(1), page(2)].concat().replace("\r\n", "\n");
        assert_eq!(read(archive, InputKind::Warc), ["<urn:1>", "<urn:2>"]);
    }

    #[test]
    fn a_wrong_length_shows_in_whatever_pieces_the_file_comes() {
        let archive = page(1).replace("Rain.", "Rain.\nWait.");
        let of_pieces = |size| {
            let reader = io::BufReader::with_capacity(size, archive.as_bytes());
            let records = Records::new(reader, "a.warc".to_owned(), InputKind::Warc, 100);
            records.filter(|document| document.content.is_err()).count()
        };
        assert_eq!([1, 2, 1000].map(of_pieces), [of_pieces(7); 3]);
        assert_ne!(of_pieces(7), 0);
    }

    #[test]
    fn values_need_not_be_utf_8() {
        let archive = page(1).replace("post.example", "caf\u{e9}.example").chars().map(|c| c as u8).collect::<Vec<_>>();
        assert_eq!(read(archive, InputKind::Warc), ["<urn:1>"]);
    }
}
