//! Every dependency has a licence that `deny.toml` allows and comes from the one registry: checked without a network,
//! from Cargo.lock by way of `cargo metadata` and from the lock files of npm.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project;

/// The registry that all crates come from, as `cargo metadata` names it.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
/// Lock files of npm.
const NPM_LOCKS: [&str; 2] = ["xtask/npm/package-lock.json", "tests/browser/npm/package-lock.json"];
/// npm packages that name no licence from SPDX's list, and what their licence file says: development tools, not shipped.
const NPM_CLARIFIED: [(&str, &str); 1] = [("node_modules/winreg", "BSD-2-Clause")];

/// Checks all of them.
///
/// # Errors
/// If a dependency has another licence or origin, or a list cannot be read.
pub fn check() -> Result<()> {
    let policy = project::read(&project::root().join("deny.toml"))?;
    let allowed = allowed(&policy)?;
    let mut findings = crates(&allowed)?;
    for lock in NPM_LOCKS {
        findings.extend(npm(&project::read(&project::root().join(lock))?, &allowed)?);
    }
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("{} dependencies are outside of deny.toml", findings.len());
    }
    Ok(())
}

/// The list `allow` of `[licenses]`.
fn allowed(policy: &str) -> Result<Vec<String>> {
    let policy: toml::Table = policy.parse().context("deny.toml is no TOML")?;
    let list = policy.get("licenses").and_then(|licenses| licenses.get("allow")).cloned();
    Ok(list.context("deny.toml has no list of allowed licences")?.try_into()?)
}

fn crates(allowed: &[String]) -> Result<Vec<String>> {
    let metadata = project::metadata()?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    Ok(packages.iter().filter_map(|package| complaint(package, allowed)).collect())
}

fn complaint(package: &Value, allowed: &[String]) -> Option<String> {
    let name = package["name"].as_str().unwrap_or("a crate without a name");
    let license = package["license"].as_str().unwrap_or_default();
    // Packages of this repository have no source.
    match package["source"].as_str() {
        Some(source) if source != CRATES_IO => Some(format!("{name} comes from {source}")),
        _ if !is_allowed(license, allowed) => Some(format!("{name} has the licence {license:?}")),
        _ => None,
    }
}

fn npm(lock: &str, allowed: &[String]) -> Result<Vec<String>> {
    let lock: Value = serde_json::from_str(lock)?;
    let packages = lock["packages"].as_object().context("the lock file lists no packages")?;
    // The first entry, without a name, is the list itself.
    let packages = packages.iter().filter(|(name, _)| !name.is_empty());
    let license = |name: &str, package: &Value| {
        let clarified =
            NPM_CLARIFIED.iter().find(|(other, _)| *other == name).map(|(_, license)| (*license).to_owned());
        clarified.unwrap_or_else(|| package["license"].as_str().unwrap_or_default().to_owned())
    };
    let found = packages.map(|(name, package)| (name, license(name, package)));
    Ok(found
        .filter(|(_, license)| !is_allowed(license, allowed))
        .map(|(name, license)| format!("npm: {name} has the licence {license:?}"))
        .collect())
}

/// An SPDX expression as packages write it: one of several (`OR`, in old ones `/`), all of several (`AND`), brackets
/// around either.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let all = expression.split(" AND ").map(|part| part.trim_matches(['(', ')', ' ']));
    let one = |part: &str| {
        part.split(" OR ").flat_map(|part| part.split('/')).any(|name| allowed.iter().any(|other| other == name.trim()))
    };
    !expression.is_empty() && all.clone().all(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_expressions() {
        let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned);
        for fine in ["MIT", "MIT/Apache-2.0", "GPL-3.0-only OR MIT", "(MIT OR GPL-2.0-only) AND Unicode-3.0"] {
            assert!(is_allowed(fine, &allowed), "{fine}");
        }
        for bad in ["", "GPL-3.0-only", "MIT AND GPL-3.0-only", "Apache-2.0 WITH LLVM-exception"] {
            assert!(!is_allowed(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn reads_the_policy() {
        let policy = "[x]\nallow = [\"no\"]\n[licenses]\n# why\nallow = [\n  \"MIT\", \"ISC\",\n]\n";
        assert_eq!(allowed(policy).unwrap(), ["MIT", "ISC"]);
        assert!(
            allowed("[licenses]\nallow = []\n[licenses]\nallow = []\n").is_err(),
            "cargo-deny would refuse it, too"
        );
    }

    #[test]
    fn other_origins_and_licences_are_complained_of() {
        let allowed = ["MIT".to_owned()];
        let package =
            |source: Value, license: &str| serde_json::json!({ "name": "a", "source": source, "license": license });
        assert_eq!(complaint(&package(CRATES_IO.into(), "MIT"), &allowed), None);
        assert!(complaint(&package("git+https://example.org/a".into(), "MIT"), &allowed).is_some());
        assert!(complaint(&package(CRATES_IO.into(), "GPL-3.0-only"), &allowed).is_some());
        let lock = r#"{"packages": {"": {}, "node_modules/a": {"license": "MIT"}, "node_modules/b": {}}}"#;
        assert_eq!(npm(lock, &allowed).unwrap().len(), 1);
    }
}
