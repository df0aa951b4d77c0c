//! Words, numbers and punctuation: UAX #29 word boundaries, then the joins and cuts that news text needs.

use unicode_segmentation::UnicodeSegmentation;

use super::{abbreviation, address, compound};
use crate::span::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Has a letter.
    Word,
    /// Has a digit and no letter.
    Number,
    /// Neither.
    Punctuation,
}

/// A word, number or punctuation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Appends the tokens of `text[span]`.
///
/// - One token each: `AT&T`, `Rolls-Royce`, `O’Neill`, `U.S.`, `Mr.`, `1,200.50`, `3.5mm`, `...`, addresses, `@handle`,
///   `#tag`.
/// - A possessive `’s` is a token of its own, behind stops too: `U.S.` `’s`. The mark of `workers’` is one as well.
/// - A compound of a name and a small word is two: `Paris` `-based`, `U.S.` `-led`, `pro-` `Beijing`, so that the name
///   can be found. Other compounds stay whole: `Franco-German`, `well-known`, `COVID-19`, `1.4-mile`.
/// - A slash parts names: `Oslo` `/` `Bergen`.
/// - Invisible controls inside a word belong to it; at its ends they belong to no token.
pub fn tokenize(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let words = span.of(text);
    let first = tokens.len();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
        if let Some(chunk) = rest.get(..len).filter(|chunk| !chunk.is_empty()) {
            cut_chunk(text, first, span.start as usize + at, chunk, tokens);
        }
        at += len + rest.get(len..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
}

/// Cuts what stands between two white spaces.
fn cut_chunk(text: &str, first: usize, start: usize, chunk: &str, tokens: &mut Vec<Token>) {
    // Most chunks of a text are a plain word, or one with a comma behind it: no border is to be looked for.
    let letters = chunk.bytes().take_while(u8::is_ascii_alphabetic).count();
    let mark = chunk.as_bytes().get(letters);
    if letters > 0 && (letters == chunk.len() || letters + 1 == chunk.len() && mark == Some(&b',')) {
        tokens.push(Token { span: Span::new(start, start + letters), kind: TokenKind::Word });
        if mark.is_some() {
            let span = Span::new(start + letters, start + chunk.len());
            tokens.push(Token { span, kind: TokenKind::Punctuation });
        }
        return;
    }
    let Some(whole) = address::find(chunk) else { return cut_words(text, first, start, chunk, tokens) };
    cut_words(text, first, start, chunk.get(..whole.start).unwrap_or(""), tokens);
    tokens.push(Token { span: Span::new(start + whole.start, start + whole.end), kind: TokenKind::Word });
    // What stands behind an address must not be joined to it.
    let behind = tokens.len();
    cut_words(text, behind, start + whole.end, chunk.get(whole.end..).unwrap_or(""), tokens);
}

/// Cuts a chunk that holds no address.
fn cut_words(text: &str, first: usize, start: usize, chunk: &str, tokens: &mut Vec<Token>) {
    for (offset, piece) in chunk.split_word_bound_indices() {
        let at = start + offset;
        match lost_space(piece) {
            Some(stop) => {
                push_piece(text, first, at, piece.get(..stop).unwrap_or(""), tokens);
                push(text, first, Span::new(at + stop, at + stop + 1), tokens);
                // Behind the stop begins a new sentence: nothing joins.
                let behind = tokens.len();
                push_piece(text, behind, at + stop + 1, piece.get(stop + 1..).unwrap_or(""), tokens);
            }
            None => push_piece(text, first, at, piece, tokens),
        }
    }
}

/// Appends a piece without the invisible controls at its ends, its possessive ending apart.
fn push_piece(text: &str, first: usize, start: usize, piece: &str, tokens: &mut Vec<Token>) {
    let shown = piece.trim_start_matches(is_invisible);
    let start = start + piece.len() - shown.len();
    let shown = shown.trim_end_matches(is_invisible);
    if shown.is_empty() {
        return;
    }
    let stem = stem_len(shown);
    push(text, first, Span::new(start, start + stem), tokens);
    if stem < shown.len() {
        let suffix = Span::new(start + stem, start + shown.len());
        tokens.push(Token { span: suffix, kind: TokenKind::Word });
    }
}

/// Characters that a reader never sees: soft hyphen, zero-width and bidi controls. Text from pages has none; text that
/// is analyzed as it is may.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// Shortest word whose full stop may have lost the space behind it: `vs.Norway` and `e.On` are none.
const MIN_LOST_SPACE_BYTES: usize = 3;

/// Where a full stop lost the space behind it: `full.The`, but not `U.S`, `example.org` or `Booking.Com`.
fn lost_space(piece: &str) -> Option<usize> {
    let at = piece.find('.').filter(|at| *at >= MIN_LOST_SPACE_BYTES)?;
    let after = piece.get(at + 1..)?;
    let mut letters = after.chars();
    let is_sentence = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && !matches!(after, "Com" | "Org" | "Net");
    (is_sentence && piece.get(..at)?.chars().next_back().is_some_and(char::is_lowercase)).then_some(at)
}

/// Bytes of a piece without its possessive ending.
fn stem_len(piece: &str) -> usize {
    let stem = piece.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(is_apostrophe));
    stem.filter(|stem| !stem.is_empty()).map_or(piece.len(), str::len)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ')
}

/// Appends a token, or joins it to those before.
fn push(text: &str, first: usize, span: Span, tokens: &mut Vec<Token>) {
    let words = span.of(text);
    let token = Token { span, kind: kind_of(words) };
    let floor = first.min(tokens.len());
    let (before, last) = match tokens.get(floor..).unwrap_or_default() {
        [.., before, last] => (Some(*before), *last),
        [last] => (None, *last),
        [] => return tokens.push(token),
    };
    if !touches(text, last.span, span) {
        return tokens.push(token);
    }
    let before = before.filter(|before| touches(text, before.span, last.span));
    if let Some(before) = before.filter(|before| joins(text, *before, last, token)) {
        tokens.truncate(tokens.len() - 2);
        return compound::push(text, before.span, last.span, span, tokens);
    }
    if joins_last(text, before, last, token) {
        tokens.pop();
        let kind = if [last.kind, token.kind].contains(&TokenKind::Word) { TokenKind::Word } else { last.kind };
        tokens.push(Token { span: last.span.cover(span), kind });
    } else {
        tokens.push(token);
    }
}

/// Whether nothing stands between the spans that a reader can see.
fn touches(text: &str, before: Span, next: Span) -> bool {
    before.end == next.start || Span { start: before.end, end: next.start }.of(text).chars().all(is_invisible)
}

/// Whether a mark makes the words around it one: `AT&T`, `Rolls-Royce`, `1.4-mile`, but not `50-50`.
fn joins(text: &str, before: Token, joint: Token, next: Token) -> bool {
    matches!(joint.span.of(text), "-" | "‐" | "‑" | "&")
        && is_name_part(before.span.of(text))
        && starts_alphanumeric(next.span.of(text))
        && (before.kind == TokenKind::Word || next.kind == TokenKind::Word)
}

/// Whether the next token belongs to the last one: a stop, a further mark of a run, the word behind `@` and `#`, the
/// other half of a word with an invisible control in it.
fn joins_last(text: &str, before: Option<Token>, last: Token, next: Token) -> bool {
    let (words, next_words) = (last.span.of(text), next.span.of(text));
    match next_words {
        "." if last.kind == TokenKind::Punctuation => words.ends_with('.'),
        "." => abbreviation::takes_full_stop(words),
        "-" => words.ends_with('-') && last.kind == TokenKind::Punctuation,
        // A possessive behind a stop or mark, where UAX #29 sees no word: `U.S.’s`, `Yahoo!’s`.
        "s" | "S" if before.is_some() && words.chars().all(is_apostrophe) => true,
        _ if matches!(words, "@" | "#") => next.kind == TokenKind::Word && before.is_none(),
        _ => {
            last.span.end < next.span.start
                && last.kind != TokenKind::Punctuation
                && next.kind != TokenKind::Punctuation
        }
    }
}

fn kind_of(words: &str) -> TokenKind {
    if words.chars().any(char::is_alphabetic) {
        TokenKind::Word
    } else if words.chars().any(char::is_numeric) {
        TokenKind::Number
    } else {
        TokenKind::Punctuation
    }
}

fn is_name_part(words: &str) -> bool {
    words.ends_with(|c: char| c.is_alphanumeric() || c == '.') && starts_alphanumeric(words)
}

fn starts_alphanumeric(words: &str) -> bool {
    words.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut tokens);
        let words: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn possessives_stand_apart() {
        check("Belgium’s VSSE", &["Belgium", "’s", "VSSE"]);
        check("the U.S.’s and Acme Inc.'s", &["the", "U.S.", "’s", "and", "Acme", "Inc.", "'s"]);
        check("Yahoo!'s workers’ council", &["Yahoo", "!", "'s", "workers", "’", "council"]);
    }

    #[test]
    fn apostrophes_inside_names_part_nothing() {
        check(
            "O’Neill read the Qur'an in Côte d’Ivoire",
            &["O’Neill", "read", "the", "Qur'an", "in", "Côte", "d’Ivoire"],
        );
    }

    #[test]
    fn hyphens_and_ampersands_join_words() {
        check("AT&T e-commerce Franco-German Smith-Jones", &["AT&T", "e-commerce", "Franco-German", "Smith-Jones"]);
        check("talks - again -- and again", &["talks", "-", "again", "--", "and", "again"]);
        check(
            "J.-P. Roy, a 1.4-mile walk, 50-50",
            &["J.-P.", "Roy", ",", "a", "1.4-mile", "walk", ",", "50", "-", "50"],
        );
    }

    #[test]
    fn a_name_parts_from_the_small_word_of_its_compound() {
        check("the U.S.-led Paris-based group", &["the", "U.S.", "-led", "Paris", "-based", "group"]);
        check("pro-Beijing, non-U.S. votes", &["pro-", "Beijing", ",", "non-", "U.S.", "votes"]);
        check("U.S.-China talks", &["U.S.", "-", "China", "talks"]);
        check("Ruiz (D-Ohio) of T-Mobile", &["Ruiz", "(", "D-", "Ohio", ")", "of", "T-Mobile"]);
        check("Well-known state-run al-Sisi", &["Well-known", "state-run", "al-Sisi"]);
    }

    #[test]
    fn slashes_part_names() {
        check("REUTERS/Ana Ruiz Oslo/Bergen", &["REUTERS", "/", "Ana", "Ruiz", "Oslo", "/", "Bergen"]);
        check("the U.S./Canada border", &["the", "U.S.", "/", "Canada", "border"]);
    }

    #[test]
    fn datelines_are_names_and_marks() {
        check("PARIS (Reuters) — The", &["PARIS", "(", "Reuters", ")", "—", "The"]);
        check("LONDON—The firm", &["LONDON", "—", "The", "firm"]);
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("Mr. J. Doe left the U.S. today.", &["Mr.", "J.", "Doe", "left", "the", "U.S.", "today", "."]);
        check("She said no.", &["She", "said", "no", "."]);
        check("He paints modern art.", &["He", "paints", "modern", "art", "."]);
    }

    #[test]
    fn numbers_are_whole() {
        check("$1,200.50 (9988. HK)", &["$", "1,200.50", "(", "9988", ".", "HK", ")"]);
    }

    #[test]
    fn an_ellipsis_is_one_token() {
        check("Well... no", &["Well", "...", "no"]);
    }

    #[test]
    fn addresses_are_whole() {
        check("(see https://a.example/b?c=d).", &["(", "see", "https://a.example/b?c=d", ")", "."]);
        check("ana.ruiz@a.example, @ana_r #Wall", &["ana.ruiz@a.example", ",", "@ana_r", "#Wall"]);
        check("a.example/boats.html is", &["a.example/boats.html", "is"]);
    }

    #[test]
    fn a_space_lost_behind_a_stop_is_found() {
        check("full.The Booking.Com", &["full", ".", "The", "Booking.Com"]);
    }

    #[test]
    fn invisible_controls_part_no_word() {
        check("\u{202e}Al\u{ad}ba\u{200b}ny\u{202c} rose\u{200b}.", &["Al\u{ad}ba\u{200b}ny", "rose", "."]);
        check("a \u{200b} b\u{feff}", &["a", "b"]);
    }

    #[test]
    fn other_scripts_and_emoji_are_cut() {
        check("קרית שמונה 😀👍🏽 مصر،", &["קרית", "שמונה", "😀", "👍🏽", "مصر", "،"]);
        check("北京。", &["北", "京", "。"]);
    }
}
