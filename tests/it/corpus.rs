//! The cases of `tests/corpus`: pages with their article, sentences and values with what must be found.

use std::fs;
use std::path::PathBuf;

use libtest_mimic::Trial;
use sayso::analysis::{Force, analyze_article};
use sayso::view::{View, ViewOptions, view};
use sayso::{Options, analyze, dom};
use toml::{Table, Value};

use crate::{read, repository, trial};

/// All of them.
pub fn trials() -> Vec<Trial> {
    let mut trials = pages();
    trials.extend(text_cases("sentences", check_sentences));
    trials.extend(text_cases("values", check_values));
    trials.extend(text_cases("sources", check_sources));
    trials
}

fn pages() -> Vec<Trial> {
    let folder = repository("tests/corpus/pages");
    let mut slugs: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_dir())
        .collect();
    slugs.sort();
    let trial_of = |path: PathBuf| {
        let name = format!("corpus::pages::{}", path.file_name().unwrap_or_default().to_string_lossy());
        let case: Table = read(&path.join("case.toml")).parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        let is_known_failure = flag(&case, "known_failure");
        trial(name, is_known_failure, move || check_page(&path, &case))
    };
    slugs.into_iter().map(trial_of).collect()
}

fn flag(case: &Table, key: &str) -> bool {
    case.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn strings(case: &Table, key: &str) -> Vec<String> {
    let list = case.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(collapse).collect()
}

/// All white space taken as one space.
fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_page(path: &std::path::Path, case: &Table) -> Vec<String> {
    let found = view(
        &analyze(&dom::html::parse(&read(&path.join("source.html"))), &Options::default()),
        ViewOptions::default(),
    );
    let mut complaints = check_document(&found, case);
    let expected: Vec<String> =
        read(&path.join("article.txt")).split("\n\n").map(collapse).filter(|block| !block.is_empty()).collect();
    let text = collapse(&found.text);
    let optional = strings(case, "optional");
    for block in expected.iter().filter(|block| !text.contains(block.as_str())) {
        complaints.push(format!("lost: {block}"));
    }
    let expected_text = expected.join(" ");
    for block in found.text.split("\n\n").map(collapse) {
        if !expected_text.contains(&block) && !optional.contains(&block) {
            complaints.push(format!("too much: {block}"));
        }
    }
    for absent in strings(case, "absent").iter().filter(|absent| text.contains(absent.as_str())) {
        complaints.push(format!("must be absent: {absent}"));
    }
    for once in strings(case, "once") {
        let count = text.matches(&once).count();
        if count != 1 {
            complaints.push(format!("{count} times instead of once: {once}"));
        }
    }
    complaints
}

fn check_document(found: &View, case: &Table) -> Vec<String> {
    let mut complaints = Vec::new();
    let document = serde_json::to_value(&found.document).unwrap_or_default();
    for key in ["kind", "access", "title", "published", "modified"] {
        let default = if key == "access" { Some("full") } else { None };
        let Some(expected) = case.get(key).and_then(Value::as_str).or(default) else { continue };
        if document.get(key).and_then(serde_json::Value::as_str) != Some(expected) {
            complaints.push(format!(
                "{key}: expected {expected:?}, found {}",
                document.get(key).unwrap_or(&serde_json::Value::Null)
            ));
        }
    }
    if case.contains_key("byline") && strings(case, "byline") != found.document.byline {
        complaints.push(format!("byline: expected {:?}, found {:?}", strings(case, "byline"), found.document.byline));
    }
    complaints
}

/// One test per `[[test]]` of `tests/corpus/text/<list>.toml`.
fn text_cases(list: &'static str, check: fn(&Table, &View) -> Vec<String>) -> Vec<Trial> {
    let path = repository(&format!("tests/corpus/text/{list}.toml"));
    let file: Table = read(&path).parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let cases = file.get("test").and_then(Value::as_array).cloned().unwrap_or_default();
    assert!(!cases.is_empty(), "{} has no tests", path.display());
    let trial_of = |case: Value| {
        let Value::Table(case) = case else { panic!("{}: a test is no table", path.display()) };
        let name = format!("corpus::{list}::{}", case.get("name").and_then(Value::as_str).unwrap_or("without_name"));
        let is_known_failure = flag(&case, "known_failure");
        trial(name, is_known_failure, move || {
            let text = case.get("text").and_then(Value::as_str).unwrap_or_default();
            let published = case.get("published").and_then(Value::as_str);
            let analysis = published.map_or_else(
                || analyze_article(text, &Options::default()),
                |published| analyze(&page_of(text, published), &ANY_PAGE),
            );
            check(&case, &view(&analysis, ViewOptions::default()))
        })
    };
    cases.into_iter().map(trial_of).collect()
}

const ANY_PAGE: Options = Options { url: None, language: None, force: Force::AnyPage };

/// A page with one paragraph that states its date.
fn page_of(text: &str, published: &str) -> dom::Dom {
    dom::html::parse(&format!("<meta property='article:published_time' content='{published}'><article><p>{text}"))
}

fn slice(found: &View, start: u32, end: u32) -> String {
    found.text.chars().skip(start as usize).take((end - start) as usize).collect()
}

fn check_sentences(case: &Table, found: &View) -> Vec<String> {
    let expected: Vec<String> = strings(case, "expect");
    let sentences: Vec<String> = found.sentences.iter().map(|s| collapse(&slice(found, s.start, s.end))).collect();
    if sentences == expected { Vec::new() } else { vec![format!("expected {expected:#?}\nfound {sentences:#?}")] }
}

fn check_values(case: &Table, found: &View) -> Vec<String> {
    let list = case.get("expect").and_then(Value::as_array).cloned().unwrap_or_default();
    let field = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    // The normal form is compared where the case has one; `value = ""` means that there must be none.
    let has_value: Vec<bool> = list.iter().map(|value| value.get("value").is_some()).collect();
    let expected: Vec<[String; 3]> =
        list.iter().map(|value| [field(value, "type"), field(value, "text"), field(value, "value")]).collect();
    let kind = |value: &sayso::view::Value| {
        serde_json::to_value(value.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned))
    };
    let normal = |at: usize, value: &sayso::view::Value| {
        let is_asked = has_value.get(at).copied().unwrap_or(false);
        value.value.clone().filter(|_| is_asked).unwrap_or_default()
    };
    let values: Vec<[String; 3]> = (found.values.iter().enumerate())
        .map(|(at, value)| [kind(value).unwrap_or_default(), value.text.clone(), normal(at, value)])
        .collect();
    if values == expected { Vec::new() } else { vec![format!("expected {expected:?}\nfound    {values:?}")] }
}

fn check_sources(case: &Table, found: &View) -> Vec<String> {
    let name_of = |id: &String| found.sources.iter().find(|source| source.id == *id).map(|source| source.name.clone());
    let said = |content: &[sayso::view::Span]| {
        content.iter().map(|span| collapse(&slice(found, span.start, span.end))).collect::<Vec<_>>().join(" / ")
    };
    let mut statements = Vec::new();
    for source in &found.sources {
        for statement in &source.statements {
            let (kind, mode) = (word(&source.kind), word(&statement.mode));
            let via = statement.via.as_ref().and_then(name_of).map_or(String::new(), |via| format!(" | via {via}"));
            statements.push(format!("{kind} | {} | {mode} | {}{via}", source.name, said(&statement.content)));
        }
    }
    let declined = found.sources.iter().filter(|source| source.declined).map(|source| source.name.clone()).collect();
    let open = found.unattributed.iter().map(|statement| said(&statement.content)).collect();
    let lists: [(&str, Vec<String>); 3] = [("expect", statements), ("declined", declined), ("open", open)];
    let complaint = |(key, mut found): (&str, Vec<String>)| {
        let mut expected = strings(case, key);
        expected.sort();
        found.sort();
        (expected != found).then(|| format!("{key}: expected {expected:#?}\nfound {found:#?}"))
    };
    lists.into_iter().filter_map(complaint).collect()
}

/// The word that a value is in the JSON contract.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
