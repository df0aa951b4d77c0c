//! Compounds with a hyphen: which ones hold a name that must be found.

use super::token::{Token, TokenKind};
use crate::lexicon;
use crate::span::Span;

/// What stands behind a name: `Paris-based`, `U.S.-led`. Those that stand behind names in the news texts we trained on,
/// by frequency, and their like; sorted.
const TAILS: [&str; 67] = [
    "administered",
    "affiliated",
    "aligned",
    "allied",
    "annexed",
    "appointed",
    "area",
    "backed",
    "based",
    "born",
    "bound",
    "brokered",
    "built",
    "centered",
    "chaired",
    "chartered",
    "controlled",
    "descended",
    "designed",
    "dominated",
    "driven",
    "educated",
    "era",
    "financed",
    "flagged",
    "focused",
    "funded",
    "governed",
    "headquartered",
    "held",
    "hosted",
    "inspired",
    "issued",
    "language",
    "led",
    "like",
    "linked",
    "listed",
    "made",
    "majority",
    "mandated",
    "mediated",
    "native",
    "nominated",
    "occupied",
    "operated",
    "oriented",
    "owned",
    "powered",
    "produced",
    "raised",
    "rated",
    "registered",
    "related",
    "ruled",
    "run",
    "sanctioned",
    "speaking",
    "sponsored",
    "style",
    "supplied",
    "supported",
    "themed",
    "trained",
    "turned",
    "wide",
    "winning",
];

/// What stands before a name: `pro-Beijing`, `anti-Trump`.
const HEADS: [&str; 8] = ["anti", "ex", "mid", "non", "post", "pre", "pro", "then"];

/// Parties, before the state of a member of Congress: `(D-Ohio)`.
const PARTIES: [&str; 3] = ["D", "R", "I"];

/// Appends the tokens of `before`, `joint`, `next`, which touch: one, a name and a small word, or two names and the mark.
pub fn push(text: &str, before: Span, joint: Span, next: Span, tokens: &mut Vec<Token>) {
    let (head, tail) = (before.of(text), next.of(text));
    let whole = before.cover(next);
    let last = tokens.last().copied();
    let mut push = |span, kind| tokens.push(Token { span, kind });
    if joint.of(text) == "&" {
        push(whole, TokenKind::Word);
    } else if is_tail(head, tail) {
        push(before, TokenKind::Word);
        push(joint.cover(next), TokenKind::Word);
    } else if is_head(head, tail) || is_party(text, last, head) && starts_upper(tail) {
        push(before.cover(joint), TokenKind::Word);
        push(next, TokenKind::Word);
    } else if is_pair(head, tail, whole.of(text)) {
        push(before, TokenKind::Word);
        push(joint, TokenKind::Punctuation);
        push(next, TokenKind::Word);
    } else {
        push(whole, TokenKind::Word);
    }
}

fn is_tail(head: &str, tail: &str) -> bool {
    starts_upper(head) && TAILS.binary_search(&tail).is_ok() && !lexicon::COMMON_WORDS.has(&head.to_lowercase())
}

/// `anti-Semitism` is a word of its own.
fn is_head(head: &str, tail: &str) -> bool {
    HEADS.contains(&head) && starts_upper(tail) && !tail.starts_with("Semit")
}

/// Longest pair of names: a word of a million hyphens is not looked up part by part.
const MAX_PAIR_BYTES: usize = 60;

/// Two known names that meet: `U.S.-China`, `Israel-Hamas`; `Guinea-Bissau` is one.
fn is_pair(head: &str, tail: &str, whole: &str) -> bool {
    if whole.len() > MAX_PAIR_BYTES {
        return false;
    }
    let is_known = |name: &str| {
        let key = name.trim_end_matches('.').to_lowercase();
        lexicon::PLACES.has(&key) || lexicon::ORGANIZATIONS.has(&key)
    };
    starts_upper(head) && starts_upper(tail) && is_known(head) && is_known(tail) && !is_known(whole)
}

fn is_party(text: &str, last: Option<Token>, head: &str) -> bool {
    PARTIES.contains(&head) && last.is_some_and(|last| matches!(last.span.of(text), "(" | ","))
}

fn starts_upper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::TAILS;

    #[test]
    fn tails_are_sorted() {
        assert!(TAILS.is_sorted());
    }
}
