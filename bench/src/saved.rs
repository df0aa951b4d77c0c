//! Saved pages: every `.html` and `.html.gz` file of a folder.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;

/// The markup of all pages in a folder, in order of their names.
///
/// # Errors
/// If the folder cannot be read or holds no page.
pub fn pages(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    paths.sort();
    let ends = |path: &Path, ending: &str| path.to_string_lossy().ends_with(ending);
    paths.retain(|path| ends(path, ".html") || ends(path, ".html.gz"));
    ensure!(!paths.is_empty(), "{} holds no .html or .html.gz file", folder.display());
    paths.iter().map(|path| read(path, ends(path, ".gz")).with_context(|| path.display().to_string())).collect()
}

fn read(path: &Path, is_zipped: bool) -> Result<String> {
    let bytes = fs::read(path)?;
    let mut text = Vec::new();
    if is_zipped {
        GzDecoder::new(bytes.as_slice()).read_to_end(&mut text)?;
    } else {
        text = bytes;
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}
