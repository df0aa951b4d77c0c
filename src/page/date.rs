//! Dates as pages print them -> ISO 8601.

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
    iso_prefix(text).or_else(|| {
        let date = written_date(text).or_else(|| dotted_date(text))?;
        let time = time_of_day(text).map_or(String::new(), |time| format!("T{time}"));
        Some(date + &time)
    })
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

/// The date in an address such as `/2026/03/12/` or `-2026-03-12`.
pub fn date_in_url(url: &str) -> Option<String> {
    let bytes = url.as_bytes();
    (0..bytes.len()).filter(|at| *at == 0 || !bytes[at - 1].is_ascii_digit()).find_map(|at| {
        let rest = url.get(at..)?;
        let mut parts = rest.splitn(3, ['/', '-']);
        let (year, month) = (parts.next()?, parts.next()?);
        let day: String = parts.next()?.chars().take_while(char::is_ascii_digit).collect();
        (year.len() == 4 && month.len() == 2 && day.len() == 2).then(|| ymd(year, month, &day))?
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
        assert_eq!(date_in_url("https://example.org/id/120260312"), None);
    }
}
