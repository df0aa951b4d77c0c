//! Waiting for a condition, with a deadline that says what did not happen.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Long enough for a loaded two-core machine; reaching it is a failure, not a pause.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// Time between two looks: below what a person or a test notices, above what keeps a core busy.
const INTERVAL: Duration = Duration::from_millis(10);

/// Looks until the condition yields a value.
///
/// # Errors
/// If looking fails, or when the deadline passes; `what` completes "still waiting for …".
pub fn until<T>(what: &str, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(value) = look()? {
            return Ok(value);
        }
        if start.elapsed() >= DEADLINE {
            bail!("still waiting for {what} after {} s", DEADLINE.as_secs());
        }
        thread::sleep(INTERVAL);
    }
}

/// Looks until the condition holds.
///
/// # Errors
/// See [`until`].
pub fn until_true(what: &str, mut look: impl FnMut() -> Result<bool>) -> Result<()> {
    until(what, || Ok(look()?.then_some(())))
}
