//! What a person does with the panel, on an ordinary page and on pages that make it hard.

use anyhow::Result;
use xtask::browser::wait;

use super::{Case, Stage, equal};

/// The ordinary page, and those that forbid scripts, styles and frames, require Trusted Types or fight with CSS.
const PAGES: [&str; 4] = ["plain.html", "csp-none.html", "trusted-types.html", "hostile-css.html"];

pub fn cases() -> Vec<Case> {
    let on_pages = |name: &str, run| Case::on_each(&format!("panel::{name}"), &PAGES, run);
    [
        on_pages("opens_with_the_headline_of_the_page", opens_with_the_headline),
        on_pages("second_click_closes_and_restores_the_page", second_click_restores),
        on_pages("escape_closes", escape_closes),
        on_pages("tabs_show_claims_sources_and_entities", tabs_show_rows),
        on_pages("row_highlights_its_words_on_the_page", row_highlights),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn opens_with_the_headline(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    equal("headline", stage.panel_text("[data-field='title']")?.as_str(), "Night ferry to Tarn Island starts in May")
}

/// Everything a script of the page could notice: markup, scroll position, focus, selection.
const PAGE_STATE: &str = "return JSON.stringify([
    new XMLSerializer().serializeToString(document), scrollX, scrollY,
    document.activeElement === document.body || document.activeElement?.id, String(getSelection()),
])";

fn second_click_restores(stage: &mut Stage) -> Result<()> {
    // The hostile page moves its layer out of the body after a while; the others have none.
    let settled = "return document.querySelector('body > .layer') === null";
    wait::until_true("the page to settle", || Ok(stage.browser.page(settled)? == true))?;
    let before = stage.browser.page(PAGE_STATE)?;
    stage.open_results()?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    equal("page after closing", stage.browser.page(PAGE_STATE)?, before)
}

fn escape_closes(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.press_escape_to_close()
}

fn tabs_show_rows(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    for (tab, kind) in [("claims", "claim"), ("sources", "source"), ("entities", "entity")] {
        stage.browser.click_in_panel(&format!("#tab-{tab}"))?;
        let script = format!(
            "return [...document.querySelectorAll(\"#panel-{tab} [data-row='{kind}']\")]\
             .some((row) => row.checkVisibility() && row.innerText.trim() !== '')"
        );
        equal(&format!("visible rows on the tab {tab}"), stage.browser.panel(&script)?, true.into())?;
    }
    Ok(())
}

fn row_highlights(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-entities")?;
    stage.browser.click_in_panel("#panel-entities [data-row='entity'] .row-go")?;
    let name = stage.panel_text("#panel-entities [data-row='entity'] [data-field='name']")?;
    let script = "
        const words = [];
        CSS.highlights.forEach((highlight) => highlight.forEach((range) => words.push(range.toString())));
        return words.join('|');";
    // The same words as in the row, or a part of them such as a last name.
    wait::until_true(&format!("a highlight of {name}"), || {
        let words = stage.browser.page(script)?;
        let words = words.as_str().unwrap_or_default();
        Ok(words.split('|').any(|words| !words.is_empty() && (name.contains(words) || words.contains(&name))))
    })
}
