//! Writes made pages as web archives and JSON lines.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use super::pages::page;
use crate::project;

/// The id of a page's record.
#[must_use]
pub fn id(number: u64) -> String {
    format!("<urn:uuid:00000000-0000-4000-8000-{number:012}>")
}

/// Writes `files` archives of `pages` pages each, one gzip member a record as crawlers do, and returns their paths.
///
/// # Errors
/// If a file cannot be written.
pub fn write(folder: &Path, files: u64, pages: u64) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for file in 0..files {
        let mut bytes = Vec::new();
        for number in file * pages..(file + 1) * pages {
            let mut member = GzEncoder::new(bytes, Compression::fast());
            member.write_all(&record(number))?;
            bytes = member.finish()?;
        }
        let path = folder.join(format!("pages-{file:03}.warc.gz"));
        project::write(&path, bytes)?;
        paths.push(path);
    }
    Ok(paths)
}

/// A response record (ISO 28500) of a page.
fn record(number: u64) -> Vec<u8> {
    let page = page(number);
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page.html);
    let head = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: {}\r\nWARC-Date: 2026-03-12T09:00:00Z\r\n\
         WARC-Target-URI: {}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        id(number),
        page.url,
        http.len()
    );
    format!("{head}{http}\r\n\r\n").into_bytes()
}

/// Writes pages as the lines that `sayso batch` reads.
///
/// # Errors
/// If they cannot be written.
pub fn write_lines(out: &mut impl Write, pages: u64) -> Result<()> {
    for number in 0..pages {
        let page = page(number);
        serde_json::to_writer(&mut *out, &json!({ "id": number, "url": page.url, "html": page.html }))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
