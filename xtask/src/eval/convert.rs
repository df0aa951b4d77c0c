//! From an analysis, as the command line prints it, to what each scorer reads.

use serde_json::{Value, json};

/// `YYYY-MM-DD`.
const DATE_LENGTH: usize = 10;

/// Text, title, author and date of a page.
#[must_use]
pub fn extraction(analysis: &Value) -> Value {
    let document = &analysis["document"];
    let byline: Vec<&str> = items(&document["byline"]).iter().filter_map(Value::as_str).collect();
    let mut row = json!({ "id": analysis["id"], "text": analysis["text"] });
    if let Some(title) = document["title"].as_str() {
        row["title"] = json!(title);
    }
    if !byline.is_empty() {
        row["author"] = json!(byline.join("; "));
    }
    if let Some(published) = document["published"].as_str() {
        row["date"] = json!(published.get(..DATE_LENGTH).unwrap_or(published));
    }
    row
}

/// One span for each named mention, in the scorer's four types.
#[must_use]
pub fn entities(analysis: &Value) -> Value {
    let mut spans = Vec::new();
    for entity in items(&analysis["entities"]) {
        let kind = match entity["type"].as_str().unwrap_or_default() {
            "person" => "PER",
            "organization" => "ORG",
            "place" => "LOC",
            _ => "MISC",
        };
        let named = items(&entity["mentions"]).iter().filter(|mention| mention["nominal"] != true);
        spans.extend(named.map(|mention| json!({ "start": mention["start"], "end": mention["end"], "type": kind })));
    }
    json!({ "id": analysis["id"], "entities": spans })
}

/// One attribution for each statement, those that nobody is named for included.
#[must_use]
pub fn sources(analysis: &Value) -> Value {
    let statements = items(&analysis["sources"]).iter().flat_map(|source| items(&source["statements"]));
    let open = items(&analysis["unattributed"]);
    let attributions: Vec<Value> = statements.chain(open).map(attribution).collect();
    json!({ "id": analysis["id"], "attributions": attributions })
}

fn attribution(statement: &Value) -> Value {
    let parts: Vec<Value> = items(&statement["content"]).iter().map(pair).collect();
    let first = parts.iter().filter_map(|part| part[0].as_u64()).min();
    let last = parts.iter().filter_map(|part| part[1].as_u64()).max();
    let content = first.zip(last).map_or(Value::Null, |(first, last)| json!([first, last]));
    json!({
        "cue": pair(&statement["cue"]),
        "source": pair(&statement["source"]),
        "content": content,
        "content_parts": parts,
    })
}

/// `{"start", "end"}` as `[start, end]`; no span stays none.
fn pair(span: &Value) -> Value {
    if span.is_object() { json!([span["start"], span["end"]]) } else { Value::Null }
}

/// What a careful reader would put into the sidebar.
#[must_use]
pub fn story(analysis: &Value) -> Value {
    let all_sources = items(&analysis["sources"]);
    let name_of = |id: &Value| all_sources.iter().find(|source| source["id"] == *id).map(|source| &source["name"]);
    let named =
        |item: &Value, kind: &str| json!({ "name": item["name"], kind: item[kind], "aliases": item["aliases"] });
    let entities: Vec<Value> = items(&analysis["entities"]).iter().map(|entity| named(entity, "type")).collect();
    let relied_on = all_sources.iter().filter(|source| source["declined"] != true);
    let sources: Vec<Value> = relied_on.map(|source| named(source, "kind")).collect();
    let claim = |claim: &Value| {
        let speaker = name_of(&claim["speaker"]).cloned().unwrap_or(Value::Null);
        json!({ "text": claim["text"], "speaker": speaker, "status": claim["status"] })
    };
    let claims: Vec<Value> = items(&analysis["claims"]).iter().map(claim).collect();
    json!({
        "id": analysis["id"],
        "entities": entities,
        "sources": sources,
        "claims": claims,
        "summary": summary(analysis),
    })
}

/// The words of the key sentences.
fn summary(analysis: &Value) -> Vec<String> {
    let text: Vec<char> = analysis["text"].as_str().unwrap_or_default().chars().collect();
    let sentences = items(&analysis["sentences"]);
    let chosen = items(&analysis["summary"]).iter().filter_map(|index| sentences.get(index.as_u64()? as usize));
    let words = chosen.filter_map(|span| text.get(offset(&span["start"])..offset(&span["end"])));
    words.map(|words| words.iter().collect()).collect()
}

/// The sentences of one document as one text, a line each, with the place of every sentence.
pub struct Joined {
    /// The text to analyze.
    pub text: String,
    /// Id, start and end of each sentence, in code points.
    sentences: Vec<(Value, usize, usize)>,
}

impl Joined {
    /// Joins gold rows in their order.
    #[must_use]
    pub fn new(rows: &[Value]) -> Self {
        let mut joined = Self { text: String::new(), sentences: Vec::new() };
        let mut at = 0;
        for row in rows {
            // A line break inside a sentence would make it two.
            let words = row["text"].as_str().unwrap_or_default().replace(['\n', '\r'], " ");
            let end = at + words.chars().count();
            joined.sentences.push((row["id"].clone(), at, end));
            joined.text.push_str(&words);
            joined.text.push('\n');
            at = end + 1;
        }
        joined
    }

    /// A score for every sentence: that of the best claim in it, or nothing.
    #[must_use]
    pub fn scores(&self, analysis: &Value) -> Vec<Value> {
        let claims = items(&analysis["claims"]);
        let score = |start: usize, end: usize| {
            let inside = claims.iter().filter(|claim| offset(&claim["start"]) < end && offset(&claim["end"]) > start);
            inside.filter_map(|claim| claim["score"].as_f64()).fold(0.0, f64::max)
        };
        self.sentences.iter().map(|(id, start, end)| json!({ "id": id, "score": score(*start, *end) })).collect()
    }
}

fn items(list: &Value) -> &[Value] {
    list.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn offset(value: &Value) -> usize {
    value.as_u64().and_then(|value| usize::try_from(value).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_the_page_does_not_state() {
        let analysis = json!({ "id": "a", "text": "t", "document": { "published": "2026-01-02T03:04:05Z", "byline": ["A", "B"] } });
        assert_eq!(extraction(&analysis), json!({ "id": "a", "text": "t", "author": "A; B", "date": "2026-01-02" }));
    }

    #[test]
    fn takes_named_mentions_only() {
        let mentions = json!([{ "start": 0, "end": 3 }, { "start": 5, "end": 8, "nominal": true }]);
        let analysis = json!({ "id": "a", "entities": [{ "type": "place", "mentions": mentions }] });
        assert_eq!(entities(&analysis)["entities"], json!([{ "start": 0, "end": 3, "type": "LOC" }]));
    }

    #[test]
    fn spans_the_parts_of_a_statement() {
        let content = json!([{ "start": 9, "end": 12 }, { "start": 0, "end": 4 }]);
        let statement = json!({ "cue": { "start": 5, "end": 8 }, "source": null, "content": content });
        let analysis = json!({ "id": "a", "sources": [{ "statements": [statement] }] });
        let expected = json!({ "cue": [5, 8], "source": null, "content": [0, 12], "content_parts": [[9, 12], [0, 4]] });
        assert_eq!(sources(&analysis)["attributions"], json!([expected]));
    }

    #[test]
    fn names_speakers_and_quotes_key_sentences() {
        let analysis = json!({
            "id": "a", "text": "Öl rose. It fell.", "sentences": [{ "start": 0, "end": 8 }, { "start": 9, "end": 17 }],
            "summary": [1], "entities": [],
            "sources": [{ "id": "s1", "name": "Ada", "kind": "person", "aliases": [] },
                        { "id": "s2", "name": "Bo", "kind": "person", "aliases": [], "declined": true }],
            "claims": [{ "text": "It fell.", "status": "reported", "speaker": "s1" }],
        });
        let story = story(&analysis);
        assert_eq!(story["summary"], json!(["It fell."]));
        assert_eq!(story["claims"], json!([{ "text": "It fell.", "speaker": "Ada", "status": "reported" }]));
        assert_eq!(story["sources"].as_array().map(Vec::len), Some(1));
    }

    #[test]
    fn scores_each_sentence_by_its_best_claim() {
        let rows = [json!({ "id": 1, "text": "Öl rose." }), json!({ "id": 2, "text": "Why?" })];
        let joined = Joined::new(&rows);
        assert_eq!(joined.text, "Öl rose.\nWhy?\n");
        let analysis =
            json!({ "claims": [{ "start": 0, "end": 8, "score": 0.5 }, { "start": 0, "end": 2, "score": 0.75 }] });
        assert_eq!(joined.scores(&analysis), [json!({ "id": 1, "score": 0.75 }), json!({ "id": 2, "score": 0.0 })]);
    }
}
