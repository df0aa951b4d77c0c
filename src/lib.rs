//! Sayso shows the entities, sources and claims of a news article: who and what, on whose say-so, and what could be
//! checked. Everything happens in memory; nothing is fetched, generated or rated.
//!
//! ```
//! use sayso::{Options, analyze, dom};
//!
//! let dom = dom::html::parse("<h1>Wall vote</h1><p>The council delayed the vote on Monday, Mayor Ana Ruiz said.</p>");
//! let analysis = analyze(&dom, &Options::default());
//! assert_eq!(analysis.page.title.map(|title| title.value).as_deref(), Some("Wall vote"));
//! ```
//!
//! # One pass at a time
//!
//! [`analyze`] runs all passes; each can be called by itself. What the later ones need, the earlier ones return.
//!
//! ```
//! use sayso::{article, claim, dom, entity, page, source, text::Words};
//!
//! let dom = dom::html::parse(
//!     "<h1>Wall vote</h1><p>The council delayed the vote to May, Mayor Ana Ruiz said on Monday. The harbor wall would cost \
//!      4 million euros, 12 percent more than planned.</p>",
//! );
//! let mut page = page::read(&dom, None);
//! let article = article::extract(&dom, &mut page); // the text without navigation, adverts, comments
//! let words = Words::new(&article); // segmented into tokens and sentences
//! let entities = entity::find(&words, &page); // people, organizations, places; money, dates
//! let sources = source::find(&article, &words, &entities); // who says what
//! let claims = claim::find(&article, &page, &words, &entities, &sources); // what could be checked
//!
//! assert_eq!(words.sentences.len(), 2);
//! assert_eq!(sources.list[0].name, "Ana Ruiz");
//! assert_eq!(sources.list[0].statements[0].content[0].of(&article.text), "The council delayed the vote to May");
//! assert!(claims.list.iter().any(|claim| claim.span.of(&article.text).contains("4 million euros")));
//! ```
//!
//! # Offsets and limits
//!
//! A [`Span`] counts UTF-8 bytes of `article.text` and lies on characters. [`view`](mod@view) makes the serializable form
//! of an [`Analysis`], with offsets in the unit of your choice; its field names are a contract with a version. Analysis
//! never fails: what is missing or was cut ([`limits`]) is said in [`Analysis::notes`]. It opens nothing, reads no clock,
//! and gives the same result for the same page on every machine.
//!
//! Data flows one way: [`dom`] → [`page`] → [`article`] → [`text`] → [`entity`] → [`source`] → [`claim`] →
//! [`analysis`] → [`view`]. [`mod@compare`] lays two analyses side by side.

pub mod limits;

pub mod error;
pub mod span;

pub mod lexicon;
pub mod model;

pub mod analysis;
pub mod article;
pub mod claim;
pub mod compare;
pub mod dom;
pub mod entity;
pub mod page;
pub mod source;
pub mod text;
pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use analysis::{Analysis, Options, analyze};
pub use compare::{Comparison, compare};
pub use error::Error;
pub use span::Span;
