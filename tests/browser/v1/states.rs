//! Every state of the panel, and what can be done in it.

use anyhow::Result;
use xtask::browser::wait;

use super::super::{Case, Stage, equal};
use super::FULL;

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("v1::states::loading_can_be_stopped", FULL, canceled),
        Case::new("v1::states::error_can_be_tried_again", FULL, error),
        Case::new("v1::states::not_an_article_offers_the_selection", "no-article.html", not_an_article),
        Case::new("v1::states::preview", "preview.html", preview),
        Case::new("v1::states::too_short", "short.html", too_short),
        Case::new("v1::states::unsupported_language", "czech.html", language),
        Case::new("v1::states::live_blog_by_update", "live.html", live),
        Case::new("v1::states::nothing_found_is_said", "nothing.html", nothing),
        Case::new("v1::states::empty", "empty.html", empty),
        Case::new("v1::states::window_where_no_frame_can_live", "sandbox.html", window),
    ]
}

/// Keeps the worker from ever answering: a script of the test in the panel stands for a page that takes long.
fn canceled(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.panel("Worker.prototype.postMessage = () => {}")?;
    stage.browser.click_in_panel("#open-more")?;
    stage.browser.click_in_panel("#again")?;
    stage.panel_shows(
        "the button after a second",
        "return document.querySelector('#cancel')?.checkVisibility() === true",
    )?;
    stage.browser.click_in_panel("#cancel")?;
    stage.panel_shows("the state", "return document.documentElement.dataset.state === 'canceled'")
}

fn error(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    // A broken snapshot: the core refuses it, and says where it is broken.
    stage.browser.panel(
        "const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message) {
            Worker.prototype.postMessage = post;
            post.call(this, { ...message, codes: Uint32Array.of(9) });
        }",
    )?;
    stage.browser.click_in_panel("#open-more")?;
    stage.browser.click_in_panel("#again")?;
    stage.panel_shows("the state", "return document.documentElement.dataset.state === 'error'")?;
    let text = stage.panel_text(".content")?;
    equal("whose fault it is", text.starts_with("Something went wrong here, not on the page."), true)?;
    stage.browser.click_in_panel("#copy-details")?;
    stage.panel_shows("word of the copy", "return document.querySelector('.said').innerText === 'Copied.'")?;
    stage.browser.click_in_panel(".button.main")?;
    stage.panel_shows("results", "return document.documentElement.dataset.state === 'results'")
}

fn not_an_article(stage: &mut Stage) -> Result<()> {
    stage.browser.click_toolbar()?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "not-article")?;
    stage.browser.click_in_panel("#use-selection-here")?;
    stage.panel_shows(
        "what to do first",
        "return document.querySelector('.said').innerText.startsWith('Select words')",
    )?;
    stage.browser.page("getSelection().selectAllChildren(document.querySelector('main, body'))")?;
    stage.browser.click_in_panel("#use-selection-here")?;
    stage.panel_shows("the selection", "return document.documentElement.dataset.of === 'selection'")
}

/// A line of the head that tells what to know before reading on.
fn notice(stage: &mut Stage, expected: &str) -> Result<()> {
    stage.open_results()?;
    let notices =
        stage.browser.panel("return [...document.querySelectorAll('.header .notice')].map((one) => one.innerText)")?;
    let says = notices
        .as_array()
        .is_some_and(|all| all.iter().any(|one| one.as_str().is_some_and(|one| one.starts_with(expected))));
    equal(&format!("{expected:?} among {notices}"), says, true)
}

fn preview(stage: &mut Stage) -> Result<()> {
    notice(stage, "Only part of the article is on this page (")
}

fn too_short(stage: &mut Stage) -> Result<()> {
    notice(stage, "This text is very short (")
}

fn language(stage: &mut Stage) -> Result<()> {
    notice(stage, "Analysis works best in English; this looks like Czech.")
}

fn live(stage: &mut Stage) -> Result<()> {
    notice(stage, "Live blog: 6 updates")?;
    stage.browser.click_in_panel("#tab-claims")?;
    stage.panel_shows("claims by update", "return [...document.querySelectorAll('#panel-claims .group')].filter((one) => one.innerText.startsWith('Update ')).length >= 3")
}

fn nothing(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    no_claims(stage)?;
    stage.browser.click_in_panel("#open-more")?;
    stage.browser.click_in_panel("#again")?;
    stage.panel_shows(
        "the page's report",
        "return document.documentElement.dataset.of === 'page' && document.documentElement.dataset.state === 'results'",
    )?;
    for (tab, sentence) in [
        ("sources", "No sources were found in this text."),
        ("entities", "No people, organizations or places were found in this text."),
    ] {
        stage.browser.click_in_panel(&format!("#tab-{tab}"))?;
        equal(tab, stage.panel_text(&format!("#panel-{tab} .none"))?.as_str(), sentence)?;
    }
    Ok(())
}

/// Three words claim nothing.
fn no_claims(stage: &Stage) -> Result<()> {
    stage.browser.page("getSelection().selectAllChildren(document.querySelector('h1'))")?;
    stage.browser.click_in_panel("#open-more")?;
    stage.browser.click_in_panel("#use-selection")?;
    stage.panel_shows("a report of three words", "return document.documentElement.dataset.of === 'selection' && document.documentElement.dataset.state === 'results'")?;
    stage.browser.click_in_panel("#tab-claims")?;
    let sentence = stage.panel_text("#panel-claims .none")?;
    equal("claims", sentence.as_str(), "No claims were found in this text.")
}

fn empty(stage: &mut Stage) -> Result<()> {
    stage.browser.click_toolbar()?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "empty")?;
    stage.browser.click_in_panel(".button.main")?;
    equal("outcome of the second look", stage.browser.wait_for_outcome()?.as_str(), "empty")
}

fn window(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.browser.click_toolbar()?;
    wait::until_true("a window with results", || {
        Ok(stage.browser.has_panel_window()? && stage.browser.wait_for_outcome()? == "results")
    })?;
    equal("badge", stage.browser.badge()?.as_str(), "")?;
    stage.browser.click_in_panel("#tab-entities")?;
    stage.browser.click_in_panel("#panel-entities .row-go")?;
    wait::until_true("words marked on the page", || {
        Ok(stage.browser.page("return CSS.highlights.get('sayso-current')?.size ?? 0")? == 1)
    })?;
    // The button closes what it opened.
    stage.browser.click_toolbar()?;
    wait::until_true("the window closed", || Ok(!stage.browser.has_panel_window()?))?;
    equal("marks left", stage.browser.page("return CSS.highlights.size")?, 0.into())
}
