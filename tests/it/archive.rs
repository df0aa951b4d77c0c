//! Web archives and gzip files for the tests of the command.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A record of a page, as a crawler writes it.
pub fn response(number: u32, page: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    record("response", number, "application/http; msgtype=response", &http)
}

/// A record with an id, an address and a time made from a number.
pub fn record(kind: &str, number: u32, media: &str, body: &str) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2026-03-12T09:00:0{number}Z\r\n\
         WARC-Target-URI: https://post.example/{number}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    format!("{head}{body}\r\n\r\n").into_bytes()
}

/// One gzip member.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.unwrap_or_else(|error| panic!("{error}"))
}
