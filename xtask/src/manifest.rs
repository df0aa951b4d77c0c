//! The extension's manifests: the Chrome form, and the keys that differ in Firefox laid over it.

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::project;

/// The manifest of one browser as its package carries it.
///
/// # Errors
/// If a manifest cannot be read or is not a JSON object.
pub fn chrome() -> Result<Map<String, Value>> {
    let mut manifest = read("manifest.json")?;
    manifest.insert("version".to_owned(), Value::String(project::version()?));
    Ok(manifest)
}

/// See [`chrome`].
///
/// # Errors
/// If a manifest cannot be read or is not a JSON object.
pub fn firefox() -> Result<Map<String, Value>> {
    Ok(merged(chrome()?, read("manifest.firefox.json")?))
}

/// The id under which Firefox knows the extension.
///
/// # Errors
/// If the manifest names none.
pub fn firefox_id() -> Result<String> {
    let manifest = Value::Object(firefox()?);
    let id = manifest.pointer("/browser_specific_settings/gecko/id").and_then(Value::as_str);
    Ok(id.context("manifest.firefox.json names no browser_specific_settings.gecko.id")?.to_owned())
}

fn read(name: &str) -> Result<Map<String, Value>> {
    let path = project::root().join("extension").join(name);
    let text = project::read(&path)?;
    serde_json::from_str(&text).with_context(|| format!("{} is not a JSON object", project::shown(&path)))
}

/// Replaces whole top-level keys; `null` removes a key.
fn merged(mut base: Map<String, Value>, changes: Map<String, Value>) -> Map<String, Value> {
    for (key, value) in changes {
        if value.is_null() {
            base.shift_remove(&key);
        } else {
            base.insert(key, value);
        }
    }
    base
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn replaces_whole_keys_and_removes_nulls() {
        let base = object(
            r#"{"name": "a", "background": {"service_worker": "b.js", "type": "module"}, "incognito": "split"}"#,
        );
        let changes = object(r#"{"background": {"scripts": ["b.js"]}, "incognito": null, "gecko": 1}"#);
        let expected = object(r#"{"name": "a", "background": {"scripts": ["b.js"]}, "gecko": 1}"#);
        assert_eq!(merged(base, changes), expected);
    }
}
