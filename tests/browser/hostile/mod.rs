//! The page is an adversary, the browser dies at any moment, and promises are kept: `cargo xtask test hostile` runs these
//! cases with those of other modules that are about the same, and prints what became of each.

mod faults;
mod load;
mod pages;
mod parsing;
mod payloads;
mod promises;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use xtask::browser::Kind;

use super::Case;

pub fn cases() -> Vec<Case> {
    [pages::cases(), parsing::cases(), payloads::cases(), promises::cases(), faults::cases(), load::cases()]
        .into_iter()
        .flatten()
        .collect()
}

/// Beginnings of the names of all cases about pages that fight back, faults and promises.
const HOSTILE: [&str; 27] = [
    "hostile::",
    "faults::",
    "promises::",
    "load::",
    "manifest::",
    "network::",
    "pages::",
    "document_kinds::",
    "panel::opens_with_the_headline_of_the_page",
    "panel::second_click_closes_and_restores_the_page",
    "handling::impatient_clicks",
    "handling::panel_can_be_used_while_a_modal_dialog",
    "marks::changed_words",
    "marks::words_in_a_shadow_root",
    "marks::words_in_a_frame",
    "marks::closing_removes_all_marks",
    "playground::pasted_html",
    "snapshot::cdata",
    "snapshot::slotted",
    "v1::closing_restores_the_page",
    "v1::dialog_that_opens_later",
    "v1::fifty_openings",
    "v1::overlong_and_hostile_names",
    "v1::panel_stays_on_top_in_fullscreen",
    "v1::panel_that_the_page_removes",
    "v1::private_windows",
    "v1::states::",
];

/// Whether a case is one of them.
pub fn is_hostile(name: &str) -> bool {
    HOSTILE.iter().any(|beginning| name.starts_with(beginning))
}

/// What became of the cases: by name, whether each browser held.
#[derive(Default)]
pub struct Table(Mutex<BTreeMap<String, Vec<(Kind, bool)>>>);

impl Table {
    pub fn note(&self, case: &str, kind: Kind, held: bool) {
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rows.entry(case.to_owned()).or_default().push((kind, held));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let width = rows.keys().map(String::len).max().unwrap_or_default();
        writeln!(out, "{:<width$}  {:<8}  {:<8}", "case", Kind::Chromium.to_string(), Kind::Firefox.to_string())?;
        for (case, outcomes) in rows.iter() {
            let outcome = |kind: Kind| match outcomes.iter().find(|(other, _)| *other == kind) {
                Some((_, true)) => "held",
                Some((_, false)) => "BROKEN",
                None => "–",
            };
            writeln!(out, "{case:<width$}  {:<8}  {:<8}", outcome(Kind::Chromium), outcome(Kind::Firefox))?;
        }
        let all = rows.values().flatten().count();
        let held = rows.values().flatten().filter(|(_, held)| *held).count();
        writeln!(out, "{held} of {all} held")
    }
}
