//! The batch contract: one answer for each document, in order, whatever is wrong with some of them.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::archive::{packed, record, response};
use crate::cli::{err, expect, file, lines, out, sayso};
use crate::{Check, trial};

/// The tests.
pub fn trials() -> Vec<Trial> {
    let checks: [Check; 17] = [
        ("answers_each_line_in_order", each_line),
        ("an_answer_comes_before_the_next_line_is_sent", dialogue),
        ("gives_raw_text_back_unchanged", raw),
        ("the_output_is_the_same_for_any_number_of_jobs", jobs),
        ("a_broken_line_is_named_and_the_rest_done", broken_lines),
        ("a_line_over_the_limit_is_refused", long_line),
        ("a_line_of_a_gigabyte_takes_no_memory", gigabyte),
        ("a_repeated_id_is_refused", repeated_id),
        ("a_document_past_the_time_limit_is_given_up", time_limit),
        ("archives_keep_id_address_and_date", archive),
        ("a_text_archive_has_texts", text_archive),
        ("a_broken_record_costs_no_other", broken_record),
        ("a_broken_gzip_member_costs_no_other", broken_member),
        ("a_cut_gzip_file_is_named_and_what_came_before_is_kept", cut_gzip),
        ("files_that_cannot_be_read_are_named_and_the_rest_done", unreadable),
        ("a_full_disk_ends_the_run", full_disk),
        ("a_closed_pipe_ends_the_run_quietly", closed_pipe),
    ];
    checks.into_iter().map(|(name, check)| trial(format!("batch::{name}"), false, check)).collect()
}

const PAGE: &str = "<h1>Wall</h1><p>The council said on Monday that it would build the wall after all.</p>";

/// Ids and error codes of the answers, one after another.
fn summary(answers: &[Value]) -> String {
    let one = |answer: &Value| {
        let id = answer["id"].as_str().map_or_else(|| answer["id"].to_string(), str::to_owned);
        answer["error"]["code"].as_str().map_or_else(|| id.clone(), |code| format!("{id}:{code}"))
    };
    answers.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn each_line() -> Vec<String> {
    let input =
        format!("{}\nnot json\n{{\"id\":\"b\"}}\n\n{{\"id\":\"c\",\"text\":\"\"}}", json!({ "id": 1, "html": PAGE }));
    let output = sayso(&["batch"], &input);
    expect(&output, 1, &summary(&lines(&output)), "1 null:bad-json b:bad-input c")
}

/// Nobody waits so long for one short line, however busy the machine.
const PATIENCE: Duration = Duration::from_secs(300);

fn dialogue() -> Vec<String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .arg("batch")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("sayso does not start: {error}"));
    let (mut input, output) = child.stdin.take().zip(child.stdout.take()).unwrap_or_else(|| panic!("no pipes"));
    let (sender, answers) = mpsc::channel();
    std::thread::spawn(move || {
        let lines = BufReader::new(output).lines().map_while(Result::ok);
        lines.map(|line| sender.send(line)).find(Result::is_err)
    });
    let mut complaints = Vec::new();
    for id in 0..3 {
        let sent = writeln!(input, "{}", json!({ "id": id, "text": "It rains." })).and_then(|()| input.flush());
        let answer = answers.recv_timeout(PATIENCE).unwrap_or_default();
        if sent.is_err() || !answer.contains(&format!("\"id\":{id},")) {
            complaints.push(format!("line {id}: found the answer {answer:?}"));
        }
    }
    drop(input);
    if !child.wait().is_ok_and(|status| status.success()) {
        complaints.push("it did not end well when the input ended".to_owned());
    }
    complaints
}

fn raw() -> Vec<String> {
    let text = "  First  line.\n\n\tSecond line, said Ana Ruiz. ";
    let output = sayso(&["batch"], format!("{}\n", json!({ "id": 7, "raw": true, "text": text })));
    let answers = lines(&output);
    let found = answers.first().and_then(|answer| answer["text"].as_str()).unwrap_or_default().to_owned();
    let mut complaints = expect(&output, 0, &found, text);
    if answers.first().map(|answer| answer["blocks"].as_array().map_or(0, Vec::len)) != Some(2) {
        complaints.push("expected two blocks".to_owned());
    }
    complaints
}

fn jobs() -> Vec<String> {
    let line = |number: usize| {
        let said = "Mayor Ana Ruiz said on Monday that the wall would cost more. ".repeat(1 + number % 17);
        json!({ "id": number, "text": said }).to_string()
    };
    let input = (0..60).map(line).collect::<Vec<_>>().join("\n");
    let run = |jobs: &str| sayso(&["batch", "--jobs", jobs], &input).stdout;
    let one = run("1");
    let differing = ["2", "5", "64"].into_iter().filter(|jobs| run(jobs) != one);
    differing.map(|jobs| format!("the output with {jobs} jobs differs from that with one")).collect()
}

fn broken_lines() -> Vec<String> {
    let mut input =
        b"{\"id\":\"a\",\"text\":\"caf\xe9\"}\n{\"id\":[1],\"text\":\"x\"}\n{\"id\":\"b\",\"text\":7}\n".to_vec();
    input.extend_from_slice(b"{\"id\":\"c\",\"text\":\"It rains.\"}\n");
    let output = sayso(&["batch"], input);
    let answers = lines(&output);
    let message = answers[0]["error"]["message"].as_str().unwrap_or_default();
    [
        expect(&output, 1, &summary(&answers), "null:bad-json null:bad-input b:bad-input c"),
        expect(&output, 1, message, "standard input, line 1: invalid unicode code point at column"),
        expect(&output, 1, &err(&output), "sayso: 3 of 4 documents failed"),
    ]
    .concat()
}

fn long_line() -> Vec<String> {
    let input = format!("{}\n{}\n", json!({ "id": 1, "text": "x".repeat(100) }), json!({ "id": 2, "text": "x" }));
    let output = sayso(&["batch", "--max-bytes", "50"], &input);
    expect(&output, 1, &summary(&lines(&output)), "null:too-large 2")
}

/// Kilobytes of address space that the command gets: less than the line, more than the limit for one.
const ADDRESS_SPACE_KB: u32 = 800_000;

fn gigabyte() -> Vec<String> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let script = format!(
        "ulimit -v {ADDRESS_SPACE_KB}; (printf '{{\"id\":1,\"text\":\"'; head -c 1000000000 /dev/zero; \
         printf '\"}}\\n{{\"id\":2,\"text\":\"It rains.\"}}\\n') | \"$0\" batch --jobs 1"
    );
    let output = Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_sayso")]).output();
    let output = output.unwrap_or_else(|error| panic!("sh does not start: {error}"));
    expect(&output, 1, &summary(&lines(&output)), "null:too-large 2")
}

fn repeated_id() -> Vec<String> {
    let line = |id: Value, text: &str| json!({ "id": id, "text": text }).to_string();
    let input =
        [line(json!("a"), "One."), line(json!(1), "Two."), line(json!("a"), "Three."), line(json!("1"), "Four.")];
    let output = sayso(&["batch"], input.join("\n"));
    expect(&output, 1, &summary(&lines(&output)), "a 1 a:duplicate-id 1")
}

fn time_limit() -> Vec<String> {
    // Two megabytes take seconds; the limit is a hundredth of one.
    let long = "Mayor Ana Ruiz said on Monday that the wall would cost more than planned. ".repeat(27_000);
    let input = format!("{}\n{}\n", json!({ "id": "long", "text": long }), json!({ "id": "bad", "text": 7 }));
    let output = sayso(&["batch", "--time-limit", "0.01", "--jobs", "1"], &input);
    expect(&output, 1, &summary(&lines(&output)), "long:time-limit bad:bad-input")
}

fn archive() -> Vec<String> {
    let bytes = [response(1, PAGE), response(2, PAGE)].map(|record| packed(&record)).concat();
    let output = sayso(&["batch", "--input", "warc", &file("two.warc.gz", &bytes)], "");
    let answers = lines(&output);
    let record = json!({ "url": "https://post.example/2", "date": "2026-03-12T09:00:02Z" });
    let mut complaints = expect(&output, 0, &summary(&answers), "<urn:uuid:1> <urn:uuid:2>");
    if answers.get(1).map(|answer| &answer["record"]) != Some(&record) {
        complaints.push(format!("expected the record {record} in {answers:?}"));
    }
    if answers.get(1).map(|answer| &answer["document"]["url"]) != Some(&json!("https://post.example/2")) {
        complaints.push("expected the address of the record as that of the page".to_owned());
    }
    complaints
}

fn text_archive() -> Vec<String> {
    let text = "The council said on Monday that it would build the wall after all.";
    let bytes = [response(1, PAGE), record("conversion", 2, "text/plain", text)].concat();
    let output = sayso(&["batch", "--input", "wet", &file("one.wet", &bytes)], "");
    expect(&output, 0, &summary(&lines(&output)), "<urn:uuid:2>")
}

fn broken_record() -> Vec<String> {
    let wrong = String::from_utf8_lossy(&response(2, PAGE)).replace("Content-Length: 1", "Content-Length: 2");
    let bytes = [response(1, PAGE), wrong.into_bytes(), response(3, PAGE)].concat();
    let output = sayso(&["batch", "--input", "warc", &file("wrong-length.warc", &bytes)], "");
    let answers = lines(&output);
    let message = answers.get(1).and_then(|answer| answer["error"]["message"].as_str()).unwrap_or_default();
    [
        expect(&output, 1, &summary(&answers), "<urn:uuid:1> <urn:uuid:2>:bad-record <urn:uuid:3>"),
        expect(&output, 1, message, "wrong-length.warc, record 2: it"),
    ]
    .concat()
}

fn broken_member() -> Vec<String> {
    let mut members = [1, 2, 3].map(|number| packed(&response(number, PAGE)));
    // The check sum of the second one.
    let at = members[1].len() - 8;
    members[1][at] ^= 1;
    let output = sayso(&["batch", "--input", "warc", &file("bad-block.warc.gz", &members.concat())], "");
    expect(&output, 1, &summary(&lines(&output)), "<urn:uuid:1> <urn:uuid:2>:bad-gzip <urn:uuid:3>")
}

fn cut_gzip() -> Vec<String> {
    let mut bytes = [1, 2].map(|number| packed(&response(number, PAGE))).concat();
    bytes.truncate(bytes.len() - 20);
    let cut = file("cut.warc.gz", &bytes);
    let whole = file("whole.warc.gz", &packed(&response(3, PAGE)));
    let output = sayso(&["batch", "--input", "warc", &cut, &whole], "");
    let answers = summary(&lines(&output));
    let mut complaints = expect(&output, 1, &answers, ":bad-gzip <urn:uuid:3>");
    complaints.extend(expect(&output, 1, &out(&output), "cut.warc.gz, record 2: the gzip stream is cut off"));
    complaints
}

fn unreadable() -> Vec<String> {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let good = file("good.jsonl", json!({ "id": 1, "text": "It rains." }).to_string().as_bytes());
    let output = sayso(&["batch", folder, "no-such-file.jsonl", &good], "");
    let said = out(&output);
    [
        expect(&output, 1, &summary(&lines(&output)), "null:unreadable null:unreadable 1"),
        expect(&output, 1, &said, &format!("{folder}: is a folder, not a file")),
        expect(&output, 1, &said, "no-such-file.jsonl: "),
    ]
    .concat()
}

fn full_disk() -> Vec<String> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let output = sayso(&["batch", "--output", "/dev/full"], json!({ "id": 1, "text": "It rains." }).to_string());
    expect(&output, 2, &err(&output), "sayso: /dev/full: No space left on device")
}

fn closed_pipe() -> Vec<String> {
    if !cfg!(unix) {
        return Vec::new();
    }
    // The reader takes one line and goes; far more than a pipe holds would follow.
    let script = "yes '{\"text\":\"Mayor Ana Ruiz said on Monday that it rains.\"}' | head -n 3000 | \
                  { \"$0\" batch; echo $? >&2; } | head -n 1";
    let output = Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_sayso")]).output();
    let output = output.unwrap_or_else(|error| panic!("sh does not start: {error}"));
    let mut complaints = expect(&output, 0, &out(&output), "Ana Ruiz");
    if err(&output).trim() != "0" {
        complaints.push(format!("expected exit code 0 and no message, found {:?}", err(&output)));
    }
    complaints
}
