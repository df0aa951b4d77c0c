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
    let checks: [(&'static str, SeedCheck); 5] = [
        ("text", check_text),
        ("teasers", check_teasers),
        ("entities", check_entities),
        ("sources", check_sources),
        ("claims", check_claims),
    ];
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
    let rows = seed.list("sources").len();
    if rows != SOURCES.len() {
        complaints.push(format!("{rows} sources: the service, its statement and `it was stated` are one"));
    }
    complaints
}

/// Rows that a reader sees first.
const FIRST_ROWS: usize = 8;
/// Share of the facts worth checking that these rows must hold.
const FACTS_SHARE: f64 = 0.8;

fn check_claims(seed: &Seed) -> Vec<String> {
    let mut complaints = Vec::new();
    let claims = seed.list("claims");
    let words = |claim: &Value| claim["text"].as_str().unwrap_or_default().to_owned();
    let rows: Vec<String> = claims.iter().take(FIRST_ROWS).map(words).collect();
    let gold = seed.gold["claims"].as_array().cloned().unwrap_or_default();
    let facts: Vec<&Value> = gold.iter().filter(|fact| fact["checkworthy"] == true).collect();
    let is_held = |fact: &&&Value| {
        let evidence = fact["evidence"].as_str().unwrap_or_default();
        rows.iter().any(|row| evidence.contains(row.as_str()))
    };
    let held = facts.iter().filter(is_held).count();
    if (held as f64) < facts.len() as f64 * FACTS_SHARE {
        complaints.push(format!("{held} of {} facts are among the first rows: {rows:#?}", facts.len()));
    }
    let of = |part: &str| claims.iter().filter(|claim| words(claim).contains(part)).collect::<Vec<_>>();
    if of("first unit to be separated").len() + of("first to be separated").len() > 1 {
        complaints.push("the separation is told twice".to_owned());
    }
    let name = |id: &Value| seed.list("sources").into_iter().find(|source| source["id"] == *id);
    let speaks = |id: &Value, wanted: &str| name(id).is_some_and(|source| by_entity(seed, wanted) == Some(source));
    let denial = of("denied any wrongdoing");
    let is_right = |claim: &&Value| {
        claim["status"] == "denied" && speaks(&claim["speaker"], "Alibaba") && speaks(&claim["via"], "Financial Times")
    };
    if !denial.first().is_some_and(is_right) {
        complaints.push(format!("the denial is not Alibaba's by way of the Financial Times: {denial:?}"));
    }
    for part in ["In 2018", "filed to list"] {
        if of(part).first().is_none_or(|claim| claim["status"] != "stated") {
            complaints.push(format!("not stated: {part}"));
        }
    }
    let is_prediction =
        |claim: &Value| claim["tags"].as_array().is_some_and(|tags| tags.contains(&"prediction".into()));
    if !of("would").into_iter().any(is_prediction) {
        complaints.push("no claim is tagged as a prediction".to_owned());
    }
    complaints
}

/// The source whose entity bears the name.
fn by_entity(seed: &Seed, name: &str) -> Option<Value> {
    let id = seed.named("entities", name)?["id"].clone();
    seed.list("sources").into_iter().find(|source| source["entity"] == id)
}
