//! The kind of text, where it is one in which few sentences are meant to be checked: what the page says, else how it is written.

use super::cue::{self, Tag};
use crate::article::{Article, ArticleKind, BlockKind};
use crate::lexicon;
use crate::page::{self, Genre, Page};
use crate::source::{Quotations, QuotedPlace};
use crate::text::{TokenKind, Words};

/// Texts of fewer words show no kind.
const MIN_WORDS: usize = 80;

/// The kind of text, unless it is news. Counts are of the words outside quotations, per thousand; the thresholds lie
/// between our own examples of each kind and the development pages of news.
pub fn of(article: &Article, page: &Page, words: &Words<'_>, quotations: &Quotations) -> Option<Genre> {
    if article.kind == ArticleKind::Live {
        return Some(Genre::Live);
    }
    page::stated_genre(page).or_else(|| {
        let style = Style::read(article, words, quotations);
        if style.words < MIN_WORDS {
            return None;
        }
        let kinds = [
            (Genre::Transcript, style.is_transcript()),
            (Genre::Recipe, style.is_recipe()),
            (Genre::Live, style.is_live()),
            (Genre::List, style.is_list(page)),
            (Genre::Match, style.is_match()),
            (Genre::Review, style.is_review()),
            (Genre::Opinion, style.is_opinion()),
        ];
        kinds.into_iter().find_map(|(genre, holds)| holds.then_some(genre))
    })
}

/// How a text is written: counts of words outside quotations, and of blocks by how they begin.
#[derive(Debug, Default)]
struct Style {
    words: usize,
    /// `I` and `we`, words of judgement, questions: a writer who speaks.
    voice: usize,
    /// `you`, `your`.
    reader: usize,
    measure: usize,
    cook: usize,
    matches: usize,
    review: usize,
    /// `2-1`, `14–7`.
    scores: usize,
    blocks: usize,
    /// Blocks that begin with a speaker: `HARGROVE:`, `Q:`.
    turns: usize,
    /// Headings, and lines like them.
    lines: usize,
    /// Blocks that begin with a number and a stop: `7. A kettle`.
    numbered: usize,
    /// Short blocks that begin with a time of day: `9pm, Channel North`.
    timed: usize,
    /// Blocks that begin with a time of day not later than the one before: the newest update comes first.
    backwards: usize,
    /// Blocks that begin with a sign of the zodiac.
    signs: usize,
}

impl Style {
    fn read(article: &Article, words: &Words<'_>, quotations: &Quotations) -> Self {
        let mut style = Self::default();
        let mut last_time = None;
        for block in &article.blocks {
            let tokens = words.tokens_in(block.span);
            style.blocks += 1;
            style.turns += usize::from(begins_with_speaker(words, tokens.start));
            style.numbered += usize::from(begins_with_number(words, tokens.start));
            style.signs += usize::from(SIGNS.contains(&words.lowered(tokens.start)));
            let is_line = tokens.len() <= MAX_LINE_TOKENS && !block.span.of(words.text).ends_with(['.', '!', '?', '”']);
            style.lines += usize::from(block.kind == BlockKind::Heading || is_line);
            if let Some(time) = time_at(words, tokens.start) {
                style.timed += usize::from(is_line);
                style.backwards += usize::from(last_time.is_some_and(|last| time <= last));
                last_time = Some(time);
            }
        }
        let outside = (0..words.tokens.len()).filter(|at| quotations.place(*at) == QuotedPlace::Outside);
        outside.for_each(|at| style.count(words, at));
        style
    }

    fn count(&mut self, words: &Words<'_>, at: usize) {
        let word = words.lowered(at);
        if words.tokens[at].kind == TokenKind::Punctuation {
            self.voice += usize::from(word == "?");
            return;
        }
        self.words += 1;
        let speaks = VOICE_WORDS.contains(&word) && words.str(at) != "US";
        self.voice += usize::from(speaks || cue::word_tags(words, at).any(|tag| tag == Tag::Opinion));
        self.reader += usize::from(matches!(word, "you" | "your" | "you're" | "you’re" | "you'll" | "you’ll"));
        match lexicon::GENRE_CUES.get(word) {
            Some("measure") => self.measure += 1,
            Some("cook") => self.cook += 1,
            Some("match") => self.matches += 1,
            Some("review") => self.review += 1,
            _ => self.measure += usize::from(is_measure(word)),
        }
        self.scores += usize::from(is_score(words, at));
    }

    /// Whether `count` of the words outside quotations are at least `per_thousand` of a thousand.
    fn has(&self, count: usize, per_thousand: usize) -> bool {
        count * 1000 >= self.words * per_thousand
    }

    fn is_transcript(&self) -> bool {
        self.turns >= MIN_TURNS && self.turns * 100 >= self.blocks * MIN_TURNS_PERCENT
    }

    fn is_recipe(&self) -> bool {
        self.measure >= MIN_MEASURES && self.has(self.measure + self.cook, MIN_COOKING)
    }

    fn is_live(&self) -> bool {
        self.backwards >= MIN_ITEMS
    }

    fn is_list(&self, page: &Page) -> bool {
        let title = page.title.as_ref().map_or("", |title| title.value.as_str());
        let announces = |word: &str| word.parse::<u8>().is_ok() || word.eq_ignore_ascii_case("best");
        let is_announced = title.split_whitespace().take(TITLE_WORDS).any(announces);
        self.signs >= MIN_ITEMS
            || self.timed >= MIN_ITEMS
            || self.numbered >= MIN_ITEMS
            || (is_announced && self.lines >= MIN_ITEMS && self.has(self.reader + self.voice, MIN_LIST_VOICE))
    }

    fn is_match(&self) -> bool {
        self.scores > 0 && self.has(self.matches, MIN_MATCH_WORDS)
    }

    fn is_review(&self) -> bool {
        self.has(self.review, MIN_REVIEW_WORDS) && self.has(self.voice + self.reader, MIN_REVIEW_VOICE)
    }

    fn is_opinion(&self) -> bool {
        self.has(self.voice, MIN_OPINION_VOICE)
    }
}

/// `I`, `we` and what goes with them, and `must`.
const VOICE_WORDS: [&str; 23] = [
    "i",
    "i'm",
    "i’m",
    "i've",
    "i’ve",
    "i'd",
    "i’d",
    "i'll",
    "i’ll",
    "my",
    "me",
    "myself",
    "we",
    "our",
    "us",
    "we're",
    "we’re",
    "we've",
    "we’ve",
    "we'll",
    "we’ll",
    "ourselves",
    "must",
];
/// Signs of the zodiac.
const SIGNS: [&str; 12] = [
    "aries",
    "taurus",
    "gemini",
    "cancer",
    "leo",
    "virgo",
    "libra",
    "scorpio",
    "sagittarius",
    "capricorn",
    "aquarius",
    "pisces",
];
/// Turns of a conversation, and their share of the blocks in percent: a court report has six turns in thirteen blocks.
const MIN_TURNS: usize = 4;
const MIN_TURNS_PERCENT: usize = 60;
/// Measures of a recipe, and words of cooking per thousand: ours has 133, the next text 200 and 19.
const MIN_MEASURES: usize = 3;
const MIN_COOKING: usize = 60;
/// Items that make a list, or updates a live blog.
const MIN_ITEMS: usize = 5;
/// `you` and the writer's voice per thousand words of lists of tips and products.
const MIN_LIST_VOICE: usize = 15;
/// Words of a headline in which a list says what it is: `The 7 best kettles`.
const TITLE_WORDS: usize = 3;
/// A line by itself has at most so many tokens.
const MAX_LINE_TOKENS: usize = 12;
/// Words of play per thousand: match reports have 52 to 130, other texts up to 22.
const MIN_MATCH_WORDS: usize = 35;
/// Words of reviews per thousand, and the writer's voice beside them: ours have 22 to 47 and 27 to 38.
const MIN_REVIEW_WORDS: usize = 20;
const MIN_REVIEW_VOICE: usize = 20;
/// The writer's voice per thousand words: opinion and advice have 27 to 100, news up to 22.
const MIN_OPINION_VOICE: usize = 25;

/// Longest label of a speaker, in tokens: `THE CHAIR:`, `Sen. Ana Ruiz:`.
const MAX_LABEL_TOKENS: usize = 5;

fn begins_with_speaker(words: &Words<'_>, first: usize) -> bool {
    let colon = (first + 1..first + 1 + MAX_LABEL_TOKENS).find(|at| words.str(*at) == ":");
    let is_label = |at: usize| {
        let word = words.str(at);
        matches!(word, "." | "(" | ")") || word.chars().next().is_some_and(char::is_uppercase)
    };
    colon.is_some_and(|colon| (first..colon).all(is_label))
}

fn begins_with_number(words: &Words<'_>, first: usize) -> bool {
    let number = words.str(first).trim_end_matches(['.', ')']);
    let is_marked = number.len() < words.str(first).len() || matches!(words.str(first + 1), "." | ")");
    is_marked && number.parse::<u8>().is_ok()
}

/// The minute of the day that stands at a token: `18:42`, `8.30pm`, `9pm`.
fn time_at(words: &Words<'_>, first: usize) -> Option<u32> {
    let (from, to) = (words.tokens.get(first)?.span.start, words.tokens.get(first)?.span.end);
    let text = words.text.get(from as usize..(to as usize + MAX_TIME_BYTES).min(words.text.len()));
    let text = text.or_else(|| words.text.get(from as usize..to as usize))?;
    let text = text.split_whitespace().next()?.trim_end_matches([',', ':', '.']);
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let half = text.get(digits.len()..).unwrap_or("").to_ascii_lowercase();
    let (hour, minute) = digits.split_once([':', '.']).unwrap_or((digits, ""));
    let is_time = match half.as_str() {
        "am" | "pm" => minute.is_empty() || minute.len() == 2,
        "" => digits.contains(':') && minute.len() == 2,
        _ => false,
    };
    let (hour, minute) = (hour.parse::<u32>().ok()?, minute.parse::<u32>().unwrap_or(0));
    let afternoon = u32::from(half == "pm" && hour < 12) * 12;
    (is_time && hour < 24 && minute < 60).then_some((hour + afternoon) * 60 + minute)
}

/// What stands behind the first digits of a time, in bytes: `:42pm`.
const MAX_TIME_BYTES: usize = 6;

/// `40g`, `100ml`.
fn is_measure(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.len() && matches!(unit, "g" | "kg" | "ml" | "oz" | "tbsp" | "tsp")
}

/// `2-1`, `118–114`; no years.
fn is_score(words: &Words<'_>, at: usize) -> bool {
    let is_points = |points: &str| matches!(points.len(), 1..=3) && points.parse::<u16>().is_ok();
    let joined = words.str(at).split_once(['-', '–']);
    let apart = || matches!(words.str(at + 1), "-" | "–").then(|| (words.str(at), words.str(at + 2)));
    joined.or_else(apart).is_some_and(|(own, other)| is_points(own) && is_points(other))
}
