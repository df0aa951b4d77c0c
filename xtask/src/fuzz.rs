//! `cargo xtask fuzz TARGET --minutes N`: looks for inputs that break what `fuzz/src/lib.rs` says, guided by coverage.
//! What it finds lies in `target/fuzz-findings`; the inputs that reached new code stay in `target/fuzz-corpus`.

use std::fs;

use anyhow::{Result, bail};

use crate::{command, project, setup};

/// Longest input, bytes: beyond it an input holds the same again.
const MAX_LENGTH: u32 = 8192;
/// One input may take so long, seconds, on any machine and with sanitizers.
const INPUT_DEADLINE_S: u32 = 60;
const SECONDS_PER_MINUTE: u32 = 60;

/// Fuzzes one target for some minutes.
///
/// # Errors
/// If there is no such target, the fuzzer cannot be built, or it finds something.
pub fn run(target: &str, minutes: u32) -> Result<()> {
    let all = targets()?;
    if !all.iter().any(|one| one == target) {
        bail!("no fuzz target {target:?}: there are {}", all.join(", "));
    }
    let output = project::target();
    let (corpus, findings) = (output.join("fuzz-corpus").join(target), output.join("fuzz-findings").join(target));
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&findings)?;
    let mut fuzz = command::new(setup::cargo_fuzz()?);
    fuzz.args(["run", "--fuzz-dir", "fuzz", "--target-dir"]).arg(output.join("fuzz"));
    fuzz.arg(target).arg(&corpus).arg(project::root().join("fuzz/seeds").join(target)).arg("--");
    fuzz.arg(format!("-max_total_time={}", minutes * SECONDS_PER_MINUTE));
    fuzz.args([format!("-max_len={MAX_LENGTH}"), format!("-timeout={INPUT_DEADLINE_S}")]);
    fuzz.arg(format!("-artifact_prefix={}/", findings.display())).arg("-print_final_stats=1");
    // Sanitizers and coverage are reserved for nightly compilers; the pinned one has them all the same.
    command::show(fuzz.env("RUSTC_BOOTSTRAP", "1"))
}

fn targets() -> Result<Vec<String>> {
    let files = project::files(&project::root().join("fuzz/fuzz_targets"))?;
    Ok(files.iter().filter_map(|file| file.strip_suffix(".rs").map(str::to_owned)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_kept_inputs_and_a_test_without_a_fuzzer() {
        let tests = project::read(&project::root().join("tests/it/fuzzing.rs")).unwrap();
        for target in targets().unwrap() {
            let seeds = project::files(&project::root().join("fuzz/seeds").join(&target)).unwrap();
            assert!(!seeds.is_empty(), "no kept inputs for {target}");
            assert!(tests.contains(&format!("(\"{target}\", ")), "{target} is not in tests/it/fuzzing.rs");
        }
    }
}
