//! Runs other programs: with their output shown, or captured, and with an error that names the command.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::project;

/// A command that runs in the root of the repository.
#[must_use]
pub fn new(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    // `cargo run` points this at its own toolchain's libraries, which must not reach another compiler.
    command.current_dir(project::root()).env_remove("LD_LIBRARY_PATH");
    command
}

/// The cargo that runs this program.
#[must_use]
pub fn cargo() -> Command {
    new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command with its output shown.
///
/// # Errors
/// If it cannot start or does not succeed.
pub fn show(command: &mut Command) -> Result<()> {
    eprintln!("+ {}", written(command));
    let status = command.status().with_context(|| format!("cannot run {}", name(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", written(command));
    }
    Ok(())
}

/// Runs a command silently and returns its standard output; its standard error is shown if it fails.
///
/// # Errors
/// If it cannot start, does not succeed or prints something that is not UTF-8.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {}", name(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let printed = String::from_utf8_lossy(&output.stdout);
        bail!("`{}` failed ({})\n{printed}{said}", written(command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Does the command run and succeed? Its output is dropped.
#[must_use]
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// The first of these programs that the search path holds.
#[must_use]
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let suffixed = names.iter().map(|name| format!("{name}{}", env::consts::EXE_SUFFIX));
    suffixed.flat_map(|name| folders.iter().map(move |folder| folder.join(&name))).find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    file.is_file()
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// The command as one would type it, with the program's folder left out.
fn written(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
