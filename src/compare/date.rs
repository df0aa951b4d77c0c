//! Dates and times of two claims: which agree, which differ, which only one has.

use super::{Difference, DifferenceKind, SideClaim, take_pairs};
use crate::entity::{Value, ValueKind};

/// The dates of two claims that do not agree. `October` agrees with `October 6`. A date that is settled is not held against
/// one that is not, a weekday in an undated text say.
pub fn differences(a: &SideClaim<'_>, b: &SideClaim<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    for kind in [ValueKind::Date, ValueKind::Time] {
        let (mut own, mut other) = (dates(a, kind), dates(b, kind));
        let text = (a.side.words.text, b.side.words.text);
        take_pairs(&mut own, &mut other, |x, y| match (&x.normal, &y.normal) {
            (Some(x), Some(y)) => agree(x, y),
            (None, None) => x.span.of(text.0).eq_ignore_ascii_case(y.span.of(text.1)),
            _ => false,
        });
        // What cannot be compared is no difference.
        take_pairs(&mut own, &mut other, |x, y| x.normal.is_some() != y.normal.is_some());
        let pairs = take_pairs(&mut own, &mut other, |_, _| true);
        let both = pairs.iter().map(|(x, y)| (Some(x.span), Some(y.span)));
        let only_a = own.iter().map(|value| (Some(value.span), None));
        let only_b = other.iter().map(|value| (None, Some(value.span)));
        found.extend(both.chain(only_a).chain(only_b).map(|(a, b)| Difference { kind: DifferenceKind::Date, a, b }));
    }
    found.sort_by_key(|difference| (difference.a.is_none(), difference.a, difference.b));
    found
}

fn dates<'a>(claim: &SideClaim<'a>, kind: ValueKind) -> Vec<&'a Value> {
    let inside = |value: &&Value| value.kind == kind && claim.claim.span.contains(value.span);
    claim.side.analysis.entities.values.iter().filter(inside).collect()
}

/// Whether two ISO dates, or intervals of them, share a day: text order is time order, and a shorter form begins all days in it.
fn agree(one: &str, other: &str) -> bool {
    let bounds = |date: &str| {
        let (first, last) = date.split_once('/').unwrap_or((date, date));
        // Behind every character of a date.
        (first.to_owned(), format!("{last}~"))
    };
    let (one, other) = (bounds(one), bounds(other));
    one.0 <= other.1 && other.0 <= one.1
}

#[cfg(test)]
mod tests {
    use super::agree;

    #[test]
    fn a_day_agrees_with_its_month_and_with_an_interval_around_it() {
        assert!(agree("2025-10", "2025-10-06") && agree("2025-10-06", "2025"));
        assert!(agree("1990/1999", "1995-03"));
        assert!(!agree("2025-10", "2025-11-06") && !agree("1990/1999", "2000"));
        assert!(agree("16:40", "16:40") && !agree("16:40", "16:45"));
    }
}
