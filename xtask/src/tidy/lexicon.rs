//! Rules for the word lists: a header that says where the words come from, then sorted lines.

use super::Finding;

/// What the header of a list must state.
const STATED: [&[&str]; 3] = [&["origin"], &["licence", "license"], &["date"]];

/// A list is a header of `#` lines and one entry a line, in byte order, none twice.
#[must_use]
pub fn sorted_with_header(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let header = text.lines().take_while(|line| line.starts_with('#')).collect::<Vec<_>>().join("\n").to_lowercase();
    for words in STATED.iter().filter(|words| !words.iter().any(|word| header.contains(word))) {
        findings.push(Finding::new(path, 1, format!("the header states no {}", words[0])));
    }
    let mut previous = "";
    for (index, line) in text.lines().enumerate().skip_while(|(_, line)| line.starts_with('#')) {
        if line != line.trim() || line.is_empty() {
            findings.push(Finding::new(path, index + 1, "an empty line, or space around an entry"));
        } else if line <= previous {
            findings.push(Finding::new(path, index + 1, format!("{line:?} must stand before {previous:?}, once")));
        }
        previous = line;
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "# Verbs.\n# Origin: own. Licence: MIT. Date: 2026-01.\n";

    #[test]
    fn wants_a_header_and_order() {
        assert_eq!(sorted_with_header("a.tsv", &format!("{HEADER}claim\tx\nsay\ty\n")), []);
        assert_eq!(sorted_with_header("a.tsv", "claim\nsay\n").len(), 3);
        assert_eq!(sorted_with_header("a.tsv", &format!("{HEADER}say\nclaim\n")).len(), 1);
        assert_eq!(sorted_with_header("a.tsv", &format!("{HEADER}say\nsay\n")).len(), 1);
        assert_eq!(sorted_with_header("a.tsv", &format!("{HEADER}say \n")).len(), 1);
    }
}
