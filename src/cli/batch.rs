//! `sayso batch`: exactly one JSON line out for each line or page in, in order, flushed.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, IsTerminal};

use sayso::view::Id;

use super::args::{BatchArgs, BatchInput, InputKind, Part};
use super::document::{Failure, Label, Opened, Settings, analyze_opened, codes, open, settled};
use super::output::Output;
use super::pool::{self, Bounds};
use super::{EXIT_INPUT, EXIT_OK, answer, input, or_standard_input, terminal};

/// What the long help says of answers.
pub const AFTER_HELP: &str = "\
Answers: an analysis (see `sayso schema`) with the id of its input, or {\"id\", \"error\": {\"code\", \"message\"}}; for web
archives both have \"record\": {\"url\", \"date\"}, and the id is that of the record. Codes: bad-json, bad-input, too-large,
not-text, bad-gzip, bad-record, unreadable, duplicate-id, time-limit, internal. Blank lines, and records that are no pages,
have no answer.

Order and content of the answers do not depend on -j, unless a document passes the time limit. Four documents for each job
and two more are in memory. A document that passes the time limit is given up, but goes on in its thread until it ends;
with eight such threads, further documents are waited for.

Exit codes: 0 all documents have an analysis, 1 some failed, 2 wrong usage, or the output cannot be written.";

/// Ids remembered to find repeated ones, latest first: with 8 bytes each, and the table to find them, about 30 MB. An id
/// that comes again after more others is not noticed.
const REMEMBERED_IDS: usize = 1_000_000;

/// Answers every document. One that fails gives an error object and the run goes on.
///
/// # Errors
/// If the output cannot be written.
pub fn run(args: &BatchArgs) -> io::Result<u8> {
    let mut out = Output::open(args.output.as_deref())?;
    let kind = match args.input {
        BatchInput::Jsonl => InputKind::Jsonl,
        BatchInput::Warc => InputKind::Warc,
        BatchInput::Wet => InputKind::Wet,
    };
    let documents = input::documents(or_standard_input(&args.files), kind, args.work.max_bytes);
    let bounds = Bounds { jobs: args.work.jobs(), time_limit: args.work.time_limit() };
    let settings = Settings::of_batch(args.view.options());
    let only = args.view.only.clone();
    let bar = terminal::progress(!out.is_terminal && (!args.files.is_empty() || !io::stdin().is_terminal()));
    let mut seen = Seen::default();
    let (mut count, mut failed) = (0_u64, 0_u64);

    let work = move |(label, opened): (Label, Result<Opened, Failure>)| line(&label, opened, &settings, &only);
    let opened = |document| {
        let (label, opened) = open(document);
        (label.clone(), (label, opened))
    };
    pool::ordered(documents, bounds, opened, work, |outcome| {
        let (label, answer) = settled(outcome);
        let is_repeated = label.id.as_ref().is_some_and(|id| !seen.is_new(id));
        let answer = if is_repeated {
            Err(Failure::new(codes::DUPLICATE_ID, "an earlier document has the same id"))
        } else {
            answer
        };
        count += 1;
        bar.inc(1);
        let mut line = match answer {
            Ok(line) => line,
            Err(failure) => {
                failed += 1;
                answer::failure(&label, &failure)?
            }
        };
        line.push(b'\n');
        out.write(&line)
    })?;
    bar.finish_and_clear();
    if failed > 0 {
        eprintln!("sayso: {failed} of {count} documents failed");
    }
    Ok(if failed > 0 { EXIT_INPUT } else { EXIT_OK })
}

fn line(
    label: &Label,
    opened: Result<Opened, Failure>,
    settings: &Settings,
    only: &[Part],
) -> Result<Vec<u8>, Failure> {
    let mut view = analyze_opened(opened?, settings)?;
    view.id.clone_from(&label.id);
    view.record.clone_from(&label.record);
    answer::json(&view, only, false).map_err(|error| Failure::new(codes::INTERNAL, error.to_string()))
}

/// The ids of the latest documents, as hashes: two different ids share one with a chance of 3 in 10⁸ for a million.
#[derive(Default)]
struct Seen {
    hashes: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Seen {
    fn is_new(&mut self, id: &Id) -> bool {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let hash = hasher.finish();
        if !self.hashes.insert(hash) {
            return false;
        }
        self.order.push_back(hash);
        if self.order.len() > REMEMBERED_IDS
            && let Some(oldest) = self.order.pop_front()
        {
            self.hashes.remove(&oldest);
        }
        true
    }
}
