//! The built extension in real browsers: every case in Chromium and in Firefox, each on a page freshly loaded from a
//! server of its own. `cargo xtask test browser [FILTER]` builds the packages first.

mod document_kinds;
mod handling;
mod hostile;
mod manifest;
mod marks;
mod network;
mod pages;
mod panel;
mod playground;
mod snapshot;
mod v1;

use std::env;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use xtask::browser::{Browser, Kind, WINDOW, Window, wait};
use xtask::build::Target;
use xtask::project;
use xtask::server::{ANY_PORT, Server};

/// Both browsers.
const BOTH: &[Kind] = &[Kind::Chromium, Kind::Firefox];

/// One thing that must hold, on one page.
struct Case {
    /// `module::behavior`, with the page behind it where the case runs on several.
    name: String,
    browsers: &'static [Kind],
    /// A page of `tests/browser/pages`, opened before the case starts.
    page: &'static str,
    run: fn(&mut Stage) -> Result<()>,
    part: Part,
}

/// Which run a case belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Every run.
    Every,
    /// `cargo xtask test hostile` alone: too slow for every run.
    Hostile,
    /// `cargo xtask test load` alone: minutes.
    Load,
}

/// The variable by which `cargo xtask test hostile` and `load` name their part.
const PART: &str = "SAYSO_BROWSER_PART";

impl Part {
    fn wanted() -> Self {
        match env::var(PART).as_deref() {
            Ok("hostile") => Self::Hostile,
            Ok("load") => Self::Load,
            _ => Self::Every,
        }
    }

    /// Whether a case belongs to the run that is wanted.
    fn takes(self, case: &Case) -> bool {
        match self {
            Self::Every => case.part == Self::Every,
            Self::Hostile => {
                case.part == Self::Hostile || (case.part == Self::Every && hostile::is_hostile(&case.name))
            }
            Self::Load => case.part == Self::Load,
        }
    }
}

/// What a case works with.
struct Stage {
    browser: Browser,
    server: Server,
    /// Whether the case leaves something in the browser that the next would find.
    is_spoiled: bool,
}

impl Case {
    fn new(name: &str, page: &'static str, run: fn(&mut Stage) -> Result<()>) -> Self {
        Self { name: name.to_owned(), browsers: BOTH, page, run, part: Part::Every }
    }

    /// The same case in another run than every one.
    fn only_in(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// The same case on several pages.
    fn on_each(name: &str, pages: &[&'static str], run: fn(&mut Stage) -> Result<()>) -> Vec<Self> {
        pages.iter().map(|page| Self::new(&format!("{name}::{}", stem(page)), page, run)).collect()
    }
}

fn stem(page: &str) -> &str {
    page.split('.').next().unwrap_or(page)
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if let Err(error) = packages_are_built() {
        eprintln!("error: {error:#}");
        return ExitCode::FAILURE;
    }
    let cases = [
        manifest::cases(),
        panel::cases(),
        handling::cases(),
        marks::cases(),
        pages::cases(),
        document_kinds::cases(),
        network::cases(),
        playground::cases(),
        snapshot::cases(),
        v1::cases(),
        hostile::cases(),
    ];
    let idle = Arc::new(Idle::default());
    let table = Arc::new(hostile::Table::default());
    let part = Part::wanted();
    let mut trials = Vec::new();
    for Case { name, browsers, page, run, .. } in cases.into_iter().flatten().filter(|case| part.takes(case)) {
        for kind in browsers.iter().copied() {
            let (case, name) = (name.clone(), format!("{kind}::{name}"));
            let (idle, table) = (Arc::clone(&idle), Arc::clone(&table));
            trials.push(Trial::test(name.clone(), move || {
                let outcome = staged(&name, &idle, kind, page, run);
                table.note(&case, kind, outcome.is_ok());
                outcome.map_err(|error| Failed::from(format!("{error:#}")))
            }));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    if part == Part::Hostile {
        print!("{table}");
    }
    conclusion.exit_code()
}

fn packages_are_built() -> Result<()> {
    let missing = [Target::Chrome, Target::Firefox].into_iter().find(|target| !target.folder().is_dir());
    match missing {
        Some(target) => bail!("{} is not built: run `cargo xtask test browser`", project::shown(&target.folder())),
        None => Ok(()),
    }
}

/// Browsers between two cases: starting one takes longer than most cases. A browser in which a case failed is ended.
#[derive(Default)]
struct Idle(Mutex<Vec<Browser>>);

impl Idle {
    fn take(&self, kind: Kind) -> Result<Browser> {
        let mut browsers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = browsers.iter().position(|browser| browser.kind() == kind).map(|at| browsers.swap_remove(at));
        drop(browsers);
        found.map_or_else(|| Browser::start(kind, Window::Headless), Ok)
    }

    /// Takes a browser back as it was: an empty page in a window of the first size. Every case has an origin of its own,
    /// so nothing that the click granted is left. Some pages are more than a driver survives: such a browser is ended.
    fn give_back(&self, browser: Browser) {
        let reset = browser.open("about:blank").and_then(|()| browser.resize(WINDOW));
        if reset.is_ok() {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(browser);
        }
    }
}

fn staged(name: &str, idle: &Idle, kind: Kind, page: &str, run: fn(&mut Stage) -> Result<()>) -> Result<()> {
    let server = Server::start(&project::root().join("tests/browser/pages"), ANY_PORT)?;
    let mut stage = Stage { browser: idle.take(kind)?, server, is_spoiled: false };
    match stage.browser.open(&stage.server.url(page)).and_then(|()| run(&mut stage)) {
        Ok(()) => {
            if !stage.is_spoiled {
                idle.give_back(stage.browser);
            }
            Ok(())
        }
        Err(error) => Err(match picture(name, &stage.browser) {
            Ok(picture) => error.context(format!("picture of the moment: {picture}")),
            // A browser that has crashed has no picture; the case's own error says more.
            Err(_) => error,
        }),
    }
}

/// Keeps what was on the screen when a case failed.
fn picture(name: &str, browser: &Browser) -> Result<String> {
    let path = project::target().join(format!("browser/{}.png", name.replace("::", "-")));
    project::write(&path, browser.screenshot()?)?;
    Ok(project::shown(&path))
}

impl Stage {
    /// The case changes settings, which outlive the page: no other case gets this browser.
    const fn spoil(&mut self) {
        self.is_spoiled = true;
    }

    /// Presses the toolbar button and waits for results.
    fn open_results(&mut self) -> Result<()> {
        self.browser.click_toolbar()?;
        let outcome = self.browser.wait_for_outcome()?;
        if outcome != "results" {
            bail!(
                "the panel shows {outcome} instead of results: {}",
                self.browser.panel("return document.body.innerText")?
            );
        }
        Ok(())
    }

    /// Text of the panel that a person can see, of the first element that the selector finds.
    fn panel_text(&self, selector: &str) -> Result<String> {
        let script = format!("return document.querySelector({})?.innerText ?? null", quoted(selector));
        let text = self.browser.panel(&script)?;
        Ok(text.as_str().with_context(|| format!("the panel holds no {selector}"))?.trim().to_owned())
    }

    /// Waits until a script in the panel returns `true`.
    fn panel_shows(&self, what: &str, script: &str) -> Result<()> {
        wait::until_true(what, || Ok(self.browser.panel(script)? == Value::Bool(true)))
    }

    /// Waits until a script in the page returns `true`.
    fn page_shows(&self, what: &str, script: &str) -> Result<()> {
        wait::until_true(what, || Ok(self.browser.page(script)? == Value::Bool(true)))
    }
}

/// A string as JavaScript writes it.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// Fails where two values differ, with both of them.
fn equal<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<()> {
    if found != expected {
        bail!("{what}: found {found:?}, expected {expected:?}");
    }
    Ok(())
}
