//! `cargo xtask dist`: what is published, in `target/dist`: both store packages, the source archive, the list of what is in the
//! packages (SBOM), and checksums. The same commit gives the same bytes with the same compilers.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::build::{self, Target};
use crate::{command, project, sbom, toolchain, wasm};

/// The file of checksums, in the form that `sha256sum --check` reads.
const CHECKSUMS: &str = "SHA256SUMS";

/// Builds the packages and puts them beside the source they were built from.
///
/// # Errors
/// If there are changes that the source archive would not hold, something does not build or a file cannot be written.
pub fn run() -> Result<()> {
    only_what_is_committed()?;
    let version = project::version()?;
    let folder = project::target().join("dist");
    build::emptied(&folder)?;
    wasm::build()?;
    for (target, name) in [(Target::Chrome, "chrome"), (Target::Firefox, "firefox")] {
        build::package(target)?;
        let package = fs::read(target.folder().with_extension("zip"))?;
        project::write(&folder.join(format!("sayso-{name}-{version}.zip")), package)?;
    }
    source(&folder, &version)?;
    project::write(&folder.join(format!("sayso-{version}.cdx.json")), sbom::json(&toolchain::choose()?.release()?)?)?;
    let checksums = checksums(&folder)?;
    project::write(&folder.join(CHECKSUMS), &checksums)?;
    print!("{}:\n{checksums}", project::shown(&folder));
    Ok(())
}

/// The packages are made from the files as they are, the source archive from the last commit: they must be the same.
fn only_what_is_committed() -> Result<()> {
    let changes = command::read(command::new("git").args(["status", "--porcelain"]))
        .context("the source archive is made by git, from a checkout of the repository")?;
    if !changes.is_empty() {
        bail!("commit these first, or take them away; the source archive would be without them:\n{changes}");
    }
    Ok(())
}

/// The files of the last commit with its time, packed without the time of packing.
fn source(folder: &Path, version: &str) -> Result<()> {
    let tar = folder.join("source.tar");
    // Settings of the person who packs must not change the archive.
    let mut git = command::new("git");
    git.args(["-c", "tar.umask=0022", "-c", "core.autocrlf=false", "archive", "--format=tar"]);
    command::show(git.arg(format!("--prefix=sayso-{version}/")).arg("--output").arg(&tar).arg("HEAD"))?;
    let archive = folder.join(format!("sayso-source-{version}.tar.gz"));
    let file = fs::File::create(&archive).with_context(|| format!("cannot create {}", archive.display()))?;
    let mut packer = GzEncoder::new(file, Compression::best());
    std::io::copy(&mut fs::File::open(&tar)?, &mut packer)?;
    packer.finish()?;
    fs::remove_file(tar)?;
    Ok(())
}

/// A line for each file of a folder.
fn checksums(folder: &Path) -> Result<String> {
    let mut lines = String::new();
    for file in project::files(folder)?.iter().filter(|file| *file != CHECKSUMS) {
        lines += &format!("{}  {file}\n", project::sha256(&fs::read(folder.join(file))?));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_sha256sum() {
        let folder = project::target().join("test-checksums");
        project::write(&folder.join("a.zip"), "abc").unwrap();
        project::write(&folder.join(CHECKSUMS), "old").unwrap();
        // The first example of FIPS 180-4.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.zip\n";
        assert_eq!(checksums(&folder).unwrap(), expected);
    }

    #[test]
    fn citation_names_the_version() {
        let citation = project::read(&project::root().join("CITATION.cff")).unwrap();
        assert!(citation.contains(&format!("\nversion: {}\n", project::version().unwrap())), "{citation}");
    }
}
