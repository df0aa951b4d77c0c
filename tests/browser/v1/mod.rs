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

use anyhow::Result;
use serde_json::Value;
use xtask::browser::wait;

use super::{Case, Stage};

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

impl Stage {
    /// Waits until a script in the panel returns `true`.
    fn panel_shows(&self, what: &str, script: &str) -> Result<()> {
        wait::until_true(what, || Ok(self.browser.panel(script)? == Value::Bool(true)))
    }
}
