//! `cargo xtask check`: format, lints on both targets, documentation, types of the JavaScript, tidy.

use anyhow::{Result, bail};

use crate::{command, licenses, setup, tidy, toolchain, tools, types, wasm};

/// Runs every check that needs no browser; one that fails does not keep the others from running.
///
/// # Errors
/// If any check fails.
pub fn run() -> Result<()> {
    let checks: [Check; 7] = [
        ("format", format),
        ("tidy", tidy::run),
        ("licences", licenses::check),
        ("lint", lint),
        ("lint for the browser", lint_wasm),
        ("documentation", documentation),
        ("JavaScript", javascript),
    ];
    let mut failed = Vec::new();
    for (name, check) in checks {
        if let Err(error) = check() {
            eprintln!("{name}: {error:#}\n");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("failed checks: {}", failed.join(", "));
    }
    Ok(())
}

type Check = (&'static str, fn() -> Result<()>);

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

/// Twice: with what is private, as contributors read it; and as users of the library do, who cannot follow a link to
/// something private.
fn documentation() -> Result<()> {
    for scope in [&["--workspace", "--document-private-items"][..], &["--package", "sayso", "--lib"]] {
        let mut doc = command::cargo();
        doc.args(["doc", "--no-deps", "--quiet"]).args(scope);
        command::show(doc.env("RUSTDOCFLAGS", "-Dwarnings"))?;
    }
    Ok(())
}

/// The JavaScript is checked against its JSDoc types and the ones that the Wasm build generates, and its pure functions
/// are tested by Node's own test runner.
fn javascript() -> Result<()> {
    setup::npm_tools()?;
    wasm::build()?;
    types::generate()?;
    let types = tools::npm_modules()?.join("@types");
    for project_file in ["extension/jsconfig.json", "www/jsconfig.json"] {
        let mut tsc = command::new(tools::npm_program("tsc")?);
        tsc.args(["--project", project_file, "--noEmit", "--types", "chrome", "--typeRoots"]).arg(&types);
        command::show(&mut tsc)?;
    }
    command::show(command::new("node").args(["--test", "--test-reporter=dot", "tests/js/"]))
}
