//! Surface: what a block's own words and links show.

use super::{MAX_LABEL_WORDS, percent};
use crate::article::block::{Block, Blocks};
use crate::article::{prune, score};
use crate::dom::Dom;
use crate::page::{Page, iso_date};

/// What a block's own words show.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surface {
    pub words: i64,
    pub word_bytes: i64,
    pub link_percent: i64,
    pub links: i64,
    pub sentence_ends: i64,
    pub commas: i64,
    pub lower_percent: i64,
    pub capital_percent: i64,
    pub shouted_percent: i64,
    pub digit_percent: i64,
    pub small_percent: i64,
    pub separators: i64,
    pub quote_marks: i64,
    pub promo_phrases: i64,
    pub ends_sentence: bool,
    pub ends_colon: bool,
    pub starts_lower: bool,
    pub is_truncated: bool,
    pub leads_inside: bool,
    pub has_date: bool,
    pub is_end_marker: bool,
}

row! { SURFACE: it: Surface =>
    "words" = it.words,
    "word-bytes" = it.word_bytes,
    "link-percent" = it.link_percent,
    "links" = it.links,
    "sentence-ends" = it.sentence_ends,
    "commas" = it.commas,
    "lower-percent" = it.lower_percent,
    "capital-percent" = it.capital_percent,
    "shouted-percent" = it.shouted_percent,
    "digit-percent" = it.digit_percent,
    "small-percent" = it.small_percent,
    "separators" = it.separators,
    "quote-marks" = it.quote_marks,
    "promo-phrases" = it.promo_phrases,
    "ends-sentence" = it.ends_sentence,
    "ends-colon" = it.ends_colon,
    "starts-lower" = it.starts_lower,
    "truncated" = it.is_truncated,
    "leads-inside" = it.leads_inside,
    "date" = it.has_date,
    "end-marker" = it.is_end_marker,
}

impl Surface {
    /// Reads a block.
    pub fn of(dom: &Dom, page: &Page, blocks: &Blocks, block: &Block) -> Self {
        let text = blocks.text_of(block);
        let mut counts = Surface {
            words: block.words as i64,
            word_bytes: (text.len() * 10 / block.words.max(1)) as i64,
            link_percent: Blocks::link_percent(block) as i64,
            links: blocks.links_of(block).len() as i64,
            ends_sentence: prune::ends_like_sentence(text),
            ends_colon: text.ends_with(':'),
            starts_lower: text.chars().next().is_some_and(char::is_lowercase),
            is_truncated: prune::is_truncated(text),
            leads_inside: block.link_bytes > 0 && prune::leads_inside(dom, blocks, block, page),
            promo_phrases: block.promo_phrases as i64,
            ..Surface::default()
        };
        if block.words <= MAX_LABEL_WORDS {
            counts.has_date = iso_date(text).is_some();
            counts.is_end_marker = score::is_end_marker(text);
        }
        let (mut lower, mut capital, mut shouted, mut digits, mut small) = (0, 0, 0, 0, 0);
        for word in text.split(' ') {
            let core = word.trim_matches(|c: char| !c.is_alphanumeric());
            let mut characters = core.chars();
            let first = characters.next();
            lower += usize::from(first.is_some_and(char::is_lowercase));
            capital += usize::from(first.is_some_and(char::is_uppercase));
            shouted += usize::from(core.len() > 1 && core.bytes().all(|byte| byte.is_ascii_uppercase()));
            digits += usize::from(first.is_some_and(|c| c.is_ascii_digit()));
            small += usize::from(core.len() <= MAX_SMALL_BYTES && first.is_some_and(char::is_lowercase));
            counts.sentence_ends += i64::from(word.ends_with(['.', '!', '?']) && core.len() > 1);
            counts.commas += i64::from(word.ends_with(','));
            counts.separators += i64::from(matches!(word, "|" | "·" | "•" | "»" | "/" | "-" | "–" | "—" | "+" | "©"));
            counts.quote_marks += i64::from(word.starts_with(['"', '“', '„', '«']));
        }
        Surface {
            lower_percent: percent(lower, block.words),
            capital_percent: percent(capital, block.words),
            shouted_percent: percent(shouted, block.words),
            digit_percent: percent(digits, block.words),
            small_percent: percent(small, block.words),
            ..counts
        }
    }
}

/// Words of so few bytes in lower case are mostly function words, in any language of Europe; labels have few.
const MAX_SMALL_BYTES: usize = 3;
