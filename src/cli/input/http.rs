//! The HTTP response inside a record of a web archive: whether it is a page, and the bytes of its body.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_8};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::cli::args::InputKind;
use crate::cli::document::{Content, Failure, codes};

/// Header fields of a response; servers with more are broken or hostile.
const MAX_FIELDS: usize = 256;

/// What a response holds: nothing where it is no page, a picture say, or the server's word for a failure.
///
/// # Errors
/// If the header is broken, or the body is packed in a way that is not read here or unpacks to more than the limit.
pub fn content(response: &[u8], limit: u64) -> Result<Option<Content>, Failure> {
    let bad = |why: String| Failure::new(codes::BAD_RECORD, why);
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut head = httparse::Response::new(&mut fields);
    // Servers fold lines and put spaces before colons; browsers put up with both.
    let mut config = httparse::ParserConfig::default();
    config.allow_obsolete_multiline_headers_in_responses(true);
    config.allow_spaces_after_header_name_in_responses(true);
    config.ignore_invalid_headers_in_responses(true);
    let length = match config.parse_response(&mut head, response) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err(bad("its HTTP header is cut off".to_owned())),
        Err(error) => return Err(bad(format!("its HTTP header is broken: {error}"))),
    };
    let body = response.get(length..).unwrap_or_default();
    let field = |name: &str| {
        let found = head.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        found.map(|field| String::from_utf8_lossy(field.value).trim().to_ascii_lowercase())
    };
    let media = field("content-type").unwrap_or_default();
    let is_success = head.code.is_some_and(|code| (200..300).contains(&code));
    let Some(kind) = kind_of(&media).filter(|_| is_success) else { return Ok(None) };
    let chunked = field("transfer-encoding").is_some_and(|coding| coding.contains("chunked"));
    let body = if chunked { joined(body) } else { Cow::Borrowed(body) };
    let body = unpacked(&body, &field("content-encoding").unwrap_or_default(), limit)?;
    Ok(Some(decoded(body, &media, kind)))
}

/// What a media type is for us. A response without one is looked at.
pub fn kind_of(media: &str) -> Option<InputKind> {
    match media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" => Some(InputKind::Html),
        "text/plain" => Some(InputKind::Text),
        "" => Some(InputKind::Auto),
        _ => None,
    }
}

/// Bytes with their media type. The encoding that the server states wins over the one in the page, as in browsers, where
/// the bytes bear it out.
pub fn decoded(body: Vec<u8>, media: &str, kind: InputKind) -> Content {
    let label = media.split("charset=").nth(1).map(|rest| rest.trim_matches(['"', '\'', ' ']));
    let stated = label.and_then(|label| Encoding::for_label(label.split(';').next().unwrap_or(label).as_bytes()));
    if let Some(encoding) = stated.filter(|encoding| *encoding != UTF_8 && std::str::from_utf8(&body).is_err()) {
        let (text, has_errors) = encoding.decode_without_bom_handling(&body);
        if !has_errors {
            return Content::Decoded(text.into_owned(), kind);
        }
    }
    Content::Bytes(body, kind)
}

/// The body without the marks between its chunks. Most archives keep it joined already, under the old header: then it
/// stays as it is. What stands before a broken chunk is kept.
fn joined(body: &[u8]) -> Cow<'_, [u8]> {
    let mut rest = body;
    let mut whole = Vec::new();
    while let Ok(httparse::Status::Complete((at, size))) = httparse::parse_chunk_size(rest) {
        let chunk = rest.get(at..).unwrap_or_default();
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(chunk.len());
        let (chunk, behind) = chunk.split_at(size);
        if chunk.is_empty() {
            return Cow::Owned(whole);
        }
        whole.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r\n").unwrap_or(behind);
    }
    if whole.is_empty() { Cow::Borrowed(body) } else { Cow::Owned(whole) }
}

/// Undoes a content encoding. Many archives keep pages unpacked under the old header: what looks like markup is one.
fn unpacked(body: &[u8], encoding: &str, limit: u64) -> Result<Vec<u8>, Failure> {
    let is_plain = body.trim_ascii_start().starts_with(b"<");
    let mut unpacked = Vec::new();
    let outcome = match encoding {
        "gzip" | "x-gzip" if !is_plain => read(MultiGzDecoder::new(body), limit, &mut unpacked),
        "deflate" if !is_plain => read(ZlibDecoder::new(body), limit, &mut unpacked).or_else(|_| {
            // Some servers leave the frame out.
            unpacked.clear();
            read(DeflateDecoder::new(body), limit, &mut unpacked)
        }),
        "" | "identity" => return Ok(body.to_vec()),
        _ if is_plain => return Ok(body.to_vec()),
        other => return Err(Failure::new(codes::BAD_RECORD, format!("its content encoding {other} is not read here"))),
    };
    match outcome {
        Ok(()) if unpacked.len() as u64 > limit => Err(Failure::too_large(limit)),
        Ok(()) => Ok(unpacked),
        Err(error) => Err(Failure::new(codes::BAD_RECORD, format!("its body does not unpack: {error}"))),
    }
}

fn read(reader: impl Read, limit: u64, into: &mut Vec<u8>) -> io::Result<()> {
    reader.take(limit + 1).read_to_end(into).map(|_| ())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn page(response: &[u8]) -> Result<Option<String>, String> {
        match content(response, 1000) {
            Ok(Some(Content::Bytes(bytes, _))) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Ok(Some(Content::Decoded(text, _))) => Ok(Some(text)),
            Ok(_) => Ok(None),
            Err(failure) => Err(failure.message),
        }
    }

    fn response(fields: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n").as_bytes(), body].concat()
    }

    #[test]
    fn only_pages_that_the_server_had_are_read() {
        assert_eq!(page(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No"), Ok(None));
        assert_eq!(page(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"), Ok(None));
        assert_eq!(page(&response("", b"<p>Yes")), Ok(Some("<p>Yes".to_owned())));
    }

    #[test]
    fn a_broken_header_is_named() {
        assert_eq!(page(b"HTTP/1.1 200 OK\r\nContent-Ty"), Err("its HTTP header is cut off".to_owned()));
        assert!(page(b"<p>no header").unwrap_err().starts_with("its HTTP header is broken"));
    }

    #[test]
    fn chunks_are_joined_and_joined_ones_left_alone() {
        let chunked = "Transfer-Encoding: chunked\r\n";
        assert_eq!(page(&response(chunked, b"3\r\n<p>\r\n2\r\nYe\r\n0\r\n\r\n")), Ok(Some("<p>Ye".to_owned())));
        assert_eq!(page(&response(chunked, b"<p>Yes")), Ok(Some("<p>Yes".to_owned())));
        assert_eq!(page(&response(chunked, b"ff\r\n<p>cut")), Ok(Some("<p>cut".to_owned())));
    }

    #[test]
    fn packed_bodies_are_unpacked_up_to_the_limit() {
        let packed = |text: &str| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let gzip = "Content-Encoding: gzip\r\n";
        assert_eq!(page(&response(gzip, &packed("<p>Yes"))), Ok(Some("<p>Yes".to_owned())));
        assert_eq!(page(&response(gzip, b"<p>Yes")), Ok(Some("<p>Yes".to_owned())));
        assert_eq!(
            page(&response(gzip, &packed(&"a".repeat(1001)))),
            Err("too large: the limit is 1000 bytes".to_owned())
        );
        let brotli = page(&response("Content-Encoding: br\r\n", b"\x0b\x02"));
        assert_eq!(brotli, Err("its content encoding br is not read here".to_owned()));
    }

    #[test]
    fn the_server_states_the_encoding() {
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n<p>";
        assert_eq!(page(&[&head[..], &[0xd1, 0xee, 0xe2, 0xe5, 0xf2]].concat()), Ok(Some("<p>Совет".to_owned())));
    }
}
