//! Makes what the library ships from open data: `cargo run --release -p trainer -- lexicon`, or `-- blocks`; and
//! writes out our own marked articles: `-- attribution`.
//!
//! The data folder is named by `SAYSO_DATA`. Running it again on the same data gives the same bytes.

mod attribution_text;
mod blocks;
mod chain;
mod claim_articles;
mod claim_rank;
mod claims;
mod conll;
mod corpus;
mod entities;
mod label;
mod lexicon;
mod lists;
mod sources;
mod trees;
mod vocabulary;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

/// Makes word lists and weights from open data.
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
    /// Train the block classifier, `models/blocks-*.bin`.
    Blocks {
        /// First cross-validate by site, and write the texts found there to this file.
        #[arg(long)]
        check: Option<PathBuf>,
    },
    /// Train the mention tagger, `models/entities.bin`, and its vocabulary, `models/words.bin`.
    Entities {
        /// Train without the development parts instead, print scores on them, and write nothing.
        #[arg(long)]
        check: bool,
    },
    /// Train the tagger of attributions, `models/sources.bin`.
    Sources,
    /// Train the ranker of claims, `models/claims.bin`.
    Claims {
        /// Cross-validate by document instead, print scores, and write nothing.
        #[arg(long)]
        check: bool,
    },
    /// Check the articles of `data/attribution`, and print them as JSON lines with character offsets.
    Attribution,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let data = cli.data.context("no data: name its folder with --data or SAYSO_DATA");
    match cli.command {
        Command::Lexicon => lexicon::derive(&data?.join("corpora/ner/gazetteers")),
        Command::Blocks { check } => {
            let models = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../models");
            blocks::train(&data?.join("corpora/boilerplate/wcxb"), &models, check.as_deref())
        }
        Command::Entities { check: true } => entities::check(&data?.join("corpora/ner")),
        Command::Entities { check: false } => {
            entities::make(&data?.join("corpora/ner"), &lists::repository().join("models"))
        }
        Command::Sources => {
            sources::make(&data?.join("corpora/attribution"), &own("attribution"), &lists::repository().join("models"))
        }
        Command::Claims { check: true } => claims::check(&data?.join("corpora/claims"), &own("claims")),
        Command::Claims { check: false } => {
            claims::make(&data?.join("corpora/claims"), &own("claims"), &lists::repository().join("models"))
        }
        Command::Attribution => {
            let articles = attribution_text::read(&own("attribution"))?;
            articles.iter().for_each(|(id, article)| println!("{}", article.to_json(id)));
            Ok(())
        }
    }
}

/// Our own marked articles.
fn own(kind: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(kind)
}

#[cfg(test)]
#[path = "../../xtask/src/documents.rs"]
mod documents;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_show_commands_that_there_are() {
        let mut count = 0;
        for (path, text) in documents::all(&lists::repository()).unwrap() {
            for shown in documents::commands(&text) {
                let programs = ["cargo run -p trainer --", "cargo run --release -p trainer --"];
                let Some(arguments) = programs.iter().find_map(|program| shown.arguments_of(program)) else { continue };
                if let Err(error) = Cli::try_parse_from(["trainer".to_owned()].into_iter().chain(arguments)) {
                    panic!("{path}:{}: `{}`: {error}", shown.line, shown.command);
                }
                assert_eq!(shown.output, [""; 0], "{path}:{}: nothing holds what it prints", shown.line);
                count += 1;
            }
        }
        assert!(count > 5, "only {count} commands were found");
    }
}
