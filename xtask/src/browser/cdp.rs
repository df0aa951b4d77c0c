//! One WebSocket to Chromium's debugging address, for what its WebDriver does not offer.

use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// No command here takes longer unless the browser hangs.
const ANSWER_DEADLINE: Duration = Duration::from_secs(20);

/// A connection to the browser as a whole, not to one of its pages.
pub struct Cdp {
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    last_id: u64,
    watching: Option<Watching>,
}

/// What is heard while somebody wants to know what targets ask for.
struct Watching {
    /// Of the targets that are watched, and with them all that they start.
    sessions: Vec<String>,
    requests: Vec<String>,
}

impl Cdp {
    /// Connects to the `debuggerAddress` of a WebDriver session.
    ///
    /// # Errors
    /// If nothing listens there.
    pub fn connect(address: &str) -> Result<Self> {
        let version = ureq::get(format!("http://{address}/json/version")).call();
        let version = version.context("Chromium's debugging address does not answer")?.body_mut().read_to_string()?;
        let version: Value = serde_json::from_str(&version)?;
        let url = version["webSocketDebuggerUrl"].as_str().context("Chromium names no debugging address")?;
        let (socket, _) = tungstenite::connect(url).context("cannot connect to Chromium's debugging address")?;
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(ANSWER_DEADLINE))?;
        }
        Ok(Self { socket, last_id: 0, watching: None })
    }

    /// Sends one command to the browser and waits for its result.
    ///
    /// # Errors
    /// If the browser refuses it or does not answer.
    pub fn call(&mut self, method: &str, parameters: &Value) -> Result<Value> {
        self.send(None, method, parameters)
    }

    /// Sends one command to a target that was attached to.
    ///
    /// # Errors
    /// See [`Self::call`].
    pub fn call_in(&mut self, session: &str, method: &str, parameters: &Value) -> Result<Value> {
        self.send(Some(session), method, parameters)
    }

    /// Sends one command to a target that was attached to, and does not wait for its result.
    ///
    /// # Errors
    /// If the connection is gone.
    pub fn post_in(&mut self, session: &str, method: &str, parameters: &Value) -> Result<()> {
        self.write(Some(session), method, parameters)
    }

    fn write(&mut self, session: Option<&str>, method: &str, parameters: &Value) -> Result<()> {
        self.last_id += 1;
        let mut message = json!({ "id": self.last_id, "method": method, "params": parameters });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        Ok(self.socket.send(Message::text(message.to_string()))?)
    }

    fn send(&mut self, session: Option<&str>, method: &str, parameters: &Value) -> Result<Value> {
        self.write(session, method, parameters)?;
        // What is heard meanwhile may send more.
        let own_id = self.last_id;
        loop {
            let answer = self.socket.read().with_context(|| format!("Chromium does not answer {method}"))?;
            let Message::Text(text) = answer else { continue };
            let mut answer: Value = serde_json::from_str(&text)?;
            // Events, and answers that nobody waits for.
            if answer["id"] != own_id {
                self.hear(&answer)?;
                continue;
            }
            if let Some(error) = answer.get("error") {
                bail!("{method}: {}", error["message"].as_str().unwrap_or("failed"));
            }
            return Ok(answer["result"].take());
        }
    }

    /// Notes from now on what these targets, and all that they start, ask for.
    ///
    /// # Errors
    /// If a target is gone.
    pub fn watch_requests(&mut self, targets: &[&str]) -> Result<()> {
        let mut sessions = Vec::new();
        for target in targets {
            let attached = self.call("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }))?;
            sessions.push(attached["sessionId"].as_str().context("Chromium gave no session")?.to_owned());
        }
        self.watching = Some(Watching { sessions: sessions.clone(), requests: Vec::new() });
        for session in sessions {
            self.watch(&session)?;
            // One question with an answer, so that the others are surely through.
            self.call_in(&session, "Runtime.evaluate", &json!({ "expression": "1" }))?;
        }
        Ok(())
    }

    /// What was asked for since then; nothing is noted any more.
    ///
    /// # Errors
    /// If the browser does not answer.
    pub fn requests(&mut self) -> Result<Vec<String>> {
        // What was said before the answer has been heard when that comes.
        self.targets()?;
        let Some(Watching { sessions, requests }) = self.watching.take() else { return Ok(Vec::new()) };
        for session in sessions {
            // Attached still, they would have every later frame and worker wait for somebody who lets it go on.
            self.call("Target.detachFromTarget", &json!({ "sessionId": session }))?;
        }
        Ok(requests)
    }

    /// Frames and workers wait where they start until they are watched, too.
    fn watch(&mut self, session: &str) -> Result<()> {
        self.write(Some(session), "Network.enable", &json!({}))?;
        let all = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
        self.write(Some(session), "Target.setAutoAttach", &all)?;
        self.write(Some(session), "Runtime.runIfWaitingForDebugger", &json!({}))
    }

    fn hear(&mut self, event: &Value) -> Result<()> {
        let Some(watching) = &mut self.watching else { return Ok(()) };
        match event["method"].as_str() {
            Some("Network.requestWillBeSent") => {
                watching.requests.push(event["params"]["request"]["url"].as_str().unwrap_or_default().to_owned());
            }
            Some("Target.attachedToTarget") => {
                let session = event["params"]["sessionId"].as_str().unwrap_or_default().to_owned();
                self.watch(&session)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Attaches to a target for the length of some work, which gets the session's id.
    ///
    /// # Errors
    /// If the target is gone or the work fails.
    pub fn attached<T>(&mut self, target: &str, work: impl FnOnce(&mut Self, &str) -> Result<T>) -> Result<T> {
        let attached = self.call("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }))?;
        let session = attached["sessionId"].as_str().context("Chromium gave no session")?.to_owned();
        let outcome = work(self, &session);
        // A target that went away during the work has taken the session with it.
        let detached = self.call("Target.detachFromTarget", &json!({ "sessionId": session }));
        outcome.and_then(|value| detached.map(|_| value))
    }

    /// Everything the browser can be attached to: tabs, pages, frames, workers.
    ///
    /// # Errors
    /// See [`Self::call`].
    pub fn targets(&mut self) -> Result<Vec<Value>> {
        // Without an empty filter the browser hides its tabs.
        let answer = self.call("Target.getTargets", &json!({ "filter": [{}] }))?;
        Ok(answer["targetInfos"].as_array().cloned().unwrap_or_default())
    }

    /// Evaluates an expression in a target and returns its value; promises are awaited.
    ///
    /// # Errors
    /// If the target is gone or the expression throws.
    pub fn evaluate(&mut self, target: &str, expression: &str) -> Result<Value> {
        let parameters = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut outcome =
            self.attached(target, |cdp, session| cdp.call_in(session, "Runtime.evaluate", &parameters))?;
        if let Some(error) = outcome.get("exceptionDetails") {
            let text = error.pointer("/exception/description").and_then(Value::as_str).unwrap_or("threw");
            bail!("the script failed: {text}");
        }
        Ok(outcome["result"]["value"].take())
    }
}
