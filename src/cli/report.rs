//! What people read on a terminal: the analysis as Markdown, and the reasons behind it.

use std::io::{self, Write};

use sayso::view::{Claim, ClaimStatus, Entity, EntityType, Source, SourceType, StatementMode, View};

/// Writes the analysis as Markdown.
pub fn markdown(out: &mut impl Write, view: &View, is_first: bool) -> io::Result<()> {
    if !is_first {
        writeln!(out, "\n---\n")?;
    }
    heading(out, view)?;
    section(out, "At a glance", view.summary.iter().map(|at| sentence(view, *at)))?;
    section(out, "Claims", view.claims.iter().map(|claim| claim_line(view, claim)))?;
    section(out, "Sources", view.sources.iter().map(source_line))?;
    section(out, "Entities", view.entities.iter().map(entity_line))?;
    let notes: Vec<&str> = view.notes.iter().map(|note| note.message.as_str()).collect();
    if !notes.is_empty() {
        writeln!(out, "\n> {}", notes.join(" "))?;
    }
    Ok(())
}

fn heading(out: &mut impl Write, view: &View) -> io::Result<()> {
    let document = &view.document;
    writeln!(out, "# {}\n", document.title.as_deref().unwrap_or("Title not stated on the page"))?;
    let byline = (!document.byline.is_empty()).then(|| format!("By {}", document.byline.join(", ")));
    let published = document.published.as_ref().map(|date| format!("Published {}", date.get(..10).unwrap_or(date)));
    let facts: Vec<String> = document.publisher.clone().into_iter().chain(byline).chain(published).collect();
    if !facts.is_empty() {
        writeln!(out, "{}", facts.join(" · "))?;
    }
    writeln!(out, "{} min · {} words", document.minutes, document.words)
}

fn section(out: &mut impl Write, title: &str, lines: impl Iterator<Item = String>) -> io::Result<()> {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "\n## {title}\n")?;
    lines.try_for_each(|line| writeln!(out, "- {line}"))
}

/// The words of a sentence. Offsets count in the unit of the view, so the text is walked by it.
fn sentence(view: &View, at: usize) -> String {
    let Some(sentence) = view.sentences.get(at) else { return String::new() };
    view.text.chars().skip(sentence.start as usize).take((sentence.end - sentence.start) as usize).collect()
}

fn claim_line(view: &View, claim: &Claim) -> String {
    let name =
        |id: &String| view.sources.iter().find(|source| source.id == *id).map_or("", |source| source.name.as_str());
    let status = match claim.status {
        ClaimStatus::Stated => "No source given",
        ClaimStatus::Reported => "Reported",
        ClaimStatus::Quoted => "Quoted",
        ClaimStatus::Denied => "Denied",
    };
    let speaker = claim.speaker.as_ref().map(|id| format!(", per {}", name(id))).unwrap_or_default();
    let via = claim.via.as_ref().map(|id| format!(" via {}", name(id))).unwrap_or_default();
    format!("**{status}**{speaker}{via}: {}", claim.text)
}

fn source_line(source: &Source) -> String {
    let kind = match source.kind {
        SourceType::Person => "person",
        SourceType::Organization => "organization",
        SourceType::Document => "document",
        SourceType::Media => "media",
        SourceType::Unnamed => "unnamed",
    };
    let count = |mode: StatementMode| source.statements.iter().filter(|statement| statement.mode == mode).count();
    let role = source.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
    let declined = if source.declined { "; gave no answer" } else { "" };
    format!(
        "{} ({kind}{role}): {} quoted, {} reported{declined}",
        source.name,
        count(StatementMode::Quoted),
        count(StatementMode::Reported)
    )
}

fn entity_line(entity: &Entity) -> String {
    let kind = match entity.kind {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::Place => "place",
        EntityType::Other => "other",
    };
    let ticker = entity.ticker.as_ref().map(|ticker| format!(" {ticker}")).unwrap_or_default();
    let aliases = if entity.aliases.is_empty() {
        String::new()
    } else {
        format!(", also “{}”", entity.aliases.join("”, “"))
    };
    format!("{}{ticker} ({kind}) ×{}{aliases}", entity.name, entity.mentions.len())
}

/// Writes one line per block and claim with its reasons.
pub fn explain(out: &mut impl Write, view: &View) -> io::Result<()> {
    let Some(explain) = &view.explain else { return Ok(()) };
    writeln!(out, "Blocks of the page")?;
    for block in &explain.blocks {
        let verdict = block.reason.as_deref().unwrap_or("kept");
        writeln!(out, "{verdict:>12}  #{:<5} {}", block.node, block.text)?;
    }
    writeln!(out, "\nClaims")?;
    for (claim, explained) in view.claims.iter().zip(&explain.claims) {
        let features: Vec<String> =
            explained.features.iter().map(|feature| format!("{} {:+.1}", feature.name, feature.points)).collect();
        writeln!(out, "{:>5} {:.2}  {}\n             {}", claim.id, claim.score, claim.text, features.join(", "))?;
    }
    Ok(())
}
