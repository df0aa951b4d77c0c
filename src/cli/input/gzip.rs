//! Unpacks gzip files of many members, one after another, and goes on behind a broken one: web archives hold one record
//! in each member, and one bad block on a disk must not cost the rest of the file.

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
    Inside(Box<GzDecoder<Source<R>>>),
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
        Self::Inside(Box::new(GzDecoder::new(Cursor::new(MAGIC).chain(reader))))
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
                State::Inside(mut member) => match member.read(into) {
                    Ok(0) => self.state = State::behind(*member),
                    Ok(read) => {
                        self.state = State::Inside(member);
                        return Ok(read);
                    }
                    Err(error) => {
                        let what = match error.kind() {
                            ErrorKind::UnexpectedEof => "cut off",
                            ErrorKind::InvalidData | ErrorKind::InvalidInput => "broken",
                            ErrorKind::Interrupted => {
                                self.state = State::Inside(member);
                                return Err(error);
                            }
                            _ => return Err(error),
                        };
                        self.state = State::behind(*member);
                        return Err(io::Error::new(ErrorKind::InvalidData, format!("the gzip stream is {what}")));
                    }
                },
            }
        }
    }
}

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
