//! Attributions by rule: reporting verbs on either side, `according to`, passives, labels, refusals to comment.
//!
//! Rules in the manner of quotation extractors without a parser (Pareti 2015, ch. 3, lists the constructions). Their
//! verdict is a feature of the tagger, and fills what the tagger misses.

use std::ops::Range;

use super::attribution::{Attribution, Form};
use super::phrase;
use super::quotation::{Place, Quotations};
use crate::article::{Article, BlockKind};
use crate::lexicon;
use crate::span::Span;
use crate::text::{TokenKind, Words};

/// Finds the attributions of a text, in text order; quotations that go on are part of the one they go on from.
pub fn find(article: &Article, words: &Words<'_>, quotations: &Quotations) -> Vec<Attribution> {
    let reader = Reader { words, quotations };
    let mut found = Vec::new();
    for sentence in &words.sentences {
        let is_heading = article.blocks.get(sentence.block).is_some_and(|block| block.kind == BlockKind::Heading);
        if !is_heading {
            reader.sentence(sentence.tokens.clone(), &mut found);
        }
    }
    found
}

pub(super) struct Reader<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) quotations: &'a Quotations,
}

impl Reader<'_> {
    fn sentence(&self, sentence: Range<usize>, found: &mut Vec<Attribution>) {
        if let Some(declined) = self.declined(sentence.clone()) {
            found.push(declined);
            return;
        }
        let first = found.len();
        for at in sentence.clone() {
            if self.words.tokens[at].kind != TokenKind::Word || self.quotations.is_speech(at) {
                continue;
            }
            let lower = self.words.lowered(at);
            if lower == "according" && self.words.lowered(at + 1) == "to" && at + 2 < sentence.end {
                if lexicon::phrase_word_is(self.words.lowered(at + 2), "no-frame") {
                    continue;
                }
                found.push(self.according_to(at, sentence.clone()));
            } else if let Some(class) = lexicon::REPORTING_VERBS.get(lower) {
                found.extend(self.verb(at, lower, class, sentence.clone()));
            }
        }
        self.end_before_shared(&mut found[first..]);
        for attribution in &mut found[first..] {
            self.tidy(attribution);
        }
        let kept = found.split_off(first);
        // `The church denied it:`: what is said stands in the next paragraph.
        let introduces = sentence.end.checked_sub(1).is_some_and(|last| self.words.str(last) == ":");
        found.extend(kept.into_iter().filter(|attribution| introduces || !attribution.content.is_empty()));
    }

    /// `X said A, adding that B`: A ends where `adding` begins.
    fn end_before_shared(&self, found: &mut [Attribution]) {
        let shared: Vec<usize> =
            found.iter().filter(|other| other.form == Form::Shared).map(|other| other.cue.start).collect();
        for attribution in found {
            let cue = attribution.cue.end;
            for part in &mut attribution.content {
                let cut = shared.iter().find(|at| part.contains(at) && **at > cue && part.start >= cue);
                if let Some(cut) = cut {
                    part.end = *cut;
                }
            }
        }
    }

    /// Trims the content and lets a quotation that reaches into it begin where it begins.
    fn tidy(&self, attribution: &mut Attribution) {
        let (is_denial, cue) = (attribution.is_denial, attribution.cue.clone());
        let parts = std::mem::take(&mut attribution.content);
        for part in parts {
            let mut part = self.trim(part);
            if part.is_empty() && is_denial {
                // `X denied that`: what is denied stands before; the denial itself is the content.
                part = cue.clone();
            }
            if part.is_empty() {
                continue;
            }
            let span = self.words.span(part.clone());
            if let Some(quotation) = self.quotations.overlapping(span).next() {
                part.start = part.start.min(self.words.tokens_in(quotation.span).start);
            }
            attribution.content.push(part);
        }
    }

    /// Cuts punctuation and connectives at both ends.
    fn trim(&self, mut part: Range<usize>) -> Range<usize> {
        let words = self.words;
        let is_loose = |at: usize| self.quotations.place(at) == Place::Outside;
        while !part.is_empty()
            && matches!(words.str(part.end - 1), "," | "." | ";" | ":" | "—" | "–" | "and" | "but" | "as")
            && is_loose(part.end - 1)
        {
            part.end -= 1;
        }
        while !part.is_empty() && matches!(words.str(part.start), "," | "." | ";" | ":" | "—" | "–") {
            part.start += 1;
        }
        part
    }

    fn according_to(&self, at: usize, sentence: Range<usize>) -> Attribution {
        let words = self.words;
        let stop = |at: &usize| {
            matches!(words.str(*at), "," | "." | ";" | "”" | "—" | "–" | "\"" | ")") || words.str(*at) == "who"
        };
        let source_end = (at + 2..sentence.end).find(stop).unwrap_or(sentence.end).min(at + 2 + phrase::MAX_TOKENS);
        let is_cut_in = at > sentence.start + 2 && words.str(at - 1) == ",";
        let leads = at - sentence.start <= MAX_TOKENS_BEFORE_FRAME && !is_cut_in
            || at > sentence.start && words.str(at - 1) == "that";
        let behind = self.skip_apposition(source_end, sentence.end)..sentence.end;
        // `The wall, according to the mayor, will cost more`: both sides.
        let goes_on = words.str(source_end) == ","
            && behind.len() > MIN_CONTENT_TOKENS
            && words.str(at - usize::from(at > 0)) == ","
            && !matches!(
                words.str(source_end + 1),
                "who" | "which" | "whose" | "and" | "but" | "with" | "a" | "an" | "the"
            );
        let ahead = Some(sentence.start..at).filter(|_| !leads);
        let content = ahead.into_iter().chain(Some(behind).filter(|_| leads || goes_on)).collect();
        plain(at..at + 2, Some(at + 2..source_end), content)
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

    fn verb(&self, at: usize, lower: &str, class: &str, sentence: Range<usize>) -> Option<Attribution> {
        let words = self.words;
        let before =
            at.checked_sub(1).filter(|before| *before >= sentence.start).map_or("", |before| words.lowered(before));
        let is_denial = class == "deny";
        let of_kind = |attribution: Attribution| Attribution { is_denial, ..attribution };
        if is_passive_auxiliary(before) {
            return self.passive(at, sentence).map(of_kind);
        }
        if lexicon::phrase_word_is(before, "no-report") {
            return None;
        }
        if class == "clause" && !self.has_clause(at, &sentence) && !self.is_parenthesis(at, &sentence) {
            return None;
        }
        if before == "and" || before == "but" || (lower.ends_with("ing") && before == ",") {
            let content = vec![self.content_after(at, class, sentence.end)];
            return Some(of_kind(Attribution { form: Form::Shared, ..plain(at..at + 1, None, content) }));
        }
        if self.is_inverted(at, &sentence) {
            let source = phrase::right_of(words, at + 1, sentence.end);
            let resumes = self.quote_after(source.end, sentence.end);
            let content = std::iter::once(sentence.start..at).chain(resumes).collect();
            return Some(of_kind(plain(at..at + 1, Some(source), content)));
        }
        let source = phrase::left_of(words, at, sentence.start)?;
        let leads = source.start > sentence.start + 1 && self.ends_clause(source.start - 1);
        // `According to the Times, the firm denied it`: what stands before may be no clause at all.
        let before = sentence.start..source.start;
        let is_opener = lexicon::phrase_word_is(words.lowered(before.start), "opener")
            && !before.clone().any(|at| phrase::is_verb(words, at) || self.quotations.is_speech(at));
        let is_tail = !is_opener && (sentence.end - at <= MAX_TAIL_TOKENS || self.words.str(at + 1) == ",")
            || self.is_circumstance(at + 1, sentence.end) && self.is_clause(sentence.start..source.start);
        let quoted_before = (sentence.start..source.start).any(|at| self.quotations.is_speech(at));
        let quoted_behind = (at + 1..sentence.end).any(|at| self.quotations.is_speech(at));
        let content =
            if leads && (is_tail || quoted_before && !quoted_behind || self.quotations.is_speech(source.start - 1)) {
                std::iter::once(sentence.start..source.start).chain(self.quote_after(at + 1, sentence.end)).collect()
            } else {
                vec![self.content_after(at, class, sentence.end)]
            };
        Some(of_kind(plain(at..at + 1, Some(source), content)))
    }

    /// `in a statement on Wednesday`, `Monday at the air show`: when and where, and nothing that is said.
    fn is_circumstance(&self, from: usize, end: usize) -> bool {
        let words = self.words;
        let first = words.lowered(from);
        let opens = lexicon::phrase_word_is(first, "circumstance") || lexicon::CALENDAR.has(first);
        let says = |at: usize| {
            let lower = words.lowered(at);
            matches!(lower, "that" | ":")
                || self.quotations.place(at) == Place::Opening
                || lexicon::phrase_word_is(lower, "auxiliary")
                || lexicon::phrase_word_is(lower, "pronoun")
        };
        opens && end - from <= MAX_CHANNEL_TOKENS && !(from..end).any(says)
    }

    /// Whether what stands before a speaker is a clause, and no phrase that opens one.
    fn is_clause(&self, before: Range<usize>) -> bool {
        before.len() > MIN_CONTENT_TOKENS + 1
            && before.clone().any(|at| phrase::is_verb(self.words, at))
            && !lexicon::phrase_word_is(self.words.lowered(before.start), "opener")
    }

    /// Whether the token ends what stands before a speaker: a comma, a dash, a closing mark.
    fn ends_clause(&self, at: usize) -> bool {
        matches!(self.words.str(at), "," | "—" | "–") || self.closes_quotation(at)
    }

    /// Whether the token is or belongs to a closing quotation mark, `''` included.
    fn closes_quotation(&self, at: usize) -> bool {
        self.quotations.place(at) == Place::Closing || matches!(self.words.str(at), "”" | "\"" | "’" | "»")
    }

    /// `it was stated`, `it was reported`: no source in the sentence.
    fn passive(&self, at: usize, sentence: Range<usize>) -> Option<Attribution> {
        let words = self.words;
        let auxiliary = at - 1;
        let subject = auxiliary.checked_sub(1).filter(|subject| *subject >= sentence.start)?;
        if words.lowered(subject) != "it" {
            return None;
        }
        let leads = subject > sentence.start + 1 && words.str(subject - 1) == ",";
        let content = match leads {
            true => vec![sentence.start..subject, at + 1..sentence.end],
            false => vec![self.content_after(at, "say", sentence.end)],
        };
        Some(Attribution { form: Form::Passive, ..plain(auxiliary..at + 1, None, content) })
    }

    /// `“…,” said Ana Ruiz` and `…, said the union`.
    fn is_inverted(&self, at: usize, sentence: &Range<usize>) -> bool {
        let words = self.words;
        let is_behind_mark =
            at > sentence.start && (matches!(words.str(at - 1), "," | "?" | "!") || self.closes_quotation(at - 1));
        if !is_behind_mark || at + 1 >= sentence.end || !phrase::may_start(words, at + 1) {
            return false;
        }
        // Behind a mere comma (`X, who voted against it, said the report …`) a description is the speaker only at the end.
        let is_behind_quote =
            self.quotations.is_speech(at - 1) || at >= sentence.start + 2 && self.quotations.is_speech(at - 2);
        let is_name = words.str(at + 1).chars().next().is_some_and(char::is_uppercase);
        // Who stands behind `told` or `accused` is spoken to, or of.
        let takes_person = !matches!(lexicon::CUE_WORDS.get(words.lowered(at)), Some("say"));
        // `X, who voted against it, said the wall was thin`: a verb behind makes it a clause, not a speaker.
        let source = phrase::right_of(words, at + 1, sentence.end);
        let is_clause = source.clone().any(|at| phrase::is_verb(words, at)) && self.is_verbal(at + 1, &source);
        is_behind_quote && words.lowered(at) != "told"
            || !takes_person && !is_clause && (is_name || sentence.end - at <= MAX_INVERTED_TAIL_TOKENS)
    }

    /// Whether a verb in the phrase is one of its own, not a participle before its noun: `an armed officer`.
    fn is_verbal(&self, from: usize, phrase: &Range<usize>) -> bool {
        phrase.clone().any(|at| at > from && lexicon::phrase_word_is(self.words.lowered(at), "auxiliary"))
            || phrase::before_verb(self.words, phrase.clone()).end < phrase.end
    }

    /// `that`, a quotation mark or a colon within the next words: the verb has a clause as its object.
    fn has_clause(&self, at: usize, sentence: &Range<usize>) -> bool {
        let mut ahead = at + 1..sentence.end.min(at + 1 + MAX_TOKENS_TO_THAT);
        let behind = at > sentence.start && self.closes_quotation(at - 1);
        behind
            || ahead.any(|next| {
                matches!(self.words.str(next), "that" | ":" | "how" | "whether")
                    || self.quotations.place(next) == Place::Opening && self.quotations.is_speech(next)
            })
    }

    /// `…, the report estimates, …`: subject and verb alone between commas or at the end.
    fn is_parenthesis(&self, at: usize, sentence: &Range<usize>) -> bool {
        let words = self.words;
        let is_closed = at + 1 >= sentence.end || matches!(words.str(at + 1), "," | ".");
        let source = phrase::left_of(words, at, sentence.start).filter(|source| source.start > sentence.start);
        is_closed && source.is_some_and(|source| words.str(source.start - 1) == ",")
    }

    /// The clause behind the verb, without `that`, hearer or colon.
    fn content_after(&self, at: usize, class: &str, end: usize) -> Range<usize> {
        let words = self.words;
        let near = at + 1..end.min(at + 1 + MAX_TOKENS_TO_THAT);
        let that = near.clone().find(|next| words.str(*next) == "that");
        let opens =
            |next: &usize| self.quotations.place(*next) == Place::Opening || matches!(words.str(*next), "," | ":");
        let mut from = match class {
            "tell" => that.or_else(|| near.clone().find(opens)).unwrap_or(at + 2),
            "announce" => that.unwrap_or(at + 1),
            _ => that.filter(|that| *that <= at + MAX_TOKENS_SAY_THAT).unwrap_or_else(|| self.behind_channel(at, end)),
        };
        while from < end && matches!(words.str(from), "that" | "," | ":") {
            from += 1;
        }
        from..end
    }

    /// Behind `said in a statement`, `said on Monday`: where the content begins, if a mark shows it.
    fn behind_channel(&self, at: usize, end: usize) -> usize {
        let words = self.words;
        if !matches!(
            words.str(at + 1),
            "in" | "on" | "at" | "during" | "of" | "to" | "via" | "through" | "from" | "after"
        ) {
            return at + 1;
        }
        let near = at + 2..end.min(at + 2 + MAX_CHANNEL_TOKENS);
        let mark = near
            .into_iter()
            .find(|next| matches!(words.str(*next), "that" | ":") || self.quotations.place(*next) == Place::Opening);
        mark.unwrap_or(at + 1)
    }

    /// The rest of a sentence from where quotation resumes: `“A,” she said, “and B.”`
    fn quote_after(&self, from: usize, end: usize) -> Option<Range<usize>> {
        (from..end).find(|at| self.quotations.is_speech(*at)).map(|start| start..end)
    }

    /// `X declined to comment`, `X did not immediately respond`.
    fn declined(&self, sentence: Range<usize>) -> Option<Attribution> {
        let words = self.words;
        let span = words.span(sentence.clone());
        let text = span.of(words.text).to_ascii_lowercase();
        let found = lexicon::DECLINING_PHRASES.find_in(&text).min()?;
        let cue = words.tokens_in(Span { start: span.start + found.start as u32, end: span.end }).start;
        if self.quotations.is_speech(cue) {
            return None;
        }
        let source = phrase::left_of(words, cue, sentence.start)?;
        Some(Attribution { form: Form::Declined, ..plain(cue..sentence.end, Some(source), Vec::new()) })
    }
}

fn plain(cue: Range<usize>, source: Option<Range<usize>>, content: Vec<Range<usize>>) -> Attribution {
    Attribution { cue, source, content, form: Form::Plain, is_denial: false }
}

/// `according to` this near the start frames what follows.
const MAX_TOKENS_BEFORE_FRAME: usize = 3;
/// Longest apposition skipped behind `according to X,`.
const MAX_APPOSITION_TOKENS: usize = 14;
/// A clause has at least this many tokens.
const MIN_CONTENT_TOKENS: usize = 3;
/// `that` is looked for this far behind a verb: `announced in March that`.
const MAX_TOKENS_TO_THAT: usize = 9;
/// `that` this far behind `said` still opens its content.
const MAX_TOKENS_SAY_THAT: usize = 4;
/// `said in a statement on Monday evening that`: the longest way to the content.
const MAX_CHANNEL_TOKENS: usize = 12;
/// Longest description of a speaker at the end of a sentence, verb and full stop included.
const MAX_INVERTED_TAIL_TOKENS: usize = 7;
/// A cue with at most this many tokens behind it stands at the end of its sentence.
const MAX_TAIL_TOKENS: usize = 4;

fn is_passive_auxiliary(word: &str) -> bool {
    matches!(word, "is" | "was" | "were" | "are" | "be" | "been" | "being")
}
