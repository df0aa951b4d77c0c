//! Documents that are no HTML page, and pages of the browser itself: the button says what is the matter.

use anyhow::Result;
use xtask::browser::{Kind, wait};

use super::{Case, Stage, equal};

pub fn cases() -> Vec<Case> {
    let mut cases =
        Case::on_each("document_kinds::badge_instead_of_panel", &["feed.xml", "drawing.svg", "paper.pdf"], badge);
    cases.push(Case::new("document_kinds::badge_on_pages_of_the_browser", "plain.html", own_page));
    cases.push(Case::new("document_kinds::plain_text_is_read", "story.txt", plain_text));
    cases
}

fn badge(stage: &mut Stage) -> Result<()> {
    stage.browser.click_toolbar()?;
    wait::until_true("the badge", || Ok(stage.browser.badge()? == "!"))?;
    equal("panel in the page", stage.browser.has_panel()?, false)
}

fn own_page(stage: &mut Stage) -> Result<()> {
    let address = match stage.browser.kind() {
        Kind::Chromium => "chrome://version/",
        Kind::Firefox => "about:license",
    };
    stage.browser.open(address)?;
    badge(stage)
}

fn plain_text(stage: &mut Stage) -> Result<()> {
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_outcome()?;
    Ok(())
}
