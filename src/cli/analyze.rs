//! `sayso FILE…` and `sayso explain FILE…`.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use sayso::analysis::Force;
use sayso::article::ArticleKind;
use sayso::view::{View, view};
use sayso::{Analysis, Options, analyze};

use super::{AnalyzeArgs, EXIT_INPUT, EXIT_OK, FailOn, Format, input, report, usage_error};

/// Analyzes each file and prints it. Returns the exit code.
pub fn run(args: &AnalyzeArgs) -> io::Result<u8> {
    let mut out = io::stdout().lock();
    let format = args.format.unwrap_or(if out.is_terminal() { Format::Md } else { Format::Json });
    each_file(args, &mut |analysis, is_first| {
        let view = view(analysis, args.view.options());
        match format {
            Format::Json | Format::Jsonl => write_json(&mut out, &view, args.pretty),
            Format::Md => report::markdown(&mut out, &view, is_first),
            Format::Txt => writeln!(out, "{}", view.text),
        }
    })
}

/// Prints the verdict on each block and the features of each claim.
pub fn explain(args: &AnalyzeArgs) -> io::Result<u8> {
    let mut out = io::stdout().lock();
    let options = sayso::view::ViewOptions { explain: true, ..args.view.options() };
    each_file(args, &mut |analysis, _| report::explain(&mut out, &view(analysis, options)))
}

fn each_file(args: &AnalyzeArgs, print: &mut dyn FnMut(&Analysis, bool) -> io::Result<()>) -> io::Result<u8> {
    if args.files.is_empty() {
        return usage_error("no file given; use `-` for standard input");
    }
    let mut code = EXIT_OK;
    let mut is_first = true;
    for path in &args.files {
        match analyze_file(path, args) {
            Ok(analysis) => {
                let is_article = matches!(analysis.article.kind, ArticleKind::Article | ArticleKind::Live);
                if args.fail_on == Some(FailOn::NotArticle) && !is_article {
                    eprintln!("sayso: {}: does not look like a single article", path.display());
                    code = EXIT_INPUT;
                }
                print(&analysis, is_first)?;
                is_first = false;
            }
            Err(message) => {
                eprintln!("sayso: {message}");
                code = EXIT_INPUT;
            }
        }
    }
    Ok(code)
}

fn analyze_file(path: &Path, args: &AnalyzeArgs) -> Result<Analysis, String> {
    let bytes = input::read(path)?;
    let dom = input::parse(&bytes, args.input).map_err(|error| format!("{}: {error}", path.display()))?;
    let options = Options {
        url: args.url.clone(),
        language: args.lang.clone(),
        force: if args.force { Force::AnyPage } else { Force::ArticlesOnly },
    };
    Ok(analyze(&dom, &options))
}

fn write_json(out: &mut impl Write, view: &View, pretty: bool) -> io::Result<()> {
    if pretty {
        serde_json::to_writer_pretty(&mut *out, view)?
    } else {
        serde_json::to_writer(&mut *out, view)?
    }
    writeln!(out)
}
