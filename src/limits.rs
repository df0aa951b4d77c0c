//! Named caps, each with the reason for its number. Whatever is cut is said in a note.

/// Nodes of one page. The largest saved news pages we met have 60,000; 480,000 is a hostile one.
pub const MAX_NODES: usize = 1_000_000;

/// Bytes of text and attribute values kept from one page. A 10 MB page must work; ten times that is not an article.
pub const MAX_PAGE_BYTES: usize = 64 << 20;

/// Open elements deep. Browsers stop at 512 when they parse; deeper markup is flattened the same way.
pub const MAX_DEPTH: usize = 512;

/// Bytes of one attribute value. Longest useful one is a `content` description or an inline date.
pub const MAX_ATTRIBUTE_BYTES: usize = 100_000;

/// Bytes of article text that are analyzed. 2 MB is about 300,000 words, a long live blog many times over.
pub const MAX_TEXT_BYTES: usize = 2 << 20;

/// Sentences that are analyzed: keeps a pathological page inside the time budget.
pub const MAX_SENTENCES: usize = 20_000;

/// Tokens of one sentence. Past this a sentence is cut at the next token: running text without stops.
pub const MAX_SENTENCE_TOKENS: usize = 400;

/// Different names of one text that are compared with each other, first ones first: the comparison is quadratic.
pub const MAX_COMPARED_NAMES: usize = 2_000;

/// Entities listed, most salient first.
pub const MAX_ENTITIES: usize = 500;

/// Claims listed, best first. A reader does not scroll further; exports stay small.
pub const MAX_CLAIMS: usize = 60;

/// Bytes of JSON-LD that are parsed from one page.
pub const MAX_JSON_LD_BYTES: usize = 1 << 20;

/// Bytes of one input file of the command line.
pub const MAX_INPUT_BYTES: u64 = 64 << 20;

/// Seconds that the command line gives one document. A text at the limit of [`MAX_TEXT_BYTES`] takes one second of a core,
/// eight where thirty processes share two cores; what takes a minute hangs.
pub const MAX_DOCUMENT_SECONDS: f64 = 60.0;
