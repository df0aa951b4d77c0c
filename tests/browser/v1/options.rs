//! The options page, themes, languages, menus, and what stays closed to the extension.

use anyhow::{Context, Result};
use serde_json::json;
use xtask::browser::{Browser, Surroundings, Window, key, wait};

use super::super::{Case, Stage, equal};
use super::FULL;

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("v1::options_page", FULL, options_page),
        Case::new("v1::themes", FULL, themes),
        Case::new("v1::single_keys_can_be_switched_off", FULL, keys_off),
        Case::new("v1::private_windows", FULL, private_windows),
        Case::new("v1::greeting_is_shown_until_it_is_dismissed", FULL, greeting),
        Case::new("v1::context_menus", FULL, context_menus),
    ]
}

/// Opens the options page in the tab; the panel's own address says where it is.
pub fn open_options(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let address = stage.browser.panel("return chrome.runtime.getURL('options/options.html')")?;
    stage.browser.open(address.as_str().context("no address")?)?;
    stage.page_shows("the options", "return document.querySelectorAll('section').length >= 6")
}

fn options_page(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    open_options(stage)?;
    let text = stage.browser.page("return document.body.innerText")?;
    for part in
        ["Colors", "Width of the panel", "Alt+Shift+E", "Alt+Shift+V", "nothing is sent anywhere", "go to the text"]
    {
        equal(&format!("{part:?} on the page"), text.as_str().is_some_and(|text| text.contains(part)), true)?;
    }
    stage.browser.click_in_page("[name='theme'][value='dark']")?;
    stage.browser.click_in_page("[name='side'][value='left']")?;
    stage.browser.open(&stage.server.url(FULL))?;
    stage.open_results()?;
    let look = "return [document.documentElement.dataset.theme, document.documentElement.dataset.side]";
    equal("the panel follows", stage.browser.panel(look)?, json!(["dark", "left"]))?;
    open_options_again(stage)?;
    stage.browser.click_in_page("#reset")?;
    stage.page_shows("word of it", "return document.querySelector('[role=status]').innerText !== ''")?;
    equal(
        "choices after the reset",
        stage.browser.page("return [document.querySelector('[name=theme]:checked').value, document.querySelector('[name=side]:checked').value]")?,
        json!(["auto", "right"]),
    )
}

fn open_options_again(stage: &mut Stage) -> Result<()> {
    let address = stage.browser.panel("return chrome.runtime.getURL('options/options.html')")?;
    stage.browser.open(address.as_str().context("no address")?)?;
    stage.page_shows("the options", "return document.querySelectorAll('section').length >= 6")
}

fn themes(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    for (theme, color) in [
        ("light", "rgb(255, 255, 255)"),
        ("dark", "rgb(22, 24, 28)"),
        ("sepia", "rgb(247, 241, 227)"),
        ("contrast", "rgb(0, 0, 0)"),
    ] {
        stage.browser.click_in_panel("#open-text")?;
        stage.browser.click_in_panel(&format!("[name='theme'][value='{theme}']"))?;
        stage.browser.press(key::ESCAPE)?;
        let shown = format!("return getComputedStyle(document.body).backgroundColor === {color:?}");
        stage.panel_shows(theme, &shown)?;
        let worst = stage.browser.panel(CONTRAST)?;
        let ratio = worst[0].as_f64().context("no contrast")?;
        equal(&format!("{theme}: {worst} reaches 4.5"), ratio >= 4.5, true)?;
    }
    Ok(())
}

/// The worst contrast of a text color on one of the two surfaces, by the tokens in force (WCAG 2.2, relative luminance).
const CONTRAST: &str = "
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(`--${name}`).trim();
    const luminance = (hex) => {
        const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => {
        const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
        return (high + 0.05) / (low + 0.05);
    };
    const pairs = ['text', 'muted', 'accent', 'person', 'organization', 'place', 'other', 'warn']
        .flatMap((ink) => ['page', 'surface'].map((paper) => [contrast(token(ink), token(paper)), ink, paper]));
    return pairs.sort((a, b) => a[0] - b[0])[0];";

fn keys_off(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    open_options(stage)?;
    stage.browser.click_in_page("[name='keys']")?;
    stage.browser.open(&stage.server.url(FULL))?;
    stage.open_results()?;
    stage.browser.press("2")?;
    let open = "return document.querySelector('[role=tab][aria-selected=true]').id";
    equal("tab after 2", stage.browser.panel(open)?, "tab-overview".into())
}

fn greeting(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    stage.browser.click_in_panel("#got-it")?;
    let shown = "return document.querySelector('[data-notice=greeting]') !== null";
    equal("greeting", stage.browser.panel(shown)?, false.into())?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    stage.open_results()?;
    equal("greeting at the next opening", stage.browser.panel(shown)?, false.into())
}

fn private_windows(stage: &mut Stage) -> Result<()> {
    let kind = stage.browser.kind();
    let private = Surroundings { private: true, ..Surroundings::default() };
    stage.browser = Browser::start_in(kind, Window::Headless, private)?;
    stage.spoil();
    let address = stage.server.url(FULL);
    if let Some(chromium) = stage.browser.chromium() {
        // What the reader allows on the browser's page of extensions.
        stage.browser.open("chrome://extensions/")?;
        let id = chromium.extension();
        stage.browser.page(&format!(
            "return chrome.developerPrivate.updateProfileConfiguration({{ inDeveloperMode: true }}).then(() =>
                chrome.developerPrivate.updateExtensionConfiguration({{ extensionId: {id:?}, incognitoAccess: true }}))"
        ))?;
        // Allowing it loads the extension anew; until then its pages are not there.
        let options = format!("chrome-extension://{id}/options/options.html");
        wait::until_true("the extension again", || {
            stage.browser.open(&options)?;
            Ok(stage.browser.page("return typeof chrome.windows === 'object'")? == json!(true))
        })?;
        stage
            .browser
            .page(&format!("return chrome.windows.create({{ incognito: true, url: {address:?} }}).then(() => true)"))?;
        wait::until_true("the page in it", || stage.browser.switch_to_window_of(&address))?;
    } else {
        stage.browser.open(&address)?;
    }
    stage.open_results()?;
    let inside = "return chrome.extension.inIncognitoContext";
    equal("the panel is in a private window", stage.browser.panel(inside)?, true.into())?;
    stage.browser.click_in_panel("#tab-entities")?;
    stage.browser.click_in_panel("#panel-entities .row-go")?;
    stage.page_shows("words marked", "return CSS.highlights.get('sayso-current')?.size === 1")?;
    let stored = "return chrome.storage.local.get().then((all) => JSON.stringify(all))";
    let stored = stage.browser.panel(stored)?;
    equal(
        &format!("nothing about pages in {stored}"),
        stored.as_str().is_some_and(|all| !all.contains("127.0.0.1") && !all.contains("ferry")),
        true,
    )
}

/// Where the browser grants the tab by the entry itself, the first choice needs no click before it.
fn context_menus(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()?;
    stage.browser.choose_menu_entry("article p:nth-of-type(3)", "sayso-page", "Show entities, sources and claims")?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "results")?;
    let select = "getSelection().selectAllChildren(document.querySelector('article p:nth-of-type(3)'))";
    stage.browser.page(select)?;
    stage.browser.choose_menu_entry("article p:nth-of-type(3)", "sayso-selection", "Analyze selection")?;
    stage.panel_shows("a report of the selection", "return document.documentElement.dataset.of === 'selection'")?;
    stage.browser.choose_menu_entry("article p:nth-of-type(3)", "sayso-cite", "Copy with citation")?;
    // Copying wants a press inside the panel where the browser says so.
    let copied = "return document.querySelector('.said').innerText.startsWith('Copied')
        || document.querySelector('#offered')?.checkVisibility() === true";
    stage.panel_shows("the citation copied or offered", copied)
}
