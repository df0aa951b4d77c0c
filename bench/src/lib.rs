//! What the benches share: pages that are made by rule, saved pages, and the stages of an analysis.

pub mod pages;
#[cfg(feature = "peers")]
pub mod saved;
pub mod stages;
