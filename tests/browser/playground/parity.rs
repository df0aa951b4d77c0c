//! One core, four doors: the command line, the playground, the npm package and the extension give the same JSON for the same
//! page, for every sample and every test page.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use xtask::server::{ANY_PORT, Server};
use xtask::{command, project};

use super::elsewhere::Elsewhere;
use super::{Case, Stage};
use crate::snapshot;

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("playground::gives_the_json_of_the_command_line", "empty.html", playground),
        Case::new("playground::npm_package_gives_the_json_of_the_command_line", "empty.html", npm),
        Case::new("playground::extension_gives_the_json_of_the_command_line", "empty.html", extension),
    ]
}

/// Folders of pages, and the endings of those that are read as HTML.
const FOLDERS: [&str; 2] = ["www/samples", "tests/browser/pages"];
const ENDINGS: [&str; 2] = [".html", ".htm"];

/// Pages that are read differently from a saved file and by DOMParser, with the reason. They must differ: a page that no
/// longer does is taken off the list.
const PARSED_ONLY: [(&str, &str); 2] =
    [("tests/browser/pages/shadow.html", SHADOW_ROOTS), ("tests/browser/pages/slots.html", SHADOW_ROOTS)];
const SHADOW_ROOTS: &str = "DOMParser leaves declarative shadow roots in their templates; the command line reads them";

/// The same for a live page.
const LIVE_ONLY: [(&str, &str); 5] = [
    ("tests/browser/pages/columns.html", "only the layout tells what stands beside the article"),
    ("tests/browser/pages/framed.html", "a live page holds the documents of its frames"),
    ("tests/browser/pages/frameset.html", "a live page holds the documents of its frames"),
    ("tests/browser/pages/look.html", "only style sheets tell what is hidden"),
    (
        "tests/browser/pages/shadow.html",
        "a live shadow root is a node where the file has a template: the numbers differ",
    ),
];

/// Fields that speak of what stands around the article: which bar lies over the page, and what is visible at all, only the
/// live page knows.
const AROUND: [&str; 2] = ["explain", "page_words"];

/// These break the world of their own scripts, in which this test takes the snapshots; content scripts have another.
const BREAK_THEIR_WORLD: [&str; 2] = ["tests/browser/pages/prototypes.html", "tests/browser/pages/clobber.html"];

type Views = BTreeMap<String, Value>;

/// Path below the repository and text of every page.
fn pages() -> Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    for folder in FOLDERS {
        for file in project::files(&project::root().join(folder))? {
            if ENDINGS.iter().any(|ending| file.ends_with(ending)) {
                let path = format!("{folder}/{file}");
                pages.insert(path.clone(), fs::read_to_string(project::root().join(&path)).with_context(|| path)?);
            }
        }
    }
    Ok(pages)
}

fn by_command_line(pages: &BTreeMap<String, String>) -> Result<Views> {
    let mut sayso = command::cargo();
    sayso.args(["run", "--quiet", "--package", "sayso", "--bin", "sayso", "--"]);
    sayso.args(["--format", "jsonl", "--offsets", "utf16", "--explain", "--input", "html"]).args(pages.keys());
    let lines = command::read(&mut sayso)?;
    let views = lines.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    Ok(pages.keys().cloned().zip(views).collect())
}

fn without_surroundings(mut view: Value) -> Value {
    for field in AROUND {
        if let Some(object) = view.as_object_mut() {
            object.remove(field);
        }
        if let Some(document) = view["document"].as_object_mut() {
            document.remove(field);
        }
    }
    view
}

/// Fails with the first path at which each page's JSON differs; pages that are listed must differ.
fn compare(found: &Views, expected: &Views, exceptions: &[(&str, &str)]) -> Result<()> {
    let mut complaints = Vec::new();
    for (path, expected) in expected {
        let difference = match found.get(path) {
            Some(found) => first_difference("", found, expected),
            None => Some("no answer".to_owned()),
        };
        let reason = exceptions.iter().find(|(exception, _)| exception == path).map(|(_, reason)| *reason);
        match (difference, reason) {
            (Some(difference), None) => complaints.push(format!("{path}: {difference}")),
            (None, Some(reason)) => {
                complaints.push(format!("{path} no longer differs ({reason}): take it off the list"))
            }
            _ => {}
        }
    }
    if found.len() < expected.len() || expected.len() < 20 {
        complaints.push(format!("{} of {} pages", found.len(), expected.len()));
    }
    if complaints.is_empty() { Ok(()) } else { bail!("{complaints:#?}") }
}

fn first_difference(at: &str, found: &Value, expected: &Value) -> Option<String> {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            let keys: std::collections::BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
            keys.into_iter().find_map(|key| {
                let missing = Value::String("(missing)".to_owned());
                let (found, expected) = (found.get(key).unwrap_or(&missing), expected.get(key).unwrap_or(&missing));
                first_difference(&format!("{at}.{key}"), found, expected)
            })
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => found
            .iter()
            .zip(expected)
            .enumerate()
            .find_map(|(index, (found, expected))| first_difference(&format!("{at}[{index}]"), found, expected)),
        (Value::Number(found), Value::Number(expected)) if found.as_f64() == expected.as_f64() => None,
        _ if found == expected => None,
        _ => Some(format!("{at}: {} instead of {}", short(found), short(expected))),
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(200).collect()
}

/// What `analyze` of a page's own module gives for each input.
fn answered(stage: &Stage, elsewhere: &Elsewhere, inputs: &Value, setup: &str) -> Result<Views> {
    elsewhere.write("inputs.json", &inputs.to_string())?;
    let script = format!(
        "{setup}
        const inputs = await (await fetch('inputs.json')).json();
        return Object.fromEntries(Object.entries(inputs).map(([path, input]) => [path, analyze(input)]));"
    );
    Ok(serde_json::from_value(elsewhere.answer(stage, &script)?)?)
}

fn playground(stage: &mut Stage) -> Result<()> {
    let elsewhere = Elsewhere::with_playground(&format!("json-{}", stage.browser.kind()))?;
    let pages = pages()?;
    let setup = "const { analyze: read } = await import('./analysis.js');
        const analyze = (html) => read({ kind: 'html', content: html }).view;";
    compare(&answered(stage, &elsewhere, &json!(pages), setup)?, &by_command_line(&pages)?, &PARSED_ONLY)
}

fn npm(stage: &mut Stage) -> Result<()> {
    let elsewhere = Elsewhere::with_package(&format!("json-{}", stage.browser.kind()))?;
    let pages = pages()?;
    let setup = "const sayso = await import('sayso');
        await sayso.load();
        const analyze = (html) => sayso.analyzeDocument(new DOMParser().parseFromString(html, 'text/html'), { explain: true });";
    compare(&answered(stage, &elsewhere, &json!(pages), setup)?, &by_command_line(&pages)?, &PARSED_ONLY)
}

/// The snapshots that the content scripts take of the live pages, analyzed by the extension's module.
fn extension(stage: &mut Stage) -> Result<()> {
    let pages = pages()?;
    let mut snapshots = BTreeMap::new();
    let server = Server::start(project::root(), ANY_PORT)?;
    for path in pages.keys().filter(|path| !BREAK_THEIR_WORLD.contains(&path.as_str())) {
        stage.browser.open(&server.url(path))?;
        let taken = snapshot::taken(stage, "return { strings, codes: [...codes] }");
        snapshots.insert(path, taken.with_context(|| path.clone())?);
    }
    let elsewhere = Elsewhere::with_playground(&format!("snapshots-{}", stage.browser.kind()))?;
    let setup = "const { default: init, analyzeSnapshot } = await import('./wasm/sayso.js');
        await init({ module_or_path: new URL('wasm/sayso_bg.wasm', location.href) });
        const analyze = ({ strings, codes }) => analyzeSnapshot(strings, new Uint32Array(codes), { explain: true }).view;";
    let found = answered(stage, &elsewhere, &json!(snapshots), setup)?;
    let article_alone = |views: Views| -> Views {
        let own = views.into_iter().filter(|(path, _)| !BREAK_THEIR_WORLD.contains(&path.as_str()));
        own.map(|(path, view)| (path, without_surroundings(view))).collect()
    };
    compare(&article_alone(found), &article_alone(by_command_line(&pages)?), &LIVE_ONLY)
}
