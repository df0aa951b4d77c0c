//! Parts that die, hang, are missing or are replaced: a message and a working retry, never half a panel, never another
//! page's results.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use xtask::browser::{Browser, Kind, Surroundings, Window, wait};
use xtask::build::{self, Target};

use super::super::{Case, Part, Stage, equal};

const PLAIN: &str = "plain.html";
const HEADLINE: &str = "Night ferry to Tarn Island starts in May";

pub fn cases() -> Vec<Case> {
    let case = |name: &str, run| Case::new(&format!("faults::{name}"), PLAIN, run);
    vec![
        case("background_that_sleeps_wakes_for_a_click", background_sleeps),
        case("background_killed_between_click_and_result", background_killed),
        case("worker_killed_in_the_middle", worker_killed),
        case("extension_updated_while_the_panel_is_open", updated),
        case("tab_that_goes_on_before_the_result", navigated),
        case("ten_tabs_at_once_show_each_its_own", ten_tabs),
        Case::new("faults::page_out_of_the_back_forward_cache", "kept.html", back_forward),
        case("discarded_tab_comes_back_without_a_panel", discarded),
        case("settings_that_are_broken", broken_settings),
        case("storage_that_cannot_be_written", full_settings),
        Case { browsers: &[Kind::Chromium], ..case("storage_without_room_for_a_token", no_room_for_tokens) },
        case("wasm_out_of_memory", out_of_memory).only_in(Part::Hostile),
        case("package_without_its_wasm", |stage| without(stage, "no-wasm", "wasm/sayso_bg.wasm", Seen::Error))
            .only_in(Part::Hostile),
        case("package_without_its_worker", |stage| without(stage, "no-worker", "panel/worker.js", Seen::Error))
            .only_in(Part::Hostile),
        case("package_without_a_content_script", |stage| without(stage, "no-script", "content/anchor.js", Seen::Badge))
            .only_in(Part::Hostile),
        case("package_without_a_part_of_the_panel", |stage| without(stage, "no-app", "panel/app.js", Seen::Badge))
            .only_in(Part::Hostile),
    ]
}

fn shows_the_page(stage: &Stage) -> Result<()> {
    equal("headline", stage.panel_text("[data-field='title']")?.as_str(), HEADLINE)
}

fn closes(stage: &Stage) -> Result<()> {
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()
}

fn background_sleeps(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    closes(stage)?;
    stage.browser.end_background()?;
    stage.open_results()?;
    shows_the_page(stage)?;
    stage.browser.end_background()?;
    closes(stage)
}

/// Wherever it was: the click leads to results or to nothing, and the next one to results.
fn background_killed(stage: &mut Stage) -> Result<()> {
    stage.browser.click_toolbar()?;
    stage.browser.end_background()?;
    let mut panel = None;
    wait::until_true("results, or no panel", || {
        let has_panel = stage.browser.has_panel()?;
        let shows = has_panel
            && stage
                .browser
                .panel("return document.documentElement.dataset.state")
                .is_ok_and(|state| state == "results");
        // The scripts may be on their way still.
        let settled = shows || (!has_panel && panel == Some(false));
        panel = Some(has_panel);
        Ok(settled)
    })?;
    if panel == Some(true) {
        shows_the_page(stage)?;
        closes(stage)?;
    }
    stage.open_results()?;
    shows_the_page(stage)?;
    equal("panels", stage.browser.page("return document.querySelectorAll('sayso-panel').length")?, 1.into())
}

/// A worker that is gone says nothing: the reader can stop waiting, and a fresh one answers.
fn worker_killed(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.panel(
        "const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (...parts) {
            Worker.prototype.postMessage = post;
            post.apply(this, parts);
            this.terminate();
        }",
    )?;
    stage.browser.click_in_panel("#open-more")?;
    stage.browser.click_in_panel("#again")?;
    stage.panel_shows("the button to stop", "return document.querySelector('#cancel')?.checkVisibility() === true")?;
    stage.browser.click_in_panel("#cancel")?;
    stage.panel_shows("the state", "return document.documentElement.dataset.state === 'canceled'")?;
    stage.browser.click_in_panel(".button.main")?;
    stage.panel_shows("results", "return document.documentElement.dataset.state === 'results'")?;
    shows_the_page(stage)
}

/// The old panel cannot work any more, so it goes. In Firefox the script that could take it away is gone as well; there
/// it says so, and the next click puts a new one in its place.
fn updated(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    let markup = "return document.documentElement.outerHTML";
    let before = stage.browser.page(markup)?;
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-entities")?;
    stage.browser.click_in_panel("#panel-entities .row-go")?;
    stage.browser.reload_extension()?;
    if stage.browser.kind() == Kind::Firefox {
        stage.panel_shows("word of it", "return document.documentElement.dataset.state === 'alone'")?;
        let text = stage.panel_text(".content")?;
        equal(&text, text.starts_with("Sayso was updated, switched off or removed."), true)?;
    } else {
        stage.browser.wait_for_no_panel()?;
        equal("page", stage.browser.page(markup)?, before.clone())?;
        equal("marks", stage.browser.page("return CSS.highlights.size")?, 0.into())?;
    }
    stage.open_results()?;
    shows_the_page(stage)?;
    equal("panels", stage.browser.page("return document.querySelectorAll('sayso-panel').length")?, 1.into())?;
    closes(stage)?;
    equal("page after closing", stage.browser.page(markup)?, before)?;
    let left = "return [CSS.highlights.size, document.adoptedStyleSheets.length]";
    equal("marks and sheets", stage.browser.page(left)?, json!([0, 0]))
}

fn navigated(stage: &mut Stage) -> Result<()> {
    stage.browser.click_toolbar()?;
    stage.browser.open(&stage.server.url("nothing.html"))?;
    equal("panel on the next page", stage.browser.has_panel()?, false)?;
    stage.open_results()?;
    equal("another headline", stage.panel_text("[data-field='title']")? == HEADLINE, false)?;
    closes(stage)
}

const TABS: usize = 10;

fn ten_tabs(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    let mut tabs = Vec::new();
    for number in 0..TABS {
        tabs.push(stage.browser.open_tab()?);
        stage.browser.open(&stage.server.url(&format!("{PLAIN}?{number}")))?;
        stage.browser.page(&format!(
            "document.title = document.querySelector('h1').textContent = 'Night ferry number {number} starts in May'"
        ))?;
        // No waiting: the next tab comes while this one is read.
        stage.browser.click_toolbar()?;
    }
    for (number, tab) in tabs.iter().enumerate() {
        stage.browser.switch_to_tab(tab)?;
        let title = "return document.querySelector('[data-field=title]')?.innerText ?? ''";
        wait::until_true(&format!("the results of tab {number}"), || {
            Ok(stage
                .browser
                .panel_in_tab(title)
                .is_ok_and(|title| title == format!("Night ferry number {number} starts in May")))
        })?;
    }
    Ok(())
}

/// What is kept of a page that was left holds no panel, and the page can be read again.
fn back_forward(stage: &mut Stage) -> Result<()> {
    let markup = "return document.documentElement.outerHTML";
    let before = stage.browser.page(markup)?;
    stage.browser.page("window.isKept = true")?;
    stage.open_results()?;
    stage.browser.open(&stage.server.url("nothing.html"))?;
    stage.browser.session().post("/back", &json!({}))?;
    stage.page_shows(
        "the first page",
        "return document.querySelector('h1')?.textContent.startsWith('Night ferry') ?? false",
    )?;
    // Chromium keeps no page in which a frame of an extension stood; either way no panel may be left.
    if stage.browser.kind() == Kind::Firefox {
        equal("out of the cache", stage.browser.page("return window.isKept === true")?, true.into())?;
    }
    equal("panel", stage.browser.has_panel()?, false)?;
    equal("page", stage.browser.page(markup)?, before)?;
    stage.open_results()?;
    shows_the_page(stage)?;
    closes(stage)
}

/// The browser throws a tab out of memory; looked at again, it is loaded anew, and can be read again.
fn discarded(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.browser.page("window.isKept = true")?;
    stage.open_results()?;
    let front = stage.browser.open_tab()?;
    stage.browser.discard_other_tab()?;
    // Chromium's driver has another handle for it now.
    let tabs = stage.browser.session().get("/window/handles")?;
    let other = tabs.as_array().into_iter().flatten().filter_map(Value::as_str).find(|tab| *tab != front);
    stage.browser.switch_to_tab(other.context("the discarded tab is gone")?)?;
    stage.page_shows(
        "the page, loaded anew",
        "return window.isKept === undefined && document.readyState === 'complete' && document.querySelector('h1') !== null",
    )?;
    equal("panel", stage.browser.has_panel()?, false)?;
    stage.open_results()?;
    shows_the_page(stage)?;
    closes(stage)
}

fn broken_settings(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    stage.browser.panel(
        "return chrome.storage.local.set({ settings: { theme: ['x'], size: 1e9, side: 'up', panelWidth: 'wide', mode: 7, keys: 'no', font: '</style>' } }).then(() => true)",
    )?;
    closes(stage)?;
    stage.open_results()?;
    shows_the_page(stage)?;
    let look = "return [document.documentElement.dataset.theme, document.documentElement.dataset.side, getComputedStyle(document.body).fontSize === '14px' || parseFloat(getComputedStyle(document.body).fontSize) < 20]";
    equal("look", stage.browser.panel(look)?, json!(["auto", "right", true]))
}

/// A choice that cannot be kept holds as long as the panel is open, and the reader hears of it.
fn full_settings(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    stage.browser.panel("chrome.storage.local.set = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded'))")?;
    stage.browser.click_in_panel("#open-text")?;
    stage.browser.click_in_panel("[name='theme'][value='dark']")?;
    stage.panel_shows("the choice", "return document.documentElement.dataset.theme === 'dark'")?;
    stage.panel_shows("word of it", "return document.body.innerText.includes('Your choice could not be saved.')")?;
    shows_the_page(stage)
}

/// The button says so, and works again when there is room. A script of the test in the background stands for the full
/// storage; Firefox lets nobody into the background.
fn no_room_for_tokens(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    let chromium = stage.browser.chromium().context("this is not Chromium")?;
    chromium.background(
        "const { set } = chrome.storage.session;
        chrome.storage.session.set = () => {
            chrome.storage.session.set = set;
            return Promise.reject(new Error('Session storage quota bytes exceeded. Values were not stored.'));
        }",
    )?;
    stage.browser.click_toolbar()?;
    wait::until_true("the badge", || Ok(stage.browser.badge()? == "!"))?;
    let chromium = stage.browser.chromium().context("this is not Chromium")?;
    let title = "chrome.tabs.query({ active: true }).then(([tab]) => chrome.action.getTitle({ tabId: tab.id }))";
    equal("words", chromium.background(title)?, "Something went wrong here, not on the page.".into())?;
    equal("half a panel", stage.browser.has_panel()?, false)?;
    stage.open_results()?;
    shows_the_page(stage)?;
    equal("badge", stage.browser.badge()?.as_str(), "")
}

/// What a person sees of a broken package.
enum Seen {
    /// The panel says that something went wrong, and can try again.
    Error,
    /// Nothing on the page; the button says that something went wrong.
    Badge,
}

/// A browser with a copy of the package that a test has changed.
fn start_changed(stage: &mut Stage, name: &'static str, change: impl Fn(&Path) -> Result<()>) -> Result<()> {
    let kind = stage.browser.kind();
    let target = if kind == Kind::Chromium { Target::Chrome } else { Target::Firefox };
    build::changed(target, name, change)?;
    stage.spoil();
    stage.browser =
        Browser::start_in(kind, Window::Headless, Surroundings { copy: Some(name), ..Surroundings::default() })?;
    stage.browser.open(&stage.server.url(PLAIN))
}

fn without(stage: &mut Stage, name: &'static str, file: &str, seen: Seen) -> Result<()> {
    start_changed(stage, name, |folder| Ok(fs::remove_file(folder.join(file))?))?;
    stage.browser.click_toolbar()?;
    match seen {
        Seen::Error => {
            equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "error")?;
            let text = stage.panel_text(".content")?;
            equal(&text, text.starts_with("Something went wrong here, not on the page."), true)?;
            stage.browser.click_in_panel(".button.main")?;
            stage.panel_shows("the same again", "return document.documentElement.dataset.state === 'error'")?;
            closes(stage)
        }
        Seen::Badge => {
            wait::until_true("the badge", || Ok(stage.browser.badge()? == "!"))?;
            equal("half a panel", stage.browser.has_panel()? || stage.browser.has_panel_window()?, false)
        }
    }
}

/// Memory that the copy's module may have beyond what it starts with, pages of 64 kB.
const SPARE_PAGES: u64 = 160;

/// A module whose memory ends soon traps on a long page, for real; the next page gets a fresh instance.
fn out_of_memory(stage: &mut Stage) -> Result<()> {
    start_changed(stage, "little-memory", |folder| {
        let path = folder.join("wasm/sayso_bg.wasm");
        Ok(fs::write(&path, bounded(&fs::read(&path)?)?)?)
    })?;
    stage.open_results()?;
    shows_the_page(stage)?;
    stage.browser.page(
        "window.rest = document.createElement('div');
        // Not displayed, so that the browser itself has no work with it.
        rest.hidden = true;
        rest.textContent = 'The harbor board of Kelmouth said on Monday that boats would cost more. '.repeat(500_000);
        document.querySelector('article').append(rest)",
    )?;
    stage.browser.click_in_panel("#open-more")?;
    stage.browser.click_in_panel("#again")?;
    stage.panel_shows("the failure", "return document.documentElement.dataset.state === 'error'")?;
    stage.browser.page("rest.remove()")?;
    stage.browser.click_in_panel(".button.main")?;
    stage.panel_shows("results", "return document.documentElement.dataset.state === 'results'")?;
    shows_the_page(stage)
}

/// The module with an upper limit to its memory: section 5 of the binary format, one memory with flags and least pages.
fn bounded(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut at = 8;
    while at < wasm.len() {
        let (size, body) = leb128(wasm, at + 1)?;
        let end = body + size as usize;
        if wasm[at] == 5 {
            let (least, _) = leb128(wasm, body + 2)?;
            equal("one memory without a limit", &wasm[body..body + 2], &[1, 0])?;
            let mut section = vec![1, 1];
            section.extend(written(least));
            section.extend(written(least + SPARE_PAGES));
            let mut made = wasm[..=at].to_vec();
            made.extend(written(section.len() as u64));
            made.extend(section);
            made.extend(&wasm[end..]);
            return Ok(made);
        }
        at = end;
    }
    bail!("the module has no memory")
}

fn leb128(bytes: &[u8], mut at: usize) -> Result<(u64, usize)> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = *bytes.get(at).context("the module ends early")?;
        value |= u64::from(byte & 0x7f) << shift;
        (at, shift) = (at + 1, shift + 7);
        if byte & 0x80 == 0 {
            return Ok((value, at));
        }
    }
}

fn written(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        bytes.push(if value == 0 { byte } else { byte | 0x80 });
        if value == 0 {
            return bytes;
        }
    }
}
