//! Chromium with the built extension: quiet, and with a click on the real toolbar button.

use std::cell::RefCell;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::cdp::Cdp;
use super::wait;
use super::webdriver::Session;
use super::{Surroundings, Window};
use crate::build::Target;
use crate::setup;
use crate::tools::Program;

/// No first-run pages, no updates, no services, no name resolution but for this machine. Run as root, Chromium has no
/// sandbox; it only ever opens pages from this machine here.
const QUIET: [&str; 15] = [
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-search-engine-choice-screen",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--metrics-recording-only",
    "--password-store=basic",
    "--lang=en-US",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/// The key's number in DevTools messages, as in `KeyboardEvent.keyCode`.
const ESCAPE_CODE: u32 = 27;

/// The browser-level connection and the extension's id.
pub struct Chromium {
    cdp: RefCell<Cdp>,
    extension: String,
}

/// What a page holds in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Documents, those of frames included.
    pub documents: u64,
    /// Nodes, attached or not.
    pub nodes: u64,
    /// Event listeners.
    pub listeners: u64,
    /// Bytes of the JavaScript heap in use.
    pub heap: u64,
}

/// The capabilities of a quiet Chromium, without the extension: the Wasm tests use it as well.
///
/// # Errors
/// If Chromium is missing and cannot be installed.
pub fn capabilities(window: Window, more: &[String]) -> Result<Value> {
    setup::chromium()?;
    let mut arguments: Vec<String> = QUIET.iter().map(|flag| (*flag).to_owned()).collect();
    if window == Window::Headless {
        arguments.push("--headless=new".to_owned());
    }
    arguments.extend_from_slice(more);
    Ok(json!({ "binary": Program::Chromium.path()?, "args": arguments }))
}

/// Starts Chromium with the built extension and waits until the extension listens for clicks.
///
/// # Errors
/// If something is missing or does not start.
pub fn start(window: Window, surroundings: Surroundings, downloads: &str) -> Result<(Session, Chromium)> {
    let package = surroundings.package(Target::Chrome)?;
    let mut flags = vec![format!("--load-extension={}", package.display())];
    if surroundings.reduced_motion {
        flags.push("--force-prefers-reduced-motion".to_owned());
    }
    if surroundings.forced_colors {
        flags.push("--force-high-contrast".to_owned());
    }
    let options = capabilities(window, &flags)?;
    let capabilities = json!({ "browserName": "chrome", "goog:chromeOptions": options });
    let session = Session::start(&Program::Chromedriver.path()?, &[], &capabilities)?;
    let address = session.capabilities.pointer("/goog:chromeOptions/debuggerAddress").and_then(Value::as_str);
    let mut cdp = Cdp::connect(address.context("Chromium names no debugging address")?)?;
    cdp.call("Browser.setDownloadBehavior", &json!({ "behavior": "allow", "downloadPath": downloads }))?;
    let worker = wait::until("the extension's service worker", || {
        let targets = cdp.targets()?;
        let mut workers = targets.iter().filter(|target| target["type"] == "service_worker");
        Ok(workers.find(|target| url(target).ends_with("/background.js")).cloned())
    })?;
    let extension = url(&worker).split('/').nth(2).context("the service worker has no id")?.to_owned();
    wait_for_listener(&mut cdp, id(&worker))?;
    Ok((session, Chromium { cdp: RefCell::new(cdp), extension }))
}

/// A click that comes before the listener is lost without a word.
fn wait_for_listener(cdp: &mut Cdp, worker: &str) -> Result<()> {
    // A worker that has just started knows no extension interface yet.
    let listens = "globalThis.chrome?.action?.onClicked.hasListeners() ?? false";
    wait::until_true("the extension to listen for clicks", || Ok(cdp.evaluate(worker, listens)? == true))
}

fn url(target: &Value) -> &str {
    target["url"].as_str().unwrap_or_default()
}

fn id(target: &Value) -> &str {
    target["targetId"].as_str().unwrap_or_default()
}

fn has_element(cdp: &mut Cdp, page: &str, selector: &str) -> Result<bool> {
    let document = cdp.call_in(page, "DOM.getDocument", &json!({ "depth": 0 }))?;
    let query = json!({ "nodeId": document["root"]["nodeId"], "selector": selector });
    Ok(cdp.call_in(page, "DOM.querySelector", &query)?["nodeId"] != 0)
}

impl Chromium {
    /// Clicks the extension's toolbar button in the current tab.
    ///
    /// # Errors
    /// If the tab is gone.
    pub fn click_toolbar(&self, session: &Session) -> Result<()> {
        let page = self.page(session)?;
        let mut cdp = self.cdp.borrow_mut();
        // The click wants the tab around the page.
        let targets = cdp.targets()?;
        let tab = targets.iter().find(|target| target["type"] == "tab" && url(target) == url(&page));
        let tab = id(tab.context("the page is in no tab")?);
        cdp.call("Extensions.triggerAction", &json!({ "id": self.extension, "targetId": tab }))?;
        Ok(())
    }

    /// The page in front. WebDriver knows it by its id; asking it for the address would run a script in the page, and
    /// pages can spoil that.
    fn page(&self, session: &Session) -> Result<Value> {
        let page = session.get("/window")?;
        let targets = self.cdp.borrow_mut().targets()?;
        targets.into_iter().find(|target| target["targetId"] == page).context("the page is gone")
    }

    /// Does the page hold an element that the selector finds? Asked of the browser, not of a script in the page.
    ///
    /// # Errors
    /// If the page is gone.
    pub fn has_element(&self, session: &Session, selector: &str) -> Result<bool> {
        let page = self.page(session)?;
        self.cdp.borrow_mut().attached(id(&page), |cdp, page| has_element(cdp, page, selector))
    }

    /// Runs the body of a function in the panel's frame; none where there is no frame.
    ///
    /// # Errors
    /// If the script throws, or the frame goes away while it runs.
    pub fn panel(&self, session: &Session, body: &str) -> Result<Option<Value>> {
        let page = session.get("/window")?;
        let mut cdp = self.cdp.borrow_mut();
        let targets = cdp.targets()?;
        // A frame in this page, for that of a page that was left may live on for a while; or a window of its own, whose
        // address carries the token.
        let is_panel = |target: &&Value| {
            (target["type"] == "iframe"
                && url(target).ends_with("/panel/panel.html")
                && target["parentFrameId"] == page)
                || (target["type"] == "page" && url(target).contains("/panel/panel.html#"))
        };
        let Some(panel) = targets.iter().find(is_panel) else { return Ok(None) };
        cdp.evaluate(id(panel), &format!("(() => {{ {body} }})()")).map(Some)
    }

    /// Presses Escape wherever the focus is. Nothing waits for the browser to say that it handled the key: if that
    /// closes the frame which has the focus, it never does.
    ///
    /// # Errors
    /// If the page is gone.
    pub fn press_escape(&self, session: &Session) -> Result<()> {
        let page = self.page(session)?;
        self.cdp.borrow_mut().attached(id(&page), |cdp, page| {
            for kind in ["rawKeyDown", "keyUp"] {
                let escape =
                    json!({ "type": kind, "key": "Escape", "code": "Escape", "windowsVirtualKeyCode": ESCAPE_CODE });
                cdp.post_in(page, "Input.dispatchKeyEvent", &escape)?;
            }
            Ok(())
        })
    }

    /// Tells the extension that the reader pressed the keys of a command: keys of a driver reach the page alone.
    ///
    /// # Errors
    /// If the background sleeps.
    pub fn command(&self, name: &str) -> Result<()> {
        let tab = "chrome.tabs.query({ active: true, lastFocusedWindow: true })";
        self.background(&format!("{tab}.then(([tab]) => chrome.commands.onCommand.dispatch({name:?}, tab))"))?;
        Ok(())
    }

    /// Tells the extension that one of its menu entries was chosen.
    ///
    /// # Errors
    /// If the background sleeps.
    pub fn choose_menu_entry(&self, id: &str) -> Result<()> {
        let tab = "chrome.tabs.query({ active: true, lastFocusedWindow: true })";
        let choice = format!("chrome.contextMenus.onClicked.dispatch({{ menuItemId: {id:?} }}, tab)");
        self.background(&format!("{tab}.then(([tab]) => {choice})"))?;
        Ok(())
    }

    /// The badge on the button for the tab in front.
    ///
    /// # Errors
    /// If the background sleeps.
    pub fn badge(&self) -> Result<Value> {
        let tab = "chrome.tabs.query({ active: true, lastFocusedWindow: true })";
        self.background(&format!("{tab}.then(([tab]) => chrome.action.getBadgeText({{ tabId: tab.id }}))"))
    }

    /// Evaluates an expression in the extension's background.
    ///
    /// # Errors
    /// If it sleeps or the expression throws.
    pub fn background(&self, expression: &str) -> Result<Value> {
        let mut cdp = self.cdp.borrow_mut();
        let targets = cdp.targets()?;
        let mut own = targets.iter().filter(|target| target["type"] == "service_worker");
        let worker = own.find(|target| url(target).contains(&self.extension)).context("the background sleeps")?;
        cdp.evaluate(id(worker), expression)
    }

    /// See [`super::Browser::end_background`].
    ///
    /// # Errors
    /// If it does not end.
    pub fn end_background(&self) -> Result<()> {
        let mut cdp = self.cdp.borrow_mut();
        while let Some(worker) = self.own_worker(&mut cdp)? {
            // The browser keeps a worker alive that somebody is attached to.
            cdp.call("Target.closeTarget", &json!({ "targetId": id(&worker) }))?;
            wait::until_true("the background to end", || {
                Ok(self.own_worker(&mut cdp)?.is_none_or(|other| id(&other) != id(&worker)))
            })?;
        }
        Ok(())
    }

    fn own_worker(&self, cdp: &mut Cdp) -> Result<Option<Value>> {
        let targets = cdp.targets()?;
        let mut own = targets.into_iter().filter(|target| target["type"] == "service_worker");
        Ok(own.find(|target| url(target).contains(&self.extension)))
    }

    /// See [`super::Browser::reload_extension`].
    ///
    /// # Errors
    /// If it does not come back.
    pub fn reload(&self, session: &Session) -> Result<()> {
        // A page of the extension's own says when it is back, and its question wakes the background.
        let front = session.get("/window")?;
        let tab = session.post("/window/new", &json!({ "type": "tab" }))?;
        session.post("/window", &json!({ "handle": tab["handle"] }))?;
        session.post("/url", &json!({ "url": "chrome://extensions/" }))?;
        // Chromium keeps unpacked extensions for developers alone, and notices when it loads them anew.
        let reload = "return chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })
            .then(() => chrome.developerPrivate.reload(arguments[0], { failQuietly: true })).then(() => true)";
        session.execute(reload, &[json!(self.extension)])?;
        let options = format!("chrome-extension://{}/options/options.html", self.extension);
        let asked = "return chrome.runtime?.sendMessage({ kind: 'confirm', token: '' }).then((answer) => answer?.confirmed === false)";
        wait::until_true("the extension again", || {
            let opened = session.post("/url", &json!({ "url": options }));
            Ok(opened.is_ok() && session.execute(asked, &[]).is_ok_and(|answer| answer == true))
        })?;
        session.delete("/window")?;
        session.post("/window", &json!({ "handle": front }))?;
        Ok(())
    }

    /// Listens from now on to what the page in front, the frames and workers in it, and the background ask for.
    ///
    /// # Errors
    /// If the page is gone.
    pub fn watch_requests(&self, session: &Session) -> Result<()> {
        let page = self.page(session)?;
        let mut cdp = self.cdp.borrow_mut();
        let worker = self.own_worker(&mut cdp)?.context("the background sleeps")?;
        cdp.watch_requests(&[id(&page), id(&worker)])
    }

    /// What was asked for since [`Self::watch_requests`], but for files of the extension.
    ///
    /// # Errors
    /// If the browser does not answer.
    pub fn requests(&self) -> Result<Vec<String>> {
        let heard = self.cdp.borrow_mut().requests()?;
        Ok(heard.into_iter().filter(|url| !url.starts_with("chrome-extension:") && !url.starts_with("data:")).collect())
    }

    /// What the page holds in memory, after its garbage is collected: documents, nodes, listeners, bytes of heap.
    ///
    /// # Errors
    /// If the page is gone.
    pub fn memory(&self, session: &Session) -> Result<Memory> {
        let page = self.page(session)?;
        self.cdp.borrow_mut().attached(id(&page), |cdp, page| {
            cdp.call_in(page, "HeapProfiler.collectGarbage", &json!({}))?;
            let counters = cdp.call_in(page, "Memory.getDOMCounters", &json!({}))?;
            let heap = cdp.call_in(page, "Runtime.getHeapUsage", &json!({}))?;
            let count = |value: &Value| value.as_f64().unwrap_or_default() as u64;
            Ok(Memory {
                documents: count(&counters["documents"]),
                nodes: count(&counters["nodes"]),
                listeners: count(&counters["jsEventListeners"]),
                heap: count(&heap["usedSize"]),
            })
        })
    }

    /// The id that Chromium gave the unpacked extension.
    #[must_use]
    pub fn extension(&self) -> &str {
        &self.extension
    }
}
