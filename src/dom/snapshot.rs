//! Adapter: the compact snapshot that `content/snapshot.js` makes of a live page -> Dom.
//!
//! `strings` holds every string in the order of use, each followed by one NUL. `codes` is a stream in document order:
//! `1, flags, n, a1…an` opens an element (strings: tag name, then one value per attribute), `2` is a text node (string:
//! its data), `3` closes the current element, `4, why` says that the walk stopped early. The names `#shadow` and
//! `#document` stand for an open shadow root, first in its host, and for the document of a frame, behind its frame.

use super::builder::DomBuilder;
use super::{AttributeName, Dom, Flags, Tag, Truncation};
use crate::error::Error;

const OPEN: u32 = 1;
const TEXT: u32 = 2;
const CLOSE: u32 = 3;
const STOPPED: u32 = 4;
const STOPPED_NODES: u32 = 1;

/// Decodes a snapshot in one pass. Node numbers are those of the snapshot.
///
/// # Errors
/// [`Error::BadSnapshot`] when the stream ends early, names an unknown code or attribute, or runs out of strings.
pub fn decode(strings: &str, codes: &[u32]) -> Result<Dom, Error> {
    let mut reader = Reader { codes, at: 0, strings };
    let mut builder = DomBuilder::new();
    while let Some(code) = reader.next_code() {
        match code {
            OPEN => open_element(&mut reader, &mut builder)?,
            TEXT => builder.text(reader.string()?),
            CLOSE => builder.close(),
            STOPPED => match reader.required("a reason")? {
                STOPPED_NODES => builder.truncate(Truncation::Nodes),
                _ => builder.truncate(Truncation::Time),
            },
            _ => return Err(reader.broken("unknown code")),
        }
    }
    Ok(builder.finish())
}

fn open_element(reader: &mut Reader<'_>, builder: &mut DomBuilder) -> Result<(), Error> {
    let flags = Flags(reader.required("flags")? as u8);
    let count = reader.required("an attribute count")?;
    builder.open(Tag::from_name(reader.string()?), flags);
    for _ in 0..count {
        let index = reader.required("an attribute index")?;
        let name = AttributeName::from_index(index).ok_or_else(|| reader.broken("unknown attribute"))?;
        builder.attribute(name, reader.string()?);
    }
    Ok(())
}

struct Reader<'a> {
    codes: &'a [u32],
    at: usize,
    strings: &'a str,
}

impl<'a> Reader<'a> {
    fn next_code(&mut self) -> Option<u32> {
        let code = self.codes.get(self.at).copied()?;
        self.at += 1;
        Some(code)
    }

    fn required(&mut self, what: &'static str) -> Result<u32, Error> {
        self.next_code().ok_or_else(|| self.broken(what))
    }

    fn string(&mut self) -> Result<&'a str, Error> {
        let (string, rest) = self.strings.split_once('\0').ok_or_else(|| self.broken("a string"))?;
        self.strings = rest;
        Ok(string)
    }

    fn broken(&self, reason: &'static str) -> Error {
        Error::BadSnapshot { at: self.at, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::NodeId;

    #[test]
    fn decodes_elements_attributes_and_text() {
        let dom = decode("html\0p\0lead\0Hello\0", &[1, 0, 0, 1, 1, 1, 1, 2, 3, 3]).expect("well-formed");
        assert_eq!(dom.tag(NodeId(1)), Some(Tag::P));
        assert_eq!(dom.attribute(NodeId(1), AttributeName::CLASS), Some("lead"));
        assert!(dom.flags(NodeId(1)).has(Flags::INVISIBLE));
        assert_eq!(dom.text(NodeId(2)), Some("Hello"));
    }

    #[test]
    fn a_stopped_walk_is_said() {
        assert_eq!(decode("html\0", &[1, 0, 0, 4, 2]).map(|dom| dom.truncated()), Ok(Some(Truncation::Time)));
    }

    #[test]
    fn broken_streams_are_refused_with_the_position() {
        let broken = |strings, codes: &[u32]| decode(strings, codes).expect_err("broken").to_string();
        assert_eq!(broken("html\0", &[1, 0]), "snapshot broken at code 2: an attribute count");
        assert_eq!(broken("html\0", &[1, 0, 1, 99]), "snapshot broken at code 4: unknown attribute");
        assert_eq!(broken("", &[2]), "snapshot broken at code 1: a string");
        assert_eq!(broken("", &[9]), "snapshot broken at code 1: unknown code");
    }
}
