//! The command: formats, exit codes, messages that name the input, and the batch contract.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use libtest_mimic::Trial;
use serde_json::Value;

use crate::{Check, repository, trial};

/// The tests.
pub fn trials() -> Vec<Trial> {
    let checks: [Check; 15] = [
        ("a_page_gives_json", page_gives_json),
        ("markdown_names_title_and_sources", markdown),
        ("standard_input_is_a_dash", standard_input),
        ("a_missing_file_is_named_and_exits_1", missing_file),
        ("a_pdf_is_named_as_such", pdf),
        ("files_that_are_no_text_are_named_and_exit_1", binary_files),
        ("pages_in_any_encoding_are_read", encodings),
        ("input_past_the_limit_is_refused", too_large),
        ("no_file_is_a_usage_error", no_file),
        ("fail_on_not_article_exits_1", fail_on),
        ("batch_answers_each_line_in_order", batch),
        ("batch_gives_raw_text_back_unchanged", batch_raw),
        ("the_schema_is_json", schema),
        ("two_articles_are_compared_as_json_and_markdown", compare),
        ("a_comparison_names_the_file_that_fails", compare_with_missing_file),
    ];
    checks.into_iter().map(|(name, check)| trial(format!("cli::{name}"), false, check)).collect()
}

fn sayso(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("sayso does not start: {error}"));
    let mut stdin = child.stdin.take();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.as_mut().map(|stdin| stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap_or_else(|error| panic!("sayso does not end: {error}"));
    // The command may end without reading: a usage error closes the pipe.
    let _ = writer.join();
    output
}

fn sample() -> String {
    repository("www/samples/liege-airport.html").to_string_lossy().into_owned()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Complains unless the exit code and a part of a stream are as expected.
fn expect(output: &Output, code: i32, stream: &str, part: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if output.status.code() != Some(code) {
        complaints.push(format!("expected exit code {code}, found {:?}; {}", output.status.code(), err(output)));
    }
    if !stream.contains(part) {
        complaints.push(format!("expected {part:?} in {stream:?}"));
    }
    complaints
}

fn page_gives_json() -> Vec<String> {
    let output = sayso(&[&sample()], "");
    let title = serde_json::from_str::<Value>(&out(&output))
        .map(|view| view["document"]["title"].to_string())
        .unwrap_or_default();
    expect(&output, 0, &title, "Liege airport")
}

fn markdown() -> Vec<String> {
    let output = sayso(&["--format", "md", &sample()], "");
    [
        expect(&output, 0, &out(&output), "# Belgium’s security service"),
        expect(&output, 0, &out(&output), "VSSE (organization)"),
    ]
    .concat()
}

fn standard_input() -> Vec<String> {
    let output = sayso(
        &["--format", "txt", "-"],
        "<h1>Wall</h1><p>The council said on Monday that it would build the wall after all.</p>",
    );
    expect(&output, 0, &out(&output), "The council said on Monday that it would build the wall after all.")
}

fn missing_file() -> Vec<String> {
    let output = sayso(&["no-such-page.html"], "");
    expect(&output, 1, &err(&output), "sayso: no-such-page.html: ")
}

fn pdf() -> Vec<String> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("paper.pdf");
    std::fs::write(&path, b"%PDF-1.7\n\0\x01\x02").unwrap_or_else(|error| panic!("{error}"));
    let output = sayso(&[&path.to_string_lossy()], "");
    expect(&output, 1, &err(&output), "paper.pdf: not a text: this looks like a PDF")
}

/// A file with these bytes in the folder for temporary ones.
fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    path.to_string_lossy().into_owned()
}

fn binary_files() -> Vec<String> {
    let files: [(&str, &[u8], &str); 6] = [
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        ("pages.zip", b"PK\x03\x04\x14\0\0\0", "a zip archive or office document"),
        ("page.html.gz", b"\x1f\x8b\x08\0\0\0\0\0", "a gzip archive; unpack it first"),
        ("page.mhtml", b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n", "a page saved as MHTML; save it as HTML"),
        ("paper.rtf", b"{\\rtf1 Wall}", "an RTF document; save it as text or HTML"),
        ("noise.html", &[7, 0, 3, 200, 0, 1, 0, 2, 0, 3], "a binary file"),
    ];
    let mut complaints = Vec::new();
    for (name, bytes, looks_like) in files {
        let output = sayso(&[&file(name, bytes)], "");
        complaints.extend(expect(
            &output,
            1,
            &err(&output),
            &format!("{name}: not a text: this looks like {looks_like}"),
        ));
    }
    complaints
}

fn encodings() -> Vec<String> {
    let words = "Une étude du ministère a été publiée lundi, a annoncé le maire de la ville après la séance.";
    let page = |head: &str| format!("{head}<p>{words}</p>");
    let latin1 = |head: &str| page(head).chars().map(|c| c as u8).collect::<Vec<u8>>();
    let utf16 = |head: &str| page(head).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let files = [
        ("utf8.html", page("<meta charset=iso-8859-1>").into_bytes()),
        ("utf8-bom.html", [b"\xef\xbb\xbf", page("<meta charset=iso-8859-1>").as_bytes()].concat()),
        ("latin1.html", latin1("<meta charset=iso-8859-1>")),
        ("latin1-undeclared.html", latin1("")),
        ("latin1-declared-as-utf8.html", latin1("<meta charset=utf-8>")),
        (
            "latin1-behind-a-long-comment.html",
            latin1(&format!("<!--{}--><meta charset=iso-8859-1>", "x".repeat(2_000))),
        ),
        ("utf16.html", [b"\xff\xfe".to_vec(), utf16("<meta charset=utf-16>")].concat()),
        ("utf16-without-mark.html", utf16("<!doctype html>")),
    ];
    let mut complaints = Vec::new();
    for (name, bytes) in files {
        let output = sayso(&["--force", "--format", "txt", &file(name, &bytes)], "");
        complaints.extend(
            expect(&output, 0, &out(&output), words).into_iter().map(|complaint| format!("{name}: {complaint}")),
        );
    }
    complaints
}

fn too_large() -> Vec<String> {
    let path = file("large.html", b"<p>");
    // A hole in the file: nothing is written, and nothing past the limit may be kept in memory.
    let grown = std::fs::OpenOptions::new().write(true).open(&path).and_then(|file| file.set_len(1 << 30));
    grown.unwrap_or_else(|error| panic!("{path}: {error}"));
    let output = sayso(&[&path], "");
    let removed = std::fs::remove_file(&path);
    removed.unwrap_or_else(|error| panic!("{path}: {error}"));
    expect(&output, 1, &err(&output), "large.html: too large: ")
}

fn no_file() -> Vec<String> {
    let output = sayso(&["--pretty"], "");
    expect(&output, 2, &err(&output), "no file given")
}

fn fail_on() -> Vec<String> {
    let output = sayso(&["--fail-on", "not-article", "-"], "<p>Not found.");
    expect(&output, 1, &err(&output), "does not look like a single article")
}

fn lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap_or(Value::Null)).collect()
}

fn batch() -> Vec<String> {
    let input = "{\"id\":1,\"html\":\"<p>The council said on Monday that it would build the wall.</p>\"}\nnot json\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"\"}\n";
    let output = sayso(&["batch"], input);
    let answers = lines(&output);
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    let codes: Vec<&Value> = answers.iter().map(|answer| &answer["error"]["code"]).collect();
    let found = format!("{ids:?} {codes:?}");
    expect(
        &output,
        1,
        &found,
        "[Number(1), Null, String(\"b\"), String(\"c\")] [Null, String(\"bad-json\"), String(\"bad-input\"), Null]",
    )
}

fn batch_raw() -> Vec<String> {
    let text = "  First  line.\n\n\tSecond line, said Ana Ruiz. ";
    let input = format!("{}\n", serde_json::json!({ "id": 7, "raw": true, "text": text }));
    let output = sayso(&["batch"], &input);
    let answers = lines(&output);
    let found = answers.first().and_then(|answer| answer["text"].as_str()).unwrap_or_default().to_owned();
    let mut complaints = expect(&output, 0, &found, text);
    if answers.first().map(|answer| answer["blocks"].as_array().map_or(0, Vec::len)) != Some(2) {
        complaints.push("expected two blocks".to_owned());
    }
    complaints
}

fn schema() -> Vec<String> {
    let output = sayso(&["schema"], "");
    let title =
        serde_json::from_str::<Value>(&out(&output)).map(|schema| schema["title"].to_string()).unwrap_or_default();
    expect(&output, 0, &title, "View")
}

fn compare() -> Vec<String> {
    let other = repository("www/samples/strict-csp.html").to_string_lossy().into_owned();
    let json = sayso(&["compare", &sample(), &other, "--format", "json"], "");
    let found: Value = serde_json::from_str(&out(&json)).unwrap_or_default();
    let markdown = out(&sayso(&["compare", &sample(), &other, "--format", "md"], ""));
    let mut complaints = Vec::new();
    let publishers = (found["a"]["publisher"].as_str(), found["b"]["publisher"].as_str());
    if json.status.code() != Some(0) || publishers != (Some("The Lantern Wire"), Some("Port Ellery Courier")) {
        complaints.push(format!("{:?}: {publishers:?} {}", json.status, err(&json)));
    }
    let sections = ["# Comparison", "## Entities", "- Only in A: ", "## Sources", "## Matching claims"];
    complaints.extend(sections.iter().filter(|part| !markdown.contains(**part)).map(|part| format!("no {part:?}")));
    complaints
}

fn compare_with_missing_file() -> Vec<String> {
    let output = sayso(&["compare", &sample(), "missing.html"], "");
    let is_named = err(&output).contains("missing.html");
    if output.status.code() == Some(1) && is_named && output.stdout.is_empty() {
        Vec::new()
    } else {
        vec![format!("{:?} {}", output.status, err(&output))]
    }
}
