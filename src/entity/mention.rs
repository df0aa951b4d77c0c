//! Find mention spans: runs of capitalized words, cut to the part that is a name.

use std::collections::HashSet;
use std::ops::Range;

use super::kind::{self, EntityKind, Guess};
use crate::lexicon;
use crate::span::Span;
use crate::text::{TokenKind, Words};

/// A place in the text where something is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name without article, title or possessive.
    pub span: Span,
    /// The name as written.
    pub name: String,
    /// What it seems to be, judged by this place alone.
    pub guess: Guess,
    /// Role or title written before it.
    pub role: Option<String>,
}

/// Finds the names of a text. `title` is the headline: a name in it supports the same word at a sentence start.
pub fn find(words: &Words<'_>, title: &Words<'_>) -> Vec<Mention> {
    let evidence = Evidence::new(words, title);
    let mut mentions = Vec::new();
    for sentence in &words.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run_end = name_run(words, at, sentence.tokens.end);
            if run_end == at {
                at += 1;
                continue;
            }
            name_in_run(words, at..run_end, sentence.tokens.start, &evidence, &mut mentions);
            at = run_end;
        }
    }
    mentions
}

/// Words that are capitalized in the middle of a sentence, and words that also occur in lower case.
struct Evidence {
    capitalized: HashSet<String>,
    lower: HashSet<String>,
}

impl Evidence {
    fn new(words: &Words<'_>, title: &Words<'_>) -> Self {
        let mut evidence = Self { capitalized: HashSet::new(), lower: HashSet::new() };
        for sentence in &words.sentences {
            for at in sentence.tokens.clone() {
                let word = words.str(at);
                if words.tokens[at].kind != TokenKind::Word {
                    continue;
                }
                if !is_capitalized(word) {
                    evidence.lower.insert(word.to_owned());
                } else if !is_sentence_start(words, at, sentence.tokens.start) {
                    evidence.capitalized.insert(word.to_owned());
                }
            }
        }
        let is_title_case = (1..title.tokens.len()).all(|at| is_capitalized(title.str(at)) || title.str(at).len() <= 3);
        if !is_title_case {
            evidence.capitalized.extend(
                (1..title.tokens.len()).map(|at| title.str(at)).filter(|word| is_capitalized(word)).map(str::to_owned),
            );
        }
        evidence
    }
}

pub(super) fn is_capitalized(word: &str) -> bool {
    let mut characters = word.chars();
    let Some(first) = characters.next() else { return false };
    // `iPhone`, `eBay`: a capital inside counts; so does `5G`.
    first.is_uppercase() || (characters.any(char::is_uppercase) && (first.is_lowercase() || first.is_ascii_digit()))
}

/// Whether only opening quotes stand between the token and the start of its sentence or quotation.
fn is_sentence_start(words: &Words<'_>, at: usize, sentence_start: usize) -> bool {
    at == sentence_start
        || matches!(words.str(at - 1), "“" | "\"" | "‘" | "'" | "«" | "„" | ":" | "•" | "—" | "–" | "(" | "...")
            && (words.str(at - 1) != "(" || at - 1 == sentence_start)
}

/// Small words inside names, and the longest name in tokens.
const MAX_NAME_TOKENS: usize = 8;

/// The end of the run of name words that starts at `at`; `at` if none does.
fn name_run(words: &Words<'_>, at: usize, end: usize) -> usize {
    if !starts_name(words, at) {
        return at;
    }
    let mut last = at;
    let mut next = at + 1;
    while next < end && next - at < MAX_NAME_TOKENS {
        let word = words.str(next);
        let is_adjacent = words.tokens[next].kind != TokenKind::Punctuation;
        if starts_name(words, next) && is_adjacent {
            last = next;
            next += 1;
        } else if (is_particle(word) || word == "&") && next + 1 < end && starts_name(words, next + 1) {
            next += 1;
        } else if matches!(word, "of" | "for")
            && next + 1 < end
            && takes_of(words, at..next)
            && is_of_object(words, next + 1, end)
        {
            next += if words.str(next + 1) == "the" { 2 } else { 1 };
        } else {
            break;
        }
    }
    last + 1
}

fn starts_name(words: &Words<'_>, at: usize) -> bool {
    words.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
        && is_capitalized(words.str(at))
        && words.str(at) != "I"
}

/// Particles inside names of persons and places.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "della"
            | "di"
            | "da"
            | "dos"
            | "du"
            | "van"
            | "von"
            | "der"
            | "den"
            | "la"
            | "le"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "ben"
            | "y"
    )
}

/// `Bank of England`, `Ministry for Health`: names that go on behind `of`.
fn takes_of(words: &Words<'_>, run: Range<usize>) -> bool {
    let last = words.lower(run.end - 1);
    lexicon::ORGANIZATION_WORDS.has(&last)
        || lexicon::PLACE_WORDS.has(&last)
        || matches!(
            last.as_str(),
            "house"
                | "office"
                | "bay"
                | "isle"
                | "democratic"
                | "republic"
                | "kingdom"
                | "states"
                | "city"
                | "strait"
                | "gulf"
        )
}

fn is_of_object(words: &Words<'_>, at: usize, end: usize) -> bool {
    starts_name(words, at) || (words.str(at) == "the" && at + 1 < end && starts_name(words, at + 1))
}

/// Cuts a run of capitalized words to names and appends them.
fn name_in_run(
    words: &Words<'_>,
    run: Range<usize>,
    sentence_start: usize,
    evidence: &Evidence,
    mentions: &mut Vec<Mention>,
) {
    let (start, role) = skip_roles(words, run.clone(), sentence_start, evidence);
    let mut name = start..run.end;
    while name.len() > 1 && is_trailing_date(words, name.end - 1) {
        name.end -= 1;
    }
    if name.is_empty() {
        return;
    }
    if is_compound_adjective(words.str(name.end - 1)) {
        return;
    }
    let name = extend_institution(words, name);
    let key = key_of(words, name.clone());
    let is_known = kind::is_known(words, name.clone());
    if name.len() == 1 && !is_known {
        let word = words.str(name.start);
        let at_start = is_sentence_start(words, name.start, sentence_start) && role.is_none();
        let is_acronym = kind::is_acronym(word);
        if lexicon::DEMONYMS.has(&key)
            || lexicon::COMMON_WORDS.has(&key) && !is_acronym
            || lexicon::ROLES.has(key.trim_end_matches('.'))
            || lexicon::CALENDAR.has(&key)
        {
            return;
        }
        if at_start
            && !evidence.capitalized.contains(word)
            && (!is_acronym && !lexicon::FIRST_NAMES.has(&key) || evidence.lower.contains(&key))
        {
            return;
        }
    }
    let guess = kind::guess(words, name.clone(), role.is_some());
    let span = words.span(name);
    mentions.push(Mention { span, name: span.of(words.text).to_owned(), guess, role });
}

/// The first token of the name behind articles, demonyms, titles and roles, and the role.
fn skip_roles(
    words: &Words<'_>,
    run: Range<usize>,
    sentence_start: usize,
    evidence: &Evidence,
) -> (usize, Option<String>) {
    let mut start = run.start;
    while start + 1 < run.end && !is_gazetteer_start(words, start..run.end) {
        let key = words.lower(start);
        let is_article = matches!(words.str(start), "The" | "A" | "An");
        let is_demonym = lexicon::DEMONYMS.has(&key) && !is_organization(words, start..run.end);
        let opens_sentence = is_sentence_start(words, start, sentence_start)
            && lexicon::COMMON_WORDS.has(&key)
            && !lexicon::ROLES.has(&key)
            && !evidence.capitalized.contains(words.str(start));
        if !(is_article || is_demonym || opens_sentence) {
            break;
        }
        start += 1;
    }
    let role_end = role_end(words, start..run.end);
    let role = role_end.map(|end| start..end).or_else(|| lower_role_before(words, start));
    let role = role.map(|range| words.span(range).of(words.text).trim_end_matches('.').to_owned());
    let is_title = |role: &String| lexicon::ROLES.get(&role.to_lowercase()) == Some("title");
    (role_end.unwrap_or(start), role.filter(|role| !is_title(role)))
}

/// One of the words makes the name an organization's: `Chinese Academy of Sciences`, `General Motors`.
fn is_organization(words: &Words<'_>, name: Range<usize>) -> bool {
    let last = name.end.saturating_sub(1);
    lexicon::ORGANIZATION_WORDS.has(&words.lower(last))
        || name.into_iter().any(|at| lexicon::ORGANIZATION_WORDS.get(&words.lower(at)) == Some("any"))
}

/// Longest name of a person behind a role, in tokens.
const MAX_PERSON_TOKENS: usize = 3;

/// Behind the last role of `Transport Minister Orla Fenwick`, if a person's name may follow it.
fn role_end(words: &Words<'_>, run: Range<usize>) -> Option<usize> {
    let is_role = |at: &usize| lexicon::ROLES.has(words.lower(*at).trim_end_matches('.'));
    let end = run.clone().rev().skip(1).find(is_role)? + 1;
    let name = end..run.end;
    let is_name = name.len() <= MAX_PERSON_TOKENS
        && !is_organization(words, name.clone())
        && !lexicon::CALENDAR.has(&words.lower(end));
    is_name.then_some(end)
}

/// A role in lower case directly before a name: `depot manager Ana Ruiz`.
fn lower_role_before(words: &Words<'_>, start: usize) -> Option<Range<usize>> {
    let last = start.checked_sub(1)?;
    let is_role = |at: usize| lexicon::ROLES.has(&words.lower(at)) && words.tokens[at].kind == TokenKind::Word;
    (is_role(last) && !is_capitalized(words.str(last))).then_some(())?;
    let first = if last > 0
        && (is_role(last - 1)
            || matches!(words.str(last - 1), "prime" | "vice" | "deputy" | "former" | "foreign" | "chief" | "police"))
    {
        last - 1
    } else {
        last
    };
    Some(first..last + 1)
}

/// Whether a longer known name starts here, so that its first word is no role or common word (`New York`).
fn is_gazetteer_start(words: &Words<'_>, run: Range<usize>) -> bool {
    (run.start + 1..=run.end.min(run.start + MAX_GAZETTEER_TOKENS)).rev().any(|end| {
        let key = key_of(words, run.start..end);
        kind::is_known(words, run.start..end)
            && (end - run.start > 1
                || !lexicon::COMMON_WORDS.has(&key) && !lexicon::ROLES.has(&key) && !lexicon::DEMONYMS.has(&key))
    })
}

/// Longest gazetteer names, in tokens.
const MAX_GAZETTEER_TOKENS: usize = 4;

/// `Washington-based`, `U.S.-led`: describes something else.
fn is_compound_adjective(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, tail)| {
        matches!(tail, "based" | "led" | "backed" | "born" | "owned" | "style" | "run" | "made" | "wide")
    })
}

/// A weekday or month behind a name does not belong to it: `the Commons Tuesday`.
fn is_trailing_date(words: &Words<'_>, at: usize) -> bool {
    let key = words.lower(at);
    lexicon::CALENDAR.has(&key)
}

/// Lower-case words that with a place before them name one institution or site.
const INSTITUTION_TAILS: [&[&str]; 8] = [
    &["stock", "exchange"],
    &["central", "bank"],
    &["city", "council"],
    &["county", "council"],
    &["police", "department"],
    &["fire", "department"],
    &["supreme", "court"],
    &["airport"],
];

/// Adds a lower-case tail such as `stock exchange` to a place name.
fn extend_institution(words: &Words<'_>, name: Range<usize>) -> Range<usize> {
    if !lexicon::PLACES.has(&key_of(words, name.clone())) {
        return name;
    }
    let tail = INSTITUTION_TAILS
        .iter()
        .find(|tail| tail.iter().enumerate().all(|(i, word)| words.lower(name.end + i) == *word));
    name.start..name.end + tail.map_or(0, |tail| tail.len())
}

/// The words of a range in lower case, joined by one space, without a final stop.
pub(super) fn key_of(words: &Words<'_>, range: Range<usize>) -> String {
    let joined = range.map(|at| words.lower(at)).collect::<Vec<_>>().join(" ");
    joined.trim_end_matches('.').to_owned()
}

impl Mention {
    /// Whether the guess is sure of `kind`.
    pub(super) fn is_surely(&self, kind: EntityKind) -> bool {
        self.guess.kind == kind && !self.guess.is_weak
    }
}
