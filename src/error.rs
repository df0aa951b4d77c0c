//! Error: the few things that can fail at the edges. Analysis itself never fails.

use std::fmt;

/// What went wrong before analysis could begin, named by what the caller can do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no text: an image, a PDF, an archive. Holds what they look like.
    NotText(&'static str),
    /// The input is larger than the limit; both in bytes.
    TooLarge {
        /// Size of the input.
        bytes: u64,
        /// The limit, see [`crate::limits`].
        limit: u64,
    },
    /// A live-page snapshot does not follow the format. Holds the position in its code stream and the reason.
    BadSnapshot {
        /// Index into the code stream.
        at: usize,
        /// What was expected there.
        reason: &'static str,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NotText(looks_like) => write!(f, "not a text: this looks like {looks_like}"),
            Error::TooLarge { bytes, limit } => write!(f, "too large: {bytes} bytes, the limit is {limit}"),
            Error::BadSnapshot { at, reason } => write!(f, "snapshot broken at code {at}: {reason}"),
        }
    }
}

impl std::error::Error for Error {}
