//! `cargo xtask bless`: writes what the command exports for one page into `tests/corpus/exports`. Read the difference
//! before it is committed: the tests take it for right.

use anyhow::Result;

use crate::{command, project};

/// The page, and the files that are made from it.
const FOLDER: &str = "tests/corpus/exports";
/// Each file with the arguments that make it. The view is for the panel's own exporters, which count in UTF-16.
const FILES: [(&str, &[&str]); 9] = [
    ("report.md", &["--format", "md"]),
    ("report.html", &["--format", "html"]),
    ("claims.csv", &["--format", "csv"]),
    ("sources.csv", &["--format", "csv", "--only", "sources"]),
    ("entities.csv", &["--format", "csv", "--only", "entities"]),
    ("text.txt", &["--format", "txt"]),
    ("citation.bib", &["--format", "bibtex"]),
    ("citation.csl.json", &["--format", "csl"]),
    ("view.json", &["--format", "json", "--pretty", "--offsets", "utf16"]),
];

/// Writes every file anew.
///
/// # Errors
/// If the command does not build or fails, or a file cannot be written.
pub fn run() -> Result<()> {
    let folder = project::root().join(FOLDER);
    for (file, arguments) in FILES {
        let mut sayso = command::cargo();
        sayso.args(["run", "--quiet", "--package", "sayso", "--bin", "sayso", "--"]).args(arguments);
        let made = command::read(sayso.arg(folder.join("page.html")))?;
        project::write(&folder.join(file), made)?;
        println!("{FOLDER}/{file}");
    }
    Ok(())
}
