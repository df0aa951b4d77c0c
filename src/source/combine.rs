//! The tagger decides, the rules fill what it misses.

use std::ops::Range;

use super::attribution::{Attribution, Form};
use super::phrase;
use super::quotation::{Place, Quotations};
use crate::lexicon;
use crate::text::Words;

/// Attributions of tagger and rules together, in text order.
pub fn combine(
    words: &Words<'_>,
    quotations: &Quotations,
    tagged: Vec<Attribution>,
    rules: &[Attribution],
) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = tagged.into_iter().filter(|own| is_cue(words, own.cue.clone())).collect();
    for attribution in &mut found {
        mend(words, quotations, attribution);
        attribution.is_denial = attribution.cue.clone().any(|token| is_denial(words, token));
    }
    // `according to` is a pattern that needs no weighing.
    let frames: Vec<&Attribution> = rules.iter().filter(|rule| is_frame(words, rule)).collect();
    found.retain(|own| !frames.iter().any(|frame| frame_takes(words, frame, own)));
    for own in &mut found {
        let is_free = |part: &Range<usize>| !frames.iter().any(|frame| overlaps(&head_of(frame), part));
        if !own.content.iter().all(is_free) {
            let same = rules.iter().find(|rule| overlaps(&rule.cue, &own.cue));
            own.content = same.map_or_else(Vec::new, |rule| rule.content.clone());
        }
    }
    found.retain(|own| !own.content.is_empty());
    let tagged = found.len();
    for rule in rules.iter().filter(|rule| !asks_for_anonymity(words, rule.cue.end)) {
        let near = found[..tagged].iter_mut().find(|own| overlaps(&own.cue, &rule.cue));
        if let Some(own) = near {
            own.is_denial |= rule.is_denial;
            // `…, said Scott Strenfel`: nothing is surer than a name behind the verb.
            let is_name = |at: usize| words.str(at).chars().next().is_some_and(char::is_uppercase);
            let is_inverted =
                rule.source.as_ref().is_some_and(|source| source.start == rule.cue.end && is_name(source.start));
            let is_relative = matches!(words.str(own.cue.start.saturating_sub(1)), "who" | "which");
            if is_relative && rule.source.is_some() {
                own.source.clone_from(&rule.source);
            }
            if is_inverted && rule.source != own.source {
                own.source.clone_from(&rule.source);
                own.content.clone_from(&rule.content);
            }
            if own.source.is_none() && rule.form != Form::Declined {
                own.source.clone_from(&rule.source);
                own.form = rule.form;
                if rule.source.is_some() {
                    own.content.clone_from(&rule.content);
                }
            }
            continue;
        }
        // `According to the Gazette, which first reported the case,`: the frame says it all.
        let repeats = frames.iter().any(|frame| rule.source.iter().any(|source| overlaps(source, &head_of(frame))));
        if rule.form == Form::Declined || is_frame(words, rule) || !repeats && fills(&found[..tagged], rule) {
            found.push(rule.clone());
        }
    }
    found.sort_by_key(|attribution| attribution.cue.start);
    find_subjects(words, quotations, &mut found);
    let opens =
        |own: &Attribution| words.sentences.binary_search_by_key(&own.cue.start, |one| one.tokens.start).is_ok();
    found.retain(|own| {
        own.source.is_some() || own.form == Form::Passive || reports(words, own.cue.clone()) && !opens(own)
    });
    found
}

/// Drops content that belongs elsewhere.
fn mend(words: &Words<'_>, quotations: &Quotations, own: &mut Attribution) {
    let sentence_of = |token: usize| words.tokens.get(token).and_then(|token| words.sentence_at(token.span.start));
    let sentence = sentence_of(own.cue.start);
    // Only quotations reach beyond the sentence of their cue.
    let is_near = |part: &Range<usize>| {
        sentence_of(part.start) == sentence
            || sentence_of(part.end - 1) == sentence
            || quotations.is_speech(part.start) && quotations.is_speech(part.end - 1)
    };
    if let Some(source) = &mut own.source {
        let gap = source.end..own.cue.start;
        // `Consumer | advocates said`: nothing but words stands between the source and its verb.
        if !gap.is_empty() && gap.len() <= MAX_GAP_TOKENS && gap.clone().all(|at| phrase::goes_on(words, at)) {
            source.end = gap.end;
        }
    }
    if own.content.iter().any(&is_near) {
        own.content.retain(is_near);
    }
    for part in &mut own.content {
        // A mark that opens or closes nothing.
        let is_stray =
            |at: usize| matches!(words.str(at), "”" | "\"" | "“" | ",") && quotations.place(at) == Place::Outside;
        while part.len() > 1 && is_stray(part.end - 1) {
            part.end -= 1;
        }
    }
}

/// Longest rest of a source that the tagger leaves out before the cue, in tokens.
const MAX_GAP_TOKENS: usize = 3;

/// A cue without a source takes that of the cue before it in its sentence, else the subject of the sentence.
fn find_subjects(words: &Words<'_>, quotations: &Quotations, found: &mut [Attribution]) {
    for at in 0..found.len() {
        let one = &found[at];
        if one.source.is_some() || !matches!(one.form, Form::Plain | Form::Shared) || one.cue.is_empty() {
            continue;
        }
        let Some(sentence) = words.sentence_at(words.tokens[one.cue.start].span.start) else { continue };
        let tokens = words.sentences[sentence].tokens.clone();
        let before = at.checked_sub(1).map(|before| &found[before]);
        let shared = before.filter(|before| {
            tokens.contains(&before.cue.start) && before.form != Form::Declined && !before.says(one.cue.start)
        });
        let source = match shared.and_then(|before| before.source.clone()) {
            Some(source) => Some(source),
            None => phrase::subject(words, tokens).filter(|subject| {
                subject.end <= one.cue.start && !quotations.is_speech(subject.start) && !one.says(subject.start)
            }),
        };
        let form = if source.is_some() { Form::Plain } else { one.form };
        found[at].source = source;
        found[at].form = form;
    }
}

fn is_frame(words: &Words<'_>, rule: &Attribution) -> bool {
    words.lowered(rule.cue.start) == "according"
}

/// Cue and source of a frame.
fn head_of(frame: &Attribution) -> Range<usize> {
    let source = frame.source.as_ref().unwrap_or(&frame.cue);
    frame.cue.start.min(source.start)..frame.cue.end.max(source.end)
}

/// Whether a found attribution stands in the way of a frame: its cue overlaps cue or source of the frame, or is a weak
/// one inside what the frame says.
fn frame_takes(words: &Words<'_>, frame: &Attribution, own: &Attribution) -> bool {
    let is_inside = frame.says(own.cue.start);
    overlaps(&head_of(frame), &own.cue) || is_inside && !reports(words, own.cue.clone())
}

/// Whether the words can attribute at all: the tagger guesses at unknown ones.
fn is_cue(words: &Words<'_>, cue: Range<usize>) -> bool {
    let attributes = cue.clone().any(|token| {
        let lower = words.lowered(token);
        lexicon::CUE_WORDS.has(lower) || lexicon::REPORTING_VERBS.has(lower)
    });
    attributes && !asks_for_anonymity(words, cue.end)
}

/// `who asked not to be named`: says nothing of the matter.
fn asks_for_anonymity(words: &Words<'_>, behind: usize) -> bool {
    let wish = ["not", "to", "be"].iter().zip(behind..).all(|(word, at)| words.str(at) == *word);
    let act = words.lowered(behind + 3);
    wish && matches!(act, "named" | "identified" | "quoted")
}

/// Whether the words report by themselves, with nobody named: `said`, `told`, `reportedly`.
fn reports(words: &Words<'_>, cue: Range<usize>) -> bool {
    cue.clone().any(|token| {
        matches!(lexicon::CUE_WORDS.get(words.lowered(token)), Some("say" | "tell" | "adverb" | "according"))
    })
}

/// Whether the tagger left room: nothing of the rule's finding stands in a source or cue, and its content stands in
/// nobody's content or, source and all, in one piece of it.
fn fills(tagged: &[Attribution], rule: &Attribution) -> bool {
    let parts = || rule.content.iter().chain(&rule.source).chain(std::iter::once(&rule.cue));
    let is_taken = |own: &Attribution| {
        overlaps(&own.cue, &rule.cue) || own.source.iter().any(|source| overlaps(source, &rule.cue))
    };
    if tagged.iter().any(is_taken) {
        return false;
    }
    let touches = |own: &Attribution| own.content.iter().any(|part| parts().any(|other| overlaps(part, other)));
    let holds = |own: &Attribution| {
        own.content.iter().any(|part| parts().all(|other| part.start <= other.start && other.end <= part.end))
    };
    tagged.iter().all(|own| !touches(own) || holds(own) && rule.form == Form::Plain)
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn is_denial(words: &Words<'_>, token: usize) -> bool {
    let lower = words.lowered(token);
    let rules_out = matches!(lower, "ruled" | "rules" | "ruling" | "rule") && words.lowered(token + 1) == "out";
    rules_out || lexicon::REPORTING_VERBS.get(lower) == Some("deny")
}
