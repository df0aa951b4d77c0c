//! The sample pages of `www/samples` against what a careful reader wants: `expected/<slug>.json`, the part `must`.

use libtest_mimic::Trial;
use sayso::view::{ViewOptions, view};
use sayso::{Options, analyze, dom};
use serde_json::Value;

use crate::{read, repository, trial};

/// One test per sample and list.
pub fn trials() -> Vec<Trial> {
    let samples: Value = serde_json::from_str(&read(&repository("www/samples/index.json"))).unwrap_or_default();
    let slugs: Vec<String> =
        list(&samples).iter().filter_map(|sample| sample.get("slug")?.as_str().map(str::to_owned)).collect();
    assert!(!slugs.is_empty(), "www/samples/index.json lists nothing");
    let checks: [(&str, Check); 6] = [
        ("document", check_document),
        ("text", check_text),
        ("entities", |case| check_named(case, "entities", "type")),
        ("values", check_values),
        ("sources", |case| check_named(case, "sources", "kind")),
        ("claims", check_claims),
    ];
    let of_sample = |slug: String| {
        checks.map(|(name, check)| {
            let slug = slug.clone();
            trial(format!("samples::{slug}::{name}"), false, move || check(&Case::load(&slug)))
        })
    };
    slugs.into_iter().flat_map(of_sample).collect()
}

type Check = fn(&Case) -> Vec<String>;

/// A page's analysis as JSON beside what it should be.
pub struct Case {
    found: Value,
    expected: Value,
}

impl Case {
    fn load(slug: &str) -> Self {
        let page = read(&repository(&format!("www/samples/{slug}.html")));
        let expected = read(&repository(&format!("www/samples/expected/{slug}.json")));
        let expected = serde_json::from_str(&expected).unwrap_or_else(|error| panic!("{slug}.json: {error}"));
        let analysis = analyze(&dom::html::parse(&page), &Options::default());
        Self { found: serde_json::to_value(view(&analysis, ViewOptions::default())).unwrap_or_default(), expected }
    }

    fn found(&self, key: &str) -> &[Value] {
        list(self.found.get(key).unwrap_or(&Value::Null))
    }

    fn must(&self, key: &str) -> &[Value] {
        list(self.expected.pointer(&format!("/{key}/must")).unwrap_or(&Value::Null))
    }

    /// The found item that bears one of the names, without case.
    fn named(&self, key: &str, names: &[String]) -> Option<&Value> {
        let bears = |item: &&Value| {
            let own = std::iter::once(string(item, "name")).chain(strings(item, "aliases"));
            own.into_iter().any(|name| names.iter().any(|wanted| wanted.eq_ignore_ascii_case(&name)))
        };
        self.found(key).iter().find(bears)
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn string(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn strings(value: &Value, key: &str) -> Vec<String> {
    list(value.get(key).unwrap_or(&Value::Null)).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn check_document(case: &Case) -> Vec<String> {
    let keys = ["title", "byline", "publisher", "section", "published", "modified", "language", "kind", "access"];
    let document = case.found.get("document").unwrap_or(&Value::Null);
    let differs = |key: &&str| case.expected.get(*key).is_some_and(|expected| document.get(*key) != Some(expected));
    let complain = |key: &str| format!("{key}: expected {}, found {:?}", case.expected[key], document.get(key));
    keys.into_iter().filter(differs).map(complain).collect()
}

fn check_text(case: &Case) -> Vec<String> {
    let text = string(&case.found, "text");
    let (paragraphs, optional) = (strings(&case.expected, "paragraphs"), strings(&case.expected, "optional"));
    let blocks: Vec<&str> = text.split("\n\n").collect();
    let mut complaints: Vec<String> =
        paragraphs.iter().filter(|p| !blocks.contains(&p.as_str())).map(|p| format!("lost: {p}")).collect();
    let is_known = |block: &&&str| paragraphs.iter().chain(&optional).any(|known| known == *block);
    complaints.extend(blocks.iter().filter(|block| !is_known(block)).map(|block| format!("too much: {block}")));
    let everything = case.found.to_string();
    complaints.extend(
        strings(&case.expected, "absent")
            .iter()
            .filter(|absent| everything.contains(absent.as_str()))
            .map(|absent| format!("must be absent: {absent}")),
    );
    complaints.extend(
        strings(&case.expected, "once")
            .iter()
            .filter(|once| text.matches(once.as_str()).count() != 1)
            .map(|once| format!("not exactly once: {once}")),
    );
    complaints
}

/// The names under which an expected item counts as found.
fn names_of(item: &Value) -> Vec<String> {
    let mut names = strings(item, "names");
    names.extend(["name", "alias_of"].map(|key| string(item, key)).into_iter().filter(|name| !name.is_empty()));
    names
}

fn check_named(case: &Case, key: &str, kind_key: &str) -> Vec<String> {
    let complaints = case.must(key).iter().filter_map(|wanted| {
        let name = string(wanted, "name");
        let Some(found) = case.named(key, &names_of(wanted)) else { return Some(format!("not found: {name}")) };
        let mut kinds = strings(wanted, "kinds");
        kinds.push(string(wanted, kind_key));
        let kind = string(found, kind_key);
        if !kinds.contains(&kind) {
            return Some(format!("{name}: expected {kinds:?}, found {kind:?}"));
        }
        let extra = ["ticker", "declined"]
            .into_iter()
            .find(|key| wanted.get(*key).is_some_and(|value| found.get(*key) != Some(value)));
        extra.map(|key| format!("{name}: {key} differs, found {:?}", found.get(key)))
    });
    complaints.collect()
}

fn check_values(case: &Case) -> Vec<String> {
    let is_found = |wanted: &&Value| {
        case.found("values").iter().any(|value| ["type", "text"].iter().all(|key| value.get(*key) == wanted.get(*key)))
    };
    case.must("values").iter().filter(|wanted| !is_found(wanted)).map(|wanted| format!("not found: {wanted}")).collect()
}

fn check_claims(case: &Case) -> Vec<String> {
    let complaints = case.must("claims").iter().filter_map(|wanted| {
        let words = string(wanted, "contains");
        let Some(claim) = case.found("claims").iter().find(|claim| string(claim, "text").contains(&words)) else {
            return Some(format!("not found: {words}"));
        };
        if claim.get("status") != wanted.get("status") {
            return Some(format!("{words}: expected status {}, found {}", wanted["status"], claim["status"]));
        }
        if let Some(tag) = strings(wanted, "tags").into_iter().find(|tag| !strings(claim, "tags").contains(tag)) {
            return Some(format!("{words}: tag {tag} is missing"));
        }
        let speaker = wanted.get("speaker")?;
        let source = claim
            .get("speaker")
            .and_then(Value::as_str)
            .and_then(|id| case.found("sources").iter().find(|source| string(source, "id") == id));
        let right = match (speaker.as_str(), source) {
            (None, None) => true,
            (Some(name), Some(source)) => {
                case.named("sources", &[name.to_owned()]) == Some(source)
                    || string(source, "name").to_lowercase().starts_with(&name.to_lowercase())
            }
            _ => false,
        };
        (!right).then(|| {
            format!("{words}: expected speaker {speaker}, found {:?}", source.map(|source| string(source, "name")))
        })
    });
    complaints.collect()
}
