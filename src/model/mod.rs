//! Model: reads the trained weights of `models/` and scores with them, in whole numbers only.

pub mod hash;
mod keys;
pub mod ranker;
mod reader;
pub mod tagger;
mod trees;
pub mod vocabulary;

pub use ranker::Ranker;
pub use tagger::Tagger;
pub use trees::{SCORE_UNIT, Split, Tree, Trees};
pub use vocabulary::Vocabulary;
