//! The command: formats, exit codes, and messages that name the input.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use libtest_mimic::Trial;
use object::Object;
use serde_json::Value;

use crate::{Check, repository, trial};

/// The tests.
pub fn trials() -> Vec<Trial> {
    let checks: [Check; 16] = [
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
        ("the_schema_is_json", schema),
        ("completions_and_manual_name_the_subcommands", generated),
        ("output_that_cannot_be_written_exits_2", full_disk),
        ("nothing_in_it_opens_a_socket", no_sockets),
        ("two_articles_are_compared_as_json_and_markdown", compare),
        ("a_comparison_names_the_file_that_fails", compare_with_missing_file),
    ];
    checks.into_iter().map(|(name, check)| trial(format!("cli::{name}"), false, check)).collect()
}

/// Runs the command on a text or bytes.
pub fn sayso(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("sayso does not start: {error}"));
    let mut stdin = child.stdin.take();
    let input = input.as_ref().to_owned();
    let writer = std::thread::spawn(move || stdin.take().map(|mut stdin| stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap_or_else(|error| panic!("sayso does not end: {error}"));
    // The command may end without reading: a usage error closes the pipe.
    let _ = writer.join();
    output
}

fn sample() -> String {
    repository("www/samples/liege-airport.html").to_string_lossy().into_owned()
}

/// What it printed.
pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What it said beside that.
pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The JSON lines of the output.
pub fn lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap_or(Value::Null)).collect()
}

/// Complains unless the exit code and a part of a stream are as expected.
pub fn expect(output: &Output, code: i32, stream: &str, part: &str) -> Vec<String> {
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
        expect(&output, 0, &out(&output), "- **VSSE** — Organizations · "),
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
pub fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    path.to_string_lossy().into_owned()
}

fn binary_files() -> Vec<String> {
    let files: [(&str, &[u8], &str); 5] = [
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        ("pages.zip", b"PK\x03\x04\x14\0\0\0", "a zip archive or office document"),
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

fn schema() -> Vec<String> {
    let output = sayso(&["schema"], "");
    let title =
        serde_json::from_str::<Value>(&out(&output)).map(|schema| schema["title"].to_string()).unwrap_or_default();
    expect(&output, 0, &title, "View")
}

fn generated() -> Vec<String> {
    let mut complaints = Vec::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = sayso(&["completions", shell], "");
        complaints.extend(expect(&output, 0, &out(&output), "batch"));
    }
    let page = sayso(&["man"], "");
    complaints.extend(expect(&page, 0, &out(&page), ".SH SUBCOMMANDS"));
    let page = sayso(&["man", "batch"], "");
    complaints.extend(expect(&page, 0, &out(&page), "sayso\\-batch"));
    let page = sayso(&["man", "fly"], "");
    complaints.extend(expect(&page, 2, &err(&page), "no subcommand fly"));
    complaints
}

fn full_disk() -> Vec<String> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let output = sayso(&["--output", "/dev/full", &sample()], "");
    expect(&output, 2, &err(&output), "sayso: /dev/full: No space left on device")
}

/// Functions of the system without which nothing reaches a network.
const SOCKETS: [&str; 10] =
    ["socket", "connect", "bind", "listen", "accept", "accept4", "getaddrinfo", "sendto", "recvfrom", "WSASocketW"];

fn no_sockets() -> Vec<String> {
    let path = env!("CARGO_BIN_EXE_sayso");
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let program = object::File::parse(bytes.as_slice()).unwrap_or_else(|error| panic!("{path}: {error}"));
    let imports = program.imports().unwrap_or_default();
    let names: Vec<_> = imports.iter().map(|import| String::from_utf8_lossy(import.name()).into_owned()).collect();
    // macOS writes an underscore before each name.
    let is_socket = |name: &&String| SOCKETS.contains(&name.trim_start_matches('_'));
    let mut complaints: Vec<String> = names.iter().filter(is_socket).map(|name| format!("imports {name}")).collect();
    if !names.iter().any(|name| name.trim_start_matches('_').starts_with("write")) && cfg!(unix) {
        complaints.push("the imports were not read: not even writing is among them".to_owned());
    }
    complaints
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
