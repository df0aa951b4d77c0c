//! Two parsers, one tree: html5ever, which reads saved pages, and the browser's own, whose trees the snapshot reads.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use sayso::dom::{ATTRIBUTES, AttributeName, Dom, Flags, NodeId, html, snapshot};
use serde_json::{Value, json};
use xtask::browser::Kind;
use xtask::project;

use super::super::{Case, Part, Stage, equal};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("hostile::both_parsers_build_the_same_tree", "empty.html", own),
        Case::new("hostile::both_parsers_read_tokenizer_cases_alike", "empty.html", tokenizer).only_in(Part::Hostile),
    ]
}

fn own(stage: &mut Stage) -> Result<()> {
    let list = project::read(&project::root().join("tests/hostile/trees.txt"))?;
    let pages: Vec<String> =
        list.lines().flat_map(|line| [line.to_owned(), format!("<!doctype html>{line}")]).collect();
    compare(stage, &pages)
}

/// The tokenizer cases of html5lib, read where `SAYSO_DATA` says that they lie.
fn tokenizer(stage: &mut Stage) -> Result<()> {
    let Some(data) = std::env::var_os("SAYSO_DATA").map(PathBuf::from) else {
        println!("{}: no tokenizer cases: SAYSO_DATA is not set", stage.browser.kind());
        return Ok(());
    };
    let folder = data.join("corpora/hostile/html5lib-tests/tokenizer");
    let mut pages = Vec::new();
    for file in project::files(&folder)?.iter().filter(|file| file.ends_with(".test")) {
        // Lone halves of surrogate pairs are no text in Rust.
        let text = fs::read_to_string(folder.join(file))?;
        let Ok(cases) = serde_json::from_str::<Value>(&text) else {
            println!("{file} holds what is no text; left out");
            continue;
        };
        for case in cases["tests"].as_array().into_iter().flatten() {
            let input = case["input"].as_str().unwrap_or_default();
            let unescaped = serde_json::from_str(&format!("\"{}\"", input.replace('"', "\\\"")));
            let input: String =
                if case["doubleEscaped"] == true { unescaped.unwrap_or_default() } else { input.to_owned() };
            // Where a case begins inside of an element, that is around it.
            let element = case["lastStartTag"].as_str().map(|name| format!("<{name}>")).unwrap_or_default();
            pages.push(format!("<!doctype html><body>{element}{input}"));
        }
    }
    compare(stage, &pages)
}

/// The scripts that a snapshot is made of, in the order in which they build on each other.
const SCRIPTS: [&str; 4] = ["nodes", "look", "columns", "snapshot"];
/// Pages that one script reads.
const BATCH: usize = 200;

/// Writes pages into one frame, one after another, and takes a snapshot of each.
const TAKE: &str = "
    const frame = document.createElement('iframe');
    [frame.width, frame.height] = [1280, 900];
    document.body.replaceChildren(frame);
    frame.contentWindow.eval(scripts);
    const { sayso } = frame.contentWindow;
    return pages.map((page) => {
        frame.contentDocument.open();
        frame.contentDocument.write(page);
        frame.contentDocument.close();
        const { strings, codes } = sayso.takeSnapshot(null);
        return [strings, [...codes]];
    });";

/// Pages that a browser's own parser reads otherwise than the standard says: Chromium keeps a NUL that follows `<`.
const OTHERWISE: [(Kind, &str); 1] = [(Kind::Chromium, "<!doctype html><body><\0")];

/// What only a live page can know.
const LIVE_ONLY: u8 = Flags::INVISIBLE | Flags::OVERLAID | Flags::BESIDE;

fn compare(stage: &mut Stage, pages: &[String]) -> Result<()> {
    let mut scripts = String::new();
    for name in SCRIPTS {
        scripts += &project::read(&project::root().join(format!("extension/content/{name}.js")))?;
    }
    let mut differing = Vec::new();
    for batch in pages.chunks(BATCH) {
        let taken =
            stage.browser.page(&format!("const scripts = {}, pages = {};{TAKE}", json!(scripts), json!(batch)))?;
        let taken = taken.as_array().context("no snapshots")?;
        equal("snapshots", taken.len(), batch.len())?;
        for (page, one) in batch.iter().zip(taken) {
            let codes: Vec<u32> =
                one[1].as_array().into_iter().flatten().filter_map(Value::as_u64).map(|code| code as u32).collect();
            let live = snapshot::decode(one[0].as_str().unwrap_or_default(), &codes).context("a broken snapshot")?;
            let (live, saved) = (nodes(&live), nodes(&html::parse(page)));
            let is_known = OTHERWISE.iter().any(|(kind, known)| *kind == stage.browser.kind() && known == page);
            if (live != saved) != is_known {
                let at = live
                    .iter()
                    .zip(&saved)
                    .position(|(live, saved)| live != saved)
                    .unwrap_or(live.len().min(saved.len()));
                differing.push(format!("{page:?}\n  live  {:?}\n  saved {:?}", live.get(at), saved.get(at)));
            }
        }
    }
    println!("{}: {} pages read by both parsers", stage.browser.kind(), pages.len());
    if !differing.is_empty() {
        bail!(
            "{} of {} pages differ:\n{}",
            differing.len(),
            pages.len(),
            differing[..differing.len().min(30)].join("\n")
        );
    }
    Ok(())
}

/// All that a Dom says, node by node.
fn nodes(dom: &Dom) -> Vec<String> {
    let attributes = |id: NodeId| {
        let all = (0..ATTRIBUTES.len()).filter_map(|index| {
            let value = dom.attribute(id, AttributeName::from_index(index as u32)?)?;
            Some(format!("{}={value:?}", ATTRIBUTES[index]))
        });
        all.collect::<Vec<_>>().join(" ")
    };
    dom.ids()
        .map(|id| {
            let place = (dom.parent(id), dom.subtree_end(id), dom.tag(id), dom.text(id));
            format!("{place:?} {} {}", dom.flags(id).0 & !LIVE_ONLY, attributes(id))
        })
        .collect()
}
