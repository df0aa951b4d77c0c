//! Native tests: one binary, one named test per case that lies in a folder or a list.
#![allow(clippy::panic, reason = "a panic is how a test fails")]

mod archive;
mod batch;
mod claims;
mod cli;
mod compare;
mod contract;
mod corpus;
mod documents;
mod exports;
mod fuzzing;
#[path = "../../fuzz/src/lib.rs"]
mod harness;
mod invariants;
mod samples;
mod seed;
#[path = "../../xtask/src/documents.rs"]
mod shown;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let mut trials = Vec::new();
    trials.extend(corpus::trials());
    trials.extend(claims::trials());
    trials.extend(samples::trials());
    trials.extend(seed::trials());
    trials.extend(compare::trials());
    trials.extend(contract::trials());
    trials.extend(invariants::trials());
    trials.extend(fuzzing::trials());
    trials.extend(cli::trials());
    trials.extend(batch::trials());
    trials.extend(exports::trials());
    trials.extend(documents::trials());
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// A named check that returns its complaints.
type Check = (&'static str, fn() -> Vec<String>);

/// A file of this repository.
fn repository(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &std::path::Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a check says: every complaint a line.
fn verdict(complaints: Vec<String>) -> Result<(), Failed> {
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n").into()) }
}

/// A case that is known to fail must fail: it turns red when it starts to pass.
fn known_failure(check: impl FnOnce() -> Result<(), Failed>) -> Result<(), Failed> {
    match check() {
        Err(_) => Ok(()),
        Ok(()) => Err("marked known_failure but passes: remove the mark".into()),
    }
}

/// A test from a function that returns its complaints.
fn trial(name: String, is_known_failure: bool, check: impl FnOnce() -> Vec<String> + Send + 'static) -> Trial {
    Trial::test(name, move || if is_known_failure { known_failure(|| verdict(check())) } else { verdict(check()) })
}
