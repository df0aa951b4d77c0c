//! Feeds JSON lines through `sayso batch` and reads one analysis for each.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use serde_json::Value;

use crate::{command, project};

/// Analyzes the inputs in order. Those that the core refuses are counted, printed and left out.
///
/// # Errors
/// If the command fails or does not answer every line.
pub fn run(input: &[Value]) -> Result<Vec<Value>> {
    let start = Instant::now();
    let program = project::target().join("release/sayso");
    let mut batch = command::new(program).arg("batch").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut sink = batch.stdin.take().context("sayso batch takes no input")?;
    let lines: Vec<String> = input.iter().map(|value| format!("{value}\n")).collect();
    // Written beside the reading: a pipe holds less than a page.
    let writer = thread::spawn(move || lines.iter().try_for_each(|line| sink.write_all(line.as_bytes())));
    let output = BufReader::new(batch.stdout.take().context("sayso batch gives no output")?);
    let answers = output.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect::<Result<Vec<Value>>>()?;
    let written = writer.join().map_err(|_| anyhow::anyhow!("writing to sayso batch failed"))?;
    let status = batch.wait()?;
    written.context("sayso batch stopped reading")?;
    if !status.success() || answers.len() != input.len() {
        bail!("sayso batch answered {} of {} lines ({status})", answers.len(), input.len());
    }
    let (refused, analyses): (Vec<Value>, Vec<Value>) =
        answers.into_iter().partition(|answer| answer.get("error").is_some());
    for refusal in &refused {
        println!("refused {}: {}", refusal["id"], refusal["error"]);
    }
    println!("{} analyzed in {:.1} s", analyses.len(), start.elapsed().as_secs_f64());
    Ok(analyses)
}

/// The text of a gzipped page; bytes that are not UTF-8 become replacement characters, as JSON needs.
///
/// # Errors
/// If the file cannot be read.
pub fn unzipped(path: &Path) -> Result<String> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes).with_context(|| format!("cannot unzip {}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
