//! Command line: subcommands, exit codes, one subcommand a file.

mod analyze;
mod answer;
mod args;
mod batch;
mod compare;
mod document;
mod explain;
mod export;
mod input;
mod output;
mod pool;
mod terminal;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use args::{AnalyzeArgs, BatchArgs};
use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;
use output::Output;
use schemars::generate::SchemaSettings;

/// Shows the entities, sources and claims of a news article. Reads files or standard input; never the network.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    analyze: AnalyzeArgs,
    /// When to color what people read. NO_COLOR in the environment means never.
    #[arg(long, value_enum, global = true, default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Analyze files (the default).
    Analyze(AnalyzeArgs),
    /// Write one JSON line for each line or record of the input, in the same order.
    #[command(after_long_help = batch::AFTER_HELP)]
    Batch(BatchArgs),
    /// Show why each block was kept or removed and each claim ranked.
    Explain(AnalyzeArgs),
    /// Lay two articles on one story side by side.
    Compare(compare::CompareArgs),
    /// Print the JSON Schema of the output.
    Schema,
    /// Print completions for a shell.
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// Print the manual page of the command, or of one of its subcommands.
    Man {
        /// Which subcommand.
        subcommand: Option<String>,
    },
}

/// All went well.
const EXIT_OK: u8 = 0;
/// It ran, but an input failed or `--fail-on` matched.
const EXIT_INPUT: u8 = 1;
/// Wrong usage, or output could not be written.
const EXIT_USAGE: u8 = 2;

/// Runs the command. A closed pipe ends it quietly.
pub fn run() -> ExitCode {
    // Help and usage errors are printed before the arguments are read in full.
    let command = Cli::command().color(terminal::early_choice(std::env::args_os()));
    let cli = match Cli::from_arg_matches(&command.get_matches()) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let outcome = match cli.command {
        None => analyze::run(&cli.analyze, cli.color),
        Some(Command::Analyze(args)) => analyze::run(&args, cli.color),
        Some(Command::Batch(args)) => batch::run(&args),
        Some(Command::Explain(args)) => explain::run(&args, cli.color),
        Some(Command::Compare(args)) => compare::run(&args, cli.color),
        Some(Command::Schema) => schema::<sayso::view::View>(),
        Some(Command::Completions { shell }) => completions(shell),
        Some(Command::Man { subcommand }) => manual(subcommand.as_deref()),
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

fn schema<T: schemars::JsonSchema>() -> io::Result<u8> {
    let schema = SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<T>();
    let mut text = serde_json::to_vec_pretty(&schema)?;
    text.push(b'\n');
    print(&text)
}

fn completions(shell: Shell) -> io::Result<u8> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "sayso", &mut text);
    print(&text)
}

fn manual(subcommand: Option<&str>) -> io::Result<u8> {
    let mut command = Cli::command();
    // Fills in what subcommands inherit.
    command.build();
    let page = match subcommand {
        None => clap_mangen::Man::new(command),
        Some(name) => match command.find_subcommand(name) {
            Some(found) => {
                let found = found.clone().version(env!("CARGO_PKG_VERSION"));
                clap_mangen::Man::new(found)
                    .title(format!("sayso-{name}"))
                    .source(concat!("sayso ", env!("CARGO_PKG_VERSION")))
            }
            None => return usage_error(&format!("no subcommand {name}")),
        },
    };
    let mut text = Vec::new();
    page.render(&mut text)?;
    print(&text)
}

fn print(text: &[u8]) -> io::Result<u8> {
    Output::open(None)?.write(text)?;
    Ok(EXIT_OK)
}

/// The usage text, for arguments that do not go together.
fn usage_error(message: &str) -> io::Result<u8> {
    eprintln!("sayso: {message}\n\n{}", Cli::command().render_usage());
    Ok(EXIT_USAGE)
}

/// The files of an input; standard input where none is named.
fn or_standard_input(files: &[PathBuf]) -> Vec<PathBuf> {
    if files.is_empty() { vec![PathBuf::from("-")] } else { files.to_vec() }
}
