//! What the command exports: each format byte for byte as expected for one page with awkward words in it, and read back
//! by a parser that is not ours.

use biblatex::{Bibliography, ChunksExt};
use citationberg::json::Item;
use libtest_mimic::Trial;
use sayso::view::View;
use serde_json::Value;

use crate::archive::response;
use crate::cli::{err, expect, file, lines, out, sayso};
use crate::{Check, read, repository, trial};

const FOLDER: &str = "tests/corpus/exports";

/// The tests.
pub fn trials() -> Vec<Trial> {
    let checks: [Check; 12] = [
        ("tables_are_read_back_with_the_claims_of_the_analysis", tables),
        ("no_cell_begins_like_a_formula", formulas),
        ("a_table_holds_one_list", one_table),
        ("bibtex_is_read_back", bibtex),
        ("csl_is_read_back", csl),
        ("keys_in_a_bibliography_differ", keys),
        ("html_is_read_back_and_runs_nothing", html),
        ("several_pages_make_one_list", list),
        ("an_archive_is_told_by_its_beginning", archive),
        ("json_lines_of_the_batch_fit_the_schema", batch_schema),
        ("only_leaves_the_other_parts_out", only),
        ("color_follows_its_option", color),
    ];
    // Files that `cargo xtask bless` writes, each with the arguments that make it.
    let list = expected("exports.txt");
    let golden = list.lines().filter_map(|line| line.split_once(' ')).map(|(name, arguments)| {
        let (name, arguments) = (name.to_owned(), arguments.to_owned());
        let file = name.rsplit('/').next().unwrap_or_default();
        trial(format!("exports::{file}_is_as_expected"), false, move || is_as_expected(&name, &arguments))
    });
    let checks = checks.into_iter().map(|(name, check)| trial(format!("exports::{name}"), false, check));
    golden.chain(checks).collect()
}

fn page() -> String {
    repository(FOLDER).join("page.html").to_string_lossy().into_owned()
}

fn expected(name: &str) -> String {
    read(&repository(FOLDER).join(name))
}

fn is_as_expected(name: &str, arguments: &str) -> Vec<String> {
    let page = page();
    let arguments: Vec<&str> =
        arguments.split(' ').map(|argument| if argument == "page.html" { &page } else { argument }).collect();
    let output = sayso(&arguments, "");
    let (found, expected) = (out(&output), expected(name));
    // Whether the keys of a schema keep their order depends on what else is built with it.
    let value = |text: &str| serde_json::from_str::<Value>(text).ok();
    if name.ends_with(".schema.json") && value(&expected).is_some_and(|expected| value(&found) == Some(expected)) {
        return Vec::new();
    }
    let differing = expected.lines().zip(found.lines()).find(|(expected, found)| expected != found);
    match differing {
        _ if found == expected => Vec::new(),
        Some((expected, found)) => {
            vec![format!("expected {expected:?}\n   found {found:?}\n`cargo xtask bless` writes it anew")]
        }
        None => vec!["one is longer than the other; `cargo xtask bless` writes it anew".to_owned()],
    }
}

/// The rows of a table behind its head.
fn rows(name: &str) -> Vec<Vec<String>> {
    let text = expected(name);
    let reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.into_records().map(|row| row.map(|row| row.iter().map(str::to_owned).collect()));
    rows.collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn analysis() -> Value {
    let output = sayso(&[&page()], "");
    serde_json::from_str(&out(&output)).unwrap_or_default()
}

fn tables() -> Vec<String> {
    let view = analysis();
    let texts = |list: &str, key: &str| {
        let items = view[list].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item[key].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let column = |file: &str, at: usize| {
        rows(file).into_iter().map(|row| row[at].trim_start_matches('\'').to_owned()).collect::<Vec<_>>()
    };
    let pairs = [
        (texts("claims", "text"), column("claims.csv", 2)),
        (texts("sources", "name"), column("sources.csv", 2)),
        (texts("entities", "name"), column("entities.csv", 2)),
    ];
    let differing = pairs.into_iter().filter(|(expected, found)| expected != found || expected.is_empty());
    differing.map(|(expected, found)| format!("expected {expected:?}, found {found:?}")).collect()
}

fn formulas() -> Vec<String> {
    let cells: Vec<String> =
        ["claims.csv", "sources.csv", "entities.csv"].into_iter().flat_map(rows).flatten().collect();
    let mut complaints: Vec<String> = cells
        .iter()
        .filter(|cell| cell.starts_with(['=', '+', '-', '@']))
        .map(|cell| format!("formula: {cell}"))
        .collect();
    if !cells.iter().any(|cell| cell.starts_with("'=SUM")) {
        complaints.push("the page has a sentence that begins like a formula, the table has not".to_owned());
    }
    complaints
}

fn one_table() -> Vec<String> {
    let output = sayso(&["--format", "csv", "--only", "claims,sources", &page()], "");
    expect(&output, 2, &err(&output), "a table holds one of claims, sources or entities")
}

fn bibtex() -> Vec<String> {
    let bibliography = Bibliography::parse(&expected("citation.bib")).unwrap_or_else(|error| panic!("{error}"));
    let entry = bibliography.get("muller2026harbor").unwrap_or_else(|| panic!("the key is not as expected"));
    let field = |name: &str| entry.get(name).map(|chunks| chunks.format_verbatim()).unwrap_or_default();
    let found = [field("title"), field("organization"), field("date"), field("url")];
    let authors = entry.author().unwrap_or_default().into_iter().map(|person| person.name).collect::<Vec<_>>();
    let title = "“Harbor & wall” costs rise 12%";
    let url = "https://lantern.example/harbor_wall?id=7&x=%7B1%7D";
    let mut complaints = Vec::new();
    if found != [title, "The Lantern Wire", "2026-03-12", url] {
        complaints.push(format!("found {found:?}"));
    }
    if authors != ["Zoë Müller", "Tom Ade"] {
        complaints.push(format!("found the authors {authors:?}"));
    }
    complaints
}

/// Fields of an item that the CSL-JSON schema knows and a reader may expect; it allows no others than its own.
const CSL_FIELDS: [&str; 10] =
    ["URL", "accessed", "author", "container-title", "id", "issued", "language", "section", "title", "type"];

fn csl() -> Vec<String> {
    let items: Vec<Item> =
        serde_json::from_str(&expected("citation.csl.json")).unwrap_or_else(|error| panic!("{error}"));
    let [item] = items.as_slice() else { return vec![format!("expected one item, found {}", items.len())] };
    let mut complaints: Vec<String> = item
        .0
        .keys()
        .filter(|key| !CSL_FIELDS.contains(&key.as_str()))
        .map(|key| format!("unknown field {key}"))
        .collect();
    if item.type_().as_deref() != Some("article-newspaper") || item.id().as_deref() != Some("muller2026harbor") {
        complaints.push(format!("type {:?}, id {:?}", item.type_(), item.id()));
    }
    let text = format!("{:?}", item.0.get("issued"));
    if !matches!(item.0.get("issued"), Some(citationberg::json::Value::Date(_))) || !text.contains("2026") {
        complaints.push(format!("issued: {text}"));
    }
    complaints
}

fn keys() -> Vec<String> {
    let page = page();
    let output = sayso(&["--format", "bibtex", &page, &page, &page], "");
    let bibliography = Bibliography::parse(&out(&output))
        .map(|bibliography| bibliography.iter().map(|entry| entry.key.clone()).collect::<Vec<_>>().join(" "));
    let keys = bibliography.unwrap_or_else(|error| error.to_string());
    expect(&output, 0, &keys, "muller2026harbor muller2026harbora muller2026harborb")
}

fn html() -> Vec<String> {
    let text = expected("report.html");
    let view = {
        let dom = sayso::dom::html::parse(&text);
        let options = sayso::Options { force: sayso::analysis::Force::AnyPage, ..sayso::Options::default() };
        sayso::analyze(&dom, &options)
    };
    let mut complaints = Vec::new();
    let title = view.page.title.map(|title| title.value).unwrap_or_default();
    if !title.contains("“Harbor & wall” costs rise 12%") {
        complaints.push(format!("found the title {title:?}"));
    }
    for sentence in ["with *nine* votes to six", "=SUM of all three estimates"] {
        if !view.article.text.contains(sentence) {
            complaints.push(format!("lost {sentence:?}"));
        }
    }
    for active in ["<script", "<img", "<link", "<iframe", "src=", "javascript:", "url("] {
        if text.contains(active) {
            complaints.push(format!("the report holds {active}"));
        }
    }
    complaints
}

fn list() -> Vec<String> {
    let page = page();
    let mut complaints = Vec::new();
    for (format, count) in [("json", 2), ("csl", 2)] {
        let output = sayso(&["--format", format, &page, "no-such-page.html", &page], "");
        let found = serde_json::from_str::<Value>(&out(&output)).ok().and_then(|list| list.as_array().map(Vec::len));
        if found != Some(count) {
            complaints.push(format!("{format}: expected a list of {count}, found {found:?}"));
        }
        complaints.extend(expect(&output, 1, &err(&output), "no-such-page.html: "));
    }
    let output = sayso(&["--format", "csv", &page, &page], "");
    let heads = out(&output).lines().filter(|line| line.starts_with("id,")).count();
    if heads != 1 {
        complaints.push(format!("csv: expected one head, found {heads}"));
    }
    complaints
}

fn archive() -> Vec<String> {
    let html = read(&repository(FOLDER).join("page.html"));
    let archive = file("told.warc", &[response(1, &html), response(2, &html)].concat());
    let output = sayso(&["--format", "bibtex", &archive], "");
    let mut complaints = expect(&output, 0, &out(&output), "@online{muller2026harbora,");
    complaints.extend(expect(&output, 0, &out(&output), "urldate = {2026-03-12}"));
    complaints
}

fn batch_schema() -> Vec<String> {
    let html = read(&repository(FOLDER).join("page.html"));
    let archive = file("schema.warc", &response(1, &html));
    let schema = serde_json::to_value(schemars::schema_for!(View)).unwrap_or_default();
    let validator = jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{error}"));
    let line = serde_json::json!({ "id": 7, "html": html }).to_string();
    let answers = [
        lines(&sayso(&["batch", "--input", "warc", "--explain", &archive], "")),
        lines(&sayso(&["batch"], &line)),
        lines(&sayso(&["--format", "jsonl", &page()], "")),
    ];
    let mut complaints = Vec::new();
    for answer in answers.concat() {
        complaints.extend(validator.iter_errors(&answer).map(|error| format!("{}: {error}", error.instance_path())));
    }
    complaints
}

fn only() -> Vec<String> {
    let output = sayso(&["--only", "sources,meta", &page()], "");
    let view: Value = serde_json::from_str(&out(&output)).unwrap_or_default();
    let keys: Vec<&str> = view.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    if sorted == ["document", "notes", "schema", "sources", "unattributed"] {
        Vec::new()
    } else {
        vec![format!("found {keys:?}")]
    }
}

fn color() -> Vec<String> {
    let page = page();
    let has_color = |color: &str| out(&sayso(&["--format", "md", "--color", color, &page], "")).contains('\x1b');
    let cases = [("always", true), ("never", false), ("auto", false)];
    let wrong = cases.into_iter().filter(|(choice, expected)| has_color(choice) != *expected);
    wrong.map(|(choice, expected)| format!("--color {choice}: expected color: {expected}")).collect()
}
