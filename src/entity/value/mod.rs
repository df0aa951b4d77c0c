//! Values: money, percent, dates, times, quantities, tickers. One pass over the tokens: a figure, a sign or a trigger
//! word calls the small parsers that may begin there. (Patterns of a regex engine took three quarters of an analysis in
//! a fresh module, because they had to be compiled.)

mod calendar;
mod cursor;
mod date;
mod money;
mod number;
mod quantity;
mod tense;
mod ticker;

use crate::page::Page;
use crate::span::Span;
use crate::text::{TokenKind, Words};
use calendar::Day;
use cursor::Cursor;
use number::{Letters, Number};

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
    /// Normalized form, left out where the text and the date of the page do not settle it:
    ///
    /// - ticker: `9988.HK`;
    /// - money: amount and ISO 4217 code, `18600000 USD`; `1200000/1500000 USD` for a range;
    /// - percent: the fraction, `0.06`, `0.03/0.05`;
    /// - date: ISO 8601, as exact as it is stated: `2023-10-06`, `2023-10`, `2023`, or an interval of both ends
    ///   included, `1990/1999`;
    /// - time: `16:40`, with the offset from UTC where the zone states it: `11:45Z`;
    /// - quantity: number and unit, `1.4 mile`.
    pub normal: Option<String>,
}

/// A value that a parser found, in bytes of the text.
struct Found {
    kind: ValueKind,
    start: usize,
    end: usize,
    normal: Option<String>,
}

/// What all parsers may look at.
struct Scan<'a> {
    words: &'a Words<'a>,
    /// The day of the article.
    today: Option<Day>,
    /// Currency of a bare dollar sign.
    dollar: &'static str,
    /// The token that is looked at.
    token: usize,
    /// Where the last value ended, and its kind.
    last: Option<(usize, ValueKind)>,
}

/// Finds the values of a text, in text order, not overlapping. Dates without year and relative ones are resolved
/// against the date of the page.
pub fn find(words: &Words<'_>, page: &Page) -> Vec<Value> {
    let today = page.published.as_ref().or(page.modified.as_ref()).and_then(|date| Day::parse(&date.value));
    let dollar = money::dollar_of(page.url.as_ref().map(|url| url.value.as_str()));
    let mut scan = Scan { words, today, dollar, token: 0, last: None };
    let mut values = Vec::new();
    for token in 0..words.tokens.len() {
        let free = scan.last.map_or(0, |(end, _)| end);
        let start = words.tokens[token].span.start as usize;
        if start < free {
            continue;
        }
        scan.token = token;
        let Some(found) = begins_at(&scan, token, start).filter(|found| found.start >= free) else { continue };
        scan.last = Some((found.end, found.kind));
        values.push(Value { kind: found.kind, span: Span::new(found.start, found.end), normal: found.normal });
    }
    values
}

/// The value that begins with a token.
fn begins_at(scan: &Scan<'_>, token: usize, at: usize) -> Option<Found> {
    let start = Cursor { text: scan.words.text, at };
    match start.rest().bytes().next()? {
        b'0'..=b'9' => by_figures(scan, token, start),
        b'(' => ticker::in_brackets(Cursor { at: at + 1, ..start }),
        b'$' => ticker::cash_tag(start).or_else(|| money::by_sign(scan, start)),
        b'A'..=b'Z' => {
            let word = start.word();
            let is_upper = start.rest().as_bytes().get(1).is_some_and(|byte| !byte.is_ascii_lowercase());
            let of_upper = || {
                ticker::by_exchange(start)
                    .or_else(|| money::by_sign(scan, start))
                    .or_else(|| date::short_quarter(start))
            };
            let is_rupee = start.rest().starts_with("Rs");
            if is_upper {
                of_upper()
            } else if is_rupee {
                money::by_sign(scan, start)
            } else {
                None
            }
            .or_else(|| by_word(scan, token, start, word))
        }
        b'a'..=b'z' => by_word(scan, token, start, start.word()),
        // `€`, `£`, `¥` and the like; letters of other scripts begin none.
        128.. if scan.words.tokens.get(token)?.kind == TokenKind::Punctuation => money::by_sign(scan, start),
        _ => None,
    }
}

/// A value that begins with a word.
fn by_word(scan: &Scan<'_>, token: usize, start: Cursor<'_>, word: &str) -> Option<Found> {
    if !is_trigger(word) {
        return None;
    }
    if let Some(found) = date::by_word(scan, token, start, word) {
        return Some(found);
    }
    if let Some(found) = quantity::named_time(start, word) {
        return Some(found);
    }
    if let Some(found) = date::compound_year(start) {
        return Some(found);
    }
    let mut end = start;
    let number = quantity::is_number_word(word).then(|| number::words(&mut end)).flatten()?;
    measured(scan, token, start, end, number)
}

/// The number in figures or words that begins at a byte of a text: where it ends, and its worth in figures, `None` where it
/// has too many of them. Not read are `one`, which is mostly a pronoun, and what is part of a longer word, as in `5th`.
pub fn read_number(text: &str, at: usize) -> Option<(usize, Option<String>)> {
    let mut cursor = Cursor { text, at };
    let mut number = number::figures(&mut cursor).or_else(|| number::words(&mut cursor))?;
    number::magnitude(&mut cursor, &mut number, Letters::Attached);
    let is_whole = cursor.peek().is_none_or(|next| !next.is_alphanumeric());
    let is_word_for_one = !text.get(at..)?.starts_with(|c: char| c.is_ascii_digit())
        && number.worth.and_then(number::Decimal::small) == Some(1);
    (is_whole && !number.is_article && !is_word_for_one).then(|| (cursor.at, number.worth.map(number::Decimal::text)))
}

/// Whether a value may begin with the word: a quick look before the parsers try.
fn is_trigger(word: &str) -> bool {
    // First letters of months, weekdays, number words and relative words; the longest are `September`, `yesterday`.
    const FIRST: &[u8] = b"adefhjlmnoqstwy";
    const LONGEST: usize = 9;
    let is_first = word.bytes().next().is_some_and(|byte| FIRST.contains(&byte.to_ascii_lowercase()));
    is_first && word.len() <= LONGEST
}

/// A value that begins with figures.
fn by_figures(scan: &Scan<'_>, token: usize, start: Cursor<'_>) -> Option<Found> {
    // `.5`, `A320`: the number began before.
    if start.last().is_some_and(|last| last.is_alphanumeric() || last == '.') {
        return None;
    }
    let mut end = start;
    let number = number::figures(&mut end)?;
    let dated = longest([date::by_figures(scan, start), quantity::time(start), date::year(scan, token, start)]);
    longest([measured(scan, token, start, end, number), dated])
}

/// With a minus before the number, if it is one: no number or word stands before it.
fn signed(start: Cursor<'_>) -> Cursor<'_> {
    if let Some(before) = start.text.get(..start.at).and_then(|before| before.strip_suffix(MINUS)) {
        return Cursor { at: before.len(), ..start };
    }
    let Some(sign) = start.last().filter(|last| matches!(last, '-' | '−')) else { return start };
    let before = Cursor { at: start.at - sign.len_utf8(), ..start };
    let is_sign = before.last().is_none_or(|last| last.is_whitespace() || matches!(last, '(' | '"' | '“'));
    if is_sign { before } else { start }
}

/// A minus in words: `minus 5 degrees`.
const MINUS: &str = "minus ";

/// A number and what it measures: money, percent, a unit, `o’clock`, `ago`.
fn measured(scan: &Scan<'_>, token: usize, start: Cursor<'_>, end: Cursor<'_>, number: Number) -> Option<Found> {
    let amount = Amount::read(end, number, Letters::Spaced);
    let measure = Amount::read(end, number, Letters::Attached);
    let before = [1, 2, 3].map(|back| token.checked_sub(back).map_or("", |before| scan.words.lowered(before)));
    let mut found = longest([
        quantity::pounds(start, &measure, &before),
        money::behind_number(scan, start, &amount),
        quantity::percent(signed(start), &measure),
        date::ago(scan, start, &measure),
        quantity::with_unit(signed(start), &measure),
        quantity::oclock(start, end),
    ]);
    // `a quarter of a million pounds`, `minus 5 million euros`: what stands before the amount is not read.
    let is_part = before[0] == "of" && FRACTIONS.contains(&before[1].trim_end_matches('s'));
    let is_negative = signed(start).at < start.at;
    if let Some(found) = found.as_mut()
        && (is_part || is_negative && found.kind == ValueKind::Money)
    {
        found.normal = None;
    }
    found
}

/// Parts of a number, in the singular.
const FRACTIONS: [&str; 6] = ["fifth", "half", "quarter", "tenth", "third", "three-quarter"];

/// A number, or a range of two, with the magnitude behind it.
struct Amount<'a> {
    first: Number,
    second: Option<Number>,
    /// Behind it.
    end: Cursor<'a>,
}

impl<'a> Amount<'a> {
    fn read(end: Cursor<'a>, number: Number, letters: Letters) -> Self {
        let mut amount = Self { first: number, second: None, end };
        number::magnitude(&mut amount.end, &mut amount.first, letters);
        let mut behind = amount.end;
        if (behind.eat_any(&['-', '–']) || behind.eat_spaced(&["to"]) && behind.space())
            && let Some(mut second) = number::figures(&mut behind)
        {
            number::magnitude(&mut behind, &mut second, letters);
            let grows = amount.first.worth.zip(second.worth).is_some_and(|(one, two)| two.is_more_than(one));
            if grows {
                (amount.second, amount.end) = (Some(second), behind);
            }
        }
        amount
    }

    /// The amount with its numbers times a power of ten.
    fn scaled(&self, exponent: i32) -> Self {
        let scaled = |number: Number| Number { worth: number.worth.map(|worth| worth.scaled(exponent)), ..number };
        Self { first: scaled(self.first), second: self.second.map(scaled), end: self.end }
    }

    /// The number or numbers in figures: `1200000`, `3/5`. The magnitude at the end of a range counts for both.
    fn text(&self) -> Option<String> {
        let one = self.first.worth?;
        let Some(second) = self.second else { return Some(one.text()) };
        let one = if self.first.magnitude == 0 { one.scaled(second.magnitude) } else { one };
        Some(format!("{}/{}", one.text(), second.worth?.text()))
    }
}

/// What days are named for.
const EVENTS: [&str; 9] =
    ["attack", "attacks", "bombings", "coup", "earthquake", "massacre", "riot", "terrorist", "uprising"];

/// Tokens of a day without a year: `Sept.`, `11`.
const DATE_TOKENS: usize = 2;

/// The longest of the candidates, the earlier of two.
fn longest<const N: usize>(found: [Option<Found>; N]) -> Option<Found> {
    found.into_iter().flatten().reduce(
        |best, other| {
            if other.end - other.start > best.end - best.start { other } else { best }
        },
    )
}

impl Scan<'_> {
    /// The ISO form of a day or days of a month, in the stated year or the one nearest to the article.
    fn iso_days(&self, stated: Option<u32>, month: u32, day: u32, last: Option<u32>) -> Option<String> {
        let year = match stated {
            Some(year) => i64::from(year),
            None if self.is_anniversary() => return None,
            None => self.today?.year_of_day(month, day, tense::around(self.words, self.token))?,
        };
        let first = Day::new(year, month, day)?;
        // `since November 23` is over: in an article of 13 November it is that of the year before.
        let is_since = self.token.checked_sub(1).is_some_and(|before| self.words.lowered(before) == "since");
        let is_ahead = stated.is_none() && is_since && self.today.is_some_and(|today| first > today);
        let first = if is_ahead { Day::new(year - 1, month, day)?.iso() } else { first.iso() };
        let Some(last) = last else { return Some(first) };
        Some(format!("{first}/{}", Day::new(year, month, last)?.iso()))
    }

    /// `the Sept. 11 attacks`, `the Jan. 6 riot`: what the day is famous for tells its year.
    fn is_anniversary(&self) -> bool {
        EVENTS.contains(&self.words.lowered(self.token + DATE_TOKENS))
    }

    /// The days from one date to another, in the stated year or the one nearest to the article.
    fn iso_range(&self, year: Option<u32>, first: (u32, u32), last: (u32, u32)) -> Option<String> {
        let end = match year {
            Some(year) => i64::from(year),
            None => self.today?.year_of_day(last.0, last.1, tense::around(self.words, self.token))?,
        };
        // `December 23–January 6, 2024` begins in the year before.
        let begin = if first > last { end - 1 } else { end };
        Some(format!("{}/{}", Day::new(begin, first.0, first.1)?.iso(), Day::new(end, last.0, last.1)?.iso()))
    }

    /// What stands between the last value, if it is a date, and a token.
    fn between_dates(&self, token: usize) -> Option<&str> {
        let start = self.words.tokens.get(token)?.span.start as usize;
        let (end, _) = self.last.filter(|(_, kind)| *kind == ValueKind::Date)?;
        self.words.text.get(end..start)
    }

    fn is_sentence_start(&self, token: usize) -> bool {
        let at = self.words.tokens.get(token).map_or(0, |token| token.span.start);
        self.words.sentence_at(at).and_then(|sentence| self.words.sentences.get(sentence)).is_some_and(|sentence| {
            (sentence.tokens.start..token).all(|at| self.words.tokens[at].kind == TokenKind::Punctuation)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Origin, Stated};

    /// Kind, words and normal form of each value, on a page of Thursday, 13 November 2025.
    fn values(text: &str) -> Vec<String> {
        let page =
            Page { published: Some(Stated::new("2025-11-13T08:00:00Z".to_owned(), Origin::Meta)), ..Page::default() };
        let line = |value: &Value| {
            format!("{:?} {} = {}", value.kind, value.span.of(text), value.normal.as_deref().unwrap_or("-"))
        };
        find(&Words::of_line(text), &page).iter().map(line).collect()
    }

    #[test]
    fn tickers_are_normalized() {
        assert_eq!(
            values("Alibaba (9988. HK) and Ford (NYSE: F) rose."),
            ["Ticker 9988. HK = 9988.HK", "Ticker NYSE: F = F"]
        );
    }

    #[test]
    fn money_has_amount_and_currency() {
        assert_eq!(
            values("It cost $1.2 billion, or 40 million euros."),
            ["Money $1.2 billion = 1200000000 USD", "Money 40 million euros = 40000000 EUR"]
        );
    }

    #[test]
    fn dates_are_resolved_against_the_day_of_the_page() {
        assert_eq!(
            values("On 12 March 2026 and last month."),
            ["Date 12 March 2026 = 2026-03-12", "Date last month = 2025-10"]
        );
        assert_eq!(values("He said so on Tuesday."), ["Date Tuesday = 2025-11-11"]);
    }

    #[test]
    fn idiom_is_no_value() {
        assert_eq!(values("A day is a day."), [""; 0]);
    }
}
