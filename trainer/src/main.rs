//! Makes what the library ships from open data: `cargo run -p trainer -- lexicon`.
//!
//! The data folder is named by `SAYSO_DATA`. Running it again on the same data gives the same bytes.

mod lexicon;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

/// Makes word lists from open data.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Folder of the open data.
    #[arg(long, env = "SAYSO_DATA", global = true)]
    data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Derive `places.tsv` and `first_names.tsv` from gazetteers.
    Lexicon,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let data = cli.data.context("no data: name its folder with --data or SAYSO_DATA")?;
    match cli.command {
        Command::Lexicon => lexicon::derive(&data.join("corpora/ner/gazetteers")),
    }
}
