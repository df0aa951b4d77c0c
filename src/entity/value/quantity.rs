//! Quantities with a unit of measure, percentages, and times of day.

use super::cursor::Cursor;
use super::number::small_word;
use super::{Amount, Found, ValueKind};

/// Units and their normal form. Counted nouns (`62,000 homes`) are not measured and are no values. Single letters are
/// left out: `5 m` may be meters or millions.
const UNITS: [(&str, &str); 96] = [
    ("km/h", "km/h"),
    ("kph", "km/h"),
    ("mph", "mile/h"),
    ("kilometer", "km"),
    ("kilometers", "km"),
    ("kilometre", "km"),
    ("kilometres", "km"),
    ("km", "km"),
    ("meter", "m"),
    ("meters", "m"),
    ("metre", "m"),
    ("metres", "m"),
    ("centimeter", "cm"),
    ("centimeters", "cm"),
    ("centimetre", "cm"),
    ("centimetres", "cm"),
    ("cm", "cm"),
    ("millimeter", "mm"),
    ("millimeters", "mm"),
    ("millimetre", "mm"),
    ("millimetres", "mm"),
    ("mm", "mm"),
    ("mile", "mile"),
    ("miles", "mile"),
    ("foot", "foot"),
    ("feet", "foot"),
    ("ft", "foot"),
    ("inch", "inch"),
    ("inches", "inch"),
    ("yard", "yard"),
    ("yards", "yard"),
    ("acre", "acre"),
    ("acres", "acre"),
    ("hectare", "ha"),
    ("hectares", "ha"),
    ("kilogram", "kg"),
    ("kilograms", "kg"),
    ("kilo", "kg"),
    ("kilos", "kg"),
    ("kg", "kg"),
    ("gram", "g"),
    ("grams", "g"),
    ("tonne", "t"),
    ("tonnes", "t"),
    ("ton", "ton"),
    ("tons", "ton"),
    ("ounce", "ounce"),
    ("ounces", "ounce"),
    ("liter", "l"),
    ("liters", "l"),
    ("litre", "l"),
    ("litres", "l"),
    ("gallon", "gallon"),
    ("gallons", "gallon"),
    ("barrel", "barrel"),
    ("barrels", "barrel"),
    ("kilowatt", "kW"),
    ("kilowatts", "kW"),
    ("kW", "kW"),
    ("megawatt", "MW"),
    ("megawatts", "MW"),
    ("MW", "MW"),
    ("gigawatt", "GW"),
    ("gigawatts", "GW"),
    ("GW", "GW"),
    ("kWh", "kWh"),
    ("MWh", "MWh"),
    ("GWh", "GWh"),
    ("TWh", "TWh"),
    ("gigabyte", "GB"),
    ("gigabytes", "GB"),
    ("GB", "GB"),
    ("terabyte", "TB"),
    ("terabytes", "TB"),
    ("TB", "TB"),
    ("MB", "MB"),
    ("knot", "knot"),
    ("knots", "knot"),
    ("°C", "°C"),
    ("°F", "°F"),
    ("second", "second"),
    ("seconds", "second"),
    ("minute", "minute"),
    ("minutes", "minute"),
    ("hour", "hour"),
    ("hours", "hour"),
    ("day", "day"),
    ("days", "day"),
    ("week", "week"),
    ("weeks", "week"),
    ("month", "month"),
    ("months", "month"),
    ("year", "year"),
    ("years", "year"),
    ("decade", "decade"),
    ("decades", "decade"),
];

/// `141 km/h`, `1.4-mile`, `40,000 square feet`, `-5 degrees Celsius`.
pub fn with_unit(start: Cursor<'_>, amount: &Amount<'_>) -> Option<Found> {
    if amount.first.is_article {
        return None;
    }
    let mut next = amount.end;
    let _ = next.space() || next.eat("-");
    let unit = unit(&mut next)?;
    let normal = amount.text().map(|amount| format!("{} {unit}", signed(start, amount)));
    Some(Found { kind: ValueKind::Quantity, start: start.at, end: next.at, normal })
}

fn unit(next: &mut Cursor<'_>) -> Option<String> {
    let degrees = ["degrees", "degree"].iter().any(|word| next.eat_word(word));
    if degrees {
        return Some(match (next.eat_spaced(&["Celsius"]), next.eat_spaced(&["Fahrenheit"])) {
            (true, _) => "°C".to_owned(),
            (_, true) => "°F".to_owned(),
            _ => "degree".to_owned(),
        });
    }
    let mut behind = *next;
    let is_square = behind.eat_word("square") && (behind.space() || behind.eat("-"));
    let is_cubic = !is_square && behind.eat_word("cubic") && (behind.space() || behind.eat("-"));
    if !is_square && !is_cubic {
        behind = *next;
    }
    let mut found = None;
    for (name, normal) in UNITS {
        let mut end = behind;
        if end.eat(name) && end.is_border() {
            found = Some((end, normal));
            break;
        }
    }
    let (mut end, normal) = found?;
    *next = end;
    let is_rate = !is_square
        && !is_cubic
        && matches!(normal, "km" | "mile")
        && end.eat_spaced(&["per", "an"])
        && end.eat_spaced(&["hour"]);
    if is_rate {
        *next = end;
        return Some(format!("{normal}/h"));
    }
    let prefix = if is_square {
        "square "
    } else if is_cubic {
        "cubic "
    } else {
        ""
    };
    Some(format!("{prefix}{normal}"))
}

/// With the minus before the number, if the text has one, as a sign or in words; no number begins with that letter.
fn signed(start: Cursor<'_>, amount: String) -> String {
    if start.rest().starts_with(['-', '−', 'm']) { format!("-{amount}") } else { amount }
}

/// `6 percent`, `71.3%`, `60-percent`, `25 basis points`: the normal form is the fraction.
pub fn percent(start: Cursor<'_>, amount: &Amount<'_>) -> Option<Found> {
    if amount.first.is_article {
        return None;
    }
    let (end, exponent) = behind_percent(amount.end)?;
    let normal = amount.scaled(exponent).text().map(|amount| signed(start, amount));
    Some(Found { kind: ValueKind::Percent, start: start.at, end: end.at, normal })
}

/// Behind the word or sign, and the power of ten it stands for.
fn behind_percent(start: Cursor<'_>) -> Option<(Cursor<'_>, i32)> {
    let mut next = start;
    let has_gap = next.space();
    if next.eat("%") {
        return Some((next, -2));
    }
    if has_gap && next.eat_word("basis") {
        return next.eat_spaced(&["points", "point"]).then_some((next, -4));
    }
    if !has_gap && !next.eat("-") {
        return None;
    }
    if next.eat_word("percentage") {
        return next.eat_spaced(&["points", "point"]).then_some((next, -2));
    }
    let is_percent = next.eat_word("percent") || next.eat_word("pct");
    (is_percent || next.eat_word("per") && next.eat_spaced(&["cent"])).then_some((next, -2))
}

/// Words between a verb of weighing and the number.
const HEDGES: [&str; 7] = ["about", "almost", "nearly", "over", "some", "to", "up"];

/// Pounds that are a weight: `40 pounds of`, `weighs about 40 pounds`, `40 lbs`. `before` has the words before the
/// number, the nearest first.
pub fn pounds(start: Cursor<'_>, amount: &Amount<'_>, before: &[&str]) -> Option<Found> {
    let mut next = amount.end;
    let is_compound = next.eat("-");
    if !is_compound && !next.space() {
        return None;
    }
    let is_short = next.eat_word("lbs") || next.eat_word("lb");
    if amount.first.is_article || !(is_short || next.eat_word("pounds") || next.eat_word("pound")) {
        return None;
    }
    let mut behind = next;
    let is_weighed = behind.eat_spaced(&["of", "heavier", "lighter"])
        || behind.eat_spaced(&["in"]) && behind.eat_spaced(&["weight"])
        || before
            .iter()
            .find(|word| !HEDGES.contains(word))
            .is_some_and(|word| word.starts_with("weigh") || matches!(*word, "lost" | "gained"));
    let normal = amount.text().map(|amount| format!("{amount} pound"));
    (is_compound || is_short || is_weighed).then_some(Found {
        kind: ValueKind::Quantity,
        start: start.at,
        end: next.at,
        normal,
    })
}

/// `4:52 a.m.`, `8.30pm`, `18:00 GMT`: the normal form is the time on a clock of 24 hours, with the offset from UTC where
/// the zone tells it.
///
/// `9 a.m.–5 p.m.` is one value; `0600 GMT` is a time because of the zone.
pub fn time(start: Cursor<'_>) -> Option<Found> {
    let mut found = clock(start)?;
    let mut next = Cursor { at: found.end, ..start };
    if next.eat_any(&['-', '–'])
        && let Some(last) = clock(next)
    {
        found.end = last.end;
        found.normal = found.normal.zip(last.normal).map(|(first, last)| format!("{first}/{last}"));
    }
    Some(found)
}

fn clock(start: Cursor<'_>) -> Option<Found> {
    let mut next = start;
    if let Some(figures) = next.digits(4, 4) {
        let (hour, minute) = (figures / 100, figures % 100);
        let offset = zone(&mut next).filter(|_| hour < 24 && minute < 60)?;
        let normal = Some(format!("{hour:02}:{minute:02}{offset}"));
        return Some(Found { kind: ValueKind::Time, start: start.at, end: next.at, normal });
    }
    let hour = next.digits(1, 2)?;
    let mut behind = next;
    let mark = behind.peek().filter(|mark| matches!(mark, ':' | '.'));
    let minute = mark.and_then(|mark| {
        behind.eat_any(&[mark]);
        behind.digits(2, 2).filter(|minute| *minute < 60)
    });
    if minute.is_some() {
        next = behind;
    }
    if minute.is_some() && behind.eat(":") && behind.digits(2, 2).is_some_and(|second| second < 60) {
        next = behind;
    }
    let is_part = next.peek() == Some(':') || next.peek() == Some('.') && is_digit(next, 1);
    let half = half_of_day(&mut next);
    let is_clock = mark == Some(':') && minute.is_some() && hour < 24;
    if half.is_none() && !(is_clock && next.is_border() && !is_part) || half.is_some() && !(1..=12).contains(&hour) {
        return None;
    }
    let zone = zone(&mut next);
    let hour = match half {
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
        None => hour,
    };
    let normal = format!("{hour:02}:{:02}{}", minute.unwrap_or(0), zone.unwrap_or(""));
    Some(Found { kind: ValueKind::Time, start: start.at, end: next.at, normal: Some(normal) })
}

/// Whether a digit stands so many bytes behind.
fn is_digit(at: Cursor<'_>, behind: usize) -> bool {
    at.rest().as_bytes().get(behind).is_some_and(u8::is_ascii_digit)
}

enum Half {
    Morning,
    Afternoon,
}

fn half_of_day(next: &mut Cursor<'_>) -> Option<Half> {
    let mut behind = *next;
    behind.space();
    let (is_morning, is_afternoon) = (behind.eat("a.m."), behind.eat("p.m."));
    let word = behind.word();
    let is_word = matches!(word, "am" | "AM" | "pm" | "PM");
    if !is_morning && !is_afternoon {
        if !is_word {
            return None;
        }
        behind.at += word.len();
    }
    *next = behind;
    Some(if is_morning || matches!(word, "am" | "AM") && !is_afternoon { Half::Morning } else { Half::Afternoon })
}

/// Zones and their offset from UTC; `ET` and `PT` do not tell whether it is summer.
const ZONES: [(&str, &str); 14] = [
    ("GMT", "Z"),
    ("UTC", "Z"),
    ("BST", "+01:00"),
    ("CET", "+01:00"),
    ("CEST", "+02:00"),
    ("EST", "-05:00"),
    ("EDT", "-04:00"),
    ("CST", ""),
    ("PST", "-08:00"),
    ("PDT", "-07:00"),
    ("ET", ""),
    ("PT", ""),
    ("CT", ""),
    ("IST", ""),
];

fn zone(next: &mut Cursor<'_>) -> Option<&'static str> {
    let mut behind = *next;
    behind.space();
    let word = behind.word();
    let (name, offset) = ZONES.iter().find(|(name, _)| *name == word)?;
    behind.at += name.len();
    *next = behind;
    Some(offset)
}

/// `five o’clock`: no one knows which half of the day.
pub fn oclock(start: Cursor<'_>, end: Cursor<'_>) -> Option<Found> {
    let mut next = end;
    let is_oclock = next.space() && next.eat("o") && next.eat_any(&['’', '\'']) && next.eat_word("clock");
    is_oclock.then_some(Found { kind: ValueKind::Time, start: start.at, end: next.at, normal: None })
}

/// `noon`, `midnight`.
pub fn named_time(start: Cursor<'_>, word: &str) -> Option<Found> {
    let normal = match word {
        "noon" => "12:00",
        "midnight" => "00:00",
        _ => return None,
    };
    let end = start.at + word.len();
    Some(Found { kind: ValueKind::Time, start: start.at, end, normal: Some(normal.to_owned()) })
}

/// Whether a word may begin a number in words.
pub fn is_number_word(word: &str) -> bool {
    matches!(word, "a" | "A" | "an" | "An" | "half" | "Half") || small_word(word).is_some()
}
