//! Rules for the extension and the playground: no string becomes code or markup, and no other host is named.

use super::{Finding, code_lines};

/// Ways to turn a string into markup or code; what they would be used for is done with elements and text.
const STRINGS_AS_CODE: [&str; 9] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "setHTMLUnsafe",
    "createContextualFragment",
    "document.write",
    "eval(",
    "new Function",
    "setTimeout(\"",
];

/// Ways to the network that no part of this needs; `fetch` is for files of our own.
const CONNECTIONS: [&str; 6] =
    ["XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "WebTransport", "RTCPeerConnection"];

/// Names of vocabularies, which nothing is ever loaded from.
const NAMES_NOT_ADDRESSES: [&str; 2] = ["http://www.w3.org/", "https://schema.org"];

/// No markup and no code from strings.
#[must_use]
pub fn no_strings_as_code(path: &str, text: &str) -> Vec<Finding> {
    if !path.ends_with(".js") {
        return Vec::new();
    }
    let found = code_lines(text).flat_map(|(line, code)| {
        let uses: Vec<&str> = STRINGS_AS_CODE.into_iter().filter(|way| contains_word(&code, way)).collect();
        uses.into_iter().map(move |way| Finding::new(path, line, format!("{way} turns a string into markup or code")))
    });
    found.collect()
}

/// No request can leave for another host where no other host is named.
#[must_use]
pub fn no_other_hosts(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, code) in code_lines(text) {
        if path.ends_with(".js") {
            for way in CONNECTIONS.into_iter().filter(|way| contains_word(&code, way)) {
                findings.push(Finding::new(path, line, format!("{way} opens a connection")));
            }
        }
        let loads = path.ends_with(".js")
            || path.ends_with(".css")
            || ["src=", "<link", "srcset=", "action="].iter().any(|attribute| code.contains(attribute));
        if loads && names_host(&code) {
            findings.push(Finding::new(path, line, "names an address of another host"));
        }
    }
    findings
}

fn names_host(code: &str) -> bool {
    let mut rest = code;
    for name in NAMES_NOT_ADDRESSES {
        if let Some((before, after)) = rest.split_once(name) {
            if names_host(before) {
                return true;
            }
            rest = after;
        }
    }
    ["http://", "https://", "ws://", "wss://"].iter().any(|scheme| {
        rest.match_indices(scheme).any(|(at, _)| rest[at + scheme.len()..].starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// Does the text stand there as a word of its own, not as the end of a longer one (`medieval(`)?
fn contains_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(findings: &[Finding]) -> Vec<usize> {
        findings.iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn refuses_strings_as_markup_or_code() {
        let text =
            "a.textContent = b;\na.innerHTML = b;\n// a.innerHTML\nmedieval(b);\neval(b);\nsetTimeout(() => a(), 5);";
        assert_eq!(lines(&no_strings_as_code("extension/a.js", text)), [2, 5]);
    }

    #[test]
    fn refuses_addresses_of_other_hosts() {
        let text = "fetch(browser.runtime.getURL(\"a.wasm\"));\nfetch(\"https://a.example/b\");\nnew WebSocket(a);\n\
                    const SVG = \"http://www.w3.org/2000/svg\";\nconst web = /^https?:/;\nstarts(\"https://\");";
        assert_eq!(lines(&no_other_hosts("extension/a.js", text)), [2, 3]);
    }

    #[test]
    fn allows_links_but_no_loads_in_documents() {
        let text = "<a href=\"https://a.example\">a</a>\n<script src=\"https://a.example/b.js\"></script>";
        assert_eq!(lines(&no_other_hosts("www/index.html", text)), [2]);
    }
}
