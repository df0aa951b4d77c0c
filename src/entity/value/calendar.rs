//! Days of the calendar: what a relative or partial date means, given the day of the article. Proleptic Gregorian.

use super::tense::Tense;

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year of the common era.
    pub year: i64,
    /// Month from 1.
    pub month: u32,
    /// Day of the month from 1.
    pub day: u32,
}

/// Months of a year.
const MONTHS: i64 = 12;

/// Names of the months, their short forms, and their numbers.
pub fn month_of(word: &str) -> Option<(u32, Form)> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let full = NAMES.iter().position(|name| *name == word || is_upper_form(word, name));
    let short = || match word {
        "Sept" => Some(8),
        _ if word.len() == 3 => NAMES.iter().position(|name| name.starts_with(word)),
        _ => None,
    };
    let found = full.map(|at| (at, Form::Full)).or_else(|| short().map(|at| (at, Form::Short)));
    found.map(|(at, form)| (at as u32 + 1, form))
}

/// `MARCH` in text that is all capitals.
fn is_upper_form(word: &str, name: &str) -> bool {
    word.len() == name.len() && word.bytes().all(|byte| byte.is_ascii_uppercase()) && word.eq_ignore_ascii_case(name)
}

/// Whether the name of a month is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `September`.
    Full,
    /// `Sept`, with or without a stop behind it.
    Short,
}

/// Number of a weekday, Monday being 0.
pub fn weekday_of(word: &str) -> Option<i64> {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    NAMES.iter().position(|name| *name == word || is_upper_form(word, name)).map(|at| at as i64)
}

impl Day {
    /// A day that exists.
    pub fn new(year: i64, month: u32, day: u32) -> Option<Self> {
        let is_day = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        is_day.then_some(Self { year, month, day })
    }

    /// The day that an ISO 8601 date or date-time begins with.
    pub fn parse(iso: &str) -> Option<Self> {
        let mut parts = iso.get(..10)?.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Days since 1 March of the year 0. Algorithm: Hinnant 2013, `days_from_civil`.
    fn count(self) -> i64 {
        let (year, month) = if self.month > 2 { (self.year, self.month - 3) } else { (self.year - 1, self.month + 9) };
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * i64::from(month) + 2) / 5
            + i64::from(self.day)
            - 1
    }

    /// The inverse of `count`.
    fn from_count(count: i64) -> Self {
        let era = count.div_euclid(146_097);
        let of_era = count.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = (of_year - (153 * from_march + 2) / 5 + 1) as u32;
        let month = (if from_march < 10 { from_march + 3 } else { from_march - 9 }) as u32;
        Self { year: era * 400 + year_of_era + i64::from(month <= 2), month, day }
    }

    /// So many days later, or earlier where `days` is negative.
    pub fn plus(self, days: i64) -> Self {
        Self::from_count(self.count() + days)
    }

    /// Number of its weekday, Monday being 0. Day 0 of the count is a Wednesday.
    pub fn weekday(self) -> i64 {
        (self.count() + 2).rem_euclid(7)
    }

    /// Monday of its week.
    pub fn monday(self) -> Self {
        self.plus(-self.weekday())
    }

    /// `2026-03-12`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The month so many months away, as year and month.
    pub fn month_away(self, months: i64) -> (i64, u32) {
        let all = self.year * MONTHS + i64::from(self.month) - 1 + months;
        (all.div_euclid(MONTHS), all.rem_euclid(MONTHS) as u32 + 1)
    }

    /// The year of a day that is stated without one: the nearest if it is near, because news leaves out the year of what
    /// is near; else the tense tells.
    pub fn year_of_day(self, month: u32, day: u32, tense: Option<Tense>) -> Option<i64> {
        let away = |year: i64| Self { year, month, day }.count() - self.count();
        let nearest = (self.year - 1..=self.year + 1).min_by_key(|year| away(*year).abs())?;
        if away(nearest).abs() <= NEAR_DAYS {
            return Some(nearest);
        }
        let of_tense = match tense? {
            Tense::Past => {
                if away(self.year) <= 0 {
                    self.year
                } else {
                    self.year - 1
                }
            }
            Tense::Future => {
                if away(self.year) >= 0 {
                    self.year
                } else {
                    self.year + 1
                }
            }
        };
        Some(of_tense)
    }

    /// The year of a month that is stated without one: the tense tells, and without it the month must be near.
    pub fn year_of_month(self, month: u32, tense: Option<Tense>) -> Option<i64> {
        let own = self.year * MONTHS + i64::from(self.month);
        let away = |year: i64| year * MONTHS + i64::from(month) - own;
        let mut years = self.year - 1..=self.year + 1;
        match tense {
            Some(Tense::Past) => years.rfind(|year| away(*year) <= 0),
            Some(Tense::Future) => years.find(|year| away(*year) >= 0),
            None => years.find(|year| away(*year).abs() <= NEAR_MONTHS),
        }
    }
}

/// A day of the month is near within so many days: the other candidate is then more than twice as far.
const NEAR_DAYS: i64 = 120;

/// A month is near within so many months: the other candidate is then three times as far.
const NEAR_MONTHS: i64 = 3;

/// `2026-03`.
pub fn iso_month((year, month): (i64, u32)) -> String {
    format!("{year:04}-{month:02}")
}

fn days_in(year: i64, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Day {
        Day::parse(iso).unwrap_or_else(|| panic!("{iso}"))
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(day("2024-02-28").plus(2), day("2024-03-01"));
        assert_eq!(day("2026-01-01").plus(-1), day("2025-12-31"));
        assert_eq!(day("1999-12-31").plus(366), day("2000-12-31"));
        assert_eq!(Day::parse("2026-02-29"), None);
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        assert_eq!(day("2026-03-12").weekday(), 3);
        assert_eq!(day("2000-01-01").weekday(), 5);
        assert_eq!(day("2026-03-12").monday(), day("2026-03-09"));
    }

    #[test]
    fn a_day_without_year_is_the_nearest_or_what_the_tense_says() {
        assert_eq!(day("2026-01-05").year_of_day(12, 12, None), Some(2025));
        assert_eq!(day("2025-12-30").year_of_day(1, 2, Some(Tense::Past)), Some(2026));
        assert_eq!(day("2025-11-13").year_of_day(5, 20, None), None);
        assert_eq!(day("2025-11-13").year_of_day(5, 20, Some(Tense::Past)), Some(2025));
        assert_eq!(day("2025-11-13").year_of_day(5, 20, Some(Tense::Future)), Some(2026));
    }

    #[test]
    fn a_month_without_year_is_what_the_tense_says() {
        assert_eq!(day("2025-11-13").year_of_month(3, Some(Tense::Past)), Some(2025));
        assert_eq!(day("2025-11-13").year_of_month(3, Some(Tense::Future)), Some(2026));
        assert_eq!(day("2025-11-13").year_of_month(12, None), Some(2025));
        assert_eq!(day("2025-11-13").year_of_month(5, None), None);
    }
}
