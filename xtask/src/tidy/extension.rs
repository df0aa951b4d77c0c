//! Rules for the manifests: the permissions are the four that the README explains, and nothing runs by itself.

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::Finding;
use crate::manifest;

/// Everything the extension may ask for. Each has its line in the README's table.
const PERMISSIONS: [&str; 4] = ["activeTab", "contextMenus", "scripting", "storage"];
/// Keys that would give it more, or start it without a click.
const REFUSED: [&str; 6] = [
    "content_scripts",
    "host_permissions",
    "optional_host_permissions",
    "optional_permissions",
    "externally_connectable",
    "chrome_url_overrides",
];

/// The policy of the extension's own pages, word for word: nothing from anywhere else, no code from strings, no requests.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
/// The one file that pages can name: the frame on them needs it.
const ACCESSIBLE: [&str; 1] = ["panel/panel.html"];

/// Checks both manifests.
///
/// # Errors
/// If a manifest cannot be read.
pub fn check() -> Result<Vec<Finding>> {
    let manifests =
        [("extension/manifest.json", manifest::chrome()?), ("extension/manifest.firefox.json", manifest::firefox()?)];
    let both = |(path, manifest): &(&str, _)| [permissions(path, manifest), policy(path, manifest)].concat();
    Ok(manifests.iter().flat_map(both).collect())
}

fn policy(path: &str, manifest: &Map<String, Value>) -> Vec<Finding> {
    let manifest = Value::Object(manifest.clone());
    let mut findings = Vec::new();
    if manifest["content_security_policy"] != json!({ "extension_pages": POLICY }) {
        findings.push(Finding::new(path, 0, format!("its pages have another policy than {POLICY:?}")));
    }
    let accessible = manifest["web_accessible_resources"].as_array().map(Vec::as_slice).unwrap_or_default();
    if accessible.iter().any(|one| one["resources"] != json!(ACCESSIBLE)) || accessible.len() != 1 {
        findings.push(Finding::new(path, 0, format!("pages can name other files than {ACCESSIBLE:?}")));
    }
    findings
}

fn permissions(path: &str, manifest: &Map<String, Value>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let asked = manifest.get("permissions").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut asked: Vec<&str> = asked.iter().filter_map(Value::as_str).collect();
    asked.sort_unstable();
    if asked != PERMISSIONS {
        findings.push(Finding::new(path, 0, format!("asks for {asked:?} instead of {PERMISSIONS:?}")));
    }
    for key in REFUSED.iter().filter(|key| manifest.contains_key(**key)) {
        findings.push(Finding::new(path, 0, format!("{key} gives the extension more than a click does")));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(manifest: &str) -> usize {
        permissions("manifest.json", &serde_json::from_str(manifest).unwrap()).len()
    }

    #[test]
    fn allows_the_one_policy_and_the_one_file() {
        let found = |policy_of_pages: &str, files: &str| {
            let text = format!(
                r#"{{"content_security_policy": {{"extension_pages": "{policy_of_pages}"}}, "web_accessible_resources": [{{"resources": [{files}]}}]}}"#
            );
            policy("manifest.json", &serde_json::from_str(&text).unwrap()).len()
        };
        assert_eq!(found(POLICY, r#""panel/panel.html""#), 0);
        assert_eq!(found(&POLICY.replace("connect-src 'self'", "connect-src *"), r#""panel/panel.html""#), 1);
        assert_eq!(found(POLICY, r#""panel/panel.html", "wasm/*""#), 1);
    }

    #[test]
    fn allows_the_four_permissions_and_no_more() {
        assert_eq!(findings(r#"{"permissions": ["storage", "activeTab", "scripting", "contextMenus"]}"#), 0);
        assert_eq!(findings(r#"{"permissions": ["storage", "activeTab", "scripting"]}"#), 1);
        assert_eq!(findings(r#"{"permissions": ["storage", "activeTab", "scripting", "contextMenus", "tabs"]}"#), 1);
        assert_eq!(findings(r#"{"host_permissions": ["<all_urls>"]}"#), 2);
    }
}
