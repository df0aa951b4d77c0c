//! Reads articles with their attributions marked in brackets: `data/attribution`, whose README.md has the conventions.
//!
//! `[S1 Ana Ruiz] [C1 said] [Q1 it would rain]` -> the text and the byte spans of source, cue and content of attribution 1.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

/// The line between two articles.
const SEPARATOR: &str = "---";
/// Marks that open or close a quotation.
const QUOTES: [char; 10] = ['"', '“', '”', '„', '«', '»', '‘', '’', '\'', '`'];

/// What the cue says that the source does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Act {
    /// Says or writes the content.
    #[default]
    Speech,
    /// Thinks, hopes or fears it.
    Belief,
    /// Says nothing: there is no content.
    Silence,
}

/// One attribution: byte spans in the text of its article, in the order of the text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Who says it; `None` where the text names nobody.
    pub source: Option<Range<usize>>,
    /// The words that attribute.
    pub cues: Vec<Range<usize>>,
    /// What is said, piece by piece.
    pub contents: Vec<Range<usize>>,
    /// What the cue says.
    pub act: Act,
}

/// An article: its paragraphs, one a line, and their attributions by id.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The text without brackets.
    pub text: String,
    /// The attributions by the number in their brackets.
    pub attributions: BTreeMap<u32, Attribution>,
}

/// Reads all files of a folder; each article with a name of its own.
///
/// # Errors
/// If a file cannot be read, or is malformed: file and line are named.
pub fn read(folder: &Path) -> Result<Vec<(String, Article)>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut articles = Vec::new();
    for path in paths {
        let marked = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let found = parse(&marked).with_context(|| path.display().to_string())?;
        articles.extend(found.into_iter().enumerate().map(|(at, article)| (format!("{stem}/{}", at + 1), article)));
    }
    Ok(articles)
}

/// Parses a file of marked articles.
///
/// # Errors
/// On unbalanced brackets, unknown letters, and attributions that lack a part: the line is named.
pub fn parse(marked: &str) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    let mut article = Article::default();
    let lines = marked.lines().enumerate().map(|(at, line)| (at + 1, line));
    let mut last = 0;
    for (number, line) in lines.skip_while(|(_, line)| line.starts_with('#')) {
        last = number;
        if line == SEPARATOR {
            articles.push(finish(std::mem::take(&mut article)).with_context(|| at_line(number))?);
        } else {
            article.add_paragraph(line).with_context(|| at_line(number))?;
        }
    }
    articles.push(finish(article).with_context(|| at_line(last))?);
    Ok(articles)
}

fn at_line(number: usize) -> String {
    format!("line {number}")
}

/// The article, if it has text and all its attributions are whole.
fn finish(article: Article) -> Result<Article> {
    ensure!(!article.text.is_empty(), "no text before the end of the article");
    for (id, attribution) in &article.attributions {
        let silent = attribution.act == Act::Silence;
        ensure!(!attribution.cues.is_empty(), "attribution {id} of the article that ends here has no cue");
        ensure!(
            silent || !attribution.contents.is_empty(),
            "attribution {id} of the article that ends here has no content"
        );
        ensure!(
            !silent || attribution.source.is_some(),
            "attribution {id} of the article that ends here: who is silent?"
        );
    }
    Ok(article)
}

impl Article {
    fn add_paragraph(&mut self, line: &str) -> Result<()> {
        ensure!(!line.is_empty() && line.trim() == line, "a paragraph is empty or has blanks at its edge");
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let mut open = Vec::new();
        let mut rest = line;
        while let Some(at) = rest.find(['\\', '[', ']']) {
            self.text.push_str(&rest[..at]);
            let bracket = &rest[at..];
            rest = &bracket[1..];
            if bracket.starts_with('\\') {
                ensure!(rest.starts_with(['[', ']']), "a backslash stands only before a bracket");
                self.text.push_str(&rest[..1]);
                rest = &rest[1..];
            } else if bracket.starts_with('[') {
                let Some((tag, behind)) = rest.split_once(' ') else { bail!("a bracket without words: {bracket}") };
                open.push((tag, self.text.len()));
                rest = behind;
            } else {
                let (tag, start) = open.pop().context("a bracket closes that was not opened")?;
                self.add_span(tag, start)?;
            }
        }
        self.text.push_str(rest);
        ensure!(open.is_empty(), "a bracket is not closed: {open:?}");
        Ok(())
    }

    /// The span from `start` to the end of the text so far, for each attribution its tag names.
    fn add_span(&mut self, tag: &str, start: usize) -> Result<()> {
        let span = start..self.text.len();
        let words = &self.text[start..];
        ensure!(!words.is_empty() && words.trim() == words, "{tag}: empty, or blanks at its edge: {words:?}");
        let letter = tag.chars().next().unwrap_or_default();
        for id in tag[letter.len_utf8()..].split('+') {
            let id: u32 = id.parse().with_context(|| format!("no letter and number: {tag}"))?;
            let attribution = self.attributions.entry(id).or_default();
            match letter {
                'S' => ensure!(attribution.source.replace(span.clone()).is_none(), "{tag}: a second source"),
                'C' => attribution.cues.push(span.clone()),
                'B' | 'D' => {
                    attribution.act = if letter == 'B' { Act::Belief } else { Act::Silence };
                    attribution.cues.push(span.clone());
                }
                'Q' => attribution.contents.push(span.clone()),
                _ => bail!("unknown letter: {tag}"),
            }
        }
        Ok(())
    }

    /// The article as the scorer of attributions reads it: offsets count characters.
    pub fn to_json(&self, id: &str) -> Value {
        let chars = |at: usize| self.text[..at].chars().count();
        let span = |span: &Range<usize>| json!([chars(span.start), chars(span.end)]);
        let parts = |parts: &[Range<usize>]| parts.iter().map(span).collect::<Vec<_>>();
        let whole = |parts: &[Range<usize>]| Some(span(&(parts.first()?.start..parts.last()?.end)));
        let spoken = self.attributions.values().filter(|attribution| attribution.act != Act::Silence);
        let attributions = spoken.map(|attribution| {
            json!({
                "source": attribution.source.as_ref().map(span),
                "cue": whole(&attribution.cues), "cue_parts": parts(&attribution.cues),
                "content": whole(&attribution.contents), "content_parts": parts(&attribution.contents),
                "kind": self.kind(&attribution.contents),
                "act": if attribution.act == Act::Belief { "other" } else { "speech" },
            })
        });
        json!({ "id": id, "text": self.text, "attributions": attributions.collect::<Vec<_>>() })
    }

    fn kind(&self, contents: &[Range<usize>]) -> &'static str {
        let pieces = || contents.iter().map(|span| &self.text[span.clone()]);
        // A letter before the mark makes it an apostrophe; an apostrophe opens no word.
        let opens = |piece: &str| piece.split_whitespace().any(|word| word.starts_with(QUOTES));
        if pieces().all(|piece| piece.starts_with(QUOTES)) && pieces().any(|piece| piece.ends_with(QUOTES)) {
            "direct"
        } else if pieces().any(opens) {
            "mixed"
        } else {
            "indirect"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each attribution as source, cues and contents.
    fn spans(marked: &str) -> Vec<(Option<String>, Vec<String>, Vec<String>)> {
        let article = parse(marked).unwrap().remove(0);
        let words = |span: &Range<usize>| article.text[span.clone()].to_owned();
        let all = |spans: &[Range<usize>]| spans.iter().map(words).collect();
        let attributions = article.attributions.values();
        attributions.map(|found| (found.source.as_ref().map(words), all(&found.cues), all(&found.contents))).collect()
    }

    fn owned(source: &str, cues: &[&str], contents: &[&str]) -> (Option<String>, Vec<String>, Vec<String>) {
        let all = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        (Some(source.to_owned()).filter(|source| !source.is_empty()), all(cues), all(contents))
    }

    #[test]
    fn brackets_are_no_part_of_the_text() {
        let articles = parse("# head\n[S1 Ana] [C1 said] [Q1 it \\[the wall\\] fell].\nIt did.\n---\nEnd.").unwrap();
        assert_eq!(articles[0].text, "Ana said it [the wall] fell.\nIt did.");
        assert_eq!(articles[1], Article { text: "End.".to_owned(), attributions: BTreeMap::new() });
    }

    #[test]
    fn contents_may_be_split_nested_and_run_on_in_the_next_paragraph() {
        let quote = "[Q1 “No,”] [C1 said] [S1 Zoë]. [Q1 “I won’t.]\n[Q1 “Never.”]";
        assert_eq!(spans(quote), [owned("Zoë", &["said"], &["“No,”", "“I won’t.", "“Never.”"])]);
        let nested = "[S1 The Sun] [C1 says] [Q1 [S2 he] [C2 denied] [Q2 it]].";
        assert_eq!(spans(nested), [owned("The Sun", &["says"], &["he denied it"]), owned("he", &["denied"], &["it"])]);
    }

    #[test]
    fn a_span_may_belong_to_several_attributions_and_a_source_may_be_missing() {
        let coordinated = "[S1+2 She] [C1 said] [Q1 yes] and [C2 added] [Q2 thanks].";
        assert_eq!(spans(coordinated), [owned("She", &["said"], &["yes"]), owned("She", &["added"], &["thanks"])]);
        assert_eq!(spans("[Q1 He] [C1 reportedly] [Q1 left]."), [owned("", &["reportedly"], &["He", "left"])]);
    }

    #[test]
    fn offsets_for_the_scorer_count_characters() {
        let article = parse("[S1 Zoë] [C1 said]: [Q1 “Да.”] [S2 He] [B2 fears] [Q2 it]. [S3 Al] [D3 was silent].")
            .unwrap()
            .remove(0);
        let json = article.to_json("x");
        assert_eq!(json["attributions"][0]["cue"], json!([4, 8]));
        assert_eq!(json["attributions"][0]["content_parts"], json!([[10, 15]]));
        assert_eq!([&json["attributions"][0]["kind"], &json["attributions"][1]["act"]], ["direct", "other"]);
        assert_eq!(json["attributions"].as_array().map(Vec::len), Some(2), "silence is not scored");
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let cases = [
            ("ok\n[S1 Ana said", "line 2: a bracket is not closed"),
            ("Ana] said", "line 1: a bracket closes that was not opened"),
            ("[X1 Ana]", "line 1: unknown letter"),
            ("[S Ana]", "line 1: no letter and number"),
            ("[S1 Ana ] said", "line 1: S1: empty, or blanks at its edge"),
            ("[S1 Ana] [S1 Bo] [C1 say] [Q1 it]", "line 1: S1: a second source"),
            ("[S1 Ana] [Q1 it]\n---\nok", "line 2: attribution 1 of the article that ends here has no cue"),
            ("[S1 Ana] [C1 said]", "line 1: attribution 1 of the article that ends here has no content"),
            ("[D1 Nobody spoke]", "line 1: attribution 1 of the article that ends here: who is silent?"),
            ("ok\n\nok", "line 2: a paragraph is empty"),
            ("ok\n---", "line 2: no text"),
        ];
        for (marked, expected) in cases {
            let error = format!("{:#}", parse(marked).unwrap_err());
            assert!(error.starts_with(expected), "{marked:?}: {error}");
        }
    }

    #[test]
    fn all_our_own_articles_are_well_formed() {
        let articles = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/attribution")).unwrap();
        assert!(articles.iter().map(|(_, article)| article.text.lines().count()).sum::<usize>() >= 600);
    }
}
