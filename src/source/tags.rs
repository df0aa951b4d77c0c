//! One tag per token: what the tagger learns from attributions, and what it says of a text.

use std::ops::Range;
use std::sync::LazyLock;

use super::attribution::Attribution;
use super::features::Rows;
use crate::model::Tagger;
use crate::text::Words;

/// Tags: outside, then begin and inside of cue, source and content.
pub const TAGS: usize = 7;
const OUTSIDE: u8 = 0;
/// The first token of a cue; the tag after each of these is for later tokens.
pub const CUE: u8 = 1;
/// The first token of a source.
pub const SOURCE: u8 = 3;
/// The first token of a piece of content.
pub const CONTENT: u8 = 5;

/// The tagger that ships, made by `trainer`; `None` if its file does not fit this code, which a test forbids.
pub static SHIPPED: LazyLock<Option<Tagger>> =
    LazyLock::new(|| Tagger::from_bytes(include_bytes!("../../models/sources.bin"), TAGS));

/// The tokens of each paragraph that has any: what is tagged in one go.
pub fn paragraphs(words: &Words<'_>) -> Vec<Range<usize>> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for sentence in &words.sentences {
        match found.last_mut() {
            Some((block, tokens)) if *block == sentence.block => tokens.end = sentence.tokens.end,
            _ => found.push((sentence.block, sentence.tokens.clone())),
        }
    }
    found.into_iter().map(|(_, tokens)| tokens).collect()
}

/// The tags of a text.
pub fn tag(words: &Words<'_>, rows: &Rows, tagger: &Tagger) -> Vec<u8> {
    let mut tags = vec![OUTSIDE; words.tokens.len()];
    let mut scores = Vec::new();
    let mut features = Vec::new();
    for paragraph in paragraphs(words) {
        scores.clear();
        scores.resize(paragraph.len() * TAGS, 0);
        for (token, scores) in paragraph.clone().zip(scores.chunks_exact_mut(TAGS)) {
            features.clear();
            rows.features(token, &mut features);
            tagger.add(&features, scores);
        }
        let path = tagger.best_path(&mut scores);
        for (tag, found) in tags[paragraph].iter_mut().zip(path) {
            *tag = found;
        }
    }
    tags
}

/// One tag per token for known attributions. Where one stands inside the content of another, the outer one counts.
pub fn labels(words: &Words<'_>, known: &[Attribution]) -> Vec<u8> {
    let mut tags = vec![OUTSIDE; words.tokens.len()];
    let is_inner = |one: &Attribution| {
        known.iter().any(|other| {
            !std::ptr::eq(one, other)
                && one.cue.clone().all(|token| other.says(token))
                && one.content.iter().all(|part| part.clone().all(|token| other.says(token)))
        })
    };
    let outer: Vec<&Attribution> = known.iter().filter(|one| !is_inner(one)).collect();
    for one in &outer {
        one.content.iter().for_each(|part| mark(words, &mut tags, part.clone(), CONTENT));
    }
    for one in &outer {
        one.source.iter().for_each(|source| mark(words, &mut tags, source.clone(), SOURCE));
        mark(words, &mut tags, one.cue.clone(), CUE);
    }
    tags
}

/// A span that crosses paragraphs begins anew in each.
fn mark(words: &Words<'_>, tags: &mut [u8], span: Range<usize>, begin: u8) {
    let mut block = None;
    for token in span {
        let sentence = words.tokens.get(token).and_then(|token| words.sentence_at(token.span.start));
        let here = sentence.map(|at| words.sentences[at].block);
        if let Some(tag) = tags.get_mut(token) {
            *tag = if here == block { begin + 1 } else { begin };
        }
        block = here;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_fits_this_code() {
        assert!(SHIPPED.is_some());
    }
}
