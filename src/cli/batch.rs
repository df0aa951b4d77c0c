//! `sayso batch`: one JSON line in, exactly one JSON line out, in order, flushed.

use std::io::{self, BufRead, Read, Write};

use sayso::analysis::{Force, analyze_article};
use sayso::view::view;
use sayso::{Options, analyze, dom, limits};
use serde_json::{Value, json};

use super::{EXIT_INPUT, EXIT_OK, ViewArgs};

/// Reads standard input to its end. A bad line gives an error object and the run goes on.
pub fn run(args: ViewArgs) -> io::Result<u8> {
    let mut input = io::stdin().lock();
    let mut out = io::stdout().lock();
    let mut code = EXIT_OK;
    let mut line = Vec::new();
    while read_line(&mut input, &mut line)? {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = answer(&line, args);
        if answer.get("error").is_some() {
            code = EXIT_INPUT;
        }
        serde_json::to_writer(&mut out, &answer)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(code)
}

/// Reads one line, at most one byte over the limit of it; the rest of a longer line is skipped.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let limit = limits::MAX_INPUT_BYTES + 1;
    let read = input.by_ref().take(limit).read_until(b'\n', line)?;
    if read as u64 == limit && line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok(read > 0)
}

fn answer(line: &[u8], args: ViewArgs) -> Value {
    let fail =
        |id: &Value, code: &str, message: String| json!({ "id": id, "error": { "code": code, "message": message } });
    if line.len() as u64 > limits::MAX_INPUT_BYTES {
        return fail(&Value::Null, "too-large", format!("line longer than {} bytes", limits::MAX_INPUT_BYTES));
    }
    let record: Value = match serde_json::from_slice(line) {
        Ok(record) => record,
        Err(error) => return fail(&Value::Null, "bad-json", error.to_string()),
    };
    let id = record.get("id").cloned().unwrap_or(Value::Null);
    let string = |key: &str| record.get(key).and_then(Value::as_str);
    let is_raw = record.get("raw").and_then(Value::as_bool).unwrap_or(false);
    let options = Options {
        url: string("url").map(str::to_owned),
        language: string("lang").map(str::to_owned),
        force: Force::AnyPage,
    };
    let analysis = match (string("html"), string("text")) {
        (Some(html), None) => analyze(&dom::html::parse(html), &options),
        (None, Some(text)) if is_raw => analyze_article(text, &options),
        (None, Some(text)) => analyze(&dom::text::parse(text), &options),
        _ => return fail(&id, "bad-input", "a line needs either \"html\" or \"text\", a string".to_owned()),
    };
    match serde_json::to_value(view(&analysis, args.options())) {
        Ok(Value::Object(mut object)) => {
            object.insert("id".to_owned(), id);
            Value::Object(object)
        }
        _ => fail(&id, "internal", "the analysis could not be written".to_owned()),
    }
}
