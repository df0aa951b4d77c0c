//! The role or title that the text writes beside a person's name: `Mayor`, `chief executive of X`.

use std::ops::Range;

use super::kind::is_capitalized;
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// Longest role, in tokens: `secretary of state for foreign and commonwealth affairs` has eight.
const MAX_ROLE_TOKENS: usize = 12;
/// An apposition names the role within so many tokens: `Ana Ruiz, the former deputy mayor of`.
const MAX_TOKENS_TO_ROLE: usize = 6;

/// The role of the person named at `name`, whose tagged words began at `start`; titles of address are none.
pub fn beside(words: &Words<'_>, start: usize, name: &Range<usize>) -> Option<String> {
    let before = before(words, start.min(name.start), name.start);
    let range = before.or_else(|| behind(words, name.end))?;
    let role = words.span(range).of(words.text).trim_end_matches('.').to_owned();
    let is_title = lexicon::ROLES.get(&role.to_lowercase()) == Some("title");
    (!role.is_empty() && !is_title).then_some(role)
}

/// The role before a name: `Transport Minister Orla Fenwick`, `deputy manager Ana Ruiz`.
fn before(words: &Words<'_>, tagged: usize, name: usize) -> Option<Range<usize>> {
    let is_role = |at: usize| lexicon::ROLES.has(words.lowered(at).trim_end_matches('.'));
    let last = name.checked_sub(1).filter(|last| is_role(*last))?;
    let sentence = words.sentences.get(words.sentence_at(words.tokens[name].span.start)?)?;
    let mut first = last;
    // What the tagger took for part of the name, and words that belong to roles.
    while first > sentence.tokens.start && (first > tagged || is_role_part(words, first - 1, first)) {
        first -= 1;
    }
    while first < last && matches!(words.lowered(first), "the" | "a" | "an") {
        first += 1;
    }
    (sentence.tokens.start <= first).then_some(first..last + 1)
}

/// Whether a token belongs to the role behind it: `deputy`, another role, `Interior` before `Minister`.
fn is_role_part(words: &Words<'_>, at: usize, behind: usize) -> bool {
    if words.tokens[at].kind != TokenKind::Word || words.tokens[behind].span.start == words.tokens[at].span.end {
        return false;
    }
    let lower = words.lowered(at);
    let is_modifier = matches!(
        lower,
        "prime"
            | "vice"
            | "deputy"
            | "former"
            | "chief"
            | "acting"
            | "interim"
            | "senior"
            | "assistant"
            | "associate"
            | "executive"
    );
    let is_department = is_capitalized(words.str(at))
        && is_capitalized(words.str(behind))
        && !lexicon::DEMONYMS.has(lower)
        && !lexicon::COMMON_WORDS.has(lower)
        && matches!(words.lowered(behind), "minister" | "secretary" | "commissioner" | "president" | "director");
    is_modifier || is_department || lexicon::ROLES.get(lower) == Some("role")
}

/// The role in an apposition: `Ana Ruiz, the mayor of Pellworth, said`.
fn behind(words: &Words<'_>, end: usize) -> Option<Range<usize>> {
    if words.str(end) != "," {
        return None;
    }
    let mut first = end + 1;
    while matches!(words.lowered(first), "the" | "a" | "an" | "its" | "their" | "his" | "her") {
        first += 1;
    }
    let is_role = |at: usize| lexicon::ROLES.has(words.lowered(at));
    let stops = |at: usize| {
        let is_mark = words.tokens.get(at).is_none_or(|token| token.kind == TokenKind::Punctuation);
        is_mark && words.str(at) != "-"
            || matches!(words.lowered(at), "who" | "which" | "and" | "said" | "says" | "told" | "was" | "is")
    };
    let last = (first..first + MAX_ROLE_TOKENS).find(|at| stops(*at))?;
    let has_role = (first..last.min(first + MAX_TOKENS_TO_ROLE)).any(is_role);
    // A list of people has names where a role would stand: `Ana Ruiz, Mayor Tom Ward and`.
    let names_another = (first..last)
        .any(|at| is_capitalized(words.str(at)) && is_role(at) && at + 1 < last && is_capitalized(words.str(at + 1)));
    (has_role && !names_another && !matches!(words.lowered(last), "and")).then_some(first..last)
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use crate::page::Page;
    use crate::text::Words;

    fn check(text: &str, expected: Option<&str>) {
        let words = Words::of_line(text);
        let found = find(&words, &Page::default());
        assert_eq!(found.list.first().and_then(|entity| entity.role.as_deref()), expected, "{text}");
    }

    #[test]
    fn roles_stand_before_the_name() {
        check("Deputy manager Ana Ruiz left early.", Some("Deputy manager"));
        check("On Monday Mayor Ana Ruiz left early.", Some("Mayor"));
    }

    #[test]
    fn roles_stand_behind_the_name() {
        check("Ana Ruiz, the deputy mayor of the town, left early.", Some("deputy mayor of the town"));
    }

    #[test]
    fn titles_of_address_are_no_roles() {
        check("On Monday Mr. Ana Ruiz left early.", None);
    }
}
