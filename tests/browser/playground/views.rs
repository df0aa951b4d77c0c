//! The article in three views, with the report's marks in two of them, and what is behind the result.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{Case, Stage, equal, open, wait_for_state};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("playground::claims_are_marked_in_the_original_page", "empty.html", original),
        Case::new("playground::blocks_say_why_they_were_kept_or_removed", "empty.html", kept),
        Case::new("playground::behind_the_result_are_json_timing_and_reasons", "empty.html", behind),
    ]
}

fn open_sample(stage: &Stage) -> Result<xtask::server::Server> {
    let server = open(stage)?;
    stage.browser.click_in_page("[data-example=liege-airport]")?;
    wait_for_state(stage, "results")?;
    Ok(server)
}

fn original(stage: &mut Stage) -> Result<()> {
    let _server = open_sample(stage)?;
    stage.browser.click_in_page("#tab-original")?;
    stage.browser.click_in_page("#tab-claims")?;
    // Each claim in turn: the words marked in the frame are those of its row.
    let all = "return (async () => {
        const wrong = [];
        for (const row of document.querySelectorAll('#panel-claims .row-go')) {
            row.click();
            const inside = document.querySelector('iframe.original').contentWindow;
            const squeezed = (text) => text.replace(/\\s+/g, '');
            const want = squeezed(row.querySelector('[data-field=text]')?.textContent ?? row.textContent);
            const marked = () => squeezed([...inside.CSS.highlights.get('sayso-current') ?? []].map(String).join(''));
            for (let tries = 0; tries < 100 && !want.includes(marked() || ' '); tries++) await new Promise(requestAnimationFrame);
            if (!marked() || !want.includes(marked())) wrong.push([want, marked()]);
        }
        return [document.querySelectorAll('#panel-claims .row-go').length > 3, wrong];
    })()";
    equal("claims with other words marked", stage.browser.page(all)?, json!([true, []]))?;
    let scripts = "const { contentDocument, sandbox } = document.querySelector('iframe.original');
        return [sandbox.value, contentDocument.querySelectorAll('a[href]').length]";
    equal("the frame", stage.browser.page(scripts)?, json!(["allow-same-origin", 0]))
}

fn kept(stage: &mut Stage) -> Result<()> {
    let _server = open_sample(stage)?;
    stage.browser.click_in_page("#tab-kept")?;
    let of = |words: &str| {
        format!(
            "return [...document.querySelectorAll('.verdict')].find((row) => row.innerText.includes({}))?.querySelector('.verdict-why').firstChild.data",
            json!(words)
        )
    };
    equal("a paragraph", stage.browser.page(&of("Local officials in Liege"))?, "Kept".into())?;
    equal(
        "the newsletter box",
        stage.browser.page(&of("Get tomorrow’s technology"))?.as_str().map(|why| why.starts_with("Removed: ")),
        Some(true),
    )?;
    // Going to a claim from here leads to the view that holds it.
    stage.browser.click_in_page("#tab-claims")?;
    stage.browser.click_in_page("#panel-claims .row-go")?;
    stage.page_shows("the stripped view", "return document.querySelector('#tab-stripped').ariaSelected === 'true' && CSS.highlights.get('sayso-current')?.size > 0")
}

fn behind(stage: &mut Stage) -> Result<()> {
    let _server = open_sample(stage)?;
    let text = stage.browser.page("return document.querySelector('.json').textContent")?;
    let view: Value = serde_json::from_str(text.as_str().context("no JSON")?)?;
    equal("schema", &view["schema"], &json!(1))?;
    let explained = view["explain"]["blocks"].as_array().map(Vec::len);
    stage.browser.click_in_page("#tab-timing")?;
    let rows = "return [...document.querySelectorAll('#panel-timing td:last-child')].every((cell) => /^[\\d,.]+( ms)?$/.test(cell.innerText))";
    equal("times and amounts are numbers", stage.browser.page(rows)?, true.into())?;
    stage.browser.click_in_page("#tab-why-kept")?;
    let rows = stage.browser.page("return document.querySelectorAll('#panel-why-kept tbody tr').length")?;
    equal("a row for each block", rows.as_u64().map(|rows| rows as usize), explained)?;
    stage.browser.click_in_page("#tab-why-claim")?;
    let reasons = "return document.querySelector('#panel-why-claim .features').childElementCount > 0
        && document.querySelectorAll('#panel-why-claim .why > li').length";
    equal("claims with reasons", stage.browser.page(reasons)?, json!(view["claims"].as_array().map(Vec::len)))
}
