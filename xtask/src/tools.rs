//! Finds the programs that the commands need; `setup` installs those that are missing.

use std::env;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{command, project};

/// A program that is looked for in the environment, in the tools folder and on the search path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// The browser itself: Google-branded Chrome no longer loads unpacked extensions from its command line.
    Chromium,
    /// Chromium's WebDriver server; must be of the browser's own version.
    Chromedriver,
    /// Firefox, the extended-support release or the ordinary one.
    Firefox,
    /// Firefox's WebDriver server.
    Geckodriver,
    /// Node's package manager.
    Npm,
    /// For the scorers of `eval`, and for Spark and DuckDB.
    Python,
    /// Counts instructions.
    Valgrind,
    /// For Spark.
    Java,
}

impl Program {
    /// The variable that names another copy of the program.
    const fn variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMIUM",
            Self::Chromedriver => "CHROMEDRIVER",
            Self::Firefox => "FIREFOX",
            Self::Geckodriver => "GECKODRIVER",
            Self::Npm => "NPM",
            Self::Python => "PYTHON",
            Self::Valgrind => "VALGRIND",
            Self::Java => "JAVA",
        }
    }

    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-browser"],
            Self::Chromedriver => &["chromedriver", "chromium.chromedriver"],
            Self::Firefox => &["firefox-esr", "firefox"],
            Self::Geckodriver => &["geckodriver"],
            Self::Npm => &["npm"],
            Self::Python => &["python3", "python"],
            Self::Valgrind => &["valgrind"],
            Self::Java => &["java"],
        }
    }

    /// Where the program is, if it is anywhere.
    #[must_use]
    pub fn find(self) -> Option<PathBuf> {
        if let Some(named) = env::var_os(self.variable()).map(PathBuf::from).filter(|path| path.is_file()) {
            return Some(named);
        }
        let built = project::tools().ok()?.join("geckodriver/bin/geckodriver");
        if self == Self::Geckodriver && built.is_file() {
            return Some(built);
        }
        command::find(self.names())
    }

    /// Where the program is.
    ///
    /// # Errors
    /// If it is nowhere; the message names the variable that would point at it.
    pub fn path(self) -> Result<PathBuf> {
        match self.find() {
            Some(path) => Ok(path),
            None => bail!(
                "{} is not installed: run `cargo xtask setup`, or name it in {}",
                self.names()[0],
                self.variable()
            ),
        }
    }
}

/// A program from the pinned npm tools, such as `tsc`.
///
/// # Errors
/// If the tools are not installed.
pub fn npm_program(name: &str) -> Result<PathBuf> {
    let path = npm_modules()?.join(".bin").join(name);
    if !path.exists() {
        bail!("{name} is not installed: run `cargo xtask setup`");
    }
    Ok(path)
}

/// The source of the accessibility checker.
///
/// # Errors
/// If it is not installed.
pub fn axe_source() -> Result<String> {
    let path = project::tools()?.join("axe/node_modules/axe-core/axe.min.js");
    if !path.exists() {
        bail!("axe-core is not installed: run `cargo xtask setup`");
    }
    project::read(&path)
}

/// The folder that holds the pinned npm packages.
///
/// # Errors
/// If there is no folder for tools.
pub fn npm_modules() -> Result<PathBuf> {
    Ok(project::tools()?.join("npm/node_modules"))
}
