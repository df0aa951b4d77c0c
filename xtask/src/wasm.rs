//! Builds the Wasm module: cargo, then the JavaScript glue, then wasm-opt, into `extension/wasm/`.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

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
    let mut cargo = toolchain.cargo("build")?;
    command::show(cargo.args(["--package", "sayso", "--lib", "--profile", PROFILE]))?;
    let compiled = toolchain::output(toolchain, PROFILE).join("sayso.wasm");
    let bytes = fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;

    let stamp = project::target().join("wasm/stamp");
    let digest = digest(&bytes);
    let fresh = FILES.iter().all(|file| folder().join(file).is_file());
    if !fresh || fs::read_to_string(&stamp).ok().as_ref() != Some(&digest) {
        generate(&compiled)?;
        project::write(&stamp, digest)?;
    }
    size::run()
}

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
