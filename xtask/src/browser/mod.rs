//! Real browsers with the built extension, behind one face: open a page, press the toolbar button, read and use the
//! panel. Dropping a [`Browser`] ends everything it started.

pub mod cdp;
pub mod chromium;
pub mod firefox;
mod memory;
pub mod wait;
pub mod webdriver;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fmt, fs};

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::ValueEnum;
use serde_json::{Value, json};

use chromium::Chromium;
use firefox::Firefox;
use webdriver::{Element, Session};

use crate::build::{self, Target};
use crate::project;

/// The browsers that the extension is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Chromium, and with it Chrome, Edge and their kin.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Nobody can be told from here that a file stays behind; the next build of the target folder removes it.
        let _ = fs::remove_dir_all(&self.downloads);
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        })
    }
}

/// Does the browser show itself?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// On the display.
    Shown,
    /// In memory only.
    Headless,
}

/// What a person has set before the extension comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// A language of `_locales`; English without one.
    pub language: Option<&'static str>,
    /// Fewer animations.
    pub reduced_motion: bool,
    /// A palette of the person's own instead of the page's colors.
    pub forced_colors: bool,
    /// Every window is private, and the extension may work there. Firefox; Chromium opens such windows one by one.
    pub private: bool,
    /// A changed copy of the package by its name, see [`build::changed`].
    pub copy: Option<&'static str>,
}

impl Surroundings {
    fn package(self, target: Target) -> Result<PathBuf> {
        if let Some(name) = self.copy {
            return Ok(build::copy_named(target, name));
        }
        self.language.map_or_else(|| Ok(target.folder()), |language| build::in_language(target, language))
    }
}

enum Engine {
    Chromium(Box<Chromium>),
    Firefox(Firefox),
}

/// A running browser with the built extension, at one tab.
pub struct Browser {
    engine: Engine,
    session: Session,
    downloads: PathBuf,
}

/// Width and height of the window at the start, px: room for a page and the panel beside it.
pub const WINDOW: (u32, u32) = (1280, 900);

/// The element that carries the panel in the page, and the frame in its closed shadow root.
const HOST: &str = "sayso-panel";
const FRAME: &str = "iframe";
/// The panel's document, which is the frame's or that of a window of its own.
const PANEL: &str = "/panel/panel.html";

/// States of the panel in which it waits for the reader rather than for the analysis.
const SETTLED: [&str; 5] = ["results", "not-article", "empty", "error", "canceled"];

impl Browser {
    /// Starts a browser; the packages must have been built.
    ///
    /// # Errors
    /// If something is missing or does not start.
    pub fn start(kind: Kind, window: Window) -> Result<Self> {
        Self::start_in(kind, window, Surroundings::default())
    }

    /// The same for a person with other needs.
    ///
    /// # Errors
    /// See [`Self::start`].
    pub fn start_in(kind: Kind, window: Window, surroundings: Surroundings) -> Result<Self> {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let downloads = project::target().join(format!("browser/downloads/{}-{number}", std::process::id()));
        fs::create_dir_all(&downloads)?;
        let folder = downloads.to_string_lossy().into_owned();
        let (session, engine) = match kind {
            Kind::Chromium => {
                let (session, chromium) = chromium::start(window, surroundings, &folder)?;
                (session, Engine::Chromium(Box::new(chromium)))
            }
            Kind::Firefox => {
                let (session, firefox) = firefox::start(window, surroundings, &folder)?;
                (session, Engine::Firefox(firefox))
            }
        };
        let browser = Self { engine, session, downloads };
        browser.resize(WINDOW)?;
        Ok(browser)
    }

    /// Which browser this is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self.engine {
            Engine::Chromium(_) => Kind::Chromium,
            Engine::Firefox(_) => Kind::Firefox,
        }
    }

    /// Name and version, as the browser states them.
    #[must_use]
    pub fn version(&self) -> String {
        let stated = |key: &str| self.session.capabilities[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}", stated("browserName"), stated("browserVersion"))
    }

    /// The folder into which this browser saves files.
    #[must_use]
    pub fn downloads(&self) -> &Path {
        &self.downloads
    }

    /// The WebDriver session, for commands that have no name here.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// Chromium's own side; none in Firefox.
    #[must_use]
    pub fn chromium(&self) -> Option<&Chromium> {
        match &self.engine {
            Engine::Chromium(chromium) => Some(chromium),
            Engine::Firefox(_) => None,
        }
    }

    /// Opens a page and waits until it has loaded.
    ///
    /// # Errors
    /// If it does not load.
    pub fn open(&self, url: &str) -> Result<()> {
        self.session.post("/url", &json!({ "url": url }))?;
        Ok(())
    }

    /// Speaks from now on to the window whose page has an address; `false` where there is none yet.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn switch_to_window_of(&self, url: &str) -> Result<bool> {
        let all = self.session.get("/window/handles")?;
        for handle in all.as_array().into_iter().flatten() {
            self.session.post("/window", &json!({ "handle": handle }))?;
            if self.session.get("/url")? == url {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Gives the window an outer size in px.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        self.session.post("/window/rect", &json!({ "width": width, "height": height }))?;
        Ok(())
    }

    /// Presses the extension's button in the toolbar, as a person would: this is what grants it the page.
    ///
    /// # Errors
    /// If there is no button.
    pub fn click_toolbar(&self) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.click_toolbar(&self.session),
            Engine::Firefox(firefox) => firefox.click_toolbar(&self.session),
        }
    }

    /// What the badge on the toolbar button says for the tab in front; empty without a badge.
    ///
    /// # Errors
    /// If the button cannot be read.
    pub fn badge(&self) -> Result<String> {
        let badge = match &self.engine {
            Engine::Chromium(chromium) => chromium.badge()?,
            Engine::Firefox(firefox) => firefox.badge(&self.session)?,
        };
        Ok(badge.as_str().unwrap_or_default().to_owned())
    }

    /// Ends the extension's background as browsers do when it has nothing to do; the next event starts it again.
    ///
    /// # Errors
    /// If it cannot be ended.
    pub fn end_background(&self) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.end_background(),
            Engine::Firefox(_) => Firefox::end_background(&self.session),
        }
    }

    /// Loads the extension anew, as an update does, and waits until it listens for clicks.
    ///
    /// # Errors
    /// If it does not come back.
    pub fn reload_extension(&self) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.reload(&self.session),
            Engine::Firefox(firefox) => firefox.reload(&self.session),
        }
    }

    /// The addresses that page, panel, their workers and the background ask for while some work goes on: those outside of
    /// the extension. Firefox tells of all its requests.
    ///
    /// # Errors
    /// If the work fails or the browser does not tell.
    pub fn requests_while(&self, work: impl FnOnce(&Self) -> Result<()>) -> Result<Vec<String>> {
        match &self.engine {
            Engine::Chromium(chromium) => {
                chromium.watch_requests(&self.session)?;
                let outcome = work(self);
                let heard = chromium.requests()?;
                outcome.map(|()| heard)
            }
            Engine::Firefox(_) => {
                Firefox::watch_requests(&self.session)?;
                let outcome = work(self);
                let heard = Firefox::requests(&self.session)?;
                outcome.map(|()| heard)
            }
        }
    }

    /// Bytes of memory that the browser has for itself, all its processes together (the proportional set size of Linux).
    ///
    /// # Errors
    /// Where the system does not tell.
    pub fn process_memory(&self) -> Result<u64> {
        memory::of_tree(self.session.browser_process().context("the driver does not name the browser's process")?)
    }

    /// Opens a tab and speaks to it from now on; returns its handle.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn open_tab(&self) -> Result<String> {
        let tab = self.session.post("/window/new", &json!({ "type": "tab" }))?;
        let handle = tab["handle"].as_str().context("the driver opened no tab")?.to_owned();
        self.switch_to_tab(&handle)?;
        Ok(handle)
    }

    /// Has the browser throw the one tab that is not in front out of memory, as it does when that runs short.
    ///
    /// # Errors
    /// If there is no such tab, or the browser keeps it.
    pub fn discard_other_tab(&self) -> Result<()> {
        let is_discarded = match &self.engine {
            Engine::Chromium(chromium) => chromium.background(
                "chrome.tabs.query({ active: false }).then(([tab]) => chrome.tabs.discard(tab.id)).then((tab) => tab?.discarded === true)",
            )?,
            Engine::Firefox(_) => Firefox::chrome(
                &self.session,
                "const tab = gBrowser.tabs.find((one) => !one.selected);
                return gBrowser.prepareDiscardBrowser(tab).then(() => gBrowser.discardBrowser(tab, true) && tab.hasAttribute('pending'));",
                &[],
            )?,
        };
        anyhow::ensure!(is_discarded == true, "the browser keeps the tab");
        Ok(())
    }

    /// Speaks to a tab from now on.
    ///
    /// # Errors
    /// If it is gone.
    pub fn switch_to_tab(&self, handle: &str) -> Result<()> {
        self.session.post("/window", &json!({ "handle": handle }))?;
        Ok(())
    }

    /// Runs the body of a function in the panel of the tab that is spoken to; where several tabs have one,
    /// [`Self::panel`] may speak to another.
    ///
    /// # Errors
    /// If there is no panel or the script throws.
    pub fn panel_in_tab(&self, script: &str) -> Result<Value> {
        self.in_panel(|session| session.execute(script, &[]))
    }

    /// Runs the body of a function in the page's own world.
    ///
    /// # Errors
    /// If it throws.
    pub fn page(&self, script: &str) -> Result<Value> {
        self.session.execute(script, &[])
    }

    /// Is the panel in the page?
    ///
    /// # Errors
    /// If the driver fails.
    pub fn has_panel(&self) -> Result<bool> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.has_element(&self.session, HOST),
            Engine::Firefox(_) => Ok(self.session.find(HOST)?.is_some()),
        }
    }

    /// Runs the body of a function in the panel's document.
    ///
    /// # Errors
    /// If there is no panel or the script throws.
    pub fn panel(&self, script: &str) -> Result<Value> {
        match &self.engine {
            Engine::Chromium(chromium) => {
                chromium.panel(&self.session, script)?.context("the panel is not in the page")
            }
            Engine::Firefox(_) => self.in_panel(|session| session.execute(script, &[])),
        }
    }

    /// A real pointer click on the first element of the panel that the selector finds.
    ///
    /// # Errors
    /// If there is none, or something covers it.
    pub fn click_in_panel(&self, selector: &str) -> Result<()> {
        self.in_panel(|session| session.click(&found(session, selector)?))
    }

    /// A real pointer click on the first element of the page that the selector finds.
    ///
    /// # Errors
    /// If there is none, or something covers it.
    pub fn click_in_page(&self, selector: &str) -> Result<()> {
        self.session.click(&found(&self.session, selector)?)
    }

    /// Presses and releases keys one after another, wherever the focus is. See [`key`] for those without a letter.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn press(&self, keys: &str) -> Result<()> {
        self.strike(keys.chars().flat_map(|key| [("keyDown", key), ("keyUp", key)]))
    }

    /// Presses a key while modifiers are held. See [`key`] for their codes.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn press_with(&self, modifiers: &str, key: &str) -> Result<()> {
        let down = modifiers.chars().map(|held| ("keyDown", held));
        let up = modifiers.chars().rev().map(|held| ("keyUp", held));
        self.strike(down.chain(key.chars().flat_map(|key| [("keyDown", key), ("keyUp", key)])).chain(up))
    }

    /// Moves the pointer over the page along some points, px of the window, with the button held from the first to
    /// the last.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn drag(&self, points: &[(i64, i64)]) -> Result<()> {
        let moves = |&(x, y): &(i64, i64)| json!({ "type": "pointerMove", "duration": 0, "x": x, "y": y });
        let mut actions: Vec<Value> = points.first().map(moves).into_iter().collect();
        actions.push(json!({ "type": "pointerDown", "button": 0 }));
        actions.extend(points.iter().skip(1).map(moves));
        actions.push(json!({ "type": "pointerUp", "button": 0 }));
        let mouse =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions });
        self.session.post("/actions", &json!({ "actions": [mouse] }))?;
        Ok(())
    }

    /// What the browser does when the reader presses the keys of one of the extension's commands.
    ///
    /// # Errors
    /// If there is no such command.
    pub fn command(&self, name: &str) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.command(name),
            Engine::Firefox(firefox) => firefox.command(&self.session, name),
        }
    }

    /// Chooses one of the extension's entries in the page's context menu, opened over an element. Chromium's menu is out
    /// of a driver's reach, so that there the extension is told that the entry was chosen.
    ///
    /// # Errors
    /// If there is no such element or entry.
    pub fn choose_menu_entry(&self, selector: &str, id: &str, words: &str) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => chromium.choose_menu_entry(id),
            Engine::Firefox(firefox) => {
                let over = found(&self.session, selector)?.argument();
                let actions = json!([
                    { "type": "pointerMove", "duration": 0, "origin": over, "x": 0, "y": 0 },
                    { "type": "pointerDown", "button": 2 },
                    { "type": "pointerUp", "button": 2 },
                ]);
                let mouse = json!({ "type": "pointer", "id": "mouse", "actions": actions });
                self.session.post("/actions", &json!({ "actions": [mouse] }))?;
                firefox.choose_menu_entry(&self.session, words)
            }
        }
    }

    /// Presses Escape with the focus in the panel and waits until that has closed it.
    ///
    /// # Errors
    /// If the panel stays.
    pub fn press_escape_to_close(&self) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => {
                chromium.press_escape(&self.session)?;
                self.wait_for_no_panel()
            }
            Engine::Firefox(_) => {
                // The key comes up when the frame that had the focus is gone.
                self.strike([("keyDown", key::ESCAPE_CHAR)].into_iter())?;
                self.wait_for_no_panel()?;
                self.session.delete("/actions").map(drop)
            }
        }
    }

    fn strike(&self, strokes: impl Iterator<Item = (&'static str, char)>) -> Result<()> {
        let strokes: Vec<Value> =
            strokes.map(|(kind, key)| json!({ "type": kind, "value": key.to_string() })).collect();
        let actions = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.session.post("/actions", &json!({ "actions": [actions] }))?;
        Ok(())
    }

    /// Waits until the panel shows an outcome and returns which: `results`, `not-article`, `empty` or `error`.
    ///
    /// # Errors
    /// If it takes too long.
    pub fn wait_for_outcome(&self) -> Result<String> {
        wait::until("the panel to show an outcome", || {
            let state = self.panel_state()?;
            Ok(state.filter(|state| SETTLED.contains(&state.as_str())))
        })
    }

    /// Waits until the panel is out of the page.
    ///
    /// # Errors
    /// If it takes too long.
    pub fn wait_for_no_panel(&self) -> Result<()> {
        wait::until_true("the panel to close", || Ok(!self.has_panel()?))
    }

    /// What the panel says about itself; none while it is being mounted.
    fn panel_state(&self) -> Result<Option<String>> {
        let script = "return document.documentElement?.dataset.state ?? null";
        let state = match &self.engine {
            // The frame may be replaced or go away between two commands; the next look finds the new one.
            Engine::Chromium(chromium) => chromium.panel(&self.session, script).unwrap_or_default(),
            Engine::Firefox(_) => self.in_panel(|session| session.execute(script, &[])).ok(),
        };
        Ok(state.as_ref().and_then(Value::as_str).map(ToOwned::to_owned))
    }

    /// What is on the screen, as PNG.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        let picture = self.session.get("/screenshot")?;
        Ok(STANDARD.decode(picture.as_str().context("the browser gave no picture")?)?)
    }

    fn frame(&self) -> Result<Option<Element>> {
        let Some(host) = self.session.find(HOST)? else { return Ok(None) };
        self.session.find_in_shadow(&host, FRAME)
    }

    /// Speaks to the panel's document instead of the page, and goes back to the page whatever happens.
    fn in_panel<T>(&self, work: impl FnOnce(&Session) -> Result<T>) -> Result<T> {
        let Some(frame) = self.frame()? else { return self.in_panel_window(work) };
        let outcome = self.session.switch_to(Some(&frame)).and_then(|()| work(&self.session));
        self.session.switch_to(None)?;
        outcome
    }
}

impl Browser {
    /// The same where the panel has a window of its own.
    fn in_panel_window<T>(&self, work: impl FnOnce(&Session) -> Result<T>) -> Result<T> {
        let page = self.session.get("/window")?;
        let all = self.session.get("/window/handles")?;
        let others = all.as_array().into_iter().flatten().filter(|handle| **handle != page);
        for other in others {
            self.session.post("/window", &json!({ "handle": other }))?;
            if self.session.get("/url")?.as_str().is_some_and(|url| url.contains(PANEL)) {
                let outcome = work(&self.session);
                self.session.post("/window", &json!({ "handle": page }))?;
                return outcome;
            }
        }
        self.session.post("/window", &json!({ "handle": page }))?;
        anyhow::bail!("the panel is not in the page, and in no window of its own")
    }

    /// Is there a window of the extension's own with the panel?
    ///
    /// # Errors
    /// If the driver fails.
    pub fn has_panel_window(&self) -> Result<bool> {
        Ok(self.in_panel_window(|_| Ok(())).is_ok())
    }
}

fn found(session: &Session, selector: &str) -> Result<Element> {
    wait::until(&format!("an element {selector}"), || session.find(selector))
}

/// Keys without a letter, in WebDriver's code.
pub mod key {
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
    pub(super) const ESCAPE_CHAR: char = '\u{e00c}';
    /// Tab.
    pub const TAB: &str = "\u{e004}";
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// Arrow down.
    pub const DOWN: &str = "\u{e015}";
    /// Arrow up.
    pub const UP: &str = "\u{e013}";
    /// Arrow left.
    pub const LEFT: &str = "\u{e012}";
    /// Arrow right.
    pub const RIGHT: &str = "\u{e014}";
    /// Shift.
    pub const SHIFT: &str = "\u{e008}";
    /// Control.
    pub const CONTROL: &str = "\u{e009}";
    /// First of a row or list.
    pub const HOME: &str = "\u{e011}";
    /// Last of a row or list.
    pub const END: &str = "\u{e010}";
}
