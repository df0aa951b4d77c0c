//! Which compiler builds for Wasm: rustup's where it has the target or can add it, otherwise Debian's with its own
//! source of the standard library.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::{command, project, setup};

/// The target of everything that runs in a browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A way to compile for [`TARGET`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The cargo that runs this program, with the target's standard library installed.
    Rustup,
    /// Debian's `rustc-web`, which builds the standard library from `rust-web-src`.
    Debian,
}

/// Debian packages of the second way: compiler, cargo, standard-library source, linker, linter.
const DEBIAN_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22", "rust-web-clippy"];
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CLIPPY: &str = "/usr/bin/cargo-clippy";
const DEBIAN_STD_SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";
const DEBIAN_LINKER: &str = "wasm-ld-22";

const BY_HAND: &str = "\
No compiler for the browser is here. Run one of these, then the command again:
  rustup target add wasm32-unknown-unknown
  apt-get install rustc-web cargo-web rust-web-src lld-22 rust-web-clippy      (Debian)";

/// Finds or installs a compiler for Wasm. The choice is printed when it is made and remembered in the tools folder.
///
/// `SAYSO_WASM_TOOLCHAIN` (`rustup` or `debian`) overrides it.
///
/// # Errors
/// If there is none and none can be installed.
pub fn choose() -> Result<Toolchain> {
    let memory = project::tools()?.join("wasm-toolchain");
    let remembered = env::var("SAYSO_WASM_TOOLCHAIN").or_else(|_| fs::read_to_string(&memory)).unwrap_or_default();
    match remembered.trim() {
        "rustup" if rustup_has_target() => return Ok(Toolchain::Rustup),
        "debian" if debian_is_complete() => return Ok(Toolchain::Debian),
        _ => {}
    }
    let choice = install(remembered.trim() == "debian")?;
    println!("Compiler for Wasm: {}", choice.described());
    project::write(&memory, choice.word())?;
    Ok(choice)
}

fn install(debian_first: bool) -> Result<Toolchain> {
    if !debian_first {
        if rustup_has_target() {
            return Ok(Toolchain::Rustup);
        }
        if command::find(&["rustup"]).is_some() {
            setup::announce("the Wasm target with rustup", "about 20 MB");
            let added = command::show(command::new("rustup").args(["target", "add", TARGET]));
            if added.is_ok() && rustup_has_target() {
                return Ok(Toolchain::Rustup);
            }
        }
    }
    if !debian_is_complete() {
        if !Path::new("/etc/debian_version").exists() {
            bail!(BY_HAND);
        }
        setup::announce("Debian's Rust compiler for Wasm", "about 500 MB; rustup could not add the target");
        setup::apt(&DEBIAN_PACKAGES, BY_HAND)?;
    }
    Ok(Toolchain::Debian)
}

fn rustup_has_target() -> bool {
    let mut rustc = command::new(Toolchain::Rustup.rustc());
    let folder = command::read(rustc.args(["--print", "target-libdir", "--target", TARGET]));
    folder.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn debian_is_complete() -> bool {
    let files = [DEBIAN_CARGO, DEBIAN_RUSTC, DEBIAN_CLIPPY, DEBIAN_STD_SOURCE];
    files.iter().all(|file| Path::new(file).exists()) && command::find(&[DEBIAN_LINKER]).is_some()
}

impl Toolchain {
    const fn word(self) -> &'static str {
        match self {
            Self::Rustup => "rustup",
            Self::Debian => "debian",
        }
    }

    const fn described(self) -> &'static str {
        match self {
            Self::Rustup => "rustup's, with the target wasm32-unknown-unknown",
            Self::Debian => "Debian's rustc-web, standard library built from source (once, about a minute)",
        }
    }

    /// Where the source of the standard library lies if it is installed, and what the compiler calls this place when it
    /// is not.
    ///
    /// # Errors
    /// If the compiler does not run.
    pub fn library_source(self) -> Result<(PathBuf, String)> {
        let sysroot = self.ask(&["--print", "sysroot"])?;
        let commit = self.about("commit-hash")?;
        Ok((Path::new(sysroot.trim()).join("lib/rustlib/src/rust"), format!("/rustc/{commit}")))
    }

    /// The version of the compiler, and with it of the standard library.
    ///
    /// # Errors
    /// If the compiler does not run.
    pub fn release(self) -> Result<String> {
        self.about("release")
    }

    fn about(self, what: &str) -> Result<String> {
        let version = self.ask(&["--version", "--verbose"])?;
        let line = version.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(": "));
        Ok(line.with_context(|| format!("rustc does not say its {what}"))?.to_owned())
    }

    fn ask(self, arguments: &[&str]) -> Result<String> {
        command::read(command::new(self.rustc()).args(arguments))
    }

    fn rustc(self) -> PathBuf {
        match self {
            Self::Rustup => env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()).into(),
            Self::Debian => DEBIAN_RUSTC.into(),
        }
    }

    /// `cargo <verb> --target wasm32-unknown-unknown`, ready for more arguments.
    ///
    /// # Errors
    /// If there is no folder for tools.
    pub fn cargo(self, verb: &str) -> Result<Command> {
        match self {
            Self::Rustup => {
                let mut cargo = command::cargo();
                cargo.args([verb, "--target", TARGET]);
                Ok(cargo)
            }
            Self::Debian => debian_cargo(verb),
        }
    }
}

fn debian_cargo(verb: &str) -> Result<Command> {
    let mut cargo = command::new(DEBIAN_CARGO);
    cargo.args([verb, "--target", TARGET, "-Zbuild-std=std,panic_abort"]);
    // The search path puts rustup's proxies first; cargo must find Debian's compiler, linter and documenter.
    cargo.env("RUSTC", DEBIAN_RUSTC).env("RUSTDOC", "/usr/bin/rustdoc").env_remove("RUSTUP_TOOLCHAIN");
    let path = env::var("PATH").unwrap_or_default();
    cargo.env("PATH", format!("/usr/bin:{path}"));
    // -Zbuild-std is reserved for nightly compilers; Debian's is a stable one with its own matching source.
    cargo.env("RUSTC_BOOTSTRAP", "1");
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER);
    // Another compiler needs a folder of its own; the intermediate files, the standard library among them, outlive
    // the checkout.
    cargo.env("CARGO_TARGET_DIR", project::target().join("wasm-debian"));
    cargo.env("CARGO_BUILD_BUILD_DIR", project::tools()?.join("wasm-debian-build"));
    Ok(cargo)
}

/// Where a build with [`Toolchain::cargo`] puts its output for a profile.
#[must_use]
pub fn output(toolchain: Toolchain, profile: &str) -> PathBuf {
    let target = match toolchain {
        Toolchain::Rustup => project::target(),
        Toolchain::Debian => project::target().join("wasm-debian"),
    };
    target.join(TARGET).join(profile)
}
