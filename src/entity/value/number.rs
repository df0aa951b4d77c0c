//! Numbers in figures and words, exact: `1,200.50`, `7.6bn`, `two million`, `half a`.

use super::cursor::Cursor;

/// A decimal number: `digits * 10^exponent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    digits: u64,
    exponent: i32,
}

impl Decimal {
    /// `digits * 10^exponent`.
    pub fn new(digits: u64, exponent: i32) -> Self {
        Self { digits, exponent }
    }

    /// The number times `10^exponent`.
    pub fn scaled(self, exponent: i32) -> Self {
        Self { exponent: self.exponent + exponent, ..self }
    }

    /// Whether the number is the greater one. Numbers whose figures differ by more than fits are not compared.
    pub fn is_more_than(self, other: Self) -> bool {
        let lowest = self.exponent.min(other.exponent);
        let figures = |number: Self| {
            let power = 10_u128.checked_pow(number.exponent.abs_diff(lowest))?;
            u128::from(number.digits).checked_mul(power)
        };
        figures(self).zip(figures(other)).is_some_and(|(own, other)| own > other)
    }

    /// The number in figures, without grouping and without zeros that say nothing: `1200000`, `0.06`.
    pub fn text(self) -> String {
        let mut figures = self.digits.to_string();
        if self.digits == 0 || self.exponent >= 0 {
            let zeros = if self.digits == 0 { 0 } else { self.exponent.unsigned_abs() as usize };
            figures.push_str(&"0".repeat(zeros));
            return figures;
        }
        let places = self.exponent.unsigned_abs() as usize;
        if figures.len() <= places {
            figures.insert_str(0, &"0".repeat(places + 1 - figures.len()));
        }
        figures.insert(figures.len() - places, '.');
        figures.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// The number if it is whole and small: a day, a count of weeks.
    pub fn small(self) -> Option<i64> {
        (self.exponent == 0).then(|| i64::try_from(self.digits).ok()).flatten()
    }
}

/// Figures that are read exactly; a number with more of them has no normal form.
const MAX_FIGURES: usize = 18;

/// A number as it stands in the text.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    /// Its worth; `None` where it has too many figures.
    pub worth: Option<Decimal>,
    /// The power of ten of the magnitude that belongs to it, counted in its worth: 6 for `million`.
    pub magnitude: i32,
    /// Whether it is `a`, which counts only before a magnitude: `a million`, but not `a day`.
    pub is_article: bool,
}

/// Reads figures: groups of three behind commas, a decimal part behind a stop, or behind a comma (`2,50`).
pub fn figures(cursor: &mut Cursor<'_>) -> Option<Number> {
    let rest = cursor.rest();
    let bytes = rest.as_bytes();
    let run =
        |from: usize| bytes.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
    let head = run(0);
    if head == 0 {
        return None;
    }
    let mut end = head;
    while head <= 3 && bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
        end += 4;
    }
    let is_grouped = end > head;
    let has_decimal = match bytes.get(end) {
        Some(b'.') => run(end + 1) > 0,
        Some(b',') => !is_grouped && run(end + 1) > 0,
        _ => false,
    };
    let places = if has_decimal { run(end + 1) } else { 0 };
    let whole = rest.get(..end)?.bytes().filter(u8::is_ascii_digit);
    let decimals = rest.get(end + 1..end + 1 + places).unwrap_or("").bytes();
    let count = end + places;
    let digits =
        (count <= MAX_FIGURES).then(|| whole.chain(decimals).fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')));
    cursor.at += end + if has_decimal { places + 1 } else { 0 };
    let worth = digits.map(|digits| Decimal::new(digits, -(places as i32)));
    Some(Number { worth, magnitude: 0, is_article: false })
}

/// Reads a number in words: `three`, `twenty-five`, `a`, `half a`, `two hundred`.
pub fn words(cursor: &mut Cursor<'_>) -> Option<Number> {
    let first = cursor.word();
    let is_article = matches!(first, "a" | "A" | "an" | "An");
    let mut next = Cursor { at: cursor.at + first.len(), ..*cursor };
    let mut worth = if is_article {
        Decimal::new(1, 0)
    } else if first.eq_ignore_ascii_case("half") {
        if !next.eat_spaced(&["a", "an"]) {
            return None;
        }
        Decimal::new(5, -1)
    } else {
        let value = small_word(first)?;
        let mut behind = next;
        if value >= 20 && behind.eat("-") {
            let unit = behind.word();
            match small_word(unit).filter(|unit| *unit < 10) {
                Some(unit_value) => {
                    next.at = behind.at + unit.len();
                    Decimal::new(value + unit_value, 0)
                }
                None => Decimal::new(value, 0),
            }
        } else {
            Decimal::new(value, 0)
        }
    };
    let is_hundred = next.eat_spaced(&["hundred"]);
    if is_hundred {
        worth = worth.scaled(2);
    }
    *cursor = next;
    Some(Number { worth: Some(worth), magnitude: 0, is_article: is_article && !is_hundred })
}

/// What a number word is worth.
pub fn small_word(word: &str) -> Option<u64> {
    const WORDS: [(&str, u64); 27] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("thirteen", 13),
        ("fourteen", 14),
        ("fifteen", 15),
        ("sixteen", 16),
        ("seventeen", 17),
        ("eighteen", 18),
        ("nineteen", 19),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
    ];
    WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}

/// Whether a single letter behind a space is a magnitude: in `$5 m` it is, in `5 m` it is a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// Only directly behind the figures: `250M`.
    Attached,
    /// Behind a space, too.
    Spaced,
}

/// Adds the magnitude behind a number: ` million`, `-billion`, `bn`, `M`.
pub fn magnitude(cursor: &mut Cursor<'_>, number: &mut Number, letters: Letters) {
    let mut next = *cursor;
    let is_apart = next.space() || next.eat("-");
    let word = next.word();
    let exponent = match word {
        "thousand" | "Thousand" => 3,
        "million" | "Million" | "mln" | "mn" => 6,
        "billion" | "Billion" | "bln" | "bn" => 9,
        "trillion" | "Trillion" | "tn" => 12,
        "crore" => 7,
        "lakh" => 5,
        "k" | "K" if !is_apart || letters == Letters::Spaced => 3,
        "m" | "M" if !is_apart || letters == Letters::Spaced => 6,
        "b" | "B" if !is_apart || letters == Letters::Spaced => 9,
        _ => return,
    };
    cursor.at = next.at + word.len();
    number.worth = number.worth.map(|worth| worth.scaled(exponent));
    number.magnitude = exponent;
    number.is_article = false;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut cursor = Cursor { text, at: 0 };
        let mut number = figures(&mut cursor).or_else(|| words(&mut cursor)).unwrap_or_else(|| panic!("{text}"));
        magnitude(&mut cursor, &mut number, Letters::Attached);
        let worth = number.worth.map_or(String::new(), Decimal::text);
        assert_eq!(format!("{worth}{}", cursor.rest()), expected, "{text}");
    }

    #[test]
    fn figures_are_exact() {
        check("1,200.50", "1200.5");
        check("2,50", "2.5");
        check("0.07 of", "0.07 of");
        check("1,5000", "1.5");
        check("12,", "12,");
        check("123456789012345678901", "");
    }

    #[test]
    fn magnitudes_belong_to_numbers() {
        check("7.6bn", "7600000000");
        check("18.6 million homes", "18600000 homes");
        check("half a billion", "500000000");
        check("twenty-five", "25");
        check("two hundred thousand", "200000");
        check("5 m", "5 m");
    }
}
