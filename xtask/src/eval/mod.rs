//! `cargo xtask eval`: feeds annotated corpora through the command line and prints what their scorers say.
//!
//! Corpora and scorers are not part of the repository; `SAYSO_DATA` names the folder that holds them.

pub mod batch;
pub mod convert;
pub mod sentences;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::{Value, json};

use crate::tools::Program;
use crate::{command, project};

/// What can be scored on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Set {
    /// The article's text, title, author and date, cut out of whole pages
    Extraction,
    /// Where sentences end, in documents put together from gold sentences
    Sentences,
    /// Names and their types
    Entities,
    /// Who is said to have said what
    Sources,
    /// Which sentences are worth checking
    Claims,
    /// Whole articles as a careful reader would fill the sidebar
    Story,
}

const ALL: [Set; 6] = [Set::Extraction, Set::Sentences, Set::Entities, Set::Sources, Set::Claims, Set::Story];

/// Scores one set or all of them; without data it says so and succeeds.
///
/// # Errors
/// If the data folder is not as expected, the core fails or a scorer does.
pub fn run(set: Option<Set>) -> Result<()> {
    let Some(data) = env::var_os("SAYSO_DATA").filter(|value| !value.is_empty()) else {
        println!("not run: no data (SAYSO_DATA names no folder)");
        return Ok(());
    };
    let data = Data(project::root().join(data));
    command::show(command::cargo().args(["build", "--release", "--package", "sayso", "--bin", "sayso"]))?;
    for set in ALL.into_iter().filter(|one| set.is_none_or(|wanted| wanted == *one)) {
        match set {
            Set::Extraction => data.extraction()?,
            Set::Sentences => data.sentences()?,
            Set::Entities => data.entities()?,
            Set::Sources => data.sources()?,
            Set::Claims => data.claims()?,
            Set::Story => data.story()?,
        }
    }
    Ok(())
}

struct Data(PathBuf);

impl Data {
    fn extraction(&self) -> Result<()> {
        for corpus in self.corpora("boilerplate")? {
            let name = heading("extraction", &corpus);
            let gold = json_lines(&corpus.join("gold.jsonl"))?;
            let input = gold.iter().map(|row| page_input(&corpus, row)).collect::<Result<Vec<_>>>()?;
            let predicted = analyzed(&name, &input, |_, analysis| Ok(vec![convert::extraction(analysis)]))?;
            self.score("boilerplate", &[&corpus, &predicted])?;
        }
        Ok(())
    }

    fn sentences(&self) -> Result<()> {
        let corpus = self.0.join("corpora/ner/gum");
        let name = heading("sentences", &corpus);
        sentences::run(&corpus, &folder().join(format!("{name}.errors.txt")), batch::run)
    }

    fn entities(&self) -> Result<()> {
        for corpus in self.corpora("ner")? {
            let names = ["dev.conll", "dev.conll.gz"];
            let Some(gold) = names.map(|name| corpus.join(name)).into_iter().find(|gold| gold.is_file()) else {
                continue;
            };
            let name = heading("entities", &corpus);
            let raw = folder().join(format!("{name}.raw.jsonl"));
            project::write(&raw, "")?;
            let to_text = self.0.join("eval/ner/to_text.py");
            command::read(command::new(Program::Python.path()?).arg(to_text).arg(&gold).arg(&raw))?;
            let documents = json_lines(&raw)?;
            let input: Vec<Value> = documents.iter().map(|row| raw_input(&row["id"], &row["text"])).collect();
            let predicted = analyzed(&name, &input, |_, analysis| Ok(vec![convert::entities(analysis)]))?;
            self.score("ner", &[&gold, &predicted, &raw])?;
        }
        Ok(())
    }

    fn sources(&self) -> Result<()> {
        for corpus in self.corpora("attribution")? {
            let gold = corpus.join("dev.jsonl");
            let name = heading("sources", &corpus);
            let documents = json_lines(&gold)?;
            let input: Vec<Value> = documents.iter().map(|row| raw_input(&row["id"], &row["text"])).collect();
            let predicted = analyzed(&name, &input, |_, analysis| Ok(vec![convert::sources(analysis)]))?;
            self.score("attribution", &[&gold, &predicted, Path::new("--speech")])?;
        }
        Ok(())
    }

    fn claims(&self) -> Result<()> {
        for corpus in self.corpora("claims")? {
            let gold = corpus.join("dev.jsonl");
            let name = heading("claims", &corpus);
            let mut documents: BTreeMap<String, Vec<Value>> = BTreeMap::new();
            for row in json_lines(&gold)? {
                documents.entry(row["doc"].to_string()).or_default().push(row);
            }
            let joined: BTreeMap<String, convert::Joined> =
                documents.iter().map(|(id, rows)| (id.clone(), convert::Joined::new(rows))).collect();
            let input: Vec<Value> =
                joined.iter().map(|(id, joined)| raw_input(&json!(id), &json!(joined.text))).collect();
            let predicted = analyzed(&name, &input, |id, analysis| {
                let joined = joined.get(id).context("the core answered for a document that was not asked")?;
                Ok(joined.scores(analysis))
            })?;
            self.score("claims", &[&gold, &predicted])?;
        }
        Ok(())
    }

    fn story(&self) -> Result<()> {
        let gold = self.0.join("corpora/story");
        let mut input = Vec::new();
        let mut texts = Vec::new();
        for file in project::files(&gold)?.iter().filter(|file| file.ends_with(".json")) {
            let story: Value = serde_json::from_str(&project::read(&gold.join(file))?)?;
            let corpus = story["corpus"].as_str().context("a story names no corpus")?;
            let corpus = self.0.join("corpora/boilerplate").join(corpus);
            input.push(page_input(&corpus, &story)?);
            let text = corpus.join("gold.jsonl").display().to_string();
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        println!("\n══ story");
        let predicted = analyzed("story", &input, |_, analysis| Ok(vec![convert::story(analysis)]))?;
        self.score("story", &[Path::new(&texts.join(",")), &gold, &predicted])
    }

    /// The corpora of one kind that hold something, sorted by name.
    fn corpora(&self, kind: &str) -> Result<Vec<PathBuf>> {
        let folder = self.0.join("corpora").join(kind);
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>()?;
        let has_gold = |path: &PathBuf| {
            ["gold.jsonl", "dev.jsonl", "dev.conll", "dev.conll.gz"].iter().any(|gold| path.join(gold).is_file())
        };
        let mut corpora: Vec<PathBuf> = paths.into_iter().filter(has_gold).collect();
        corpora.sort();
        Ok(corpora)
    }

    fn score(&self, scorer: &str, arguments: &[&Path]) -> Result<()> {
        let script = self.0.join("eval").join(scorer).join("score.py");
        let mut score = command::new(Program::Python.path()?);
        print!("{}", command::read(score.arg(script).args(arguments))?);
        Ok(())
    }
}

/// Where inputs and predictions are kept for a look.
fn folder() -> PathBuf {
    project::target().join("eval")
}

fn heading(set: &str, corpus: &Path) -> String {
    let corpus = corpus.file_name().unwrap_or_default().to_string_lossy();
    println!("\n══ {set}: {corpus}");
    format!("{set}-{corpus}")
}

fn json_lines(path: &Path) -> Result<Vec<Value>> {
    let text = project::read(path)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| Ok(serde_json::from_str(line)?)).collect::<Result<_>>().context(path.display().to_string())
}

/// A whole page as input, by the id of a gold row.
fn page_input(corpus: &Path, gold: &Value) -> Result<Value> {
    let id = gold["id"].as_str().context("a gold row has no id")?;
    let html = batch::unzipped(&corpus.join("pages").join(format!("{id}.html.gz")))?;
    let mut input = json!({ "id": id, "html": html });
    if let Some(url) = gold["url"].as_str() {
        input["url"] = json!(url);
    }
    Ok(input)
}

/// Text that is the article itself.
fn raw_input(id: &Value, text: &Value) -> Value {
    json!({ "id": id, "text": text, "raw": true })
}

/// Analyzes the input and writes the converted predictions to a file, whose path it returns.
fn analyzed(name: &str, input: &[Value], convert: impl Fn(&str, &Value) -> Result<Vec<Value>>) -> Result<PathBuf> {
    let mut lines = String::new();
    for analysis in batch::run(input)? {
        let id = analysis["id"].as_str().unwrap_or_default();
        for line in convert(id, &analysis)? {
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    let path = folder().join(format!("{name}.pred.jsonl"));
    project::write(&path, lines)?;
    Ok(path)
}
