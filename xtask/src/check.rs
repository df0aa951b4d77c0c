//! `cargo xtask check`: format, lints on both targets, documentation, types of the JavaScript, tidy.

use anyhow::Result;

use crate::{command, project, setup, tidy, toolchain, tools, wasm};

/// Runs every check that needs no browser.
///
/// # Errors
/// At the first check that fails.
pub fn run() -> Result<()> {
    format()?;
    tidy::run()?;
    lint()?;
    lint_wasm()?;
    documentation()?;
    types()
}

fn format() -> Result<()> {
    command::show(command::cargo().args(["fmt", "--all", "--check"]))
}

fn lint() -> Result<()> {
    command::show(command::cargo().args(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-Dwarnings"]))
}

/// Clippy for the browser target: rustup's, or the one that belongs to Debian's compiler.
fn lint_wasm() -> Result<()> {
    let mut clippy = toolchain::choose()?.cargo("clippy")?;
    clippy.args(["--package", "sayso", "--lib", "--test", "web", "--quiet", "--", "-Dwarnings"]);
    command::show(&mut clippy)
}

fn documentation() -> Result<()> {
    let mut doc = command::cargo();
    doc.args(["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"]);
    command::show(doc.env("RUSTDOCFLAGS", "-Dwarnings"))
}

/// The JavaScript is checked against its JSDoc types and the ones that the Wasm build generates.
fn types() -> Result<()> {
    setup::npm_tools()?;
    wasm::build()?;
    let types = tools::npm_modules()?.join("@types");
    for project_file in ["extension/jsconfig.json", "www/jsconfig.json"] {
        let mut tsc = command::new(tools::npm_program("tsc")?);
        tsc.args(["--project", project_file, "--noEmit", "--types", "chrome", "--typeRoots"]).arg(&types);
        command::show(&mut tsc)?;
    }
    if project::root().join("tests/js").is_dir() {
        command::show(command::new("node").args(["--test", "--test-reporter=dot", "tests/js/"]))?;
    }
    Ok(())
}
