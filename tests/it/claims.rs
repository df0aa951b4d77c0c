//! Status and tags of claims, sentence by sentence; which claim a denial denies; kinds of text with few claims.

use libtest_mimic::Trial;
use sayso::analysis::analyze_article;
use sayso::view::{OffsetUnit, View, ViewOptions, view};
use sayso::{Options, analyze, dom};
use toml::{Table, Value};

use crate::{read, repository, trial};

/// What finding the denials of the table must reach, F1: the floor that the project set itself.
const DENIAL_FLOOR: f64 = 0.9;

/// The tests.
pub fn trials() -> Vec<Trial> {
    let path = repository("tests/corpus/text/claims.toml");
    let table: Table = read(&path).parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let list = |key: &str| -> Vec<String> {
        let lines = table.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let (denied, look_alike, lines) = (list("denied"), list("look_alike"), list("status_and_tags"));
    let mut trials = vec![
        trial("claims::denials".to_owned(), false, move || check_denials(&denied, &look_alike)),
        trial("claims::status_and_tags".to_owned(), false, move || check_lines(&lines)),
    ];
    for case in tables(&table, "dispute") {
        trials.push(trial(format!("claims::dispute::{}", word(&case, "name")), is_known_failure(&case), move || {
            check_dispute(&case)
        }));
    }
    for case in tables(&table, "listed") {
        trials.push(trial(format!("claims::listed::{}", word(&case, "name")), is_known_failure(&case), move || {
            check_listed(&case)
        }));
    }
    let path = repository("tests/corpus/text/genres.toml");
    let genres: Table = read(&path).parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for case in tables(&genres, "text") {
        trials.push(trial(format!("claims::genre::{}", word(&case, "name")), is_known_failure(&case), move || {
            check_genre(&case)
        }));
    }
    trials
}

fn tables(table: &Table, key: &str) -> Vec<Table> {
    let list = table.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_table).cloned().collect()
}

fn word<'a>(case: &'a Table, key: &str) -> &'a str {
    case.get(key).and_then(Value::as_str).unwrap_or_default().trim()
}

fn is_known_failure(case: &Table) -> bool {
    case.get("known_failure").is_some()
}

/// The denials of a text with what they deny, both by their words.
fn check_dispute(case: &Table) -> Vec<String> {
    let (denial, denies) = (word(case, "denial"), word(case, "denies"));
    let found = view(&analyze_article(word(case, "text"), &Options::default()), ViewOptions::default());
    let text_of = |id: &Option<String>| {
        let claim = found.claims.iter().find(|claim| Some(&claim.id) == id.as_ref());
        claim.map_or("", |claim| claim.text.as_str())
    };
    let denials: Vec<(&str, &str)> = found
        .claims
        .iter()
        .filter(|claim| claim.status == sayso::view::ClaimStatus::Denied)
        .map(|claim| (claim.text.as_str(), text_of(&claim.denies)))
        .collect();
    let is_right = match denials.iter().find(|(text, _)| !denial.is_empty() && text.starts_with(denial)) {
        Some((_, denied)) if denies.is_empty() => denied.is_empty(),
        Some((_, denied)) => denied.starts_with(denies),
        None => denial.is_empty() && denials.is_empty(),
    };
    if is_right { Vec::new() } else { vec![format!("wanted {denial:?} to deny {denies:?}, found {denials:#?}")] }
}

/// Most claims listed of a text that is no news, and of a live blog.
const FEW_CLAIMS: usize = 5;
const FEW_LIVE_CLAIMS: usize = 40;

fn check_genre(case: &Table) -> Vec<String> {
    let found = page_of(case);
    let genre = serde_json::to_value(found.document.genre).unwrap_or_default();
    let genre = genre.as_str().unwrap_or("news");
    let mut complaints = Vec::new();
    if genre != word(case, "genre") {
        complaints.push(format!("looks like {genre}"));
    }
    let is_said = found.notes.iter().any(|note| note.code == "few-claims");
    let (most, must_say) = if genre == "live" { (FEW_LIVE_CLAIMS, false) } else { (FEW_CLAIMS, true) };
    if genre != "news" && (found.claims.len() > most || (must_say && !is_said)) {
        complaints.push(format!("{} claims, notes {:?}", found.claims.len(), found.notes));
    }
    complaints
}

/// The text as a page with its headline and address.
fn page_of(case: &Table) -> View {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs: String =
        word(case, "text").split("\n\n").map(|paragraph| format!("<p>{}</p>\n", escape(paragraph.trim()))).collect();
    let title = escape(word(case, "title"));
    let html = format!("<title>{title}</title><article><h1>{title}</h1>\n{paragraphs}</article>");
    let options = Options { url: Some(word(case, "url").to_owned()), ..Options::default() };
    view(&analyze(&dom::html::parse(&html), &options), ViewOptions::default())
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

/// The mark of a line that is known to be answered wrong; it turns red when it is answered right.
const KNOWN_FAILURE: &str = "? ";

fn check_lines(lines: &[String]) -> Vec<String> {
    let mut complaints: Vec<String> = Vec::new();
    for marked in lines {
        let line = marked.strip_prefix(KNOWN_FAILURE).unwrap_or(marked);
        let parts: Vec<&str> = line.splitn(3, '|').map(str::trim).collect();
        let [status, tags, text] = parts[..] else { panic!("not three parts: {line}") };
        let mut tags: Vec<&str> = tags.split(',').filter(|tag| !tag.is_empty()).collect();
        let (found, mut found_tags) = claim_of(text);
        tags.sort_unstable();
        found_tags.sort();
        let is_right = found == status && found_tags == tags;
        if is_right != (line == marked) {
            let what = if is_right { "no longer fails, remove the mark" } else { "wrong" };
            complaints.push(format!("{line}: {what}, found {found} {found_tags:?}"));
        }
    }
    complaints
}

/// The claims of a text by how they begin, in text order, and the other places that say the same as one of them.
fn check_listed(case: &Table) -> Vec<String> {
    let text = word(case, "text");
    let found =
        view(&analyze_article(text, &Options::default()), ViewOptions { unit: OffsetUnit::Byte, explain: false });
    let begins = |start: u32| text.get(start as usize..).unwrap_or_default();
    let mut claims: Vec<u32> = found.claims.iter().map(|claim| claim.start).collect();
    claims.sort_unstable();
    let mut repeats: Vec<u32> =
        found.claims.iter().flat_map(|claim| claim.repeats.iter().flatten().map(|span| span.start)).collect();
    repeats.sort_unstable();
    let mut complaints = Vec::new();
    for (key, starts) in [("claims", claims), ("repeats", repeats)] {
        let wanted = case.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let wanted: Vec<&str> = wanted.iter().filter_map(Value::as_str).collect();
        let is_right = starts.len() == wanted.len()
            && starts.iter().zip(&wanted).all(|(start, wanted)| begins(*start).starts_with(wanted));
        if !is_right {
            let beginnings: Vec<String> =
                starts.iter().map(|start| begins(*start).chars().take(30).collect()).collect();
            complaints.push(format!("{key}: wanted {wanted:?}, found {beginnings:?}"));
        }
    }
    complaints
}
