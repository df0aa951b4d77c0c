//! `cargo xtask bench [native|live|memory|click]`: Sayso against other tools in the same run, and the figures that matter,
//! the last lines as `name = value` for programs.

mod click;
mod live;

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;

use crate::browser::Kind;
use crate::build::{self, Target};
use crate::{command, project, setup, size};

/// What can be measured on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Parse and extraction of saved pages on this machine, stages, growth
    Native,
    /// The whole analysis of live pages
    Live,
    /// Memory of the module
    Memory,
    /// From the click to results on the screen
    Click,
}

/// A figure for programs.
pub type Figure = (String, f64);

/// Measures one part or everything; `folder` holds saved pages of one's own for the native part.
///
/// # Errors
/// If something does not build or run.
pub fn run(part: Option<Part>, folder: Option<PathBuf>) -> Result<()> {
    let is_wanted = |one| part.is_none_or(|wanted| wanted == one);
    let saved = saved_pages();
    if is_wanted(Part::Native) {
        native(folder, saved.clone())?;
    }
    let mut figures = Vec::new();
    if part != Some(Part::Native) {
        setup::chromium()?;
        setup::firefox()?;
        build::run(None)?;
    }
    for kind in [Kind::Chromium, Kind::Firefox] {
        if is_wanted(Part::Live) {
            figures.extend(live::measure(kind, saved.as_deref())?);
        }
        if is_wanted(Part::Memory) {
            figures.push(live::memory(kind)?);
        }
        if is_wanted(Part::Click) {
            figures.extend(click::measure(kind)?);
        }
    }
    if is_wanted(Part::Live) {
        let gzip = size::gzip()? as f64;
        figures.push(("size.wasm_gz_mb".to_owned(), gzip / 1e6));
        for target in [Target::Chrome, Target::Firefox] {
            let package = std::fs::metadata(target.folder().with_extension("zip"))?.len() as f64;
            figures.push((format!("size.package_mb.{}", name(target)), package / 1e6));
        }
    }
    println!();
    for (name, value) in figures {
        println!("{name} = {value:.3}");
    }
    Ok(())
}

fn name(target: Target) -> String {
    target.folder().file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// News pages as they were saved, where `SAYSO_DATA` says that there are any.
fn saved_pages() -> Option<PathBuf> {
    let data = env::var_os("SAYSO_DATA").filter(|value| !value.is_empty());
    data.map(|data| PathBuf::from(data).join("corpora/boilerplate/scrapinghub/pages"))
}

/// Times the pages of `folder`; without one our own samples and the saved pages.
fn native(folder: Option<PathBuf>, saved: Option<PathBuf>) -> Result<()> {
    let own = ["www/samples"].map(PathBuf::from).into_iter();
    let folders: Vec<PathBuf> = match folder {
        Some(folder) => vec![folder],
        None => own.chain(saved).collect(),
    };
    for folder in folders {
        command::show(program(&["--features", "peers"]).arg("peers").arg(project::root().join(folder)))?;
    }
    command::show(program(&[]).arg("growth"))
}

/// The program of the `bench` package, with the other extractors as a feature.
fn program(features: &[&str]) -> Command {
    let mut bench = command::cargo();
    bench.args(["run", "--release", "--package", "bench"]).args(features).arg("--");
    bench
}

/// The value in the middle, of an even number the upper one; 0 of none.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
