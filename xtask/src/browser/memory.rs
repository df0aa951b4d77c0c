//! Memory of a process and all that it started, as Linux counts it.

use std::collections::HashMap;
use std::fs;

use anyhow::{Context, Result};

/// Proportional set size of a process and its descendants, bytes: what they share is counted once.
///
/// # Errors
/// If `/proc` cannot be read.
pub fn of_tree(root: u64) -> Result<u64> {
    let mut children: HashMap<u64, Vec<u64>> = HashMap::new();
    for entry in fs::read_dir("/proc").context("no /proc to read memory from")? {
        let name = entry?.file_name();
        let Some(process) = name.to_str().and_then(|name| name.parse().ok()) else { continue };
        if let Some(parent) = parent_of(process) {
            children.entry(parent).or_default().push(process);
        }
    }
    let mut total = 0;
    let mut open = vec![root];
    while let Some(process) = open.pop() {
        total += own(process).unwrap_or_default();
        open.extend(children.remove(&process).unwrap_or_default());
    }
    Ok(total)
}

/// The fourth field of `stat`; the second, a name in brackets, may hold spaces.
fn parent_of(process: u64) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// A process that has ended meanwhile has none.
fn own(process: u64) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? * 1024)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn counts_this_process() {
        assert!(of_tree(u64::from(std::process::id())).unwrap() > 100_000);
    }
}
