//! A static file server on 127.0.0.1 for the samples, the test pages and the playground.
//!
//! A page's response headers (a Content Security Policy, say) stand beside it in `<page>.headers`, one
//! `Name: value` a line; `#` starts a comment.
//!
//! One request a connection, one thread a connection, a few lines of HTTP/1.1: pooled servers were seen to leave a
//! browser's later connections waiting behind its idle ones.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};

/// Any free port.
pub const ANY_PORT: u16 = 0;

/// Longest request line and headers, bytes; browsers send about 1,000.
const LONGEST_REQUEST: u64 = 64_000;
/// A browser that opens a connection in advance and never asks is let go after this.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server; it stops when dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What the accepting thread and those of the connections look at.
struct Shared {
    folder: PathBuf,
    log: Mutex<Vec<String>>,
    is_over: AtomicBool,
}

impl Server {
    /// Serves a folder to this machine alone.
    ///
    /// # Errors
    /// If the port is taken.
    pub fn start(folder: &Path, port: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = listener.with_context(|| format!("cannot listen on 127.0.0.1:{port}"))?;
        let address = listener.local_addr()?;
        let shared =
            Arc::new(Shared { folder: folder.to_owned(), log: Mutex::default(), is_over: AtomicBool::new(false) });
        let thread = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Self { address, shared, thread: Some(thread) })
    }

    /// The address of a path below the served folder.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// Every request so far as `METHOD /path`, oldest first.
    #[must_use]
    pub fn log(&self) -> Vec<String> {
        self.shared.log().clone()
    }

    /// Waits until the process ends: for a server that is the whole command.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Release);
        // One last connection, so that the accepting thread looks up.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn log(&self) -> MutexGuard<'_, Vec<String>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for connection in listener.incoming().map_while(Result::ok) {
        if shared.is_over.load(Ordering::Acquire) {
            return;
        }
        let shared = Arc::clone(shared);
        // A browser that closes a connection early is its own affair.
        thread::spawn(move || drop(answer(&connection, &shared)));
    }
}

fn answer(connection: &TcpStream, shared: &Shared) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let mut request = BufReader::new(connection.take(LONGEST_REQUEST)).lines();
    let Some(first) = request.next().transpose()? else { return Ok(()) };
    for line in request {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = first.split(' ');
    let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    shared.log().push(format!("{method} {url}"));
    let mut connection = connection;
    connection.write_all(&response(method, url, &shared.folder))?;
    connection.shutdown(Shutdown::Write)
}

/// The whole answer to a request: head and, but for `HEAD`, body.
fn response(method: &str, url: &str, folder: &Path) -> Vec<u8> {
    if !matches!(method, "GET" | "HEAD") {
        return head("405 Method Not Allowed", &[], 0);
    }
    let Some((path, body)) = resolved(folder, url).and_then(|path| Some((path.clone(), fs::read(path).ok()?))) else {
        return head("404 Not Found", &[], 0);
    };
    let mut headers = sidecar(&path);
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
        headers.push(("Content-Type".to_owned(), content_type(&path).to_owned()));
    }
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("cache-control")) {
        headers.push(("Cache-Control".to_owned(), "no-store".to_owned()));
    }
    let mut response = head("200 OK", &headers, body.len());
    if method == "GET" {
        response.extend(body);
    }
    response
}

fn head(status: &str, headers: &[(String, String)], length: usize) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    head.into_bytes()
}

/// The file that a request path names; none for one that leads out of the folder.
fn resolved(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let relative = percent_decoded(path.trim_start_matches('/'))?;
    let relative = Path::new(&relative);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = folder.join(relative);
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

/// A path as it stands in a URL: spaces and the like escaped.
#[must_use]
pub fn percent_encoded(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn sidecar(page: &Path) -> Vec<(String, String)> {
    let mut name = page.as_os_str().to_owned();
    name.push(".headers");
    headers(&fs::read_to_string(name).unwrap_or_default())
}

fn headers(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name.into(), value.trim().into())).collect()
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" | "htm" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "xhtml" => "application/xhtml+xml",
        "xml" => "application/xml",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_inside_its_folder() {
        let folder = Path::new("/pages");
        assert_eq!(resolved(folder, "/a/b.html?x=1"), Some(PathBuf::from("/pages/a/b.html")));
        assert_eq!(resolved(folder, "/two%20words.html"), Some(PathBuf::from("/pages/two words.html")));
        assert_eq!(resolved(folder, "/../secret"), None);
        assert_eq!(resolved(folder, "/%2e%2e/secret"), None);
        assert_eq!(resolved(folder, "//etc/passwd"), Some(PathBuf::from("/pages/etc/passwd")));
        assert_eq!(resolved(folder, "/%zz"), None);
    }

    #[test]
    fn reads_headers_beside_a_page() {
        let text = "# strict\nContent-Security-Policy: default-src 'none'; img-src http://a\n\nX-A:b\n";
        let expected = [("Content-Security-Policy", "default-src 'none'; img-src http://a"), ("X-A", "b")];
        assert_eq!(headers(text), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn escapes_and_unescapes_paths() {
        assert_eq!(percent_encoded("a b/ü.html"), "a%20b/%C3%BC.html");
        assert_eq!(percent_decoded(&percent_encoded("a b/ü.html")).as_deref(), Some("a b/ü.html"));
    }
}
