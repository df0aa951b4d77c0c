//! Rules for the manifests: the permissions are the four that the README explains, and nothing runs by itself.

use anyhow::Result;
use serde_json::{Map, Value};

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

/// Checks both manifests.
///
/// # Errors
/// If a manifest cannot be read.
pub fn check() -> Result<Vec<Finding>> {
    let mut findings = permissions("extension/manifest.json", &manifest::chrome()?);
    findings.extend(permissions("extension/manifest.firefox.json", &manifest::firefox()?));
    Ok(findings)
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
    fn allows_the_four_permissions_and_no_more() {
        assert_eq!(findings(r#"{"permissions": ["storage", "activeTab", "scripting", "contextMenus"]}"#), 0);
        assert_eq!(findings(r#"{"permissions": ["storage", "activeTab", "scripting"]}"#), 1);
        assert_eq!(findings(r#"{"permissions": ["storage", "activeTab", "scripting", "contextMenus", "tabs"]}"#), 1);
        assert_eq!(findings(r#"{"host_permissions": ["<all_urls>"]}"#), 2);
    }
}
