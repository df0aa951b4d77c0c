//! `cargo xtask size`: the Wasm module, raw and as it travels, against its budget.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::wasm;

/// What a reader downloads at most, bytes after gzip: module with models and lexicons. Raising it is a decision of its
/// own, with a reason in the commit.
pub const BUDGET_GZIP: usize = 2_000_000;

/// Prints the module's size; fails over the budget.
///
/// # Errors
/// If the module was not built or is over the budget.
pub fn run() -> Result<()> {
    let (raw, gzip) = measure(&wasm::folder().join(wasm::MODULE))?;
    println!("Wasm module: {} raw, {} gzip (budget {} gzip)", shown(raw), shown(gzip), shown(BUDGET_GZIP));
    if gzip > BUDGET_GZIP {
        bail!("the Wasm module is {} over its budget", shown(gzip - BUDGET_GZIP));
    }
    Ok(())
}

/// The module's size as it travels, bytes.
///
/// # Errors
/// If the module was not built.
pub fn gzip() -> Result<usize> {
    Ok(measure(&wasm::folder().join(wasm::MODULE))?.1)
}

fn measure(module: &Path) -> Result<(usize, usize)> {
    let bytes =
        fs::read(module).with_context(|| format!("cannot read {}: run `cargo xtask build`", module.display()))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    Ok((bytes.len(), encoder.finish()?.len()))
}

fn shown(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}
