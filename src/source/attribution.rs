//! (source, cue, content) triples: reporting verbs on either side, `according to`, passives, quotes that go on.
//!
//! Rules in the manner of quotation extractors without a parser (Pareti 2015, ch. 3, lists the constructions).
//! No source is better than a guessed one: a cue whose source cannot be resolved gives nothing.

use std::ops::Range;

use super::SourceKind;
use super::quotation::{Quotation, is_speech};
use super::subject::{self, Memory};
use crate::article::{Article, BlockKind};
use crate::entity::Entities;
use crate::lexicon;
use crate::span::Span;
use crate::text::{TokenKind, Words};

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
    /// Who relays it, at second hand.
    pub via: Option<usize>,
    /// Whether the source rejects something.
    pub is_denial: bool,
}

/// Who speaks at one place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Index of the entity.
    pub entity: Option<usize>,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// The words used here, without article.
    pub words: String,
    /// Whether the words are a name or description of its own, not `she` or `the company`.
    pub is_named_here: bool,
}

/// One attribution.
#[derive(Debug, Clone)]
pub struct Found {
    /// Who speaks.
    pub who: Who,
    /// What is said; `None` for a refusal to comment.
    pub statement: Option<Statement>,
    /// Whether the source gave no answer.
    pub declined: bool,
}

/// Finds the attributions of a text, in text order.
pub fn find(article: &Article, words: &Words<'_>, entities: &Entities, quotations: &[Quotation]) -> Vec<Found> {
    let mut finder =
        Finder { words, entities, quotations, memory: Memory::default(), found: Vec::new(), current_block: None };
    for at in 0..words.sentences.len() {
        let block = words.sentences[at].block;
        if article.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Heading) {
            continue;
        }
        finder.enter_block(block);
        finder.sentence(at);
        finder.memory.see(entities, words.sentences[at].span);
    }
    finder.found
}

struct Finder<'a> {
    words: &'a Words<'a>,
    entities: &'a Entities,
    quotations: &'a [Quotation],
    memory: Memory,
    found: Vec<Found>,
    /// The block at work, and who was last quoted in it or, by a quote that runs on, in the one before.
    current_block: Option<(usize, Option<Who>)>,
}

/// A cue in a sentence with the tokens of its source and the parts of its content.
struct Cue {
    tokens: Range<usize>,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    is_denial: bool,
    /// Takes the source of the cue before it in the same sentence: `…, adding that`.
    shares_source: bool,
    /// `it was stated`: the institution that spoke last.
    is_passive: bool,
}

impl Finder<'_> {
    fn enter_block(&mut self, block: usize) {
        let Some((current, speaker)) = &self.current_block else {
            self.current_block = Some((block, None));
            return;
        };
        if *current != block {
            let first = self.words.sentences.partition_point(|sentence| sentence.block < block);
            let start = self.words.sentences.get(first).map_or(0, |sentence| sentence.span.start);
            let before = self.quotations.partition_point(|quotation| quotation.span.start < start);
            let runs_on = before.checked_sub(1).is_some_and(|last| self.quotations[last].runs_on);
            let speaker = speaker.clone().filter(|_| runs_on);
            self.current_block = Some((block, speaker));
        }
    }

    fn sentence(&mut self, at: usize) {
        let sentence = &self.words.sentences[at];
        let range = sentence.tokens.clone();
        if let Some(found) = self.declined(range.clone()) {
            self.found.push(found);
            return;
        }
        let cues = self.cues(range.clone());
        let mut outer: Option<(Who, Span)> = None;
        let mut any = false;
        for cue in cues {
            let who = match (&cue.source, cue.shares_source, cue.is_passive) {
                (Some(source), _, _) => subject::resolve(self.words, self.entities, &self.memory, source.clone()),
                (None, true, _) => outer.as_ref().map(|(who, _)| who.clone()),
                (None, _, true) => self.memory.institution.clone(),
                _ => None,
            };
            let Some(who) = who else { continue };
            let via = outer
                .as_ref()
                .filter(|(outer, content)| {
                    !cue.shares_source
                        && outer.entity != who.entity
                        && content.contains(self.words.span(cue.tokens.clone()))
                })
                .and_then(|(outer, _)| outer.entity);
            let Some(statement) = self.statement(&cue, via) else { continue };
            let content = statement.content.iter().copied().reduce(Span::cover);
            if statement.mode == Mode::Quoted
                && let Some((_, speaker)) = &mut self.current_block
            {
                *speaker = Some(who.clone());
            }
            self.memory.spoke(&who);
            if outer.is_none()
                && let Some(content) = content
            {
                outer = Some((who.clone(), content));
            }
            self.found.push(Found { who, statement: Some(statement), declined: false });
            any = true;
        }
        if !any {
            self.continued_quote(at);
        }
    }

    /// A sentence inside quotation marks behind an attributed one has the same speaker.
    fn continued_quote(&mut self, at: usize) {
        let span = self.words.sentences[at].span;
        let Some((_, Some(speaker))) = &self.current_block else { return };
        let quoted: usize = self
            .overlapping(span)
            .map(|q| q.span.end.min(span.end).saturating_sub(q.span.start.max(span.start)) as usize)
            .sum();
        let is_known = self
            .found
            .iter()
            .rev()
            .take(2)
            .any(|found| found.statement.iter().flat_map(|s| &s.content).any(|content| content.contains(span)));
        if quoted * 100 < span.len() * MIN_QUOTED_PERCENT || is_known {
            return;
        }
        let statement =
            Statement { mode: Mode::Quoted, source: None, cue: None, content: vec![span], via: None, is_denial: false };
        self.found.push(Found { who: speaker.clone(), statement: Some(statement), declined: false });
    }

    fn overlapping(&self, span: Span) -> impl Iterator<Item = &Quotation> {
        let from = self.quotations.partition_point(|quotation| quotation.span.end <= span.start);
        self.quotations[from..].iter().take_while(move |quotation| quotation.span.start < span.end)
    }

    fn is_quoted(&self, token: usize) -> bool {
        let span = self.words.tokens[token].span;
        self.overlapping(span).any(|quotation| quotation.span.contains(span) && is_speech(self.words, quotation))
    }

    fn statement(&self, cue: &Cue, via: Option<usize>) -> Option<Statement> {
        let mut content: Vec<Span> = Vec::new();
        for part in &cue.content {
            let mut part = trim(self.words, part.clone());
            if part.is_empty() && cue.is_denial {
                // `X denied that`: what is denied stands before; the denial itself is the content.
                part = cue.tokens.clone();
            }
            if part.is_empty() {
                continue;
            }
            let mut span = self.words.span(part);
            // A quotation of several sentences belongs to its speaker whole.
            if let Some(quotation) = self.overlapping(span).next() {
                span.start = span.start.min(quotation.span.start);
            }
            content.push(span);
        }
        let is_quoted =
            content.iter().any(|span| self.overlapping(*span).any(|quotation| is_speech(self.words, quotation)));
        let mode = if is_quoted { Mode::Quoted } else { Mode::Reported };
        let source = cue.source.clone().map(|source| self.words.span(source));
        (!content.is_empty()).then(|| Statement {
            mode,
            source,
            cue: Some(self.words.span(cue.tokens.clone())),
            content,
            via,
            is_denial: cue.is_denial,
        })
    }

    /// All cues of a sentence outside quotations, in order.
    fn cues(&self, sentence: Range<usize>) -> Vec<Cue> {
        let mut cues = Vec::new();
        for at in sentence.clone() {
            if self.words.tokens[at].kind != TokenKind::Word || self.is_quoted(at) {
                continue;
            }
            let lower = self.words.lower(at);
            if lower == "according" && self.words.lower(at + 1) == "to" && at + 2 < sentence.end {
                cues.push(self.according_to(at, sentence.clone()));
            } else if let Some(class) = lexicon::REPORTING_VERBS.get(&lower) {
                cues.extend(self.verb(at, &lower, class, sentence.clone()));
            }
        }
        // `according to` frames the whole sentence, wherever it stands.
        cues.sort_by_key(|cue| self.words.lower(cue.tokens.start) != "according");
        cues
    }

    fn according_to(&self, at: usize, sentence: Range<usize>) -> Cue {
        let words = self.words;
        let stop =
            |at: &usize| matches!(words.str(*at), "," | "." | ";" | "”" | "—" | "–" | "\"") || words.str(*at) == "who";
        let source_end = (at + 2..sentence.end).find(stop).unwrap_or(sentence.end).min(at + 2 + subject::MAX_TOKENS);
        let leads = at - sentence.start <= MAX_TOKENS_BEFORE_FRAME;
        let framed =
            if leads { self.skip_apposition(source_end, sentence.end)..sentence.end } else { sentence.start..at };
        let content = std::iter::once(framed).collect();
        Cue {
            tokens: at..at + 2,
            source: Some(at + 2..source_end),
            content,
            is_denial: false,
            shares_source: false,
            is_passive: false,
        }
    }

    /// Behind `according to X,` skips `the paper that broke the news,`.
    fn skip_apposition(&self, comma: usize, end: usize) -> usize {
        let words = self.words;
        let is_apposition =
            words.str(comma) == "," && matches!(words.str(comma + 1), "the" | "a" | "an" | "which" | "who");
        let closing = (comma + 2..end.min(comma + 2 + MAX_APPOSITION_TOKENS)).find(|at| words.str(*at) == ",");
        match closing
            .filter(|closing| is_apposition && end - closing > MIN_CONTENT_TOKENS && self.has_verb_after(*closing, end))
        {
            Some(closing) => closing + 1,
            None => (comma + 1).min(end),
        }
    }

    /// What follows an apposition is a clause of its own, which starts with its subject.
    fn has_verb_after(&self, comma: usize, end: usize) -> bool {
        comma + MIN_CONTENT_TOKENS < end && !matches!(self.words.str(comma + 1), "and" | "or" | "which" | "who")
    }

    fn verb(&self, at: usize, lower: &str, class: &str, sentence: Range<usize>) -> Option<Cue> {
        let words = self.words;
        let before = at
            .checked_sub(1)
            .filter(|before| *before >= sentence.start)
            .map_or(String::new(), |before| words.lower(before));
        let is_denial = class == "deny";
        if is_passive_auxiliary(&before) {
            return self.passive(at, sentence, is_denial);
        }
        if lexicon::phrase_word_is(&before, "no-report") {
            return None;
        }
        if class == "clause" && !self.has_clause(at, &sentence) && !self.is_parenthesis(at, &sentence) {
            return None;
        }
        let shared = |content| Cue {
            tokens: at..at + 1,
            source: None,
            content: vec![content],
            is_denial,
            shares_source: true,
            is_passive: false,
        };
        if before == "and" || before == "but" || (lower.ends_with("ing") && before == ",") {
            return Some(shared(self.content_after(at, class, sentence.end)));
        }
        if self.is_inverted(at, &sentence) {
            let source = subject::right_of(words, at + 1, sentence.end);
            let resumes = self.quote_after(source.end, sentence.end);
            return Some(Cue {
                tokens: at..at + 1,
                content: std::iter::once(sentence.start..at).chain(resumes).collect(),
                source: Some(source),
                is_denial,
                shares_source: false,
                is_passive: false,
            });
        }
        let source = subject::left_of(words, at, sentence.start)?;
        let leads = source.start > sentence.start + 1
            && matches!(words.str(source.start - 1), "," | "”" | "\"" | "’" | "»" | "—" | "–");
        let is_tail = sentence.end - at <= MAX_TAIL_TOKENS || self.words.str(at + 1) == ",";
        let quoted_before = (sentence.start..source.start).any(|at| self.is_quoted(at));
        let quoted_behind = (at + 1..sentence.end).any(|at| self.is_quoted(at));
        let content = if leads && (is_tail || quoted_before && !quoted_behind || self.is_quoted(source.start - 1)) {
            std::iter::once(sentence.start..source.start).chain(self.quote_after(at + 1, sentence.end)).collect()
        } else {
            vec![self.content_after(at, class, sentence.end)]
        };
        Some(Cue {
            tokens: at..at + 1,
            source: Some(source),
            content,
            is_denial,
            shares_source: false,
            is_passive: false,
        })
    }

    /// `it was stated`, `it was reported`: no source in the sentence.
    fn passive(&self, at: usize, sentence: Range<usize>, is_denial: bool) -> Option<Cue> {
        let words = self.words;
        let auxiliary = at - 1;
        let subject = auxiliary.checked_sub(1).filter(|subject| *subject >= sentence.start)?;
        if words.lower(subject) != "it" {
            return None;
        }
        let leads = subject > sentence.start + 1 && words.str(subject - 1) == ",";
        let content = match leads {
            true => vec![sentence.start..subject, at + 1..sentence.end],
            false => vec![self.content_after(at, "say", sentence.end)],
        };
        Some(Cue {
            tokens: auxiliary..at + 1,
            source: None,
            content,
            is_denial,
            shares_source: false,
            is_passive: true,
        })
    }

    /// `“…,” said Ana Ruiz` and `…, said the union`.
    fn is_inverted(&self, at: usize, sentence: &Range<usize>) -> bool {
        let words = self.words;
        let is_behind_mark =
            at > sentence.start && matches!(words.str(at - 1), "," | "”" | "\"" | "’" | "»" | "?" | "!");
        if !is_behind_mark || at + 1 >= sentence.end || !subject::may_start(words, at + 1) {
            return false;
        }
        // Behind a mere comma (`X, who voted against it, said the report …`) a description is the speaker only at the end.
        let is_behind_quote = self.is_quoted(at - 1) || at >= sentence.start + 2 && self.is_quoted(at - 2);
        let is_name = words.str(at + 1).chars().next().is_some_and(char::is_uppercase);
        is_behind_quote && words.lower(at) != "told"
            || is_name
            || sentence.end - at <= MAX_INVERTED_TAIL_TOKENS && words.lower(at) != "told"
    }

    /// `that`, a quotation mark or a colon within the next words: the verb has a clause as its object.
    fn has_clause(&self, at: usize, sentence: &Range<usize>) -> bool {
        let ahead = at + 1..sentence.end.min(at + 1 + MAX_TOKENS_TO_THAT);
        let behind = at > sentence.start && matches!(self.words.str(at - 1), "”" | "\"");
        behind
            || ahead
                .into_iter()
                .any(|next| matches!(self.words.str(next), "that" | "“" | "\"" | ":" | "how" | "whether"))
    }

    /// `…, the report estimates, …`: subject and verb alone between commas or at the end.
    fn is_parenthesis(&self, at: usize, sentence: &Range<usize>) -> bool {
        let words = self.words;
        let is_closed = at + 1 >= sentence.end || matches!(words.str(at + 1), "," | ".");
        let source = subject::left_of(words, at, sentence.start).filter(|source| source.start > sentence.start);
        is_closed && source.is_some_and(|source| words.str(source.start - 1) == ",")
    }

    /// The clause behind the verb, without `that`, hearer or colon.
    fn content_after(&self, at: usize, class: &str, end: usize) -> Range<usize> {
        let words = self.words;
        let near = at + 1..end.min(at + 1 + MAX_TOKENS_TO_THAT);
        let that = near.clone().find(|next| words.str(*next) == "that");
        let mut from = match class {
            "tell" => that
                .or_else(|| near.into_iter().find(|next| matches!(words.str(*next), "“" | "\"" | "," | ":")))
                .unwrap_or(at + 2),
            "announce" => that.unwrap_or(at + 1),
            _ => that.filter(|that| *that <= at + 4).unwrap_or(at + 1),
        };
        while from < end && matches!(words.str(from), "that" | "," | ":") {
            from += 1;
        }
        from..end
    }

    /// The rest of a sentence from where quotation resumes: `“A,” she said, “and B.”`
    fn quote_after(&self, from: usize, end: usize) -> Option<Range<usize>> {
        (from..end).find(|at| self.is_quoted(*at)).map(|start| start..end)
    }

    /// `X declined to comment`, `X did not immediately respond`.
    fn declined(&self, sentence: Range<usize>) -> Option<Found> {
        let words = self.words;
        let span = words.span(sentence.clone());
        let text = span.of(words.text).to_ascii_lowercase();
        let offset = lexicon::DECLINING_PHRASES.iter().find_map(|phrase| text.find(phrase))?;
        let cue = words.tokens_in(Span { start: span.start + offset as u32, end: span.end }).start;
        if self.is_quoted(cue) {
            return None;
        }
        let source = subject::left_of(words, cue, sentence.start)?;
        let who = match words.lower(source.start).as_str() {
            // `Requests were sent to Alibaba, but they did not respond`: the one named in the sentence.
            "they" | "it" if source.len() == 1 => {
                let named = self.entities.last_in(words.span(sentence.start..source.start));
                named
                    .map(|(entity, _)| subject::of_entity(self.entities, entity))
                    .or_else(|| self.memory.institution.clone())
            }
            _ => subject::resolve(words, self.entities, &self.memory, source),
        }?;
        Some(Found { who, statement: None, declined: true })
    }
}

/// Share of a sentence inside quotation marks from which it counts as all quoted, percent.
const MIN_QUOTED_PERCENT: usize = 80;
/// `according to` this near the start frames what follows.
const MAX_TOKENS_BEFORE_FRAME: usize = 3;
/// Longest apposition skipped behind `according to X,`.
const MAX_APPOSITION_TOKENS: usize = 14;
/// A clause has at least this many tokens.
const MIN_CONTENT_TOKENS: usize = 3;
/// `that` is looked for this far behind a verb: `announced in March that`.
const MAX_TOKENS_TO_THAT: usize = 9;
/// Longest description of a speaker at the end of a sentence, verb and full stop included.
const MAX_INVERTED_TAIL_TOKENS: usize = 7;
/// A cue with at most this many tokens behind it stands at the end of its sentence.
const MAX_TAIL_TOKENS: usize = 4;

fn is_passive_auxiliary(word: &str) -> bool {
    matches!(word, "is" | "was" | "were" | "are" | "be" | "been" | "being")
}

/// Cuts punctuation and connectives at both ends.
fn trim(words: &Words<'_>, mut part: Range<usize>) -> Range<usize> {
    while !part.is_empty()
        && matches!(words.str(part.end - 1), "," | "." | ";" | ":" | "—" | "–" | "and" | "but" | "as")
    {
        part.end -= 1;
    }
    while !part.is_empty() && matches!(words.str(part.start), "," | "." | ";" | ":" | "—" | "–") {
        part.start += 1;
    }
    part
}
