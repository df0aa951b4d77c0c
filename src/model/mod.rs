//! Model: reads the trained weights of `models/` and scores with them, in whole numbers only.

mod trees;

pub use trees::{SCORE_UNIT, Split, Tree, Trees};
