//! Rules for the words on screen: every message is used, every used message is there, in every language.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::{Finding, code_lines};
use crate::project;

/// The language that all others are compared with; the manifest names it too.
const DEFAULT: &str = "en";
/// The endings that name a plural form (CLDR); languages differ in those they need, but all have `other`.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// Functions whose first argument is the key of a message.
const READERS: [&str; 3] = ["getMessage(\"", "words(\"", "countWords(\""];

/// The playground's own messages, in the default language; the rest it shares with the extension.
const PLAYGROUND: &str = "www/messages.json";

/// Checks every language against the code and against the default language.
///
/// # Errors
/// If a file cannot be read.
pub fn check() -> Result<Vec<Finding>> {
    let mut extension = code_in("extension")?;
    for manifest in ["manifest.json", "manifest.firefox.json"] {
        extension.push_str(&project::read(&project::root().join("extension").join(manifest))?);
    }
    let playground = code_in("www")?;
    let mut languages = BTreeMap::new();
    for file in project::files(&project::root().join("extension/_locales"))? {
        let path = format!("extension/_locales/{file}");
        let keys = keys_of(&path)?;
        languages.insert(path, keys);
    }
    let own = keys_of(PLAYGROUND)?;
    let mut findings = agree(&extension, &playground, &languages, &own);
    findings.extend(own.iter().filter(|key| !is_used(key, &playground)).map(|key| unused(PLAYGROUND, key)));
    Ok(findings)
}

/// All code of a folder as one text, comments left out.
fn code_in(folder: &str) -> Result<String> {
    let root = project::root().join(folder);
    let mut code = String::new();
    for file in project::files(&root)?.iter().filter(|file| is_code(file)) {
        let text = project::read(&root.join(file))?;
        code.extend(code_lines(&text).map(|(_, line)| line + "\n"));
    }
    Ok(code)
}

fn keys_of(path: &str) -> Result<BTreeSet<String>> {
    let messages = project::read(&project::root().join(path))?;
    let messages: Map<String, Value> =
        serde_json::from_str(&messages).with_context(|| format!("{path} is no JSON object"))?;
    Ok(messages.keys().cloned().collect())
}

fn is_code(file: &str) -> bool {
    let is_ours = !file.starts_with("wasm/") && !file.starts_with("samples/");
    is_ours && (file.ends_with(".js") || file.ends_with(".html"))
}

/// Do the code and the messages of every language (path, keys) agree? The playground's code may use its `own` keys too.
fn agree(
    extension: &str,
    playground: &str,
    languages: &BTreeMap<String, BTreeSet<String>>,
    own: &BTreeSet<String>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let default = format!("extension/_locales/{DEFAULT}/messages.json");
    let Some(reference) = languages.get(&default) else {
        return vec![Finding::new(&default, 0, "there are no messages of the default language")];
    };
    let reference = base_keys(reference);
    let own = base_keys(own);
    let used = |key: &&String| is_used(key, extension) || is_used(key, playground);
    findings.extend(reference.iter().filter(|key| !used(key)).map(|key| unused(&default, key)));
    let mut used = used_keys(extension);
    used.extend(used_keys(playground).difference(&own).cloned());
    for key in used.difference(&reference) {
        findings.push(Finding::new(&default, 0, format!("the code uses {key}, which is missing")));
    }
    for (path, keys) in languages {
        for key in keys.iter().filter_map(|key| plural_base(key)).collect::<BTreeSet<_>>() {
            if !keys.contains(&format!("{key}_other")) {
                findings.push(Finding::new(path, 0, format!("{key} has no form _other")));
            }
        }
        let keys = base_keys(keys);
        for key in reference.difference(&keys) {
            findings.push(Finding::new(path, 0, format!("{key} is missing")));
        }
        for key in keys.difference(&reference) {
            findings.push(Finding::new(path, 0, format!("{key} is not in {DEFAULT}")));
        }
    }
    findings
}

fn unused(path: &str, key: &str) -> Finding {
    Finding::new(path, 0, format!("no code uses {key}"))
}

/// Keys with the plural forms of one message taken together.
fn base_keys(keys: &BTreeSet<String>) -> BTreeSet<String> {
    keys.iter().map(|key| plural_base(key).unwrap_or(key).to_owned()).collect()
}

fn plural_base(key: &str) -> Option<&str> {
    key.rsplit_once('_').filter(|(_, form)| PLURALS.contains(form)).map(|(base, _)| base)
}

/// A key is used where it stands as a whole string, in the manifest's way, or where code puts a key together from the
/// same beginning (`` `status_${…}` ``).
fn is_used(key: &str, code: &str) -> bool {
    let written = [format!("\"{key}\""), format!("'{key}'"), format!("`{key}`"), format!("__MSG_{key}__")];
    if written.iter().any(|way| code.contains(way)) {
        return true;
    }
    let ends = key.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    ends.rev().any(|end| code.contains(&format!("`{}${{", &key[..end])))
}

/// Keys that the code names outright.
fn used_keys(code: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for reader in READERS {
        for (at, _) in code.match_indices(reader) {
            keys.extend(code[at + reader.len()..].split('"').next().map(ToOwned::to_owned));
        }
    }
    for (at, opening) in code.match_indices("__MSG_") {
        keys.extend(code[at + opening.len()..].split("__").next().map(ToOwned::to_owned));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(code: &str, languages: &[(&str, &[&str])]) -> Vec<String> {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        let path = |language: &str| format!("extension/_locales/{language}/messages.json");
        let languages = languages.iter().map(|(language, list)| (path(language), keys(list))).collect();
        agree(code, "", &languages, &BTreeSet::new()).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn wants_every_message_used_and_present() {
        let code = "words(\"close\"); words(\"open\");";
        assert_eq!(messages(code, &[("en", &["close", "open"])]), Vec::<String>::new());
        assert_eq!(messages(code, &[("en", &["close"])]), ["the code uses open, which is missing"]);
        assert_eq!(messages(code, &[("en", &["close", "open", "old"])]), ["no code uses old"]);
    }

    #[test]
    fn wants_the_same_messages_in_every_language() {
        let code = "words(\"close\"); countWords(\"claims\", 2)";
        let english: &[&str] = &["claims_one", "claims_other", "close"];
        assert_eq!(
            messages(code, &[("en", english), ("pl", &["claims_few", "claims_other", "close"])]),
            Vec::<String>::new()
        );
        assert_eq!(
            messages(code, &[("en", english), ("de", &["claims_one", "close", "more"])]),
            ["claims has no form _other", "more is not in en"]
        );
    }

    #[test]
    fn sees_keys_that_code_puts_together() {
        let code = "words(`status_${status}`)";
        assert_eq!(messages(code, &[("en", &["status_denied"])]), Vec::<String>::new());
    }
}
