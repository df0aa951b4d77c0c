//! `cargo xtask bless`: writes what the command exports for one page into `tests/corpus/exports`, and its JSON Schemas into
//! `docs`. Read the difference before it is committed: the tests take it for right.

use std::ffi::OsString;

use anyhow::Result;

use crate::{command, project};

/// The page, the list, and most of the files.
const FOLDER: &str = "tests/corpus/exports";
/// The list of the files, each with the arguments that make it; the tests read it, too. The view is for the panel's own
/// exporters, which count in UTF-16.
const LIST: &str = "exports.txt";
/// The argument that stands for the page.
const PAGE: &str = "page.html";

/// Writes every file anew.
///
/// # Errors
/// If the command does not build or fails, or a file cannot be written.
pub fn run() -> Result<()> {
    let folder = project::root().join(FOLDER);
    for (file, arguments) in project::read(&folder.join(LIST))?.lines().filter_map(|line| line.split_once(' ')) {
        let mut sayso = command::cargo();
        sayso.args(["run", "--quiet", "--package", "sayso", "--bin", "sayso", "--"]);
        for argument in arguments.split(' ') {
            sayso.arg(if argument == PAGE { folder.join(PAGE).into() } else { OsString::from(argument) });
        }
        project::write(&folder.join(file), command::read(&mut sayso)?)?;
        println!("{FOLDER}/{file}");
    }
    Ok(())
}
