//! Numbers of two claims: which are equal, which differ, which only one has.

use std::collections::BTreeSet;

use super::{Difference, DifferenceKind, Side, SideClaim, take_pairs};
use crate::entity::{Value, ValueKind, read_number};
use crate::lexicon;
use crate::span::Span;
use crate::text::{TokenKind, Words};

/// Words behind a count in which the thing counted is looked for: `two of the bearings`.
const NOUN_TOKENS: usize = 4;

/// A number of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Figure {
    span: Span,
    /// `None` for a count.
    kind: Option<ValueKind>,
    /// In figures; `None` where it cannot be read exactly.
    amount: Option<String>,
    /// Currency or unit; of a count the thing counted, lower case.
    unit: String,
}

/// The numbers of two claims that do not agree: those of one kind and unit side by side, the others alone.
pub fn differences(a: &SideClaim<'_>, b: &SideClaim<'_>) -> Vec<Difference> {
    let (mut own, mut other) = (figures(a), figures(b));
    take_pairs(&mut own, &mut other, |x, y| x.kind == y.kind && x.unit == y.unit && x.amount == y.amount);
    // `14 people` and `14 passengers` count alike.
    take_pairs(&mut own, &mut other, |x, y| x.kind == y.kind && x.kind.is_none() && x.amount == y.amount);
    let mut pairs = take_pairs(&mut own, &mut other, |x, y| x.kind == y.kind && x.unit == y.unit);
    let is_alone = |list: &[Figure], kind| list.iter().filter(|figure| figure.kind == kind).count() == 1;
    let (left, right) = (own.clone(), other.clone());
    pairs.extend(take_pairs(&mut own, &mut other, |x, y| {
        x.kind == y.kind && is_alone(&left, x.kind) && is_alone(&right, y.kind)
    }));
    let both = pairs.iter().map(|(x, y)| (Some(x.span), Some(y.span)));
    let only_a = own.iter().map(|figure| (Some(figure.span), None));
    let only_b = other.iter().map(|figure| (None, Some(figure.span)));
    let mut found: Vec<Difference> =
        both.chain(only_a).chain(only_b).map(|(a, b)| Difference { kind: DifferenceKind::Number, a, b }).collect();
    found.sort_by_key(|difference| (difference.a.is_none(), difference.a, difference.b));
    found
}

/// The numbers of a claim in normal form, to see which two claims share.
pub fn amounts(claim: &SideClaim<'_>) -> BTreeSet<String> {
    let of = |figure: &Figure| {
        let unit = if figure.kind.is_some() { figure.unit.as_str() } else { "" };
        Some(format!("{} {unit}", figure.amount.as_ref()?))
    };
    figures(claim).iter().filter_map(of).collect()
}

/// Where the numbers and dates of a sentence stand.
pub fn spans(side: Side<'_>, sentence: Span) -> Vec<Span> {
    let counts = counts(side, sentence).into_iter().map(|(span, _)| span);
    side.analysis.entities.values_in(sentence).map(|value| value.span).chain(counts).collect()
}

/// What the numbers of a sentence measure.
pub fn units<'a>(side: Side<'a>, sentence: Span) -> impl Iterator<Item = &'a str> {
    side.analysis.entities.values_in(sentence).filter_map(|value| match value.kind {
        ValueKind::Percent => Some("%"),
        ValueKind::Money | ValueKind::Quantity => Some(value.normal.as_deref()?.split_once(' ')?.1),
        _ => None,
    })
}

/// The numbers of a claim, in text order. Numbers inside the words that say who says it (`the two lenders said`) are none.
fn figures(claim: &SideClaim<'_>) -> Vec<Figure> {
    let SideClaim { side, claim } = claim;
    let frame = side.frame(claim.span);
    let is_said = |span: Span| !frame.iter().any(|part| part.overlaps(span));
    let is_number = |value: &&Value| matches!(value.kind, ValueKind::Money | ValueKind::Percent | ValueKind::Quantity);
    let measured = side.analysis.entities.values_in(claim.span).filter(is_number).map(|value| {
        let normal = value.normal.as_deref().map(|normal| normal.split_once(' ').unwrap_or((normal, "")));
        let (amount, unit) = normal.unzip();
        let (amount, unit) = (amount.map(str::to_owned), unit.unwrap_or_default().to_owned());
        Figure { span: value.span, kind: Some(value.kind), amount, unit }
    });
    let counts = counts(*side, claim.span).into_iter().map(|(span, amount)| {
        let unit = counted(side.words, Span { start: span.end, end: claim.span.end });
        Figure { span, kind: None, amount, unit }
    });
    let mut found: Vec<Figure> = measured.chain(counts).filter(|figure| is_said(figure.span)).collect();
    found.sort_by_key(|figure| figure.span);
    found
}

/// Numbers that are no values, with their worth. Numbers inside names are part of the name.
fn counts(side: Side<'_>, sentence: Span) -> Vec<(Span, Option<String>)> {
    let words = side.words;
    let mut found: Vec<(Span, Option<String>)> = Vec::new();
    for token in &words.tokens[words.tokens_in(sentence)] {
        let start = token.span.start as usize;
        let Some((end, amount)) = read_number(words.text, start) else { continue };
        let is_taken = found.last().is_some_and(|(last, _)| last.overlaps(token.span))
            || side.analysis.entities.values_in(token.span).next().is_some()
            || side.analysis.entities.in_span(token.span).next().is_some();
        if !is_taken {
            found.push((Span::new(start, end), amount));
        }
    }
    found
}

/// The thing counted: the first word behind a count that is no common one.
fn counted(words: &Words<'_>, behind: Span) -> String {
    let is_noun =
        |at: &usize| words.tokens[*at].kind != TokenKind::Punctuation && !lexicon::COMMON_WORDS.has(words.lowered(*at));
    words.tokens_in(behind).take(NOUN_TOKENS).find(is_noun).map(|at| words.lower(at)).unwrap_or_default()
}
