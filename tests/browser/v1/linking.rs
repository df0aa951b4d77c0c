//! From the panel to the page and back, on pages that change meanwhile.

use anyhow::{Context, Result};
use serde_json::json;
use xtask::browser::{key, wait};

use super::super::{Case, Stage, equal};
use super::FULL;

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("v1::two_way_link", FULL, two_way_link),
        Case::new("v1::two_way_link_by_keyboard", FULL, by_keyboard),
        Case::new("v1::marks_of_the_open_tab_can_be_switched_off", FULL, marks_off),
        Case::new("v1::pointing_at_a_row_outlines_its_words", FULL, preview),
        Case::new("v1::anchors_survive_a_rebuilt_page", FULL, rebuilt),
        Case::new("v1::removed_words_are_lost_and_the_page_has_changed", FULL, removed),
        Case::new("v1::text_that_is_added_is_noticed", FULL, added),
        Case::new("v1::navigation_inside_the_page_is_noticed", FULL, navigated),
        Case::new("v1::analyze_selection", FULL, selection),
        Case::new("v1::analyze_selection_by_command", FULL, selection_by_command),
    ]
}

/// Clicks in the middle of the first words on the page that a highlight marks, and returns them.
pub fn click_marked(stage: &Stage, highlight: &str) -> Result<String> {
    let script = format!(
        "const [range] = CSS.highlights.get({highlight:?}) ?? [];
        range?.startContainer.parentElement.scrollIntoView({{ block: 'center', behavior: 'instant' }});
        const box = range?.getClientRects()[0];
        return box ? [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2), String(range)] : null"
    );
    let place =
        wait::until("marked words", || Ok(Some(stage.browser.page(&script)?).filter(|place| place.is_array())))?;
    let point = (place[0].as_i64().context("no place")?, place[1].as_i64().context("no place")?);
    stage.browser.drag(&[point])?;
    Ok(place[2].as_str().unwrap_or_default().to_owned())
}

fn two_way_link(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-claims")?;
    let words = click_marked(stage, "sayso-claim")?;
    let current =
        "return (document.querySelector('#panel-claims .row[data-current] [data-field=text]')?.innerText ?? '')";
    stage.panel_shows("the row of the words that were clicked", &format!("{current}.includes({words:?})"))?;
    stage.page_shows(
        "the words current on the page",
        &format!("return String([...CSS.highlights.get('sayso-current') ?? []][0]) === {words:?}"),
    )
}

fn by_keyboard(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.press("2")?;
    stage.browser.panel("document.querySelector('#panel-claims .row:nth-child(2) .row-go').focus()")?;
    stage.browser.press_with(key::CONTROL, key::ENTER)?;
    let selected = "
        const range = [...CSS.highlights.get('sayso-current') ?? []][0];
        return range !== undefined && document.activeElement?.localName !== 'sayso-panel'
            && String(getSelection()) === String(range);";
    stage.page_shows("the focus on the words", selected)?;
    stage.browser.press(key::ESCAPE)?;
    let back =
        "return document.hasFocus() && document.activeElement.closest('.row')?.hasAttribute('data-current') === true";
    stage.panel_shows("the focus on the row", back)?;
    // The browser's command does the same both ways.
    stage.browser.command("move-focus")?;
    stage.page_shows("the focus on the page", "return document.activeElement?.localName !== 'sayso-panel'")?;
    stage.browser.command("move-focus")?;
    stage.panel_shows("the focus on the row again", back)
}

fn marks_off(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    let marked = "return [...CSS.highlights.keys()].filter((name) => CSS.highlights.get(name).size > 0).join()";
    stage.browser.press("4")?;
    wait::until_true("marks of the entities", || Ok(stage.browser.page(marked)? == "sayso-entity"))?;
    stage.browser.press("3")?;
    wait::until_true("marks of the sources", || Ok(stage.browser.page(marked)? == "sayso-source"))?;
    stage.browser.press("h")?;
    wait::until_true("no marks", || Ok(stage.browser.page(marked)? == ""))?;
    stage.browser.press("h")?;
    wait::until_true("the marks again", || Ok(stage.browser.page(marked)? == "sayso-source"))
}

fn preview(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.press("2")?;
    stage.browser.panel("document.querySelector('#panel-claims .row:nth-child(3) .row-go').focus()")?;
    let text = stage.panel_text("#panel-claims .row:nth-child(3) [data-field=text]")?;
    let outlined = format!(
        "return String([...CSS.highlights.get('sayso-preview') ?? []][0] ?? '').length > 0
        && {text:?}.startsWith(String([...CSS.highlights.get('sayso-preview')][0]))"
    );
    stage.page_shows("the words outlined", &outlined)?;
    stage.browser.press("2")?;
    stage.page_shows("the outline gone", "return (CSS.highlights.get('sayso-preview')?.size ?? 0) === 0")
}

/// Makes the claim about fares current and returns when its words are marked.
fn choose_fares(stage: &Stage) -> Result<()> {
    stage.browser.click_in_panel("#tab-claims")?;
    let mark = "[...document.querySelectorAll('#panel-claims .row')]
        .find((row) => row.innerText.includes('Fares will rise')).querySelector('.row-go').id = 'fares'";
    stage.browser.panel(mark)?;
    stage.browser.click_in_panel("#fares")
}

fn rebuilt(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    // As a framework does that renders anew: other nodes, the same words, in another place.
    stage.browser.page(
        "const article = document.querySelector('article');
        const again = article.cloneNode(true);
        again.querySelector('h1').insertAdjacentHTML('afterend', '<p>Advertisement</p>');
        article.replaceWith(again)",
    )?;
    choose_fares(stage)?;
    let marked = "return String([...CSS.highlights.get('sayso-current') ?? []][0] ?? '')";
    wait::until_true("the words in their other nodes", || {
        Ok(stage.browser.page(marked)? == "Fares will rise by 6 percent.")
    })?;
    let notice = "return document.querySelector('[data-notice=changed]').hidden";
    equal("no word of a change", stage.browser.panel(notice)?, true.into())
}

fn removed(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.page(
        "[...document.querySelectorAll('article p')].find((p) => p.innerText.includes('Fares will rise')).remove();
        document.querySelector('footer p').textContent = 'Fares will rise by 6 percent. So say some.'",
    )?;
    stage.panel_shows("the notice", "return !document.querySelector('[data-notice=changed]').hidden")?;
    choose_fares(stage)?;
    stage.panel_shows("words in the row", "return document.querySelector('#fares').closest('.row').querySelector('.row-trouble').innerText === 'Moved or changed on the page.'")?;
    equal("marks", stage.browser.page("return CSS.highlights.get('sayso-current')?.size ?? 0")?, json!(0))?;
    stage.browser.click_in_panel("#again-now")?;
    stage.panel_shows(
        "a report without the words",
        "return document.documentElement.dataset.state === 'results'
        && !document.body.innerText.includes('The page changed')",
    )
}

/// The notice that the page has changed, after a script has run in it.
fn notice_after(stage: &mut Stage, change: &str) -> Result<()> {
    stage.open_results()?;
    stage.browser.page(change)?;
    stage.panel_shows("the notice", "return !document.querySelector('[data-notice=changed]').hidden")
}

fn added(stage: &mut Stage) -> Result<()> {
    notice_after(
        stage,
        "const p = document.createElement('p');
        p.textContent = 'The first night boat had to turn back on Tuesday because of fog, the harbor board said.';
        document.querySelector('article').append(p)",
    )
}

fn navigated(stage: &mut Stage) -> Result<()> {
    notice_after(
        stage,
        "history.pushState(null, '', '?other');
        document.querySelector('article').innerHTML = '<h1>Another article</h1><p>Quite other words stand here.</p>'",
    )
}

/// Selects the fourth paragraph of the article.
const SELECT: &str = "
    const paragraph = [...document.querySelectorAll('article p')].find((p) => p.innerText.startsWith('Northsound'));
    getSelection().selectAllChildren(paragraph);";

fn selection(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.page(SELECT)?;
    stage.browser.click_in_panel("#open-more")?;
    stage.browser.click_in_panel("#use-selection")?;
    report_of_selection(stage)
}

fn selection_by_command(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.page(SELECT)?;
    stage.browser.command("analyze-selection")?;
    report_of_selection(stage)
}

fn report_of_selection(stage: &Stage) -> Result<()> {
    stage.panel_shows(
        "a report of the selection",
        "return document.documentElement.dataset.of === 'selection'
        && document.documentElement.dataset.state === 'results'",
    )?;
    stage.browser.click_in_panel("#tab-claims")?;
    let all = stage.panel_text("#panel-claims")?;
    equal("claims of the paragraph", all.contains("18 people"), true)?;
    equal("no claims of others", all.contains("Fares will rise"), false)?;
    stage.browser.panel(
        "[...document.querySelectorAll('#panel-claims .row')]
        .find((row) => row.innerText.includes('18 people')).querySelector('.row-go').id = 'hired'",
    )?;
    stage.browser.click_in_panel("#hired")?;
    // The words stand in three text nodes.
    stage.page_shows(
        "its words on the page",
        "return [...CSS.highlights.get('sayso-current') ?? []].map(String).join('').replace(/\\s/g, '').includes('Wehired18people')",
    )
}
