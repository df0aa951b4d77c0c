//! Pages that are built to break, read or forge what an extension puts into them.

use anyhow::Result;
use serde_json::Value;
use xtask::browser::wait;

use super::{Case, Stage, equal, quoted};

/// Pages with the usual article in an unusual place.
const READABLE: [&str; 6] =
    ["coep.html", "clobber.html", "prototypes.html", "shadow.html", "dialog.html", "scroll.html"];

pub fn cases() -> Vec<Case> {
    let mut cases = Case::on_each("pages::shows_results", &READABLE, Stage::open_results);
    cases.extend([
        Case::new("pages::keys_in_the_panel_stay_there", "key-stealing.html", keys_stay),
        Case::new("pages::panel_framed_by_a_page_tells_nothing", "frames-panel.html", framed_panel_is_mute),
        Case::new("pages::text_that_comes_late_is_read", "late.html", late_text),
        Case::new("pages::section_front_is_no_article", "no-article.html", |stage| outcome(stage, "not-article")),
        Case::new("pages::empty_page_is_empty", "empty.html", |stage| outcome(stage, "empty")),
    ]);
    cases
}

fn outcome(stage: &mut Stage, expected: &str) -> Result<()> {
    stage.browser.click_toolbar()?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), expected)
}

fn keys_stay(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.press("ab")?;
    let stolen = "return document.documentElement.dataset.stolen ?? ''";
    equal("keys that the page saw", stage.browser.page(stolen)?, "".into())?;
    stage.browser.press_escape_to_close()
}

fn framed_panel_is_mute(stage: &mut Stage) -> Result<()> {
    // The address of the panel, which a page could have learned from an earlier visit.
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_outcome()?;
    let address = stage.browser.panel("return location.href")?;
    let address = address.as_str().unwrap_or_default().to_owned();
    stage.browser.open(&stage.server.url("frames-panel.html"))?;
    stage.browser.page(&format!("document.querySelector('#stolen').dataset.src = {}", quoted(&address)))?;
    wait::until_true("the stolen frame to load or to be refused", || {
        Ok(stage.browser.page("return document.documentElement.dataset.framed ?? null")? != Value::Null)
    })?;
    equal(
        "what the page heard",
        stage.browser.page("return document.documentElement.dataset.answered ?? null")?,
        Value::Null,
    )
}

fn late_text(stage: &mut Stage) -> Result<()> {
    wait::until_true("the page to write its article", || {
        Ok(stage.browser.page("return document.documentElement.dataset.rendered ?? null")? != Value::Null)
    })?;
    stage.open_results()
}
