//! What the reader takes along: quotations with citation and link, files, paper.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;
use xtask::browser::{key, wait};

use super::super::{Case, Stage, equal};
use super::FULL;

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("v1::copy_with_citation", FULL, copy_with_citation),
        Case::new("v1::citation_link_leads_to_the_words", FULL, link_leads),
        Case::new("v1::copy_without_the_clipboard_interface", FULL, copy_by_selection),
        Case::new("v1::copy_a_row_as_markdown", FULL, copy_markdown),
        Case::new("v1::export", FULL, export),
        Case::new("v1::print", FULL, printed),
    ]
}

/// Makes the claim about fares the row with the focus.
fn focus_fares(stage: &Stage) -> Result<()> {
    stage.browser.click_in_panel("#tab-claims")?;
    stage.browser.panel(
        "const row = [...document.querySelectorAll('#panel-claims .row')].find((row) => row.innerText.includes('Fares will rise'));
        row.querySelector('.row-go').focus();
        row.querySelector('[aria-label=\"Copy with citation\"]').id = 'copy-fares'",
    )?;
    Ok(())
}

/// Pastes into a field of the page, as the reader would elsewhere, and returns what arrived.
fn pasted(stage: &Stage) -> Result<String> {
    stage.browser.page("document.querySelector('#paper').value = ''")?;
    stage.browser.click_in_page("#paper")?;
    stage.browser.press_with(key::CONTROL, "v")?;
    wait::until("the pasted words", || {
        let text = stage.browser.page("return document.querySelector('#paper').value")?;
        Ok(text.as_str().filter(|text| !text.is_empty()).map(ToOwned::to_owned))
    })
}

fn wait_for_copy(stage: &Stage) -> Result<()> {
    stage.panel_shows("word of the copy", "return document.querySelector('.said').innerText.startsWith('Copied')")
}

fn citation(stage: &Stage) -> Result<String> {
    let url = stage.server.url(FULL);
    Ok(format!(
        "“Fares will rise by 6 percent.” — Erik Sand, Mara Holm, “Night ferry to Tarn Island starts in May”, Tarn Gazette, \
         March 9, 2026, {url}#:~:text=Fares%20will%20rise%20by%206%20percent."
    ))
}

fn copy_with_citation(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    focus_fares(stage)?;
    stage.browser.press("c")?;
    wait_for_copy(stage)?;
    equal("citation", pasted(stage)?, citation(stage)?)
}

/// Whether it does is for the browser to say, which follows it.
fn link_leads(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    focus_fares(stage)?;
    stage.browser.press("c")?;
    wait_for_copy(stage)?;
    let citation = pasted(stage)?;
    let link = citation.rsplit(' ').next().context("no link")?;
    stage.browser.open("about:blank")?;
    stage.browser.resize((1000, 400))?;
    stage.browser.open(link)?;
    let in_sight = "
        const words = [...document.querySelectorAll('article p')].find((p) => p.innerText.includes('Fares will rise'));
        const { top, bottom } = words.getBoundingClientRect();
        return scrollY > 0 && top >= 0 && bottom <= innerHeight;";
    stage.page_shows("the words in sight", in_sight)
}

fn copy_by_selection(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    // As on pages without https in Firefox.
    stage.browser.panel("Object.defineProperty(navigator, 'clipboard', { value: undefined })")?;
    focus_fares(stage)?;
    stage.browser.click_in_panel("#copy-fares")?;
    wait_for_copy(stage)?;
    equal("citation", pasted(stage)?, citation(stage)?)
}

fn copy_markdown(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    focus_fares(stage)?;
    stage.browser.press_with(key::SHIFT, "C")?;
    wait_for_copy(stage)?;
    equal(
        "row",
        pasted(stage)?.as_str(),
        "- **Stated by the article** Fares will rise by 6 percent. — No source given · number · prediction",
    )
}

/// Presses one of the export box's buttons and reads the file that it saves.
fn saved(stage: &Stage, ending: &str) -> Result<String> {
    let path = stage.browser.downloads().join(format!("sayso-night-ferry-to-tarn-island-starts-in-may{ending}"));
    stage.browser.click_in_panel("#open-export")?;
    stage.browser.click_in_panel(&format!("[data-export='{ending}']"))?;
    wait::until(&format!("the file {}", path.display()), || {
        Ok(fs::read_to_string(&path).ok().filter(|text| !text.is_empty()))
    })
}

fn export(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let expected: [(&str, &[&str]); 7] = [
        (
            ".md",
            &[
                "title: \"Night ferry to Tarn Island starts in May\"",
                "## Claims",
                "- **Stated by the article** Fares will rise by 6 percent.",
            ],
        ),
        (".html", &["<!doctype html>", "<h2>Sources</h2>", "Anna Lindgren"]),
        ("-claims.csv", &["id,status,text,source,source_named,start,end,url", "Fares will rise by 6 percent."]),
        ("-sources.csv", &["id,kind,name,role,named,statements,links", "Anna Lindgren"]),
        ("-entities.csv", &["id,type,name,aliases,mentions", "Kelmouth"]),
        (".bib", &["@online{", "author = {{Erik Sand} and {Mara Holm}}", "date = {2026-03-09}"]),
        (".csl.json", &["\"literal\": \"Mara Holm\"", "\"container-title\": \"Tarn Gazette\""]),
    ];
    for (ending, parts) in expected {
        let text = saved(stage, ending)?;
        for part in parts {
            equal(&format!("{part:?} in {ending}: {text}"), text.contains(part), true)?;
        }
    }
    let json: Value = serde_json::from_str(&saved(stage, ".json")?)?;
    equal("schema", &json["schema"], &1.into())?;
    let text: Vec<char> = json["text"].as_str().unwrap_or_default().chars().collect();
    let claims = json["claims"].as_array().context("no claims")?;
    equal("there are claims", claims.is_empty(), false)?;
    for claim in claims {
        let at = |key: &str| claim[key].as_u64().unwrap_or(0) as usize;
        let words: String = text[at("start")..at("end")].iter().collect();
        equal("words at the offsets", words.as_str(), claim["text"].as_str().unwrap_or_default())?;
        equal("words of the selector", &claim["selector"]["exact"], &claim["text"])?;
    }
    Ok(())
}

/// Printing cannot be looked at without a printer; what would be printed can.
fn printed(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.panel("window.print = () => { document.documentElement.dataset.printed = document.querySelector('.printed')?.textContent ?? '' }")?;
    stage.browser.click_in_panel("#open-export")?;
    stage.browser.panel("[...document.querySelectorAll('#export-box .button')].find((one) => one.innerText === 'Print the report').id = 'print'")?;
    stage.browser.click_in_panel("#print")?;
    let text = stage.browser.panel("return document.documentElement.dataset.printed ?? ''")?;
    for part in ["Night ferry to Tarn Island starts in May", "Fares will rise by 6 percent.", "Anna Lindgren"] {
        equal(&format!("{part:?} on paper"), text.as_str().is_some_and(|text| text.contains(part)), true)?;
    }
    stage.browser.panel("dispatchEvent(new Event('afterprint'))")?;
    equal("nothing stays", stage.browser.panel("return document.querySelector('.printed')")?, Value::Null)
}
