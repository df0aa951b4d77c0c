//! Money: a sign or code before figures (`$1.2bn`, `EUR 61 million`), or a word or sign behind them.

use super::cursor::Cursor;
use super::number::{self, Letters, Number};
use super::{Amount, Found, Scan, ValueKind};

/// Signs before figures and their currency; longer ones first. A bare `$` is told by the page.
const SIGNS: [(&str, &str); 22] = [
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("NZ$", "NZD"),
    ("NT$", "TWD"),
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("Rs.", "INR"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("Rs", "INR"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₴", "UAH"),
    ("$", ""),
];

/// Codes that stand before or behind figures.
const CODES: [&str; 17] = [
    "AUD", "CAD", "CHF", "CNY", "DKK", "EUR", "GBP", "HKD", "INR", "JPY", "KRW", "NOK", "NZD", "RMB", "SEK", "SGD",
    "USD",
];

/// Currencies in words, without their country; `""` where several countries have one of the name.
const NAMES: [(&str, &str); 31] = [
    ("dollar", "$"),
    ("dollars", "$"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("yen", "JPY"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("rupee", ""),
    ("rupees", ""),
    ("franc", ""),
    ("francs", ""),
    ("crown", ""),
    ("crowns", ""),
    ("krona", ""),
    ("kronor", "SEK"),
    ("kroner", ""),
    ("rouble", "RUB"),
    ("roubles", "RUB"),
    ("ruble", "RUB"),
    ("rubles", "RUB"),
    ("peso", ""),
    ("pesos", ""),
    ("reais", "BRL"),
    ("won", "KRW"),
    ("rand", "ZAR"),
    ("lira", "TRY"),
    ("zloty", "PLN"),
    ("shekels", "ILS"),
    ("forints", "HUF"),
];

/// Currencies in words that are no common English ones, or parts of one.
const OTHER_NAMES: [&str; 10] =
    ["dirham", "dirhams", "riyal", "riyals", "shekel", "forint", "cent", "cents", "naira", "hryvnia"];

/// Countries before the name of a currency.
const COUNTRIES: [(&str, &str, &str); 12] = [
    ("US", "dollar", "USD"),
    ("U.S.", "dollar", "USD"),
    ("Hong Kong", "dollar", "HKD"),
    ("Australian", "dollar", "AUD"),
    ("Canadian", "dollar", "CAD"),
    ("New Zealand", "dollar", "NZD"),
    ("Singapore", "dollar", "SGD"),
    ("Swiss", "franc", "CHF"),
    ("Indian", "rupee", "INR"),
    ("Swedish", "kron", "SEK"),
    ("Danish", "kron", "DKK"),
    ("Norwegian", "kron", "NOK"),
];

/// `$1.2–1.5 million`, `US$3 million`, `€ 58,000`, `CHF 1.2 million`.
pub fn by_sign(scan: &Scan<'_>, start: Cursor<'_>) -> Option<Found> {
    let mut next = start;
    let mut currency = sign(scan, &mut next)?;
    next.space();
    let mut first = number::figures(&mut next)?;
    number::magnitude(&mut next, &mut first, Letters::Spaced);
    if !next.is_border() {
        return None;
    }
    let mut behind = next;
    if behind.space()
        && let Some(named) = name(scan, &mut behind)
    {
        next = behind;
        currency = named;
    }
    let second = second_amount(scan, &mut next);
    Some(found(start, next, &Amount { first, second, end: next }, currency))
}

fn found(start: Cursor<'_>, end: Cursor<'_>, amount: &Amount<'_>, currency: &str) -> Found {
    let normal = amount.text().filter(|_| !currency.is_empty()).map(|amount| format!("{amount} {currency}"));
    Found { kind: ValueKind::Money, start: start.at, end: end.at, normal }
}

/// ISO 4217 code of a code as it is printed.
fn code_of(code: &str) -> &str {
    if code == "RMB" { "CNY" } else { code }
}

/// The currency of a sign or code.
fn sign<'a>(scan: &Scan<'a>, next: &mut Cursor<'_>) -> Option<&'a str> {
    if let Some((sign, currency)) = SIGNS.iter().find(|(sign, _)| next.rest().starts_with(sign)) {
        next.at += sign.len();
        return Some(if currency.is_empty() { scan.dollar } else { currency });
    }
    let code = CODES.iter().find(|code| next.rest().starts_with(**code))?;
    next.at += code.len();
    Some(code_of(code))
}

/// The other end of `$5 to $7 million`, `$1.2–1.5 million`.
fn second_amount(scan: &Scan<'_>, next: &mut Cursor<'_>) -> Option<Number> {
    let mut behind = *next;
    let is_dash = behind.eat_any(&['-', '–']);
    if !(is_dash || behind.eat_spaced(&["to"]) && behind.space()) {
        return None;
    }
    let has_sign = sign(scan, &mut behind).is_some();
    let mut number = number::figures(&mut behind)?;
    number::magnitude(&mut behind, &mut number, Letters::Attached);
    // `from $5 to 7 people` is no range.
    let is_range = behind.is_border() && (is_dash || has_sign || number.magnitude > 0);
    if !is_range {
        return None;
    }
    *next = behind;
    Some(number)
}

/// A currency behind a number: `40 million euros`, `5,000 EUR`, `2,50 €`.
pub fn behind_number(scan: &Scan<'_>, start: Cursor<'_>, amount: &Amount<'_>) -> Option<Found> {
    if amount.first.is_article {
        return None;
    }
    let mut next = amount.end;
    let is_spaced = next.space();
    if let Some(sign) = next.peek().filter(|sign| matches!(sign, '€' | '£')) {
        next.eat_any(&[sign]);
        let currency = if sign == '€' { "EUR" } else { "GBP" };
        // `5 €7` is two prices, if anything.
        let is_behind = !next.peek().is_some_and(|c| c.is_ascii_digit());
        return is_behind.then(|| found(start, next, amount, currency));
    }
    if let Some(code) = CODES.iter().find(|code| next.word() == **code) {
        next.at += code.len();
        return Some(found(start, next, amount, code_of(code)));
    }
    // `40-pound` is a weight, `10-dollar` is money.
    if !(is_spaced || next.eat("-") && next.word() != "pound") {
        return None;
    }
    let mut pence = next;
    if pence.eat_word("pence") || pence.eat_word("penny") {
        return Some(found(start, pence, &amount.scaled(-2), "GBP"));
    }
    let currency = name(scan, &mut next)?;
    Some(found(start, next, amount, currency))
}

/// The currency of a name: `dollars`, `Hong Kong dollars`, `pounds sterling`.
fn name<'a>(scan: &Scan<'a>, next: &mut Cursor<'_>) -> Option<&'a str> {
    let mut behind = *next;
    let country = COUNTRIES.iter().find(|(country, _, _)| {
        let mut after = behind;
        after.eat(country) && after.space()
    });
    if let Some((country, _, _)) = country {
        behind.eat(country);
        behind.space();
    }
    let word = behind.word();
    let lower = word.trim_end_matches(['.']);
    let known = NAMES.iter().find(|(name, _)| *name == lower).map(|(_, currency)| *currency);
    let currency = known.or_else(|| OTHER_NAMES.contains(&lower).then_some(""))?;
    behind.at += word.len();
    if matches!(word, "pounds" | "pound") {
        behind.eat_spaced(&["sterling"]);
    }
    *next = behind;
    let of_country = COUNTRIES
        .iter()
        .find(|(name, stem, _)| country.is_some_and(|(country, _, _)| country == name) && word.starts_with(stem));
    Some(match (of_country, currency) {
        (Some((_, _, currency)), _) => currency,
        (None, "$") => scan.dollar,
        (None, currency) => currency,
    })
}

/// Whose dollar a bare sign means: that of the country of the page's address, else the one of the United States, which
/// style guides leave unmarked.
pub fn dollar_of(url: Option<&str>) -> &'static str {
    let host = url.and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.split(['/', ':', '?']).next());
    match host.and_then(|host| host.rsplit_once('.')).map(|(_, domain)| domain) {
        Some("au") => "AUD",
        Some("ca") => "CAD",
        Some("nz") => "NZD",
        Some("sg") => "SGD",
        Some("hk") => "HKD",
        _ => "USD",
    }
}
