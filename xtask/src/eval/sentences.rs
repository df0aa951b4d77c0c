//! Sentence boundaries against gold sentences: documents are put together from gold tokens, split, and compared.
//!
//! What ends without a stop in the gold (headings, captions, items of lists) ends a line here, as it ends a block on a
//! page; that boundary is given and not counted. All others are one space.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use crate::project;

/// Documents of one genre, by their place in a file of the corpus `gum`.
struct Genre {
    name: &'static str,
    file: &'static str,
    documents: Range<usize>,
}

/// Running prose. Left out are the genres `court` and `vlog`, transcripts of spontaneous speech: there the gold ends
/// sentences where speakers breathe.
const PROSE: [Genre; 7] = [
    Genre { name: "news", file: "dev.conll", documents: 0..24 },
    Genre { name: "academic", file: "train.conll", documents: 0..18 },
    Genre { name: "bio", file: "train.conll", documents: 18..38 },
    Genre { name: "interview", file: "train.conll", documents: 47..66 },
    Genre { name: "speech", file: "train.conll", documents: 66..81 },
    Genre { name: "textbook", file: "train.conll", documents: 81..96 },
    Genre { name: "voyage", file: "train.conll", documents: 111..129 },
];

/// Right and wrong boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    right: usize,
    extra: usize,
    missed: usize,
}

/// Splits the documents of every genre with `analyze`, prints the scores and writes the errors to a file.
///
/// # Errors
/// If the corpus cannot be read or the core fails.
pub fn run(corpus: &Path, errors: &Path, analyze: impl Fn(&[Value]) -> Result<Vec<Value>>) -> Result<()> {
    let mut all = Counts::default();
    let mut log = String::new();
    for genre in &PROSE {
        let file = project::read(&corpus.join(genre.file))?;
        let documents = documents(&file);
        let documents = documents.get(genre.documents.clone()).unwrap_or_default();
        let joined: Vec<Joined> = documents.iter().map(|sentences| Joined::new(sentences)).collect();
        let input: Vec<Value> = joined
            .iter()
            .enumerate()
            .map(|(id, joined)| json!({ "id": id.to_string(), "text": joined.text, "raw": true }))
            .collect();
        let mut counts = Counts::default();
        for (joined, analysis) in joined.iter().zip(analyze(&input)?) {
            let ends = analysis["sentences"].as_array().into_iter().flatten();
            let ends = ends.filter_map(|sentence| usize::try_from(sentence["end"].as_u64()?).ok());
            joined.compare(&ends.collect(), genre.name, &mut counts, &mut log);
        }
        print(genre.name, counts);
        all = Counts {
            right: all.right + counts.right,
            extra: all.extra + counts.extra,
            missed: all.missed + counts.missed,
        };
    }
    print("all", all);
    println!("errors: {}", errors.display());
    project::write(errors, log)
}

fn print(name: &str, counts: Counts) {
    let Counts { right, extra, missed } = counts;
    let percent = |of: usize| 100.0 * right as f64 / of.max(1) as f64;
    let f1 = 200.0 * right as f64 / (2 * right + extra + missed).max(1) as f64;
    println!(
        "{name:10} P {:.2}  R {:.2}  F1 {f1:.2}   ({right} right, {extra} extra, {missed} missed)",
        percent(right + extra),
        percent(right + missed)
    );
}

/// Documents of a CoNLL file: the tokens of their sentences.
fn documents(file: &str) -> Vec<Vec<Vec<&str>>> {
    let mut documents: Vec<Vec<Vec<&str>>> = Vec::new();
    let mut is_open = false;
    for line in file.lines() {
        match line.split('\t').next().unwrap_or_default() {
            "-DOCSTART-" => documents.push(Vec::new()),
            "" => is_open = false,
            token => {
                if documents.is_empty() {
                    documents.push(Vec::new());
                }
                let Some(document) = documents.last_mut() else { continue };
                if !is_open {
                    document.push(Vec::new());
                    is_open = true;
                }
                document.last_mut().into_iter().for_each(|sentence| sentence.push(token));
            }
        }
    }
    documents
}

/// A document as text, with the ends of its sentences.
struct Joined {
    text: String,
    /// Ends that a space follows, in code points.
    counted: BTreeSet<usize>,
    /// Ends of lines.
    given: BTreeSet<usize>,
}

impl Joined {
    fn new(sentences: &[Vec<&str>]) -> Self {
        let mut joined = Self { text: String::new(), counted: BTreeSet::new(), given: BTreeSet::new() };
        let mut quotes = Quotes::default();
        for (index, sentence) in sentences.iter().enumerate() {
            joined.push_sentence(sentence, &mut quotes);
            let end = joined.text.chars().count();
            if index + 1 == sentences.len() || !ends_with_stop(&joined.text) {
                joined.given.insert(end);
                joined.text.push('\n');
                quotes = Quotes::default();
            } else {
                joined.counted.insert(end);
                joined.text.push(' ');
            }
        }
        joined
    }

    fn push_sentence(&mut self, sentence: &[&str], quotes: &mut Quotes) {
        let mut is_glued = true;
        for (at, token) in sentence.iter().enumerate() {
            let token = written(token);
            let is_last = at + 1 == sentence.len();
            let before = at.checked_sub(1).and_then(|before| sentence.get(before)).map_or("", |before| before);
            let (glued_before, glued_behind) = match token {
                "\"" | "'" => quotes.turn(token, at == 0, is_last, before),
                "-" | "/" => {
                    let is_inner = at > 0 && !is_last;
                    (is_inner, is_inner)
                }
                _ if is_note(sentence, at) => (true, token == "["),
                _ => {
                    (takes_no_space_before(token), matches!(token, "(" | "[" | "{" | "$" | "£" | "€" | "#" | "“" | "‘"))
                }
            };
            if !is_glued && !glued_before {
                self.text.push(' ');
            }
            self.text.push_str(token);
            is_glued = glued_behind;
        }
    }

    fn compare(&self, found: &BTreeSet<usize>, genre: &str, counts: &mut Counts, log: &mut String) {
        let found: BTreeSet<usize> = found.difference(&self.given).copied().collect();
        counts.right += self.counted.intersection(&found).count();
        counts.extra += found.difference(&self.counted).count();
        counts.missed += self.counted.difference(&found).count();
        let text: Vec<char> = self.text.chars().collect();
        for at in self.counted.symmetric_difference(&found) {
            let kind = if found.contains(at) { "extra" } else { "missed" };
            let side =
                |range: Range<usize>| text.get(range).unwrap_or_default().iter().collect::<String>().replace('\n', "⏎");
            let (before, behind) = (side(at.saturating_sub(CONTEXT)..*at), side(*at..(at + CONTEXT).min(text.len())));
            log.push_str(&format!("{genre} {kind}\t{before}⏐{behind}\n"));
        }
    }
}

/// Code points shown on either side of an error.
const CONTEXT: usize = 60;

/// Whether the token belongs to a footnote mark behind a stop, which pages print without a space: `.[3][4]`, `.12`.
fn is_note(sentence: &[&str], at: usize) -> bool {
    let is_number = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit());
    let from = sentence.iter().rposition(|token| ends_with_stop(token)).map_or(0, |stop| stop + 1);
    let is_mark = |token: &&str| matches!(*token, "[" | "]") || is_number(token);
    from > 0 && at >= from && sentence.get(from..).unwrap_or_default().iter().all(is_mark)
}

/// Which straight quotation marks are open.
#[derive(Default)]
struct Quotes {
    double: bool,
    single: bool,
}

impl Quotes {
    /// Whether the mark is glued to what stands before and behind it.
    fn turn(&mut self, mark: &str, is_first: bool, is_last: bool, before: &str) -> (bool, bool) {
        let open = if mark == "\"" { &mut self.double } else { &mut self.single };
        // `workers '`: a possessive.
        let is_possessive = mark == "'" && !*open && before.ends_with('s');
        let opens = (is_first || !*open) && !is_last && !is_possessive;
        *open = opens;
        (!opens, opens)
    }
}

/// A token as a page prints it.
fn written(token: &str) -> &str {
    match token {
        "-LRB-" => "(",
        "-RRB-" => ")",
        "-LSB-" => "[",
        "-RSB-" => "]",
        "``" | "''" => "\"",
        _ => token,
    }
}

fn takes_no_space_before(token: &str) -> bool {
    matches!(token, "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "%" | "..." | "…" | "”" | "’" | "n't" | "n’t")
        || token.starts_with(['\'', '’']) && token.chars().nth(1).is_some_and(char::is_lowercase)
}

fn ends_with_stop(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']).ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "-DOCSTART-\tO\n\nBoat\tO\nfull\tO\n\n\"\tO\nStop\tO\n!\tO\n\"\tO\n\nHe\tO\ndid\tO\nn't\tO\n.\tO\n";

    #[test]
    fn joins_sentences_by_a_space_and_headings_by_a_line_break() {
        let joined = Joined::new(&documents(FILE)[0]);
        assert_eq!(joined.text, "Boat full\n\"Stop!\" He didn't.\n");
        assert_eq!((joined.given, joined.counted), (BTreeSet::from([9, 28]), BTreeSet::from([17])));
    }

    #[test]
    fn counts_boundaries_that_are_not_given() {
        let joined = Joined::new(&documents(FILE)[0]);
        let (mut counts, mut log) = (Counts::default(), String::new());
        joined.compare(&BTreeSet::from([9, 16, 28]), "news", &mut counts, &mut log);
        assert_eq!(counts, Counts { right: 0, extra: 1, missed: 1 });
        assert_eq!(log.lines().count(), 2);
    }
}
