//! Tables of claims, sources and entities as CSV (RFC 4180, UTF-8 without a mark), one for all documents.

use sayso::view::{Claim, ClaimStatus, Entity, EntityType, Source, SourceType, View};

use super::address;
use crate::cli::args::Part;

/// Spreadsheets run what begins with one of these, also in the wide form of East Asian scripts.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The head of a table.
pub fn head(table: Option<Part>) -> Vec<u8> {
    let columns: &[&str] = match table {
        Some(Part::Sources) => &["id", "kind", "name", "role", "named", "statements", "links"],
        Some(Part::Entities) => &["id", "type", "name", "aliases", "mentions"],
        _ => &["id", "status", "text", "source", "source_named", "start", "end", "url"],
    };
    written([columns.iter().map(|name| (*name).to_owned()).collect()])
}

/// The rows of a document, behind the head for the first one.
pub fn rows(view: &View, table: Option<Part>, is_first: bool) -> Vec<u8> {
    let head = if is_first { head(table) } else { Vec::new() };
    let rows: Vec<Vec<String>> = match table {
        Some(Part::Sources) => view.sources.iter().map(source_row).collect(),
        Some(Part::Entities) => view.entities.iter().map(entity_row).collect(),
        _ => view.claims.iter().map(|claim| claim_row(view, claim)).collect(),
    };
    [head, written(rows)].concat()
}

fn claim_row(view: &View, claim: &Claim) -> Vec<String> {
    let status = match claim.status {
        ClaimStatus::Stated => "stated",
        ClaimStatus::Reported => "reported",
        ClaimStatus::Quoted => "quoted",
        ClaimStatus::Denied => "denied",
    };
    let source = claim.speaker.as_ref().and_then(|id| view.sources.iter().find(|source| source.id == *id));
    vec![
        claim.id.clone(),
        status.to_owned(),
        guarded(&claim.text),
        source.map(|source| guarded(&source.name)).unwrap_or_default(),
        source.map(is_named).unwrap_or_default(),
        claim.start.to_string(),
        claim.end.to_string(),
        guarded(address(view)),
    ]
}

fn source_row(source: &Source) -> Vec<String> {
    let kind = match source.kind {
        SourceType::Person => "person",
        SourceType::Organization => "organization",
        SourceType::Document => "document",
        SourceType::Media => "media",
        SourceType::Unnamed => "unnamed",
    };
    vec![
        source.id.clone(),
        kind.to_owned(),
        guarded(&source.name),
        guarded(source.role.as_deref().unwrap_or_default()),
        is_named(source),
        source.statements.len().to_string(),
        guarded(&source.links.join(" ")),
    ]
}

fn entity_row(entity: &Entity) -> Vec<String> {
    let kind = match entity.kind {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::Place => "place",
        EntityType::Other => "other",
    };
    vec![
        entity.id.clone(),
        kind.to_owned(),
        guarded(&entity.name),
        guarded(&entity.aliases.join("; ")),
        entity.mentions.len().to_string(),
    ]
}

fn is_named(source: &Source) -> String {
    (source.kind != SourceType::Unnamed).to_string()
}

/// Words of a page as a cell that no spreadsheet takes for a formula.
fn guarded(text: &str) -> String {
    let is_formula = text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(FORMULA);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

/// A cell between quotation marks, but for plain words: of anything else it could part where a spreadsheet takes
/// semicolons or tabs for the ends of cells. So does the sidebar's export.
fn cell(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-');
    if text.chars().all(is_plain) { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

fn written(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let line = |row: Vec<String>| row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\r\n";
    rows.into_iter().map(line).collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded() {
        assert_eq!(["=1+1", " @cmd", "-2 degrees", "1-1"].map(guarded), ["'=1+1", "' @cmd", "'-2 degrees", "1-1"]);
    }
}
