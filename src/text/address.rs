//! Addresses inside a chunk of text: web pages, mail, `@handle`. They are kept whole.

use std::ops::Range;

/// Where an address stands in what two white spaces enclose, if one does. Stops and closing marks behind it are not
/// part of it.
pub fn find(chunk: &str) -> Option<Range<usize>> {
    // Nearly every chunk is told by one look at its bytes.
    let has_mark = chunk.bytes().any(|byte| matches!(byte, b'@' | b'/')) || chunk.contains("www.");
    if !has_mark {
        return None;
    }
    let start = chunk.find(|c: char| c.is_alphanumeric() || c == '@')?;
    let rest = chunk.get(start..)?;
    let end = start + trimmed_len(rest);
    let rest = chunk.get(start..end)?;
    let is_address = is_web(rest) || is_handle(rest) || is_mail(rest);
    is_address.then_some(start..end)
}

/// Bytes without the marks that close a phrase or sentence behind an address.
fn trimmed_len(rest: &str) -> usize {
    // A bracket may belong to an address: `https://a.example/Wall_(city)`.
    let holds_bracket = rest.contains('(');
    let closes = |c: char| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '”' | '’' | '»' | ']' | '>' | '…')
            || c == ')' && !holds_bracket
            || super::token::is_invisible(c)
    };
    // What stands behind a quotation mark is no address any more: `a.example/b”—the`.
    let end = rest.find(['"', '”', '“', '<', '>', '—']).unwrap_or(rest.len());
    rest.get(..end).unwrap_or("").trim_end_matches(closes).len()
}

/// `https://…`, `www.…`, or a host with a path: `tarn-island.example/boats.html`, but neither `U.S./Canada` nor `and/or`.
fn is_web(rest: &str) -> bool {
    if let Some((scheme, behind)) = rest.split_once("://") {
        return !behind.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    }
    if rest.strip_prefix("www.").is_some_and(|host| host.contains('.')) {
        return true;
    }
    let Some((host, _)) = rest.split_once('/') else { return false };
    let Some((name, domain)) = host.rsplit_once('.') else { return false };
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && name.bytes().any(|byte| byte.is_ascii_lowercase())
        && (MIN_DOMAIN_BYTES..=MAX_DOMAIN_BYTES).contains(&domain.len())
        && domain.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Length of a top-level domain in an address without scheme: `a.m./p.m.` has none; longer ones are rare in print.
const MIN_DOMAIN_BYTES: usize = 2;
const MAX_DOMAIN_BYTES: usize = 7;

/// `@sayso`.
fn is_handle(rest: &str) -> bool {
    let name = rest.strip_prefix('@').unwrap_or("");
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
}

/// `ana.ruiz@harbor.example`.
fn is_mail(rest: &str) -> bool {
    let Some((name, host)) = rest.split_once('@') else { return false };
    let is_name = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+'))
    };
    is_name(name) && is_name(host) && host.contains('.')
}

#[cfg(test)]
mod tests {
    use super::find;

    fn check(chunk: &str, expected: &str) {
        assert_eq!(find(chunk).and_then(|range| chunk.get(range)).unwrap_or(""), expected, "{chunk}");
    }

    #[test]
    fn addresses_end_before_the_marks_of_the_sentence() {
        check("(https://a.example/b).", "https://a.example/b");
        check("“www.a.example,”", "www.a.example");
        check("https://a.example/Wall_(city)", "https://a.example/Wall_(city)");
        check("ana@a.example.", "ana@a.example");
        check("(@ana_r),", "@ana_r");
    }

    #[test]
    fn slashes_and_at_signs_alone_make_no_address() {
        for chunk in ["and/or", "U.S./Canada", "a.m./p.m.", "REUTERS/Ruiz", "9/11", "km/h", "@", "3@5", "J.P./Ruiz"] {
            check(chunk, "");
        }
    }
}
