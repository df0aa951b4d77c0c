//! Links the spans of a tagged text: which source and which content belong to which cue.

use std::ops::Range;

use super::attribution::Attribution;
use super::tags::{CONTENT, CUE, SOURCE, paragraphs};
use crate::text::Words;

/// Spans of one kind, in text order.
fn spans(tags: &[u8], block: Range<usize>, begin: u8) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for token in block {
        let tag = tags[token];
        if tag == begin || tag == begin + 1 {
            match found.last_mut() {
                Some(last) if tag == begin + 1 && last.end == token => last.end += 1,
                _ => found.push(token..token + 1),
            }
        }
    }
    found
}

/// Attributions of a tagged text, in text order.
pub fn attributions(words: &Words<'_>, tags: &[u8]) -> Vec<Attribution> {
    let mut found = Vec::new();
    for tokens in paragraphs(words) {
        let linker = Linker {
            words,
            cues: spans(tags, tokens.clone(), CUE),
            sources: spans(tags, tokens.clone(), SOURCE),
            contents: spans(tags, tokens, CONTENT),
        };
        found.extend(linker.link());
    }
    found
}

struct Linker<'a> {
    words: &'a Words<'a>,
    cues: Vec<Range<usize>>,
    sources: Vec<Range<usize>>,
    contents: Vec<Range<usize>>,
}

/// Costs in tokens; from the prototype, which chose them on news of another publisher.
mod cost {
    /// Source and cue in different sentences.
    pub const OTHER_SENTENCE: usize = 12;
    /// Another cue in between.
    pub const CUE_BETWEEN: usize = 8;
    /// A content in between.
    pub const CONTENT_BETWEEN: usize = 3;
    /// Past this a source belongs to no cue.
    pub const MAX_SOURCE: usize = 25;
    /// Content in another sentence than its cue.
    pub const CONTENT_SENTENCE: usize = 6;
    /// Another cue between content and cue.
    pub const CONTENT_CUE: usize = 6;
    /// Past this content belongs to no cue.
    pub const MAX_CONTENT: usize = 60;
}

/// A paragraph with more cues is no prose: the pairing below is quadratic.
const MAX_CUES: usize = 60;

impl Linker<'_> {
    fn sentence(&self, token: usize) -> Option<usize> {
        self.words.tokens.get(token).and_then(|token| self.words.sentence_at(token.span.start))
    }

    fn link(mut self) -> Vec<Attribution> {
        self.cues.truncate(MAX_CUES);
        self.sources.truncate(MAX_CUES);
        self.contents.truncate(2 * MAX_CUES);
        let sources = self.sources_of_cues();
        let mut contents: Vec<Vec<Range<usize>>> = vec![Vec::new(); self.cues.len()];
        for content in &self.contents {
            if let Some(cue) = self.cue_of(content, &sources) {
                contents[cue].push(content.clone());
            }
        }
        let cues = self.cues.into_iter().zip(sources).zip(contents);
        let whole = cues.filter(|(_, content)| !content.is_empty());
        whole
            .map(|((cue, source), content)| Attribution {
                cue,
                source: source.map(|at| self.sources[at].clone()),
                content,
                ..Attribution::default()
            })
            .collect()
    }

    /// The source of each cue: nearest pairs first, each source once; then cues without one share their sentence's.
    fn sources_of_cues(&self) -> Vec<Option<usize>> {
        let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
        for (cue_at, cue) in self.cues.iter().enumerate() {
            for (source_at, source) in self.sources.iter().enumerate() {
                let is_before = source.end <= cue.start;
                let between = if is_before { source.end..cue.start } else { cue.end..source.start };
                let others = |spans: &[Range<usize>]| spans.iter().filter(|span| between.contains(&span.start)).count();
                let crosses = self.sentence(source.start) != self.sentence(cue.start);
                let cost = 2 * between.len()
                    + usize::from(!is_before)
                    + 2 * cost::OTHER_SENTENCE * usize::from(crosses)
                    + 2 * cost::CUE_BETWEEN * others(&self.cues)
                    + 2 * cost::CONTENT_BETWEEN * others(&self.contents);
                if cost < 2 * cost::MAX_SOURCE {
                    pairs.push((cost, cue_at, source_at));
                }
            }
        }
        pairs.sort_unstable();
        let mut chosen: Vec<Option<usize>> = vec![None; self.cues.len()];
        let mut used = vec![false; self.sources.len()];
        for (_, cue, source) in &pairs {
            if chosen[*cue].is_none() && !used[*source] {
                chosen[*cue] = Some(*source);
                used[*source] = true;
            }
        }
        for (_, cue, source) in pairs {
            let same = self.sentence(self.sources[source].start) == self.sentence(self.cues[cue].start);
            if chosen[cue].is_none() && same {
                chosen[cue] = Some(source);
            }
        }
        chosen
    }

    /// The cue that a piece of content belongs to.
    fn cue_of(&self, content: &Range<usize>, sources: &[Option<usize>]) -> Option<usize> {
        let gap = |other: &Range<usize>| {
            if content.start >= other.end { content.start - other.end } else { other.start.saturating_sub(content.end) }
        };
        let cost = |at: usize| {
            let cue = &self.cues[at];
            let near = sources[at].map_or(usize::MAX, |source| gap(&self.sources[source])).min(gap(cue));
            let sentence = self.sentence(cue.start);
            let crosses = self.sentence(content.start) != sentence && self.sentence(content.end - 1) != sentence;
            let between = if content.start >= cue.end { cue.end..content.start } else { content.end..cue.start };
            let cues = self.cues.iter().enumerate().filter(|(other, cue)| *other != at && between.contains(&cue.start));
            near + cost::CONTENT_SENTENCE * usize::from(crosses) + cost::CONTENT_CUE * cues.count()
        };
        let costs = (0..self.cues.len()).map(|at| (cost(at), at));
        costs.min().filter(|(cost, _)| *cost < cost::MAX_CONTENT).map(|(_, at)| at)
    }
}
