//! Runs `sayso batch` on made pages and measures it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::archives;
use crate::command;

/// How often the memory of the command is looked at.
const GLANCE: Duration = Duration::from_millis(10);

/// One run.
pub struct Run {
    /// Wall-clock seconds.
    pub seconds: f64,
    /// Seconds of processor time.
    pub cpu_seconds: f64,
    /// Most memory that was resident, bytes; nought where the system does not tell.
    pub peak_bytes: u64,
    /// A hash of the output, and its lines.
    pub digest: (u64, usize),
}

/// Writes pages as JSON lines.
///
/// # Errors
/// If the file cannot be written.
pub fn write_lines(path: &Path, pages: u64) -> Result<()> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    archives::write_lines(&mut BufWriter::new(file), pages)
}

/// Runs the command on a file of JSON lines.
///
/// # Errors
/// If it fails.
pub fn run(sayso: &Path, lines: &Path, jobs: usize) -> Result<Run> {
    let start = Instant::now();
    let mut batch = command::new(sayso);
    batch.args(["batch", "--jobs", &jobs.to_string()]).arg(lines);
    let mut child = batch.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("sayso batch gives no output")?;
    let reader = thread::spawn(move || digest(BufReader::new(output)));
    let (mut peak_bytes, mut cpu_seconds) = (0, 0.0);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        // Both only ever grow, so the last look is the closest.
        peak_bytes = peak(child.id()).unwrap_or(peak_bytes);
        cpu_seconds = cpu(child.id()).unwrap_or(cpu_seconds);
        thread::sleep(GLANCE);
    };
    let digest = reader.join().map_err(|_| anyhow::anyhow!("reading from sayso batch failed"))??;
    if !status.success() {
        bail!("sayso batch failed ({status})");
    }
    Ok(Run { seconds: start.elapsed().as_secs_f64(), cpu_seconds, peak_bytes, digest })
}

/// FNV-1a of all bytes (Fowler, Noll, Vo), and the number of lines.
fn digest(mut output: impl BufRead) -> Result<(u64, usize)> {
    let (mut hash, mut lines) = (0xcbf2_9ce4_8422_2325_u64, 0);
    loop {
        let bytes = output.fill_buf()?;
        if bytes.is_empty() {
            return Ok((hash, lines));
        }
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            lines += usize::from(*byte == b'\n');
        }
        let length = bytes.len();
        output.consume(length);
    }
}

/// The most memory that was resident so far.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// Linux counts processor time in hundredths of a second, whatever the kernel's own clock.
const TICKS_PER_SECOND: f64 = 100.0;

/// Processor time so far: fields 14 and 15 of `stat`, of which the second holds a name in parentheses.
fn cpu(process: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks = fields.next()?.parse::<f64>().ok()? + fields.next()?.parse::<f64>().ok()?;
    Some(ticks / TICKS_PER_SECOND)
}
