//! Unpacks gzip files of many members, one after another, and goes on behind a broken one: web archives hold one record
//! in each member, and one bad block on a disk must not cost the rest of the file.

use std::error::Error;
use std::fmt;
use std::io::{self, BufRead, Cursor, ErrorKind, Read};

use flate2::bufread::GzDecoder;

/// How a member begins: identification and the only compression method (RFC 1952, 2.3).
pub const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// A reader of the unpacked bytes. A broken or cut member gives one error of the kind `InvalidData`; the next read goes on
/// with the next member. Other bytes between members are skipped.
pub struct Unpacked<R> {
    state: State<R>,
}

/// A reader in front of which bytes that were already read are put back.
type Source<R> = io::Chain<Cursor<[u8; MAGIC.len()]>, R>;

enum State<R> {
    /// In a member, and whether anything of it was read.
    Inside(Box<GzDecoder<Source<R>>>, bool),
    Between(R),
    Ended,
}

impl<R: BufRead> Unpacked<R> {
    /// Unpacks what stands behind [`MAGIC`], which has been read already.
    pub fn behind_magic(reader: R) -> Self {
        Self { state: State::inside(reader) }
    }
}

impl<R: BufRead> State<R> {
    fn inside(reader: R) -> Self {
        Self::Inside(Box::new(GzDecoder::new(Cursor::new(MAGIC).chain(reader))), false)
    }

    /// Where a member ended or broke.
    fn behind(member: GzDecoder<Source<R>>) -> Self {
        Self::Between(member.into_inner().into_inner().1)
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Between(mut reader) => {
                    if !skip_past_magic(&mut reader)? {
                        return Ok(0);
                    }
                    self.state = State::inside(reader);
                }
                State::Inside(mut member, has_begun) => match member.read(into) {
                    Ok(0) => self.state = State::behind(*member),
                    Ok(read) => {
                        self.state = State::Inside(member, true);
                        return Ok(read);
                    }
                    Err(error) if error.kind() == ErrorKind::Interrupted => {
                        self.state = State::Inside(member, has_begun);
                        return Err(error);
                    }
                    Err(error) => {
                        let broken = BrokenMember::of(&error, has_begun).ok_or(error)?;
                        self.state = State::behind(*member);
                        return Err(io::Error::new(ErrorKind::InvalidData, broken));
                    }
                },
            }
        }
    }
}

/// What is wrong with a member; found in errors of the kind `InvalidData`.
#[derive(Debug)]
pub struct BrokenMember {
    is_cut: bool,
    /// Whether some of it was read before: the check sum stands at its end, so what was read may be wrong.
    pub has_begun: bool,
}

impl BrokenMember {
    fn of(error: &io::Error, has_begun: bool) -> Option<Self> {
        match error.kind() {
            ErrorKind::UnexpectedEof => Some(Self { is_cut: true, has_begun }),
            ErrorKind::InvalidData | ErrorKind::InvalidInput => Some(Self { is_cut: false, has_begun }),
            _ => None,
        }
    }

    /// The broken member of which an error speaks.
    pub fn in_error(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl fmt::Display for BrokenMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_cut { "the gzip stream is cut off" } else { "the gzip stream is broken" })
    }
}

impl Error for BrokenMember {}

/// Whether another member follows.
fn skip_past_magic(reader: &mut impl BufRead) -> io::Result<bool> {
    let mut last = [0; MAGIC.len()];
    while last != MAGIC {
        let Some(byte) = reader.by_ref().bytes().next() else { return Ok(false) };
        last.rotate_left(1);
        last[MAGIC.len() - 1] = byte?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    /// The texts between errors, and the errors.
    fn read(packed: &[u8]) -> Vec<Result<String, String>> {
        let mut reader = Unpacked::behind_magic(packed.strip_prefix(&MAGIC).unwrap());
        let mut found = Vec::new();
        loop {
            let mut bytes = Vec::new();
            let ended = reader.read_to_end(&mut bytes);
            if !bytes.is_empty() {
                found.push(Ok(String::from_utf8(bytes).unwrap()));
            }
            match ended {
                Ok(_) => return found,
                Err(error) => found.push(Err(error.to_string())),
            }
        }
    }

    #[test]
    fn members_follow_each_other_whatever_stands_between_and_behind() {
        let packed = [member("one "), vec![0; 9], member("two"), b"behind".to_vec()].concat();
        assert_eq!(read(&packed), [Ok("one two".to_owned())]);
    }

    #[test]
    fn behind_a_broken_member_the_next_is_read() {
        let mut broken = member("two");
        // The check sum stands in the last eight bytes.
        let at = broken.len() - 8;
        broken[at] ^= 1;
        let packed = [member("one"), broken, member("three")].concat();
        let bad = Err("the gzip stream is broken".to_owned());
        assert_eq!(read(&packed), [Ok("onetwo".to_owned()), bad, Ok("three".to_owned())]);
    }

    #[test]
    fn a_cut_member_is_an_error_once() {
        let mut packed = member("some words that take a few bytes");
        packed.truncate(packed.len() - 9);
        let found = read(&packed);
        assert_eq!(found.last(), Some(&Err("the gzip stream is cut off".to_owned())));
        assert_eq!(found.iter().filter(|part| part.is_err()).count(), 1);
    }
}
