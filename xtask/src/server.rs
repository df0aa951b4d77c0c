//! A static file server on 127.0.0.1 for the samples, the test pages and the playground.
//!
//! A page's response headers (a Content Security Policy, say) stand beside it in `<page>.headers`, one
//! `Name: value` a line; `#` starts a comment.

use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Method, Request, Response};

/// Any free port.
pub const ANY_PORT: u16 = 0;

/// A running server; it stops when dropped.
pub struct Server {
    inner: Arc<tiny_http::Server>,
    port: u16,
    log: Arc<Mutex<Vec<String>>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves a folder to this machine alone.
    ///
    /// # Errors
    /// If the port is taken.
    pub fn start(folder: &Path, port: u16) -> Result<Self> {
        let address = format!("127.0.0.1:{port}");
        let inner =
            tiny_http::Server::http(&address).map_err(|error| anyhow!("cannot listen on {address}: {error}"))?;
        let port = inner.server_addr().to_ip().context("the server has no address")?.port();
        let inner = Arc::new(inner);
        let log = Arc::new(Mutex::new(Vec::new()));
        let thread = thread::spawn({
            let (inner, log, folder) = (Arc::clone(&inner), Arc::clone(&log), folder.to_owned());
            move || {
                for request in inner.incoming_requests() {
                    lines(&log).push(format!("{} {}", request.method(), request.url()));
                    // A browser that closes a connection early is its own affair.
                    let _ = answer(request, &folder);
                }
            }
        });
        Ok(Self { inner, port, log, thread: Some(thread) })
    }

    /// The address of a path below the served folder.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// Every request so far as `METHOD /path`, oldest first.
    #[must_use]
    pub fn log(&self) -> Vec<String> {
        lines(&self.log).clone()
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
        self.inner.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn lines(log: &Mutex<Vec<String>>) -> std::sync::MutexGuard<'_, Vec<String>> {
    log.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(request: Request, folder: &Path) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::empty(405));
    }
    let file = resolved(folder, request.url()).and_then(|path| Some((File::open(&path).ok()?, path)));
    let Some((file, path)) = file else {
        return request.respond(Response::from_string("not found\n").with_status_code(404));
    };
    let mut response = Response::from_file(file);
    let sidecar = sidecar(&path);
    if !sidecar.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
        add(&mut response, "Content-Type", content_type(&path));
    }
    add(&mut response, "Cache-Control", "no-store");
    for (name, value) in &sidecar {
        add(&mut response, name, value);
    }
    request.respond(response)
}

fn add(response: &mut Response<File>, name: &str, value: &str) {
    if let Ok(header) = Header::from_bytes(name, value) {
        response.add_header(header);
    }
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
