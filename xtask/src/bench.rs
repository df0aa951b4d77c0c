//! `cargo xtask bench`: times the extraction of pages against another tool in the same run.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{command, project};

/// Times the pages of `folder`; without one, those of `SAYSO_DATA`, and without that our own samples.
///
/// # Errors
/// If the bench does not build or the folder holds no pages.
pub fn run(folder: Option<&Path>) -> Result<()> {
    let data = env::var_os("SAYSO_DATA").filter(|value| !value.is_empty()).map(PathBuf::from);
    let of_data = || data.map(|data| data.join("corpora/boilerplate/scrapinghub/pages"));
    let folder = folder.map(Path::to_path_buf).or_else(of_data).unwrap_or_else(|| "www/samples".into());
    let mut bench = command::cargo();
    bench.args(["run", "--release", "--package", "bench", "--"]).arg(project::root().join(folder));
    command::show(&mut bench)
}
