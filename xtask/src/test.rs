//! `cargo xtask test`: everything that must hold, or one part of it, with the time that each part took.

use std::env;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use serde_json::{Value, json};

use crate::browser::{Window, chromium};
use crate::build::{self, Target};
use crate::tools::{self, Program};
use crate::{check, command, costs, project, scale, setup, toolchain};

/// The parts that can run on their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Format, lints on both targets, docs, types of the JavaScript, tidy
    Check,
    /// Tests of the core, the command line and xtask on this machine
    Native,
    /// tests/web.rs in a real browser
    Wasm,
    /// web-ext lint of the Firefox package
    Package,
    /// Instructions of an analysis and bytes of what ships, against tests/corpus/costs.toml
    Costs,
    /// tests/browser: the built extension in Chromium and Firefox
    Browser,
    /// Batch on made pages, alone, under Spark with a worker that dies, and read by DuckDB
    Scale,
    /// Pages that fight back, faults and promises, the slow ones too, with a table of what held (not in a plain run)
    Hostile,
    /// A thousand pages one after another in each browser (not in a plain run: half an hour)
    Load,
}

impl Part {
    /// What runs without a word.
    const ALL: [Self; 7] =
        [Self::Check, Self::Native, Self::Wasm, Self::Package, Self::Costs, Self::Browser, Self::Scale];

    const fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Package => "package",
            Self::Costs => "costs",
            Self::Browser => "browser",
            Self::Hostile => "hostile",
            Self::Load => "load",
            Self::Scale => "scale",
        }
    }

    fn run(self, filter: Option<&str>) -> Result<()> {
        match self {
            Self::Check => check::run(),
            Self::Native => native(filter),
            Self::Wasm => wasm(filter),
            Self::Package => package(),
            Self::Costs => costs(),
            Self::Browser | Self::Hostile | Self::Load => browser(self.name(), filter),
            Self::Scale => scale::test(),
        }
    }
}

/// Runs one part or all of them; a part that fails does not keep the others from running.
///
/// # Errors
/// If anything failed.
pub fn run(part: Option<Part>, filter: Option<&str>) -> Result<()> {
    let mut outcomes = Vec::new();
    if part.is_none() {
        outcomes.push(timed("setup", setup::run));
        // Without its tools every part would fail for the same reason.
        if let Some((_, _, Some(error))) = outcomes.pop_if(|outcome| outcome.2.is_some()) {
            return Err(error);
        }
    }
    for part in part.map_or(Part::ALL.to_vec(), |part| vec![part]) {
        outcomes.push(timed(part.name(), || part.run(filter)));
    }
    summarize(&outcomes)
}

type Outcome = (&'static str, Duration, Option<anyhow::Error>);

fn timed(name: &'static str, work: impl FnOnce() -> Result<()>) -> Outcome {
    println!("\n━━ {name}");
    let start = Instant::now();
    let error = work().err();
    if let Some(error) = &error {
        eprintln!("\nerror: {error:#}");
    }
    (name, start.elapsed(), error)
}

fn summarize(outcomes: &[Outcome]) -> Result<()> {
    println!("\n━━ summary");
    for (name, time, error) in outcomes {
        let verdict = error.as_ref().map_or("ok".to_owned(), |error| format!("FAILED: {}", first_line(error)));
        println!("{name:<8} {:>6.1} s  {verdict}", time.as_secs_f64());
    }
    let total: Duration = outcomes.iter().map(|outcome| outcome.1).sum();
    println!("{:<8} {:>6.1} s", "total", total.as_secs_f64());
    let failed: Vec<&str> = outcomes.iter().filter(|outcome| outcome.2.is_some()).map(|outcome| outcome.0).collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

fn first_line(error: &anyhow::Error) -> String {
    format!("{error:#}").lines().next().unwrap_or_default().to_owned()
}

fn native(filter: Option<&str>) -> Result<()> {
    let mut test = command::cargo();
    test.args(["test", "--workspace", "--exclude", "bench"]);
    if let Some(filter) = filter {
        test.arg("--").arg(filter);
    }
    command::show(&mut test)?;
    if filter.is_none() {
        for example in EXAMPLES {
            command::read(command::cargo().args(["run", "--quiet", "--package", "sayso", "--example", example]))?;
        }
    }
    Ok(())
}

/// What readers of the library are shown must run; the tests above have built it.
const EXAMPLES: [&str; 2] = ["analyze", "passes"];

/// Longest run of all Wasm tests together, in seconds.
const WASM_TEST_DEADLINE_S: &str = "120";

fn wasm(filter: Option<&str>) -> Result<()> {
    setup::chromium()?;
    let quiet = project::target().join("wasm/webdriver.json");
    let options = chromium::capabilities(Window::Headless, &[])?;
    project::write(&quiet, json!({ "goog:chromeOptions": options }).to_string())?;

    let runner = json!([env::current_exe()?, "wasm-test-runner"]);
    let mut test = toolchain::choose()?.cargo("test")?;
    test.args(["--package", "sayso", "--test", "web", "--config"]);
    test.arg(format!("target.{}.runner={runner}", toolchain::TARGET));
    test.env("CHROMEDRIVER", Program::Chromedriver.path()?);
    test.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", quiet);
    test.env("WASM_BINDGEN_TEST_TIMEOUT", WASM_TEST_DEADLINE_S);
    if let Some(filter) = filter {
        test.arg("--").arg(filter);
    }
    command::show(&mut test)
}

/// What cargo calls with a compiled Wasm test.
///
/// # Errors
/// If a test fails.
pub fn wasm_test_runner(arguments: Vec<String>) -> Result<()> {
    let own_name = "wasm-test-runner".to_owned();
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(own_name).chain(arguments))
}

/// Mozilla's own linter must find nothing at all in the Firefox package. The Chrome package is not for it: it rejects
/// Chrome's background key by design; a browser test looks at what Chromium says about that one.
fn package() -> Result<()> {
    setup::npm_tools()?;
    build::run(Some(Target::Firefox))?;
    let mut lint = command::new(tools::npm_program("web-ext")?);
    lint.args(["lint", "--no-config-discovery", "--no-input", "--output=json", "--source-dir"]);
    lint.arg(Target::Firefox.folder()).env("NO_UPDATE_NOTIFIER", "1");
    // The linter's exit status counts errors only, so the report decides.
    let output = lint.output().context("cannot run web-ext")?;
    let report = String::from_utf8_lossy(&output.stdout);
    let report: Value = serde_json::from_str(&report)
        .with_context(|| format!("web-ext printed no report: {}", String::from_utf8_lossy(&output.stderr)))?;
    let mut findings = 0;
    for kind in ["errors", "warnings", "notices"] {
        for finding in report[kind].as_array().context("web-ext printed an incomplete report")? {
            findings += 1;
            println!("{kind}: {} {}:{} {}", finding["code"], finding["file"], finding["line"], finding["message"]);
        }
    }
    if findings > 0 {
        bail!("web-ext lint has {findings} findings in the Firefox package");
    }
    println!("web-ext lint: 0 errors, 0 warnings, 0 notices");
    Ok(())
}

fn costs() -> Result<()> {
    build::run(None)?;
    costs::run()
}

/// The variable by which the browser tests learn which of their parts is wanted.
const BROWSER_PART: &str = "SAYSO_BROWSER_PART";

fn browser(part: &str, filter: Option<&str>) -> Result<()> {
    setup::chromium()?;
    setup::firefox()?;
    setup::axe()?;
    build::run(None)?;
    let mut test = command::cargo();
    test.args(["test", "--package", "xtask", "--test", "browser"]).env(BROWSER_PART, part);
    if let Some(filter) = filter {
        test.arg("--").arg(filter);
    }
    command::show(&mut test)
}
