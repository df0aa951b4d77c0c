//! Bytes -> Dom: size limit, binary files, character encoding, HTML or text.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sayso::dom::{self, Dom};
use sayso::{Error, limits};

use super::InputKind;

/// Reads a file, or standard input for `-`, up to [`limits::MAX_INPUT_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let describe = |error: io::Error| format!("{}: {error}", path.display());
    let mut bytes = Vec::new();
    let limit = limits::MAX_INPUT_BYTES + 1;
    if path.as_os_str() == "-" {
        io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(describe)?;
    } else {
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)).map_err(describe)?;
    }
    if bytes.len() as u64 > limits::MAX_INPUT_BYTES {
        let error = Error::TooLarge { bytes: bytes.len() as u64, limit: limits::MAX_INPUT_BYTES };
        return Err(format!("{}: {error}", path.display()));
    }
    Ok(bytes)
}

/// Decodes and parses an input.
///
/// # Errors
/// [`Error::NotText`] for files that hold no text.
pub fn parse(bytes: &[u8], kind: InputKind) -> Result<Dom, Error> {
    let text = decode(bytes)?;
    let is_html = match kind {
        InputKind::Auto => looks_like_html(&text),
        InputKind::Html => true,
        InputKind::Text => false,
    };
    Ok(if is_html { dom::html::parse(&text) } else { dom::text::parse(&text) })
}

/// First bytes of files that are no text, with what to call them.
const MAGIC: [(&[u8], &str); 8] = [
    (b"%PDF-", "a PDF; save the page as HTML or copy its text"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\0asm", "a WebAssembly module"),
    (b"\x7fELF", "a program"),
];

/// Bytes in which a charset declaration or a control byte is looked for (HTML standard: 1024).
const SNIFFED_BYTES: usize = 1024;
/// More NULs than this share of the first bytes is no text, percent; UTF-16 announces itself by its byte-order mark.
const MAX_NUL_PERCENT: usize = 10;

fn decode(bytes: &[u8]) -> Result<String, Error> {
    if let Some((_, looks_like)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Error::NotText(looks_like));
    }
    let encoding = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => {
            let head = bytes.get(..SNIFFED_BYTES).unwrap_or(bytes);
            let nuls = head.iter().filter(|byte| **byte == 0).count();
            if nuls * 100 > head.len() * MAX_NUL_PERCENT {
                return Err(Error::NotText("a binary file"));
            }
            if std::str::from_utf8(bytes).is_ok() {
                encoding_rs::UTF_8
            } else {
                declared(head).unwrap_or(encoding_rs::UTF_8)
            }
        }
    };
    Ok(encoding.decode(bytes).0.into_owned())
}

/// The encoding that `<meta charset>` or `content="…; charset=…"` names.
fn declared(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let name = head.split("charset=").nth(1)?.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(name.len());
    encoding_rs::Encoding::for_label(name.get(..end)?.as_bytes())
}

/// Whether the text starts like markup, or has tags near its start.
fn looks_like_html(text: &str) -> bool {
    let head =
        text.get(..text.floor_char_boundary(SNIFFED_BYTES)).unwrap_or(text).trim_start_matches('\u{feff}').trim_start();
    let lower = head.to_ascii_lowercase();
    ["<!doctype", "<html", "<head", "<body", "<!--", "<?xml", "<svg", "<meta"]
        .iter()
        .any(|start| lower.starts_with(start))
        || ["<p>", "<p ", "<div", "<article", "<h1", "</a>", "<br"].iter().any(|tag| lower.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_text_are_named() {
        assert_eq!(decode(b"%PDF-1.7\n"), Err(Error::NotText("a PDF; save the page as HTML or copy its text")));
        assert_eq!(decode(&[0, 1, 0, 2, 0, 3]), Err(Error::NotText("a binary file")));
    }

    #[test]
    fn encodings_are_declared_or_marked() {
        assert_eq!(decode(b"<meta charset=windows-1252>caf\xe9").as_deref(), Ok("<meta charset=windows-1252>café"));
        assert_eq!(decode(b"\xff\xfeh\0i\0").as_deref(), Ok("hi"));
        assert_eq!(decode("naïve".as_bytes()).as_deref(), Ok("naïve"));
    }

    #[test]
    fn html_is_told_from_text() {
        assert!(looks_like_html("\n<!DOCTYPE html><title>x"));
        assert!(looks_like_html("Hello <p>there"));
        assert!(!looks_like_html("if a < b and c > d, said Ann"));
    }
}
