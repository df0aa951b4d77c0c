//! The page this project began from: its text must come out clean, with its names, sources and claims.
//!
//! The text is not ours to publish, so it lies in the data folder that `SAYSO_DATA` names. Without it the test says
//! that it was not run; the same assertions run on our own sample everywhere (`samples.rs`).

use std::path::PathBuf;

use libtest_mimic::Trial;
use sayso::view::{ViewOptions, view};
use sayso::{Options, analyze, dom};
use serde_json::Value;

use crate::{read, trial};

/// Names that stand in the teasers around the article only.
const TEASER_NAMES: [&str; 6] = ["Samsung", "Waymo", "Zoox", "Mastodon", "Rochko", "Baidu"];
/// Entities that a reader expects.
const ENTITIES: [&str; 9] = [
    "Alibaba",
    "VSSE",
    "Cainiao",
    "Financial Times",
    "Liege",
    "Liege Airport",
    "Belgium",
    "China",
    "Hong Kong stock exchange",
];
/// Sources with their kind.
const SOURCES: [(&str, &str); 3] =
    [("VSSE", "organization"), ("Financial Times", "media"), ("Alibaba", "organization")];

/// The tests, or none with a word about it.
pub fn trials() -> Vec<Trial> {
    let Some(folder) = std::env::var_os("SAYSO_DATA").map(|data| PathBuf::from(data).join("seed")) else {
        eprintln!("seed: not run: no data (SAYSO_DATA is not set)");
        return Vec::new();
    };
    let checks: [(&'static str, SeedCheck); 4] =
        [("text", check_text), ("teasers", check_teasers), ("entities", check_entities), ("sources", check_sources)];
    let trial_of = |(name, check): (&'static str, SeedCheck)| {
        let folder = folder.clone();
        trial(format!("seed::{name}"), false, move || check(&Seed::load(&folder)))
    };
    checks.into_iter().map(trial_of).collect()
}

type SeedCheck = fn(&Seed) -> Vec<String>;

struct Seed {
    found: Value,
    gold: Value,
}

impl Seed {
    fn load(folder: &std::path::Path) -> Self {
        let text = read(&folder.join("liege-airport.txt"));
        let analysis = analyze(&dom::text::parse(&text), &Options::default());
        let gold =
            serde_json::from_str(&read(&folder.join("gold.json"))).unwrap_or_else(|error| panic!("gold.json: {error}"));
        Self { found: serde_json::to_value(view(&analysis, ViewOptions::default())).unwrap_or_default(), gold }
    }

    fn list(&self, key: &str) -> Vec<Value> {
        self.found.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
    }

    fn named(&self, key: &str, name: &str) -> Option<Value> {
        let bears = |item: &Value| {
            let aliases = item["aliases"].as_array().cloned().unwrap_or_default();
            std::iter::once(&item["name"]).chain(&aliases).any(|own| own.as_str() == Some(name))
        };
        self.list(key).into_iter().find(bears)
    }
}

fn check_text(seed: &Seed) -> Vec<String> {
    let (text, gold) =
        (seed.found["text"].as_str().unwrap_or_default(), seed.gold["article_text"].as_str().unwrap_or("?"));
    let mut complaints = Vec::new();
    if text != gold {
        complaints.push(format!("expected exactly the paragraphs of the article, found:\n{text}"));
    }
    let boilerplate = seed.gold["boilerplate"].as_array().cloned().unwrap_or_default();
    let lines =
        boilerplate.iter().filter_map(Value::as_str).filter(|line| text.lines().any(|own| own.trim() == line.trim()));
    complaints.extend(lines.map(|line| format!("boilerplate: {line}")));
    complaints
}

fn check_teasers(seed: &Seed) -> Vec<String> {
    let everything = seed.found.to_string();
    TEASER_NAMES
        .iter()
        .filter(|name| everything.contains(**name))
        .map(|name| format!("from a teaser: {name}"))
        .collect()
}

fn check_entities(seed: &Seed) -> Vec<String> {
    let mut complaints: Vec<String> = ENTITIES
        .iter()
        .filter(|name| seed.named("entities", name).is_none())
        .map(|name| format!("not found: {name}"))
        .collect();
    let ticker = seed.named("entities", "Alibaba").map(|alibaba| alibaba["ticker"].clone());
    if ticker != Some("9988.HK".into()) {
        complaints.push(format!("Alibaba's ticker: {ticker:?}"));
    }
    complaints
}

fn check_sources(seed: &Seed) -> Vec<String> {
    let complaint = |(name, kind): &(&str, &str)| match seed.named("sources", name).or_else(|| by_entity(seed, name)) {
        None => Some(format!("not found: {name}")),
        Some(source) if source["kind"] != *kind => Some(format!("{name}: expected {kind}, found {}", source["kind"])),
        Some(_) => None,
    };
    let mut complaints: Vec<String> = SOURCES.iter().filter_map(complaint).collect();
    if by_entity(seed, "Alibaba").is_none_or(|alibaba| alibaba["declined"] != true) {
        complaints.push("Alibaba was asked and did not answer".to_owned());
    }
    complaints
}

/// The source whose entity bears the name.
fn by_entity(seed: &Seed, name: &str) -> Option<Value> {
    let id = seed.named("entities", name)?["id"].clone();
    seed.list("sources").into_iter().find(|source| source["entity"] == id)
}
