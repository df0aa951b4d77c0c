//! `sayso FILE…`: analyzes documents and writes them in one of the formats.

use std::io;

use clap::ColorChoice;
use sayso::view::{OffsetUnit, PageKind, View, ViewOptions};

use super::args::{AnalyzeArgs, FailOn, Format, InputKind, Part};
use super::document::{Label, Settings, analyze_opened, open, settled};
use super::export::Exporter;
use super::output::Output;
use super::pool::{self, Bounds};
use super::{EXIT_INPUT, EXIT_OK, input, terminal, usage_error};

/// Analyzes each document and writes it. Returns the exit code.
///
/// # Errors
/// If the output cannot be written.
pub fn run(args: &AnalyzeArgs, color: ColorChoice) -> io::Result<u8> {
    if args.files.is_empty() {
        return usage_error("no file given; use `-` for standard input");
    }
    let table = args.view.only.as_slice();
    if args.format == Some(Format::Csv) && !matches!(table, [] | [Part::Claims | Part::Sources | Part::Entities]) {
        return usage_error("a table holds one of claims, sources or entities");
    }
    let mut out = Output::open(args.output.as_deref())?;
    let format = args.format.unwrap_or(if out.is_terminal { Format::Md } else { Format::Json });
    let options = match format {
        // Reports have no offsets; bytes take no counting.
        Format::Md | Format::Html => ViewOptions { unit: OffsetUnit::Byte, ..args.view.options() },
        _ => args.view.options(),
    };
    let is_one_file = args.files.len() == 1;
    let is_one = is_one_file && !is_container(args.input);
    let mut exporter = Exporter::new(format, &args.view.only, args.pretty, is_one);
    let code = each_view(args, options, out.is_terminal, |view, label| {
        let is_one = is_one_file && label.place.is_none();
        let bytes = exporter.document(view, is_one)?;
        out.write(&shown(bytes, format, out.is_terminal, color))
    })?;
    out.write(&exporter.end()?)?;
    Ok(code)
}

/// Whether an input is known to hold any number of documents.
const fn is_container(kind: InputKind) -> bool {
    matches!(kind, InputKind::Jsonl | InputKind::Warc | InputKind::Wet)
}

/// What a terminal gets of a report.
pub fn shown(bytes: Vec<u8>, format: Format, is_terminal: bool, color: ColorChoice) -> Vec<u8> {
    if !matches!(format, Format::Md | Format::Txt) {
        return bytes;
    }
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if is_terminal {
        text = terminal::harmless(&text);
    }
    if format == Format::Md && terminal::is_colored(color, is_terminal) {
        text = terminal::painted(&text);
    }
    text.into_bytes()
}

/// Gives the view of each document in order; those that fail are named on standard error. Returns the exit code.
///
/// # Errors
/// If the output cannot be opened, and what `each` returns.
pub fn each_view(
    args: &AnalyzeArgs,
    options: ViewOptions,
    is_terminal: bool,
    mut each: impl FnMut(&View, &Label) -> io::Result<()>,
) -> io::Result<u8> {
    let documents = input::documents(args.files.clone(), args.input, args.work.max_bytes);
    let bounds = Bounds { jobs: args.work.jobs(), time_limit: args.work.time_limit() };
    let settings = Settings { options: args.options(), view: options };
    let is_long = args.files.len() > 1 || is_container(args.input);
    let bar = terminal::progress(is_long && !is_terminal);
    let mut code = EXIT_OK;
    let mut complain = |label: &Label, message: &str| {
        bar.suspend(|| eprintln!("sayso: {label}: {message}"));
        code = EXIT_INPUT;
    };
    let work = move |opened: Result<_, _>| opened.and_then(|opened| analyze_opened(opened, &settings));
    pool::ordered(documents, bounds, open, work, |outcome| {
        bar.inc(1);
        match settled(outcome) {
            (label, Ok(mut view)) => {
                let is_article = matches!(view.document.kind, PageKind::Article | PageKind::Live);
                if args.fail_on == Some(FailOn::NotArticle) && !is_article {
                    complain(&label, "does not look like a single article");
                }
                view.id.clone_from(&label.id);
                view.record.clone_from(&label.record);
                return each(&view, &label);
            }
            (label, Err(failure)) => complain(&label, &failure.message),
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    Ok(code)
}
