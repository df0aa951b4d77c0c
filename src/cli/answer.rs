//! Analyses as JSON: the whole view, chosen parts of it, or what failed.

use sayso::view::{
    Block, Claim, DocumentInfo, Entity, Explain, Id, Link, Note, Record, SCHEMA, Sentence, Source, Statement, Value,
    View,
};
use serde::Serialize;

use super::args::Part;
use super::document::{Failure, Label};

/// The JSON of a view, without a line end.
///
/// # Errors
/// If it cannot be written, which would be a mistake of the program.
pub fn json(view: &View, only: &[Part], is_pretty: bool) -> serde_json::Result<Vec<u8>> {
    if only.is_empty() { written(view, is_pretty) } else { written(&Chosen::of(view, only), is_pretty) }
}

/// The JSON line of a document that failed, without a line end.
///
/// # Errors
/// If it cannot be written, which would be a mistake of the program.
pub fn failure(label: &Label, failure: &Failure) -> serde_json::Result<Vec<u8>> {
    let message = format!("{label}: {}", failure.message);
    let error = ErrorBody { code: failure.code, message };
    serde_json::to_vec(&Failed { id: label.id.as_ref(), record: label.record.as_ref(), error })
}

#[derive(Serialize)]
struct Failed<'a> {
    id: Option<&'a Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a Record>,
    error: ErrorBody<'a>,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    code: &'a str,
    message: String,
}

/// A value as JSON, without a line end.
///
/// # Errors
/// If it cannot be written, which would be a mistake of the program.
pub fn written(value: &impl Serialize, is_pretty: bool) -> serde_json::Result<Vec<u8>> {
    if is_pretty { serde_json::to_vec_pretty(value) } else { serde_json::to_vec(value) }
}

/// A view of which some parts are left out. Ids that lead into those stay.
#[derive(Serialize)]
struct Chosen<'a> {
    schema: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a Record>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a DocumentInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocks: Option<&'a [Block]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentences: Option<&'a [Sentence]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a [usize]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<&'a [Entity]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<&'a [Value]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<&'a [Source]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unattributed: Option<&'a [Statement]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<&'a [Claim]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<&'a [Link]>,
    notes: &'a [Note],
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<&'a Explain>,
}

impl<'a> Chosen<'a> {
    fn of(view: &'a View, only: &[Part]) -> Self {
        let has = |part: Part| only.contains(&part);
        Self {
            schema: SCHEMA,
            id: view.id.as_ref(),
            record: view.record.as_ref(),
            document: has(Part::Meta).then_some(&view.document),
            text: has(Part::Text).then_some(view.text.as_str()),
            blocks: has(Part::Text).then_some(view.blocks.as_slice()),
            sentences: has(Part::Summary).then_some(view.sentences.as_slice()),
            summary: has(Part::Summary).then_some(view.summary.as_slice()),
            entities: has(Part::Entities).then_some(view.entities.as_slice()),
            values: has(Part::Entities).then_some(view.values.as_slice()),
            sources: has(Part::Sources).then_some(view.sources.as_slice()),
            unattributed: has(Part::Sources).then_some(view.unattributed.as_slice()),
            claims: has(Part::Claims).then_some(view.claims.as_slice()),
            links: has(Part::Text).then_some(view.links.as_slice()),
            notes: &view.notes,
            explain: view.explain.as_ref(),
        }
    }
}
