//! The tagger decides, the rules fill what it misses.

use std::ops::Range;

use super::attribution::{Attribution, Form};
use super::quotation::Quotations;
use crate::lexicon;
use crate::text::Words;

/// Attributions of tagger and rules together, in text order.
pub fn combine(
    words: &Words<'_>,
    quotations: &Quotations,
    tagged: Vec<Attribution>,
    rules: Vec<Attribution>,
) -> Vec<Attribution> {
    let _ = quotations;
    let mut found: Vec<Attribution> = tagged;
    for attribution in &mut found {
        attribution.is_denial = attribution.cue.clone().any(|token| is_denial(words, token));
    }
    let tagged = found.len();
    for rule in rules {
        let near = found[..tagged].iter_mut().find(|own| overlaps(&own.cue, &rule.cue));
        if let Some(own) = near {
            own.is_denial |= rule.is_denial;
            if own.source.is_none() && rule.form != Form::Declined {
                own.source = rule.source.clone();
                own.form = rule.form;
            }
            continue;
        }
        if rule.form == Form::Declined || fills(&found[..tagged], &rule) {
            found.push(rule);
        }
    }
    found.sort_by_key(|attribution| attribution.cue.start);
    found
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
    lexicon::REPORTING_VERBS.get(&words.lower(token)) == Some("deny")
}
