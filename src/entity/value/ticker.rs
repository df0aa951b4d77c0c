//! Tickers: `(9988. HK)`, `NASDAQ: AAPL`, `$TSLA`. The normal form is the code, with the suffix of the exchange where
//! the usual one has one: `9988.HK`.

use super::cursor::Cursor;
use super::{Found, ValueKind};

/// Exchanges as they are printed, and the suffix of their codes.
const EXCHANGES: [(&str, &str); 34] = [
    ("NYSE", ""),
    ("NYSEAMERICAN", ""),
    ("NASDAQ", ""),
    ("Nasdaq", ""),
    ("AMEX", ""),
    ("OTC", ""),
    ("OTCMKTS", ""),
    ("LSE", ".L"),
    ("LON", ".L"),
    ("AIM", ".L"),
    ("TSX", ".TO"),
    ("TSE", ""),
    ("ASX", ".AX"),
    ("HKEX", ".HK"),
    ("HKG", ".HK"),
    ("SEHK", ".HK"),
    ("ETR", ".DE"),
    ("FRA", ".F"),
    ("XETRA", ".DE"),
    ("EPA", ".PA"),
    ("AMS", ".AS"),
    ("BIT", ".MI"),
    ("BME", ".MC"),
    ("TYO", ".T"),
    ("NSE", ".NS"),
    ("BSE", ".BO"),
    ("SIX", ".SW"),
    ("SWX", ".SW"),
    ("SHA", ".SS"),
    ("SHE", ".SZ"),
    ("KRX", ".KS"),
    ("SGX", ".SI"),
    ("JSE", ".JO"),
    ("TPE", ".TW"),
];

/// Longest code behind the name of an exchange.
const MAX_CODE: usize = 6;

fn upper(next: &mut Cursor<'_>, max: usize, accept: impl Fn(u8) -> bool) -> Option<usize> {
    let len = next.rest().bytes().take(max + 1).take_while(|byte| accept(*byte)).count();
    next.at += len;
    (1..=max).contains(&len).then_some(len)
}

/// `NASDAQ: AAPL`, `NYSE:BRK.B`.
pub fn by_exchange(start: Cursor<'_>) -> Option<Found> {
    let mut next = start;
    let (name, suffix) = EXCHANGES.iter().find(|(name, _)| next.word() == *name)?;
    next.at += name.len();
    if !next.eat(":") {
        return None;
    }
    next.space();
    let code = next.at;
    upper(&mut next, MAX_CODE, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())?;
    let mut class = next;
    let has_class =
        class.eat(".") && upper(&mut class, 3, |byte| byte.is_ascii_uppercase()).is_some() && class.is_border();
    if has_class {
        next = class;
    }
    let code = next.text.get(code..next.at).filter(|_| next.is_border())?;
    let suffix = if has_class { "" } else { suffix };
    Some(Found { kind: ValueKind::Ticker, start: start.at, end: next.at, normal: Some(format!("{code}{suffix}")) })
}

/// `(9988. HK)`, `(AAPL.O)`, the first of `(9988.HK/BABA.N)`: start is behind the bracket.
pub fn in_brackets(start: Cursor<'_>) -> Option<Found> {
    let mut next = start;
    let is_number = next.peek().is_some_and(|c| c.is_ascii_digit());
    if is_number {
        let len = upper(&mut next, MAX_CODE, |byte| byte.is_ascii_digit())?;
        if len < MIN_DIGITS || !next.eat(".") {
            return None;
        }
        next.space();
    } else {
        upper(&mut next, 5, |byte| byte.is_ascii_uppercase())?;
        if !next.eat(".") {
            return None;
        }
    }
    upper(&mut next, 2, |byte| byte.is_ascii_uppercase())?;
    let words = next.text.get(start.at..next.at).filter(|_| next.rest().starts_with([')', '/', ',', ';']))?;
    let normal = words.chars().filter(|c| !c.is_whitespace()).collect();
    Some(Found { kind: ValueKind::Ticker, start: start.at, end: next.at, normal: Some(normal) })
}

/// Codes in figures have at least so many.
const MIN_DIGITS: usize = 4;

/// `$TSLA`.
pub fn cash_tag(start: Cursor<'_>) -> Option<Found> {
    let mut next = start;
    let is_tag = next.eat("$") && upper(&mut next, 5, |byte| byte.is_ascii_uppercase()).is_some_and(|len| len > 1);
    let normal = next.text.get(start.at + 1..next.at).filter(|_| is_tag && next.is_border())?.to_owned();
    Some(Found { kind: ValueKind::Ticker, start: start.at, end: next.at, normal: Some(normal) })
}
