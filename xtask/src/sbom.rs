//! The list of what ships in the packages, for programs (CycloneDX 1.6): crates from cargo and `Cargo.lock`, lists and
//! weights from `THIRD_PARTY.md`. Written with `serde_json`: of the format a dozen fields are needed, and the crate for
//! it reads cargo's data no more than we do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::toolchain::TARGET;
use crate::{command, project};

/// The list for this version, with that of the compiler: the same for the same commit, as it holds no time and no random
/// number.
///
/// # Errors
/// If cargo does not run, or a shipped file has no licence in `THIRD_PARTY.md`.
pub fn json(compiler: &str) -> Result<String> {
    let (compiled, edges) = (tree("normal")?, edges()?);
    let linked: BTreeSet<String> = tree("normal,no-proc-macro")?.into_iter().map(|one| one.reference()).collect();
    let (own, foreign): (Vec<_>, Vec<_>) = compiled.into_iter().partition(|one| one.name == "sayso");
    let own = own.first().context("cargo tree does not name sayso")?;
    let checksums = checksums()?;
    let mut components = Vec::new();
    for one in &foreign {
        let scope = if linked.contains(&one.reference()) { "required" } else { "excluded" };
        components.push(json!({
            "type": "library",
            "bom-ref": one.reference(),
            "name": one.name,
            "version": one.version,
            // What only wrote code that was compiled is named, too; it is not in the module.
            "scope": scope,
            "hashes": [sha256(checksums.get(&one.reference()).context("Cargo.lock lacks a checksum")?)],
            "licenses": [{ "expression": one.license }],
            "purl": one.reference(),
        }));
    }
    components.push(json!({
        "type": "library",
        "bom-ref": "rust-std",
        "name": "std",
        "description": "the standard library of Rust, with the crates in it",
        "version": compiler,
        "scope": "required",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    }));
    components.extend(data(&project::read(&project::root().join(NOTICES))?)?);
    let depends = edges.iter().map(|(one, on)| json!({ "ref": one, "dependsOn": on }));
    let sbom = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": own.reference(),
            "name": own.name,
            "version": own.version,
            "licenses": [{ "expression": own.license }],
            "purl": own.reference(),
        } },
        "components": components,
        "dependencies": depends.collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string_pretty(&sbom)? + "\n")
}

/// Where people read the same; its table of data and models is the only place for their licences.
const NOTICES: &str = "THIRD_PARTY.md";

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
    license: String,
}

impl Crate {
    /// Its package address, by which the parts of the list name each other.
    fn reference(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }
}

/// How `cargo tree` writes a line: depth, name, version, perhaps where it lies, licence.
fn read(line: &str) -> Option<(usize, Crate)> {
    let (package, license) = line.split_once('|')?;
    let name = package.find(|char: char| !char.is_ascii_digit())?;
    let (depth, mut words) = (package[..name].parse().ok()?, package[name..].split(' '));
    let (name, version) = (words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned());
    Some((depth, Crate { name, version, license: license.to_owned() }))
}

fn lines(edges: &str) -> Result<Vec<(usize, Crate)>> {
    let mut tree = command::cargo();
    tree.args(["tree", "--locked", "--package", "sayso", "--target", TARGET, "--edges", edges]);
    tree.args(["--no-dedupe", "--prefix", "depth", "--format", "{p}|{l}"]);
    Ok(command::read(&mut tree)?.lines().filter_map(read).collect())
}

/// The crates that are compiled for the module, itself among them.
fn tree(edges: &str) -> Result<BTreeSet<Crate>> {
    Ok(lines(edges)?.into_iter().map(|(_, one)| one).collect())
}

/// What each crate depends on.
fn edges() -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut above: Vec<String> = Vec::new();
    for (depth, one) in lines("normal")? {
        let reference = one.reference();
        above.truncate(depth);
        if let Some(parent) = above.last() {
            edges.entry(parent.clone()).or_default().insert(reference.clone());
        }
        edges.entry(reference.clone()).or_default();
        above.push(reference);
    }
    Ok(edges)
}

/// The checksums of `Cargo.lock`, by reference.
fn checksums() -> Result<BTreeMap<String, String>> {
    let lock: toml::Table = project::read(&project::root().join("Cargo.lock"))?.parse()?;
    let packages = lock["package"].as_array().context("Cargo.lock lists no packages")?;
    let checksum = |package: &toml::Value| {
        let field = |name: &str| package.get(name).and_then(toml::Value::as_str);
        Some((format!("pkg:cargo/{}@{}", field("name")?, field("version")?), field("checksum")?.to_owned()))
    };
    Ok(packages.iter().filter_map(checksum).collect())
}

fn sha256(hex: &str) -> Value {
    json!({ "alg": "SHA-256", "content": hex })
}

/// The lists and weights that are compiled into the module, each with what the notices say of it.
fn data(notices: &str) -> Result<Vec<Value>> {
    let rows = rows(notices);
    let mut components = Vec::new();
    for folder in ["models", "src/lexicon/data"] {
        for file in project::files(&project::root().join(folder))?.iter().filter(|file| !file.ends_with(".md")) {
            let path = format!("{folder}/{file}");
            let row = rows.get(&path).or_else(|| rows.get(folder));
            let (origin, license) = row.with_context(|| format!("{NOTICES} says nothing of {path}"))?;
            components.push(json!({
                "type": if folder == "models" { "machine-learning-model" } else { "data" },
                "bom-ref": path,
                "name": path,
                "version": project::version()?,
                "description": origin,
                "scope": "required",
                "hashes": [sha256(&project::sha256(&fs::read(project::root().join(&path))?))],
                "licenses": [{ "expression": license }],
            }));
        }
    }
    Ok(components)
}

/// The table of data and models by path: origin, and the SPDX expression with which the last column begins.
fn rows(notices: &str) -> BTreeMap<String, (String, String)> {
    let table = notices.split_once("\n## Data and models").map_or("", |(_, rest)| rest);
    let mut found = BTreeMap::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect();
        let [files, origin, license] = cells[..] else { continue };
        let Some(license) = license.split('`').nth(1) else { continue };
        let mut folder = String::new();
        for path in files.split('`').skip(1).step_by(2) {
            // The second file of a row is written without the folder of the first.
            let path = if path.contains('/') { path.to_owned() } else { format!("{folder}/{path}") };
            folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            found.insert(path, (origin.to_owned(), license.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sbom() -> Value {
        serde_json::from_str(&json("1.95.0").unwrap()).unwrap()
    }

    fn components<'a>(sbom: &'a Value, scope: &'a str) -> impl Iterator<Item = &'a Value> {
        sbom["components"].as_array().unwrap().iter().filter(move |one| one["scope"] == scope)
    }

    /// The crates in rows of the table below a heading.
    fn in_notices(heading: &str, is_wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let notices = project::read(&project::root().join(NOTICES)).unwrap();
        let table = notices.split_once(heading).unwrap().1.split_once("\n#").unwrap().0.to_owned();
        let rows = table.lines().filter(|line| line.starts_with("| ")).skip(1);
        let cells = rows.map(|row| row.split('|').nth(1).unwrap().trim().to_owned());
        let names = cells.filter(|cell| is_wanted(cell)).map(|cell| cell.rsplit(": ").next().unwrap().to_owned());
        names.flat_map(|names| names.split(", ").map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    const BROWSER: &str = "### In the browser";
    const COMMAND: &str = "### In the command line";

    #[test]
    fn crates_of_the_command_are_those_of_the_notices() {
        let manifest: toml::Table = project::read(&project::root().join("Cargo.toml")).unwrap().parse().unwrap();
        let native = &manifest["target"]["cfg(not(target_arch = \"wasm32\"))"];
        let lists = [&manifest["dependencies"], &native["dependencies"]];
        let used: BTreeSet<String> =
            lists.into_iter().flat_map(|list| list.as_table().unwrap().keys().cloned()).collect();
        let named = in_notices(COMMAND, |row| !row.starts_with("behind them"));
        assert_eq!(
            named
                .into_iter()
                .map(|name| name.split(' ').next().unwrap_or_default().to_owned())
                .collect::<BTreeSet<_>>(),
            used
        );
    }

    #[test]
    fn crates_in_the_module_are_those_of_the_notices() {
        let sbom = sbom();
        let in_sbom = |scope: &str| {
            let crates = components(&sbom, scope).filter(|one| one["type"] == "library");
            crates.map(|one| one["name"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
        };
        assert_eq!(in_sbom("required"), in_notices(BROWSER, |row| !row.starts_with("at compile time")));
        assert_eq!(in_sbom("excluded"), in_notices(BROWSER, |row| row.starts_with("at compile time")));
    }

    #[test]
    fn each_component_has_what_readers_of_the_format_need() {
        let sbom = sbom();
        assert_eq!((&sbom["bomFormat"], &sbom["specVersion"]), (&json!("CycloneDX"), &json!("1.6")));
        let mut references = BTreeSet::from([sbom["metadata"]["component"]["bom-ref"].as_str().unwrap()]);
        for one in components(&sbom, "required").chain(components(&sbom, "excluded")) {
            for field in ["type", "name", "version", "bom-ref"] {
                assert!(one[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {one}");
            }
            assert!(one["licenses"][0]["expression"].is_string(), "{one}");
            let hash = one["hashes"][0]["content"].as_str();
            assert!(one["name"] == "std" || hash.is_some_and(|hash| hash.len() == 64), "{one}");
            assert!(references.insert(one["bom-ref"].as_str().unwrap()), "twice: {one}");
        }
        for depends in sbom["dependencies"].as_array().unwrap() {
            let others = depends["dependsOn"].as_array().unwrap();
            for reference in others.iter().chain([&depends["ref"]]) {
                assert!(references.contains(reference.as_str().unwrap()), "nothing is called {reference}");
            }
        }
    }

    #[test]
    fn rows_share_the_folder_of_their_first_file() {
        let notices = "# A\n\n## Data and models\n\n| File | From | Licence |\n|---|---|---|\n\
            | `models/a.bin`, `b.bin` | GUM | **`CC-BY-SA-4.0`**, with credit |\n| all in `src/lists` | us | `MIT` |\n";
        let row = |origin: &str, license: &str| (origin.to_owned(), license.to_owned());
        let expected = BTreeMap::from([
            ("models/a.bin".to_owned(), row("GUM", "CC-BY-SA-4.0")),
            ("models/b.bin".to_owned(), row("GUM", "CC-BY-SA-4.0")),
            ("src/lists".to_owned(), row("us", "MIT")),
        ]);
        assert_eq!(rows(notices), expected);
    }
}
