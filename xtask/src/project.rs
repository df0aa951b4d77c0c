//! Where things are: the repository, its build output, and the folder of tools that survives a clean checkout.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::command;

/// The root of the repository.
#[must_use]
pub fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// Build output: cargo's target folder, which also takes the packages, the playground and the demo's pictures.
#[must_use]
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The folder for tools that are slow to get and belong to no checkout: `$SAYSO_TOOLS`, or the user's cache.
///
/// # Errors
/// If neither is named by the environment.
pub fn tools() -> Result<PathBuf> {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = named("SAYSO_TOOLS") {
        return Ok(root().join(folder));
    }
    let cache = named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|home| home.join(".cache")));
    match cache.or_else(|| named("LOCALAPPDATA")) {
        Some(cache) => Ok(cache.join("sayso-tools")),
        None => bail!("no folder for tools: set SAYSO_TOOLS, XDG_CACHE_HOME or HOME"),
    }
}

/// The version in `[workspace.package]` of the root manifest, which every package carries.
///
/// # Errors
/// If the manifest cannot be read or names no version.
pub fn version() -> Result<String> {
    let manifest = read(&root().join("Cargo.toml"))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = \""));
    let version = line.and_then(|rest| rest.split('"').next()).context("Cargo.toml names no version")?;
    Ok(version.to_owned())
}

/// What cargo knows of all packages that `Cargo.lock` lists.
///
/// # Errors
/// If cargo fails.
pub fn metadata() -> Result<Value> {
    let mut metadata = command::cargo();
    metadata.args(["metadata", "--format-version", "1", "--locked"]);
    Ok(serde_json::from_str(&command::read(&mut metadata)?)?)
}

/// The SHA-256 of some bytes, as `sha256sum` writes it.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a text file, naming it where that fails.
///
/// # Errors
/// If the file cannot be read or is not UTF-8.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file and the folders above it, naming it where that fails.
///
/// # Errors
/// If a folder or the file cannot be written.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Every file under a folder, as paths relative to it with `/` between, sorted so that output does not depend on the
/// file system. An absent folder has no files.
///
/// # Errors
/// If a folder cannot be listed.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        collect(folder, "", &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}

/// A path as a person at the root of the repository would type it.
#[must_use]
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
