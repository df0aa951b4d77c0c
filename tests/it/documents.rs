//! What documents show of the command: each call that they name works, and prints what they say.

use libtest_mimic::Trial;

use crate::cli::{err, out, sayso};
use crate::shown::{self, Shown};
use crate::{read, repository, trial};

/// A test for each call in each document.
pub fn trials() -> Vec<Trial> {
    let documents = shown::all(&repository("")).unwrap_or_else(|error| panic!("{error}"));
    let calls = documents.into_iter().flat_map(|(path, text)| {
        let calls = shown::commands(&text).into_iter().filter_map(|shown| Some((call(&shown)?, shown)));
        calls.map(|(arguments, shown)| (path.clone(), arguments, shown)).collect::<Vec<_>>()
    });
    let trials = calls.map(|(path, arguments, shown)| {
        let name = format!("documents::{path}:{}: {}", shown.line, shown.command);
        trial(name, false, move || works(&arguments, &shown.output))
    });
    trials.collect()
}

/// The arguments, with something to read for the words that stand for it.
fn call(shown: &Shown) -> Option<Vec<String>> {
    let arguments = ["sayso", "cargo run --release --"].into_iter().find_map(|program| shown.arguments_of(program))?;
    let sample = |name: &str| repository(&format!("www/samples/{name}.html")).to_string_lossy().into_owned();
    let meant = |word: &str| match word.trim_end_matches('…') {
        "FILE" | "A" => sample("liege-airport"),
        "B" => sample("strict-csp"),
        "URL" => "https://news.example/liege".to_owned(),
        "SHELL" => "bash".to_owned(),
        word if word.starts_with("www/") => repository(word).to_string_lossy().into_owned(),
        word => word.to_owned(),
    };
    let mut arguments: Vec<String> = arguments.iter().map(|word| meant(word)).collect();
    // The command or a subcommand alone is a name rather than a call.
    if arguments.len() < 2 && arguments.iter().all(|word| word.chars().all(char::is_alphabetic)) {
        arguments.push("--help".to_owned());
    }
    Some(arguments)
}

fn works(arguments: &[String], shown: &[String]) -> Vec<String> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = sayso(&arguments, read(&repository("www/samples/liege-airport.html")));
    if output.status.code() != Some(0) {
        return vec![format!("{:?}: {}", output.status, err(&output))];
    }
    let printed = out(&output);
    missing(shown, &printed.lines().collect::<Vec<_>>()).into_iter().collect()
}

/// The first line that is shown and not printed; `…` stands for any number of lines.
fn missing(shown: &[String], printed: &[&str]) -> Option<String> {
    let mut rest = printed;
    let mut may_skip = false;
    for line in shown {
        if line == "…" {
            may_skip = true;
            continue;
        }
        let at = rest.iter().position(|other| other == line).filter(|at| may_skip || *at == 0);
        let Some(at) = at else {
            return Some(format!(
                "the document shows {line:?}, printed is {:?}",
                rest.iter().take(3).collect::<Vec<_>>()
            ));
        };
        rest = &rest[at + 1..];
        may_skip = false;
    }
    None
}
