//! (source, cue, content) triples as token ranges, before it is known who the source is.

use std::ops::Range;

/// How an attribution names its source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// With a phrase of its own, or not at all.
    #[default]
    Plain,
    /// Through the cue before it: `…, adding that`.
    Shared,
    /// `it was stated`: no agent; whoever spoke for an institution last.
    Passive,
    /// The source was asked and gave no answer.
    Declined,
}

/// One attribution. Ranges count tokens of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The words that attribute: `said`, `according to`.
    pub cue: Range<usize>,
    /// The words that name the source.
    pub source: Option<Range<usize>>,
    /// What is said, piece by piece; nothing where the source gave no answer.
    pub content: Vec<Range<usize>>,
    /// How the source is named.
    pub form: Form,
    /// Whether the source rejects something.
    pub is_denial: bool,
}

impl Attribution {
    /// Whether a piece of content holds the token.
    pub fn says(&self, token: usize) -> bool {
        self.content.iter().any(|part| part.contains(&token))
    }
}
