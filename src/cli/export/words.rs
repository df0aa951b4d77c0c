//! The words of a report in English, as the panel has them, with dates and numbers in their usual form.

use sayso::view::{ClaimStatus, ClaimTag, EntityType, SourceType};

/// For pages without a headline.
pub const TITLE_NOT_STATED: &str = "Title not stated on the page";
/// For pages without an author.
pub const AUTHOR_NOT_STATED: &str = "Author not stated on the page";
/// For pages without a date.
pub const DATE_NOT_STATED: &str = "Date not stated on the page";
/// For claims that the text gives no source for.
pub const NO_SOURCE_GIVEN: &str = "No source given";
/// What every report ends with.
pub const MADE_WITH: &str = "Made with Sayso.";
/// How far a report can be relied on.
pub const LIMITS: &str = "Found by rules on this device; can miss or misread things. No network.";

/// A claim's status.
pub const fn status(status: ClaimStatus) -> &'static str {
    match status {
        ClaimStatus::Stated => "Stated by the article",
        ClaimStatus::Reported => "Reported",
        ClaimStatus::Quoted => "Quoted",
        ClaimStatus::Denied => "Denied",
    }
}

/// A claim's tag.
pub const fn tag(tag: ClaimTag) -> &'static str {
    match tag {
        ClaimTag::Number => "number",
        ClaimTag::Date => "date",
        ClaimTag::Allegation => "allegation",
        ClaimTag::Prediction => "prediction",
        ClaimTag::Hedged => "hedged",
        ClaimTag::Negated => "negated",
        ClaimTag::Opinion => "opinion wording",
        ClaimTag::Disputed => "disputed in the text",
    }
}

/// A kind of source, as the heading of its list.
pub const fn source_kind(kind: SourceType) -> &'static str {
    match kind {
        SourceType::Person => "People",
        SourceType::Organization => "Organizations",
        SourceType::Document => "Documents and data",
        SourceType::Media => "Media",
        SourceType::Unnamed => "Unnamed",
    }
}

/// A type of entity, as the heading of its list.
pub const fn entity_type(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "People",
        EntityType::Organization => "Organizations",
        EntityType::Place => "Places",
        EntityType::Other => "Other",
    }
}

/// A number of things: `1 word`, `1,204 words`.
pub fn count(count: usize, one: &str, more: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { more })
}

/// A number with commas between groups of three digits.
pub fn number(value: usize) -> String {
    let digits = value.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day of an ISO 8601 date: `Oct 6, 2023`. What is no whole date stays as it is.
pub fn date(iso: &str) -> String {
    let written = || {
        let (year, month, day) = parts(iso)?;
        Some(format!("{} {day}, {year}", MONTHS.get(month?.checked_sub(1)? as usize)?, day = day?))
    };
    written().unwrap_or_else(|| iso.to_owned())
}

/// Year, month and day of an ISO 8601 date, as far as it has them.
pub fn parts(iso: &str) -> Option<(u32, Option<u32>, Option<u32>)> {
    let mut numbers = iso.get(..10).unwrap_or(iso).split('-').map(|part| part.parse().ok());
    Some((numbers.next()??, numbers.next().flatten(), numbers.next().flatten()))
}

/// Words of the page in a line of ours: white space counts once, and nothing turns the reading direction around.
pub fn clean(text: &str) -> String {
    let kept: String =
        text.chars().filter(|c| !turns_direction(*c) && (!c.is_control() || c.is_whitespace())).collect();
    let words = kept.split(|c: char| c.is_whitespace() || c == '\u{feff}').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_have_their_usual_form() {
        assert_eq!([0, 999, 1000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(date("2023-10-06T08:00:00Z"), "Oct 6, 2023");
        assert_eq!(date("2023-10"), "2023-10");
        assert_eq!(date("2023-13-01"), "2023-13-01");
    }

    #[test]
    fn words_of_the_page_are_one_line_in_its_own_direction() {
        assert_eq!(clean(" a\u{202e}b\n\tc\x1b[0m\u{a0}d "), "ab c[0m d");
    }
}
