//! Where the panel stands: side, width, push or overlap, sheet; and that it covers nothing that has the focus.

use anyhow::{Context, Result};
use serde_json::json;
use xtask::browser::{key, wait};

use super::super::{Case, Stage, equal};
use super::FULL;

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("v1::layout", FULL, layout),
        Case::new("v1::layout_width_by_drag_and_keys", FULL, width),
        Case::new("v1::layout_is_remembered", FULL, remembered),
        Case::new("v1::layout_other_side_where_the_page_does_not_move", "fixed-width.html", other_side),
        Case::new("v1::layout_sheet_can_be_taller", FULL, taller_sheet),
        Case::new("v1::panel_never_covers_the_focus", "look-focus.html", focus_in_sight),
        Case::new("v1::panel_stays_on_top_in_fullscreen", FULL, fullscreen),
        Case::new("v1::dialog_that_opens_later_leaves_the_panel_usable", "dialog-later.html", dialog_later),
        Case::new("v1::panel_that_the_page_removes_comes_back", FULL, removed_host),
    ]
}

/// Left and right edge of the panel, and how far the article's text reaches, rounded.
const PLACES: &str = "
    const box = document.querySelector('sayso-panel').getBoundingClientRect();
    const range = document.createRange();
    const texts = [...document.querySelectorAll('article p')].map((p) => (range.selectNodeContents(p.firstChild), range.getBoundingClientRect()));
    const left = Math.min(...texts.map((text) => text.left));
    const right = Math.max(...texts.map((text) => text.right));
    return [box.left, box.right, left, right].map(Math.round);";

fn places(stage: &Stage) -> Result<Vec<i64>> {
    let found = stage.browser.page(PLACES)?;
    Ok(found.as_array().context("no places")?.iter().filter_map(serde_json::Value::as_i64).collect())
}

/// Presses a radio button of the layout box.
fn choose(stage: &Stage, choice: &str) -> Result<()> {
    stage.browser.click_in_panel("#open-more")?;
    stage.browser.click_in_panel(&format!("[name='{choice}']"))?;
    stage.browser.press(key::ESCAPE)
}

fn layout(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    // The article fills the window, so it has to move.
    stage.browser.page("document.querySelector('article').style.maxWidth = 'none'")?;
    stage.open_results()?;
    let width = stage.browser.page("return document.documentElement.clientWidth")?.as_i64().context("no width")?;
    wait::until_true("the text clear of the panel on the right", || {
        let at = places(stage)?;
        Ok(at[0] == width - 380 && at[3] <= at[0])
    })?;
    choose(stage, "side'][value='left")?;
    wait::until_true("the text clear of the panel on the left", || {
        let at = places(stage)?;
        Ok(at[0] == 0 && at[1] == 380 && at[2] >= at[1])
    })?;
    choose(stage, "mode'][value='overlap")?;
    wait::until_true("the page as it is without the panel", || Ok(places(stage)?[2] < 380))?;
    choose(stage, "panelWidth'][value='520")?;
    wait::until_true("the large preset", || Ok(places(stage)?[1] == 520))
}

fn width(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    let left = |stage: &Stage| Ok::<_, anyhow::Error>(places(stage)?[0]);
    let start = left(stage)?;
    stage.browser.drag(&[(start, 400), (start - 50, 400), (start - 100, 400)])?;
    wait::until_true("the panel 100 px wider", || Ok(left(stage)? == start - 100))?;
    stage.browser.panel("document.querySelector('.edge').focus()")?;
    stage.browser.press(key::LEFT)?;
    wait::until_true("20 px more by key", || Ok(left(stage)? == start - 120))?;
    stage.browser.press(key::HOME)?;
    wait::until_true("the least width", || Ok(left(stage)? == start + 100))?;
    let value = "return document.querySelector('.edge').getAttribute('aria-valuenow')";
    equal("value for screen readers", stage.browser.panel(value)?, "280".into())?;
    for tab in ["overview", "claims", "sources", "entities"] {
        stage.browser.click_in_panel(&format!("#tab-{tab}"))?;
        let fits = "return document.documentElement.scrollWidth <= innerWidth";
        equal(&format!("{tab} fits 280 px"), stage.browser.panel(fits)?, true.into())?;
    }
    Ok(())
}

fn remembered(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    choose(stage, "side'][value='left")?;
    wait::until_true("the panel on the left", || Ok(places(stage)?[0] == 0))?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    stage.browser.open(&stage.server.url("plain.html"))?;
    stage.open_results()?;
    equal("side on another page", places(stage)?[0], 0)
}

fn other_side(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    let before = stage.browser.page("return document.querySelector('article').getBoundingClientRect().left")?;
    stage.open_results()?;
    stage.panel_shows("the offer", "return document.querySelector('#other-side')?.checkVisibility() === true")?;
    let now = stage.browser.page("return document.querySelector('article').getBoundingClientRect().left")?;
    equal("the page as it is", now, before)?;
    stage.browser.click_in_panel("#other-side")?;
    wait::until_true("the text free", || {
        let at = places(stage)?;
        Ok(at[0] == 0 && at[2] >= at[1])
    })?;
    stage.panel_shows("no offer", "return document.querySelector('#other-side') === null")
}

fn taller_sheet(stage: &mut Stage) -> Result<()> {
    stage.browser.resize((520, 800))?;
    stage.open_results()?;
    let part = "return Math.round(100 * document.querySelector('sayso-panel').getBoundingClientRect().height / document.documentElement.clientHeight)";
    equal("height at first", stage.browser.page(part)?, 60.into())?;
    stage.browser.click_in_panel("#sheet")?;
    wait::until_true("the taller sheet", || Ok(stage.browser.page(part)? == 92))?;
    stage.browser.click_in_panel("#sheet")?;
    wait::until_true("the first height", || Ok(stage.browser.page(part)? == 60))
}

fn focus_in_sight(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let covered = "
        const inner = document.activeElement.getBoundingClientRect();
        const outer = document.querySelector('sayso-panel').getBoundingClientRect();
        return inner.right > outer.left && inner.left < outer.right && inner.bottom > outer.top && inner.top < outer.bottom";
    for id in ["left", "right", "bottom"] {
        stage.browser.page(&format!("document.getElementById('{id}').focus()"))?;
        let free = format!("return (() => {{ {covered} }})() === false && document.activeElement.id === '{id}'");
        stage.page_shows(&format!("#{id} in sight"), &free)?;
    }
    Ok(())
}

fn fullscreen(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "const article = document.querySelector('article');
        article.addEventListener('click', () => article.requestFullscreen(), { once: true })",
    )?;
    stage.open_results()?;
    stage.browser.click_in_page("article h1")?;
    let on_top = "return document.fullscreenElement !== null
        && document.elementFromPoint(innerWidth - 200, 300)?.localName === 'sayso-panel'";
    stage.page_shows("fullscreen, and the panel on top", on_top)?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "results")?;
    stage.browser.click_in_panel("#tab-claims")?;
    let selected = "return document.querySelector('[role=tab][aria-selected=true]').id === 'tab-claims'";
    stage.panel_shows("the panel used", selected)?;
    stage.browser.page("return document.exitFullscreen()")?;
    Ok(())
}

fn dialog_later(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.page("document.querySelector('#consent').showModal()")?;
    stage.page_shows("the panel inside", "return document.querySelector('#consent sayso-panel') !== null")?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "results")?;
    stage.browser.click_in_panel("#tab-entities")?;
    let selected = "return document.querySelector('[role=tab][aria-selected=true]').id === 'tab-entities'";
    stage.panel_shows("the panel used beside the dialog", selected)?;
    stage.browser.page("document.querySelector('#consent').close()")?;
    stage.page_shows("the panel outside again", "return document.querySelector('html > sayso-panel') !== null")?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "results")?;
    stage.browser.click_in_panel("#tab-sources")?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    let left =
        "return [document.querySelectorAll('sayso-panel').length, document.querySelector('#consent').children.length]";
    equal("nothing left in page and dialog", stage.browser.page(left)?, json!([0, 2]))
}

fn removed_host(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.page("const host = document.querySelector('sayso-panel'); host.id = 'first'; host.remove()")?;
    stage.page_shows("another host", "return document.querySelector('sayso-panel:not(#first)') !== null")?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "results")
}
