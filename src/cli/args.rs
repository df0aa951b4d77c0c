//! What the command takes: arguments and their words.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use sayso::view::{OffsetUnit, ViewOptions};
use sayso::{Options, analysis::Force, limits};

/// What `analyze` and `explain` take.
#[derive(Debug, Args)]
pub struct AnalyzeArgs {
    /// Pages, texts, JSON lines or web archives, gzipped or not; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Output format; the default is `md` on a terminal and `json` otherwise.
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// What the input is.
    #[arg(long, value_enum, default_value_t = InputKind::Auto)]
    pub input: InputKind,
    /// Address of the page, for links and the date.
    #[arg(long)]
    pub url: Option<String>,
    /// Language of the text, instead of what the page states.
    #[arg(long)]
    pub lang: Option<String>,
    /// Analyze pages that do not look like an article, too.
    #[arg(long)]
    pub force: bool,
    /// Exit with 1 if an input is of this kind.
    #[arg(long, value_enum)]
    pub fail_on: Option<FailOn>,
    /// Indent the JSON.
    #[arg(long)]
    pub pretty: bool,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub work: WorkArgs,
    #[command(flatten)]
    pub view: ViewArgs,
}

/// What `batch` takes.
#[derive(Debug, Args)]
pub struct BatchArgs {
    /// Files of JSON lines or web archives, gzipped or not; without one, or for `-`, standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What the input is.
    #[arg(long, value_enum, default_value_t = BatchInput::Jsonl)]
    pub input: BatchInput,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub work: WorkArgs,
    #[command(flatten)]
    pub view: ViewArgs,
}

/// How much is done at once, and for how long.
#[derive(Debug, Args, Clone, Copy)]
pub struct WorkArgs {
    /// Documents analyzed at the same time; the default is one a core. The output does not depend on it.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MAX_JOBS))]
    jobs: Option<u16>,
    /// Give a document up after so many seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = limits::MAX_DOCUMENT_SECONDS, value_parser = seconds)]
    time_limit: f64,
    /// Refuse documents of more bytes.
    #[arg(long, value_name = "BYTES", default_value_t = limits::MAX_INPUT_BYTES, value_parser = clap::value_parser!(u64).range(1..=limits::MAX_INPUT_BYTES))]
    pub max_bytes: u64,
}

/// More threads than any machine we know has cores; each holds one document.
const MAX_JOBS: i64 = 1024;
/// Longer than any run, seconds: eleven days.
const MAX_SECONDS: f64 = 1e6;

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= MAX_SECONDS => Ok(seconds),
        _ => Err(format!("seconds between 0 and {MAX_SECONDS}, 0 excluded")),
    }
}

impl WorkArgs {
    /// How many documents are analyzed at the same time.
    pub fn jobs(self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.jobs.map_or_else(cores, usize::from)
    }

    /// How long one document may take.
    pub fn time_limit(self) -> Duration {
        Duration::from_secs_f64(self.time_limit)
    }
}

/// What is shown of an analysis.
#[derive(Debug, Args, Clone)]
pub struct ViewArgs {
    /// What offsets count.
    #[arg(long, value_enum, default_value_t = Offsets::Char)]
    offsets: Offsets,
    /// Only these parts, separated by commas; for `csv` it names the table.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PARTS")]
    pub only: Vec<Part>,
    /// Add the reasons for each block and claim.
    #[arg(long)]
    explain: bool,
}

impl ViewArgs {
    /// The view that these arguments ask for.
    pub fn options(&self) -> ViewOptions {
        ViewOptions { unit: self.offsets.unit(), explain: self.explain }
    }
}

impl AnalyzeArgs {
    /// How documents that do not say otherwise are analyzed.
    pub fn options(&self) -> Options {
        let force = if self.force { Force::AnyPage } else { Force::ArticlesOnly };
        Options { url: self.url.clone(), language: self.lang.clone(), force }
    }
}

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One object; a list of them for several documents.
    Json,
    /// One object a line.
    Jsonl,
    /// Report as Markdown.
    Md,
    /// Report as an HTML file that needs nothing else.
    Html,
    /// Table of claims, or of what `--only` names: claims, sources or entities.
    Csv,
    /// The article text alone.
    Txt,
    /// Citation of the article for BibLaTeX.
    Bibtex,
    /// Citation of the article as CSL-JSON.
    Csl,
}

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    /// What it looks like.
    Auto,
    /// HTML.
    Html,
    /// Plain text.
    Text,
    /// JSON lines {"id", "url"?, "lang"?, "html"|"text", "raw"?}.
    Jsonl,
    /// A web archive: pages from its responses and resources, texts from its conversions.
    Warc,
    /// A web archive of extracted texts.
    Wet,
}

/// What an input of `batch` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BatchInput {
    /// JSON lines {"id", "url"?, "lang"?, "html"|"text", "raw"?}.
    Jsonl,
    /// A web archive: pages from its responses and resources, texts from its conversions.
    Warc,
    /// A web archive of extracted texts.
    Wet,
}

/// What makes the command exit with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// The page does not look like one article.
    NotArticle,
}

/// A part of an analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Entities and values.
    Entities,
    /// Sources, and statements whose source is not made out.
    Sources,
    /// Claims.
    Claims,
    /// Key sentences, and where all sentences stand.
    Summary,
    /// The article text, its blocks and links.
    Text,
    /// What the page states about itself.
    Meta,
}

/// What an offset counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Offsets {
    /// Unicode code points.
    Char,
    /// UTF-16 code units.
    Utf16,
    /// UTF-8 bytes.
    Byte,
}

impl Offsets {
    /// The unit of the view.
    pub const fn unit(self) -> OffsetUnit {
        match self {
            Self::Char => OffsetUnit::CodePoint,
            Self::Utf16 => OffsetUnit::Utf16,
            Self::Byte => OffsetUnit::Byte,
        }
    }
}
