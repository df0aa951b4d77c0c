//! Sources: whom or what the article relies on, with each statement it takes from them.

mod attribution;
mod combine;
mod features;
mod index;
mod link;
mod linker;
mod merge;
mod phrase;
mod quotation;
mod quote_run;
mod rules;
mod speaker;
mod tags;

pub use attribution::{Attribution, Form};
pub use features::Rows;
pub use index::StatementIndex;
pub use link::{Link, find as find_links};
pub use quotation::{Place as QuotedPlace, Quotations};
pub use tags::{SHIPPED, TAGS, labels, paragraphs};

use crate::article::Article;
use crate::entity::Entities;
use crate::model::Tagger;
use crate::span::Span;
use crate::text::Words;

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// A named human being.
    Person,
    /// A named organization, or a country that speaks.
    Organization,
    /// A report, study, filing, law, data set.
    Document,
    /// A news medium that is credited.
    Media,
    /// Someone the text does not name.
    Unnamed,
}

/// Someone or something the text attributes information to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is.
    pub kind: SourceKind,
    /// Its name, or the words the text uses for it.
    pub name: String,
    /// Other words the text uses for it.
    pub aliases: Vec<String>,
    /// Role as written.
    pub role: Option<String>,
    /// The organization it speaks for, as written.
    pub affiliation: Option<String>,
    /// Index of its entity in [`Entities::list`].
    pub entity: Option<usize>,
    /// Whether it was asked and gave no answer.
    pub declined: bool,
    /// What it says.
    pub statements: Vec<Statement>,
}

/// How a statement is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// In the source's own words, between quotation marks.
    Quoted,
    /// In the article's words.
    Reported,
}

/// One thing a source says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// How it is given.
    pub mode: Mode,
    /// The words that name the source here.
    pub source: Option<Span>,
    /// The words that attribute: `said`, `according to`.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// Who relays it, at second hand: index of a source.
    pub via: Option<usize>,
    /// Whether the source rejects something.
    pub is_denial: bool,
}

/// Who says what in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// Most relied on first.
    pub list: Vec<Source>,
    /// What somebody says whom the text does not make out: `it was reported`, `they say`.
    pub unattributed: Vec<Statement>,
    /// What stands between quotation marks, whoever says it.
    pub quotations: Quotations,
}

/// What is read off the text before anyone decides who says what.
#[derive(Debug)]
pub struct Reading {
    quotations: Quotations,
    /// The verdict of the rules.
    rules: Vec<Attribution>,
    /// What the tagger sees of each token.
    pub rows: Rows,
}

/// Reads quotations, the rules' verdict and the tagger's features; the trainer begins here, too.
pub fn read(article: &Article, words: &Words<'_>, entities: &Entities) -> Reading {
    let quotations = quotation::find(article, words);
    let mut rules = rules::find(article, words, &quotations);
    quote_run::extend(article, words, &quotations, &mut rules);
    let rows = Rows::new(words, &quotations, entities, &rules);
    Reading { quotations, rules, rows }
}

/// Finds the sources of a text.
pub fn find(article: &Article, words: &Words<'_>, entities: &Entities) -> Sources {
    find_by(article, words, entities, SHIPPED.as_ref())
}

/// Finds the sources of a text with a tagger, or by the rules alone.
pub fn find_by(article: &Article, words: &Words<'_>, entities: &Entities, tagger: Option<&Tagger>) -> Sources {
    let reading = read(article, words, entities);
    let mut found = match tagger {
        Some(tagger) => {
            let tagged = linker::attributions(words, &tags::tag(words, &reading.rows, tagger));
            combine::combine(words, &reading.quotations, tagged, &reading.rules)
        }
        None => reading.rules,
    };
    quote_run::introduce(article, words, &mut found);
    found.retain(|one| one.form == Form::Declined || !one.content.is_empty());
    quote_run::extend(article, words, &reading.quotations, &mut found);
    let (list, unattributed) = merge::merge(words, entities, &reading.quotations, &found);
    Sources { list, unattributed, quotations: reading.quotations }
}
