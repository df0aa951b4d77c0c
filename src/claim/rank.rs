//! Check-worthiness: the trained weight of each measure of a claim, each a Reason that can be shown.

use std::sync::LazyLock;

use super::measure::MEASURES;

/// One reason for a claim's rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// What speaks for or against it.
    pub name: &'static str,
    /// How much, in log-odds.
    pub points: f32,
}

/// The weight of each measure, in log-odds, in the order of [`MEASURES`]: made by `trainer`, a line each.
static WEIGHTS: LazyLock<[f32; MEASURES.len()]> = LazyLock::new(|| {
    let lines = || include_str!("../../models/claims-rank.tsv").lines().filter_map(|line| line.split_once('\t'));
    MEASURES.map(|name| {
        lines().find(|(known, _)| *known == name).and_then(|(_, weight)| weight.parse().ok()).unwrap_or(0.0)
    })
});

/// The reasons for a claim's rank, from its measures.
pub fn reasons(measures: &[f32; MEASURES.len()]) -> Vec<Reason> {
    let points = measures.iter().zip(WEIGHTS.iter()).map(|(measure, weight)| measure * weight);
    let named = MEASURES.iter().zip(points).map(|(name, points)| Reason { name, points });
    named.filter(|reason| reason.points != 0.0).collect()
}

/// Log-odds to 0–1, one half at even odds: monotonic and free of transcendental functions.
pub fn score(reasons: &[Reason]) -> f32 {
    let odds = reasons.iter().map(|reason| reason.points).sum::<f32>();
    (1.0 + odds / (1.0 + odds.abs())) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_measure_has_a_weight() {
        let file = include_str!("../../models/claims-rank.tsv");
        let names: Vec<&str> = file.lines().filter_map(|line| line.split_once('\t')).map(|(name, _)| name).collect();
        assert_eq!(names, MEASURES);
    }
}
