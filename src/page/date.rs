//! Dates as pages print them -> ISO 8601, and the choice of the date of publication.

use super::visible::{DateLine, DateRole, Headline};
use super::{Origin, Page, Stated};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// ISO 8601 date or date-time from ISO text (kept as it is, time included), `12 March 2026`, `March 12, 2026`,
/// `2026/03/12` or RFC 2822. `None` when no full date is stated.
pub fn iso_date(text: &str) -> Option<String> {
    let text = text.trim();
    // Most lines hold no figure, and no date is without one.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    iso_prefix(text).or_else(|| {
        let date = written_date(text).or_else(|| dotted_date(text))?;
        let time = time_of_day(text).map_or(String::new(), |time| format!("T{time}"));
        Some(date + &time)
    })
}

/// Dates of publication stand at most so many bytes of text over the headline or under its end.
const MAX_BEFORE_HEADLINE: usize = 250;
const MAX_BEHIND_HEADLINE: usize = 450;

/// A printed date and one stated to machines that differ by so much are one instant in two time zones, and the stated
/// one has the time of day. The address has the day of the outlet itself.
const MAX_CLOCK_DAYS: u32 = 1;

/// The date of publication. A date printed at the headline or in the address wins over a later one stated to machines:
/// systems restamp old articles when they are moved or changed. Then come the address, dates elsewhere on the
/// page, and at last the date of the last change where the page gives no other.
pub fn choose(page: &Page, dates: &[DateLine], headline: &Headline) -> Option<Stated<String>> {
    let stated = |line: &DateLine| Stated::new(line.date.clone(), line.origin);
    let find = |accept: &dyn Fn(&DateLine) -> bool| dates.iter().find(|line| accept(line)).map(stated);
    let under = headline.end..headline.end + MAX_BEHIND_HEADLINE;
    let over = headline.start.saturating_sub(MAX_BEFORE_HEADLINE)..headline.end;
    let near = |role: DateRole| {
        [&under, &over].into_iter().find_map(|range| find(&|line| range.contains(&line.at) && line.role == role))
    };
    let behind = |role: DateRole| find(&|line| line.at >= headline.end && line.role == role);
    let printed = near(DateRole::Published).or_else(|| near(DateRole::Plain)).or_else(|| behind(DateRole::Published));
    let in_url =
        || page.url.as_ref().and_then(|url| date_in_url(&url.value)).map(|date| Stated::new(date, Origin::Url));
    let Some(machine) = page.published.clone() else {
        return printed
            .or_else(in_url)
            .or_else(|| near(DateRole::Modified))
            .or_else(|| behind(DateRole::Plain))
            .or_else(|| behind(DateRole::Modified));
    };
    let printed = printed.filter(|printed| is_earlier(&printed.value, &machine.value));
    printed.or_else(|| in_url().filter(|url| days(&url.value) < days(&machine.value))).or(Some(machine))
}

/// The date of the last change as it is printed at the headline.
pub fn last_change(dates: &[DateLine], headline: &Headline) -> Option<Stated<String>> {
    let under = headline.end..headline.end + MAX_BEHIND_HEADLINE;
    let line = dates.iter().find(|line| under.contains(&line.at) && line.role == DateRole::Modified)?;
    Some(Stated::new(line.date.clone(), line.origin))
}

/// Whether one date is before the other in every time zone.
pub fn is_earlier(one: &str, other: &str) -> bool {
    days(one) + MAX_CLOCK_DAYS < days(other)
}

/// A count that grows by one a day inside a month, and by some more over its end.
fn days(iso: &str) -> u32 {
    let mut parts = iso.get(..10).unwrap_or("").split('-').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next() * 12 + next()) * 31 + next()
}

/// A date as it is printed, ISO 8601 or in figures: `region` settles which of `3/4/2026` is the month.
pub fn printed(text: &str, region: Option<&str>) -> Option<String> {
    iso_date(text).or_else(|| slashed_date(text, region))
}

/// `10/31/2024`: the figure over 12 is the day; where both could be, only a region that is known says.
fn slashed_date(text: &str, region: Option<&str>) -> Option<String> {
    let word = text.split_whitespace().find(|word| word.bytes().filter(|byte| *byte == b'/').count() == 2)?;
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    let mut parts = word.split('/');
    let (one, two, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (first, second): (u32, u32) = (one.parse().ok()?, two.parse().ok()?);
    let is_month_first = match region {
        _ if first > 12 => false,
        _ if second > 12 || first == second => true,
        Some("US") => true,
        Some(_) => false,
        None => return None,
    };
    let (month, day) = if is_month_first { (one, two) } else { (two, one) };
    ymd(year, month, day)
}

/// `27.06.2023`.
fn dotted_date(text: &str) -> Option<String> {
    let word = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()))
        .find(|word| word.len() == 10)?;
    let mut parts = word.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    ymd(year, month, day)
}

/// `16:45` on a 24-hour clock; with `pm` behind it the clock is another.
fn time_of_day(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    if lower.ends_with('m') || lower.contains("am ") || lower.contains("pm ") || lower.contains(".m.") {
        return None;
    }
    text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_ascii_digit())).find(|word| {
        matches!(word.split_once(':'), Some((hour, minute)) if hour.len() == 2 && minute.len() == 2 && hour < "24" && minute < "60")
    })
}

/// The date in an address such as `/2026/03/12/`, `/2026/mar/12/` or `-2026-03-12`.
pub fn date_in_url(url: &str) -> Option<String> {
    let bytes = url.as_bytes();
    (0..bytes.len()).filter(|at| *at == 0 || !bytes[at - 1].is_ascii_digit()).find_map(|at| {
        let rest = url.get(at..)?;
        let mut parts = rest.splitn(3, ['/', '-']);
        let (year, month) = (parts.next().filter(|year| year.len() == 4)?, parts.next()?);
        let day: String = parts.next()?.chars().take_while(char::is_ascii_digit).collect();
        let month = month_index(month).map_or(month.to_owned(), |index| format!("{:02}", index + 1));
        (month.len() == 2 && day.len() == 2).then(|| ymd(year, &month, &day))?
    })
}

/// Text that starts with year, month, day; a time that follows directly is kept.
fn iso_prefix(text: &str) -> Option<String> {
    let head = text.get(..10)?;
    let mut parts = head.split(['-', '/']);
    let date = ymd(parts.next()?, parts.next()?, parts.next()?)?;
    let rest = text.get(10..)?;
    let is_time = rest.starts_with('T')
        && rest.len() <= 20
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-:.".contains(&b));
    Some(if is_time { date + rest } else { date })
}

/// A day, an English month name and a year, in any order, within the first words.
fn written_date(text: &str) -> Option<String> {
    let (mut day, mut month, mut year) = (None, None, None);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(12) {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if month.is_none()
            && let Some(index) = month_index(word)
        {
            month = Some(format!("{:02}", index + 1));
        } else if digits.len() == 4 && year.is_none() {
            year = Some(digits);
        } else if (1..=2).contains(&digits.len()) && day.is_none() && (month.is_none() || year.is_none()) {
            day = Some(format!("{digits:0>2}"));
        }
    }
    ymd(year?, &month?, &day?)
}

/// 0–11 for an English month name or its abbreviation of at least three letters.
fn month_index(word: &str) -> Option<usize> {
    let word = word.to_ascii_lowercase();
    let is_abbreviation =
        |month: &&str| word.len() >= 3 && month.starts_with(&word) || (word == "sept" && **month == *"september");
    MONTHS.iter().position(is_abbreviation)
}

fn ymd(year: &str, month: &str, day: &str) -> Option<String> {
    let all_digits = [year, month, day].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let (y, m, d): (u32, u32, u32) = if all_digits {
        (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    } else {
        return None;
    };
    // The web is younger than 1990; a later century is a typing error.
    let plausible = (1990..2100).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d);
    plausible.then(|| format!("{y:04}-{m:02}-{d:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::NodeId;

    #[test]
    fn dates_become_iso() {
        let check = |text: &str, iso: Option<&str>| assert_eq!(iso_date(text).as_deref(), iso, "{text}");
        check("2026-03-12T08:00:00+01:00", Some("2026-03-12T08:00:00+01:00"));
        check("2026-03-12", Some("2026-03-12"));
        check("2026/03/12 08:00", Some("2026-03-12"));
        check("Published March 12, 2026", Some("2026-03-12"));
        check("12 Mar 2026, 10:15 GMT", Some("2026-03-12T10:15"));
        check("27.06.2023, 16:45", Some("2023-06-27T16:45"));
        check("12 Mar 2026, 10:15 pm", Some("2026-03-12"));
        check("Thu, 12 Mar 2026 10:15:00 GMT", Some("2026-03-12"));
        check("3rd September 2019", Some("2019-09-03"));
        check("March 2026", None);
        check("yesterday", None);
        check("2026-13-40", None);
    }

    #[test]
    fn addresses_carry_dates() {
        assert_eq!(date_in_url("https://example.org/news/2026/03/12/flood").as_deref(), Some("2026-03-12"));
        assert_eq!(date_in_url("https://example.org/2026/mar/12/flood").as_deref(), Some("2026-03-12"));
        assert_eq!(date_in_url("https://example.org/id/120260312"), None);
    }

    #[test]
    fn figures_are_read_where_one_reading_is_possible() {
        let check = |text: &str, region, iso: Option<&str>| assert_eq!(printed(text, region).as_deref(), iso, "{text}");
        check("Updated: 10/31/2024", None, Some("2024-10-31"));
        check("31/10/2024", None, Some("2024-10-31"));
        check("3/4/2024", None, None);
        check("3/4/2024", Some("US"), Some("2024-03-04"));
        check("3/4/2024", Some("GB"), Some("2024-04-03"));
    }

    fn chosen(stated: Option<&str>, url: &str, dates: &[(usize, DateRole, &str)]) -> Option<String> {
        let published = stated.map(|date| Stated::new(date.to_owned(), Origin::JsonLd));
        let page = Page { published, url: Some(Stated::new(url.to_owned(), Origin::Url)), ..Page::default() };
        let line = |(at, role, date): &(usize, DateRole, &str)| DateLine {
            node: NodeId(0),
            at: *at,
            date: (*date).to_owned(),
            role: *role,
            origin: Origin::Text,
        };
        let dates: Vec<DateLine> = dates.iter().map(line).collect();
        choose(&page, &dates, &Headline { node: None, start: 1000, end: 1050 }).map(|date| date.value)
    }

    #[test]
    fn the_date_of_publication_is_chosen() {
        use DateRole::{Modified, Plain, Published};
        let check = |stated, url, dates: &[(usize, DateRole, &str)], date: Option<&str>| {
            assert_eq!(chosen(stated, url, dates).as_deref(), date, "{stated:?} {url} {dates:?}");
        };
        let stated = Some("2026-03-12T08:00:00Z");
        check(stated, "", &[], stated);
        // A system restamped the article; the page still prints its date.
        check(stated, "", &[(1060, Plain, "2024-01-31")], Some("2024-01-31"));
        check(stated, "", &[(1060, Modified, "2024-01-31")], stated);
        check(stated, "", &[(9000, Plain, "2024-01-31")], stated);
        check(stated, "", &[(1060, Plain, "2026-03-11")], stated);
        check(stated, "https://example.org/2026/03/11/flood", &[], Some("2026-03-11"));
        let near_and_far =
            [(100, Plain, "2026-05-01"), (1060, Modified, "2026-04-01"), (1090, Published, "2026-03-12")];
        check(None, "", &near_and_far, Some("2026-03-12"));
        check(None, "https://example.org/2026/03/11/flood", &[(9000, Plain, "2026-05-01")], Some("2026-03-11"));
        check(None, "", &[(9000, Plain, "2026-05-01"), (1060, Modified, "2026-04-01")], Some("2026-04-01"));
        check(None, "", &[(10, Plain, "2026-05-01")], None);
    }
}
