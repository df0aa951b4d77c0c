//! `sayso compare A B`: two articles on one story side by side, as JSON or Markdown.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice, ValueEnum};
use sayso::view::comparison::{
    ComparedClaim, ComparisonView, Difference, DifferenceType, MatchingClaims, Words, comparison_view,
};
use sayso::{Analysis, Options, analyze, compare};

use super::analyze::shown;
use super::args::{Format, InputKind, Offsets};
use super::output::Output;
use super::{EXIT_INPUT, EXIT_OK, answer, input, schema};

#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Two HTML or text files; `-` is standard input.
    #[arg(value_name = "FILE", num_args = 2, required_unless_present = "schema")]
    files: Vec<PathBuf>,
    /// Output format; the default is `md` on a terminal and `json` otherwise.
    #[arg(long, value_enum)]
    format: Option<CompareFormat>,
    /// What the inputs are.
    #[arg(long, value_enum, default_value_t = InputKind::Auto)]
    input: InputKind,
    /// Indent the JSON.
    #[arg(long)]
    pretty: bool,
    /// Print the JSON Schema of the output instead.
    #[arg(long, exclusive = true)]
    schema: bool,
    /// What offsets count.
    #[arg(long, value_enum, default_value_t = Offsets::Char)]
    offsets: Offsets,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// One object.
    Json,
    /// Markdown for people.
    Md,
}

/// Analyzes both files and prints their comparison. Returns the exit code.
///
/// # Errors
/// If the output cannot be written.
pub fn run(args: &CompareArgs, color: ColorChoice) -> io::Result<u8> {
    if args.schema {
        return schema::<ComparisonView>();
    }
    let mut out = Output::open(None)?;
    let mut analyses = Vec::new();
    for path in &args.files {
        match analyze_file(path, args.input) {
            Ok(analysis) => analyses.push(analysis),
            Err(message) => eprintln!("sayso: {message}"),
        }
    }
    let [a, b] = analyses.as_slice() else { return Ok(EXIT_INPUT) };
    let view = comparison_view(a, b, &compare(a, b), args.offsets.unit());
    let format = args.format.unwrap_or(if out.is_terminal { CompareFormat::Md } else { CompareFormat::Json });
    let mut bytes = Vec::new();
    match format {
        CompareFormat::Md => {
            markdown(&mut bytes, &view)?;
            bytes = shown(bytes, Format::Md, out.is_terminal, color);
        }
        CompareFormat::Json => {
            bytes = answer::written(&view, args.pretty)?;
            bytes.push(b'\n');
        }
    }
    out.write(&bytes)?;
    Ok(EXIT_OK)
}

fn analyze_file(path: &Path, kind: InputKind) -> Result<Analysis, String> {
    let bytes = input::read(path)?;
    let dom = input::parse(&bytes, kind).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(analyze(&dom, &Options::default()))
}

fn markdown(out: &mut impl Write, view: &ComparisonView) -> io::Result<()> {
    let title = |title: &Option<String>| title.clone().unwrap_or_else(|| "Title not stated on the page".to_owned());
    writeln!(out, "# Comparison\n\n- A: {}\n- B: {}", title(&view.a.title), title(&view.b.title))?;
    for note in &view.notes {
        writeln!(out, "\n> {}", note.message)?;
    }
    names(
        out,
        "Entities",
        [
            ("Both", view.entities.shared.iter().map(|one| one.name.as_str()).collect()),
            ("Only in A", view.entities.only_a.iter().map(|one| one.name.as_str()).collect()),
            ("Only in B", view.entities.only_b.iter().map(|one| one.name.as_str()).collect()),
        ],
    )?;
    names(
        out,
        "Sources",
        [
            ("Both", view.sources.shared.iter().map(|one| one.name.as_str()).collect()),
            ("Only in A", view.sources.only_a.iter().map(|one| one.name.as_str()).collect()),
            ("Only in B", view.sources.only_b.iter().map(|one| one.name.as_str()).collect()),
        ],
    )?;
    writeln!(out, "\n## Matching claims")?;
    for pair in &view.claims.matching {
        matching(out, pair)?;
    }
    claims(out, "Claims only in A", &view.claims.only_a)?;
    claims(out, "Claims only in B", &view.claims.only_b)
}

fn names(out: &mut impl Write, title: &str, lists: [(&str, Vec<&str>); 3]) -> io::Result<()> {
    writeln!(out, "\n## {title}\n")?;
    for (label, names) in lists {
        let list = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        writeln!(out, "- {label}: {list}")?;
    }
    Ok(())
}

fn matching(out: &mut impl Write, pair: &MatchingClaims) -> io::Result<()> {
    writeln!(out, "\n- A: {}\n- B: {}", pair.a.text, pair.b.text)?;
    for difference in &pair.differences {
        writeln!(out, "  - {}", difference_line(pair, difference))?;
    }
    Ok(())
}

fn difference_line(pair: &MatchingClaims, difference: &Difference) -> String {
    let words =
        |words: &Option<Words>| words.as_ref().map_or("not given".to_owned(), |words| format!("“{}”", words.text));
    let speaker = |claim: &ComparedClaim| claim.speaker.clone().unwrap_or_else(|| "no source given".to_owned());
    match difference.kind {
        DifferenceType::Number => format!("number: {} · {}", words(&difference.a), words(&difference.b)),
        DifferenceType::Date => format!("date: {} · {}", words(&difference.a), words(&difference.b)),
        DifferenceType::Attribution => format!("attribution: {} · {}", speaker(&pair.a), speaker(&pair.b)),
    }
}

fn claims(out: &mut impl Write, title: &str, claims: &[ComparedClaim]) -> io::Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {title}\n")?;
    claims.iter().try_for_each(|claim| writeln!(out, "- {}", claim.text))
}
