//! The kind of text that a page says it holds: an opinion, a recipe, a review, in its JSON-LD, section, address or headline.

use super::{Page, collapse};
use crate::lexicon;

/// Kinds of text in which few sentences are meant to be checked. News has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    /// An opinion piece, editorial or column.
    Opinion,
    /// A review of a work, a product, a restaurant.
    Review,
    /// Instructions for a dish.
    Recipe,
    /// A report of one match.
    Match,
    /// What was said, speaker by speaker.
    Transcript,
    /// Items one after the other: tips, products, listings.
    List,
    /// A live blog.
    Live,
}

impl Genre {
    /// The genre that a word of `genre_words.tsv` names.
    fn of_word(word: &str) -> Option<Self> {
        let name = lexicon::GENRE_WORDS.get(word)?;
        Some(match name {
            "opinion" => Self::Opinion,
            "review" => Self::Review,
            "recipe" => Self::Recipe,
            "match" => Self::Match,
            "transcript" => Self::Transcript,
            "list" => Self::List,
            "live" => Self::Live,
            _ => return None,
        })
    }

    /// The genre of a schema.org type.
    pub(super) fn of_schema_type(name: &str) -> Option<Self> {
        match name {
            "Recipe" => Some(Self::Recipe),
            "OpinionNewsArticle" => Some(Self::Opinion),
            "Review" | "ReviewNewsArticle" | "CriticReview" => Some(Self::Review),
            _ => None,
        }
    }
}

/// What the page says, the most deliberate saying first.
pub fn stated(page: &Page) -> Option<Genre> {
    let of_section = page.section.as_ref().and_then(|section| Genre::of_word(&section.value.to_lowercase()));
    let of_url = || page.url.as_ref().and_then(|url| of_address(&url.value));
    let of_title = || page.title.as_ref().and_then(|title| of_label(&title.value));
    page.genre.or(of_section).or_else(of_url).or_else(of_title)
}

/// The folders of an address: `/opinion/2026/11/our-harbor`. The last part is the article's own words, but for its end.
fn of_address(url: &str) -> Option<Genre> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let mut folders: Vec<&str> = path.split('/').skip(1).filter(|part| !part.is_empty()).collect();
    let last = folders.pop()?;
    let of_folder = folders.iter().find_map(|folder| Genre::of_word(&folder.to_lowercase()));
    of_folder.or_else(|| last.ends_with("-review").then_some(Genre::Review))
}

/// A label before the headline: `Opinion | …`, `Transcript: …`; or `Saltmarsh review – …`. `Review: …` may be news of one.
fn of_label(title: &str) -> Option<Genre> {
    let (label, _) = title.split_once([':', '|', '–', '—'])?;
    let label = collapse(label).to_lowercase();
    if label.ends_with(" review") {
        return Some(Genre::Review);
    }
    Genre::of_word(&label).filter(|genre| *genre != Genre::Review)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Origin, Stated};

    #[test]
    fn folders_and_labels_name_a_genre_and_the_articles_own_words_do_not() {
        let of = |url: &str, title: &str| {
            let stating = |text: &str| Some(Stated::new(text.to_owned(), Origin::Meta));
            stated(&Page { url: stating(url), title: stating(title), ..Page::default() })
        };
        assert_eq!(of("https://example.org/opinion/2026/our-harbor", "Our harbor"), Some(Genre::Opinion));
        assert_eq!(of("https://example.org/a/1", "Transcript: a long talk"), Some(Genre::Transcript));
        assert_eq!(of("https://example.org/a/1", "A Quiet Film review – slow, but true"), Some(Genre::Review));
        assert_eq!(of("https://example.org/a/1", "Review: guards were asleep"), None);
        assert_eq!(of("https://example.org/news/opinion", "Opinion polls shift"), None);
        assert_eq!(of("https://example.org/news/1", "Mayor: the harbor is safe"), None);
    }
}
