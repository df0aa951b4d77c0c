//! Rules for the documents: each file, test, package and script that they name is there. What commands with options of our
//! own say is held by the tests of these programs.

use std::fs;

use anyhow::Result;

use super::{FOLDERS, Finding, links};
use crate::documents::{self, Shown};
use crate::project;

/// Names that stand for several: `…` and `*` for any end or beginning, `<name>` for one that the reader knows.
const STANDS_FOR_OTHERS: [char; 5] = ['*', '…', '<', '{', '('];
/// Endings of files that people write.
const SOURCES: [&str; 10] = ["css", "html", "js", "json", "md", "py", "rs", "sql", "toml", "tsv"];
/// What a build makes.
const MADE: [&str; 3] = ["target/", "wasm/", "view.d.ts"];

/// Checks every document of the repository.
///
/// # Errors
/// If a folder or a file cannot be read.
pub fn check() -> Result<Vec<Finding>> {
    let mut tests = String::new();
    for file in project::files(&project::root().join("tests"))? {
        if file.ends_with(".rs") {
            tests += &project::read(&project::root().join("tests").join(&file))?;
        }
        tests += &format!("\n{file}\n");
    }
    let scripts = project::read(&project::root().join("store/package.json"))?;
    let is_there = |file: &str| project::root().join(file).exists();
    let files = files()?;
    let mut findings = Vec::new();
    for (path, text) in documents::all(project::root())? {
        findings.extend(blocks_have_names(&path, &text));
        for shown in documents::commands(&text) {
            let complaint = absent_file(&shown, &files)
                .or_else(|| absent_test(&shown.command, &tests))
                .or_else(|| absent_target(&shown, &is_there))
                .or_else(|| absent_script(&shown, &scripts));
            findings.extend(complaint.map(|complaint| Finding::new(&path, shown.line, complaint)));
        }
    }
    Ok(findings)
}

/// Only blocks with a name are known to hold commands or not.
fn blocks_have_names(path: &str, text: &str) -> Vec<Finding> {
    let fences = text.lines().enumerate().filter_map(|(index, line)| Some((index + 1, documents::fence(line)?)));
    let opening = fences.step_by(2).filter(|(_, name)| name.is_empty());
    opening
        .map(|(line, _)| Finding::new(path, line, "a block of code without `sh`, `console` or another name"))
        .collect()
}

/// Documents name files from the root, or from a folder that the sentence speaks of.
fn absent_file(shown: &Shown, files: &[String]) -> Option<String> {
    let in_folder = |word: &str| word.split_once('/').is_some_and(|(folder, _)| folders().any(|ours| ours == folder));
    let is_source =
        |word: &str| word.rsplit_once('.').is_some_and(|(name, ending)| !name.is_empty() && SOURCES.contains(&ending));
    let is_there = |word: &str| {
        let word = word.trim_end_matches('/');
        files.iter().any(|file| {
            file.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                || file.strip_suffix(word).is_some_and(|rest| rest.ends_with('/'))
        })
    };
    let words = shown.command.split(' ').filter(|word| in_folder(word) || is_source(word));
    let mut words =
        words.filter(|word| !word.contains(STANDS_FOR_OTHERS) && !MADE.iter().any(|made| word.contains(made)));
    Some(format!("names {}, which is not there", words.find(|word| !is_there(word))?))
}

/// Folders of the repository that documents speak of.
fn folders() -> impl Iterator<Item = &'static str> {
    FOLDERS.into_iter().chain(links::MORE_FOLDERS)
}

/// Every file of these folders and at the root.
fn files() -> Result<Vec<String>> {
    let mut found = Vec::new();
    for folder in folders() {
        found.extend(project::files(&project::root().join(folder))?.into_iter().map(|file| format!("{folder}/{file}")));
    }
    for entry in fs::read_dir(project::root())? {
        found.push(entry?.file_name().to_string_lossy().into_owned());
    }
    Ok(found)
}

/// A test is named by its modules and its function: each must stand in the tests, or be a file or folder there.
fn absent_test(name: &str, tests: &str) -> Option<String> {
    let is_name = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || "_:*…{},".contains(char);
    if !name.contains("::") || !name.chars().all(is_name) || name.starts_with("sayso") {
        return None;
    }
    let parts = name.split("::").flat_map(|part| part.trim_matches(['{', '}']).split(','));
    let absent = parts.map(|part| part.trim_matches(['*', '…'])).find(|part| !tests.contains(part))?;
    Some(format!("names a test {absent}, which is not there"))
}

/// Packages, examples and test binaries behind cargo's options.
fn absent_target(shown: &Shown, is_there: &dyn Fn(&str) -> bool) -> Option<String> {
    let words = shown.arguments_of("cargo")?;
    let own = words.iter().take_while(|word| *word != "--");
    let named = own.clone().zip(own.skip(1)).find(|(option, name)| match option.as_str() {
        "-p" | "--package" => *name != "sayso" && !is_there(&format!("{name}/Cargo.toml")),
        "--example" => !is_there(&format!("examples/{name}.rs")),
        "--test" => !is_there(&format!("tests/{name}.rs")) && !is_there(&format!("tests/{name}/main.rs")),
        _ => false,
    });
    named.map(|(option, name)| format!("cargo does not know {option} {name}"))
}

fn absent_script(shown: &Shown, scripts: &str) -> Option<String> {
    let words = shown.arguments_of("npm run")?;
    let name = words.first().filter(|name| !scripts.contains(&format!("\"{name}\":")))?;
    Some(format!("npm does not know the script {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(command: &str) -> Shown {
        Shown { line: 1, command: command.to_owned(), output: Vec::new() }
    }

    #[test]
    fn names_files_that_are_there() {
        let files = ["README.md", "src/dom/html.rs"].map(str::to_owned);
        let complaint = |command: &str| absent_file(&shown(command), &files);
        for fine in
            ["src/dom", "src/dom/", "dom/html.rs", "html.rs", "cat README.md", "src/*.rs", "wasm/sayso.js", "a/b"]
        {
            assert_eq!(complaint(fine), None, "{fine}");
        }
        assert!(complaint("src/do").is_some());
        assert!(complaint("tml.rs").is_some());
        assert!(complaint("cat src/main.rs").is_some());
    }

    #[test]
    fn names_tests_that_are_there() {
        let tests = "fn closing_restores_the_page() {}\nbrowser/v1/restoring.rs\n";
        for fine in
            ["v1::closing_restores_the_page", "v1::closing_…", "v1::*", "v1::{closing_restores_the_page,restoring}"]
        {
            assert_eq!(absent_test(fine, tests), None, "{fine}");
        }
        for no_test in ["sayso::analyze", "std::HashMap", "closing"] {
            assert_eq!(absent_test(no_test, tests), None, "{no_test}");
        }
        for bad in ["v1::opening", "v2::closing_…", "v1::{closing_restores_the_page,opening}"] {
            assert!(absent_test(bad, tests).is_some(), "{bad}");
        }
    }

    #[test]
    fn names_targets_and_scripts_that_are_there() {
        let target = |command: &str| {
            absent_target(&shown(command), &|file| ["trainer/Cargo.toml", "tests/it/main.rs"].contains(&file))
        };
        for fine in ["cargo run -p trainer -- --test no", "cargo test --test it NAME", "cargo doc --open"] {
            assert_eq!(target(fine), None, "{fine}");
        }
        assert!(target("cargo run --example passes").is_some());
        assert!(target("cargo run -p painter").is_some());
        let script = |command: &str| absent_script(&shown(command), r#"{"scripts": {"build-for-amo": "x"}}"#);
        assert_eq!(script("npm run build-for-amo"), None);
        assert!(script("npm run build-for-mars").is_some());
    }

    #[test]
    fn blocks_say_what_they_hold() {
        assert_eq!(blocks_have_names("a.md", "```sh\na\n```\n```text\nb\n```\n"), []);
        assert_eq!(
            blocks_have_names("a.md", "```sh\na\n```\n```\nb\n```\n"),
            [Finding::new("a.md", 4, "a block of code without `sh`, `console` or another name")]
        );
    }

    #[test]
    fn finds_commands_with_what_they_print() {
        let text = "Say `a b` or `c\nd`.\n\n```sh\na b    # why\n\nX=1 c\n```\n\n`e`\n```console\n$ f g\n1\n\n2\n```\n```text\nh\n```\n";
        let shown = |line, command: &str, output: &[&str]| Shown {
            line,
            command: command.to_owned(),
            output: output.iter().map(|&line| line.to_owned()).collect(),
        };
        let expected = [
            shown(5, "a b", &[]),
            shown(7, "X=1 c", &[]),
            shown(12, "f g", &["1", "", "2"]),
            shown(1, "a b", &[]),
            shown(1, "c d", &[]),
            shown(10, "e", &[]),
        ];
        assert_eq!(documents::commands(text), expected);
    }

    #[test]
    fn finds_the_program_in_a_pipe_and_behind_variables() {
        let arguments = |command: &str| {
            let command = command.to_owned();
            Shown { line: 1, command, output: Vec::new() }.arguments_of("sayso").map(|words| words.join(" "))
        };
        assert_eq!(arguments("curl URL | sayso - --url 'URL'").as_deref(), Some("- --url URL"));
        assert_eq!(arguments("NO_COLOR=1 sayso").as_deref(), Some(""));
        assert_eq!(arguments("sayso-tools a"), None);
    }
}
