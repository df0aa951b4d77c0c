//! Two articles on one story side by side.

use anyhow::Result;
use serde_json::json;
use xtask::browser::key;

use super::{Case, Stage, equal, open, paste, wait_for_state};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("playground::comparison_marks_what_differs", "empty.html", differences),
        Case::new("playground::comparison_by_keyboard_and_back", "empty.html", keyboard),
    ]
}

const A: &str = "<article><h1>Fire near Sable Ridge</h1>
    <p>A wildfire near Sable Ridge has burned 4,300 hectares and destroyed 61 homes, spokeswoman Nadia Brandt said.</p>
    <p>Police closed the highway to Hollis on Tuesday, and trucks were sent around the mountains by the old road.</p>
    <p>The council will meet in the evening to talk about shelters for those who had to leave their houses.</p></article>";
const B: &str = "<article><h1>Thousands flee</h1>
    <p>The wildfire near Sable Ridge had burned 5,100 hectares and destroyed 61 homes.</p>
    <p>The county closed schools in Arroyo Vista, where smoke had made it hard to see across the street.</p>
    <p>Farmers brought their animals to the fairground, and volunteers gave out water to everyone who came.</p></article>";

fn differences(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    equal(
        "nothing to compare with yet",
        stage.browser.page("return document.querySelector('#to-b').disabled")?,
        true.into(),
    )?;
    paste(stage, A)?;
    wait_for_state(stage, "results")?;
    stage.browser.click_in_page("#to-b")?;
    paste(stage, B)?;
    wait_for_state(stage, "comparison")?;
    let marked = "return [...document.querySelectorAll('.pair [data-side]')].map((side) => [side.dataset.side, ...[...side.querySelectorAll('mark')].map((mark) => mark.innerText)])";
    equal(
        "marks",
        stage.browser.page(marked)?,
        json!([["a", "4,300 hectares", "Nadia Brandt"], ["b", "5,100 hectares"]]),
    )?;
    let lines = "return [...document.querySelectorAll('.differences li')].map((line) => line.innerText)";
    let expected = json!([
        "Number: “4,300 hectares” in A · “5,100 hectares” in B",
        "Attribution: “Nadia Brandt” in A · No source given in B"
    ]);
    equal("differences", stage.browser.page(lines)?, expected)?;
    let names = "const names = (list) => [...document.querySelectorAll(`[data-names=${list}] li`)].map((name) => name.innerText);
        return [names('entities-shared'), names('entities-only-a').includes('Hollis'), names('entities-only-b').includes('Arroyo Vista'), names('sources-only-a')]";
    equal("names", stage.browser.page(names)?, json!([["Sable Ridge"], true, true, ["Nadia Brandt"]]))
}

fn keyboard(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    let focus = |selector: &str| stage.browser.page(&format!("document.querySelector('{selector}').focus()"));
    focus("[data-example=liege-airport]")?;
    stage.browser.press(key::ENTER)?;
    wait_for_state(stage, "results")?;
    focus("#to-b")?;
    stage.browser.press(key::ENTER)?;
    focus("[data-example=strict-csp]")?;
    stage.browser.press(key::ENTER)?;
    wait_for_state(stage, "comparison")?;
    equal("focus", stage.browser.page("return document.activeElement.className")?, "compare-title".into())?;
    equal(
        "note",
        stage.browser.page("return document.querySelector('[data-note]').dataset.note")?,
        "different-stories".into(),
    )?;
    focus("#compare-examples")?;
    stage.browser.press(key::ENTER)?;
    stage.page_shows("the pair", "return document.querySelectorAll('.pair mark').length > 2")?;
    focus("#leave-comparison")?;
    stage.browser.press(key::ENTER)?;
    wait_for_state(stage, "results")?;
    equal("address", stage.browser.page("return location.hash.includes('compare')")?, false.into())
}
