//! `cargo xtask build`: the two extension packages, the playground and the npm package, each as a folder; those for browsers
//! also zipped.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::{Map, Value};
use zip::write::SimpleFileOptions;

use crate::{manifest, npm, project, wasm};

/// What can be built on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// The package for Chrome and other Chromium browsers.
    Chrome,
    /// The package for Firefox.
    Firefox,
    /// The playground.
    Www,
    /// The npm package.
    Npm,
}

impl Target {
    /// Where the built form lies.
    #[must_use]
    pub fn folder(self) -> PathBuf {
        let target = project::target();
        match self {
            Self::Chrome => target.join("extension/chrome"),
            Self::Firefox => target.join("extension/firefox"),
            Self::Www => target.join("www"),
            Self::Npm => target.join("npm"),
        }
    }
}

/// Files of `extension/` that no browser reads: the manifests are written apart, types and sources are for people.
const NOT_SHIPPED: [&str; 3] = ["manifest.json", "manifest.firefox.json", "jsconfig.json"];
const NOT_SHIPPED_ENDINGS: [&str; 3] = [".d.ts", ".svg", ".md"];

/// Parts of `extension/` that the playground uses as they are.
const SHARED_WITH_WWW: [&str; 11] = [
    "browser.js",
    "settings.js",
    "panel/",
    "content/nodes.js",
    "content/anchor.js",
    "content/scroll.js",
    "content/highlight.js",
    "_locales/",
    "icons/icon-32.png",
    "icons/icon-128.png",
    "wasm/",
];

/// Builds one target, or all of them, with the Wasm module first.
///
/// # Errors
/// If something does not compile or a file cannot be written.
pub fn run(target: Option<Target>) -> Result<()> {
    wasm::build()?;
    let all = [Target::Chrome, Target::Firefox, Target::Www, Target::Npm];
    for target in all.into_iter().filter(|one| target.is_none_or(|wanted| wanted == *one)) {
        package(target)?;
        println!("Built {}", project::shown(&target.folder()));
    }
    Ok(())
}

/// Puts the files of one target together; the Wasm module must have been built.
///
/// # Errors
/// If a file cannot be read or written.
pub fn package(target: Target) -> Result<()> {
    match target {
        Target::Chrome => extension(&target.folder(), &manifest::chrome()?),
        Target::Firefox => extension(&target.folder(), &manifest::firefox()?),
        Target::Www => www(&target.folder()),
        Target::Npm => {
            let folder = target.folder();
            emptied(&folder)?;
            npm::fill(&folder)?;
            npm::print_size(&folder)
        }
    }
}

fn extension(folder: &Path, manifest: &Map<String, Value>) -> Result<()> {
    emptied(folder)?;
    let source = project::root().join("extension");
    for file in project::files(&source)?.iter().filter(|file| is_shipped(file)) {
        copy(&source.join(file), &folder.join(file))?;
    }
    for notice in NOTICES {
        copy(&project::root().join(notice), &folder.join(notice))?;
    }
    let text = serde_json::to_string_pretty(manifest)? + "\n";
    project::write(&folder.join("manifest.json"), text)?;
    zipped(folder, &folder.with_extension("zip"))
}

/// Whose work is in the packages, and on what terms: they travel with it.
pub const NOTICES: [&str; 3] = ["LICENSE-MIT", "LICENSE-APACHE", "THIRD_PARTY.md"];

fn is_shipped(file: &str) -> bool {
    !NOT_SHIPPED.contains(&file) && !NOT_SHIPPED_ENDINGS.iter().any(|ending| file.ends_with(ending))
}

fn www(folder: &Path) -> Result<()> {
    emptied(folder)?;
    let source = project::root().join("www");
    for file in project::files(&source)?.iter().filter(|file| *file != "jsconfig.json" && !file.ends_with(".d.ts")) {
        copy(&source.join(file), &folder.join(file))?;
    }
    let extension = project::root().join("extension");
    let files = project::files(&extension)?;
    let shared = |file: &str| SHARED_WITH_WWW.iter().any(|part| file.starts_with(part));
    for file in files.iter().filter(|file| shared(file) && is_shipped(file)) {
        copy(&extension.join(file), &folder.join(file))?;
    }
    project::write(&folder.join(OFFLINE_FILES), offline_files(folder)?)
}

/// What `www/offline-worker.js` keeps for the time without a network.
const OFFLINE_FILES: &str = "offline-files.js";

/// All files of the playground, and a name that changes with any of them.
fn offline_files(folder: &Path) -> Result<String> {
    let mut files = vec!["./".to_owned()];
    let mut hasher = DefaultHasher::new();
    for file in
        project::files(folder)?.into_iter().filter(|file| file != "offline-worker.js" && !file.ends_with(".headers"))
    {
        (&file, fs::read(folder.join(&file))?).hash(&mut hasher);
        files.push(file);
    }
    let kept = serde_json::json!({ "name": format!("sayso-{:016x}", hasher.finish()), "files": files });
    Ok(format!("// The files that are kept for offline use, written by the build.\nself.KEPT = {kept};\n"))
}

/// A copy of a built package in which one language is the only one, whatever the browser speaks: Debian's browsers come
/// with English alone.
///
/// # Errors
/// If there is no such language or a file cannot be written.
pub fn in_language(target: Target, language: &str) -> Result<PathBuf> {
    changed(target, language, |folder| {
        // Chromium refuses a package with a language's empty folder.
        for other in fs::read_dir(folder.join("_locales"))? {
            let other = other?;
            if other.file_name() != language {
                fs::remove_dir_all(other.path())?;
            }
        }
        let path = folder.join("manifest.json");
        let mut manifest: Map<String, Value> = serde_json::from_str(&project::read(&path)?)?;
        manifest.insert("default_locale".to_owned(), Value::String(language.to_owned()));
        project::write(&path, serde_json::to_string_pretty(&manifest)?)
    })
}

/// A copy of a built package in which something is another, for tests: see [`copy_named`] for where it lies.
///
/// # Errors
/// If a file cannot be written or the change fails.
pub fn changed(target: Target, name: &str, change: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let (built, folder) = (target.folder(), copy_named(target, name));
    emptied(&folder)?;
    for file in project::files(&built)? {
        copy(&built.join(&file), &folder.join(&file))?;
    }
    change(&folder)?;
    zipped(&folder, &folder.with_extension("zip"))?;
    Ok(folder)
}

/// Where the copy of a package of that name lies; its archive lies beside it.
#[must_use]
pub fn copy_named(target: Target, name: &str) -> PathBuf {
    let built = target.folder();
    built.with_file_name(format!("{}-{name}", built.file_name().unwrap_or_default().to_string_lossy()))
}

/// Removes what an earlier build left, so that a package never carries a file that is gone from the source.
///
/// # Errors
/// If the folder cannot be removed or made.
pub fn emptied(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    project::write(to, fs::read(from).with_context(|| format!("cannot read {}", from.display()))?)
}

/// Zips a folder: sorted names and one fixed time stamp, so that the same files make the same bytes.
fn zipped(folder: &Path, archive: &Path) -> Result<()> {
    let file = fs::File::create(archive).with_context(|| format!("cannot create {}", archive.display()))?;
    let mut writer = zip::ZipWriter::new(file);
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).unix_permissions(0o644);
    for name in project::files(folder)? {
        writer.start_file(&name, options)?;
        writer.write_all(&fs::read(folder.join(&name))?)?;
    }
    writer.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ships_what_browsers_read() {
        for file in ["background.js", "panel/panel.html", "wasm/sayso_bg.wasm", "_locales/en/messages.json"] {
            assert!(is_shipped(file), "{file}");
        }
        for file in ["manifest.json", "manifest.firefox.json", "jsconfig.json", "wasm/sayso.d.ts", "icons/icon.svg"] {
            assert!(!is_shipped(file), "{file}");
        }
    }
}
