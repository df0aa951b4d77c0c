//! Scale: what `sayso batch` does to many pages. `cargo xtask test scale` holds it to its contract, alone, under Spark with
//! a worker that dies, and read by DuckDB; `cargo xtask scale` measures it.

pub mod archives;
pub mod batch;
pub mod pages;
mod spark;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::{command, project, setup};

/// Archives of the test: several for each worker, so that one can die with work left to do.
const ARCHIVES: u64 = 12;
/// Pages of each.
const PAGES: u64 = 25;
/// Pages of the small run whose memory the large one is held against.
const SMALL: u64 = 100;
/// How many times more the large one has.
const TIMES: u64 = 10;
/// Memory may grow by so much between them: what is kept of each page, its id as a hash, is 20 bytes.
const MAX_GROWTH: f64 = 1.2;

/// Holds `batch` to its contract at scale.
///
/// # Errors
/// If something is lost, doubled or different, or memory grows.
pub fn test() -> Result<()> {
    setup::scale()?;
    command::show(command::cargo().args(["build", "--package", "sayso", "--bin", "sayso"]))?;
    let sayso = project::target().join("debug/sayso");
    let folder = fresh_folder()?;
    alone(&sayso, &folder)?;

    let archives = archives::write(&folder.join("archives"), ARCHIVES, PAGES)?;
    let expected = sorted(direct(&sayso, &archives)?.lines().map(str::to_owned).collect());
    let ids: Vec<String> = expected.iter().map(|line| id_of(line)).collect::<Result<_>>()?;
    let mut wanted: Vec<String> = (0..ARCHIVES * PAGES).map(archives::id).collect();
    wanted.sort();
    let mut found_ids = ids;
    found_ids.sort();
    ensure!(found_ids == wanted, "batch did not answer every page once");

    let found = spark::run(&sayso, &archives, &folder)?;
    same(&expected, &sorted(found))?;
    println!("Spark: {} pages, none lost, none doubled, the same as without it", expected.len());
    newsroom(&folder.join("output/part-*"), &expected)
}

/// Same output for any number of jobs, and memory that does not grow with the input.
fn alone(sayso: &Path, folder: &Path) -> Result<()> {
    let (small, large) = (folder.join("small.jsonl"), folder.join("large.jsonl"));
    batch::write_lines(&small, SMALL)?;
    batch::write_lines(&large, SMALL * TIMES)?;
    let one = batch::run(sayso, &small, 1)?;
    let few = batch::run(sayso, &small, 2)?;
    ensure!(one.digest == few.digest, "the output depends on the number of jobs");
    let many = batch::run(sayso, &large, 2)?;
    let growth = many.peak_bytes as f64 / few.peak_bytes.max(1) as f64;
    println!(
        "batch: {} MB for {SMALL} pages, {} MB for {} ({growth:.2} times)",
        few.peak_bytes >> 20,
        many.peak_bytes >> 20,
        SMALL * TIMES
    );
    ensure!(growth <= MAX_GROWTH, "memory grows with the number of pages");
    Ok(())
}

/// The output of the command on all archives, without Spark.
fn direct(sayso: &Path, archives: &[PathBuf]) -> Result<String> {
    command::read(command::new(sayso).args(["batch", "--input", "warc"]).args(archives))
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

fn id_of(line: &str) -> Result<String> {
    let answer: Value = serde_json::from_str(line)?;
    Ok(answer["id"].as_str().context("an answer has no id")?.to_owned())
}

fn same(expected: &[String], found: &[String]) -> Result<()> {
    let mut counts: BTreeMap<&String, i64> = BTreeMap::new();
    expected.iter().for_each(|line| *counts.entry(line).or_default() += 1);
    found.iter().for_each(|line| *counts.entry(line).or_default() -= 1);
    let (lost, doubled) = counts.values().fold((0, 0), |(lost, more), n| (lost + (*n).max(0), more - (*n).min(0)));
    ensure!(lost == 0 && doubled == 0, "{lost} answers are lost or different, {doubled} doubled or new");
    Ok(())
}

/// The answers that DuckDB gives to the questions of `examples/duckdb`, against what is counted here.
fn newsroom(pattern: &Path, answers: &[String]) -> Result<()> {
    let mut python = command::new(setup::scale_python()?);
    let printed = command::read(python.args(["examples/duckdb/newsroom.py", "--json"]).arg(pattern))?;
    let results: Vec<Value> = printed.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let views: Vec<Value> = answers.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
    let [quoted, bare, cited] = results.as_slice() else { bail!("DuckDB answered {} of 3 questions", results.len()) };
    check(quoted, 0, 1, &quotations(&views))?;
    check(cited, 1, 2, &citations(&views))?;
    let count = bare["rows"].as_array().map_or(0, Vec::len);
    let claims = views.iter().flat_map(|view| list(view, "claims")).filter(|claim| claim["speaker"].is_null()).count();
    ensure!(count == claims && count > 0, "DuckDB found {count} claims without a source, {claims} are there");
    println!("DuckDB: {}", text(quoted, "question"));
    for row in quoted["rows"].as_array().into_iter().flatten().take(3) {
        println!("  {row}");
    }
    Ok(())
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Quotations of each name.
fn quotations(views: &[Value]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for source in views.iter().flat_map(|view| list(view, "sources")).filter(|source| source["kind"] != "unnamed") {
        let quoted = list(source, "statements").filter(|statement| statement["mode"] == "quoted").count() as u64;
        *counts.entry(text(source, "name").to_owned()).or_default() += quoted;
    }
    counts.retain(|_, count| *count > 0);
    counts
}

/// Articles that cite each name, all outlets together.
fn citations(views: &[Value]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for view in views {
        let cited = list(view, "sources").filter(|source| source["kind"] != "unnamed");
        let cited = cited.filter(|source| list(source, "statements").next().is_some());
        let names: std::collections::BTreeSet<&str> = cited.map(|source| text(source, "name")).collect();
        names.into_iter().for_each(|name| *counts.entry(name.to_owned()).or_default() += 1);
    }
    counts
}

/// Holds a column of names and one of counts, added up for each name, against what is expected.
fn check(result: &Value, name: usize, count: usize, expected: &BTreeMap<String, u64>) -> Result<()> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for row in list(result, "rows") {
        let who = row[name].as_str().context("a row has no name")?;
        *found.entry(who.to_owned()).or_default() += row[count].as_u64().context("a row has no count")?;
    }
    ensure!(!expected.is_empty() && found == *expected, "{}: DuckDB counts {found:?}", text(result, "question"));
    Ok(())
}

/// `target/scale`, empty.
fn fresh_folder() -> Result<PathBuf> {
    let folder = project::target().join("scale");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

/// Measures the release build: speed, memory and what a second core brings.
///
/// # Errors
/// If the command fails or its output depends on the number of jobs.
pub fn measure(pages: u64) -> Result<()> {
    command::show(command::cargo().args(["build", "--release", "--package", "sayso", "--bin", "sayso"]))?;
    let sayso = project::target().join("release/sayso");
    let folder = fresh_folder()?;
    let (small, large) = (folder.join("small.jsonl"), folder.join("large.jsonl"));
    batch::write_lines(&small, (pages / TIMES).max(1))?;
    batch::write_lines(&large, pages)?;
    let bytes = fs::metadata(&large)?.len();
    println!("{pages} made pages, {} kB each on average", bytes / 1024 / pages.max(1));

    let few = batch::run(&sayso, &small, 1)?;
    println!("{} pages, 1 job: {}", pages / TIMES, described(&few));
    let mut first: Option<batch::Run> = None;
    for jobs in [1, 2, 4] {
        let run = batch::run(&sayso, &large, jobs)?;
        println!("{pages} pages, {jobs} jobs: {}", described(&run));
        if let Some(first) = &first {
            ensure!(first.digest == run.digest, "the output depends on the number of jobs");
            println!("  {:.2} times as fast as one job", first.seconds / run.seconds);
        } else {
            println!(
                "  memory: {:.2} times that of the small run",
                run.peak_bytes as f64 / few.peak_bytes.max(1) as f64
            );
            first = Some(run);
        }
    }
    println!("the output is the same for 1, 2 and 4 jobs");
    Ok(())
}

fn described(run: &batch::Run) -> String {
    let pages = run.digest.1 as f64;
    format!(
        "{:.1} s, {:.0} pages a second, {:.0} pages a second of processor time, at most {} MB",
        run.seconds,
        pages / run.seconds,
        pages / run.cpu_seconds.max(f64::MIN_POSITIVE),
        run.peak_bytes >> 20
    )
}
