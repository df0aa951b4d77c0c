//! The playground: examples, files and pasted articles; the same report as in the sidebar, nothing from elsewhere; and what it
//! shares with the npm package.

mod comparison;
mod elsewhere;
mod files;
mod npm;
mod parity;
mod views;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use xtask::browser::key;
use xtask::build::Target;
use xtask::server::{ANY_PORT, Server};
use xtask::tools;

use super::{Case, Stage, equal};

pub fn cases() -> Vec<Case> {
    let own = vec![
        Case::new("playground::example_is_analyzed_by_keyboard", "empty.html", example),
        Case::new("playground::pasted_html_is_analyzed_and_its_scripts_do_not_run", "empty.html", pasted_html),
        Case::new("playground::fits_360_px", "empty.html", narrow),
        Case::new("playground::link_keeps_the_view_and_never_the_text", "empty.html", link),
        Case::new("playground::works_without_a_network_once_loaded", "empty.html", offline),
        Case::new("playground::reaches_no_other_host", "empty.html", no_other_host),
        Case::new("playground::accessibility", "empty.html", accessibility),
    ];
    [own, files::cases(), views::cases(), comparison::cases(), npm::cases(), parity::cases()]
        .into_iter()
        .flatten()
        .collect()
}

/// Opens the playground from a server of its own, which stops when dropped.
fn open(stage: &Stage) -> Result<Server> {
    let server = Server::start(&Target::Www.folder(), ANY_PORT)?;
    open_at(stage, &server.url("index.html"))?;
    Ok(server)
}

fn open_at(stage: &Stage, url: &str) -> Result<()> {
    stage.browser.open(url)?;
    stage.page_shows("the playground", "return 'ready' in document.documentElement.dataset")
}

fn wait_for_state(stage: &Stage, state: &str) -> Result<()> {
    stage.page_shows(state, &format!("return document.documentElement.dataset.state === '{state}'"))
}

/// Analyzes HTML as if it was pasted. Set at once: a driver types a page's worth of text letter by letter.
fn paste(stage: &Stage, html: &str) -> Result<()> {
    stage.browser.click_in_page("#tab-html")?;
    stage.browser.page(&format!("document.querySelector('#paste-html').value = {}", json!(html)))?;
    stage.browser.click_in_page("#panel-html .button.main")
}

fn example(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    stage.browser.page("document.querySelector('[data-example]').focus()")?;
    stage.browser.press(key::ENTER)?;
    wait_for_state(stage, "results")?;
    equal("focus", stage.browser.page("return document.activeElement.tagName")?, "H1".into())?;
    stage.browser.click_in_page("#tab-claims")?;
    stage.browser.click_in_page("#panel-claims .row-go")?;
    let marked = "return [...CSS.highlights.get('sayso-current') ?? []].map(String).join('')
        === document.querySelector('#panel-claims [data-field=text]').innerText";
    stage.page_shows("the words of the claim marked in the article", marked)
}

const FERRY: &str = "<article><h1>Ferry to run at night</h1>
    <p>The ferry will run around the clock from May 4, the Kelmouth Harbor Board announced on Monday.</p>
    <p>Northsound Lines denied that its crews had been told to work longer hours.</p></article>";

fn pasted_html(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    let hostile = "<script>top.document.title = 'script ran'</script>
        <img src='https://example.com/pixel.png' onerror=\"top.document.title = 'handler ran'\">
        <meta http-equiv=refresh content='0; url=https://example.com/'><base target=_top href='https://example.com/'>";
    paste(stage, &format!("{FERRY}{hostile}"))?;
    wait_for_state(stage, "results")?;
    stage.browser.click_in_page("#tab-original")?;
    let inside = "return document.querySelector('iframe.original').contentDocument?.querySelector('h1')?.textContent";
    stage.page_shows("the original page", &format!("return (() => {{ {inside} }})() === 'Ferry to run at night'"))?;
    let shown = "return [document.title, document.querySelector('[data-field=title]').innerText, location.pathname]";
    equal("titles", stage.browser.page(shown)?, json!(["Sayso playground", "Ferry to run at night", "/index.html"]))
}

/// A frame of the width of a phone: browsers' windows do not get that narrow.
fn narrow(stage: &mut Stage) -> Result<()> {
    let server = open(stage)?;
    let frame = format!(
        "const frame = document.createElement('iframe');
        frame.style = 'width: 360px; height: 640px; border: 0';
        frame.src = '{}#view=kept&behind=json&example=liege-airport';
        document.body.replaceChildren(frame);",
        server.url("index.html?narrow")
    );
    stage.browser.page(&frame)?;
    let state = |name: &str| {
        format!("return document.querySelector('iframe').contentDocument?.documentElement?.dataset.state === '{name}'")
    };
    stage.page_shows("results", &state("results"))?;
    let fits = "const { documentElement } = document.querySelector('iframe').contentDocument;
        return [documentElement.scrollWidth, documentElement.clientWidth <= 360]";
    let is_fitting = |value: &Value| value[0].as_u64().is_some_and(|width| width <= 360) && value[1] == true;
    for (what, script) in [
        ("the result", ""),
        ("the table", "document.querySelector('iframe').contentDocument.querySelector('#tab-why-kept').click()"),
    ] {
        stage.browser.page(script)?;
        let found = stage.browser.page(fits)?;
        equal(&format!("{what} fits, {found}"), is_fitting(&found), true)?;
    }
    stage.browser.page("document.querySelector('iframe').contentDocument.querySelector('#to-b').click()")?;
    stage
        .browser
        .page("document.querySelector('iframe').contentDocument.querySelectorAll('[data-example]')[1].click()")?;
    stage.page_shows("the comparison", &state("comparison"))?;
    let found = stage.browser.page(fits)?;
    equal(&format!("the comparison fits, {found}"), is_fitting(&found), true)
}

fn link(stage: &mut Stage) -> Result<()> {
    let server = open(stage)?;
    open_at(stage, &server.url("index.html?deep#view=kept&tab=sources&behind=timing&example=strict-csp"))?;
    let tabs = "return [...document.querySelectorAll('[role=tab][aria-selected=true]')].map((tab) => tab.id)";
    let expected = json!(["tab-examples", "tab-sources", "tab-kept", "tab-timing"]);
    equal("open tabs", stage.browser.page(tabs)?, expected)?;
    stage.browser.click_in_page("#tab-claims")?;
    let hash = "return location.hash";
    let expected = "#input=examples&view=kept&tab=claims&behind=timing&example=strict-csp";
    equal("address", stage.browser.page(hash)?, expected.into())?;
    paste(stage, FERRY)?;
    wait_for_state(stage, "results")?;
    equal("address", stage.browser.page(hash)?, "#input=html&view=kept&tab=claims&behind=timing".into())
}

fn offline(stage: &mut Stage) -> Result<()> {
    let server = open(stage)?;
    let url = server.url("index.html");
    stage.page_shows("everything is kept", "return document.documentElement.dataset.offline === 'ready'")?;
    drop(server);
    open_at(stage, &url)?;
    stage.browser.click_in_page("[data-example=live-blog]")?;
    wait_for_state(stage, "results")
}

fn no_other_host(stage: &mut Stage) -> Result<()> {
    let server = open(stage)?;
    // Another port is another host for the policy, and one that would answer.
    let other = stage.server.url("empty.html");
    let reach = format!(
        "const blocked = new Promise((done) => addEventListener('securitypolicyviolation', (event) => done(event.blockedURI)));
        return fetch('{other}').then(() => 'reached', async () => [await blocked].length)"
    );
    equal("a request to another host", stage.browser.page(&reach)?, json!(1))?;
    stage.browser.click_in_page("[data-example]")?;
    wait_for_state(stage, "results")?;
    let foreign = "return performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith(location.origin)).map(({ name }) => name)";
    equal("loads from elsewhere", stage.browser.page(foreign)?, json!([]))?;
    equal("uploads", server.log().iter().any(|line| !line.starts_with("GET ")), false)
}

/// The rules of WCAG 2.2 A and AA, with the size of targets that axe leaves out unless asked, and axe's own best practices.
const AXE: &str = "
    const result = await axe.run(document, { rules: { 'target-size': { enabled: true } }, iframes: false });
    const nodes = result.passes.reduce((sum, rule) => sum + rule.nodes.length, 0);
    const faults = result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.flat().join(' ')} ${node.failureSummary}`));
    return [nodes, faults];";

fn accessibility(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    let axe = format!("{};\nreturn (async () => {{ {AXE} }})()", tools::axe_source()?);
    let check = |what: &str| -> Result<()> {
        let found = stage.browser.page(&axe)?;
        let nodes = found[0].as_u64().context("axe gave no result")?;
        let faults = found[1].as_array().context("axe gave no result")?;
        println!("axe, {}: {what}: {nodes} nodes checked, {} violations", stage.browser.kind(), faults.len());
        if nodes == 0 || !faults.is_empty() {
            bail!("{what}: {nodes} nodes, {faults:#?}");
        }
        Ok(())
    };
    for tab in ["file", "html", "examples"] {
        stage.browser.click_in_page(&format!("#tab-{tab}"))?;
        check(tab)?;
    }
    stage.browser.click_in_page("[data-example=liege-airport]")?;
    wait_for_state(stage, "results")?;
    for tab in ["original", "kept", "timing", "why-kept", "why-claim", "stripped"] {
        stage.browser.click_in_page(&format!("#tab-{tab}"))?;
        check(tab)?;
    }
    stage.browser.click_in_page("#to-b")?;
    stage.browser.click_in_page("[data-example=strict-csp]")?;
    wait_for_state(stage, "comparison")?;
    check("comparison")
}
