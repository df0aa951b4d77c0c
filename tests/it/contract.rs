//! The JSON contract: the output fits its schema, and every offset and id in it leads somewhere.

use libtest_mimic::Trial;
use sayso::analysis::Force;
use sayso::view::{OffsetUnit, View, ViewOptions, view};
use sayso::{Options, analyze, dom};
use serde_json::Value;

use crate::{read, repository, trial};

const PAGES: [&str; 3] = ["liege-airport", "strict-csp", "live-blog"];

/// The tests.
pub fn trials() -> Vec<Trial> {
    let mut trials = vec![trial("contract::is_version_1_with_all_fields".to_owned(), false, has_all_fields)];
    for page in PAGES {
        trials.push(trial(format!("contract::{page}::fits_the_schema"), false, move || fits_schema(page)));
        trials.push(trial(format!("contract::{page}::ids_lead_somewhere"), false, move || ids_lead_somewhere(page)));
        for (unit, name) in [(OffsetUnit::CodePoint, "char"), (OffsetUnit::Utf16, "utf16"), (OffsetUnit::Byte, "byte")]
        {
            trials.push(trial(format!("contract::{page}::{name}_offsets_give_the_words"), false, move || {
                offsets_give_words(page, unit)
            }));
        }
    }
    trials
}

fn view_of(page: &str, options: ViewOptions) -> View {
    let html = read(&repository(&format!("www/samples/{page}.html")));
    let url = Some("https://news.example/2026/01/17/story".to_owned());
    let options_in = Options { url, force: Force::AnyPage, ..Options::default() };
    view(&analyze(&dom::html::parse(&html), &options_in), options)
}

fn fits_schema(page: &str) -> Vec<String> {
    let schema = serde_json::to_value(schemars::schema_for!(View)).unwrap_or_default();
    let found = serde_json::to_value(view_of(page, ViewOptions { explain: true, ..ViewOptions::default() }))
        .unwrap_or_default();
    match jsonschema::validator_for(&schema) {
        Ok(validator) => {
            validator.iter_errors(&found).map(|error| format!("{}: {error}", error.instance_path())).collect()
        }
        Err(error) => vec![error.to_string()],
    }
}

/// The fields that version 1 promises on every analysis.
const FIELDS: [&str; 12] = [
    "schema",
    "document",
    "text",
    "blocks",
    "sentences",
    "summary",
    "entities",
    "values",
    "sources",
    "claims",
    "links",
    "notes",
];

fn has_all_fields() -> Vec<String> {
    let empty = view(&analyze(&dom::html::parse(""), &Options::default()), ViewOptions::default());
    let found = serde_json::to_value(empty).unwrap_or_default();
    let mut complaints: Vec<String> =
        FIELDS.iter().filter(|field| found.get(**field).is_none()).map(|field| format!("missing: {field}")).collect();
    if found["schema"] != 1 {
        complaints.push(format!("schema is {}", found["schema"]));
    }
    complaints
}

/// The words between two offsets, counted in `unit`.
fn words(text: &str, unit: OffsetUnit, item: &Value) -> Option<String> {
    let at = |key: &str| item.get(key).and_then(Value::as_u64).map(|at| at as usize);
    let (start, end) = (at("start")?, at("end")?);
    match unit {
        OffsetUnit::CodePoint => Some(text.chars().skip(start).take(end.checked_sub(start)?).collect()),
        OffsetUnit::Utf16 => String::from_utf16(text.encode_utf16().collect::<Vec<_>>().get(start..end)?).ok(),
        OffsetUnit::Byte => text.get(start..end).map(str::to_owned),
    }
}

fn offsets_give_words(page: &str, unit: OffsetUnit) -> Vec<String> {
    let found = serde_json::to_value(view_of(page, ViewOptions { unit, ..ViewOptions::default() })).unwrap_or_default();
    let text = found["text"].as_str().unwrap_or_default();
    let mut complaints = Vec::new();
    for (list, key) in [("claims", "text"), ("values", "text"), ("links", "text")] {
        for item in items(&found, list) {
            let got = words(text, unit, item);
            if got.as_deref() != item[key].as_str() {
                complaints.push(format!("{list}: expected {}, found {got:?}", item[key]));
            }
        }
    }
    for entity in items(&found, "entities") {
        let names: Vec<&str> =
            std::iter::once(&entity["name"]).chain(items(entity, "aliases")).filter_map(Value::as_str).collect();
        for mention in items(entity, "mentions").iter().filter(|mention| mention["nominal"] != true) {
            let got = words(text, unit, mention);
            if !got.as_deref().is_some_and(|got| names.iter().any(|name| name.eq_ignore_ascii_case(got))) {
                complaints.push(format!("{}: a mention says {got:?}", entity["name"]));
            }
        }
    }
    complaints
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn ids_lead_somewhere(page: &str) -> Vec<String> {
    let found = serde_json::to_value(view_of(page, ViewOptions::default())).unwrap_or_default();
    let ids = |list: &str| -> Vec<Value> { items(&found, list).iter().map(|item| item["id"].clone()).collect() };
    let (entities, sources) = (ids("entities"), ids("sources"));
    let mut complaints = Vec::new();
    let mut check = |known: &[Value], id: &Value, place: &str| {
        if !id.is_null() && !known.contains(id) {
            complaints.push(format!("{place}: {id} is unknown"));
        }
    };
    for claim in items(&found, "claims") {
        check(&sources, &claim["speaker"], "claim speaker");
        check(&sources, &claim["via"], "claim via");
        items(claim, "entities").iter().for_each(|id| check(&entities, id, "claim entities"));
    }
    for source in items(&found, "sources") {
        check(&entities, &source["entity"], "source entity");
        items(source, "statements").iter().for_each(|statement| check(&sources, &statement["via"], "statement via"));
    }
    let sentences = items(&found, "sentences").len() as u64;
    complaints.extend(
        items(&found, "summary")
            .iter()
            .filter(|at| at.as_u64().is_none_or(|at| at >= sentences))
            .map(|at| format!("summary: {at} is no sentence")),
    );
    complaints
}
