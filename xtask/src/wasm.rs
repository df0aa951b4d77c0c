//! Builds the Wasm module: cargo, then the JavaScript glue, then wasm-opt, into `extension/wasm/`.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::toolchain::Toolchain;
use crate::{command, project, setup, size, toolchain, tools};

/// The cargo profile of the module, in the root manifest.
const PROFILE: &str = "wasm";

/// The module after optimization, and its glue.
pub const MODULE: &str = "sayso_bg.wasm";
const FILES: [&str; 3] = [MODULE, "sayso.js", "sayso.d.ts"];

/// Optimizes for size (see the profile in `Cargo.toml`) and drops what no browser reads. The features are
/// those that rustc's own target has on by default: named, because the section that lists them is gone by now.
const OPTIMIZE: [&str; 11] = [
    "-Os",
    // Merged into its only caller, a long function is compiled well only when that is called once more: never.
    "--one-caller-inline-max-function-size=20",
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Where the module lies after [`build`].
#[must_use]
pub fn folder() -> PathBuf {
    project::root().join("extension/wasm")
}

/// Builds the module where its inputs changed, prints its size and fails over the budget.
///
/// # Errors
/// If a tool is missing, something does not compile or the module is too large.
pub fn build() -> Result<()> {
    setup::npm_tools()?;
    let toolchain = toolchain::choose()?;
    let names = names_of_folders(toolchain)?;
    let mut cargo = toolchain.cargo("build")?;
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags(&names));
    command::show(cargo.args(["--package", "sayso", "--lib", "--profile", PROFILE]))?;
    let compiled = toolchain::output(toolchain, PROFILE).join("sayso.wasm");
    let bytes = fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;

    let stamp = project::target().join("wasm/stamp");
    let digest = digest(&bytes);
    let fresh = FILES.iter().all(|file| folder().join(file).is_file());
    if !fresh || fs::read_to_string(&stamp).ok().as_ref() != Some(&digest) {
        generate(&compiled)?;
        names_no_folder(&fs::read(folder().join(MODULE))?, &names)?;
        project::write(&stamp, digest)?;
    }
    size::run()
}

/// What the messages of panics shall call the folders of this machine, so that two folders, or two people, get the same
/// bytes.
fn names_of_folders(toolchain: Toolchain) -> Result<BTreeMap<PathBuf, String>> {
    let metadata = project::metadata()?;
    // Where crates lie is up to cargo: its home, the name of the registry's mirror, a vendored folder.
    let manifests = metadata["packages"].as_array().context("cargo metadata lists no packages")?.iter();
    let foreign = manifests.filter(|package| !package["source"].is_null());
    let folders = foreign.filter_map(|package| Path::new(package["manifest_path"].as_str()?).ancestors().nth(2));
    let mut names: BTreeMap<PathBuf, String> =
        folders.map(|folder| (folder.to_owned(), "/crates".to_owned())).collect();
    names.insert(project::root().to_owned(), "/sayso".to_owned());
    names.insert(project::target(), "/sayso/target".to_owned());
    names.extend([toolchain.library_source()?]);
    Ok(names)
}

/// The compiler's flags for that, encoded for cargo. They take the place of flags from the environment, which would change
/// the bytes, too. Tests and linter go without, so that nothing is built anew for them.
fn flags(names: &BTreeMap<PathBuf, String>) -> String {
    // The compiler takes the last that fits, and a folder sorts before those in it.
    let flags = names.iter().map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()));
    flags.collect::<Vec<_>>().join(SEPARATOR)
}

fn names_no_folder(module: &[u8], names: &BTreeMap<PathBuf, String>) -> Result<()> {
    let is_in = |folder: &&PathBuf| {
        let folder = folder.as_os_str().as_encoded_bytes();
        module.windows(folder.len()).any(|part| part == folder)
    };
    match names.keys().find(is_in) {
        Some(folder) => bail!("the module names {}: it would be another one elsewhere", folder.display()),
        None => Ok(()),
    }
}

/// What cargo wants between encoded flags.
const SEPARATOR: &str = "\x1f";

/// Changes with the compiled module and with how it is processed after that.
fn digest(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    (bytes, OPTIMIZE, env!("CARGO_PKG_VERSION")).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn generate(compiled: &Path) -> Result<()> {
    let raw = project::target().join("wasm/glue");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name("sayso").typescript(true).web(true)?;
    bindgen.generate(&raw).context("wasm-bindgen failed")?;

    fs::create_dir_all(folder()).with_context(|| format!("cannot create {}", folder().display()))?;
    let optimized = folder().join(MODULE);
    let mut wasm_opt = command::new(tools::npm_program("wasm-opt")?);
    command::show(wasm_opt.args(OPTIMIZE).arg(raw.join(MODULE)).arg("-o").arg(&optimized))?;
    for file in FILES.iter().filter(|file| **file != MODULE) {
        let from = raw.join(file);
        fs::copy(&from, folder().join(file)).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_folders_keep_their_own_name() {
        let name = |folder: &str, name: &str| (PathBuf::from(folder), name.to_owned());
        let names = BTreeMap::from([name("/a/target", "/t"), name("/a", "/sayso")]);
        assert_eq!(flags(&names), "--remap-path-prefix=/a=/sayso\x1f--remap-path-prefix=/a/target=/t");
    }

    #[test]
    fn module_that_names_a_folder_is_refused() {
        let names = BTreeMap::from([(PathBuf::from("/home/ada/sayso"), "/sayso".to_owned())]);
        assert!(names_no_folder(b"\0asm src/lib.rs /sayso/target/x.rs", &names).is_ok());
        assert!(names_no_folder(b"\0asm /home/ada/sayso/target/x.rs", &names).is_err());
    }
}
