//! The whole analysis of live pages, beside what other tools need for the same pages in the same tab.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use serde_json::{Value, json};

use super::{Figure, median, program};
use crate::browser::{Browser, Kind, Window};
use crate::server::{ANY_PORT, Server};
use crate::{command, project, setup};

/// Rounds for each page; medians of the ratios of each round count.
const ROUNDS: usize = 15;
/// The content scripts that a snapshot is made of, then the other tools, then what times them.
const SCRIPTS: [&str; 8] = [
    "content/nodes.js",
    "content/look.js",
    "content/columns.js",
    "content/snapshot.js",
    "peers/Readability.js",
    "peers/defuddle.js",
    "peers/compromise.js",
    "page.js",
];
/// The other tools as their packages bring them.
const PEERS: [(&str, &str); 3] = [
    ("@mozilla/readability/Readability.js", "Readability.js"),
    ("defuddle/dist/index.js", "defuddle.js"),
    ("compromise/builds/compromise.js", "compromise.js"),
];
/// What the whole analysis is compared with, as `page.js` calls it.
const PEER_NAMES: [&str; 4] = ["readability", "pipeline", "defuddle", "walk"];
/// Lets the page have a clock of microseconds instead of milliseconds.
const ISOLATED: &str = "Cross-Origin-Opener-Policy: same-origin\nCross-Origin-Embedder-Policy: require-corp\n";
/// Saved pages run none of their scripts, only ours.
const SCRIPTLESS: &str = "Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'\n";
/// Every so many saved pages one is timed.
const SAVED_STEP: usize = 5;
const SAVED: &str = "saved-";
/// The page that the memory of the module is measured with.
const LARGE: &str = "large.html";
/// The page for the start of the module.
const SAMPLE: &str = "liege-airport.html";

/// Times all pages in one browser.
///
/// # Errors
/// If a page or a tool does not run.
pub fn measure(kind: Kind, saved: Option<&Path>) -> Result<Vec<Figure>> {
    let folder = project::target().join("bench/live");
    prepare(&folder)?;
    if let Some(saved) = saved {
        unpack(saved, &folder)?;
    }
    let server = Server::start(&folder, ANY_PORT)?;
    let browser = start(kind)?;
    println!(
        "  {:<22} {:>6}   {:>7} {:>8} {:>8} {:>8} {:>9} {:>9} {:>9}",
        "page", "nodes", "walk", "snapshot", "core", "sayso", "readab.", "defuddle", "pipeline"
    );
    // Of pages of our own, and of saved ones.
    let mut ratios: [[Vec<f64>; PEER_NAMES.len()]; 2] = Default::default();
    let mut names: Vec<String> = project::files(&folder)?;
    names.retain(|name| name.ends_with(".html") && name != LARGE);
    for name in &names {
        let found = match run(&browser, &server, name, &format!("compare({ROUNDS})")) {
            Ok(found) => found,
            // Some bring a policy along that refuses our scripts.
            Err(error) => {
                println!("  {name} is left out: {error:#}");
                continue;
            }
        };
        let times = |tool: &str| -> Vec<f64> {
            found["times"][tool].as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
        };
        let shown = ["walk", "snapshot", "analysis", "sayso", "readability", "defuddle", "pipeline"];
        let shown = shown.map(|tool| median(&times(tool)));
        println!(
            "  {name:<22} {:>6}   {:>7.2} {:>8.2} {:>8.2} {:>8.2} {:>9.2} {:>9.2} {:>9.2} ms",
            found["nodes"], shown[0], shown[1], shown[2], shown[3], shown[4], shown[5], shown[6]
        );
        for (ratios, peer) in ratios[usize::from(name.starts_with(SAVED))].iter_mut().zip(PEER_NAMES) {
            let paired: Vec<f64> = times("sayso").iter().zip(times(peer)).map(|(own, other)| own / other).collect();
            ratios.push(median(&paired));
        }
    }
    ensure!(!ratios[0][0].is_empty(), "no page could be timed");
    let start = run(&browser, &server, SAMPLE, "start()")?;
    println!("  module: {start}");
    let mut figures = Vec::new();
    for (ratios, group) in ratios.iter().zip(["browser", "saved"]) {
        let of_group = PEER_NAMES.iter().zip(ratios).filter(|(_, ratios)| !ratios.is_empty());
        figures.extend(of_group.map(|(peer, ratios)| (format!("{group}.vs_{peer}.{kind}"), median(ratios))));
    }
    Ok(figures)
}

/// Memory of the module when it has read 10 MB of markup, in one browser: nothing of it is ever given back, so this is
/// the most that it had.
///
/// # Errors
/// If the page does not run.
pub fn memory(kind: Kind) -> Result<Figure> {
    let folder = project::target().join("bench/live");
    prepare(&folder)?;
    let server = Server::start(&folder, ANY_PORT)?;
    let browser = start(kind)?;
    let memory = run(&browser, &server, LARGE, "memory()")?;
    println!("  memory after 10 MB of markup: {memory}");
    let ways = ["bySnapshot", "byDocument"].map(|way| memory[way].as_f64().unwrap_or_default());
    let peak = ways.into_iter().fold(0.0, f64::max);
    Ok((format!("memory.peak_mb.{kind}"), peak / f64::from(1 << 20)))
}

fn start(kind: Kind) -> Result<Browser> {
    let browser = Browser::start(kind, Window::Headless)?;
    browser.session().post("/timeouts", &json!({ "script": 300_000 }))?;
    println!("\n{}", browser.version());
    Ok(browser)
}

/// Puts some saved pages beside the others.
fn unpack(saved: &Path, folder: &Path) -> Result<()> {
    let packed: Vec<String> = project::files(saved)?.into_iter().filter(|name| name.ends_with(".html.gz")).collect();
    for (number, name) in packed.iter().step_by(SAVED_STEP).enumerate() {
        let mut html = Vec::new();
        GzDecoder::new(fs::File::open(saved.join(name))?).read_to_end(&mut html).with_context(|| name.clone())?;
        let name = format!("{SAVED}{number:02}.html");
        project::write(&folder.join(&name), html)?;
        project::write(&folder.join(format!("{name}.headers")), format!("{ISOLATED}{SCRIPTLESS}"))?;
    }
    Ok(())
}

/// Opens a page, gives it the scripts, and runs one of the functions of `page.js`.
fn run(browser: &Browser, server: &Server, page: &str, call: &str) -> Result<Value> {
    browser.open(&server.url(page))?;
    let load = format!(
        "return (async () => {{
            for (const path of {scripts}) {{
                const script = document.createElement('script');
                script.src = location.origin + '/' + path;
                const loaded = new Promise((resolve, reject) => {{ script.onload = resolve; script.onerror = () => reject(new Error(path)); }});
                document.head.append(script);
                await loaded;
                script.remove();
            }}
            return saysoBench.{call};
        }})();",
        scripts = json!(SCRIPTS)
    );
    browser.page(&load).with_context(|| format!("on {page}"))
}

/// Puts pages, scripts and the built module into one folder to serve.
fn prepare(folder: &Path) -> Result<()> {
    setup::peers()?;
    command::show(program(&[]).arg("generate").arg(folder))?;
    let (root, peers) = (project::root(), setup::peers_folder()?);
    for name in project::files(&root.join("www/samples"))? {
        if name.ends_with(".html") && !name.starts_with("expected/") {
            copy(&root.join("www/samples").join(&name), &folder.join(&name))?;
        }
    }
    for name in [
        "content/nodes.js",
        "content/look.js",
        "content/columns.js",
        "content/snapshot.js",
        "panel/worker.js",
        "wasm/sayso.js",
        "wasm/sayso_bg.wasm",
    ] {
        copy(&root.join("extension").join(name), &folder.join(name))?;
    }
    for (from, to) in PEERS {
        copy(&peers.join(from), &folder.join("peers").join(to))?;
    }
    copy(&root.join("benches/page.js"), &folder.join("page.js"))?;
    for name in project::files(folder)?.iter().filter(|name| !name.ends_with(".headers")) {
        project::write(&folder.join(format!("{name}.headers")), ISOLATED)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    project::write(to, fs::read(from).with_context(|| format!("cannot read {}", from.display()))?)
}
