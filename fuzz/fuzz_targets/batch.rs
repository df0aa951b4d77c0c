//! The target `batch`: any bytes as lines of JSON or as a web archive, through the readers of the command.
#![no_main]
#![allow(clippy::panic, reason = "a panic is how a fuzzer is told of a finding")]

/// The parts of the command that read; nothing is analyzed here.
#[allow(dead_code, reason = "the command uses the rest")]
#[path = "../../src/cli"]
mod cli {
    pub mod args;
    pub mod document;
    pub mod input;
    pub mod pool;
}

use std::io::{BufReader, Cursor};

use cli::args::InputKind;
use cli::document::{Content, Document, codes, open};
use cli::input;

const KINDS: [InputKind; 4] = [InputKind::Jsonl, InputKind::Warc, InputKind::Wet, InputKind::Auto];
/// Longest document, bytes: short enough that inputs pass it.
const LIMIT: u64 = 2_000;
/// Sizes of the pieces in which an input comes, bytes.
const PIECES: [usize; 3] = [1, 7, 1 << 16];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| batch(bytes));

/// The first byte says what the rest is read as. Reading ends, and what comes of it does not depend on the pieces.
fn batch(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let kind = KINDS[usize::from(*kind) % KINDS.len()];
    let [first, others @ ..] = PIECES.map(|piece| {
        let reader = BufReader::with_capacity(piece, Cursor::new(rest.to_vec()));
        input::documents_of(Box::new(reader), "input".to_owned(), kind, LIMIT).map(described).collect::<Vec<_>>()
    });
    assert!(first.len() <= rest.len() + 1, "{} documents in {} bytes", first.len(), rest.len());
    for other in others {
        // How much of a broken gzip member is unpacked before that shows does depend on them.
        if first.iter().chain(&other).any(|document| document.contains(codes::BAD_GZIP)) {
            return;
        }
        assert_eq!(first, other, "documents depend on the pieces in which they come");
    }
}

/// All that can be told of a document before it is analyzed.
fn described(document: Document) -> String {
    let content = match &document.content {
        Ok(Content::Line(line)) => format!("{line:?}"),
        Ok(Content::Bytes(bytes, kind)) => {
            let nodes = input::parse(bytes, *kind).map(|dom| dom.len());
            format!("{kind:?} {bytes:?}: {nodes:?}")
        }
        Ok(Content::Decoded(text, kind)) => format!("{kind:?} {text:?}"),
        Err(failure) => format!("{failure:?}"),
    };
    let (label, opened) = open(document);
    format!("{label:?} {content} {:?}", opened.err())
}
