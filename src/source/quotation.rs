//! Direct quotations: spans between quotation marks, across paragraphs where a quote runs on.

use crate::article::Article;
use crate::span::Span;
use crate::text::Words;

/// The words between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening to the closing mark, marks included.
    pub span: Span,
    /// Whether the paragraph ends before the mark closes: the speaker goes on in the next one.
    pub runs_on: bool,
}

/// Finds quotations, in text order. Unbalanced marks end with their paragraph.
pub fn find(article: &Article, words: &Words<'_>) -> Vec<Quotation> {
    let mut quotations = Vec::new();
    let blocks = article.blocks.iter().map(|block| block.span);
    for block in blocks {
        let mut open: Option<(u32, char)> = None;
        let mut straight_open = false;
        for at in words.tokens_in(block) {
            let span = words.tokens[at].span;
            let Some(mark) = words.str(at).chars().next().filter(|mark| is_mark(*mark)) else { continue };
            match open {
                Some((start, opener)) if closes(opener, mark) => {
                    quotations.push(Quotation { span: Span { start, end: span.end }, runs_on: false });
                    open = None;
                    straight_open = false;
                }
                None if opens(mark) || (mark == '"' && !straight_open) => {
                    open = Some((span.start, mark));
                    straight_open = mark == '"';
                }
                _ => {}
            }
        }
        if let Some((start, _)) = open {
            quotations.push(Quotation { span: Span { start, end: block.end }, runs_on: true });
        }
    }
    quotations
}

fn is_mark(mark: char) -> bool {
    matches!(mark, '“' | '”' | '"' | '„' | '«' | '»' | '‟')
}

fn opens(mark: char) -> bool {
    matches!(mark, '“' | '„' | '«' | '‟')
}

/// `„…“` in German, `«…»`, `“…”`, `"…"`.
fn closes(opener: char, mark: char) -> bool {
    match opener {
        '„' => matches!(mark, '“' | '”'),
        '«' => mark == '»',
        '"' => mark == '"',
        _ => matches!(mark, '”' | '"'),
    }
}

/// A quotation of fewer words is a term in quotation marks, not speech.
const MIN_QUOTED_WORDS: usize = 3;

/// Whether the quotation holds enough words to be speech.
pub fn is_speech(words: &Words<'_>, quotation: &Quotation) -> bool {
    quotation.span.of(words.text).split(' ').count() >= MIN_QUOTED_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(text_in: &str) -> Vec<(String, bool)> {
        let article = crate::article::take_whole(text_in);
        let words = Words::new(&article);
        find(&article, &words).iter().map(|q| (q.span.of(&article.text).to_owned(), q.runs_on)).collect()
    }

    #[test]
    fn curly_and_straight_marks_pair() {
        assert_eq!(quotes("He said “yes” and \"no\"."), [("“yes”".to_owned(), false), ("\"no\"".to_owned(), false)]);
    }

    #[test]
    fn an_open_quote_ends_with_its_paragraph_and_runs_on() {
        assert_eq!(
            quotes("“We start.\n\n“We end,” he said."),
            [("“We start.".to_owned(), true), ("“We end,”".to_owned(), false)]
        );
    }
}
