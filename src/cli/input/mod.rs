//! Files -> Dom: size limit, HTML or text. What the bytes are is decided in `decode.rs`.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sayso::dom::{self, Dom};
use sayso::{Error, limits};

use super::{InputKind, decode};

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
    let text = decode::text(bytes)?;
    let is_html = match kind {
        InputKind::Auto => looks_like_html(&text),
        InputKind::Html => true,
        InputKind::Text => false,
    };
    Ok(if is_html { dom::html::parse(&text) } else { dom::text::parse(&text) })
}

/// How much of a text is looked at to tell HTML from plain text, bytes.
const SNIFFED_BYTES: usize = 1024;

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
    fn html_is_told_from_text() {
        assert!(looks_like_html("\n<!DOCTYPE html><title>x"));
        assert!(looks_like_html("Hello <p>there"));
        assert!(!looks_like_html("if a < b and c > d, said Ann"));
    }
}
