//! Reads pages with their article text: `gold.jsonl` and `pages/<id>.html.gz`.

use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde_json::Value;

/// A page and the text that readers took for its article.
#[derive(Debug)]
pub struct Sample {
    /// Its id in the corpus.
    pub id: String,
    /// Its address.
    pub url: String,
    /// The markup.
    pub html: String,
    /// The article.
    pub text: String,
}

/// All pages of a corpus that have an article text.
///
/// # Errors
/// If a file is missing or no JSON.
pub fn read(folder: &Path) -> Result<Vec<Sample>> {
    let path = folder.join("gold.jsonl");
    let gold = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows = gold.lines().map(|line| serde_json::from_str(line).with_context(|| path.display().to_string()));
    let rows = rows.collect::<Result<Vec<Value>>>()?;
    rows.iter()
        .filter_map(|row| Some((row, row["text"].as_str()?)))
        .map(|(row, text)| sample(folder, row, text))
        .collect()
}

fn sample(folder: &Path, row: &Value, text: &str) -> Result<Sample> {
    let id = row["id"].as_str().context("a gold row has no id")?;
    let path = folder.join("pages").join(format!("{id}.html.gz"));
    let file = fs::File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes).with_context(|| format!("cannot unpack {}", path.display()))?;
    Ok(Sample {
        id: id.to_owned(),
        url: row["url"].as_str().unwrap_or_default().to_owned(),
        html: String::from_utf8_lossy(&bytes).into_owned(),
        text: text.to_owned(),
    })
}

impl Sample {
    /// The site: the host without `www.`.
    pub fn site(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }
}
