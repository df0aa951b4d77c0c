//! A W3C WebDriver client: starts the driver, speaks JSON over loopback HTTP, and ends what it started.
//!
//! Written here because the endpoints this harness lives from (add-on installation, Firefox's chrome context, closed
//! shadow roots) are untyped in the client crates too, and those bring an asynchronous runtime and TLS.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use ureq::Agent;

use crate::{command, project};

/// The key under which WebDriver hands out elements, and the one for shadow roots.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const SHADOW_ROOT: &str = "shadow-6066-11e4-a52e-4f735466cecf";

/// A page that takes longer is broken; a browser's first start on a cold disk is not.
const REQUEST_DEADLINE: Duration = Duration::from_secs(60);
/// How long a browser may take to close before it is ended.
const QUIT_DEADLINE: Duration = Duration::from_secs(10);
/// Screenshots are the largest answers.
const ANSWER_LIMIT: u64 = 100_000_000;

/// The browser's name for an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

impl Element {
    /// The element as a script argument.
    #[must_use]
    pub fn argument(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

/// A running driver with one browser session.
pub struct Session {
    driver: Child,
    agent: Agent,
    base: String,
    /// What the browser says about itself.
    pub capabilities: Value,
    browser_process: Option<u64>,
}

impl Session {
    /// Starts a driver on a free port, and a browser with it.
    ///
    /// # Errors
    /// If either does not start. The driver's own words go to `target/browser/<driver>.log`.
    pub fn start(program: &Path, arguments: &[&str], capabilities: &Value) -> Result<Self> {
        let mut start = Command::new(program);
        start.arg("--port=0").args(arguments).env_remove("LD_LIBRARY_PATH").env("MOZ_REMOTE_ALLOW_SYSTEM_ACCESS", "1");
        // Without it, releases of Firefox ask their own service for settings, whatever address our preferences give.
        start.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
        start.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let driver = start.spawn().with_context(|| format!("cannot run {}", program.display()))?;
        let agent = Agent::new_with_config(
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(REQUEST_DEADLINE)).build(),
        );
        // From here on, dropping the session ends the driver.
        let mut session = Self { driver, agent, base: String::new(), capabilities: Value::Null, browser_process: None };
        let output = session.driver.stdout.take().context("the driver has no output")?;
        let port = announced_port(output, program)?;
        session.base = format!("http://127.0.0.1:{port}");
        let answer =
            session.request(Verb::Post, "/session", &json!({ "capabilities": { "alwaysMatch": capabilities } }));
        let answer = answer.with_context(|| format!("{} cannot start the browser", program.display()))?;
        let id = answer["sessionId"].as_str().context("the driver gave no session")?;
        session.base = format!("{}/session/{id}", session.base);
        session.capabilities = answer["capabilities"].clone();
        let process = session.capabilities.get("moz:processID").or(session.capabilities.get("goog:processID"));
        session.browser_process = process.and_then(Value::as_u64);
        Ok(session)
    }

    /// The number of the browser's first process.
    #[must_use]
    pub const fn browser_process(&self) -> Option<u64> {
        self.browser_process
    }

    /// Sends a command with a body.
    ///
    /// # Errors
    /// If the driver does not answer or answers with an error.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.request(Verb::Post, path, body)
    }

    /// Asks for something.
    ///
    /// # Errors
    /// See [`Self::post`].
    pub fn get(&self, path: &str) -> Result<Value> {
        self.request(Verb::Get, path, &Value::Null)
    }

    /// Withdraws something.
    ///
    /// # Errors
    /// See [`Self::post`].
    pub fn delete(&self, path: &str) -> Result<Value> {
        self.request(Verb::Delete, path, &Value::Null)
    }

    /// Runs the body of a function in the current frame and returns what it returns.
    ///
    /// # Errors
    /// If the script throws or the result is no JSON.
    pub fn execute(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// The first element that a CSS selector finds in the current frame, if any.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn find(&self, selector: &str) -> Result<Option<Element>> {
        let found = self.post("/elements", &by_css(selector))?;
        Ok(found.get(0).and_then(|first| first[ELEMENT].as_str()).map(|id| Element(id.to_owned())))
    }

    /// The first element that a CSS selector finds in an element's shadow root, open or closed.
    ///
    /// # Errors
    /// If the driver fails.
    pub fn find_in_shadow(&self, host: &Element, selector: &str) -> Result<Option<Element>> {
        let root = self.get(&format!("/element/{}/shadow", host.0))?;
        let root = root[SHADOW_ROOT].as_str().context("the element has no shadow root")?;
        let found = self.post(&format!("/shadow/{root}/elements"), &by_css(selector))?;
        Ok(found.get(0).and_then(|first| first[ELEMENT].as_str()).map(|id| Element(id.to_owned())))
    }

    /// An element's shadow root as a script argument, open or closed.
    ///
    /// # Errors
    /// If it has none.
    pub fn shadow_root(&self, host: &Element) -> Result<Value> {
        self.get(&format!("/element/{}/shadow", host.0))
    }

    /// A real pointer click in the middle of the element.
    ///
    /// # Errors
    /// If something covers the element.
    pub fn click(&self, element: &Element) -> Result<()> {
        self.post(&format!("/element/{}/click", element.0), &json!({}))?;
        Ok(())
    }

    /// What an element shows and nothing around it, a PNG in base64.
    ///
    /// # Errors
    /// If the element is gone.
    pub fn picture(&self, element: &Element) -> Result<Value> {
        self.get(&format!("/element/{}/screenshot", element.0))
    }

    /// Makes a frame the one that the following commands speak to; `None` is the page.
    ///
    /// # Errors
    /// If the frame is gone.
    pub fn switch_to(&self, frame: Option<&Element>) -> Result<()> {
        self.post("/frame", &json!({ "id": frame.map(Element::argument) }))?;
        Ok(())
    }

    fn request(&self, verb: Verb, path: &str, body: &Value) -> Result<Value> {
        let url = format!("{}{path}", self.base);
        let answer = match verb {
            Verb::Get => self.agent.get(&url).call(),
            Verb::Delete => self.agent.delete(&url).call(),
            Verb::Post => self.agent.post(&url).content_type("application/json").send(body.to_string()),
        };
        let mut answer = answer.with_context(|| format!("the driver does not answer {path}"))?;
        let text = answer.body_mut().with_config().limit(ANSWER_LIMIT).read_to_string()?;
        let mut answer: Value = serde_json::from_str(&text).with_context(|| format!("{path} answered no JSON"))?;
        let value = answer["value"].take();
        if let Some(error) = value.get("error").and_then(Value::as_str) {
            let message = value["message"].as_str().unwrap_or_default();
            bail!("{path}: {error}: {}", message.lines().next().unwrap_or_default());
        }
        Ok(value)
    }

    fn quit(&mut self) {
        let agent = Agent::new_with_config(Agent::config_builder().timeout_global(Some(QUIT_DEADLINE)).build());
        // Each step is for the case that the one before did not work; none can be reported from a destructor.
        let closed = !self.base.is_empty() && agent.delete(&self.base).call().is_ok();
        if let (false, Some(process)) = (closed, self.browser_process) {
            let _ = command::succeeds(command::new("kill").args(["-KILL", &process.to_string()]));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.quit();
    }
}

#[derive(Clone, Copy)]
enum Verb {
    Get,
    Post,
    Delete,
}

fn by_css(selector: &str) -> Value {
    json!({ "using": "css selector", "value": selector })
}

/// Reads the port from the line in which the driver announces it, and sends the rest of its output to a file.
fn announced_port(output: ChildStdout, program: &Path) -> Result<u16> {
    let mut lines = BufReader::new(output).lines();
    let mut said = String::new();
    let port = loop {
        let Some(line) = lines.next().transpose()? else {
            bail!("{} ended before it was ready: {}", program.display(), said.trim());
        };
        if let Some(port) = port_in(&line) {
            break port;
        }
        said.push_str(&line);
        said.push('\n');
    };
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let log = project::target().join(format!("browser/{name}-{port}.log"));
    project::write(&log, &said)?;
    let mut log = fs::OpenOptions::new().append(true).open(log)?;
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let _ = writeln!(log, "{line}");
        }
    });
    Ok(port)
}

/// "ChromeDriver was started successfully on port 40817." or "… geckodriver INFO Listening on 127.0.0.1:40817".
fn port_in(line: &str) -> Option<u16> {
    let after = line.split_once("started successfully on port ").or_else(|| line.split_once("Listening on 127.0.0.1:"));
    after?.1.trim_end_matches('.').trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_port_that_a_driver_announces() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 40817."), Some(40817));
        assert_eq!(port_in("1712\tgeckodriver\tINFO\tListening on 127.0.0.1:4444"), Some(4444));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
