//! Whether a sentence by itself is worth checking: the trained ranker that ships.

use std::ops::Range;
use std::sync::LazyLock;

use super::features::{self, QUESTIONS};
use crate::model::Ranker;
use crate::text::Words;

/// The ranker that ships, made by `trainer`; `None` if its file does not fit this code, which a test forbids.
pub static SHIPPED: LazyLock<Option<Ranker>> =
    LazyLock::new(|| Ranker::from_bytes(include_bytes!("../../models/claims.bin"), QUESTIONS));

/// Log-odds at which a sentence has half of what it can have.
const HALF_ODDS: f32 = 1.0;

/// How much a sentence looks worth checking, -1 to 1.
pub fn of(words: &Words<'_>, tokens: Range<usize>) -> f32 {
    worth(SHIPPED.as_ref().map_or(0.0, |ranker| ranker.log_odds(&features::row(words, tokens))))
}

/// Log-odds as a number from -1 to 1: monotonic and free of transcendental functions.
pub fn worth(log_odds: f32) -> f32 {
    log_odds / (log_odds.abs() + HALF_ODDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_fits_and_prefers_facts() {
        assert!(SHIPPED.is_some());
        let worth = |text| {
            let words = Words::of_line(text);
            of(&words, 0..words.tokens.len())
        };
        let fact = worth("Unemployment in the county rose by 4 percent last year.");
        let thanks = worth("Thank you very much, and I hope we can do this again.");
        assert!(fact > 0.0 && thanks < 0.0, "{fact} {thanks}");
    }
}
