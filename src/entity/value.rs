//! Values by pattern: money, percent, dates, times, quantities, tickers.

use std::sync::LazyLock;

use regex::Regex;

use crate::span::Span;

/// What a value measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the variants are the words of the JSON contract")]
pub enum ValueKind {
    Ticker,
    Money,
    Percent,
    Date,
    Time,
    Quantity,
}

/// A value in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it measures.
    pub kind: ValueKind,
    /// Where it stands.
    pub span: Span,
    /// Normalized form, where there is one: `9988.HK` for a ticker.
    pub normal: Option<String>,
}

const NUMBER: &str = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?";
const WORD_NUMBER: &str = "(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half a|a)(?:-(?i:one|two|three|four|five|six|seven|eight|nine))?";
const MAGNITUDE: &str =
    r"(?:[ \u{a0}-]?(?:thousand|million|billion|trillion|crore|lakh|mln|bln|bn|tn|mn|[kmKM]|m|b|B)\b)";
const MONTH: &str = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)";
const WEEKDAY: &str = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
const SEASON: &str = "(?:spring|summer|autumn|fall|winter)";
const ORDINAL_QUARTER: &str = "(?:first|second|third|fourth|last) quarter";
const YEAR: &str = r"(?:1[5-9]|20)\d{2}";
/// Units of measure and durations. Counted nouns (`62,000 homes`) are not measured and are no values.
const UNIT: &str = r"(?:kilomet(?:er|re)s?|km/h|km|met(?:er|re)s?|centimet(?:er|re)s?|millimet(?:er|re)s?|cm|mm|miles?|mph|feet|foot|ft|inches|inch|yards?|acres?|hectares?|square (?:kilomet(?:er|re)s|met(?:er|re)s|miles|feet)|kilograms?|kilos?|kg|grams?|tonnes?|tons?|ounces?|lit(?:er|re)s?|gallons?|barrels?|megawatts?|gigawatts?|kilowatts?|MW|GW|kW|kWh|MWh|GWh|TWh|degrees?|°C|°F|gigabytes?|terabytes?|GB|TB|MB|hours?|minutes?|seconds?|days?|weeks?|months?|years?|decades?)";
const CURRENCY_WORD: &str = r"(?:(?:US|U\.S\.|Hong Kong|Australian|Canadian|New Zealand|Singapore) )?(?:dollars?|euros?|pounds?(?: sterling)?|yen|yuan|renminbi|rupees?|francs?|crowns?|kron(?:or|er|a)|roubles?|rubles?|pesos?|reais|won|rand|dirhams?|riyals?|shekels?|lira|zloty|forints?|cents?|pence)";
const CURRENCY_SIGN: &str = r"(?:(?:US\$|HK\$|A\$|C\$|NZ\$|S\$|R\$|NT\$|[$€£¥₹₽₩₺]|\b(?:USD|EUR|GBP|JPY|CNY|CHF|RMB|INR|AUD|CAD|Rs\.?))[ \u{a0}]?)";
const EXCHANGE: &str =
    "(?:NYSE|NASDAQ|Nasdaq|LSE|LON|TSX|ASX|HKEX|HKG|SEHK|AMEX|ETR|FRA|EPA|TYO|NSE|BSE|SIX|SWX|SHA|SHE|KRX|AMS|BIT|BME)";

/// One pattern per kind and form. Where a pattern has a group, the value is the group. Of overlapping values the one
/// that starts first wins, then the longer, then the earlier pattern.
static PATTERNS: LazyLock<Vec<(ValueKind, Regex)>> = LazyLock::new(|| {
    let n = format!("(?:{NUMBER})");
    let sources = [
        (ValueKind::Ticker, format!(r"\b{EXCHANGE}: ?[A-Z0-9]{{1,6}}(?:\.[A-Z]{{1,3}})?\b")),
        (ValueKind::Ticker, r"\((\d{4,6}\. ?[A-Z]{1,2}|[A-Z]{1,5}\.[A-Z]{1,2})\)".to_owned()),
        (ValueKind::Ticker, r"\$[A-Z]{2,5}\b".to_owned()),
        (ValueKind::Quantity, format!(r"\b({n} pounds?) (?:of|heavier|lighter|in weight)\b|\b(?:weigh(?:s|ed|ing)?|lost|gained) (?:about |some |up to )?({n} pounds?)\b")),
        (ValueKind::Money, format!(r"{CURRENCY_SIGN}{n}{MAGNITUDE}?(?: {CURRENCY_WORD}\b)?(?:(?: to |-|–){CURRENCY_SIGN}?{n}{MAGNITUDE}?)?")),
        (ValueKind::Money, format!(r"\b(?:{n}|{WORD_NUMBER}){MAGNITUDE}? {CURRENCY_WORD}\b")),
        (ValueKind::Money, format!(r"\b{n}{MAGNITUDE}?[ \u{{a0}}]?(?:[€£]|(?:USD|EUR|GBP|CHF)\b)")),
        (ValueKind::Percent, format!(r"(?:[-−]|\b)(?:{n}(?:(?:-|–| to ){n})?|{WORD_NUMBER})(?:[ \u{{a0}}-]?%| per ?cent\b| percent\b| pct\b|-percent\b| percentage points?\b| basis points?\b)")),
        (ValueKind::Date, format!(r"\b(?:{WEEKDAY},? )?(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}(?:,? \d{{4}})?|{MONTH} \d{{4}})\b")),
        (ValueKind::Date, r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b".to_owned()),
        (ValueKind::Date, format!(r"\b(?i:yesterday|today|tomorrow|tonight|(?:last|next|this|earlier this|later this) (?:week|month|year|quarter|{SEASON}|weekend|night))\b")),
        (ValueKind::Date, format!(r"\b(?:{SEASON}|{ORDINAL_QUARTER}) of {YEAR}\b|\b{ORDINAL_QUARTER}\b|\b[QH][1-4] 20\d{{2}}\b")),
        (ValueKind::Date, format!(r"\b(?:(?i:last|next|this) )?{WEEKDAY}\b(?: (?:morning|afternoon|evening|night))?")),
        (ValueKind::Date, format!(r"\b{YEAR}[–-]{YEAR}\b|\b(?i:in|since|by|until|till|from|to|and|during|of|before|after|early|late|mid|between)[ -](?:the )?({YEAR}s?)\b")),
        (ValueKind::Date, r"\b(?i:in|since|by|until|from|of|last|next|early|late|before|after) (January|February|March|April|May|June|July|August|September|October|November|December)\b".to_owned()),
        (ValueKind::Time, format!(r"\b\d{{1,2}}(?:[:.]\d{{2}})? ?(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b)(?: (?:GMT|BST|ET|EST|EDT|CET|CEST|UTC|PT|PST|PDT)\b)?|\b(?:[01]?\d|2[0-3]):[0-5]\d(?: ?(?:GMT|BST|ET|CET|UTC)\b)?|\b(?:noon|midnight)\b|\b(?:\d{{1,2}}|{WORD_NUMBER}) o[’']clock\b")),
        (ValueKind::Quantity, format!(r"(?:[-−]|\b)(?:{n}|{WORD_NUMBER}){MAGNITUDE}?[ \u{{a0}}-]?{UNIT}\b")),
    ];
    // The patterns are literals of this file; the test below counts that each compiles.
    sources.into_iter().filter_map(|(kind, source)| Some((kind, Regex::new(&ascii(&source)).ok()?))).collect()
});

/// ASCII word borders and digits: the automaton of a Unicode border gives up at every curly quote and the slow engine
/// takes over (half of all instructions of an analysis, before).
fn ascii(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]").replace("(?i:", "(?i-u:")
}

/// Finds the values of a text, in text order, not overlapping.
pub fn find(text: &str) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for (kind, pattern) in PATTERNS.iter() {
        let has_group = pattern.captures_len() > 1;
        for whole in pattern.find_iter(text) {
            let group = has_group.then(|| pattern.captures_at(text, whole.start())).flatten();
            let group = group.and_then(|captures| captures.iter().skip(1).flatten().next());
            let found = group.unwrap_or(whole);
            let span = Span::new(found.start(), found.end());
            if is_plausible(*kind, text, span) {
                let normal = (*kind == ValueKind::Ticker).then(|| normal_ticker(span.of(text)));
                values.push(Value { kind: *kind, span, normal });
            }
        }
    }
    // Stable: of two that start together the earlier pattern's comes first, unless the later is longer.
    values.sort_by_key(|value| (value.span.start, std::cmp::Reverse(value.span.end)));
    let mut kept: Vec<Value> = Vec::with_capacity(values.len());
    for value in values {
        match kept.last() {
            Some(last) if last.span.overlaps(value.span) => {}
            _ => kept.push(value),
        }
    }
    kept
}

/// `a day` and `a-year` are idiom; a minus sign belongs to a number only where no number stands before it; the day in
/// `Sunday Times` is a name.
fn is_plausible(kind: ValueKind, text: &str, span: Span) -> bool {
    let words = span.of(text);
    let (before, after) = (text.get(..span.start as usize).unwrap_or(""), text.get(span.end as usize..).unwrap_or(""));
    let number = words.trim_start_matches(['-', '−']);
    let is_idiom =
        number.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("a ") || head.eq_ignore_ascii_case("a-"));
    let has_magnitude =
        ["thousand", "million", "billion", "trillion"].iter().any(|magnitude| words.contains(magnitude));
    match kind {
        ValueKind::Quantity | ValueKind::Money | ValueKind::Percent => !is_idiom || has_magnitude,
        ValueKind::Date if words.starts_with(char::is_uppercase) && words.ends_with("day") => {
            let next =
                after.strip_prefix(' ').and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next()).unwrap_or("");
            let is_named = before.ends_with("The ") || before.ends_with("the ");
            !(is_named && next.starts_with(char::is_uppercase))
        }
        _ => true,
    }
}

/// `9988. HK` -> `9988.HK`, `NYSE: F` -> `F`.
fn normal_ticker(words: &str) -> String {
    let code = words.rsplit_once(':').map_or(words, |(_, code)| code);
    code.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(ValueKind, &str)]) {
        let found = find(text);
        let found: Vec<(ValueKind, &str)> = found.iter().map(|value| (value.kind, value.span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(PATTERNS.len(), 17);
    }

    #[test]
    fn tickers_are_normalized() {
        let found = find("Alibaba (9988. HK) and Ford (NYSE: F) rose.");
        let normal: Vec<_> = found.iter().filter_map(|value| value.normal.as_deref()).collect();
        assert_eq!(normal, ["9988.HK", "F"]);
    }

    #[test]
    fn money_has_sign_or_word() {
        check(
            "It cost $1.2 billion, or 40 million euros.",
            &[(ValueKind::Money, "$1.2 billion"), (ValueKind::Money, "40 million euros")],
        );
    }

    #[test]
    fn dates_are_absolute_or_relative() {
        check(
            "On 12 March 2026 and last month.",
            &[(ValueKind::Date, "12 March 2026"), (ValueKind::Date, "last month")],
        );
        check("In 2018, it rose.", &[(ValueKind::Date, "2018")]);
    }

    #[test]
    fn idiom_is_no_value() {
        check("A day is a day.", &[]);
    }
}
