//! What an analysis costs, counted instead of timed: instructions on pages made by rule, and bytes of what ships,
//! against `tests/corpus/costs.toml`. A number that grows is a red test whatever else the machine is doing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::build::Target;
use crate::tools::Program;
use crate::{command, project, setup, size};

/// Where the costs stand.
const FILE: &str = "tests/corpus/costs.toml";
/// How much more a cost may be than what stands in the file, percent: another compiler or C library moves it by that.
const TOLERANCE_PERCENT: u64 = 5;
/// A cost that has fallen by more than this, percent, must be written down, so that it does not rise again unseen.
const SLACK_PERCENT: u64 = 20;
/// Size of the generated pages, bytes: large enough for something quadratic to show, small enough to count in a second.
const SIZE: &str = "40000";
/// What the pages are full of: the ordinary article, and what was quadratic once or could be.
const SHAPES: [&str; 8] = ["article", "nesting", "quotations", "many-names", "family", "links", "linked-data", "cells"];
/// Pages that are counted side by side.
const THREADS: usize = 2;

/// Compares what an analysis costs with what it cost before.
///
/// # Errors
/// If something costs more, or so much less that the file should say so.
pub fn run() -> Result<()> {
    let mut faults = Vec::new();
    let known = project::read(&project::root().join(FILE))?;
    for (name, now) in measured()? {
        let line = known.lines().find_map(|line| line.strip_prefix(&format!("{name} = ")));
        let before: u64 =
            line.with_context(|| format!("{FILE} has no {name}; it is {now}"))?.replace('_', "").parse()?;
        println!("{name:<28} {:>14}  was {:>14}  {:+.1} %", now, before, (now as f64 / before as f64 - 1.0) * 100.0);
        if now * 100 > before * (100 + TOLERANCE_PERCENT) {
            faults.push(format!("{name} has grown from {before} to {now}"));
        } else if now * 100 < before * (100 - SLACK_PERCENT) {
            faults.push(format!("{name} has fallen from {before} to {now}: write that into {FILE}"));
        }
    }
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    Ok(())
}

/// Every cost by its name.
fn measured() -> Result<Vec<(String, u64)>> {
    setup::valgrind()?;
    let program = program()?;
    let counts: Mutex<Vec<Result<(String, u64)>>> = Mutex::default();
    thread::scope(|scope| {
        for first in 0..THREADS {
            let (counts, program) = (&counts, &program);
            scope.spawn(move || {
                for shape in SHAPES.iter().skip(first).step_by(THREADS) {
                    let counted = instructions(program, shape).map(|count| (format!("instructions.{shape}"), count));
                    counts.lock().unwrap_or_else(PoisonError::into_inner).push(counted);
                }
            });
        }
    });
    let counts = counts.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut costs = counts.into_iter().collect::<Result<Vec<_>>>()?;
    costs.sort();
    costs.push(("bytes.module_gzip".to_owned(), size::gzip()? as u64));
    for (name, target) in [("bytes.package_chrome", Target::Chrome), ("bytes.package_firefox", Target::Firefox)] {
        let package = target.folder().with_extension("zip");
        let bytes = fs::metadata(&package).with_context(|| format!("cannot read {}", project::shown(&package)))?.len();
        costs.push((name.to_owned(), bytes));
    }
    Ok(costs)
}

/// The program of the `bench` package, without the other extractors.
fn program() -> Result<PathBuf> {
    command::show(command::cargo().args(["build", "--release", "--package", "bench"]))?;
    Ok(project::target().join("release/bench"))
}

/// Instructions of one whole analysis, from the start of the process to its end.
fn instructions(program: &Path, shape: &str) -> Result<u64> {
    let mut valgrind = command::new(Program::Valgrind.path()?);
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    let output = valgrind.args(["once", shape, SIZE]).output().context("cannot run valgrind")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = collected.with_context(|| format!("valgrind counted nothing on {shape}: {said}"))?;
    Ok(count.trim().parse()?)
}
