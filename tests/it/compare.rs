//! Pairs of articles on one story: what both have, what one alone has, which claims match, and every difference that is
//! marked. The cases are `tests/corpus/compare/*.toml`; its README says what the fields mean.

use libtest_mimic::Trial;
use sayso::view::comparison::{ComparedClaim, ComparisonView, DifferenceType, MatchingClaims, comparison_view};
use sayso::view::{OffsetUnit, ViewOptions, view};
use sayso::{Analysis, Options, analyze, compare, dom};
use serde_json::Value as Json;
use toml::{Table, Value};

use crate::{Check, read, repository, trial};

/// The tests.
pub fn trials() -> Vec<Trial> {
    let checks: [Check; 4] = [
        ("an_article_is_itself_without_differences", same_article),
        ("articles_on_two_stories_are_said_to_be", different_stories),
        ("an_empty_text_is_named", empty_text),
        ("fits_the_schema_and_offsets_give_the_words", contract),
    ];
    let mut trials: Vec<Trial> =
        checks.into_iter().map(|(name, check)| trial(format!("compare::{name}"), false, check)).collect();
    for name in PAIRS {
        trials.push(trial(format!("compare::names::{name}"), false, move || check_names(name)));
        trials.push(trial(format!("compare::claims::{name}"), false, move || check_claims(name)));
    }
    trials
}

const PAIRS: [&str; 4] = ["bridge-collapse", "bank-merger", "wildfire", "school-tablets"];

struct Pair {
    case: Table,
    a: Analysis,
    b: Analysis,
    found: ComparisonView,
}

fn pair(name: &str) -> Pair {
    let path = repository(&format!("tests/corpus/compare/{name}.toml"));
    let case: Table = read(&path).parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (a, b) = (analysis(&case, "a"), analysis(&case, "b"));
    let found = comparison_view(&a, &b, &compare(&a, &b), OffsetUnit::CodePoint);
    Pair { case, a, b, found }
}

fn analysis(case: &Table, side: &str) -> Analysis {
    let article = case[side].as_table().unwrap_or_else(|| panic!("no side {side}"));
    let paragraphs: String = strings(&article["text"]).iter().map(|line| format!("<p>{line}</p>")).collect();
    let (title, published) = (text(&article["title"]), text(&article["published"]));
    let html = format!(
        "<meta property='article:published_time' content='{published}'><article><h1>{title}</h1>{paragraphs}</article>"
    );
    analyze(&dom::html::parse(&html), &Options::default())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no string"))
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().map(|list| list.iter().map(text).collect()).unwrap_or_default()
}

fn check_names(name: &str) -> Vec<String> {
    let Pair { case, found, .. } = pair(name);
    let names = |list: Vec<&String>| list.into_iter().cloned().collect::<Vec<String>>();
    let (entities, sources) = (&found.entities, &found.sources);
    let lists = [
        ("shared_entities", names(entities.shared.iter().map(|one| &one.name).collect())),
        ("only_a", names(entities.only_a.iter().map(|one| &one.name).collect())),
        ("only_b", names(entities.only_b.iter().map(|one| &one.name).collect())),
        ("shared_sources", names(sources.shared.iter().map(|one| &one.name).collect())),
        ("sources_only_a", names(sources.only_a.iter().map(|one| &one.name).collect())),
        ("sources_only_b", names(sources.only_b.iter().map(|one| &one.name).collect())),
    ];
    let mut complaints = Vec::new();
    for (key, found) in lists {
        for wanted in strings(&case[key]) {
            if !found.iter().any(|name| name == wanted) {
                complaints.push(format!("{key}: {wanted:?} is missing in {found:?}"));
            }
        }
    }
    unexpected(&case, "names", complaints)
}

fn check_claims(name: &str) -> Vec<String> {
    let Pair { case, found, .. } = pair(name);
    let mut complaints = Vec::new();
    for wanted in case["pair"].as_array().into_iter().flatten() {
        let matching = |pair: &&MatchingClaims| {
            pair.a.text.contains(text(&wanted["a"])) && pair.b.text.contains(text(&wanted["b"]))
        };
        match found.claims.matching.iter().find(matching) {
            Some(pair) => complaints.extend(check_differences(wanted, pair)),
            None => complaints.push(format!("no match of {} and {}", wanted["a"], wanted["b"])),
        }
    }
    for apart in case["apart"].as_array().into_iter().flatten() {
        let words = strings(apart);
        let joined = |pair: &&MatchingClaims| pair.a.text.contains(words[0]) && pair.b.text.contains(words[1]);
        if let Some(pair) = found.claims.matching.iter().find(joined) {
            complaints.push(format!("{words:?} are joined, similarity {}", pair.similarity));
        }
    }
    unexpected(&case, "claims", complaints)
}

/// Complaints that the case does not list as known; and known ones, of this check, that are no longer made.
fn unexpected(case: &Table, check: &str, complaints: Vec<String>) -> Vec<String> {
    let known = case.get("known_failures").map(strings).unwrap_or_default();
    let is_of_check = |known: &&&str| (known.starts_with("shared_") || known.contains("only_")) == (check == "names");
    let gone = known.iter().filter(is_of_check).filter(|known| !complaints.iter().any(|one| one.contains(**known)));
    let gone = gone.map(|known| format!("no longer fails, remove the mark: {known}"));
    let new = complaints.iter().filter(|one| !known.iter().any(|known| one.contains(known)));
    new.cloned().chain(gone).collect()
}

/// Every difference that is expected, and no other.
fn check_differences(wanted: &Value, pair: &MatchingClaims) -> Vec<String> {
    let words =
        |words: &Option<sayso::view::comparison::Words>| words.as_ref().map_or("", |words| &words.text).to_owned();
    let of_kind = |kind: DifferenceType| -> Vec<(String, String)> {
        let own = pair.differences.iter().filter(|one| one.kind == kind);
        own.map(|one| (words(&one.a), words(&one.b))).collect()
    };
    let pairs = |key: &str| -> Vec<(String, String)> {
        let list = wanted.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        list.iter().map(strings).map(|two| (two[0].to_owned(), two[1].to_owned())).collect()
    };
    let says = |claim: &ComparedClaim| claim.speaker.clone().unwrap_or_default();
    let has_attribution = !of_kind(DifferenceType::Attribution).is_empty();
    let attribution: Vec<(String, String)> =
        if has_attribution { vec![(says(&pair.a), says(&pair.b))] } else { Vec::new() };
    let wanted_attribution: Vec<(String, String)> = wanted
        .get("attribution")
        .map(|two| strings(two))
        .map(|two| vec![(two[0].to_owned(), two[1].to_owned())])
        .unwrap_or_default();
    let checks = [
        ("numbers", of_kind(DifferenceType::Number), pairs("numbers")),
        ("dates", of_kind(DifferenceType::Date), pairs("dates")),
        ("attribution", attribution, wanted_attribution),
    ];
    let wrong = checks.into_iter().filter(|(_, found, wanted)| found != wanted);
    wrong
        .map(|(what, found, wanted)| format!("{}: {what}: found {found:?}, expected {wanted:?}", pair.a.text))
        .collect()
}

fn same_article() -> Vec<String> {
    let Pair { a, .. } = pair("wildfire");
    let found = comparison_view(&a, &a, &compare(&a, &a), OffsetUnit::CodePoint);
    let mut complaints = Vec::new();
    let claims = &found.claims;
    if claims.matching.iter().any(|pair| pair.a.id != pair.b.id || !pair.differences.is_empty()) {
        complaints.push(format!("not each claim itself: {:?}", claims.matching));
    }
    if !found.entities.only_a.is_empty() || !found.entities.only_b.is_empty() || !found.sources.only_a.is_empty() {
        complaints.push(format!("names of one side: {:?} {:?}", found.entities, found.sources));
    }
    complaints
}

fn notes(found: &ComparisonView) -> Vec<&str> {
    found.notes.iter().map(|note| note.code.as_str()).collect()
}

fn different_stories() -> Vec<String> {
    let (fire, bank) = (pair("wildfire").a, pair("bank-merger").b);
    let found = comparison_view(&fire, &bank, &compare(&fire, &bank), OffsetUnit::CodePoint);
    if notes(&found) == ["different-stories"] { Vec::new() } else { vec![format!("{:?}", found.notes)] }
}

fn empty_text() -> Vec<String> {
    let (fire, empty) = (pair("wildfire").a, Analysis::default());
    let found = comparison_view(&fire, &empty, &compare(&fire, &empty), OffsetUnit::CodePoint);
    if notes(&found) == ["empty-b"] { Vec::new() } else { vec![format!("{:?}", found.notes)] }
}

fn contract() -> Vec<String> {
    let Pair { a, b, found, .. } = pair("bridge-collapse");
    let schema = serde_json::to_value(schemars::schema_for!(ComparisonView)).unwrap_or_default();
    let validator = jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{error}"));
    let json = serde_json::to_value(&found).unwrap_or_default();
    let mut complaints: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
    let texts = [("a", &a), ("b", &b)].map(|(key, side)| (key, view(side, ViewOptions::default()).text));
    for pair in json["claims"]["matching"].as_array().into_iter().flatten() {
        let differences = pair["differences"].as_array().into_iter().flatten();
        for sides in std::iter::once(pair).chain(differences) {
            for (key, text) in &texts {
                complaints.extend(wrong_words(&sides[*key], text));
            }
        }
    }
    complaints
}

/// Words that do not stand where their offsets say.
fn wrong_words(words: &Json, text: &str) -> Option<String> {
    let (start, end) = (words["start"].as_u64()? as usize, words["end"].as_u64()? as usize);
    let there: String = text.chars().skip(start).take(end - start).collect();
    (words["text"].as_str() != Some(&there)).then(|| format!("{words} is {there:?}"))
}
