//! What a report says, in order, for every form that is read: Markdown and HTML.

use sayso::view::{Claim, Entity, Source, SourceType, View};

use super::words::{self, clean};

/// A report in parts.
pub struct Outline {
    /// Headline.
    pub title: String,
    /// Outlet, authors, dates, length, licence.
    pub facts: Vec<String>,
    /// Its lists; empty ones are left out.
    pub parts: Vec<Part>,
    /// What a reader must know of this page.
    pub notes: Vec<String>,
    /// What it was made with, and how far it can be relied on.
    pub made_with: String,
}

/// A list with its heading.
pub struct Part {
    /// Heading.
    pub title: &'static str,
    /// One for each item.
    pub lines: Vec<Line>,
}

/// One line: a strong beginning, words of the page, and what is known of them.
#[derive(Default)]
pub struct Line {
    /// Status or name; may be empty.
    pub strong: String,
    /// Words of the page; may be empty.
    pub text: String,
    /// What is known of them; may be empty.
    pub more: String,
}

/// The report on a view whose offsets count bytes.
pub fn of(view: &View) -> Outline {
    let mut claims: Vec<&Claim> = view.claims.iter().collect();
    claims.sort_by_key(|claim| claim.start);
    let sourcing = sourcing(view).into_iter().map(|more| Line { more, ..Line::default() });
    let mut parts = vec![
        Part { title: "At a glance", lines: view.summary.iter().filter_map(|at| key_sentence(view, *at)).collect() },
        Part { title: "How it is sourced", lines: sourcing.collect() },
        Part { title: "Claims", lines: claims.into_iter().map(|claim| claim_line(view, claim)).collect() },
        Part { title: "Sources", lines: view.sources.iter().map(source_line).collect() },
        Part { title: "Entities", lines: view.entities.iter().map(entity_line).collect() },
    ];
    parts.retain(|part| !part.lines.is_empty());
    Outline {
        title: view.document.title.as_deref().map_or_else(|| words::TITLE_NOT_STATED.to_owned(), clean),
        facts: facts(view),
        parts,
        notes: view.notes.iter().map(|note| clean(&note.message)).collect(),
        made_with: format!("{} {}", words::MADE_WITH, words::LIMITS),
    }
}

fn facts(view: &View) -> Vec<String> {
    let about = &view.document;
    let byline = if about.byline.is_empty() {
        words::AUTHOR_NOT_STATED.to_owned()
    } else {
        format!("By {}", clean(&about.byline.join(", ")))
    };
    let published = about.published.as_deref();
    [
        about.publisher.as_deref().map(clean),
        Some(byline),
        Some(
            published
                .map_or_else(|| words::DATE_NOT_STATED.to_owned(), |date| format!("Published {}", words::date(date))),
        ),
        about.modified.as_deref().map(|date| format!("Updated {}", words::date(date))),
        (about.words > 0).then(|| words::count(about.words, "word", "words")),
        about.license.as_deref().map(|license| format!("License: {}", clean(license))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn key_sentence(view: &View, at: usize) -> Option<Line> {
    let sentence = view.sentences.get(at)?;
    let text = view.text.get(sentence.start as usize..sentence.end as usize)?;
    Some(Line { text: clean(text), ..Line::default() })
}

fn sourcing(view: &View) -> [String; 4] {
    let number = |test: fn(&Source) -> bool| view.sources.iter().filter(|source| test(source)).count();
    let bare = view.claims.iter().filter(|claim| claim.speaker.is_none()).count();
    let claims = match view.claims.len() {
        1 => "1 claim gives".to_owned(),
        count => format!("{} claims give", words::number(count)),
    };
    [
        format!("{} named", words::number(number(is_named))),
        format!("{} unnamed", words::number(number(|source| source.kind == SourceType::Unnamed))),
        words::count(number(|source| source.kind == SourceType::Document), "document", "documents"),
        format!("{} of {claims} no source in the text", words::number(bare)),
    ]
}

fn is_named(source: &Source) -> bool {
    !matches!(source.kind, SourceType::Unnamed | SourceType::Document)
}

fn claim_line(view: &View, claim: &Claim) -> Line {
    let name = |id: &Option<String>| {
        let source = view.sources.iter().find(|source| Some(&source.id) == id.as_ref())?;
        Some(clean(&source.name))
    };
    let whose = match (name(&claim.speaker), name(&claim.via)) {
        (Some(speaker), Some(via)) => format!("per {speaker} through {via}"),
        (Some(speaker), None) => format!("per {speaker}"),
        (None, _) => words::NO_SOURCE_GIVEN.to_owned(),
    };
    let tags = claim.tags.iter().map(|tag| words::tag(*tag).to_owned());
    let more: Vec<String> = std::iter::once(whose).chain(tags).collect();
    Line { strong: words::status(claim.status).to_owned(), text: clean(&claim.text), more: more.join(" · ") }
}

fn source_line(source: &Source) -> Line {
    let standing = [&source.role, &source.affiliation].into_iter().flatten().map(|part| clean(part));
    let mut more = vec![words::source_kind(source.kind).to_owned()];
    more.extend(standing);
    more.push(words::count(source.statements.len(), "statement", "statements"));
    if source.declined {
        more.push("Did not comment".to_owned());
    }
    Line { strong: clean(&source.name), text: String::new(), more: more.join(" · ") }
}

fn entity_line(entity: &Entity) -> Line {
    let mut more =
        vec![words::entity_type(entity.kind).to_owned(), words::count(entity.mentions.len(), "mention", "mentions")];
    let aliases = entity.aliases.iter().filter(|alias| **alias != entity.name);
    let aliases: Vec<String> = aliases.map(|alias| format!("“{}”", clean(alias))).collect();
    if !aliases.is_empty() {
        more.push(format!("also {}", aliases.join(", ")));
    }
    Line { strong: clean(&entity.name), text: String::new(), more: more.join(" · ") }
}
