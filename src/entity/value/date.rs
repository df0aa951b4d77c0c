//! Dates: of the calendar (`October 6, 2023`, `6/10/2023`, `in March`, `the 1990s`) and relative (`last week`, `two
//! days ago`).

use super::calendar::{self, Day, Form};
use super::cursor::Cursor;
use super::tense::{self, Tense};
use super::{Amount, Found, Scan, ValueKind};

const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];
const PARTS_OF_DAY: [&str; 4] = ["morning", "afternoon", "evening", "night"];

/// Years that are read as such; `1066` and `room 2100` are not.
const YEARS: std::ops::RangeInclusive<u32> = 1500..=2099;

/// A date that begins with a word: a month, a weekday, a relative word, a quarter or season.
pub fn by_word(scan: &Scan<'_>, token: usize, start: Cursor<'_>, word: &str) -> Option<Found> {
    if let Some((month, form)) = calendar::month_of(word) {
        return month_first(scan, start, month, form).or_else(|| month_alone(scan, token, start, month, form));
    }
    if let Some(weekday) = calendar::weekday_of(word) {
        return weekday_first(scan, token, start, word, weekday);
    }
    relative(scan, token, start, word).or_else(|| quarter_or_season(start, word))
}

fn date(start: Cursor<'_>, end: Cursor<'_>, normal: Option<String>) -> Option<Found> {
    Some(Found { kind: ValueKind::Date, start: start.at, end: end.at, normal })
}

/// `October 6, 2023`, `Sept. 8`, `May 4th`, `May 4–6`, `March 2015`.
fn month_first(scan: &Scan<'_>, start: Cursor<'_>, month: u32, form: Form) -> Option<Found> {
    let mut next = behind_month(start, form);
    if !next.space() {
        return None;
    }
    let mut year = next;
    if let Some(year_value) = whole_year(&mut year) {
        return date(start, year, Some(calendar::iso_month((i64::from(year_value), month))));
    }
    let day = day_of_month(&mut next)?;
    if let Some((last_month, last)) = last_date(&mut next) {
        let stated = year_behind(&mut next);
        return date(start, next, scan.iso_range(stated, (month, day), (last_month, last)));
    }
    let last = last_day(&mut next, day);
    let stated = year_behind(&mut next);
    date(start, next, scan.iso_days(stated, month, day, last))
}

/// The other end of `January 23–March 9`.
fn last_date(next: &mut Cursor<'_>) -> Option<(u32, u32)> {
    let mut behind = *next;
    behind.space();
    if !behind.eat_any(&['-', '–']) {
        return None;
    }
    behind.space();
    let (month, form) = calendar::month_of(behind.word())?;
    behind = behind_month(behind, form);
    let day = behind.space().then(|| day_of_month(&mut behind)).flatten()?;
    *next = behind;
    Some((month, day))
}

/// Behind the name of a month and the stop of its short form.
fn behind_month(start: Cursor<'_>, form: Form) -> Cursor<'_> {
    let mut next = Cursor { at: start.at + start.word().len(), ..start };
    if form == Form::Short {
        next.eat(".");
    }
    next
}

/// `6`, `4th`, `14th`.
fn day_of_month(next: &mut Cursor<'_>) -> Option<u32> {
    let mut behind = *next;
    let day = behind.digits(1, 2).filter(|day| (1..=31).contains(day))?;
    let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|ending| behind.eat(ending));
    if !behind.is_border() || !is_ordinal && is_decimal(&behind) {
        return None;
    }
    *next = behind;
    Some(day)
}

/// Whether a decimal part or a clock time goes on here: `May 4.5`, `at 6:30`.
fn is_decimal(behind: &Cursor<'_>) -> bool {
    let mut mark = *behind;
    mark.eat_any(&['.', ':', '%']) && mark.peek().is_none_or(|c| c.is_ascii_digit()) && behind.rest().len() > 1
        || behind.peek() == Some('%')
}

/// The last day of `4–6`.
fn last_day(next: &mut Cursor<'_>, first: u32) -> Option<u32> {
    let mut behind = *next;
    if !behind.eat_any(&['-', '–']) {
        return None;
    }
    let last = day_of_month(&mut behind).filter(|last| *last > first)?;
    *next = behind;
    Some(last)
}

/// `, 2023`, ` 2023`.
fn year_behind(next: &mut Cursor<'_>) -> Option<u32> {
    let mut behind = *next;
    behind.eat(",");
    let year = behind.space().then(|| whole_year(&mut behind)).flatten()?;
    *next = behind;
    Some(year)
}

/// Four figures that are a year and no more.
fn whole_year(next: &mut Cursor<'_>) -> Option<u32> {
    let mut behind = *next;
    let year = behind.digits(4, 4).filter(|year| YEARS.contains(year) && behind.is_border())?;
    *next = behind;
    Some(year)
}

/// `in March`, `last May`: a name of a month alone is a date only behind these words.
const BEFORE_MONTH: [&str; 12] =
    ["in", "since", "by", "until", "from", "of", "early", "late", "before", "after", "mid-", "during"];

fn month_alone(scan: &Scan<'_>, token: usize, start: Cursor<'_>, month: u32, form: Form) -> Option<Found> {
    let before = token.checked_sub(1).map_or("", |before| scan.words.lowered(before));
    if form == Form::Short || !BEFORE_MONTH.contains(&before) || is_person(scan, token, before) {
        return None;
    }
    let end = behind_month(start, form);
    let year = scan.today.and_then(|today| today.year_of_month(month, tense::around(scan.words, token)));
    date(start, end, year.map(|year| calendar::iso_month((year, month))))
}

/// `a speech by May`, `of April Jones`, `after June said`.
fn is_person(scan: &Scan<'_>, token: usize, before: &str) -> bool {
    if !matches!(scan.words.lowered(token), "april" | "may" | "june" | "august") {
        return false;
    }
    let next = scan.words.str(token + 1);
    let is_said = matches!(next, "said" | "says" | "told" | "’s" | "'s") && !matches!(before, "in" | "since" | "until");
    is_said || next.starts_with(char::is_uppercase) || before == "by" && scan.words.lowered(token) == "may"
}

/// `Monday`, `Monday, May 4`, `Thursday, 6 October 2023`, `Friday evening`.
fn weekday_first(scan: &Scan<'_>, token: usize, start: Cursor<'_>, word: &str, weekday: i64) -> Option<Found> {
    let mut next = Cursor { at: start.at + word.len(), ..start };
    let mut full = next;
    full.eat(",");
    if full.space()
        && let Some(found) = full_date(scan, full)
    {
        return Some(Found { start: start.at, ..found });
    }
    if is_named_day(scan, token) {
        return None;
    }
    let day = scan.today.and_then(|today| match tense::around(scan.words, token)? {
        Tense::Past => Some(today.plus(-(today.weekday() - weekday).rem_euclid(7))),
        Tense::Future => Some(today.plus((weekday - today.weekday()).rem_euclid(7))),
    });
    next.eat_spaced(&PARTS_OF_DAY);
    date(start, next, day.map(Day::iso))
}

/// A date with a day that begins here: `May 4`, `4 May 2026`.
fn full_date(scan: &Scan<'_>, start: Cursor<'_>) -> Option<Found> {
    match calendar::month_of(start.word()) {
        Some((month, form)) => month_first(scan, start, month, form),
        None => day_first(scan, start),
    }
}

/// `the Sunday Times`, `Black Friday`: the day is part of a name.
fn is_named_day(scan: &Scan<'_>, token: usize) -> bool {
    let before = token.checked_sub(1).map_or("", |before| scan.words.str(before));
    let next = scan.words.str(token + 1);
    let is_name_next = next.starts_with(char::is_uppercase);
    let is_press = matches!(next, "Times" | "Mirror" | "Mail" | "Telegraph" | "Express" | "Herald" | "Post" | "Star");
    let is_feast = matches!(
        before,
        "Black" | "Good" | "Ash" | "Super" | "Cyber" | "Bloody" | "Easter" | "Palm" | "Giving" | "Sheffield" | "Fat"
    );
    let is_show = next == "Night" && scan.words.str(token + 2) == "Live";
    is_feast || is_show || is_name_next && (is_press || matches!(before, "The" | "the"))
}

/// `6 October 2023`, `14th of July`, `2023-10-06`, `6/10/2023`, `27.06.2023`.
pub fn by_figures(scan: &Scan<'_>, start: Cursor<'_>) -> Option<Found> {
    iso(start).or_else(|| marked(start, '/')).or_else(|| marked(start, '.')).or_else(|| day_first(scan, start))
}

fn day_first(scan: &Scan<'_>, start: Cursor<'_>) -> Option<Found> {
    let mut next = start;
    let day = day_of_month(&mut next)?;
    let last = last_day(&mut next, day);
    next.eat_spaced(&["of"]);
    if !next.space() {
        return None;
    }
    let (month, form) = calendar::month_of(next.word())?;
    let mut year = behind_month(next, form);
    // Without a year the stop of `6 Oct.` may be that of the sentence.
    next.at += next.word().len();
    let stated = year_behind(&mut year);
    if stated.is_some() {
        next = year;
    }
    date(start, next, scan.iso_days(stated, month, day, last))
}

fn iso(start: Cursor<'_>) -> Option<Found> {
    let mut next = start;
    let year = next.digits(4, 4)?;
    let month = next.eat("-").then(|| next.digits(2, 2)).flatten()?;
    let day = next.eat("-").then(|| next.digits(2, 2)).flatten()?;
    let day = Day::new(i64::from(year), month, day).filter(|_| next.is_border())?;
    date(start, next, Some(day.iso()))
}

/// `6/10/2023` and `27.06.2023`. Behind stops the day comes first; behind slashes only a figure above 12 tells.
fn marked(start: Cursor<'_>, mark: char) -> Option<Found> {
    let mut next = start;
    let one = next.digits(1, 2)?;
    let two = next.eat_any(&[mark]).then(|| next.digits(1, 2)).flatten()?;
    let is_second = next.eat_any(&[mark]);
    let year = is_second.then(|| next.digits(if mark == '.' { 4 } else { 2 }, 4)).flatten()?;
    let is_day = |figure: u32| (1..=31).contains(&figure);
    if !next.is_border()
        || !is_day(one)
        || !is_day(two)
        || one > 12 && two > 12
        || !matches!(next.at - start.at, 6..=10)
    {
        return None;
    }
    let (day, month) = match mark {
        '.' => (one, two),
        _ if one > 12 || one == two => (one, two),
        _ if two > 12 => (two, one),
        _ => return date(start, next, None),
    };
    date(start, next, (year > 99).then(|| Day::new(i64::from(year), month, day)).flatten().map(Day::iso))
}

/// `in 1998`, `the 1990s`, `2015–2024`: four figures are a year only here.
pub fn year(scan: &Scan<'_>, token: usize, start: Cursor<'_>) -> Option<Found> {
    let mut next = start;
    let year = next.digits(4, 4).filter(|year| YEARS.contains(year))?;
    let mut range = next;
    if range.eat_any(&['–', '-'])
        && let Some(last) = whole_year(&mut range)
        && last > year
    {
        return date(start, range, Some(format!("{year}/{last}")));
    }
    // `2023-24`: two years that meet, a season or a business year.
    let mut short = next;
    if short.eat_any(&['–', '-', '/'])
        && let Some(last) = short.digits(2, 2)
        && last == (year + 1) % 100
        && short.is_border()
    {
        return date(start, short, Some(format!("{year}/{}", year + 1)));
    }
    let is_decade = next.eat("s") && year % 10 == 0;
    if !next.is_border() || is_decimal(&next) || !is_decade && !is_year_context(scan, token) {
        return None;
    }
    date(start, next, Some(if is_decade { decade_of(year) } else { year.to_string() }))
}

fn decade_of(year: u32) -> String {
    format!("{year}/{}", year + 9)
}

/// Words that a year follows.
const BEFORE_YEAR: [&str; 15] = [
    "in", "since", "by", "until", "till", "from", "during", "of", "before", "after", "early", "late", "between",
    "year", "years",
];

/// What stands between two years: `from 1988 to 2007`, `in 2006, 2007 and 2009`.
const BETWEEN_YEARS: [&str; 5] = [" to ", " and ", ", ", ", and ", " or "];

fn is_year_context(scan: &Scan<'_>, token: usize) -> bool {
    let word = |back: usize| token.checked_sub(back).map_or("", |before| scan.words.lowered(before));
    match word(1) {
        // `in the 2014 protests`, but not `the 2000 letters`.
        "the" => BEFORE_YEAR.contains(&word(2)),
        "to" if matches!(word(2), "back" | "prior") => true,
        before if BEFORE_YEAR.contains(&before) || SEASONS.contains(&before) => true,
        _ => scan.between_dates(token).is_some_and(|between| BETWEEN_YEARS.contains(&between)),
    }
}

/// `mid-1990s`, `late-2019`: cursor and year behind the hyphen of such a compound.
pub fn compound_year(start: Cursor<'_>) -> Option<Found> {
    let mut next = start;
    let is_part = ["mid-", "early-", "late-", "Mid-", "Early-", "Late-"].iter().any(|part| next.eat(part));
    let figures = next;
    let year = is_part.then(|| next.digits(4, 4)).flatten().filter(|year| YEARS.contains(year))?;
    let is_decade = next.eat("s") && year % 10 == 0;
    if !next.is_border() {
        return None;
    }
    date(figures, next, Some(if is_decade { decade_of(year) } else { year.to_string() }))
}

/// `yesterday`, `last week`, `earlier this year`, `next Monday`.
fn relative(scan: &Scan<'_>, token: usize, start: Cursor<'_>, word: &str) -> Option<Found> {
    let mut next = Cursor { at: start.at + word.len(), ..start };
    let away = |days: i64| scan.today.map(|today| today.plus(days).iso());
    match scan.words.lowered(token) {
        "yesterday" => {
            next.eat_spaced(&PARTS_OF_DAY);
            date(start, next, away(-1))
        }
        // `USA Today`, `the Today program`.
        "today" if word == "Today" && !scan.is_sentence_start(token) => None,
        "today" | "tonight" => date(start, next, away(0)),
        "tomorrow" => {
            next.eat_spaced(&PARTS_OF_DAY);
            date(start, next, away(1))
        }
        "earlier" | "later" => {
            let is_this = next.eat_spaced(&["this"]);
            let (end, normal) = is_this.then(|| period(scan, next, 0)).flatten()?;
            date(start, end, normal)
        }
        "last" => period(scan, next, -1).and_then(|(end, normal)| date(start, end, normal)),
        "this" => period(scan, next, 0).and_then(|(end, normal)| date(start, end, normal)),
        "next" => period(scan, next, 1).and_then(|(end, normal)| date(start, end, normal)),
        _ => None,
    }
}

/// What stands behind `last` (-1), `this` (0) and `next` (1).
fn period<'a>(scan: &Scan<'_>, start: Cursor<'a>, away: i64) -> Option<(Cursor<'a>, Option<String>)> {
    let mut next = start;
    if !next.space() {
        return None;
    }
    let word = next.word();
    next.at += word.len();
    let of_today = |make: &dyn Fn(Day) -> String| scan.today.map(make);
    let week = |today: Day, first: i64, last: i64| {
        let monday = today.monday().plus(7 * away);
        format!("{}/{}", monday.plus(first).iso(), monday.plus(last).iso())
    };
    let normal = match word.to_ascii_lowercase().as_str() {
        "week" => of_today(&|today| week(today, 0, 6)),
        "weekend" => of_today(&|today| week(today, 5, 6)),
        "month" => of_today(&|today| calendar::iso_month(today.month_away(away))),
        "year" => of_today(&|today| (today.year + away).to_string()),
        "night" if away == -1 => of_today(&|today| today.plus(-1).iso()),
        "morning" | "afternoon" | "evening" if away == 0 => of_today(&Day::iso),
        // Quarters may be those of a business year, and seasons turn with the hemisphere.
        "quarter" => None,
        season if SEASONS.contains(&season) => None,
        _ => return named_period(scan, next, word, away),
    };
    Some((next, normal))
}

/// `last Monday`, `next March`.
fn named_period<'a>(scan: &Scan<'_>, end: Cursor<'a>, word: &str, away: i64) -> Option<(Cursor<'a>, Option<String>)> {
    if let Some(weekday) = calendar::weekday_of(word) {
        let mut end = end;
        end.eat_spaced(&PARTS_OF_DAY);
        let day = scan.today.and_then(|today| match away {
            // Yesterday's weekday at the latest, tomorrow's at the earliest.
            -1 => Some(today.plus(-1 - (today.weekday() - 1 - weekday).rem_euclid(7))),
            0 => Some(today.monday().plus(weekday)),
            // The next one to come, or the one of next week: writers differ.
            _ => None,
        });
        return Some((end, day.map(Day::iso)));
    }
    let (month, _) = calendar::month_of(word).filter(|(_, form)| *form == Form::Full)?;
    let year = scan.today.map(|today| match away {
        -1 if month >= today.month => today.year - 1,
        1 if month <= today.month => today.year + 1,
        _ => today.year,
    });
    Some((end, year.map(|year| calendar::iso_month((year, month)))))
}

/// `two days ago`, `a year ago`: what stands behind the number.
pub fn ago(scan: &Scan<'_>, start: Cursor<'_>, amount: &Amount<'_>) -> Option<Found> {
    let mut next = amount.end;
    if !next.space() {
        return None;
    }
    let unit = next.word();
    next.at += unit.len();
    if !next.eat_spaced(&["ago"]) {
        return None;
    }
    let count = amount.first.worth.filter(|_| amount.second.is_none());
    let back = match count {
        Some(count) => Some(count.small().filter(|count| *count < MAX_AGO)?),
        None => None,
    };
    let resolved = |make: &dyn Fn(Day, i64) -> String| scan.today.zip(back).map(|(today, back)| make(today, back));
    let normal = match unit {
        "day" | "days" => resolved(&|today, back| today.plus(-back).iso()),
        // Nobody who writes `two weeks ago` means the day: the week is what is said.
        "week" | "weeks" => resolved(&|today, back| {
            let monday = today.monday().plus(-7 * back);
            format!("{}/{}", monday.iso(), monday.plus(6).iso())
        }),
        "month" | "months" => resolved(&|today, back| calendar::iso_month(today.month_away(-back))),
        "year" | "years" => resolved(&|today, back| (today.year - back).to_string()),
        "decade" | "decades" => None,
        _ => return None,
    };
    date(start, next, normal)
}

/// Smaller counts of days, months and years are dates; `66 million years ago` is none of the calendar.
const MAX_AGO: i64 = 1_000;

/// `third quarter of 2024`, `summer of 1988`, `Q3 2024`.
fn quarter_or_season(start: Cursor<'_>, word: &str) -> Option<Found> {
    let mut next = Cursor { at: start.at + word.len(), ..start };
    let is_season = SEASONS.contains(&word);
    if matches!(word, "first" | "second" | "third" | "fourth") {
        // `the second quarter-final`
        if !next.eat_spaced(&["quarter"]) || next.peek() == Some('-') {
            return None;
        }
    } else if !is_season {
        return None;
    }
    let mut of = next;
    let has_of = of.eat_spaced(&["of"]);
    let has_year = of.space() && (has_of || is_season) && whole_year(&mut of).is_some();
    // `the first quarter of the game`
    if has_of && !has_year {
        return None;
    }
    match has_year {
        true => date(start, of, None),
        false if is_season => None,
        false => date(start, next, None),
    }
}

/// `Q3 2024`, `H1 2025`.
pub fn short_quarter(start: Cursor<'_>) -> Option<Found> {
    let mut next = start;
    let is_part = next.eat_any(&['Q', 'H']) && next.eat_any(&['1', '2', '3', '4']);
    let has_year = is_part && next.space() && whole_year(&mut next).is_some();
    if has_year { date(start, next, None) } else { None }
}
