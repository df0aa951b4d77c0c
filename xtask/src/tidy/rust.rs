//! Rules for the core: imports go down only, and only the view is serialized.

use super::{Finding, code_lines};

/// The modules of the core from the bottom up; modules on one line may know each other.
const LAYERS: [&[&str]; 11] = [
    &["span", "limits", "error", "lexicon", "model"],
    &["dom"],
    &["page"],
    &["article"],
    &["text"],
    &["entity"],
    &["source"],
    &["claim"],
    &["analysis"],
    &["compare"],
    &["view"],
];

/// The faces of the core may import all of it; the crate root lists the modules.
const EDGES: [&str; 4] = ["lib", "main", "cli", "wasm"];

/// A module may import only from its own layer and those below it.
#[must_use]
pub fn imports_go_down(path: &str, text: &str) -> Vec<Finding> {
    let module = module_of(path);
    if EDGES.contains(&module) {
        return Vec::new();
    }
    let Some(own) = layer(module) else {
        return vec![Finding::new(path, 0, format!("the module {module} has no layer in xtask/src/tidy/rust.rs"))];
    };
    let mut findings = Vec::new();
    for (line, code) in own_code(text) {
        if code.contains("super::super") {
            findings.push(Finding::new(path, line, "write crate::… instead of super::super"));
        }
        for imported in imported_modules(&code) {
            let allowed = imported == module || layer(imported).is_none_or(|layer| layer <= own);
            if !allowed {
                findings.push(Finding::new(
                    path,
                    line,
                    format!("{module} may not import {imported}, which lies above it"),
                ));
            }
        }
    }
    findings
}

/// Core types stay free to change because nothing outside can read them.
#[must_use]
pub fn only_view_serializes(path: &str, text: &str) -> Vec<Finding> {
    if EDGES.contains(&module_of(path)) || module_of(path) == "view" {
        return Vec::new();
    }
    let derives = own_code(text).filter(|(_, code)| {
        let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.any(|word| word == "Serialize")
    });
    derives.map(|(line, _)| Finding::new(path, line, "only the view may derive Serialize")).collect()
}

/// What would switch off a promise: code that the compiler does not check, and panics outside of tests.
const WAYS_AROUND: [&str; 7] = [
    "unsafe {",
    "unsafe fn",
    "unsafe impl",
    "allow(unsafe_code",
    "clippy::unwrap_used",
    "clippy::expect_used",
    "clippy::panic",
];
/// Reviewed places that need one of them, with the reason beside them in the code. There are none.
const REVIEWED: [(&str, &str); 0] = [];

/// No unsafe code, and no way around the lints against panics. The lints themselves stand in Cargo.toml.
#[must_use]
pub fn no_ways_around(path: &str, text: &str) -> Vec<Finding> {
    let found = own_code(text).flat_map(|(line, code)| {
        let ways = WAYS_AROUND.into_iter().filter(|way| code.contains(way) && !REVIEWED.contains(&(path, way)));
        ways.map(|way| Finding::new(path, line, format!("{way}: not in code that ships"))).collect::<Vec<_>>()
    });
    found.collect()
}

/// Lines before the unit tests, which may use whatever shows the behavior best.
fn own_code(text: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    code_lines(text).take_while(|(_, code)| code.trim() != "#[cfg(test)]")
}

fn module_of(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let first = inside.split('/').next().unwrap_or(inside);
    first.strip_suffix(".rs").unwrap_or(first)
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The first segment behind each `crate::`, also of the branches in `crate::{a::B, c}` on one line.
fn imported_modules(code: &str) -> Vec<&str> {
    let mut modules = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => modules.push(first_word(rest)),
            Some(branches) => modules.extend(top_branches(branches).map(first_word)),
        }
    }
    modules
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(text)
}

/// Splits `a::{B, C}, d}` at the commas that stand outside inner braces.
fn top_branches(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    text.split(move |c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [usize; 0] = [];

    fn lines(findings: &[Finding]) -> Vec<usize> {
        findings.iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn refuses_imports_from_above() {
        let text = "use crate::dom::Dom;\nuse crate::{span::Span, claim::{Claim, Tag}};\n// use crate::view::View;\n";
        assert_eq!(lines(&imports_go_down("src/source/mod.rs", text)), [2]);
        assert_eq!(lines(&imports_go_down("src/claim/rank.rs", text)), NONE);
        assert_eq!(lines(&imports_go_down("src/main.rs", "use crate::view::View;")), NONE);
    }

    #[test]
    fn refuses_modules_without_a_layer_and_grandparents() {
        assert_eq!(lines(&imports_go_down("src/misc.rs", "")), [0]);
        assert_eq!(lines(&imports_go_down("src/dom/tag.rs", "\nuse super::super::span;")), [2]);
    }

    #[test]
    fn lets_unit_tests_import_what_they_need() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    use crate::view::View;\n}\n";
        assert_eq!(lines(&imports_go_down("src/dom/mod.rs", text)), NONE);
    }

    #[test]
    fn refuses_unsafe_code_and_panics() {
        let text = "// unsafe { }\n#[allow(clippy::panic)]\nfn a() { unsafe { b() } }\n#[cfg(test)]\nunsafe fn c() {}";
        assert_eq!(lines(&no_ways_around("src/a.rs", text)), [2, 3]);
    }

    #[test]
    fn allows_serialize_in_the_view_alone() {
        let text = "#[derive(Clone, Serialize)]\nstruct A;\n#[derive(Deserialize)]\nstruct B;";
        assert_eq!(lines(&only_view_serializes("src/claim/mod.rs", text)), [1]);
        assert_eq!(lines(&only_view_serializes("src/view.rs", text)), NONE);
        assert_eq!(lines(&only_view_serializes("src/view/comparison.rs", text)), NONE);
    }
}
