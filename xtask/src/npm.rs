//! The npm package: the core's Wasm with thin modules around it, types made from the Rust, and an example.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::build::NOTICES;
use crate::tools::Program;
use crate::{command, project, types, wasm};

/// The types made from the Rust, and where they stand in the package.
const TYPES: (&str, &str) = (types::FILE, "view.d.ts");

/// Fills an empty folder with the package.
///
/// # Errors
/// If the types cannot be made or a file cannot be read or written.
pub fn fill(folder: &Path) -> Result<()> {
    types::generate()?;
    let source = project::root().join("npm");
    for file in project::files(&source)?.iter().filter(|file| *file != "package.json") {
        copy(&source.join(file), &folder.join(file))?;
    }
    for file in project::files(&wasm::folder())? {
        copy(&wasm::folder().join(&file), &folder.join("wasm").join(&file))?;
    }
    for (from, to) in NOTICES.map(|notice| (notice, notice)).into_iter().chain([TYPES]) {
        copy(&project::root().join(from), &folder.join(to))?;
    }
    let manifest = with_version(&project::read(&source.join("package.json"))?, &project::version()?);
    project::write(&folder.join("package.json"), manifest)
}

/// The manifest with the version behind its first line. Its other lines stay in their order: of the conditions in `exports` the
/// first that fits counts.
fn with_version(manifest: &str, version: &str) -> String {
    manifest.replacen("{\n", &format!("{{\n  \"version\": \"{version}\",\n"), 1)
}

/// Packs the package as it would be published into another folder and returns the archive.
///
/// # Errors
/// If npm is missing or does not pack.
pub fn pack(folder: &Path, into: &Path) -> Result<PathBuf> {
    let mut npm = command::new(Program::Npm.path()?);
    npm.args(["pack", "--json", "--pack-destination"]).arg(into).arg(folder);
    let report: Value = serde_json::from_str(&command::read(&mut npm)?).context("npm printed no report")?;
    let file = report[0]["filename"].as_str().context("npm names no archive")?;
    Ok(into.join(file))
}

/// Prints how much a page downloads with the package, and how much npm does.
///
/// # Errors
/// If npm does not pack or the archive cannot be read.
pub fn print_size(folder: &Path) -> Result<()> {
    let archive = pack(folder, &project::target())?;
    let packed = fs::metadata(&archive)?.len();
    let mut unpacked = 0;
    for file in project::files(folder)? {
        unpacked += fs::metadata(folder.join(file))?.len();
    }
    println!("npm package: {} kB packed, {} kB unpacked", packed / 1000, unpacked / 1000);
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    project::write(to, fs::read(from).with_context(|| format!("cannot read {}", from.display()))?)
}
