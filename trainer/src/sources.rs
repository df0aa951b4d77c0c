//! Trains the tagger of attributions, `models/sources.bin`, on news with marked attributions.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use sayso::Span;
use sayso::article;
use sayso::entity;
use sayso::model::Tagger;
use sayso::page::Page;
use sayso::source::{self, Attribution, TAGS, labels};
use sayso::text::Words;
use serde_json::Value;

use crate::attribution_text;
use crate::chain::{Example, Training, train};

/// What is learned from beside our own marked articles: JSON lines with character offsets. GUM news, which could be
/// used as well, leaves attributions inside a clause unmarked: with it, fewer are found everywhere else.
const CORPUS: &str = "voa/train.jsonl";

const TRAINING: Training =
    Training { labels: TAGS, passes: 25, min_count: 2, rate: 0.2, penalty: 0.2, cut: 1.0 / 200.0, seed: 0x5a15_0005 };

/// Makes the file.
///
/// # Errors
/// If a corpus is missing or the file cannot be written.
pub fn make(corpora: &Path, own: &Path, models: &Path) -> Result<()> {
    let bytes = train_on(corpora, own)?.to_bytes();
    let path = models.join("sources.bin");
    fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}

fn train_on(corpora: &Path, own: &Path) -> Result<Tagger> {
    let mut examples: Vec<Example> = rows(&corpora.join(CORPUS))?.iter().flat_map(examples_of).collect();
    for (id, article) in attribution_text::read(own)? {
        examples.extend(examples_of(&article.to_json(&id)));
    }
    eprintln!(
        "{} paragraphs, {} tokens",
        examples.len(),
        examples.iter().map(|example| example.labels.len()).sum::<usize>()
    );
    Ok(train(&examples, TRAINING))
}

fn rows(path: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows = text.lines().filter(|line| !line.trim().is_empty());
    rows.map(|row| serde_json::from_str(row).with_context(|| path.display().to_string())).collect()
}

/// The paragraphs of a document with the features of their tokens and the right labels.
fn examples_of(row: &Value) -> Vec<Example> {
    let article = article::take_whole(row["text"].as_str().unwrap_or_default());
    let words = Words::new(&article);
    let entities = entity::find(&words, &Page::default());
    let reading = source::read(&article, &words, &entities);
    let labels = labels(&words, &marked(row, &words));
    let example = |tokens: Range<usize>| {
        let mut example = Example { labels: labels[tokens.clone()].to_vec(), ..Example::default() };
        for token in tokens {
            reading.rows.features(token, &mut example.features);
            example.ends.push(example.features.len() as u32);
        }
        example
    };
    source::paragraphs(&words).into_iter().map(example).collect()
}

/// The attributions that are marked in a document.
fn marked(row: &Value, words: &Words<'_>) -> Vec<Attribution> {
    let mut bytes: Vec<usize> = words.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(words.text.len());
    let byte = |offset: &Value| {
        let at = offset.as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or_default();
        bytes.get(at).copied().unwrap_or(words.text.len())
    };
    let tokens = |span: &Value| span.is_array().then(|| words.tokens_in(Span::new(byte(&span[0]), byte(&span[1]))));
    let of = |attribution: &Value| {
        let parts = attribution["content_parts"].as_array().filter(|parts| !parts.is_empty());
        let content = match parts {
            Some(parts) => parts.iter().filter_map(tokens).collect(),
            None => tokens(&attribution["content"]).into_iter().collect(),
        };
        Attribution {
            cue: tokens(&attribution["cue"]).unwrap_or_default(),
            source: tokens(&attribution["source"]),
            content,
            ..Attribution::default()
        }
    };
    row["attributions"].as_array().map(Vec::as_slice).unwrap_or_default().iter().map(of).collect()
}
