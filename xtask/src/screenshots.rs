//! `cargo xtask screenshots`: icons, and the pictures of README and stores, made from the built extension in a real browser;
//! and on request a sheet of every width, theme and language, to look at before a release.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::browser::{Browser, Kind, Surroundings, Window, wait};
use crate::server::{self, Server};
use crate::{build, drawings, project, setup};

/// The sample page in the pictures; invented, and ours to show.
const PAGE: &str = "liege-airport.html";
/// Width and height that both stores take, px.
const STORE: (u64, u64) = (1280, 800);
/// Window for the sheet, px.
const SHEET: (u64, u64) = (1180, 900);

/// The tabs by the digit that stands for each.
const TABS: [&str; 5] = ["", "#tab-overview", "#tab-claims", "#tab-sources", "#tab-entities"];
/// Answers when two frames have been painted and nothing moves.
const SETTLED: &str = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
    () => done(document.fonts.status === 'loaded' && document.getAnimations().length === 0))))";

/// One picture: settings of the reader, what is pressed, and the name of the file.
struct Shot {
    name: String,
    settings: Value,
    /// Keys that are pressed in the panel before.
    keys: &'static str,
}

/// Draws the icons, makes the pictures of README and stores; `all` adds the sheet in `target/screenshots`.
///
/// # Errors
/// If a browser is missing, something does not build, or the panel does not open.
pub fn run(all: bool) -> Result<()> {
    setup::chromium()?;
    drawings::icons()?;
    build::run(None)?;
    let server = Server::start(&project::root().join("www/samples"), server::ANY_PORT)?;
    let store = project::target().join("store");
    let shots = [
        ("1-overview", json!({}), "1"),
        ("2-claims", json!({}), "2"),
        ("3-sources", json!({}), "3"),
        ("4-entities-dark", json!({ "theme": "dark" }), "4"),
        ("5-stripped-sepia", json!({ "theme": "sepia" }), "1r"),
    ];
    let shots = shots.map(|(name, settings, keys)| Shot { name: name.to_owned(), settings, keys });
    take(Surroundings::default(), STORE, &server, &store, &shots)?;
    let picture = std::fs::read(store.join("1-overview.png"))?;
    project::write(&project::root().join("docs/sidebar.png"), picture)?;
    drawings::tiles(&store)?;
    println!("Pictures: extension/icons, docs/sidebar.png and {}", project::shown(&store));
    if all {
        sheet(&server)?;
    }
    Ok(())
}

/// Every width, theme and language.
fn sheet(server: &Server) -> Result<()> {
    let folder = project::target().join("screenshots");
    let tabs = [("overview", "1"), ("claims", "2"), ("sources", "3"), ("entities", "4")];
    let mut plain = Vec::new();
    for width in [280, 380, 640] {
        for theme in ["light", "dark", "sepia"] {
            for (tab, keys) in tabs {
                let settings = json!({ "theme": theme, "panelWidth": width });
                plain.push(Shot { name: format!("{width}-{theme}-{tab}"), settings, keys });
            }
        }
    }
    plain.push(Shot { name: "large-text".to_owned(), settings: json!({ "size": 200 }), keys: "2" });
    plain.push(Shot { name: "help".to_owned(), settings: json!({}), keys: "?" });
    plain.push(Shot { name: "export".to_owned(), settings: json!({}), keys: "e" });
    plain.push(Shot {
        name: "left-contrast".to_owned(),
        settings: json!({ "side": "left", "theme": "contrast" }),
        keys: "2",
    });
    take(Surroundings::default(), SHEET, server, &folder, &plain)?;
    let few = |name: &str| tabs.map(|(tab, keys)| Shot { name: format!("{name}-{tab}"), settings: json!({}), keys });
    take(Surroundings { forced_colors: true, ..Surroundings::default() }, SHEET, server, &folder, &few("forced"))?;
    for language in ["de", "ar"] {
        let surroundings = Surroundings { language: Some(language), ..Surroundings::default() };
        take(surroundings, SHEET, server, &folder, &few(language))?;
    }
    println!("Sheet: {}", project::shown(&folder));
    Ok(())
}

fn take(surroundings: Surroundings, size: (u64, u64), server: &Server, folder: &Path, shots: &[Shot]) -> Result<()> {
    let browser = Browser::start_in(Kind::Chromium, Window::Headless, surroundings)?;
    browser.open(&server.url(PAGE))?;
    let outside = browser.page("return [outerWidth - innerWidth, outerHeight - innerHeight]")?;
    let margin = |at: usize| outside[at].as_u64().unwrap_or(0);
    let pixels = |length: u64| u32::try_from(length).context("a window too large");
    browser.resize((pixels(size.0 + margin(0))?, pixels(size.1 + margin(1))?))?;
    for Shot { name, settings, keys } in shots {
        browser.open(&server.url(PAGE))?;
        open(&browser)?;
        // The greeting is seen once; the pictures show what is seen every day.
        let mut all = settings.clone();
        all["greeted"] = json!(true);
        browser.panel(&format!("return chrome.storage.local.set({{ settings: {all} }})"))?;
        browser.click_toolbar()?;
        browser.wait_for_no_panel()?;
        open(&browser)?;
        for key in keys.chars() {
            match key.to_digit(10).and_then(|number| TABS.get(number as usize)) {
                Some(tab) => browser.click_in_panel(tab)?,
                None => browser.press(&key.to_string())?,
            }
        }
        // The ring of the focus is for those who use it, not for pictures.
        browser.panel("document.activeElement?.matches('[role=tab]') && document.activeElement.blur()")?;
        wait::until_true("the picture to settle", || Ok(browser.panel(SETTLED)? == true))?;
        project::write(&folder.join(format!("{name}.png")), browser.screenshot()?)?;
    }
    Ok(())
}

fn open(browser: &Browser) -> Result<()> {
    browser.click_toolbar()?;
    browser.wait_for_outcome()?;
    wait::until_true("the report to be painted", || {
        Ok(browser.panel("return 'clickMs' in document.documentElement.dataset")? == true)
    })
}
