//! `sayso explain FILE…`: why each block was kept or removed, and each claim ranked.

use std::fmt::Write;
use std::io;

use clap::ColorChoice;
use sayso::view::{View, ViewOptions};

use super::args::AnalyzeArgs;
use super::output::Output;
use super::{analyze, terminal, usage_error};

/// Prints the verdict on each block and the features of each claim.
///
/// # Errors
/// If the output cannot be written.
pub fn run(args: &AnalyzeArgs, color: ColorChoice) -> io::Result<u8> {
    let options = ViewOptions { explain: true, ..args.view.options() };
    if args.files.is_empty() {
        return usage_error("no file given; use `-` for standard input");
    }
    let mut out = Output::open(args.output.as_deref())?;
    analyze::each_view(args, options, out.is_terminal, |view, _| {
        let text = explained(view).map_err(io::Error::other)?;
        let text = if out.is_terminal { terminal::harmless(&text) } else { text };
        let text = if terminal::is_colored(color, out.is_terminal) { terminal::painted(&text) } else { text };
        out.write(text.as_bytes())
    })
}

/// One line for each block and two for each claim.
fn explained(view: &View) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let Some(explain) = &view.explain else { return Ok(out) };
    writeln!(out, "# Blocks of the page")?;
    for block in &explain.blocks {
        let verdict = block.reason.as_deref().unwrap_or("kept");
        writeln!(out, "{verdict:>12}  #{:<5} {}", block.node, block.text)?;
    }
    writeln!(out, "\n# Claims")?;
    for (claim, explained) in view.claims.iter().zip(&explain.claims) {
        let features: Vec<String> =
            explained.features.iter().map(|feature| format!("{} {:+.1}", feature.name, feature.points)).collect();
        writeln!(out, "{:>5} {:.2}  {}\n             {}", claim.id, claim.score, claim.text, features.join(", "))?;
    }
    Ok(out)
}
