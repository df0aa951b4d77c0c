//! Using the panel: focus, keys, filters, narrow windows, impatient clicks.

use anyhow::{Context, Result};
use serde_json::json;
use xtask::browser::{key, wait};

use super::{Case, Stage, equal};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("handling::focus_goes_into_the_panel_and_back", "scroll.html", focus_comes_back),
        Case::new("handling::arrow_keys_change_the_tab", "plain.html", arrows_change_tab),
        Case::new("handling::filter_box_keeps_what_fits", "plain.html", filter_box),
        Case::new("handling::counts_of_the_overview_filter_the_lists", "plain.html", overview_filters),
        Case::new("handling::page_without_an_article_is_analyzed_on_request", "no-article.html", analyze_anyway),
        Case::new("handling::narrow_window_gets_a_sheet_at_the_bottom", "plain.html", sheet),
        Case::new("handling::impatient_clicks_leave_one_panel_or_none", "plain.html", impatient_clicks),
        Case::new("handling::panel_can_be_used_while_a_modal_dialog_is_open", "dialog.html", inside_dialog),
        Case::new("handling::analyze_again_reads_the_page_anew", "plain.html", analyze_again),
    ]
}

fn focus_comes_back(stage: &mut Stage) -> Result<()> {
    let state = "const note = document.getElementById('note');
        return [document.activeElement?.id, note.selectionStart, note.selectionEnd, scrollY]";
    let before = stage.browser.page(state)?;
    stage.open_results()?;
    let focused = "return [document.hasFocus(), document.activeElement.tagName]";
    let on_headline = |stage: &Stage| Ok(stage.browser.panel(focused)? == json!([true, "H1"]));
    wait::until_true("the focus on the headline", || on_headline(stage))?;
    stage.browser.command("move-focus")?;
    stage.page_shows("the focus on the page", "return document.activeElement.id === 'note'")?;
    stage.browser.command("move-focus")?;
    wait::until_true("the focus on the headline again", || on_headline(stage))?;
    stage.browser.click_in_panel("#tab-claims")?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    equal("focus, selection and scroll position", stage.browser.page(state)?, before)
}

fn arrows_change_tab(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-overview")?;
    let open = "return [...document.querySelectorAll('[role=tabpanel]')]
        .filter((panel) => panel.checkVisibility()).map((panel) => panel.id).join()";
    for (pressed, shown) in [(key::RIGHT, "panel-claims"), (key::LEFT, "panel-overview"), (key::LEFT, "panel-entities")]
    {
        stage.browser.press(pressed)?;
        equal("open panel", stage.browser.panel(open)?, shown.into())?;
    }
    Ok(())
}

fn filter_box(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-entities")?;
    stage.browser.click_in_panel("#filter-entities")?;
    stage.browser.press("kelmouth")?;
    let names =
        "return [...document.querySelectorAll('#panel-entities .row')].map((row) => row.innerText.toLowerCase())";
    let rows = stage.browser.panel(names)?;
    let rows = rows.as_array().context("no rows")?;
    equal("every row fits", rows.iter().all(|row| row.as_str().is_some_and(|row| row.contains("kelmouth"))), true)?;
    equal("there are rows", rows.is_empty(), false)?;
    // Escape empties the box first; the panel stays.
    stage.browser.press(key::ESCAPE)?;
    equal("filter", stage.browser.panel("return document.querySelector('#filter-entities').value")?, "".into())
}

fn overview_filters(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_in_panel("#panel-overview section:nth-of-type(2) .chip:last-child")?;
    let filtered = "return [document.querySelectorAll('[role=tabpanel] .chip[aria-pressed=true]').length,
        document.querySelector('[role=tab][aria-selected=true]').id !== 'tab-overview']";
    equal("one filter is on, on another tab", stage.browser.panel(filtered)?, json!([1, true]))
}

fn analyze_anyway(stage: &mut Stage) -> Result<()> {
    stage.browser.click_toolbar()?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "not-article")?;
    stage.browser.click_in_panel(".button.main")?;
    wait::until_true("another outcome", || Ok(stage.browser.wait_for_outcome()? != "not-article"))
}

fn sheet(stage: &mut Stage) -> Result<()> {
    stage.browser.resize((520, 800))?;
    stage.open_results()?;
    let place = "
        const box = document.querySelector('sayso-panel').getBoundingClientRect();
        return [Math.round(box.left), Math.round(innerWidth - box.right), Math.round(innerHeight - box.bottom),
            Math.abs(box.height - innerHeight * 0.6) < 2];";
    equal("space at the sides and below, height", stage.browser.page(place)?, json!([0, 0, 0, true]))?;
    for tab in ["overview", "claims", "sources", "entities"] {
        stage.browser.click_in_panel(&format!("#tab-{tab}"))?;
        let fits = "return document.documentElement.scrollWidth <= innerWidth";
        equal(&format!("{tab} fits"), stage.browser.panel(fits)?, true.into())?;
    }
    Ok(())
}

fn impatient_clicks(stage: &mut Stage) -> Result<()> {
    for _ in 0..4 {
        stage.browser.click_toolbar()?;
    }
    stage.browser.wait_for_no_panel()?;
    stage.open_results()?;
    let panels = "return document.querySelectorAll('sayso-panel').length";
    equal("panels", stage.browser.page(panels)?, 1.into())
}

fn analyze_again(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let change = "document.title = document.querySelector('h1').textContent = 'Another headline of the day'";
    stage.browser.page(change)?;
    stage.browser.click_in_panel("#open-more")?;
    stage.browser.click_in_panel("#again")?;
    wait::until_true("the new headline", || {
        let title = "return document.querySelector('[data-field=title]')?.innerText ?? ''";
        Ok(stage.browser.panel(title)? == "Another headline of the day")
    })
}

fn inside_dialog(stage: &mut Stage) -> Result<()> {
    let markup = "return document.documentElement.outerHTML";
    let before = stage.browser.page(markup)?;
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-claims")?;
    let selected = "return document.querySelector('[role=tab][aria-selected=true]').id";
    equal("open tab", stage.browser.panel(selected)?, "tab-claims".into())?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    equal("page after closing", stage.browser.page(markup)?, before)
}
