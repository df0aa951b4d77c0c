//! Status and tags of claims, sentence by sentence: the table of denials and `status | tags | sentence` lines.

use libtest_mimic::Trial;
use sayso::Options;
use sayso::analysis::analyze_article;
use sayso::view::{ViewOptions, view};
use toml::{Table, Value};

use crate::{read, repository, trial};

/// What finding the denials of the table must reach, F1: the floor that the project set itself.
const DENIAL_FLOOR: f64 = 0.9;
/// The share of lines whose status and tags must be right. Beginnings of sentences and names mislead some tags.
const LINES_FLOOR: f64 = 0.95;

/// The tests.
pub fn trials() -> Vec<Trial> {
    let path = repository("tests/corpus/text/claims.toml");
    let table: Table = read(&path).parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let list = |key: &str| -> Vec<String> {
        let lines = table.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let (denied, look_alike, lines) = (list("denied"), list("look_alike"), list("status_and_tags"));
    vec![
        trial("claims::denials".to_owned(), false, move || check_denials(&denied, &look_alike)),
        trial("claims::status_and_tags".to_owned(), false, move || check_lines(&lines)),
    ]
}

/// Status and tags of the one claim of a text; empty where there is none.
fn claim_of(text: &str) -> (String, Vec<String>) {
    let found = view(&analyze_article(text, &Options::default()), ViewOptions::default());
    let found = serde_json::to_value(&found.claims).unwrap_or_default();
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let tags = found[0]["tags"].as_array().map(Vec::as_slice).unwrap_or_default();
    (word(&found[0]["status"]), tags.iter().map(word).collect())
}

fn check_denials(denied: &[String], look_alike: &[String]) -> Vec<String> {
    assert!(denied.len() >= 40 && look_alike.len() >= 40, "the table has {} and {}", denied.len(), look_alike.len());
    let is_denied = |text: &&String| claim_of(text).0 == "denied";
    let missed: Vec<&String> = denied.iter().filter(|text| !is_denied(text)).collect();
    let wrong: Vec<&String> = look_alike.iter().filter(is_denied).collect();
    let found = (denied.len() - missed.len()) as f64;
    let f1 = 2.0 * found / (denied.len() as f64 + found + wrong.len() as f64);
    let mut complaints = Vec::new();
    if f1 < DENIAL_FLOOR {
        complaints.push(format!("F1 {f1:.3}\nmissed {missed:#?}\nwrong {wrong:#?}"));
    }
    complaints
}

fn check_lines(lines: &[String]) -> Vec<String> {
    let mut complaints: Vec<String> = Vec::new();
    for line in lines {
        let parts: Vec<&str> = line.splitn(3, '|').map(str::trim).collect();
        let [status, tags, text] = parts[..] else { panic!("not three parts: {line}") };
        let mut tags: Vec<&str> = tags.split(',').filter(|tag| !tag.is_empty()).collect();
        let (found, mut found_tags) = claim_of(text);
        tags.sort_unstable();
        found_tags.sort();
        if found != status || found_tags != tags {
            complaints.push(format!("{line}: found {found} {found_tags:?}"));
        }
    }
    let right = (lines.len() - complaints.len()) as f64 / lines.len().max(1) as f64;
    if right < LINES_FLOOR { complaints } else { Vec::new() }
}
