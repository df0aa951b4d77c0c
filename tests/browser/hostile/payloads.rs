//! Markup, scripts and addresses where a page can write words: in the panel, in the stripped view and in the exported
//! report they are words, and nothing runs.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::browser::wait;
use xtask::project;

use super::super::{Case, Part, Stage, equal};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("hostile::payloads_in_every_field_are_words", "empty.html", own),
        Case::new("hostile::payloads_of_public_lists_are_words", "empty.html", public).only_in(Part::Hostile),
    ]
}

fn own(stage: &mut Stage) -> Result<()> {
    let list = project::read(&project::root().join("tests/hostile/payloads.txt"))?;
    let payloads: Vec<String> = list.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    try_all(stage, &payloads)?;
    exported(stage)
}

/// Lists of other people, read where `SAYSO_DATA` says that they lie.
fn public(stage: &mut Stage) -> Result<()> {
    let Some(data) = std::env::var_os("SAYSO_DATA").map(PathBuf::from) else {
        println!("{}: no public lists: SAYSO_DATA is not set", stage.browser.kind());
        return Ok(());
    };
    let folder = data.join("corpora/hostile");
    let lines = project::read(&folder.join("xss-payload-list/xss-payload-list.txt"))?;
    let mut payloads: Vec<String> = lines.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    let cases = project::read(&folder.join("dompurify/expect.mjs"))?;
    let quoted = cases.lines().filter_map(|line| line.trim().strip_prefix("\"payload\": "));
    payloads.extend(quoted.filter_map(|text| serde_json::from_str::<String>(text.trim_end_matches(',')).ok()));
    try_all(stage, &payloads)
}

/// Payloads of one page.
const BATCH: usize = 50;
/// Sources and names are cut at some length, so the longest payloads stand in paragraphs of their own alone.
const MAX_NAME: usize = 200;

fn try_all(stage: &mut Stage, payloads: &[String]) -> Result<()> {
    // Whatever runs in the page's world or in the panel's says so here.
    let traps = "for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
            globalThis[name] = () => { document.documentElement.setAttribute('data-ran', name); };
        addEventListener('securitypolicyviolation', ({ violatedDirective }) => document.documentElement.setAttribute('data-ran', violatedDirective));
        addEventListener('error', ({ target }) => target instanceof Element && document.documentElement.setAttribute('data-ran', target.localName), true);";
    for batch in payloads.chunks(BATCH) {
        stage.browser.open(&stage.server.url("empty.html"))?;
        stage.browser.page(traps)?;
        stage.browser.page(&format!("const payloads = {}, longest = {MAX_NAME};{PAGE}", json!(batch)))?;
        stage.open_results()?;
        stage.browser.panel(traps)?;
        for tab in ["claims", "sources", "entities", "overview"] {
            stage.browser.click_in_panel(&format!("#tab-{tab}"))?;
            stage.browser.panel("for (const one of document.querySelectorAll('details')) one.open = true; document.querySelector('.more')?.click()")?;
            equal("what is no word in the panel", stage.browser.panel(FOREIGN)?, json!([]))?;
        }
        stage.browser.press("r")?;
        stage.page_shows("the stripped view", "return document.querySelector('sayso-view') !== null")?;
        equal(
            "what ran in the panel",
            stage.browser.panel("return document.documentElement.dataset.ran ?? null")?,
            Value::Null,
        )?;
        equal(
            "what ran in the page",
            stage.browser.page("return document.documentElement.dataset.ran ?? null")?,
            Value::Null,
        )?;
    }
    println!("{}: {} payloads tried, 0 ran", stage.browser.kind(), payloads.len());
    Ok(())
}

/// A page that holds payloads as headline, title, author, outlet, section, source, name, quotation, link and data.
const PAGE: &str = "
    const made = (name, properties, ...children) => {
        const element = Object.assign(document.createElement(name), properties);
        element.append(...children);
        return element;
    };
    const meta = (property, content) => {
        const element = made('meta', { content });
        element.setAttribute('property', property);
        return element;
    };
    const short = payloads.map((payload) => payload.slice(0, longest));
    document.title = short[0];
    const data = { '@type': 'NewsArticle', headline: short[0], author: short.slice(0, 3).map((name) => ({ '@type': 'Person', name })),
        publisher: { name: short[1 % short.length] }, articleSection: short[2 % short.length], license: short[3 % short.length],
        datePublished: '2026-03-09', inLanguage: 'en' };
    const linked = made('script', { type: 'application/ld+json', textContent: JSON.stringify(data) });
    document.head.append(meta('og:site_name', short[1 % short.length]), meta('og:title', short[0]), linked);
    const article = made('article', {}, made('h1', { textContent: short[0] }), made('p', { className: 'byline', textContent: `By ${short[4 % short.length]}` }));
    for (const [at, payload] of payloads.entries()) {
        const link = made('a', { textContent: `the report ${short[at]}` });
        link.setAttribute('href', payload);
        article.append(made('p', {}, `“The boats of Kelmouth are late because of ${payload},” said Anna ${short[at]} Lindgren, `
            + `a spokeswoman for ${short[at]} Lines, on Monday. Fares rose by ${at} percent, according to `, link, '.'));
        if (payload.length < longest) article.append(made('p', { textContent: payload, title: payload, lang: payload, dir: payload }));
    }
    document.body.append(article);";

/// Elements that our own code does not make, listeners in attributes, and links to anything but pages and mailboxes.
const FOREIGN: &str = "
    const own = new Set(['html', 'head', 'body', 'meta', 'title', 'link', 'script', 'main', 'header', 'footer', 'section', 'nav', 'div', 'p', 'span',
        'h1', 'h2', 'h3', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'button', 'input', 'label', 'select', 'option', 'fieldset', 'legend', 'details', 'summary',
        'a', 'time', 'strong', 'em', 'b', 'kbd', 'code', 'mark', 'q', 'blockquote', 'svg', 'path', 'circle', 'rect', 'line', 'polyline', 'table', 'tr', 'td', 'th', 'tbody', 'thead', 'output', 'progress', 'bdi']);
    const all = [...document.querySelectorAll('*')];
    return [
        ...all.filter(({ localName }) => !own.has(localName)).map(({ localName }) => localName),
        ...[...document.querySelectorAll('script')].filter(({ src }) => !src.startsWith(location.origin)).map(() => 'a script'),
        ...all.flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on')).map((name) => `${one.localName} ${name}`)),
        ...[...document.querySelectorAll('[href]')].filter(({ localName }) => localName !== 'link')
            .map((one) => one.href).filter((href) => !/^(https?|mailto):/.test(href)),
        ...[...document.querySelectorAll('a[href]')].filter(({ rel }) => rel !== 'noopener noreferrer').map(() => 'a link without rel'),
    ];";

/// The report as a file that a reader opens: a page of ours without any script.
fn exported(stage: &mut Stage) -> Result<()> {
    stage.browser.press("r")?;
    stage.page_shows("the page again", "return document.querySelector('sayso-view') === null")?;
    stage.browser.click_in_panel("#open-export")?;
    stage.browser.click_in_panel("[data-export='.html']")?;
    let report = wait::until("the report", || {
        let files = fs::read_dir(stage.browser.downloads()).context("no folder for files")?;
        let report = files
            .filter_map(|file| Some(file.ok()?.path()))
            .find(|path| path.extension().is_some_and(|end| end == "html"));
        Ok(report.and_then(|path| fs::read_to_string(path).ok()).filter(|text| text.ends_with("</html>\n")))
    })?;
    let parsed = format!(
        "const all = [...new DOMParser().parseFromString({}, 'text/html').querySelectorAll('*')];
        const own = ['html', 'head', 'meta', 'title', 'style', 'body', 'h1', 'h2', 'p', 'a', 'ul', 'li', 'strong', 'div', 'footer'];
        return [all.length > 20, all.filter(({{ localName }}) => !own.includes(localName)).map(({{ localName }}) => localName),
            all.filter(({{ localName }}) => localName === 'style').length,
            all.flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on')))]",
        json!(report)
    );
    equal("the exported report", stage.browser.page(&parsed)?, json!([true, [], 1, []]))
}
