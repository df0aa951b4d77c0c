//! What stands in the panel: head, key sentences, sourcing, claims, sources, entities, filters.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::browser::key;

use super::super::{Case, Stage, equal};
use super::FULL;

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("v1::one_click_toggle", FULL, one_click_toggle),
        Case::new("v1::header", FULL, header),
        Case::new("v1::at_a_glance", FULL, at_a_glance),
        Case::new("v1::how_it_is_sourced", FULL, how_it_is_sourced),
        Case::new("v1::claims", FULL, claims),
        Case::new("v1::sources", FULL, sources),
        Case::new("v1::entities", FULL, entities),
        Case::new("v1::filter_box", FULL, filter_box),
        Case::new("v1::keys_move_through_the_lists", FULL, keys),
    ]
}

fn one_click_toggle(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    stage.open_results()?;
    // The frame goes away in the middle of the click, of which one driver complains.
    drop(stage.browser.click_in_panel("#close"));
    stage.browser.wait_for_no_panel()
}

fn header(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let head = stage.panel_text(".header")?;
    for part in [
        "Night ferry to Tarn Island starts in May",
        "Tarn Gazette",
        "By Erik Sand and Mara Holm",
        "Published Mar 9, 2026",
        "Updated Mar 11, 2026",
        "min",
        "words",
        "English",
        "Islands",
        "License: https://creativecommons.org/licenses/by/4.0/",
    ] {
        equal(&format!("{part:?} in {head:?}"), head.contains(part), true)?;
    }
    stage.browser.click_in_panel(".head-details summary")?;
    stage.panel_shows(
        "how much of the page was kept",
        "return /Kept \\d+ of \\d+ words/.test(document.querySelector('.head-details').innerText)",
    )
}

/// The texts of the rows of a kind.
fn texts(stage: &Stage, selector: &str) -> Result<Vec<String>> {
    let script = format!("return [...document.querySelectorAll({selector:?})].map((one) => one.innerText)");
    let found = stage.browser.panel(&script)?;
    let found = found.as_array().context("no list of texts")?;
    Ok(found.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect())
}

fn at_a_glance(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let sentences = texts(stage, "#panel-overview [data-row='sentence'] [data-field='text']")?;
    equal("number of key sentences", (2..=3).contains(&sentences.len()), true)?;
    let page = stage.browser.page("return document.querySelector('article').innerText.replace(/\\s+/g, ' ')")?;
    let page = page.as_str().unwrap_or_default();
    for sentence in sentences {
        equal(&format!("{sentence:?} stands in the article"), page.contains(&sentence), true)?;
    }
    stage.browser.click_in_panel("#panel-overview [data-row='sentence'] .row-go")?;
    stage.page_shows("the sentence marked", "return CSS.highlights.get('sayso-current')?.size === 1")
}

fn how_it_is_sourced(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let chips = texts(stage, "#panel-overview section:nth-of-type(2) .chip")?;
    for word in ["named", "unnamed", "document", "give no source in the text"] {
        equal(&format!("{word} among {chips:?}"), chips.iter().any(|chip| chip.contains(word)), true)?;
    }
    for index in 1..=chips.len() {
        stage.browser.click_in_panel("#tab-overview")?;
        stage.browser.click_in_panel(&format!("#panel-overview section:nth-of-type(2) .chip:nth-child({index})"))?;
        let shown = "
            const panel = document.querySelector('[role=tabpanel]:not([hidden])');
            const rows = panel.querySelectorAll('.rows > .row-list > .row').length;
            return [panel.querySelectorAll('.chip[aria-pressed=true]').length, rows,
                panel.querySelector('.found').innerText.startsWith(`${rows} of`)];";
        let shown = stage.browser.panel(shown)?;
        let rows = shown[1].as_u64().unwrap_or(0);
        equal(&format!("{}: one filter is on, and says how many", chips[index - 1]), &shown, &json!([1, rows, true]))?;
        equal(&format!("{} leads to rows", chips[index - 1]), rows > 0, true)?;
    }
    Ok(())
}

fn claims(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-claims")?;
    let row = "
        const row = [...document.querySelectorAll('#panel-claims .row')]
            .find((row) => row.innerText.includes('Tourists may come'));
        row.querySelector('.disclosure').id = 'expand';
        row.querySelector('.row-go').id = 'claim';
        return [row.querySelector('[data-field=status]').innerText, row.querySelector('[data-field=speaker]').innerText,
            row.querySelector('[data-tag=hedged]').title];";
    let row = stage.browser.panel(row)?;
    equal("status, speaker and the words that hedge", row, json!(["Reported", "Anna Lindgren", "“may”"]))?;
    stage.browser.click_in_panel("#expand")?;
    stage.panel_shows("why it is hedged", "return document.querySelector('#details-claim-' + document.querySelector('#claim').closest('.row').dataset.id).innerText.includes('hedged: “may”')")?;
    // Two toggles of one dimension widen, one of another narrows.
    let count = "return document.querySelectorAll('#panel-claims .rows > .row-list > .row').length";
    let all = stage.browser.panel(count)?;
    stage.browser.panel("scrollTo(0, 0)")?;
    stage.browser.click_in_panel("#panel-claims [data-toggle='quoted']")?;
    let quoted = stage.browser.panel(count)?.as_u64();
    stage.browser.click_in_panel("#panel-claims [data-toggle='bare']")?;
    let both = stage.browser.panel(count)?.as_u64();
    stage.browser.click_in_panel("#panel-claims [data-toggle='tag-number']")?;
    let narrowed = stage.browser.panel(count)?.as_u64();
    equal("a second status widens, a tag narrows", quoted < both && narrowed < both && both < all.as_u64(), true)
}

fn sources(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-sources")?;
    let text = stage.panel_text("#panel-sources")?;
    for part in ["People", "Documents and data", "Unnamed source", "Did not comment", "Links"] {
        equal(&format!("{part:?} in {text:?}"), text.contains(part), true)?;
    }
    stage.browser.click_in_panel("#panel-sources .links summary")?;
    equal("links by site, other sites first", texts(stage, "#panel-sources .site")?[0].as_str(), "council.example 1")?;
    let safe = "return [...document.querySelectorAll('#panel-sources a')]
        .every((link) => link.rel === 'noopener noreferrer' && link.target === '_blank')";
    equal("links open apart and tell nothing", stage.browser.panel(safe)?, true.into())?;
    stage.browser.panel("scrollTo(0, 0)")?;
    stage.browser.click_in_panel("#panel-sources [data-row='source'] .disclosure")?;
    stage.panel_shows("statements", "return document.querySelector('#panel-sources [data-row=statement]') !== null")
}

fn entities(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-entities")?;
    let mark = "
        const row = [...document.querySelectorAll('#panel-entities .row')].find((row) => /Lindgren/.test(row.innerText));
        row.querySelector('.row-go').id = 'entity';
        return parseInt(row.querySelector('[data-field=count]').innerText, 10)";
    let count = stage.browser.panel(mark)?.as_u64().context("no count")?;
    stage.browser.click_in_panel("#entity")?;
    let place = "return (document.querySelector('[data-current] .step-place')?.innerText ?? '')";
    equal("place", stage.browser.panel(place)?, format!("1 of {count}").into())?;
    let marked = format!(
        "return (CSS.highlights.get('sayso-chosen-entity')?.size ?? 0) + CSS.highlights.get('sayso-current').size === {count}"
    );
    stage.page_shows("every mention marked", &marked)?;
    stage.browser.press("n")?;
    stage.panel_shows("the next mention", &format!("{place} === '2 of {count}'"))?;
    stage.browser.press("p")?;
    stage.panel_shows("the one before", &format!("{place} === '1 of {count}'"))
}

fn filter_box(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    for (tab, wanted) in [("claims", "Lindgren"), ("sources", "official"), ("entities", "kelmouth")] {
        stage.browser.click_in_panel(&format!("#tab-{tab}"))?;
        stage.browser.click_in_panel(&format!("#filter-{tab}"))?;
        stage.browser.press(wanted)?;
        let rows = texts(stage, &format!("#panel-{tab} .rows > .row-list > .row"))?;
        equal(&format!("rows with {wanted}"), rows.is_empty(), false)?;
        let fits = |row: &String| row.to_lowercase().contains(&wanted.to_lowercase());
        equal(&format!("all of {rows:?} fit"), rows.iter().all(fits), true)?;
        stage.browser.press(key::ESCAPE)?;
    }
    Ok(())
}

fn keys(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.press("2")?;
    let focus = "return document.activeElement.id || document.activeElement.closest('.row')?.dataset.id";
    equal("focus after 2", stage.browser.panel(focus)?, "tab-claims".into())?;
    stage.browser.press("/")?;
    equal("focus after /", stage.browser.panel(focus)?, "filter-claims".into())?;
    stage.browser.press(key::ESCAPE)?;
    equal("focus after Escape in the empty box", stage.browser.panel(focus)?, "tab-claims".into())?;
    let first = "document.querySelector('#panel-claims .row-go').focus()";
    stage.browser.panel(first)?;
    let rows = "return [...document.querySelectorAll('#panel-claims .rows .row')].map((row) => row.dataset.id)";
    let rows = stage.browser.panel(rows)?;
    let last = rows.as_array().context("no rows")?.len() - 1;
    for (pressed, at) in [(key::DOWN, 1), (key::DOWN, 2), (key::UP, 1), (key::END, last), (key::HOME, 0)] {
        stage.browser.press(pressed)?;
        equal("row with the focus", &stage.browser.panel(focus)?, &rows[at])?;
    }
    stage.browser.press(key::ENTER)?;
    stage.page_shows("its words marked", "return CSS.highlights.get('sayso-current')?.size === 1")?;
    equal("the focus stays", &stage.browser.panel(focus)?, &rows[0])?;
    stage.browser.press("?")?;
    stage.panel_shows("help", "return document.querySelector('.help') !== null")?;
    stage.browser.press(key::ESCAPE)?;
    stage.panel_shows("the report again", "return document.querySelector('.help') === null")
}
