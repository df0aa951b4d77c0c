//! What version 1 promises: every line of the feature table has a case of its name.

mod accessibility;
mod content;
mod languages;
mod layout;
mod linking;
mod options;
mod restoring;
mod states;
mod stripped;
mod take_away;

use super::Case;

/// The article with all that a page can state of itself.
const FULL: &str = "full.html";

pub fn cases() -> Vec<Case> {
    [
        content::cases(),
        linking::cases(),
        stripped::cases(),
        take_away::cases(),
        layout::cases(),
        options::cases(),
        states::cases(),
        accessibility::cases(),
        languages::cases(),
        restoring::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
