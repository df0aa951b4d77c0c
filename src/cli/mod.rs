//! Command line: arguments, exit codes, one subcommand a file.

mod analyze;
mod batch;
mod compare;
mod decode;
mod input;
mod report;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use sayso::view::OffsetUnit;
use schemars::generate::SchemaSettings;

/// Shows the entities, sources and claims of a news article. Reads files or standard input; never the network.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    analyze: AnalyzeArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Analyze files (the default).
    Analyze(AnalyzeArgs),
    /// Read JSON lines {"id", "url"?, "html"|"text", "raw"?} and write one JSON line for each.
    Batch(ViewArgs),
    /// Show why each block was kept or removed and each claim ranked.
    Explain(AnalyzeArgs),
    /// Lay two articles on one story side by side.
    Compare(compare::CompareArgs),
    /// Print the JSON Schema of the output.
    Schema,
}

#[derive(Debug, Args)]
struct AnalyzeArgs {
    /// HTML or text files; `-` is standard input.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Output format; the default is `md` on a terminal and `json` otherwise.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// What the input is.
    #[arg(long, value_enum, default_value_t = InputKind::Auto)]
    input: InputKind,
    /// Address of the page, for links and the date.
    #[arg(long)]
    url: Option<String>,
    /// Language of the text, instead of what the page states.
    #[arg(long)]
    lang: Option<String>,
    /// Analyze pages that do not look like an article, too.
    #[arg(long)]
    force: bool,
    /// Exit with 1 if an input is of this kind.
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// Indent the JSON.
    #[arg(long)]
    pretty: bool,
    #[command(flatten)]
    view: ViewArgs,
}

#[derive(Debug, Args, Clone, Copy)]
struct ViewArgs {
    /// What offsets count.
    #[arg(long, value_enum, default_value_t = Offsets::Char)]
    offsets: Offsets,
    /// Add the reasons for each block and claim.
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One indented object, or a list of them for several files.
    Json,
    /// One object a line.
    Jsonl,
    /// Markdown for people.
    Md,
    /// The article text alone.
    Txt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum InputKind {
    /// HTML if it looks like it, else text.
    Auto,
    /// HTML.
    Html,
    /// Plain text.
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// The page does not look like one article.
    NotArticle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Offsets {
    /// Unicode code points.
    Char,
    /// UTF-16 code units.
    Utf16,
    /// UTF-8 bytes.
    Byte,
}

impl Offsets {
    fn unit(self) -> OffsetUnit {
        match self {
            Offsets::Char => OffsetUnit::CodePoint,
            Offsets::Utf16 => OffsetUnit::Utf16,
            Offsets::Byte => OffsetUnit::Byte,
        }
    }
}

impl ViewArgs {
    fn options(self) -> sayso::view::ViewOptions {
        sayso::view::ViewOptions { unit: self.offsets.unit(), explain: self.explain }
    }
}

/// All went well.
const EXIT_OK: u8 = 0;
/// It ran, but an input failed or `--fail-on` matched.
const EXIT_INPUT: u8 = 1;
/// Wrong usage, or output could not be written.
const EXIT_USAGE: u8 = 2;

/// Runs the command. A closed pipe ends it quietly.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        None => analyze::run(&cli.analyze),
        Some(Command::Analyze(args)) => analyze::run(&args),
        Some(Command::Batch(args)) => batch::run(args),
        Some(Command::Explain(args)) => analyze::explain(&args),
        Some(Command::Compare(args)) => compare::run(&args),
        Some(Command::Schema) => schema::<sayso::view::View>(),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(EXIT_OK),
        Err(error) => {
            eprintln!("sayso: {error}");
            ExitCode::from(EXIT_USAGE)
        }
    }
}

/// Prints the schema of what is written: a field that is never left out is required, even if it may be `null`.
fn schema<T: schemars::JsonSchema>() -> io::Result<u8> {
    let schema = SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<T>();
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schema)?;
    writeln!(out)?;
    Ok(EXIT_OK)
}

/// The usage text, for an empty list of files.
fn usage_error(message: &str) -> io::Result<u8> {
    eprintln!("sayso: {message}\n\n{}", Cli::command().render_usage());
    Ok(EXIT_USAGE)
}
