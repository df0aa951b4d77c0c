//! Our own news articles with a mark at each sentence: how much the story stands on it (`data/claims`).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sayso::article::{self, Article};
use sayso::claim::{self, Claim, MEASURES};
use sayso::entity;
use sayso::page::{Origin, Page, Stated};
use sayso::source;
use sayso::text::Words;

/// How much a story stands on a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Nothing to check, or nothing that matters.
    None,
    /// Checkable and of public interest.
    Checkable,
    /// The story stands on it.
    Core,
}

/// An article.
pub struct Marked {
    /// File and number.
    pub id: String,
    title: String,
    text: String,
    /// Byte ranges of the sentences with their marks.
    pub sentences: Vec<(usize, usize, Mark)>,
}

impl Marked {
    /// The words of a sentence.
    pub fn sentence(&self, at: usize) -> &str {
        self.sentences.get(at).and_then(|(start, end, _)| self.text.get(*start..*end)).unwrap_or("")
    }

    /// The candidates of the article, with their measures and marks.
    pub fn candidates(&self) -> Vec<(Claim, [f32; MEASURES.len()], Mark)> {
        let article: Article = article::take_whole(&self.text);
        let page = Page { title: Some(Stated::new(self.title.clone(), Origin::Text)), ..Page::default() };
        let words = Words::new(&article);
        let entities = entity::find(&words, &page);
        let sources = source::find(&article, &words, &entities);
        let read = claim::read(&article, &page, &words, &entities, &sources);
        read.into_iter()
            .map(|(claim, measures)| (self.mark_of(&claim), claim, measures))
            .map(|(m, c, r)| (c, r, m))
            .collect()
    }

    /// The mark of the sentence that a claim starts in.
    fn mark_of(&self, claim: &Claim) -> Mark {
        let start = claim.span.start as usize;
        self.sentences.iter().find(|(from, to, _)| (*from..*to).contains(&start)).map_or(Mark::None, |found| found.2)
    }
}

/// Reads all files of a folder, in the order of their names.
///
/// # Errors
/// If a file cannot be read, or a line has no mark.
pub fn read(folder: &Path) -> Result<Vec<Marked>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt")) {
        let file = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        for (number, part) in file.split("\n---\n").enumerate() {
            let id = format!("{name}/{}", number + 1);
            found.push(parse(id.clone(), part).with_context(|| format!("{}: article {id}", path.display()))?);
        }
    }
    Ok(found)
}

fn parse(id: String, part: &str) -> Result<Marked> {
    let mut article = Marked { id, title: String::new(), text: String::new(), sentences: Vec::new() };
    let mut separator = "";
    for line in part.lines().filter(|line| !line.starts_with('#')) {
        if let Some(title) = line.strip_prefix("= ") {
            article.title = title.to_owned();
        } else if line.is_empty() {
            separator = if article.text.is_empty() { "" } else { "\n\n" };
        } else {
            let Some((mark, sentence)) = line.split_once(' ') else { bail!("no mark: {line}") };
            let mark = match mark.trim_end_matches('s') {
                "0" => Mark::None,
                "1" => Mark::Checkable,
                "2" => Mark::Core,
                _ => bail!("a mark is 0, 1 or 2, with an s for the summary: {line}"),
            };
            article.text.push_str(separator);
            let start = article.text.len();
            article.text.push_str(sentence);
            article.sentences.push((start, article.text.len(), mark));
            separator = " ";
        }
    }
    if article.title.is_empty() || article.sentences.is_empty() {
        bail!("an article needs a headline and sentences");
    }
    Ok(article)
}
