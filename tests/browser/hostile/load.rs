//! A thousand pages one after another in one profile: `cargo xtask test load`.

use std::time::Instant;

use anyhow::{Context, Result};
use xtask::browser::Browser;

use super::super::{Case, Part, Stage, equal};

pub fn cases() -> Vec<Case> {
    vec![Case::new("load::a_thousand_pages_one_after_another", "plain.html", thousand).only_in(Part::Load)]
}

/// Pages in all, and those before anything is counted.
const PAGES: usize = 1_000;
const WARM_UP: usize = 50;
/// The pages, in turn.
const KINDS: [&str; 5] = ["plain.html", "full.html", "live.html", "shadow.html", "preview.html"];
/// How far memory may be from what it was after the warm-up, and how much slower than the median the slowest percent.
const MEMORY_PART: f64 = 0.2;
const SLOWEST_TIMES: u32 = 3;

fn thousand(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    let mut times = Vec::new();
    let mut memory = Vec::new();
    for number in 0..PAGES {
        stage.browser.open(&stage.server.url(KINDS[number % KINDS.len()]))?;
        let start = Instant::now();
        stage.open_results().with_context(|| format!("page {number}"))?;
        times.push(start.elapsed());
        stage.browser.click_in_panel("#tab-entities")?;
        stage.browser.click_toolbar()?;
        stage.browser.wait_for_no_panel()?;
        if number + 1 == WARM_UP || number + 1 == PAGES {
            memory.push(megabytes(&stage.browser)?);
        }
    }
    let mut counted = times.split_off(WARM_UP);
    counted.sort_unstable();
    let (median, slow) = (counted[counted.len() / 2], counted[counted.len() * 99 / 100]);
    println!(
        "{}: {PAGES} pages, no crash; median {median:.0?}, slowest percent {slow:.0?}; memory {:.0} -> {:.0} MB",
        stage.browser.kind(),
        memory[0],
        memory[1]
    );
    equal(&format!("{slow:?} within {SLOWEST_TIMES} times {median:?}"), slow <= median * SLOWEST_TIMES, true)?;
    let grown = (memory[1] - memory[0]).abs() / memory[0];
    equal(&format!("memory {memory:?} MB within a fifth"), grown <= MEMORY_PART, true)
}

/// Memory of the browser with all its processes, at an empty page.
fn megabytes(browser: &Browser) -> Result<f64> {
    browser.open("about:blank")?;
    if let Some(chromium) = browser.chromium() {
        chromium.memory(browser.session())?;
    }
    Ok(browser.process_memory()? as f64 / f64::from(1 << 20))
}
