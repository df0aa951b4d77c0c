//! The fuzz targets without a fuzzer: the kept inputs of `fuzz/seeds`, and changes of them, through the same functions.
//! `cargo xtask fuzz TARGET --minutes N` looks further.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use libtest_mimic::Trial;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::{harness, repository, trial};

/// What a fuzzer calls with what it makes up.
type Target = fn(&[u8]);

/// A target's name, its function, and how many changed inputs are tried: some seconds of each.
const TARGETS: [(&str, Target, u32); 5] = [
    ("batch", batch, 60),
    ("html", harness::html, 400),
    ("snapshot", harness::snapshot, 1_000),
    ("text", harness::text, 400),
    ("model", harness::model, 600),
];

/// The tests.
pub fn trials() -> Vec<Trial> {
    let kept = TARGETS.map(|(name, target, _)| {
        trial(format!("fuzzing::kept_inputs_of_{name}_hold"), false, move || {
            seeds(name).iter().filter_map(|seed| finding(target, seed)).collect()
        })
    });
    let changed = TARGETS.map(|(name, target, cases)| {
        trial(format!("fuzzing::changed_inputs_of_{name}_hold"), false, move || changed(target, seeds(name), cases))
    });
    let batch = trial("fuzzing::changed_lines_of_batch_get_an_answer_each".to_owned(), false, changed_lines);
    kept.into_iter().chain(changed).chain([batch]).collect()
}

/// The fuzzer calls the readers by themselves; here the whole command reads, as `fuzz/fuzz_targets/batch.rs` chooses.
fn batch(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let kinds: [&[&str]; 4] = [
        &["batch", "--input", "jsonl"],
        &["batch", "--input", "warc"],
        &["batch", "--input", "wet"],
        &["--format", "jsonl", "-"],
    ];
    let output = crate::cli::sayso(kinds[usize::from(*kind) % kinds.len()], rest);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)) && !said.contains("panicked"), "{}: {said}", output.status);
    for answer in output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        assert!(is_answer(answer), "no answer: {}", String::from_utf8_lossy(answer));
    }
}

/// Whether a line of output is an analysis, or says why there is none.
fn is_answer(line: &[u8]) -> bool {
    let answer: Option<serde_json::Value> = serde_json::from_slice(line).ok();
    answer.is_some_and(|answer| answer.get("schema").is_some() || answer.get("error").is_some())
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = repository(&format!("fuzz/seeds/{target}"));
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))).collect()
}

/// What a target says against an input.
fn finding(target: Target, input: &[u8]) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(|| target(input))).err()?;
    let said = panic.downcast_ref::<String>().map_or_else(|| "a panic".to_owned(), Clone::clone);
    Some(format!("{said}\nfor {:?}", String::from_utf8_lossy(input)))
}

/// One change of an input: so far from its start, in parts of 65,536.
#[derive(Debug, Clone)]
enum Change {
    Set(u16, u8),
    Insert(u16, u8),
    /// A piece of the input is left out, or comes twice.
    Remove(u16, u8),
    Repeat(u16, u8),
}

/// Which of so many inputs, and what is changed in it.
fn changes(inputs: usize) -> impl Strategy<Value = (usize, Vec<Change>)> {
    let change = prop_oneof![
        any::<(u16, u8)>().prop_map(|(at, byte)| Change::Set(at, byte)),
        any::<(u16, u8)>().prop_map(|(at, byte)| Change::Insert(at, byte)),
        any::<(u16, u8)>().prop_map(|(at, length)| Change::Remove(at, length)),
        any::<(u16, u8)>().prop_map(|(at, length)| Change::Repeat(at, length)),
    ];
    (0..inputs, proptest::collection::vec(change, 1..8))
}

fn changed(target: Target, seeds: Vec<Vec<u8>>, cases: u32) -> Vec<String> {
    let changes = changes(seeds.len());
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&changes, |(seed, changes)| {
        let input = changes.iter().fold(seeds[seed].clone(), apply);
        let finding = finding(target, &input);
        prop_assert!(finding.is_none(), "{}", finding.unwrap_or_default());
        Ok(())
    });
    outcome.err().map(|error| error.to_string()).into_iter().collect()
}

fn apply(mut input: Vec<u8>, change: &Change) -> Vec<u8> {
    let (Change::Set(part, value)
    | Change::Insert(part, value)
    | Change::Remove(part, value)
    | Change::Repeat(part, value)) = *change;
    let at = (input.len() * usize::from(part)) >> u16::BITS;
    let end = (at + usize::from(value)).min(input.len());
    match change {
        Change::Set(..) => input.iter_mut().skip(at).take(1).for_each(|byte| *byte = value),
        Change::Insert(..) => input.insert(at, value),
        Change::Remove(..) => drop(input.drain(at..end)),
        Change::Repeat(..) => drop(input.splice(at..at, input[at..end].to_vec())),
    }
    input
}

/// Lines as programs send them, to begin with.
const LINES: [&str; 5] = [
    r#"{"id": "a", "url": "https://example.org/", "html": "<h1>Wall</h1><p>The council delayed the vote on Monday, Mayor Ana Ruiz said."}"#,
    r#"{"id": "b", "text": "The wall would cost $18.6 million, she said.\n\nIt would be built in May.", "lang": "en"}"#,
    r#"{"id": "c", "raw": true, "text": "\ud83d\ude00 Ana Ruiz said so. \u202e"}"#,
    r#"{"id": 4, "html": ""}"#,
    r#"{"id": null, "text": 7}"#,
];
/// Lines that one run of the command reads.
const CHANGED_LINES: usize = 400;

/// One line in, one JSON line out, whatever the line holds; the command comes to its end.
fn changed_lines() -> Vec<String> {
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let changes = changes(LINES.len());
    let mut input = Vec::new();
    let mut lines = 0;
    while lines < CHANGED_LINES {
        let Ok(tree) = changes.new_tree(&mut runner) else { continue };
        let (line, changes) = tree.current();
        let mut line = changes.iter().fold(LINES[line].as_bytes().to_vec(), apply);
        line.retain(|byte| *byte != b'\n');
        if !line.trim_ascii().is_empty() {
            lines += 1;
            input.extend(line);
            input.push(b'\n');
        }
    }
    let output = crate::cli::sayso(&["batch"], &input);
    let said = String::from_utf8_lossy(&output.stderr);
    let answers: Vec<&[u8]> = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let mut complaints = Vec::new();
    if answers.len() != lines || said.contains("panicked") || !matches!(output.status.code(), Some(0 | 1)) {
        complaints.push(format!("{} answers to {lines} lines, {}: {said}", answers.len(), output.status));
    }
    let bad = answers.iter().filter(|answer| !is_answer(answer));
    complaints.extend(bad.map(|answer| format!("no answer: {}", String::from_utf8_lossy(answer))));
    complaints
}
