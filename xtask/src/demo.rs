//! `cargo xtask demo`: a real browser, the built extension, a page, the toolbar button; then prints what the sidebar
//! shows and keeps a picture of it.

use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::browser::{Browser, Kind, Window, wait};
use crate::build::{self, Target};
use crate::server::{self, Server};
use crate::{project, setup};

/// The page without an argument.
const SAMPLE: &str = "www/samples/liege-airport.html";

/// Opens the page, presses the button, prints the sidebar.
///
/// # Errors
/// If a file is missing, a tool cannot be installed, something does not build, or no sidebar appears.
pub fn run(page: Option<&Path>, kind: Kind, headless: bool) -> Result<()> {
    let pages = pages(page)?;
    match kind {
        Kind::Chromium => setup::chromium()?,
        Kind::Firefox => setup::firefox()?,
    }
    build::run(Some(match kind {
        Kind::Chromium => Target::Chrome,
        Kind::Firefox => Target::Firefox,
    }))?;

    let window = if headless || !has_display() { Window::Headless } else { Window::Shown };
    let mut browser = Browser::start(kind, window)?;
    let shown = if window == Window::Headless { ", without a window" } else { "" };
    println!("Opened {}{shown}", browser.version());
    for page in &pages {
        show(&mut browser, page)?;
    }
    if window == Window::Shown && io::stdin().is_terminal() {
        println!("\nThe browser stays open until you press Enter here.");
        io::stdin().read_line(&mut String::new())?;
    }
    Ok(())
}

/// The pages to show: the sample, one file, or every saved page in a folder.
fn pages(named: Option<&Path>) -> Result<Vec<PathBuf>> {
    let Some(named) = named else { return Ok(vec![project::root().join(SAMPLE)]) };
    if named.is_file() {
        return Ok(vec![named.canonicalize()?]);
    }
    if !named.is_dir() {
        bail!("there is no page at {}", named.display());
    }
    let folder = named.canonicalize()?;
    let is_page = |file: &String| [".html", ".htm", ".xhtml"].iter().any(|ending| file.ends_with(ending));
    let pages: Vec<PathBuf> =
        project::files(&folder)?.iter().filter(|file| is_page(file)).map(|file| folder.join(file)).collect();
    if pages.is_empty() {
        bail!("{} holds no .html page", named.display());
    }
    Ok(pages)
}

fn has_display() -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows)) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn show(browser: &mut Browser, page: &Path) -> Result<()> {
    let folder = page.parent().context("the page lies in no folder")?;
    let name = page.file_name().context("the page has no name")?.to_string_lossy();
    let server = Server::start(folder, server::ANY_PORT)?;
    println!("\n══ {}", project::shown(page));
    browser.open(&server.url(&server::percent_encoded(&name)))?;

    let cold = opened(browser)?;
    let sidebar = Sidebar::read(browser)?;
    print!("{}", sidebar.printed());
    let picture = picture_path(page);
    project::write(&picture, browser.screenshot()?)?;

    // The button closes what it opened; the second opening finds browser and extension warm.
    browser.click_toolbar()?;
    browser.wait_for_no_panel()?;
    let warm = opened(browser)?;
    println!("Click to painted results: {}, {} the second time", milliseconds(cold), milliseconds(warm));
    println!("Picture: {}", project::shown(&picture));
    Ok(())
}

/// `sidebar.png` for the sample page; pages of one's own are told apart by their names.
fn picture_path(page: &Path) -> PathBuf {
    let folder = project::target().join("demo");
    if page == project::root().join(SAMPLE) {
        return folder.join("sidebar.png");
    }
    let name = page.file_stem().unwrap_or_default().to_string_lossy();
    folder.join(format!("{name}.png"))
}

/// Presses the button and waits for the sidebar; returns its own measurement from click to painted results.
fn opened(browser: &mut Browser) -> Result<Option<u64>> {
    browser.click_toolbar()?;
    if browser.wait_for_outcome()? != "results" {
        return Ok(None);
    }
    wait::until("the results to be painted", || {
        let measured = browser.panel("return Number(document.documentElement.dataset.clickMs ?? NaN)")?;
        Ok(measured.as_u64())
    })
    .map(Some)
}

fn milliseconds(time: Option<u64>) -> String {
    time.map_or_else(|| "not measured (no results)".to_owned(), |time| format!("{time} ms"))
}

/// What the sidebar shows, as text.
struct Sidebar {
    state: String,
    /// Everything on screen, for states other than results.
    text: String,
    title: String,
    byline: String,
    published: String,
    sentences: Vec<Row>,
    entities: Vec<Row>,
    sources: Vec<Row>,
    claims: Vec<Row>,
}

/// The named pieces of a row in the order in which the sidebar shows them.
type Row = Vec<(String, String)>;

/// Reads the rows of one kind on the tab in front: of each its named pieces, or its whole text where it has none.
const READ_ROWS: &str = "
    const seen = (element) => element.innerText.replace(/\\s+/g, ' ').trim();
    const visible = (element) => element.checkVisibility();
    return [...document.querySelectorAll(`[data-row='${KIND}']`)].filter(visible).map((row) => {
        const own = [...row.querySelectorAll('[data-field]')].filter((piece) => piece.closest('[data-row]') === row);
        const pieces = own.filter(visible).map((piece) => [piece.dataset.field, seen(piece)]);
        return pieces.length > 0 ? pieces : [['text', seen(row)]];
    });";

impl Sidebar {
    fn read(browser: &Browser) -> Result<Self> {
        let text = |script: &str| -> Result<String> {
            Ok(browser.panel(script)?.as_str().unwrap_or_default().trim().to_owned())
        };
        let field = |name: &str| {
            let script = "return document.querySelector(`[data-field='NAME']:not([data-row] *)`)?.innerText ?? ''";
            text(&script.replace("NAME", name))
        };
        let state = text("return document.documentElement.dataset.state")?;
        let has_rows = state == "results";
        let rows = |tab: &str, kind: &str| if has_rows { rows(browser, tab, kind) } else { Ok(Vec::new()) };
        let sidebar = Self {
            text: text("return document.body.innerText + (document.querySelector('details')?.textContent ?? '')")?,
            title: field("title")?,
            byline: field("byline")?,
            published: field("published")?,
            entities: rows("entities", "entity")?,
            sources: rows("sources", "source")?,
            claims: rows("claims", "claim")?,
            // Last, so that the picture shows the overview.
            sentences: rows("overview", "sentence")?,
            state,
        };
        Ok(sidebar)
    }

    fn printed(&self) -> String {
        if self.state != "results" {
            return format!("The sidebar shows no analysis ({}):\n{}\n", self.state, indented(&self.text));
        }
        let mut out = String::new();
        for (label, value) in [("Title", &self.title), ("By", &self.byline), ("Published", &self.published)] {
            if !value.is_empty() {
                out.push_str(&format!("{label:<10} {value}\n"));
            }
        }
        for (label, rows) in [
            ("Key sentences", &self.sentences),
            ("Entities", &self.entities),
            ("Sources", &self.sources),
            ("Claims", &self.claims),
        ] {
            out.push_str(&format!("\n{label} ({})\n", rows.len()));
            for row in rows {
                out.push_str(&format!("  {}\n", printed_row(row)));
            }
        }
        out.push('\n');
        out
    }
}

fn rows(browser: &Browser, tab: &str, kind: &str) -> Result<Vec<Row>> {
    browser.click_in_panel(&format!("#tab-{tab}"))?;
    let read = browser.panel(&READ_ROWS.replace("${KIND}", kind))?;
    let piece = |pair: &Value| Some((pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()));
    let row = |row: &Value| row.as_array().map(|pieces| pieces.iter().filter_map(piece).collect::<Row>());
    let rows = read.as_array().context("the panel's rows cannot be read")?;
    Ok(rows.iter().filter_map(row).collect())
}

/// The name or text first, what else is known behind it.
fn printed_row(row: &[(String, String)]) -> String {
    let is_main = |piece: &&(String, String)| matches!(piece.0.as_str(), "text" | "name");
    let main = row.iter().filter(is_main).map(|piece| piece.1.as_str());
    let rest: Vec<&str> = row.iter().filter(|piece| !is_main(piece)).map(|piece| piece.1.as_str()).collect();
    let main = main.collect::<Vec<_>>().join(" ");
    if rest.is_empty() { main } else { format!("{main}  [{}]", rest.join(" · ")) }
}

fn indented(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_missing_page() {
        let error = pages(Some(Path::new("no/such/page.html"))).unwrap_err();
        assert!(error.to_string().contains("no/such/page.html"));
    }

    #[test]
    fn prints_the_words_of_a_row_before_what_is_known_about_them() {
        let piece = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let row = vec![piece("status", "Quoted"), piece("text", "It rose."), piece("speaker", "Ada")];
        assert_eq!(printed_row(&row), "It rose.  [Quoted · Ada]");
    }
}
