//! `cargo xtask <command>`: reads the command line and calls the module of the same name.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::browser::Kind;
use xtask::{bench, bless, build, check, demo, dist, eval, fuzz, scale, screenshots, serve, setup, size, test, tidy};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, test and show Sayso", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing: Wasm target, npm tools, browsers and their drivers
    Setup,
    /// Build the extension packages, the playground and the npm package (all of them without a word)
    Build { target: Option<build::Target> },
    /// Make what is published, from the last commit: store packages, source archive, SBOM, checksums
    Dist,
    /// Open a real browser, press the toolbar button on the sample page and print what the sidebar shows
    Demo {
        /// A saved page of your own, or a folder of them; the sample page without it
        page: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t = Kind::Chromium)]
        browser: Kind,
        /// Without a window (the default where there is no display)
        #[arg(long)]
        headless: bool,
    },
    /// Format, lints on both targets, docs, types of the JavaScript, tidy
    Check,
    /// Everything, or one part of it
    Test {
        part: Option<test::Part>,
        /// Only cases whose name contains this (browser and native parts)
        filter: Option<String>,
    },
    /// Draw the icons, and make the pictures of README and stores from the built extension
    Screenshots {
        /// Also every width, theme and language, into target/screenshots
        #[arg(long)]
        all: bool,
    },
    /// Write the expected exports and the JSON Schemas in docs anew
    Bless,
    /// The rules of this repository that no other tool checks
    Tidy,
    /// Score the core on annotated corpora in the folder that SAYSO_DATA names
    Eval { set: Option<eval::Set> },
    /// Time Sayso against other tools in the same run: saved pages, live pages, the click (all of it without a word)
    Bench {
        part: Option<bench::Part>,
        /// A folder of saved pages; without it the samples and the dev pages in SAYSO_DATA
        folder: Option<PathBuf>,
    },
    /// Look for inputs that break the core: html, snapshot, text, model
    Fuzz {
        target: String,
        #[arg(long, default_value_t = 1)]
        minutes: u32,
    },
    /// Measure `sayso batch` on made pages: speed, memory, what more cores bring
    Scale {
        /// How many pages
        #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..))]
        pages: u64,
    },
    /// Build the playground and serve it on this machine
    Serve {
        #[arg(long, default_value_t = serve::DEFAULT_PORT)]
        port: u16,
    },
    /// Size of the Wasm module, raw and compressed, against its budget
    Size,
    /// The runner that `cargo test --target wasm32-unknown-unknown` calls
    #[command(hide = true, disable_help_flag = true)]
    WasmTestRunner {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Setup => setup::run(),
        Command::Build { target } => build::run(target),
        Command::Dist => dist::run(),
        Command::Demo { page, browser, headless } => demo::run(page.as_deref(), browser, headless),
        Command::Check => check::run(),
        Command::Test { part, filter } => test::run(part, filter.as_deref()),
        Command::Screenshots { all } => screenshots::run(all),
        Command::Bless => bless::run(),
        Command::Tidy => tidy::run(),
        Command::Eval { set } => eval::run(set),
        Command::Bench { part, folder } => bench::run(part, folder),
        Command::Fuzz { target, minutes } => fuzz::run(&target, minutes),
        Command::Scale { pages } => scale::measure(pages),
        Command::Serve { port } => serve::run(port),
        Command::Size => size::run(),
        Command::WasmTestRunner { arguments } => test::wasm_test_runner(arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::error::ErrorKind;
    use xtask::{documents, project};

    use super::*;

    #[test]
    fn documents_show_commands_that_there_are() {
        let mut count = 0;
        for (path, text) in documents::all(project::root()).unwrap() {
            for shown in documents::commands(&text) {
                let Some(arguments) = shown.arguments_of("cargo xtask") else { continue };
                // A command alone is its name rather than a call.
                let is_name = arguments.len() == 1;
                match Cli::try_parse_from(["xtask".to_owned()].into_iter().chain(arguments)) {
                    Err(error) if error.kind() == ErrorKind::MissingRequiredArgument && is_name => {}
                    Err(error) => panic!("{path}:{}: `{}`: {error}", shown.line, shown.command),
                    Ok(_) => {}
                }
                count += 1;
            }
        }
        assert!(count > 40, "only {count} commands were found");
    }
}
