//! Pages that resist: each holds the usual article and a script or markup that works against whoever comes in.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use serde_json::json;
use xtask::browser::wait;
use xtask::project;
use xtask::server::{ANY_PORT, Server};

use super::super::{Case, Part, Stage, equal, quoted};

const PLAIN: &str = "plain.html";
const HEADLINE: &str = "Night ferry to Tarn Island starts in May";

pub fn cases() -> Vec<Case> {
    let case = |name: &str, page, run| Case::new(&format!("hostile::{name}"), page, run);
    vec![
        case("forms_that_cover_every_property_we_name", PLAIN, clobbering),
        case("storm_of_mutations", PLAIN, storm),
        case("article_removed_while_it_is_read", PLAIN, removed),
        case("two_thousand_elements_deep", PLAIN, deep),
        case("endless_scroll", PLAIN, endless),
        case("custom_elements_that_throw", PLAIN, throwing_elements),
        case("closed_shadow_root_is_not_read", "empty.html", closed_root),
        case("page_written_anew_gives_its_own_results", PLAIN, written_anew),
        // Each second click meets the page's popover on a busy machine.
        case("popovers_that_come_back", PLAIN, popovers).only_in(Part::Hostile),
        case("pointer_taken_by_the_page", PLAIN, pointer),
        case("page_that_does_not_want_to_be_left", PLAIN, before_unload),
        case("stripped_view_does_not_hold_the_reader_back", PLAIN, left_from_the_view),
        case("frame_of_another_site_is_not_read", "empty.html", foreign_frame),
        case("xhtml", "sections.xhtml", |stage| {
            stage.browser.click_toolbar().and(stage.browser.wait_for_outcome()).map(drop)
        }),
        case("page_that_hides_hangs_up_and_moves_the_panel", PLAIN, mishandled_host),
        case("page_that_guesses_tokens_and_forges_messages", "frames-panel.html", forged),
        case("page_of_480000_nodes", PLAIN, huge).only_in(Part::Hostile),
    ]
}

/// The panel answers: another tab opens, and its first row leads to words on the page.
fn is_usable(stage: &mut Stage) -> Result<()> {
    stage.browser.click_in_panel("#tab-entities")?;
    stage.panel_shows(
        "the entities",
        "return document.querySelector('[role=tab][aria-selected=true]').id === 'tab-entities'",
    )?;
    stage.browser.click_in_panel("#panel-entities .row-go")?;
    stage.page_shows("words marked", "return CSS.highlights.get('sayso-current')?.size > 0")
}

fn closes(stage: &mut Stage) -> Result<()> {
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_no_panel()
}

/// Every word in the content scripts: names of properties are among them.
fn words_of_content_scripts() -> Result<BTreeSet<String>> {
    let folder = project::root().join("extension/content");
    let mut words = BTreeSet::new();
    for file in project::files(&folder)?.iter().filter(|file| file.ends_with(".js")) {
        let text = fs::read_to_string(folder.join(file))?;
        let all = text.split(|c: char| !c.is_ascii_alphanumeric());
        words.extend(all.filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())).map(str::to_owned));
    }
    Ok(words)
}

/// A form's inputs cover its properties, also those that it has from `Node` and `Element`: here every property that
/// our scripts could ask for, of forms around the article, around a paragraph, and of the article's own element.
fn clobbering(stage: &mut Stage) -> Result<()> {
    let words = words_of_content_scripts()?;
    equal("words such as parentNode", words.contains("parentNode") && words.len() > 500, true)?;
    stage.browser.page(&format!(
        "const names = {}.filter((name) => name in HTMLFormElement.prototype);
        document.documentElement.dataset.covered = names.length;
        const cover = (form) => form.append(...names.map((name) => Object.assign(document.createElement('input'), {{ type: 'hidden', name }})));
        const wrap = (element) => {{
            const form = document.createElement('form');
            element.replaceWith(form);
            form.append(element);
            return form;
        }};
        const article = document.querySelector('article');
        const forms = [...document.querySelectorAll('article p')].slice(5, 6).map(wrap);
        const own = document.createElement('form');
        own.append(...document.querySelector('article p:last-of-type').childNodes);
        document.querySelector('article p:last-of-type').replaceWith(own);
        [wrap(article), own, ...forms].forEach(cover)",
        json!(words)
    ))?;
    let covered = stage.browser.page("return Number(document.documentElement.dataset.covered) > 50")?;
    equal("many properties covered", covered, true.into())?;
    let markup = "return new XMLSerializer().serializeToString(document)";
    let before = stage.browser.page(markup)?;
    stage.open_results()?;
    equal("headline", stage.panel_text("[data-field='title']")?.as_str(), HEADLINE)?;
    is_usable(stage)?;
    let rows = stage.browser.panel("return document.querySelectorAll('#panel-entities .row-go').length")?;
    for _ in 1..rows.as_u64().context("no rows")? {
        stage.browser.press("n")?;
    }
    stage.browser.click_in_panel("#tab-claims")?;
    stage.browser.click_in_panel("#panel-claims .row:last-child .row-go")?;
    stage.page_shows("a claim marked", "return CSS.highlights.get('sayso-current')?.size > 0")?;
    stage.browser.press("r")?;
    stage.page_shows("the stripped view", "return document.getElementsByTagName('sayso-view').length === 1")?;
    stage.browser.press("r")?;
    stage.page_shows("the page again", "return document.getElementsByTagName('sayso-view').length === 0")?;
    stage.browser.page("getSelection().selectAllChildren(document.querySelector('h1').parentElement)")?;
    stage.browser.click_in_panel("#open-more")?;
    stage.browser.click_in_panel("#use-selection")?;
    stage.panel_shows("a report of the selection", "return document.documentElement.dataset.of === 'selection'")?;
    closes(stage)?;
    stage.browser.page("getSelection().removeAllRanges()")?;
    equal("page after closing", stage.browser.page(markup)?, before)
}

/// Hundreds of changes in every frame, around the article and inside it.
fn storm(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "const box = document.body.appendChild(document.createElement('div'));
        const attack = () => {
            for (let n = 0; n < 300; n++) box.append(`${n} `);
            while (box.firstChild) box.firstChild.remove();
            document.body.className = `a${Math.random()}`;
            requestAnimationFrame(attack);
        };
        attack();
        new MutationObserver(() => { document.documentElement.dataset.seen = String(Number(document.documentElement.dataset.seen ?? 0) + 1); })
            .observe(document.body, { subtree: true, childList: true })",
    )?;
    stage.open_results()?;
    equal("headline", stage.panel_text("[data-field='title']")?.as_str(), HEADLINE)?;
    is_usable(stage)?;
    closes(stage)
}

/// Removed between the snapshot and the answer: what was read is reported, and no row leads to a wrong place.
fn removed(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "new MutationObserver(() => {
            if (document.querySelector('sayso-panel')) document.querySelector('article')?.remove();
        }).observe(document.documentElement, { childList: true })",
    )?;
    stage.open_results()?;
    stage.page_shows("the article gone", "return document.querySelector('article') === null")?;
    stage.browser.click_in_panel("#tab-entities")?;
    stage.browser.click_in_panel("#panel-entities .row-go")?;
    stage.panel_shows(
        "word that the words are lost",
        "return document.body.innerText.includes('Moved or changed on the page')",
    )?;
    equal("marks", stage.browser.page("return CSS.highlights.get('sayso-current')?.size ?? 0")?, 0.into())?;
    closes(stage)
}

/// As deep as Chromium itself survives; its parser stops at 512, scripts do not.
fn deep(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "const article = document.querySelector('article');
        const around = article.parentNode;
        let inner = article;
        for (let n = 0; n < 2000; n++) {
            const outer = document.createElement('div');
            outer.append(inner);
            inner = outer;
        }
        around.prepend(inner)",
    )?;
    stage.open_results()?;
    equal("headline", stage.panel_text("[data-field='title']")?.as_str(), HEADLINE)?;
    is_usable(stage)?;
    closes(stage)
}

/// The page grows as long as anybody looks.
fn endless(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "let count = 0;
        setInterval(() => {
            const p = document.createElement('p');
            p.textContent = `The harbor board of Kelmouth said on Monday that ship number ${++count} would sail at night, too.`;
            document.querySelector('article').append(p);
            scrollBy(0, 1);
        }, 20)",
    )?;
    stage.open_results()?;
    stage.panel_shows("word that the page changed", "return document.querySelector('[data-notice=changed]') !== null || document.body.innerText.includes('The page changed')")?;
    is_usable(stage)?;
    closes(stage)
}

/// They throw when they are made, put in, moved or changed.
fn throwing_elements(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "class Throwing extends HTMLElement {
            static observedAttributes = ['class', 'lang', 'dir'];
            constructor() { super(); if (Throwing.armed) throw new Error('made'); }
            connectedCallback() { if (Throwing.armed) throw new Error('put in'); }
            disconnectedCallback() { throw new Error('taken out'); }
            adoptedCallback() { throw new Error('moved'); }
            attributeChangedCallback() { throw new Error('changed'); }
            get textContent() { throw new Error('read'); }
            get shadowRoot() { throw new Error('looked into'); }
        }
        customElements.define('news-story', Throwing);
        const article = document.querySelector('article');
        const story = document.createElement('news-story');
        article.replaceWith(story);
        story.append(article);
        Throwing.armed = true",
    )?;
    stage.open_results()?;
    equal("headline", stage.panel_text("[data-field='title']")?.as_str(), HEADLINE)?;
    is_usable(stage)?;
    stage.browser.press("r")?;
    stage.page_shows("the stripped view", "return document.querySelector('sayso-view') !== null")?;
    closes(stage)
}

/// What the page closes stays closed: the reader hears that there is no text.
fn closed_root(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "const host = document.body.appendChild(document.createElement('news-story'));
        const p = document.createElement('p');
        p.textContent = 'The harbor board of Kelmouth said on Monday that the ferry would run at night. '.repeat(20);
        host.attachShadow({ mode: 'closed' }).append(p)",
    )?;
    stage.browser.click_toolbar()?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "empty")?;
    closes(stage)
}

/// `document.open` takes everything away, the panel with it; nothing of the old page is said about the new one.
fn written_anew(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.page(
        "const article = document.querySelector('article').outerHTML.replaceAll('Night ferry', 'Day train');
        document.open();
        document.write(`<!doctype html><title>Day train to Tarn Island starts in May</title>${article}`);
        document.close()",
    )?;
    let shows_new = "return document.querySelector('[data-field=title]')?.innerText.startsWith('Day train') ?? false";
    let came_back = wait::until("the panel with the new page, or none", || {
        if !stage.browser.has_panel()? {
            return Ok(Some(false));
        }
        Ok((stage.browser.panel(shows_new).is_ok_and(|shown| shown == true)).then_some(true))
    })?;
    if !came_back {
        stage.open_results()?;
        stage.panel_shows("the new headline", shows_new)?;
    }
    is_usable(stage)?;
    closes(stage)
}

/// The page's own layer comes on top again whenever another one does.
fn popovers(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "const layer = document.body.appendChild(document.createElement('div'));
        layer.popover = 'manual';
        layer.style = 'position: fixed; inset: 0; width: 100vw; height: 100vh; background: red; margin: 0';
        const again = () => { layer.hidePopover(); layer.showPopover(); };
        layer.showPopover();
        addEventListener('toggle', ({ target }) => { if (target !== layer) again(); }, true);
        setInterval(again, 100)",
    )?;
    stage.open_results()?;
    stage.browser.click_in_panel("#tab-claims")?;
    stage.panel_shows(
        "the claims",
        "return document.querySelector('[role=tab][aria-selected=true]').id === 'tab-claims'",
    )?;
    closes(stage)
}

fn pointer(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "for (const kind of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'touchstart', 'focusin', 'blur'])
            addEventListener(kind, (event) => {
                event.preventDefault();
                event.stopImmediatePropagation();
                if (event.pointerId !== undefined) document.documentElement.setPointerCapture?.(event.pointerId);
                document.documentElement.dataset.taken = `${document.documentElement.dataset.taken ?? ''} ${kind}`;
            }, { capture: true, passive: false })",
    )?;
    stage.open_results()?;
    let taken = "return document.documentElement.dataset.taken ?? ''";
    let before = stage.browser.page(taken)?;
    stage.browser.click_in_panel("#tab-entities")?;
    stage.panel_shows(
        "the entities",
        "return document.querySelector('[role=tab][aria-selected=true]').id === 'tab-entities'",
    )?;
    let after = stage.browser.page(taken)?;
    // That something of the page has lost the focus is all that it may learn.
    let learned = after.as_str().unwrap_or_default().trim_start_matches(before.as_str().unwrap_or_default());
    equal("what the page learned of the click", learned.contains("pointer") || learned.contains("mouse"), false)?;
    closes(stage)
}

fn before_unload(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'stay'; });
        addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true)",
    )?;
    stage.open_results()?;
    stage.browser.open(&stage.server.url("short.html"))?;
    equal("panel on the next page", stage.browser.has_panel()?, false)?;
    stage.open_results()?;
    equal("headline of the next page", stage.panel_text("[data-field='title']")? == HEADLINE, false)?;
    closes(stage)
}

/// The view's entry in the history is not stepped back from when the reader goes on to another page.
fn left_from_the_view(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    stage.browser.press("r")?;
    stage.page_shows("the stripped view", "return document.querySelector('sayso-view') !== null")?;
    let next = stage.server.url("short.html");
    stage.browser.open(&next)?;
    stage.browser.page("window.isStill = true")?;
    stage.open_results()?;
    let here = stage.browser.page("return [location.href, window.isStill === true]")?;
    equal("the page that the reader went to", here, json!([next, true]))
}

/// A click grants the page, not what it embeds.
fn foreign_frame(stage: &mut Stage) -> Result<()> {
    let other = Server::start(&project::root().join("tests/browser/pages"), ANY_PORT)?;
    stage.browser.page(&format!(
        "const frame = document.body.appendChild(document.createElement('iframe'));
        frame.style = 'width: 1000px; height: 2000px';
        frame.src = {}",
        quoted(&other.url(PLAIN))
    ))?;
    wait::until_true("the frame", || Ok(other.log().iter().any(|line| line.ends_with(PLAIN))))?;
    stage.browser.click_toolbar()?;
    equal("outcome", stage.browser.wait_for_outcome()?.as_str(), "empty")?;
    closes(stage)
}

/// The host element is in the page's hands; what it carries is not.
fn mishandled_host(stage: &mut Stage) -> Result<()> {
    stage.open_results()?;
    let seen = stage.browser.page(
        "const host = document.querySelector('sayso-panel');
        host.style.setProperty('display', 'none', 'important');
        host.style.setProperty('opacity', '0', 'important');
        host.style.setProperty('inset', '-5000px', 'important');
        host.hidden = true;
        host.inert = true;
        host.hidePopover();
        host.textContent = 'Your bank wants your password';
        return [host.shadowRoot, host.childNodes.length, length, host.getBoundingClientRect().width > 200, getComputedStyle(host).opacity]",
    )?;
    equal("root, children, frames, width, opacity", seen, json!([null, 1, 0, true, "1"]))?;
    // Left alone it can be used again at the next opening.
    closes(stage)?;
    equal("hosts left", stage.browser.page("return document.querySelectorAll('sayso-panel').length")?, 0.into())?;
    stage.open_results()?;
    is_usable(stage)?;
    closes(stage)
}

/// How many tokens the page tries.
const GUESSES: usize = 200;

/// A page that frames the panel's document and speaks to it as our script does: it does not know the token.
fn forged(stage: &mut Stage) -> Result<()> {
    stage.browser.click_toolbar()?;
    stage.browser.wait_for_outcome()?;
    let address = stage.browser.panel("return location.href")?;
    let address = address.as_str().unwrap_or_default().to_owned();
    let id = stage.browser.panel("return chrome.runtime.id")?;
    closes(stage)?;
    stage.browser.page(&format!(
        "const frame = document.querySelector('#stolen');
        window.heard = [];
        frame.addEventListener('load', () => {{
            for (let n = 0; n < {GUESSES}; n++) {{
                const {{ port1, port2 }} = new MessageChannel();
                port1.onmessage = ({{ data }}) => heard.push(data);
                const token = [crypto.randomUUID(), '', null, {{}}, 'settings', 'token:', '__proto__'][n % 7];
                frame.contentWindow.postMessage({{ kind: 'sayso-open', token }}, '*', [port2]);
                port1.postMessage({{ kind: 'snapshot', strings: '', codes: new Uint32Array(0), url: 'https://bank.example/' }});
            }}
        }});
        frame.addEventListener('load', () => {{ document.documentElement.dataset.framed = 'load'; }});
        frame.addEventListener('error', () => {{ document.documentElement.dataset.framed = 'error'; }});
        frame.src = {};
        try {{ chrome.runtime.sendMessage({id}, {{ kind: 'token' }}, (answer) => heard.push(answer)); }} catch {{}}
        try {{ browser.runtime.sendMessage({id}, {{ kind: 'token' }}).then((answer) => heard.push(answer), () => {{}}); }} catch {{}}",
        quoted(&address)
    ))?;
    stage.page_shows(
        "the frame to load or to be refused",
        "return document.documentElement.dataset.framed !== undefined",
    )?;
    // Our own panel comes up after all these messages, by the same way.
    stage.browser.click_toolbar()?;
    wait::until_true("our own panel beside the stolen one", || {
        Ok(stage.browser.page("return document.querySelector('sayso-panel') !== null")? == true)
    })?;
    equal("what the page heard", stage.browser.page("return JSON.stringify(heard)")?, "[]".into())
}

/// A walk that runs out of nodes or time says so, and the page goes on.
fn huge(stage: &mut Stage) -> Result<()> {
    stage.browser.page(
        "const rest = document.createElement('div');
        rest.innerHTML = '<div><span></span><span></span></div>'.repeat(160000);
        document.body.append(rest);
        document.body.offsetHeight",
    )?;
    stage.browser.click_toolbar()?;
    // So much beside one article looks like none; the reader may know better.
    if stage.browser.wait_for_outcome()? == "not-article" {
        stage.browser.click_in_panel(".button.main")?;
    }
    stage.panel_shows("results", "return document.documentElement.dataset.state === 'results'")?;
    let said = stage.browser.panel("return document.body.innerText.includes('only the first part of it was read')")?;
    equal("that it was read in part", said, true.into())?;
    is_usable(stage)?;
    closes(stage)
}
