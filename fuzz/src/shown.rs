//! What an analysis shows stands in the article, and every span cuts words out of it.

use sayso::view::{OffsetUnit, ViewOptions, view};
use sayso::{Analysis, Span};

/// All that is wrong with an analysis by itself.
pub fn complaints(analysis: &Analysis) -> Vec<String> {
    let mut complaints = invalid_spans(analysis);
    complaints.extend(not_in_text(analysis));
    complaints.extend(wrong_offsets(analysis));
    complaints
}

/// Spans that do not cut words out of the text.
pub fn invalid_spans(analysis: &Analysis) -> Vec<String> {
    let text = &analysis.article.text;
    let mut spans: Vec<Span> = analysis.sentences.clone();
    spans.extend(analysis.article.blocks.iter().map(|block| block.span));
    spans.extend(analysis.entities.list.iter().flat_map(|entity| entity.mentions.iter().chain(&entity.nominals)));
    spans.extend(analysis.entities.values.iter().map(|value| value.span));
    spans.extend(analysis.claims.iter().flat_map(|claim| claim.cues.iter().map(|cue| cue.span).chain([claim.span])));
    let said = analysis.sources.list.iter().flat_map(|source| &source.statements);
    let said = said.chain(&analysis.sources.unattributed);
    spans.extend(said.flat_map(|one| one.content.iter().copied().chain(one.source).chain(one.cue)));
    spans.extend(analysis.links.iter().map(|link| link.span));
    spans
        .iter()
        .filter(|span| span.is_empty() || text.get(span.range()).is_none())
        .map(|span| format!("{span:?} in {text:?}"))
        .collect()
}

/// Names, roles and words that the article does not hold.
fn not_in_text(analysis: &Analysis) -> Vec<String> {
    let entities = analysis.entities.list.iter().flat_map(|one| one.aliases.iter().chain([&one.name]).chain(&one.role));
    let sources = &analysis.sources.list;
    let sources =
        sources.iter().flat_map(|one| one.aliases.iter().chain([&one.name]).chain(&one.role).chain(&one.affiliation));
    let shown: Vec<&String> = entities.chain(sources).collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let text = letters(&analysis.article.text);
    let lost = shown.into_iter().filter(|words| !text.contains(&letters(words)));
    lost.map(|words| format!("{words:?} is not in the text {:?}", analysis.article.text)).collect()
}

/// Letters and digits alone, in lower case: what is shown may have other white space, quotation marks and capitals.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Claims whose words are not those at their offsets, whatever offsets count.
fn wrong_offsets(analysis: &Analysis) -> Vec<String> {
    let mut complaints = Vec::new();
    for unit in [OffsetUnit::CodePoint, OffsetUnit::Utf16, OffsetUnit::Byte] {
        let view = view(analysis, ViewOptions { unit, explain: true });
        if view.claims.is_empty() {
            continue;
        }
        let utf16: Vec<u16> = view.text.encode_utf16().collect();
        for claim in &view.claims {
            let (start, end) = (claim.start as usize, claim.end as usize);
            let words = match unit {
                OffsetUnit::CodePoint => view.text.chars().skip(start).take(end - start).collect(),
                OffsetUnit::Utf16 => String::from_utf16_lossy(utf16.get(start..end).unwrap_or_default()),
                OffsetUnit::Byte => view.text.get(start..end).unwrap_or_default().to_owned(),
            };
            if words != claim.text {
                complaints.push(format!("{unit:?} {start}..{end} is {words:?}, the claim says {:?}", claim.text));
            }
        }
    }
    complaints
}
