//! Analysis: everything found in one page; runs the passes in order.

use crate::article::{self, Access, Article, ArticleKind};
use crate::claim::{self, Claim, Claims};
use crate::dom::Dom;
use crate::entity::{self, Entities};
use crate::page::{self, Genre, Origin, Page, Stated};
use crate::source::{self, Link, Sources};
use crate::span::Span;
use crate::text::Words;

/// How a text is analyzed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Address of the page, if known.
    pub url: Option<String>,
    /// Language of the text, if known; wins over what the page states.
    pub language: Option<String>,
    /// Whether a page that does not look like an article is analyzed all the same.
    pub force: Force,
}

/// Whether pages that do not look like an article are analyzed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Force {
    /// Lists and other pages give no entities, sources or claims.
    #[default]
    ArticlesOnly,
    /// Whatever text there is.
    AnyPage,
}

/// Something a reader must know about the analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Stable word for programs.
    pub code: &'static str,
    /// One sentence for people.
    pub message: String,
}

/// Everything found in one page.
#[derive(Debug, Default)]
pub struct Analysis {
    /// What the page states about itself.
    pub page: Page,
    /// The main content.
    pub article: Article,
    /// Where its sentences stand.
    pub sentences: Vec<Span>,
    /// Indices of the key sentences.
    pub summary: Vec<usize>,
    /// Names and values.
    pub entities: Entities,
    /// Sources, most relied on first.
    pub sources: Sources,
    /// The kind of text, unless it is news.
    pub genre: Option<Genre>,
    /// Claims, best first.
    pub claims: Vec<Claim>,
    /// Links in the text.
    pub links: Vec<Link>,
    /// What a reader must know.
    pub notes: Vec<Note>,
}

/// A text of fewer words gets the note `too-short`: lists will be thin. Readers of one paragraph need no sidebar.
const SHORT_WORDS: usize = 80;

/// Analyzes a page. Never fails: a page without an article gives an empty article and a note.
pub fn analyze(dom: &Dom, options: &Options) -> Analysis {
    let mut page = page::read(dom, options.url.as_deref());
    let mut article = article::extract(dom, &mut page);
    if article.text.is_empty() && options.force == Force::AnyPage {
        article = article::take_visible(dom, &page);
    }
    state_language(&mut page, &article, options);
    let notes = notes(dom.truncated().is_some(), &page, &article);
    let is_article = matches!(article.kind, ArticleKind::Article | ArticleKind::Live);
    let mut analysis = Analysis { page, article, notes, ..Analysis::default() };
    if is_article || options.force == Force::AnyPage {
        find_all(&mut analysis);
        let url = analysis.page.url.as_ref().map(|url| url.value.as_str());
        analysis.links = source::find_links(dom, &analysis.article, url);
    }
    analysis
}

/// Analyzes a text that is the article itself, a selection say: it comes back unchanged, one block per line.
pub fn analyze_article(text: &str, options: &Options) -> Analysis {
    let url = options.url.clone().map(|url| Stated::new(url, Origin::Url));
    let mut page = Page { url, ..Page::default() };
    let mut article = article::take_whole(text);
    article.is_cut = article.text.len() < text.len();
    state_language(&mut page, &article, options);
    let notes = notes(false, &page, &article);
    let mut analysis = Analysis { page, article, notes, ..Analysis::default() };
    find_all(&mut analysis);
    analysis
}

/// The caller's word first, then the page's, then what the text looks like.
fn state_language(page: &mut Page, article: &Article, options: &Options) {
    let given = options.language.as_deref().and_then(page::primary_language);
    if let Some(given) = given {
        page.language = Some(Stated::new(given, Origin::Meta));
    } else if page.language.is_none() {
        page.language = page::language_of(&article.text).map(|language| Stated::new(language, Origin::Text));
    }
}

/// The passes over the article text, each fed by those before.
fn find_all(analysis: &mut Analysis) {
    let (article, page) = (&analysis.article, &analysis.page);
    let words = Words::new(article);
    let entities = entity::find(&words, page);
    let sources = source::find(article, &words, &entities);
    let claims = claim::find(article, page, &words, &entities, &sources);
    let summary = claim::key_sentences(article, &words, &claims.list);
    let notes = claim_notes(&claims);
    analysis.sentences = words.sentences.iter().map(|sentence| sentence.span).collect();
    analysis.summary = summary;
    analysis.entities = entities;
    analysis.sources = sources;
    analysis.genre = claims.genre;
    analysis.claims = claims.list;
    analysis.notes.extend(notes);
}

/// What a reader of the claims must know: that the text is of a kind with few of them, or that there are more.
fn claim_notes(claims: &Claims) -> Vec<Note> {
    if claims.left_out == 0 {
        return Vec::new();
    }
    let (shown, left_out) = (claims.list.len(), claims.left_out);
    let note = match claims.genre {
        Some(genre) => {
            let looks = match genre {
                Genre::Opinion => "an opinion piece",
                Genre::Review => "a review",
                Genre::Recipe => "a recipe",
                Genre::Match => "a match report",
                Genre::Transcript => "a transcript",
                Genre::List => "a list",
                Genre::Live => "a live blog",
            };
            Note {
                code: "few-claims",
                message: format!("This looks like {looks}: only {shown} sentences are listed as claims."),
            }
        }
        None => Note {
            code: "more-claims",
            message: format!("The {shown} sentences most worth checking are listed, {left_out} more are not."),
        },
    };
    vec![note]
}

fn notes(is_truncated: bool, page: &Page, article: &Article) -> Vec<Note> {
    let is_article = matches!(article.kind, ArticleKind::Article | ArticleKind::Live);
    let mut notes = Vec::new();
    let mut note = |code, message: String| notes.push(Note { code, message });
    if article.text.is_empty() {
        note("empty", "No running text was found on this page.".to_owned());
    } else if !is_article {
        let looks = if article.kind == ArticleKind::List { " It looks like a section front or list." } else { "" };
        note("not-article", format!("This doesn't look like a single article.{looks}"));
    } else if article.words < SHORT_WORDS {
        note("too-short", format!("The text is short ({} words).", article.words));
    }
    if article.access == Access::Preview {
        note("preview", format!("Only part of the article is on this page ({} words).", article.words));
    }
    if article.kind == ArticleKind::Live {
        let updates = article.blocks.iter().filter_map(|block| block.update).max().map_or(0, |last| last + 1);
        note(
            "live",
            if updates > 0 {
                format!("Live blog: {updates} updates.")
            } else {
                "This looks like a live blog.".to_owned()
            },
        );
    }
    if let Some(language) =
        page.language.as_ref().map(|language| language.value.as_str()).filter(|language| *language != "en")
    {
        note("language", format!("Analysis works best in English; this page's language is \"{language}\"."));
    }
    if is_truncated || article.is_cut {
        note("budget", "The page is very large and was read in part.".to_owned());
    }
    notes
}
