//! Reads the lists that the vocabulary is made of: gzip lists of open data, and our own with `#` comment lines.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::read::GzDecoder;

/// The folder of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The text of a file, unpacked if its name ends in `.gz`.
///
/// # Errors
/// If the file is missing or damaged.
pub fn text(path: &Path) -> Result<String> {
    let mut text = String::new();
    let mut file = fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let read = if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(file).read_to_string(&mut text)
    } else {
        file.read_to_string(&mut text)
    };
    read.with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text)
}

/// The lines of a list, trimmed; empty ones and comments left out.
///
/// # Errors
/// If the file is missing or damaged.
pub fn lines(path: &Path) -> Result<Vec<String>> {
    let text = text(path)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("# ") && !line.is_empty());
    Ok(lines.map(str::to_owned).collect())
}

/// The lines of a list of this crate.
///
/// # Errors
/// If the file is missing.
pub fn own(list: &str) -> Result<Vec<String>> {
    lines(&repository().join(format!("trainer/data/{list}.tsv")))
}

/// The first column of a list that the library reads, too.
///
/// # Errors
/// If the file is missing.
pub fn shipped(list: &str) -> Result<Vec<String>> {
    let lines = lines(&repository().join(format!("src/lexicon/data/{list}.tsv")))?;
    Ok(lines.iter().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect())
}
