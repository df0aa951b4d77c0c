//! What only people see: colors, progress, and page text without what a terminal would obey.

use std::ffi::OsString;
use std::io::{self, IsTerminal};

use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How help and usage errors are colored, which are printed before the arguments are read in full. clap itself follows
/// NO_COLOR and whether it writes to a terminal.
pub fn early_choice(arguments: impl Iterator<Item = OsString>) -> ColorChoice {
    let words: Vec<String> = arguments.map(|word| word.to_string_lossy().into_owned()).collect();
    let stated = words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--color") {
        Some("") => words.get(at + 1).cloned(),
        Some(value) => value.strip_prefix('=').map(str::to_owned),
        None => None,
    });
    match stated.as_deref() {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// Whether what is written is colored.
pub fn is_colored(choice: ColorChoice, is_terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        // https://no-color.org: present and not empty.
        ColorChoice::Auto => {
            let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            is_terminal && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

const BOLD: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// Markdown with headings and strong words in bold.
pub fn painted(markdown: &str) -> String {
    let mut painted = String::with_capacity(markdown.len());
    for line in markdown.split_inclusive('\n') {
        let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
        if words.starts_with('#') {
            painted.extend([BOLD, words, PLAIN, end]);
        } else if let Some((strong, rest)) = words.strip_prefix("- **").and_then(|rest| rest.split_once("**")) {
            painted.extend(["- ", BOLD, strong, PLAIN, rest, end]);
        } else {
            painted.push_str(line);
        }
    }
    painted
}

/// Text of a page for a terminal, which would obey escape sequences in it.
pub fn harmless(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// A count of documents on standard error, if that is a terminal and there is something to wait for.
pub fn progress(is_long: bool) -> ProgressBar {
    if !is_long || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{pos} documents, {per_sec:0}, {elapsed}") {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_strong_words_are_bold() {
        let text = painted("# Wall\n\n- **Quoted** It rains.\n- plain\n");
        assert_eq!(text, "\x1b[1m# Wall\x1b[0m\n\n- \x1b[1mQuoted\x1b[0m It rains.\n- plain\n");
    }

    #[test]
    fn the_choice_is_found_among_the_arguments() {
        let choice = |words: &[&str]| early_choice(words.iter().map(OsString::from));
        assert_eq!(choice(&["sayso", "--color", "never", "a"]), ColorChoice::Never);
        assert_eq!(choice(&["sayso", "a", "--color=always"]), ColorChoice::Always);
        assert_eq!(choice(&["sayso", "a"]), ColorChoice::Auto);
    }

    #[test]
    fn a_terminal_gets_no_orders_from_a_page() {
        assert_eq!(harmless("a\x1b[2Jb\nc\u{9b}d"), "a[2Jb\ncd");
    }
}
