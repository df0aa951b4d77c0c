//! Seams: what verdicts on single blocks leave at the edges: loose lines, stranded headings, repeats.

use std::collections::HashSet;

use super::block::{BlockKind, Blocks};
use super::prune::{self, Reason};

/// Short lines stay only between kept prose: `“No.”` in an interview, a heading with text under it, a list item.
pub fn drop_loose_lines(blocks: &Blocks, verdicts: &mut [Option<Reason>]) {
    let is_prose = |at: usize, verdicts: &[Option<Reason>]| {
        let block = &blocks.list[at];
        verdicts[at].is_none() && prune::is_prose(blocks.text_of(block), block.words)
    };
    for at in 0..verdicts.len() {
        let block = &blocks.list[at];
        if verdicts[at].is_some() || is_prose(at, verdicts) {
            continue;
        }
        let text = blocks.text_of(block);
        let next = (at + 1..verdicts.len()).find(|next| verdicts[*next].is_none());
        let keep = match block.kind {
            BlockKind::Heading => next.is_some_and(|next| blocks.list[next].kind != BlockKind::Heading),
            BlockKind::List | BlockKind::Table | BlockKind::Quote => true,
            _ => prune::ends_like_sentence(text) || block.words >= prune::MIN_SENTENCE_WORDS,
        };
        if !keep {
            verdicts[at] = Some(Reason::ShortLine);
        }
    }
}

/// Whether such a block can stand between a heading and the text under it.
pub fn stands_under_headings(reason: Reason) -> bool {
    use Reason::*;
    matches!(reason, Caption | Hidden | Byline | Advert | Share | Headline)
}

/// A heading whose own text was left out heads a box: `More from City Hall`. Pictures and bylines may stand between.
pub fn drop_stranded_headings(blocks: &Blocks, verdicts: &mut [Option<Reason>]) {
    for at in (0..verdicts.len()).rev() {
        let is_heading = blocks.list[at].kind == BlockKind::Heading;
        if verdicts[at].is_none() && is_heading && !prune::ends_like_sentence(blocks.text_of(&blocks.list[at])) {
            let next = verdicts[at + 1..].iter().find(|next| !next.is_some_and(stands_under_headings));
            if next.is_none_or(Option::is_some) {
                verdicts[at] = Some(Reason::ShortLine);
            }
        }
    }
}

/// A pull quote repeats words of the text; a repeated block (a print version, a mobile copy) is kept once.
pub fn drop_duplicates(blocks: &Blocks, verdicts: &mut [Option<Reason>]) {
    let mut seen: HashSet<&str> = HashSet::new();
    for (block, verdict) in blocks.list.iter().zip(verdicts.iter_mut()) {
        let is_kept = verdict.is_none() && block.words >= prune::MIN_SENTENCE_WORDS;
        if is_kept && !seen.insert(blocks.text_of(block)) {
            *verdict = Some(Reason::Duplicate);
        }
    }
    for at in 0..verdicts.len() {
        let block = &blocks.list[at];
        if verdicts[at].is_some() || block.kind != BlockKind::Quote && block.words > MAX_PULL_QUOTE_WORDS {
            continue;
        }
        let core = blocks.text_of(block).trim_matches(|c: char| !c.is_alphanumeric());
        let near = at.saturating_sub(PULL_QUOTE_WINDOW)..(at + PULL_QUOTE_WINDOW + 1).min(verdicts.len());
        let repeats = block.words >= MIN_PULL_QUOTE_WORDS
            && near.into_iter().any(|other| {
                other != at
                    && verdicts[other].is_none()
                    && blocks.list[other].words > block.words
                    && blocks.text_of(&blocks.list[other]).contains(core)
            });
        if repeats {
            verdicts[at] = Some(Reason::Duplicate);
        }
    }
}

/// Pull quotes are one or two sentences.
const MAX_PULL_QUOTE_WORDS: usize = 40;
/// Shorter repeats are idiom, not display.
const MIN_PULL_QUOTE_WORDS: usize = 5;
/// Blocks before and behind a pull quote in which its sentence is looked for; bounds the work on hostile pages.
const PULL_QUOTE_WINDOW: usize = 12;
