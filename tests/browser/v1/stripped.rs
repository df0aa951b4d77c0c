//! The article alone, and what was kept of the page.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::browser::{key, wait};

use super::super::{Case, Stage, equal};
use super::{FULL, linking};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("v1::stripped_view", FULL, stripped_view),
        Case::new("v1::stripped_view_closes_by_key_back_and_button", FULL, ways_out),
        Case::new("v1::stripped_view_by_command", FULL, by_command),
        Case::new("v1::stripped_view_has_the_same_marks", FULL, same_marks),
        Case::new("v1::text_controls", FULL, text_controls),
        Case::new("v1::kept_and_removed_blocks_have_reasons", FULL, kept_and_removed),
    ]
}

/// What must be as before: the page's markup, where it is scrolled to, what is selected.
const PAGE: &str =
    "return [document.documentElement.outerHTML, scrollX, scrollY, document.title, String(getSelection())]";

/// Reads the view's closed shadow root.
fn in_view(stage: &Stage, selector: &str) -> Result<Option<Value>> {
    let Some(host) = stage.browser.session().find("sayso-view")? else { return Ok(None) };
    let Some(element) = stage.browser.session().find_in_shadow(&host, selector)? else { return Ok(None) };
    let script = "const one = arguments[0]; const style = getComputedStyle(one);
        return { text: one.innerText, size: style.fontSize, font: style.fontFamily, color: style.backgroundColor,
            images: [...one.querySelectorAll('img')].map((image) => [image.alt, image.complete && image.naturalWidth > 0]) }";
    stage.browser.session().execute(script, &[element.argument()]).map(Some)
}

fn wait_for_view(stage: &Stage) -> Result<Value> {
    wait::until("the stripped view", || in_view(stage, ".page"))
}

fn is_gone(stage: &Stage) -> Result<()> {
    wait::until_true("the page again", || Ok(stage.browser.session().find("sayso-view")?.is_none()))
}

fn stripped_view(stage: &mut Stage) -> Result<()> {
    stage.browser.page("scrollTo(0, 60)")?;
    let before = stage.browser.page(PAGE)?;
    let log = |stage: &Stage| stage.server.log().iter().filter(|line| !line.ends_with("favicon.ico")).count();
    let requests = log(stage);
    stage.open_results()?;
    stage.browser.press("r")?;
    let view = wait_for_view(stage)?;
    let text = view["text"].as_str().unwrap_or_default();
    for part in [
        "Night ferry to Tarn Island starts in May",
        "By Erik Sand",
        "The ferry at the quay of Kelmouth.",
        "We hired 18 people for the night boats",
    ] {
        equal(&format!("{part:?} in {text:?}"), text.contains(part), true)?;
    }
    for part in ["Most read", "Bakery", "Subscribe", "Weather"] {
        equal(&format!("{part:?} left out"), text.contains(part), false)?;
    }
    equal("pictures", &view["images"], &json!([["A ferry at night", true]]))?;
    equal("requests", log(stage), requests)?;
    let hidden = "return [...document.querySelectorAll('nav a, #note')].every((one) => !one.checkVisibility({ visibilityProperty: true }))";
    equal("the page behind is out of reach", stage.browser.page(hidden)?, true.into())?;
    stage.browser.press("r")?;
    is_gone(stage)?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    equal("page after closing", stage.browser.page(PAGE)?, before)
}

fn ways_out(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let address = stage.browser.page("return location.href")?;
    let open = |stage: &Stage| {
        stage.browser.click_in_panel("#stripped")?;
        stage.panel_shows(
            "the button pressed",
            "return document.querySelector('#stripped').getAttribute('aria-pressed') === 'true'",
        )?;
        wait_for_view(stage)
    };
    open(stage)?;
    stage.browser.session().post("/back", &json!({}))?;
    is_gone(stage)?;
    open(stage)?;
    let host = stage.browser.session().find("sayso-view")?.context("no view")?;
    let button = stage.browser.session().find_in_shadow(&host, "button")?.context("no button")?;
    stage.browser.session().click(&button)?;
    is_gone(stage)?;
    open(stage)?;
    let host = stage.browser.session().find("sayso-view")?.context("no view")?;
    let heading = stage.browser.session().find_in_shadow(&host, "h1")?.context("no heading")?;
    stage.browser.session().click(&heading)?;
    stage.browser.press(key::ESCAPE)?;
    is_gone(stage)?;
    equal("address", stage.browser.page("return location.href")?, address)?;
    stage.panel_shows(
        "the button released",
        "return document.querySelector('#stripped').getAttribute('aria-pressed') === 'false'",
    )
}

fn by_command(stage: &mut Stage) -> Result<()> {
    // The click grants the tab; with the panel closed again the command opens it.
    stage.open_results()?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    stage.browser.command("stripped-view")?;
    wait_for_view(stage)?;
    stage.browser.command("stripped-view")?;
    is_gone(stage)
}

fn same_marks(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.press("2")?;
    stage.browser.press("r")?;
    wait_for_view(stage)?;
    stage.browser.click_in_panel("#panel-claims .row:nth-child(2) .row-go")?;
    let text = stage.panel_text("#panel-claims .row:nth-child(2) [data-field=text]")?;
    let marked = format!(
        "
        const ranges = [...CSS.highlights.get('sayso-current') ?? []];
        return ranges.length > 0 && ranges.map(String).join('') === {text:?}
            && ranges[0].startContainer.getRootNode() !== document
            && ranges[0].getClientRects()[0].top >= 0 && ranges[0].getClientRects()[0].bottom <= innerHeight"
    );
    stage.page_shows("the claim marked in the view, in sight", &marked)?;
    // And back: a click on marked words in the view leads to their row.
    stage.browser.click_in_panel("#tab-entities")?;
    let words = linking::click_marked(stage, "sayso-entity")?;
    let row = format!(
        "return document.querySelector('#panel-entities .row[data-current]')?.innerText.includes({words:?}) === true"
    );
    stage.panel_shows("the row of the words that were clicked in the view", &row)
}

fn text_controls(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    stage.browser.press("r")?;
    let before = wait_for_view(stage)?;
    stage.browser.click_in_panel("#open-text")?;
    for choice in ["theme'][value='sepia", "size'][value='150", "font'][value='serif", "spacing'][value='loose"] {
        stage.browser.click_in_panel(&format!("[name='{choice}']"))?;
    }
    let after = wait::until("the view in sepia", || {
        Ok(in_view(stage, ".page")?.filter(|view| view["color"] == "rgb(247, 241, 227)"))
    })?;
    equal("size at 150 %", &after["size"], &json!("27px"))?;
    equal("another font", after["font"] == before["font"], false)?;
    let panel = "const style = getComputedStyle(document.body); return [style.backgroundColor, style.fontSize]";
    equal("the panel follows", stage.browser.panel(panel)?, json!(["rgb(247, 241, 227)", "21px"]))?;
    // The choice is remembered.
    stage.browser.press(key::ESCAPE)?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    stage.open_results()?;
    equal("at the next opening", stage.browser.panel(panel)?, json!(["rgb(247, 241, 227)", "21px"]))
}

fn kept_and_removed(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_in_panel(".head-details summary")?;
    stage.browser.click_in_panel(".head-details .button")?;
    let text = stage.panel_text(".kept")?;
    for part in ["Kept", "Removed: ", "Bakery on the quay changes hands", "The ferry between Kelmouth"] {
        equal(&format!("{part:?} in {text:?}"), text.contains(part), true)?;
    }
    let marked = "
        const words = (name) => [...CSS.highlights.get(name) ?? []].map(String).join(' ');
        return words('sayso-kept').includes('Fares will rise') && words('sayso-removed').includes('Bakery on the quay')
            && !words('sayso-removed').includes('Fares will rise');";
    stage.page_shows("kept and removed words marked", marked)?;
    stage.browser.press(key::ESCAPE)?;
    stage.page_shows("the marks gone", "return (CSS.highlights.get('sayso-removed')?.size ?? 0) === 0")
}
