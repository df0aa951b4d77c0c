//! What the user was promised: nothing before a click, no network, nothing kept about pages, nothing left behind.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::browser::firefox::Firefox;
use xtask::browser::{Browser, Kind, Window, wait};
use xtask::project;
use xtask::server::{ANY_PORT, Server};

use super::super::{Case, Stage, equal, quoted};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("promises::nothing_is_injected_before_a_click", "full.html", nothing_before_a_click),
        Case::new("promises::no_request_by_page_panel_worker_or_background", "full.html", no_request),
        Case::new("promises::no_way_out_to_another_origin", "full.html", no_way_out),
        Case::new("promises::nothing_about_pages_is_kept", "full.html", nothing_kept),
        Case {
            browsers: &[Kind::Firefox],
            ..Case::new("promises::removing_the_extension_leaves_nothing", "full.html", removed)
        },
    ]
}

/// Everything that a script of the page could notice, and every script that the extension has ready for pages.
fn nothing_before_a_click(stage: &mut Stage) -> Result<()> {
    let state =
        "return [document.documentElement.outerHTML, document.adoptedStyleSheets.length, CSS.highlights.size, length]";
    let before = stage.browser.page(state)?;
    equal("nothing of ours in the markup", before[0].as_str().is_some_and(|all| all.contains("sayso")), false)?;
    equal("sheets, highlights, frames", json!([before[1], before[2], before[3]]), json!([0, 0, 0]))?;
    // A second page, and the extension awake meanwhile.
    stage.browser.open(&stage.server.url("plain.html"))?;
    stage.open_results()?;
    if let Some(chromium) = stage.browser.chromium() {
        let ready = "chrome.scripting.getRegisteredContentScripts().then((all) => all.length)";
        equal("scripts ready for pages", chromium.background(ready)?, 0.into())?;
    }
    stage.browser.open(&stage.server.url("full.html"))?;
    equal("the page as it was", stage.browser.page(state)?, before)
}

fn no_request(stage: &mut Stage) -> Result<()> {
    let planted = stage.server.url("story.txt");
    let fetched = format!("return fetch({}).then(() => true)", quoted(&planted));
    let asked = stage.browser.requests_while(|browser| {
        // A request of the page's own, to know that requests are heard.
        browser.page(&fetched)?;
        browser.click_toolbar()?;
        equal("outcome", browser.wait_for_outcome()?.as_str(), "results")?;
        for tab in ["claims", "sources", "entities", "overview"] {
            browser.click_in_panel(&format!("#tab-{tab}"))?;
        }
        browser.click_in_panel("#tab-claims")?;
        browser.click_in_panel("#panel-claims .row-go")?;
        browser.press("r")?;
        wait::until_true("the stripped view", || {
            Ok(browser.page("return document.querySelector('sayso-view') !== null")? == true)
        })?;
        browser.press("r")?;
        browser.click_toolbar()?;
        browser.wait_for_no_panel()
    })?;
    let asked: Vec<_> = asked.into_iter().filter(|url| !url.ends_with("/favicon.ico")).collect();
    equal("requests", asked, vec![planted])
}

/// Another origin on this machine, with nothing in between that could refuse but the policy of our own pages.
fn no_way_out(stage: &mut Stage) -> Result<()> {
    let other = Server::start(&project::root().join("tests/browser/pages"), ANY_PORT)?;
    stage.open_results()?;
    let address = quoted(&other.url("leak"));
    let ways = format!(
        "const address = {address};
        const tried = (name, way) => Promise.race([Promise.resolve().then(way), new Promise((_, reject) => setTimeout(reject, 300))])
            .then(() => `${{name}} got out`, () => null);
        const loaded = (name, element, key) => tried(name, () => new Promise((resolve, reject) => {{
            const made = document.createElement(element);
            made.onload = resolve;
            made.onerror = reject;
            if (element === 'link') made.rel = 'stylesheet';
            made[key] = address;
            document.body.append(made);
        }}));
        return Promise.all([
            tried('fetch', () => fetch(address, {{ mode: 'no-cors' }})),
            tried('XMLHttpRequest', () => new Promise((resolve, reject) => {{
                const request = new XMLHttpRequest();
                request.onload = resolve;
                request.onerror = reject;
                request.open('GET', address);
                request.send();
            }})),
            tried('EventSource', () => new Promise((resolve, reject) => {{ const way = new EventSource(address); way.onopen = resolve; way.onerror = reject; }})),
            tried('WebSocket', () => new Promise((resolve, reject) => {{ const way = new WebSocket(address.replace('http', 'ws')); way.onopen = resolve; way.onerror = reject; }})),
            loaded('image', 'img', 'src'), loaded('script', 'script', 'src'), loaded('frame', 'iframe', 'src'),
            loaded('style', 'link', 'href'), loaded('object', 'object', 'data'),
            tried('import', () => import(address)), tried('worker', () => new Promise((_, reject) => {{ new Worker(address).onerror = reject; }})),
            tried('font', () => new FontFace('x', `url(${{address}})`).load()),
            tried('beacon', () => navigator.sendBeacon(address) ? new Promise(() => {{}}) : Promise.reject()),
        ]).then((all) => all.filter(Boolean))"
    );
    // A frame that was refused loads the browser's own page about that; the server's log below counts.
    let out = stage.browser.panel(&ways)?;
    let out: Vec<&Value> = out.as_array().context("no answer")?.iter().filter(|way| *way != "frame got out").collect();
    equal("ways out", out, Vec::new())?;
    if let Some(chromium) = stage.browser.chromium() {
        let tried = format!("fetch({address}, {{ mode: 'no-cors' }}).then(() => 'reached', () => 'refused')");
        equal("the background's way", chromium.background(&tried)?, "refused".into())?;
    }
    equal("requests to the other origin", other.log(), Vec::new())
}

/// Whatever a page could be told by, in every store that an extension has.
fn nothing_kept(stage: &mut Stage) -> Result<()> {
    // A browser of its own: in one that served others, tokens of clicks on pages that went on at once may be left.
    stage.browser = Browser::start(stage.browser.kind(), Window::Headless)?;
    stage.browser.open(&stage.server.url("full.html"))?;
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-entities")?;
    stage.browser.click_in_panel("#panel-entities .row-go")?;
    stage.browser.click_in_panel("#open-text")?;
    stage.browser.click_in_panel("[name='theme'][value='auto']")?;
    let kept =
        "return Promise.all([chrome.storage.local.get(), chrome.storage.session?.get() ?? {}, chrome.storage.sync?.get() ?? {},
        indexedDB.databases(), caches.keys().catch(() => [])]).then(([local, session, sync, databases, stores]) => JSON.stringify({
            keys: Object.keys(local), session, sync, databases, stores, localStorage: localStorage.length,
            sessionStorage: sessionStorage.length, cookie: document.cookie,
            tells: /ferry|tarn|kelmouth|127\\.0\\.0\\.1|http/i.test(JSON.stringify(local)),
        }))";
    let kept = stage.browser.panel(kept)?;
    let kept: Value = serde_json::from_str(kept.as_str().context("no answer")?)?;
    let keys = kept["keys"].as_array().context("no keys")?;
    equal(&format!("only settings in {kept}"), keys.iter().all(|key| key == "settings"), true)?;
    let expected = json!({ "session": {}, "sync": {}, "databases": [], "stores": [], "localStorage": 0, "sessionStorage": 0,
        "cookie": "", "tells": false });
    for (store, nothing) in expected.as_object().into_iter().flatten() {
        equal(store, &kept[store], nothing)?;
    }
    Ok(())
}

/// Also while the panel is open: that says so until the page is loaded again, since no script of ours is left to take it
/// away.
fn removed(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    let markup = "return document.documentElement.outerHTML";
    let before = stage.browser.page(markup)?;
    stage.open_results()?;
    Firefox::uninstall(stage.browser.session())?;
    stage.panel_shows("word of it", "return document.documentElement.dataset.state === 'alone'")?;
    stage.browser.open(&stage.server.url("full.html"))?;
    equal("page", stage.browser.page(markup)?, before)?;
    let left = "return [CSS.highlights.size, document.adoptedStyleSheets.length]";
    equal("marks and sheets", stage.browser.page(left)?, json!([0, 0]))
}
