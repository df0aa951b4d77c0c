//! Bylines as names: structured authors, then the author lines near the headline.

use super::{Origin, Said, Stated, collapse};
use crate::dom::NodeId;
use crate::lexicon;

/// An author as the page states one to machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name, cut out of the field.
    pub name: String,
    /// Whether the page says that it is an organization.
    pub is_organization: bool,
    /// Where it was read.
    pub origin: Origin,
}

/// A line that names authors.
#[derive(Debug)]
pub struct Line {
    /// Its element or text node.
    pub node: NodeId,
    /// Its place, in bytes of visible text.
    pub at: usize,
    /// Place behind its last word.
    pub end: usize,
    /// Its text nodes.
    pub pieces: Vec<Piece>,
    /// Whether markup says that it names the author (`rel`, `itemprop`, a link to an author's page), not a class name.
    pub is_marked: bool,
    /// Whether the words before it are about someone else's work: `Reviewed by`.
    pub is_others: bool,
    /// Whether only its form says that it names the author.
    pub is_weak: bool,
}

/// The text of one text node.
#[derive(Debug)]
pub struct Piece {
    /// White space collapsed.
    pub text: String,
    /// Whether it is link text.
    pub is_link: bool,
}

/// Longer than this is a sentence, not a name.
const MAX_NAME_WORDS: usize = 5;
/// An organization or a pen name has at most so many words.
const MAX_LABEL_WORDS: usize = 7;
/// Bylines list at most so many authors; more is a list of something else.
const MAX_AUTHORS: usize = 12;

/// The authors. People win over organizations and single words wherever they stand: structured data first, then the
/// lines around the headline; a site that signs for itself is its own author where no one else is named.
pub fn choose(said: &Said, near: &[&Line], behind: &[&Line]) -> Option<Stated<Vec<String>>> {
    let is_site = |name: &str| {
        said.site_names.iter().map(|name| &name.value).chain(&said.domain).any(|site| same_letters(site, name))
    };
    let stated = |accept: &dyn Fn(&Author) -> bool| {
        [Origin::JsonLd, Origin::Meta].into_iter().find_map(|origin| from_stated(said, origin, accept))
    };
    let has_person = |origin: Origin| {
        let is_author =
            |a: &&Author| a.origin == origin && !a.is_organization && is_person(&a.name) && !is_site(&a.name);
        said.authors.iter().any(|author| is_author(&author))
    };
    // Where one is a person, pen names beside it are people, too.
    let is_name = |name: &str| !is_site(name) && (is_person(name) || is_pen_name(name));
    let is_strong = |line: &&&Line| !line.is_weak;
    let strong: Vec<&Line> = near.iter().filter(is_strong).copied().collect();
    stated(&|author| has_person(author.origin) && !author.is_organization && is_name(&author.name))
        .or_else(|| from_lines(&strong, &|name| is_person(name) && !is_site(name)))
        .or_else(|| stated(&|author| !author.is_organization && !is_site(&author.name)))
        .or_else(|| stated(&|author| !author.is_organization && is_person(&author.name)))
        .or_else(|| from_lines(&strong, &|name| !is_site(name)))
        .or_else(|| from_lines(near, &|name| is_person(name) && !is_site(name)))
        .or_else(|| from_lines(behind, &|name| is_person(name) && !is_site(name)))
        .or_else(|| stated(&|_| true))
        .or_else(|| from_lines(near, &|_| true))
}

/// The stated authors of one origin that are accepted.
fn from_stated(said: &Said, origin: Origin, accept: &dyn Fn(&Author) -> bool) -> Option<Stated<Vec<String>>> {
    let mut names: Vec<String> = Vec::new();
    for author in said.authors.iter().filter(|author| author.origin == origin && accept(author)) {
        if !names.iter().any(|known| same_letters(known, &author.name)) {
            names.push(author.name.clone());
        }
    }
    names.truncate(MAX_AUTHORS);
    (!names.is_empty()).then(|| Stated::new(names, origin))
}

/// Bytes of text between two author lines of one byline: `and`, a role, a date.
const MAX_GAP: usize = 120;

/// The names in the first author line that has an acceptable one, and in those that follow at once.
fn from_lines(lines: &[&Line], accept: &dyn Fn(&str) -> bool) -> Option<Stated<Vec<String>>> {
    let mut names: Vec<String> = Vec::new();
    let mut end = 0;
    for line in lines {
        if !names.is_empty() && line.at > end + MAX_GAP {
            break;
        }
        let is_first = names.is_empty();
        for name in line.names().into_iter().filter(|name| accept(name) && (is_first || is_person(name))) {
            if !names.iter().any(|known| same_letters(known, &name)) {
                names.push(name);
                end = line.end;
            }
        }
    }
    names.truncate(MAX_AUTHORS);
    (!names.is_empty()).then(|| Stated::new(names, Origin::Text))
}

/// The names in a field for authors. It may hold a pen name or an organization as it is; addresses, account names and
/// what follows a name (`MD`, `editor at large`, `Reuters`) are left out.
pub fn stated_names(field: &str) -> Vec<String> {
    let field = collapse(field);
    let people = names_in(&field);
    if people.iter().any(|name| is_person(name)) {
        return people.into_iter().filter(|name| is_person(name) || is_pen_name(name)).collect();
    }
    let name = strip_cue(&field).0.trim();
    if is_label(name) { vec![name.to_owned()] } else { Vec::new() }
}

/// The name in a field of citation data, which puts the last name first: `Doe, Jane`.
pub fn cited_names(field: &str) -> Vec<String> {
    let turned = |name: &str| match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        _ => name.to_owned(),
    };
    field.split(';').map(|name| turned(&collapse(name))).flat_map(|name| stated_names(&name)).collect()
}

/// The parts of a byline that read like names: `By Jane Doe and A. Lee, Reuters` gives `Jane Doe` and `A. Lee`. What
/// stands behind a name and is none ends the list: a role, an outlet.
pub fn names_in(byline: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in byline.split([',', ';', '|', '•', '·', '/']).flat_map(split_and) {
        let part = strip_cue(part).0.trim_end_matches(['.', ':', '-', '–', '—']).trim();
        // `Jane Doe (Example Post)`; a single word can belong to the name.
        let name = if is_person(part) { part } else { part.split(" (").next().unwrap_or(part) };
        let is_name = is_person(name) || names.is_empty() && is_label(name);
        if is_name && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        } else if !is_name && !names.is_empty() {
            break;
        }
    }
    names
}

/// Parts at `and` or `&` between two people; `Center for Drugs and Foods` stays whole.
fn split_and(part: &str) -> Vec<&str> {
    let pieces: Vec<&str> = part.split(" and ").flat_map(|piece| piece.split(" & ")).map(str::trim).collect();
    let are_people = pieces.iter().all(|piece| is_person(strip_cue(piece).0));
    let are_single = pieces.iter().all(|piece| is_pen_name(strip_cue(piece).0));
    if are_people || are_single { pieces } else { vec![part.trim()] }
}

/// Words in front of the author's name. Longer ones first.
const CUES: [&str; 27] = [
    "interview by",
    "article written by",
    "this article was written by",
    "this post was written by",
    "this story was written by",
    "story and photos by",
    "words and photos by",
    "guest post by",
    "contributed by",
    "authored by",
    "published by",
    "reporting by",
    "reported by",
    "written by",
    "submitted by",
    "created by",
    "posted by",
    "article by",
    "review by",
    "story by",
    "words by",
    "text by",
    "post by",
    "authors:",
    "author:",
    "author",
    "by",
];

/// What follows `By` or a longer cue, and whether there was one.
pub fn strip_cue(text: &str) -> (&str, bool) {
    let text = text.trim();
    for cue in CUES {
        let Some(head) = text.get(..cue.len()).filter(|head| head.eq_ignore_ascii_case(cue)) else { continue };
        let rest = text.get(head.len()..).unwrap_or("");
        if rest.is_empty() || rest.starts_with([' ', ':', '\u{a0}']) || head.ends_with(':') {
            return (rest.trim_start_matches([':', ' ', '\u{a0}']), true);
        }
    }
    (text, false)
}

/// Words in front of the names of people who did something else.
const OTHER_CUES: [&str; 18] = [
    "reviewed by",
    "reviewer",
    "fact-check",
    "checked by",
    "edited by",
    "updated by",
    "approved by",
    "translated by",
    "photo by",
    "photos by",
    "photography by",
    "photographs by",
    "illustration by",
    "illustrations by",
    "image by",
    "verified by",
    "presented by",
    "sponsored by",
];

impl Line {
    /// The names in the line. Links are names where they read like one; single words need markup or `By`.
    pub fn names(&self) -> Vec<String> {
        let linked: Vec<String> =
            self.pieces.iter().filter(|piece| piece.is_link).flat_map(|piece| names_in(&piece.text)).collect();
        if linked.iter().any(|name| is_person(name)) && !self.has_other_cue() {
            return linked.into_iter().filter(|name| is_person(name)).collect();
        }
        let mut names = Vec::new();
        let mut is_cued = self.is_marked;
        let mut is_other = self.is_others;
        for piece in &self.pieces {
            if has_other_cue(&piece.text) {
                is_other = true;
                continue;
            }
            let (rest, has_cue) = strip_cue(&piece.text);
            is_cued |= has_cue;
            is_other &= !has_cue;
            if !is_other {
                names.extend(names_in(rest).into_iter().filter(|name| is_person(name) || is_signature(name, is_cued)));
            }
        }
        names
    }

    /// Whether it says, or the words before it say, that it names someone else than the author.
    fn has_other_cue(&self) -> bool {
        self.is_others || self.pieces.iter().any(|piece| has_other_cue(&piece.text))
    }
}

/// Whether the words name someone who did something else than write.
pub fn has_other_cue(text: &str) -> bool {
    let lower = text.to_lowercase();
    OTHER_CUES.iter().any(|cue| lower.contains(cue))
}

/// Whether a name that is no person's signs the text: `Post Staff`, or a title-case name behind `By`.
fn is_signature(name: &str, is_cued: bool) -> bool {
    const COLLECTIVES: [&str; 5] = ["staff", "team", "editors", "newsroom", "desk"];
    let is_one = |word: &str| COLLECTIVES.iter().any(|known| word.eq_ignore_ascii_case(known));
    let mut words = name.split(' ');
    let is_collective = name.contains(' ') && words.clone().any(is_one);
    let is_title_case =
        words.all(|word| word.starts_with(char::is_uppercase) || word.len() <= MAX_SMALL_WORD_BYTES || is_one(word));
    let has_digit = name.bytes().any(|byte| byte.is_ascii_digit());
    name.starts_with(char::is_uppercase) && is_title_case && !has_digit && (is_cued || is_collective)
}

/// `of`, `and`, `the` stay small in names.
const MAX_SMALL_WORD_BYTES: usize = 4;

/// Small words inside names of people: `Ludwig van Beethoven`.
const PARTICLES: [&str; 21] = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn",
    "ter", "ten", "y", "e",
];

/// Whether `name` reads like first name and last name.
pub fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_word = |word: &&str| {
        let starts_upper = word.trim_start_matches(['“', '"', '‘', '\'', '’', '(']).starts_with(char::is_uppercase);
        starts_upper || PARTICLES.contains(word)
    };
    let lower = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_label = |word: &&str| {
        let word = lower(word);
        lexicon::BYLINE_LABELS.has(&word) || lexicon::ROLES.get(&word) == Some("role")
    };
    let is_organization = words.iter().any(|word| lexicon::ORGANIZATION_WORDS.get(&lower(word)) == Some("any"))
        || words.last().is_some_and(|word| lexicon::ORGANIZATION_WORDS.has(&lower(word)))
        || lexicon::MEDIA.has(&name.to_lowercase())
        || lexicon::PLACES.has(&name.to_lowercase());
    (2..=MAX_NAME_WORDS).contains(&words.len())
        && words.iter().all(is_word)
        && words.first().is_some_and(|word| word.starts_with(char::is_uppercase))
        && !words.iter().any(is_label)
        && !name.chars().any(|c| c.is_ascii_digit() || "@:/?!*#=+<>{}[]…→".contains(c))
        && !is_organization
}

/// Whether `name` can stand for an author without being a full name: `Kristin`, `MixmasterFred`.
fn is_pen_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    !name.contains(' ') && is_label(name) && !lexicon::ROLES.has(&lower) && !lexicon::MEDIA.has(&lower)
}

/// Whether `name` can be a pen name or an organization: a few words, no address, no label of the page.
fn is_label(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let is_address = name.contains("://") || name.contains('@') || lower.starts_with("www.");
    (1..=MAX_LABEL_WORDS).contains(&words)
        && name.chars().filter(|c| c.is_alphabetic()).count() >= MIN_LETTERS
        && !is_address
        && !name.contains(['*', '?', '!', '…', '|', '<', '>'])
        && !lexicon::BYLINE_LABELS.has(&lower)
        && !lower.split(' ').any(|word| lexicon::BYLINE_LABELS.get(word) == Some("any"))
}

/// Initials are no byline.
const MIN_LETTERS: usize = 3;

/// Whether two names have the same letters and digits.
fn same_letters(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(pieces: &[(&str, bool)], is_marked: bool) -> Vec<String> {
        let pieces =
            pieces.iter().map(|(text, is_link)| Piece { text: (*text).to_owned(), is_link: *is_link }).collect();
        Line { node: NodeId(0), at: 0, end: 0, pieces, is_marked, is_others: false, is_weak: false }.names()
    }

    #[test]
    fn fields_for_authors_give_names_only() {
        let check = |field: &str, names: &[&str]| assert_eq!(stated_names(field), names, "{field}");
        check("By Jane Doe and Ann Lee", &["Jane Doe", "Ann Lee"]);
        check("Jane Doe, editor at large", &["Jane Doe"]);
        check("by Jane Doe, BBC", &["Jane Doe"]);
        check("Jane Doe, MD, Example University", &["Jane Doe"]);
        check("Jane Doe (Example Daily Post)", &["Jane Doe"]);
        check("Jean-Luc Doe (JLD)", &["Jean-Luc Doe (JLD)"]);
        check("Ludwig van der Berg & Ann Lee", &["Ludwig van der Berg", "Ann Lee"]);
        check("Center for Foods and Drugs", &["Center for Foods and Drugs"]);
        check("MixmasterFred", &["MixmasterFred"]);
        check("https://example.org/jane", &[]);
        check("jane@example.org", &[]);
        check("Staff", &[]);
        check("admin", &[]);
    }

    #[test]
    fn citation_data_puts_the_last_name_first() {
        assert_eq!(cited_names("Doe, Jane; Lee, Ann"), ["Jane Doe", "Ann Lee"]);
    }

    #[test]
    fn lines_give_the_names_of_authors() {
        assert_eq!(line(&[("Written by", false), ("Jane Doe", true), ("Follow", true)], false), ["Jane Doe"]);
        assert_eq!(line(&[("By", false), ("Kristin", false)], false), ["Kristin"]);
        assert_eq!(line(&[("Post Staff", false)], false), ["Post Staff"]);
        assert_eq!(line(&[("Jane Doe", false), ("Reviewed by", false), ("Ann Lee", false)], true), ["Jane Doe"]);
        assert!(line(&[("Share this", true), ("12 comments", false)], false).is_empty());
        assert!(line(&[("Name *", false)], true).is_empty());
    }

    #[test]
    fn people_are_told_from_labels_places_and_outlets() {
        for name in ["Jane Doe", "NATALIYA DOE", "A. J. Neal", "Simone de Beauvoir"] {
            assert!(is_person(name), "{name}");
        }
        for name in
            ["New York", "Agence France-Presse", "Example University", "Leave a Reply", "jane doe", "Lead Reviewer"]
        {
            assert!(!is_person(name), "{name}");
        }
    }
}
