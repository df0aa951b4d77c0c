//! Bytes -> text: tells files that are no text, and finds the character encoding of those that are.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use sayso::Error;

/// Decodes a file. A byte-order mark is believed first, then valid UTF-8, then what the page declares if its bytes
/// bear it out, then a guess.
///
/// # Errors
/// [`Error::NotText`] for files that hold no text.
pub fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode(bytes).0);
    }
    if let Some(looks_like) = binary(bytes) {
        return Err(Error::NotText(looks_like));
    }
    if let Some(encoding) = utf16(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0);
    }
    let head = head(bytes, DECLARED_BYTES);
    let declared = declared(head);
    // ISO-2022-JP is written in ASCII bytes, so it is valid UTF-8 as well.
    if declared != Some(ISO_2022_JP)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(Cow::Borrowed(text));
    }
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
        if !has_errors {
            return Ok(text);
        }
    }
    if is_mostly_utf8(bytes) {
        return Ok(String::from_utf8_lossy(bytes));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(detector.guess(None, Utf8Detection::Deny).decode_without_bom_handling(bytes).0)
}

/// Bytes in which a charset declaration is looked for. The HTML standard says 1024; browsers look on where a long
/// comment or script stands first.
const DECLARED_BYTES: usize = 4096;
/// Bytes by which a binary file or UTF-16 is told.
const SNIFFED_BYTES: usize = 4096;

fn head(bytes: &[u8], limit: usize) -> &[u8] {
    bytes.get(..limit).unwrap_or(bytes)
}

/// First bytes of files that are no text, with what to call them.
const MAGIC: [(&[u8], &str); 30] = [
    (b"%PDF-", "a PDF; save the page as HTML or copy its text"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document; save it as text or HTML"),
    (b"%!PS", "a PostScript document"),
    (b"From: <Saved by", "a page saved as MHTML; save it as HTML"),
    (b"WARC/1.", "a WARC archive"),
    (b"bplist00", "a property list or web archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\0\0\x01\0", "an icon"),
    (b"RIFF", "a WebP image, a sound or a film"),
    (b"ID3", "an MP3 sound"),
    (b"OggS", "an Ogg sound"),
    (b"fLaC", "a FLAC sound"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM film"),
    (b"wOF", "a font"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ", "an xz archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\0asm", "a WebAssembly module"),
    (b"\x7fELF", "a program"),
];
/// Beginnings that words can have, too: they count only where bytes follow that no text holds.
const WORDLIKE: [&[u8]; 5] = [b"BM", b"ID3", b"RIFF", b"BZh", b"wOF"];
/// Where the kind of an MPEG-4 file stands, AVIF and HEIC images among them.
const MPEG4: (usize, &[u8]) = (4, b"ftyp");
/// More control bytes than this share of the first bytes are in no text, percent; broken pages hold a few.
const MAX_CONTROL_PERCENT: usize = 2;

/// What a file looks like that is no text.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    let head = head(bytes, SNIFFED_BYTES);
    let controls = head.iter().filter(|byte| is_control(**byte)).count();
    let is_binary = controls * 100 > head.len() * MAX_CONTROL_PERCENT && utf16(bytes).is_none();
    if let Some((magic, looks_like)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic))
        && (is_binary || !WORDLIKE.contains(magic))
    {
        return Some(looks_like);
    }
    if bytes.get(MPEG4.0..).is_some_and(|rest| rest.starts_with(MPEG4.1)) && is_binary {
        return Some("a film, sound or image in MPEG-4 form");
    }
    is_binary.then_some("a binary file")
}

/// Control bytes that no text encoding uses; ISO-2022-JP shifts with ESC, SO and SI.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0b | 0x10..=0x1a | 0x1c..=0x1f | 0x7f)
}

/// UTF-16 without a byte-order mark: in every script, spaces, line ends and markup have one byte that is NUL, always on
/// the same side; on the other side few characters have one.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = head(bytes, SNIFFED_BYTES);
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (high, low) = (nuls(0), nuls(1));
    let is_side =
        |nuls: usize, other: usize| nuls * 100 > head.len() * MIN_NUL_PERCENT && nuls > other * NULS_PER_OTHER;
    let encoding = if is_side(high, low) {
        UTF_16BE
    } else if is_side(low, high) {
        UTF_16LE
    } else {
        return None;
    };
    let even = head.get(..head.len() & !1)?;
    let (text, has_errors) = encoding.decode_without_bom_handling(even);
    let controls = text.chars().filter(|c| c.is_ascii() && is_control(*c as u8)).count();
    (!has_errors && controls * 100 <= text.len() * MAX_CONTROL_PERCENT).then_some(encoding)
}

/// Fewer NULs than this among the bytes are no UTF-16, percent.
const MIN_NUL_PERCENT: usize = 5;
/// At least so many times more NULs stand on their side than on the other.
const NULS_PER_OTHER: usize = 4;

/// The encoding that `<meta charset>`, `content="…; charset=…"` or an XML declaration names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let label = |name: &str, before: &str| {
        let (_, value) = head
            .match_indices(name)
            .map(|(at, _)| head.split_at(at))
            .find(|(front, _)| front.trim_end().ends_with(|c: char| before.contains(c)))?;
        let value = value.get(name.len()..)?.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(value.len());
        Encoding::for_label(value.get(..end)?.as_bytes())
    };
    let is_xml = head.trim_start().starts_with("<?xml");
    let found = if is_xml { label("encoding", "\"'") } else { None }.or_else(|| label("charset", "a;'\""))?;
    // Who can be read so far is not in UTF-16, whatever it says (HTML standard, "prescan a byte stream").
    Some(if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
}

/// Whether at most one in this many sequences beyond ASCII is broken: a page put together from parts, or cut.
const UTF8_PER_BROKEN: usize = 4;

fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * UTF8_PER_BROKEN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> String {
        text(bytes).map(Cow::into_owned).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn files_that_are_no_text_are_named() {
        let named = |bytes: &[u8]| binary(bytes).unwrap_or("text");
        assert_eq!(named(b"%PDF-1.7\n"), "a PDF; save the page as HTML or copy its text");
        assert_eq!(named(b"\0\0\0\x1cftypavif\0\0\0\0"), "a film, sound or image in MPEG-4 form");
        assert_eq!(named(&[0, 1, 0, 2, 0, 3]), "a binary file");
        assert_eq!(named(b"From: <Saved by Blink>\r\n"), "a page saved as MHTML; save it as HTML");
    }

    #[test]
    fn words_are_no_magic_numbers() {
        assert_eq!(binary(b"BMW said on Monday that RIFF raff was no news."), None);
        assert_eq!(binary(b"BM6\x04\0\0\0\0\0\0"), Some("a BMP image"));
    }

    #[test]
    fn a_few_control_bytes_are_no_binary_file() {
        let page = [b"<p>one\0two", "text ".repeat(100).as_bytes()].concat();
        assert_eq!(binary(&page), None);
    }

    #[test]
    fn marks_and_declarations_are_believed() {
        assert_eq!(decoded(b"\xff\xfeh\0i\0"), "hi");
        assert_eq!(decoded(b"<meta charset=windows-1252>caf\xe9"), "<meta charset=windows-1252>caf\u{e9}");
        assert!(decoded(b"<meta content='text/html; charset = iso-8859-2'>\xb3").ends_with('\u{142}'));
        assert!(decoded(b"<?xml version='1.0' encoding='windows-1251'?>\xcc").ends_with('\u{41c}'));
        assert!(decoded(b"<meta charset=iso-2022-jp>\x1b$B8w\x1b(B").ends_with('\u{5149}'));
    }

    #[test]
    fn bytes_are_believed_more_than_declarations() {
        assert!(decoded("<meta charset=iso-8859-1>na\u{ef}ve".as_bytes()).ends_with("na\u{ef}ve"));
        assert!(
            decoded(b"<meta charset=utf-8>Une \xe9tude du minist\xe8re a \xe9t\xe9 publi\xe9e")
                .ends_with("publi\u{e9}e")
        );
        assert!(decoded(b"<meta charset=utf-16>plain").ends_with("plain"));
        assert_eq!(decoded(b"h\0i\0 \0t\0h\0e\0r\0e\0"), "hi there");
        assert_eq!(decoded(b"\0h\0i\0 \0t\0h\0e\0r\0e"), "hi there");
        let page = "<p>一方、市議会は述べた。</p>";
        let bytes: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&bytes), page);
    }

    #[test]
    fn undeclared_encodings_are_guessed() {
        let guessed = |words: &str, encoding: &'static Encoding| {
            let bytes = encoding.encode(words).0;
            assert_eq!(decoded(&bytes), words);
        };
        guessed("Совет заявил в понедельник, что стена будет построена.", encoding_rs::WINDOWS_1251);
        guessed("市議会は月曜日、堤防の修理に費用がかかると述べた。", encoding_rs::SHIFT_JIS);
        guessed("Rada oświadczyła w poniedziałek, że wał zostanie wzmocniony.", encoding_rs::WINDOWS_1250);
    }

    #[test]
    fn a_broken_character_in_utf8_stays_one() {
        let bytes = ["Der Rat prüft über zwölf Gebäude für Bürger ".as_bytes(), b"\xff."].concat();
        assert!(decoded(&bytes).ends_with("Bürger \u{fffd}."));
    }
}
