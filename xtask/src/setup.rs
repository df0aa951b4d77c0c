//! `cargo xtask setup`: installs what is missing and says so; the other commands install only what they need.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::tools::Program;
use crate::{command, project, toolchain};

/// The geckodriver that the browser tests were written against; Debian ships none.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// Installs everything that any command needs.
///
/// # Errors
/// If something cannot be installed; the message says what to install by hand.
pub fn run() -> Result<()> {
    npm_tools()?;
    toolchain::choose()?;
    chromium()?;
    firefox()?;
    axe()?;
    valgrind()?;
    scale()?;
    println!("Everything is in place.");
    Ok(())
}

/// The pinned tools from npm: `wasm-opt`, `tsc`, `web-ext`.
///
/// # Errors
/// If npm is missing or cannot install them.
pub fn npm_tools() -> Result<()> {
    npm_packages("xtask/npm", "npm", "development tools from npm (wasm-opt, tsc, web-ext)", "about 220 MB")
}

/// Installs the packages that a lock file of the repository names into a folder of the tools.
fn npm_packages(wanted: &str, folder: &str, what: &str, amount: &str) -> Result<()> {
    let wanted = project::root().join(wanted);
    let folder = project::tools()?.join(folder);
    let lock = project::read(&wanted.join("package-lock.json"))?;
    // The stamp is written last, so an interrupted installation is done again.
    let stamp = folder.join("installed-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let Some(npm) = Program::Npm.find() else {
        bail!("npm is not installed: install Node 20 or newer (https://nodejs.org), which brings it");
    };
    announce(what, amount);
    project::write(&folder.join("package.json"), project::read(&wanted.join("package.json"))?)?;
    project::write(&folder.join("package-lock.json"), &lock)?;
    command::show(command::new(npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    project::write(&stamp, lock)
}

/// The accessibility checker for the browser tests, apart from the tools: it is part of no build.
///
/// # Errors
/// If npm is missing or cannot install it.
pub fn axe() -> Result<()> {
    npm_packages("tests/browser/npm", "axe", "the accessibility checker axe-core from npm", "about 3 MB")
}

/// What `cargo xtask bench` times Sayso against in the browser.
///
/// # Errors
/// If npm is missing or cannot install it.
pub fn peers() -> Result<()> {
    npm_packages("benches/peers", PEERS, "extractors to be timed against, from npm", "about 30 MB")
}

/// The folder that holds the packages of [`peers`].
///
/// # Errors
/// If there is no folder for tools.
pub fn peers_folder() -> Result<PathBuf> {
    Ok(project::tools()?.join(PEERS).join("node_modules"))
}

const PEERS: &str = "bench-peers";

/// Chromium and its driver.
///
/// # Errors
/// If they are missing and cannot be installed.
pub fn chromium() -> Result<()> {
    if Program::Chromium.find().is_none() || Program::Chromedriver.find().is_none() {
        announce("Chromium, its driver and a font", "about 400 MB");
        apt(&["chromium", "chromium-driver", "fonts-dejavu-core"], CHROMIUM_BY_HAND)?;
    }
    Ok(())
}

/// Firefox and its driver.
///
/// # Errors
/// If they are missing and cannot be installed or built.
pub fn firefox() -> Result<()> {
    if Program::Firefox.find().is_none() {
        announce("Firefox", "about 250 MB");
        apt(&["firefox-esr", "fonts-dejavu-core"], FIREFOX_BY_HAND)?;
    }
    if Program::Geckodriver.find().is_none() {
        announce("geckodriver, built from source", "two to four minutes, once");
        let root = project::tools()?.join("geckodriver");
        let mut install = command::cargo();
        install.args(["install", "geckodriver", "--locked", "--version", GECKODRIVER_VERSION, "--root"]).arg(root);
        command::show(install.env_remove("CARGO_TARGET_DIR"))?;
    }
    Ok(())
}

/// The cargo-fuzz that the targets were written against.
const CARGO_FUZZ_VERSION: &str = "0.13.2";

/// cargo-fuzz, which only `cargo xtask fuzz` needs.
///
/// # Errors
/// If it is missing and cannot be built.
pub fn cargo_fuzz() -> Result<PathBuf> {
    let root = project::tools()?.join("cargo-fuzz");
    let program = root.join(format!("bin/cargo-fuzz{}", env::consts::EXE_SUFFIX));
    if !program.is_file() {
        announce("cargo-fuzz, built from source", "a minute or two, once");
        let mut install = command::cargo();
        install.args(["install", "cargo-fuzz", "--locked", "--version", CARGO_FUZZ_VERSION, "--root"]).arg(root);
        command::show(install.env_remove("CARGO_TARGET_DIR"))?;
    }
    Ok(program)
}

/// What counts instructions.
///
/// # Errors
/// If it is missing and cannot be installed.
pub fn valgrind() -> Result<()> {
    if Program::Valgrind.find().is_none() {
        announce("valgrind", "about 80 MB");
        apt(&["valgrind"], "Install valgrind with the package manager, or name it in VALGRIND.")?;
    }
    Ok(())
}

/// What Spark and DuckDB need: a Java runtime, and both from PyPI in an environment of their own.
///
/// # Errors
/// If Java or Python is missing and cannot be installed.
pub fn scale() -> Result<()> {
    if Program::Java.find().is_none() {
        announce("a Java runtime", "about 200 MB");
        apt(&["openjdk-17-jre-headless"], JAVA_BY_HAND)?;
    }
    let wanted = project::read(&project::root().join(SCALE_PACKAGES))?;
    let folder = project::tools()?.join("scale");
    let stamp = folder.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    announce("PySpark and DuckDB from PyPI", "about 450 MB");
    let made = command::show(command::new(Program::Python.path()?).args(["-m", "venv"]).arg(&folder));
    made.context("Python cannot make an environment; on Debian: apt-get install python3-venv")?;
    let mut pip = command::new(scale_python()?);
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--requirement", SCALE_PACKAGES]);
    command::show(&mut pip)?;
    project::write(&stamp, wanted)
}

/// The pinned packages that the examples for many pages need.
const SCALE_PACKAGES: &str = "xtask/python/scale.txt";

/// The Python that has them.
///
/// # Errors
/// If there is no folder for tools.
pub fn scale_python() -> Result<PathBuf> {
    Ok(project::tools()?.join("scale/bin/python"))
}

const JAVA_BY_HAND: &str = "\
Install a Java runtime, version 17, then run the command again:
  Debian            apt-get install openjdk-17-jre-headless
  Fedora, Arch      dnf install java-17-openjdk-headless, pacman -S jre17-openjdk-headless
  macOS             brew install openjdk@17
or name an existing one in JAVA.";

const CHROMIUM_BY_HAND: &str = "\
Install Chromium and its driver, then run the command again:
  Debian            apt-get install chromium chromium-driver
  Fedora            dnf install chromium chromedriver
  Arch              pacman -S chromium
  macOS             brew install --cask chromium chromedriver
or name existing ones in CHROMIUM and CHROMEDRIVER (Google-branded Chrome cannot load an unpacked extension this way).";

const FIREFOX_BY_HAND: &str = "\
Install Firefox, then run the command again:
  Debian            apt-get install firefox-esr
  Fedora, Arch      dnf install firefox, pacman -S firefox
  macOS             brew install --cask firefox
or name an existing one in FIREFOX.";

/// Installs Debian packages, or fails with the advice for doing it by hand.
///
/// # Errors
/// If there is no apt, no right to use it, or it fails.
pub fn apt(packages: &[&str], by_hand: &str) -> Result<()> {
    if command::find(&["apt-get"]).is_none() {
        bail!("there is no apt-get here to install {} with.\n{by_hand}", packages.join(", "));
    }
    let Some(prefix) = privilege() else {
        bail!("installing {} needs root, and sudo asks for a password.\n{by_hand}", packages.join(", "));
    };
    let apt_get = |arguments: &[&str]| -> Command {
        let words: Vec<&str> = prefix.iter().chain(&["apt-get"]).chain(arguments).copied().collect();
        let mut apt_get = command::new(words[0]);
        apt_get.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive");
        apt_get
    };
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    command::show(&mut apt_get(&["update", "-q"]))
        .and_then(|()| command::show(&mut apt_get(&arguments)))
        .with_context(|| format!("apt-get could not install {}.\n{by_hand}", packages.join(", ")))
}

/// The words before `apt-get`: none for root, `sudo` where it needs no password.
fn privilege() -> Option<&'static [&'static str]> {
    let is_root = command::read(command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root {
        return Some(&[]);
    }
    command::succeeds(command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

/// Says what is about to be installed, and how much of it.
pub fn announce(what: &str, amount: &str) {
    eprintln!("Installing {what} ({amount}) …");
}
