//! The playground: examples and pasted articles, the same report as in the sidebar, nothing from elsewhere.

use anyhow::Result;
use serde_json::json;
use xtask::browser::{key, wait};
use xtask::build::Target;
use xtask::server::{ANY_PORT, Server};

use super::{Case, Stage, equal};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("playground::example_is_analyzed_by_keyboard", "empty.html", example),
        Case::new("playground::pasted_html_is_analyzed_and_its_scripts_do_not_run", "empty.html", pasted_html),
        Case::new("playground::fits_a_narrow_window", "empty.html", narrow),
    ]
}

/// Opens the playground from a server of its own, which stops when dropped.
fn open(stage: &Stage) -> Result<Server> {
    let server = Server::start(&Target::Www.folder(), ANY_PORT)?;
    stage.browser.open(&server.url("index.html"))?;
    let ready = "return document.querySelector('[data-example]') !== null";
    wait::until_true("the list of examples", || Ok(stage.browser.page(ready)? == true))?;
    Ok(server)
}

fn wait_for_results(stage: &Stage) -> Result<()> {
    let state = "return document.documentElement.dataset.state ?? ''";
    wait::until_true("results", || Ok(stage.browser.page(state)? == "results"))
}

fn example(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    stage.browser.page("document.querySelector('[data-example]').focus()")?;
    stage.browser.press(key::ENTER)?;
    wait_for_results(stage)?;
    equal("focus", stage.browser.page("return document.activeElement.tagName")?, "H1".into())?;
    stage.browser.click_in_page("#tab-claims")?;
    stage.browser.click_in_page("#panel-claims .row-go")?;
    let marked = "return [...CSS.highlights.get('sayso-current') ?? []].map(String).join('')
        === document.querySelector('#panel-claims [data-field=text]').innerText";
    wait::until_true("the words of the claim marked in the article", || Ok(stage.browser.page(marked)? == true))
}

fn pasted_html(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    stage.browser.click_in_page("#tab-html")?;
    // Set at once: a driver types a page's worth of text letter by letter.
    stage.browser.page(
        "document.querySelector('#paste-html').value = `<article><h1>Ferry to run at night</h1>
            <p>The ferry will run around the clock from May 4, the Kelmouth Harbor Board announced on Monday.</p>
            <p>Northsound Lines denied that its crews had been told to work longer hours.</p></article>
            <script>top.document.title = 'script ran'</script>
            <img src='https://example.com/pixel.png' onerror=\"top.document.title = 'handler ran'\">`",
    )?;
    stage.browser.click_in_page("#panel-html .button.main")?;
    wait_for_results(stage)?;
    let shown = "return [document.title, document.querySelector('[data-field=title]').innerText]";
    equal("titles", stage.browser.page(shown)?, json!(["Sayso playground", "Ferry to run at night"]))
}

fn narrow(stage: &mut Stage) -> Result<()> {
    let _server = open(stage)?;
    stage.browser.session().post("/window/rect", &json!({ "width": 500, "height": 800 }))?;
    stage.browser.click_in_page("[data-example]")?;
    wait_for_results(stage)?;
    let fits = "return document.documentElement.scrollWidth <= innerWidth";
    equal("fits", stage.browser.page(fits)?, true.into())
}
