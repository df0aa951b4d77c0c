//! Direct quotations: spans between quotation marks of all styles, across paragraphs where a quote runs on.

use crate::article::Article;
use crate::span::Span;
use crate::text::Words;

/// The words between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening to the closing mark, marks included.
    pub span: Span,
    /// Whether the paragraph ends before the mark closes and the next one opens anew: the speaker goes on there.
    pub runs_on: bool,
}

/// Where a token stands in a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Outside of all quotations.
    Outside,
    /// The opening mark.
    Opening,
    /// Between the marks.
    Inside,
    /// The closing mark.
    Closing,
}

/// The quotations of a text, in text order, and where each token stands in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotations {
    /// In text order; they do not overlap.
    pub list: Vec<Quotation>,
    /// One per token.
    places: Vec<Place>,
    /// One per token: whether it stands in a quotation with enough words to be speech.
    speech: Vec<bool>,
}

impl Quotations {
    /// Where a token stands.
    pub fn place(&self, token: usize) -> Place {
        self.places.get(token).copied().unwrap_or(Place::Outside)
    }

    /// Whether a token is part of quoted speech, marks included.
    pub fn is_speech(&self, token: usize) -> bool {
        self.speech.get(token).copied().unwrap_or(false)
    }

    /// The quotations that share a byte with `span`.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = &Quotation> {
        let from = self.list.partition_point(|quotation| quotation.span.end <= span.start);
        self.list[from..].iter().take_while(move |quotation| quotation.span.start < span.end)
    }
}

/// The pair of marks that opened a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Curly,
    German,
    Guillemets,
    Straight,
    DoubledApostrophes,
    SingleCurly,
    SingleStraight,
}

/// What a mark can do where it stands.
#[derive(Debug, Clone, Copy)]
struct Mark {
    opens: Option<Style>,
    closes: [Option<Style>; 3],
    tokens: usize,
}

/// A quotation of fewer words is a term in quotation marks, not speech.
const MIN_QUOTED_WORDS: usize = 3;

/// Finds quotations. A mark that is not closed ends with its paragraph; single marks count only when they close.
pub fn find(article: &Article, words: &Words<'_>) -> Quotations {
    let mut list = Vec::new();
    let blocks: Vec<Span> = article.blocks.iter().map(|block| block.span).collect();
    let mut open = None;
    for (at, block) in blocks.iter().enumerate() {
        let next_opens = blocks.get(at + 1).is_some_and(|next| {
            let first = words.tokens_in(*next).start;
            mark_at(words, first).is_some_and(|mark| mark.opens.is_some())
        });
        let carried = open.filter(|style| closes_first(words, *block, *style));
        open = in_block(words, *block, carried, next_opens, &mut list);
    }
    let mut found =
        Quotations { list, places: vec![Place::Outside; words.tokens.len()], speech: vec![false; words.tokens.len()] };
    for quotation in &found.list {
        let tokens = words.tokens_in(quotation.span);
        let text = quotation.span.of(words.text);
        let is_speech = text.split_whitespace().count() >= MIN_QUOTED_WORDS && !is_title(text);
        for token in tokens.clone() {
            found.places[token] = Place::Inside;
            found.speech[token] = is_speech;
        }
        if let (Some(first), Some(last)) = (tokens.clone().next(), tokens.last()) {
            found.places[first] = Place::Opening;
            if last > first && !quotation.runs_on {
                found.places[last] = Place::Closing;
            }
        }
    }
    found
}

/// Whether the first mark of a paragraph closes what the one before left open.
fn closes_first(words: &Words<'_>, block: Span, style: Style) -> bool {
    let first = words.tokens_in(block).find_map(|at| mark_at(words, at));
    !is_single(style) && first.is_some_and(|mark| mark.closes.contains(&Some(style)) && mark.opens != Some(style))
}

/// The quotations of one paragraph; returns the style of one that is left open.
fn in_block(
    words: &Words<'_>,
    block: Span,
    carried: Option<Style>,
    next_opens: bool,
    list: &mut Vec<Quotation>,
) -> Option<Style> {
    let mut open: Option<(u32, Style)> = carried.map(|style| (block.start, style));
    let tokens = words.tokens_in(block);
    let mut at = tokens.start;
    while at < tokens.end {
        let Some(mark) = mark_at(words, at) else {
            at += 1;
            continue;
        };
        let end = words.tokens[(at + mark.tokens - 1).min(tokens.end - 1)].span.end;
        let start = words.tokens[at].span.start;
        match open {
            Some((from, style)) if mark.closes.contains(&Some(style)) => {
                list.push(Quotation { span: Span { start: from, end }, runs_on: false });
                open = None;
            }
            // A second opening mark of the same style: the first one was never closed.
            Some((_, style)) if mark.opens == Some(style) => open = Some((start, style)),
            None => {
                if let Some(style) =
                    mark.opens.filter(|style| !is_single(*style) || single_closes(words, at, tokens.end, *style))
                {
                    open = Some((start, style));
                }
            }
            Some(_) => {}
        }
        at += mark.tokens;
    }
    if let Some((start, _)) = open {
        list.push(Quotation { span: Span { start, end: block.end }, runs_on: next_opens });
    }
    open.map(|(_, style)| style)
}

/// Whether all longer words are capitalized: `“The Long Winter Road”`.
fn is_title(text: &str) -> bool {
    let word = |piece: &str| piece.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let long: Vec<String> = text.split_whitespace().map(word).filter(|word| word.len() >= MIN_TITLE_LETTERS).collect();
    long.len() > 1
        && long.iter().all(|word| word.starts_with(char::is_uppercase))
        && !text.contains(['.', ',', '!', '?'])
}

/// Shorter words are in lower case in titles, too.
const MIN_TITLE_LETTERS: usize = 4;

fn is_single(style: Style) -> bool {
    matches!(style, Style::SingleCurly | Style::SingleStraight)
}

/// Whether a single mark that opens at `from` is closed in the same paragraph.
fn single_closes(words: &Words<'_>, from: usize, end: usize, style: Style) -> bool {
    let end = end.min(from + MAX_SINGLE_TOKENS);
    (from + 1..end).any(|at| mark_at(words, at).is_some_and(|mark| mark.closes.contains(&Some(style))))
}

/// A quotation between single marks is looked for this far: farther, the mark was an apostrophe.
const MAX_SINGLE_TOKENS: usize = 120;

/// The quotation mark that starts at a token, if it is one.
fn mark_at(words: &Words<'_>, at: usize) -> Option<Mark> {
    let token = words.tokens.get(at)?;
    let mark = |opens, closes| Some(Mark { opens, closes, tokens: 1 });
    match words.str(at) {
        "“" | "‟" => mark(Some(Style::Curly), [Some(Style::German), None, None]),
        "”" => mark(None, [Some(Style::Curly), Some(Style::German), None]),
        "„" => mark(Some(Style::German), [None; 3]),
        "«" => mark(Some(Style::Guillemets), [None; 3]),
        "»" => mark(None, [Some(Style::Guillemets), None, None]),
        "\"" => {
            let (opens, closes) = sides(words, token.span);
            let closes = [Some(Style::Straight).filter(|_| closes), Some(Style::Curly).filter(|_| closes), None];
            mark(Some(Style::Straight).filter(|_| opens), closes)
        }
        "‘" => mark(Some(Style::SingleCurly), [None; 3]),
        "'" | "’" => apostrophe(words, at, token.span),
        _ => None,
    }
}

/// An apostrophe may be half of a doubled mark or a single mark.
fn apostrophe(words: &Words<'_>, at: usize, span: Span) -> Option<Mark> {
    let is_straight = words.str(at) == "'";
    let twin =
        words.tokens.get(at + 1).filter(|next| next.span.start == span.end && words.str(at + 1) == words.str(at));
    if let Some(twin) = twin {
        let (opens, closes) = sides(words, span.cover(twin.span));
        let style = Some(Style::DoubledApostrophes);
        let closing = [style, Some(Style::Curly), None].map(|style| style.filter(|_| closes));
        return Some(Mark { opens: style.filter(|_| opens && is_straight), closes: closing, tokens: 2 });
    }
    let (opens, closes) = sides(words, span);
    let before = char_before(words, span);
    let ends_clause = before.is_some_and(|c| matches!(c, ',' | '.' | '!' | '?' | '…'));
    let style = Some(if is_straight { Style::SingleStraight } else { Style::SingleCurly });
    let is_opening = is_straight && opens && !closes;
    let is_closing = closes && (ends_clause || !is_straight && before.is_none_or(|c| c != 's'));
    (is_opening || is_closing).then_some(Mark {
        opens: style.filter(|_| is_opening),
        closes: [style.filter(|_| is_closing), None, None],
        tokens: 1,
    })
}

/// Whether a mark without direction can open (something follows directly), and close (something precedes directly).
fn sides(words: &Words<'_>, span: Span) -> (bool, bool) {
    let before = char_before(words, span);
    let after = words.text.get(span.end as usize..).and_then(|rest| rest.chars().next());
    let is_open_side =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '“' | '‘'));
    let is_close_side = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let (left, right) = (is_open_side(before), is_close_side(after));
    match (left, right) {
        (true, false) => (true, false),
        (false, true) => (false, true),
        // Spaced on both sides or on neither: whichever the state allows.
        _ => (true, true),
    }
}

fn char_before(words: &Words<'_>, span: Span) -> Option<char> {
    words.text.get(..span.start as usize).and_then(|text| text.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(text_in: &str) -> Vec<(String, bool)> {
        let article = crate::article::take_whole(text_in);
        let words = Words::new(&article);
        find(&article, &words).list.iter().map(|q| (q.span.of(&article.text).to_owned(), q.runs_on)).collect()
    }

    fn closed(text: &str, expected: &[&str]) {
        let expected: Vec<(String, bool)> = expected.iter().map(|words| ((*words).to_owned(), false)).collect();
        assert_eq!(quotes(text), expected, "{text}");
    }

    #[test]
    fn all_styles_of_marks_pair() {
        closed("He said “yes” and \"no\".", &["“yes”", "\"no\""]);
        closed("„Nein“, sagte er, «oui».", &["„Nein“", "«oui»"]);
        closed("''We don't,'' she said.", &["''We don't,''"]);
        closed("“We don’t,’’ she said.", &["“We don’t,’’"]);
        closed("‘It’s a rounding error,’ said Priya.", &["‘It’s a rounding error,’"]);
        closed("'It isn't so,' he said.", &["'It isn't so,'"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        closed("The workers' union and the '90s kids weren't there.", &[]);
        closed("The workers’ union isn’t there.", &[]);
    }

    #[test]
    fn a_stray_mark_does_not_turn_the_text_inside_out() {
        closed("A 5\" pipe burst. “Run,” he said.", &["“Run,”"]);
        closed("“He “ran,” she said.", &["“ran,”"]);
    }

    #[test]
    fn an_open_quote_runs_on_only_where_the_next_paragraph_opens() {
        assert_eq!(
            quotes("“We start.\n\n“We end,” he said."),
            [("“We start.".to_owned(), true), ("“We end,”".to_owned(), false)]
        );
        assert_eq!(quotes("“We start.\n\nThey left."), [("“We start.".to_owned(), false)]);
        assert_eq!(
            quotes("He said, \"It rose.\nIt fell.\""),
            [("\"It rose.".to_owned(), false), ("It fell.\"".to_owned(), false)],
            "a line break inside a quotation"
        );
    }
}
