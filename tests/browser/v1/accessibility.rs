//! Accessibility: axe-core on everything we show, a whole visit by keyboard alone, less motion, one voice.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use xtask::browser::{Browser, Surroundings, Window, key, wait};
use xtask::tools;

use super::super::{Case, Stage, equal};
use super::{FULL, options};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("v1::accessibility_of_the_panel", FULL, axe_on_panel),
        Case::new("v1::accessibility_of_the_options_page", FULL, axe_on_options),
        Case::new("v1::accessibility_of_the_stripped_view", FULL, axe_on_stripped_view),
        Case::new("v1::accessibility_by_keyboard_alone", FULL, keyboard_alone),
        Case::new("v1::accessibility_reduced_motion", FULL, reduced_motion),
        Case::new("v1::accessibility_speaks_once", FULL, speaks_once),
        Case::new("v1::accessibility_with_wider_text_spacing", FULL, text_spacing),
        Case::new("v1::accessibility_at_200_percent_text", FULL, large_text),
    ]
}

/// The rules of WCAG 2.2 A and AA, with the size of targets that axe leaves out unless asked, and axe's own best practices.
const RUN: &str = "
    const result = await axe.run(CONTEXT, { rules: { 'target-size': { enabled: true } } });
    const nodes = result.passes.reduce((sum, rule) => sum + rule.nodes.length, 0);
    const faults = result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.flat().join(' ')} ${node.failureSummary}`));
    return [nodes, faults];";

/// Fails on any violation, and where nothing was looked at.
fn judge(what: &str, stage: &Stage, result: &Value) -> Result<()> {
    let nodes = result[0].as_u64().context("axe gave no result")?;
    let faults = result[1].as_array().context("axe gave no result")?;
    println!("axe, {}: {what}: {nodes} nodes checked, {} violations", stage.browser.kind(), faults.len());
    if nodes == 0 {
        bail!("{what}: axe looked at nothing");
    }
    if !faults.is_empty() {
        bail!("{what}: {faults:#?}");
    }
    Ok(())
}

fn check_panel(what: &str, stage: &Stage) -> Result<()> {
    let run = RUN.replace("CONTEXT", "document");
    let script = format!("{};\nreturn (async () => {{ {run} }})()", tools::axe_source()?);
    judge(what, stage, &stage.browser.panel(&script)?)
}

fn axe_on_panel(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    for tab in ["overview", "claims", "sources", "entities"] {
        stage.browser.click_in_panel(&format!("#tab-{tab}"))?;
        // Everything that opens is open.
        stage.browser.panel("for (const one of document.querySelectorAll('[role=tabpanel]:not([hidden]) .disclosure[aria-expanded=false]')) one.click();
            for (const one of document.querySelectorAll('details')) one.open = true;")?;
        check_panel(tab, stage)?;
    }
    stage.browser.panel("scrollTo(0, 0)")?;
    for (button, name) in [("#open-text", "text box"), ("#open-export", "export box"), ("#open-more", "layout box")] {
        stage.browser.click_in_panel(button)?;
        check_panel(name, stage)?;
        stage.browser.press(key::ESCAPE)?;
    }
    stage.browser.press("?")?;
    check_panel("help", stage)?;
    stage.browser.press(key::ESCAPE)?;
    for theme in ["dark", "sepia", "contrast"] {
        stage.browser.panel(&format!("document.documentElement.dataset.theme = '{theme}'"))?;
        check_panel(theme, stage)?;
    }
    Ok(())
}

fn axe_on_options(stage: &mut Stage) -> Result<()> {
    options::open_options(stage)?;
    let run = RUN.replace("CONTEXT", "document");
    let script = format!("{};\nreturn (async () => {{ {run} }})()", tools::axe_source()?);
    judge("options page", stage, &stage.browser.page(&script)?)
}

fn axe_on_stripped_view(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.press("r")?;
    let host = wait::until("the view", || stage.browser.session().find("sayso-view"))?;
    // A closed root is invisible to axe: the driver can reach it, and lays it open for this test.
    let root = stage.browser.session().shadow_root(&host)?;
    let run = RUN.replace("CONTEXT", "{ include: ['sayso-view'] }");
    let script = format!(
        "const [host, root] = arguments;
        Object.defineProperty(host, 'shadowRoot', {{ get: () => root }});
        {};\nreturn (async () => {{ {run} }})()",
        tools::axe_source()?
    );
    let result = stage.browser.session().execute(&script, &[host.argument(), root])?;
    judge("stripped view", stage, &result)
}

/// Presses Tab, or Shift and Tab, until the element that the selector finds has the focus.
fn tab_to(stage: &Stage, held: &str, selector: &str) -> Result<()> {
    let there = format!("return document.hasFocus() && document.activeElement?.matches({selector:?}) === true");
    for _ in 0..80 {
        if stage.browser.panel(&there)? == json!(true) {
            return Ok(());
        }
        stage.browser.press_with(held, key::TAB)?;
    }
    bail!("Tab never comes to {selector}")
}

fn keyboard_alone(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    // The focus is on the headline. Back from there is the toolbar, on from there is the report.
    let back = ["#got-it", "#close", "#open-more", "#open-export", "#stripped", "#marks", "#open-text", ".edge"];
    let on = [".head-details > summary", "#tab-overview", "#panel-overview .row-go", "#panel-overview .chip", "#help"];
    let visits = back.map(|selector| (key::SHIFT, selector)).into_iter().chain(on.map(|selector| ("", selector)));
    for (held, selector) in visits {
        tab_to(stage, held, selector)?;
        let seen = "
            const style = getComputedStyle(document.activeElement);
            return document.activeElement.matches('.edge') || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);";
        equal(&format!("a visible ring on {selector}"), stage.browser.panel(seen)?, true.into())?;
    }
    tab_to(stage, key::SHIFT, "#tab-overview")?;
    stage.browser.press(key::RIGHT)?;
    stage.browser.press("/")?;
    stage.browser.press("Lindgren")?;
    stage.panel_shows(
        "filtered claims",
        "return /^\\d+ of \\d+ shown$/.test(document.querySelector('#panel-claims .found').innerText)",
    )?;
    tab_to(stage, "", "#panel-claims .row .row-go")?;
    stage.browser.press(key::ENTER)?;
    stage.page_shows("words marked", "return CSS.highlights.get('sayso-current')?.size > 0")?;
    stage.browser.press("c")?;
    stage.panel_shows("word of the copy", "return document.querySelector('.said').innerText.startsWith('Copied')")?;
    stage.browser.press("e")?;
    tab_to(stage, "", "[data-export='.md']")?;
    stage.browser.press(key::ENTER)?;
    stage.panel_shows("word of the file", "return document.querySelector('.said').innerText.startsWith('Saved')")?;
    // The box is closed, the focus where the box was opened from or on the document.
    stage.browser.panel("document.querySelector('#tab-claims').focus()")?;
    stage.browser.press_escape_to_close()
}

fn reduced_motion(stage: &mut Stage) -> Result<()> {
    let calm = Surroundings { reduced_motion: true, ..Surroundings::default() };
    stage.browser = Browser::start_in(stage.browser.kind(), Window::Headless, calm)?;
    stage.spoil();
    stage.browser.open(&stage.server.url(FULL))?;
    stage.browser.page("window.flashes = []; const set = CSS.highlights.set; CSS.highlights.set = function (name, ...rest) { flashes.push(name); return set.call(this, name, ...rest); }")?;
    stage.open_results()?;
    stage.browser.click_in_panel("#panel-overview .row-go")?;
    stage.page_shows("words marked", "return CSS.highlights.get('sayso-current')?.size === 1")?;
    equal("flash", stage.browser.page("return CSS.highlights.has('sayso-flash')")?, false.into())?;
    let moves = "return document.getAnimations().length + [...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s').length";
    equal("animations and transitions in the panel", stage.browser.panel(moves)?, 0.into())
}

fn speaks_once(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let live = "return document.querySelectorAll('[role=status], [role=alert], [role=log], [aria-live]').length";
    equal("live regions in the panel", stage.browser.panel(live)?, 1.into())?;
    equal(
        "live regions of ours on the page",
        stage
            .browser
            .page("return document.querySelectorAll('sayso-panel[aria-live], sayso-panel [role=status]').length")?,
        0.into(),
    )?;
    let host = stage.browser.session().find("sayso-panel")?.context("no panel")?;
    let frame = stage.browser.session().find_in_shadow(&host, "iframe")?.context("no frame")?;
    let names = "return [arguments[0].getAttribute('role'), arguments[0].getAttribute('aria-label') !== arguments[1].title, arguments[1].title]";
    let names = stage.browser.session().execute(names, &[host.argument(), frame.argument()])?;
    equal("landmark and names", names, json!(["complementary", true, "Sayso"]))
}

fn large_text(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    stage.browser.click_in_panel("#open-text")?;
    stage.browser.click_in_panel("[name='size'][value='200']")?;
    stage.browser.click_in_panel("[name='font'][value='spaced']")?;
    stage.browser.press(key::ESCAPE)?;
    stage.browser.panel("document.querySelector('.edge').focus()")?;
    stage.browser.press(key::HOME)?;
    stage.panel_shows("the narrowest panel", "return innerWidth <= 281")?;
    for tab in ["overview", "claims", "sources", "entities"] {
        stage.browser.panel("scrollTo(0, 0)")?;
        stage.browser.panel(&format!("document.querySelector('#tab-{tab}').click()"))?;
        let wide = "
            return [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && !one.closest('.unseen, svg')
                && one.getBoundingClientRect().right > innerWidth + 1).map((one) => `${one.localName}.${one.className}`).slice(0, 5)";
        equal(&format!("{tab}: wider than 280 px"), stage.browser.panel(wide)?, json!([]))?;
    }
    Ok(())
}

/// The spacing of WCAG 1.4.12: nothing is cut off or pushed out of the panel.
fn text_spacing(stage: &mut Stage) -> Result<()> {
    stage.spoil();
    stage.open_results()?;
    stage.browser.panel("document.querySelector('.edge').focus()")?;
    stage.browser.press(key::HOME)?;
    stage.panel_shows("the narrowest panel", "return innerWidth <= 281")?;
    stage.browser.panel(
        "const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }');
        document.adoptedStyleSheets = [sheet]",
    )?;
    for tab in ["overview", "claims", "sources", "entities"] {
        stage.browser.panel(&format!("scrollTo(0, 0); document.querySelector('#tab-{tab}').click()"))?;
        let lost = "
            const shown = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && !one.closest('.unseen, svg'));
            const outside = shown.filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
            // Long sentences are cut on purpose, with a way to open them.
            const cut = shown.filter((one) => one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).overflowY === 'hidden'
                && !one.matches('.sentence, .title'));
            return [...outside, ...cut].map((one) => `${one.localName}.${one.className}`).slice(0, 5)";
        equal(&format!("{tab}: outside or cut off"), stage.browser.panel(lost)?, json!([]))?;
    }
    Ok(())
}
