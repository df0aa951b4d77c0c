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
//! Data flows one way: [`dom`] → [`page`] → [`article`] → [`text`] → [`entity`] → [`source`] → [`claim`] →
//! [`analysis`] → [`view`]. [`compare`] lays two analyses side by side.

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
