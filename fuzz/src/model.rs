//! Damaged model files are refused, or score without a panic and are written back as they were read.

use sayso::article::{classify, features};
use sayso::claim::features::QUESTIONS;
use sayso::entity::Label;
use sayso::model::ranker::Row;
use sayso::model::vocabulary::key_of;
use sayso::model::{Ranker, Tagger, Trees, Vocabulary};
use sayso::source::TAGS;

/// The shipped files.
const SHIPPED: [(&[u8], Reader); 6] = [
    (include_bytes!("../../models/blocks-first.bin"), |bytes| trees(bytes, features::WIDTH)),
    (include_bytes!("../../models/blocks-second.bin"), |bytes| trees(bytes, classify::SECOND_WIDTH)),
    (include_bytes!("../../models/claims.bin"), |bytes| ranker(bytes, QUESTIONS)),
    (include_bytes!("../../models/entities.bin"), |bytes| tagger(bytes, Label::COUNT)),
    (include_bytes!("../../models/sources.bin"), |bytes| tagger(bytes, TAGS)),
    (include_bytes!("../../models/words.bin"), vocabulary),
];

/// Reads a file and uses what is in it.
type Reader = fn(&[u8]);

/// Bytes of one change: where (little-endian, modulo the length of the file), and what stands there then.
const CHANGE: usize = 5;
/// Inputs from this first byte on are files by themselves, read for the sizes that the second byte names.
const WHOLE: u8 = 128;

/// The first byte picks a shipped file; then come changes to it, and what is left of them cuts it short.
pub fn model(bytes: &[u8]) {
    let Some((choice, rest)) = bytes.split_first() else { return };
    if *choice >= WHOLE {
        return whole(*choice, rest);
    }
    let (shipped, read) = SHIPPED[usize::from(*choice) % SHIPPED.len()];
    let mut file = shipped.to_vec();
    let changes = rest.as_chunks::<CHANGE>();
    for [a, b, c, d, value] in changes.0 {
        let at = u32::from_le_bytes([*a, *b, *c, *d]) as usize % file.len();
        file[at] = *value;
    }
    let cut = changes.1.iter().fold(0, |cut, byte| cut << 8 | usize::from(*byte));
    file.truncate(file.len() - cut % file.len());
    read(&file);
}

fn whole(choice: u8, rest: &[u8]) {
    let Some((size, file)) = rest.split_first() else { return };
    let size = usize::from(*size);
    match choice % 4 {
        0 => trees(file, size),
        1 => ranker(file, size),
        2 => tagger(file, size),
        _ => vocabulary(file),
    }
}

fn trees(bytes: &[u8], width: usize) {
    let Some(trees) = Trees::from_bytes(bytes, width) else { return };
    for value in [i16::MIN, 0, i16::MAX] {
        trees.score(&vec![value; width]);
    }
    assert_eq!(trees.to_bytes(), bytes, "trees are written otherwise than they were read");
}

fn ranker(bytes: &[u8], questions: usize) {
    let Some(ranker) = Ranker::from_bytes(bytes, questions) else { return };
    for asked in [0, 1, u64::MAX] {
        let row = Row { asked, hashed: vec![0, 1, u16::MAX] };
        let odds = ranker.log_odds(&row);
        assert!(!odds.is_nan(), "a score is no number");
    }
    assert_eq!(ranker.to_bytes(), bytes, "a ranker is written otherwise than it was read");
}

/// Tokens of a paragraph as long as they come.
const TOKENS: usize = 400;

fn tagger(bytes: &[u8], labels: usize) {
    let Some(tagger) = Tagger::from_bytes(bytes, labels) else { return };
    let mut scores = vec![0; TOKENS * labels];
    for (token, scores) in scores.chunks_exact_mut(labels).enumerate() {
        tagger.add(&[token as u32, (token as u32).wrapping_mul(0x9e37_79b1)], scores);
    }
    let path = tagger.best_path(&mut scores);
    assert_eq!(path.len(), TOKENS);
    assert!(path.iter().all(|label| usize::from(*label) < labels), "a label that there is not");
}

fn vocabulary(bytes: &[u8]) {
    let Some(vocabulary) = Vocabulary::from_bytes(bytes) else { return };
    for word in ["ruiz", "said", "new york", ""] {
        let entry = vocabulary.get(key_of(word));
        vocabulary.coarse(entry);
    }
    assert_eq!(vocabulary.to_bytes(), bytes, "a vocabulary is written otherwise than it was read");
}
