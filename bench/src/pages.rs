//! Pages of any size, made by rule: a news article with the furniture of a site around it, and what is slow to read
//! where something is quadratic. The same size always gives the same page.

/// What a generated page is full of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A report with headline, byline, quotations, links, menus, related stories and comments.
    Article,
    /// Elements in elements, and elements that are never closed.
    Nesting,
    /// One paragraph without an end of a sentence.
    LongLine,
    /// One word.
    LongWord,
    /// A quotation after the other, some of them never closed.
    Quotations,
    /// Opening quotation marks and nothing else of a quotation.
    OpenQuotes,
    /// Three names over and over.
    RepeatedNames,
    /// Every sentence names somebody new.
    ManyNames,
    /// Everybody has the same last name.
    Family,
    /// The same sentence over and over.
    RepeatedSentences,
    /// `said` after `said`.
    Attributions,
    /// Blocks of one word.
    TinyBlocks,
    /// Hundreds of links a paragraph.
    Links,
    /// Capitals, figures, dates and abbreviations.
    Values,
    /// Brackets and marks in each other.
    Brackets,
    /// Linked data as long as the article.
    LinkedData,
    /// Dates and bylines everywhere.
    Bylines,
    /// A table of short cells.
    Cells,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 18] = [
        Self::Article,
        Self::Nesting,
        Self::LongLine,
        Self::LongWord,
        Self::Quotations,
        Self::OpenQuotes,
        Self::RepeatedNames,
        Self::ManyNames,
        Self::Family,
        Self::RepeatedSentences,
        Self::Attributions,
        Self::TinyBlocks,
        Self::Links,
        Self::Values,
        Self::Brackets,
        Self::LinkedData,
        Self::Bylines,
        Self::Cells,
    ];

    /// The shape's name, for tables and file names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Nesting => "nesting",
            Self::LongLine => "long-line",
            Self::LongWord => "long-word",
            Self::Quotations => "quotations",
            Self::OpenQuotes => "open-quotes",
            Self::RepeatedNames => "repeated-names",
            Self::ManyNames => "many-names",
            Self::Family => "family",
            Self::RepeatedSentences => "repeated-sentences",
            Self::Attributions => "attributions",
            Self::TinyBlocks => "tiny-blocks",
            Self::Links => "links",
            Self::Values => "values",
            Self::Brackets => "brackets",
            Self::LinkedData => "linked-data",
            Self::Bylines => "bylines",
            Self::Cells => "cells",
        }
    }
}

const FIRST_NAMES: [&str; 16] = [
    "Ana", "Bruno", "Clara", "Daniel", "Elena", "Farid", "Grace", "Henrik", "Ines", "Jonas", "Keiko", "Luis", "Marta",
    "Nadia", "Omar", "Petra",
];
const LAST_NAMES: [&str; 16] = [
    "Ruiz",
    "Keller",
    "Okafor",
    "Lindqvist",
    "Tanaka",
    "Moreau",
    "Haddad",
    "Novak",
    "Brennan",
    "Castillo",
    "Dvorak",
    "Eriksen",
    "Fontaine",
    "Gupta",
    "Hughes",
    "Ivanova",
];
const BODIES: [&str; 10] = [
    "the Harbor Authority",
    "the City Council",
    "the Ministry of Transport",
    "Northline Energy",
    "the University of Marlow",
    "the Coast Guard",
    "the European Commission",
    "Reuters",
    "the Water Board",
    "Calder & Sons",
];
const PLACES: [&str; 10] =
    ["Marlow", "Port Ellis", "Lisbon", "Ohio", "Lake Verin", "Nairobi", "Kent", "Brussels", "Oslo", "Westhaven"];
const ROLES: [&str; 8] =
    ["mayor", "spokeswoman", "professor", "minister", "director", "union leader", "resident", "engineer"];
const VERBS: [&str; 8] = ["said", "told reporters", "wrote", "argued", "added", "warned", "announced", "denied"];
const MATTERS: [&str; 10] = [
    "the new sea wall",
    "a budget of $4.2 million",
    "the delayed vote",
    "the old power plant",
    "cheaper bus tickets",
    "a study of 1,200 households",
    "the flood of 2019",
    "the third terminal",
    "clean drinking water",
    "the trade deal",
];
const RESULTS: [&str; 10] = [
    "will cost more than planned",
    "fell by 12 percent in March",
    "has never been inspected",
    "could protect 8,000 homes",
    "is expected to open next year",
    "was approved on Tuesday",
    "rose to the highest level since 1998",
    "should be decided by the voters",
    "is not safe",
    "would create 300 jobs",
];

/// A small generator of numbers that are always the same (a linear congruential one, Knuth's constants).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.next() % list.len()]
    }

    fn name(&mut self) -> String {
        format!("{} {}", self.of(&FIRST_NAMES), self.of(&LAST_NAMES))
    }

    /// A last name that nobody else has, nearly.
    fn new_name(&mut self) -> String {
        const SYLLABLES: [&str; 12] = ["ba", "dor", "kel", "mi", "nar", "os", "pet", "ri", "sta", "tun", "vel", "zo"];
        let mut name: String = (0..4).map(|_| self.of(&SYLLABLES)).collect();
        name[..1].make_ascii_uppercase();
        format!("{} {name}", self.of(&FIRST_NAMES))
    }

    fn sentence(&mut self) -> String {
        let matter = format!("{} {}", self.of(&MATTERS), self.of(&RESULTS));
        match self.next() % 7 {
            0 => format!("“{}”, {} {}.", capital(&matter), self.of(&VERBS), self.name()),
            1 => format!(
                "{}, a {} in {}, {} that {matter}.",
                self.name(),
                self.of(&ROLES),
                self.of(&PLACES),
                self.of(&VERBS)
            ),
            2 => format!("According to {}, {matter}.", self.of(&BODIES)),
            3 => format!("{} in {}, documents seen by {} show.", capital(&matter), self.of(&PLACES), self.of(&BODIES)),
            4 => format!(
                "{} met {} in {} on {} March.",
                self.name(),
                self.of(&BODIES),
                self.of(&PLACES),
                self.next() % 30 + 1
            ),
            5 => format!("“We know that {matter},” the {} {}. “Nobody asked us.”", self.of(&ROLES), self.of(&VERBS)),
            _ => format!("{} and {} long before the rain came to the valley.", capital(&matter), self.of(&RESULTS)),
        }
    }
}

fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    text[..1].make_ascii_uppercase();
    text
}

/// A page of a shape with about `bytes` bytes of HTML.
#[must_use]
pub fn page(shape: Shape, bytes: usize) -> String {
    let mut dice = Dice(bytes as u64);
    if shape == Shape::Article {
        return article(&mut dice, mostly_article, |size, _| size < bytes);
    }
    let mut html = head("The harbor and its wall");
    let end = bytes.saturating_sub(html.len() + 200);
    if shape == Shape::LinkedData {
        html.push_str("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"The harbor\",\"articleBody\":\"");
        until(&mut html, bytes / 2, |html, _| *html += &dice.sentence().replace('"', ""));
        html.push_str("\",\"author\":[");
        until(&mut html, end, |html, at| *html += &format!("{}{{\"name\":\"{}\"}}", comma(at), dice.name()));
        html.push_str("]}</script>");
    }
    html.push_str("<body><main><article><h1>The harbor and its wall</h1><p class=byline>By Ana Ruiz</p><p>");
    let start = html.len();
    let full = |html: &mut String, one: &mut dyn FnMut(&mut String, usize)| until(html, start.max(end), one);
    match shape {
        Shape::Article | Shape::LinkedData => html += &dice.sentence(),
        Shape::Nesting => full(&mut html, &mut |html, at| {
            *html += ["<div class=sidebar>", "<span>", "<section>", "<b><i>", "<p>", "<ul><li>"][at % 6];
            *html += if at % 5 == 0 { "The wall is old, said Ana Ruiz of the Harbor Authority." } else { "wall " };
        }),
        Shape::LongLine => {
            full(&mut html, &mut |html, _| *html += &dice.sentence().replace(['.', '“', '”'], ",").to_lowercase())
        }
        Shape::LongWord => full(&mut html, &mut |html, at| *html += ["harbor", "Wall", "7", "e"][at % 4]),
        Shape::Quotations => full(&mut html, &mut |html, at| {
            let opening = if at % 50 == 0 { "“" } else { "" };
            *html += &format!("{opening}“{},” {} {}.{}", dice.sentence(), dice.of(&VERBS), dice.name(), part(at, 40));
        }),
        Shape::OpenQuotes => full(&mut html, &mut |html, at| {
            *html += &format!("“{} \"wall ‘harbor 'sea «north {}{}", dice.of(&MATTERS), dice.sentence(), part(at, 400));
        }),
        Shape::RepeatedNames => full(&mut html, &mut |html, at| {
            *html +=
                ["Ana Ruiz met Daniel Keller. ", "Keller told Ruiz. ", "Ruiz and the Harbor Authority left. "][at % 3];
            *html += part(at, 30);
        }),
        Shape::ManyNames => full(&mut html, &mut |html, at| {
            *html += &format!("{} met {} in {}. {}", dice.new_name(), dice.new_name(), dice.of(&PLACES), part(at, 20));
        }),
        Shape::Family => full(&mut html, &mut |html, at| {
            let (first, second) = (dice.new_name(), dice.new_name());
            let given = |name: &str| name.split(' ').nth(1).unwrap_or_default().to_owned();
            *html += &format!(
                "{} Ruiz said that {} Ruiz left. Ruiz agreed. {}",
                given(&first),
                given(&second),
                part(at, 20)
            );
        }),
        Shape::RepeatedSentences => full(&mut html, &mut |html, at| {
            *html += "“The wall fell by 12 percent in March”, said Ana Ruiz of the Harbor Authority. ";
            *html += part(at, 10);
        }),
        Shape::Attributions => full(&mut html, &mut |html, at| {
            *html +=
                &format!("{} {} that {} {} that ", dice.name(), dice.of(&VERBS), dice.of(&BODIES), dice.of(&VERBS));
            *html += if at % 12 == 11 { "it rained. " } else { "" };
            *html += part(at, 120);
        }),
        Shape::TinyBlocks => full(&mut html, &mut |html, _| *html += &format!("<div>{}</div>", dice.of(&PLACES))),
        Shape::Links => full(&mut html, &mut |html, at| {
            *html += &format!("<a href=/{at}>{}</a>, {}{}", dice.of(&BODIES), dice.of(&MATTERS), part(at, 300));
        }),
        Shape::Values => full(&mut html, &mut |html, at| {
            let (day, sum) = (dice.next() % 28 + 1, dice.next() % 9000);
            *html += &format!(
                "U.S. Gen. A. B. RUIZ paid $ {sum},{day} million (€ {sum}.{day}) on {day} March 20{day:02}, {sum} km, {day} p.m. NATO {day}% "
            );
            *html += part(at, 25);
        }),
        Shape::Brackets => full(&mut html, &mut |html, at| {
            *html += &format!("((the [{}] -- {} (“'{}", dice.of(&BODIES), dice.of(&MATTERS), part(at, 200));
        }),
        Shape::Bylines => full(&mut html, &mut |html, at| {
            *html += &format!(
                "<div class=author rel=author>By {}</div><time datetime=2026-03-{:02}>March {1}, 2026</time>{}",
                dice.name(),
                at % 28 + 1,
                if at % 8 == 0 { dice.sentence() } else { String::new() }
            );
        }),
        Shape::Cells => {
            html.push_str("<table>");
            full(&mut html, &mut |html, _| {
                *html += &format!("<tr><td>{}<td>{}<td>{}%", dice.of(&PLACES), dice.name(), dice.next() % 100)
            });
            html.push_str("</table>");
        }
    }
    html.push_str("</p></article></main></body></html>");
    html
}

/// A page of about `nodes` elements and texts, a third of a word of article for each: what 103 saved news pages have in
/// the median (0.32; a quarter has less than 0.19, a quarter more than 0.60).
#[must_use]
pub fn news_page(nodes: usize) -> String {
    let part = |step: usize| match step % 20 {
        0 | 3 | 6 | 10 | 13 | 16 => Part::Menu,
        9 => Part::Paragraph,
        19 if step % 60 == 59 => Part::Figure,
        5 | 8 | 15 | 18 => Part::Comment,
        _ => Part::Teaser,
    };
    article(&mut Dice(nodes as u64), part, |_, made| made < nodes)
}

fn head(title: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title} - The Marlow Courier</title>\
        <meta property=og:type content=article><meta property=og:site_name content=\"The Marlow Courier\">\
        <meta property=article:published_time content=2026-03-04T08:30:00Z><style>nav a {{ padding: 4px }} .side {{ float: right; width: 20em }}</style></head>"
    )
}

/// A new paragraph at every `every`th step.
fn part(at: usize, every: usize) -> &'static str {
    if at % every == every - 1 { "</p><p>" } else { "" }
}

fn comma(at: usize) -> &'static str {
    if at == 0 { "" } else { "," }
}

fn until(html: &mut String, bytes: usize, mut one: impl FnMut(&mut String, usize)) {
    let mut at = 0;
    while html.len() < bytes {
        one(html, at);
        at += 1;
    }
}

/// What a page is made of.
enum Part {
    Menu,
    Paragraph,
    Figure,
    Teaser,
    Comment,
}

/// A page that is mostly article: of 20 parts 14 are paragraphs, the others menus, related stories, comments.
const fn mostly_article(step: usize) -> Part {
    match step % 20 {
        0 | 10 => Part::Menu,
        5 | 15 => Part::Teaser,
        8 => Part::Figure,
        18 => Part::Comment,
        _ => Part::Paragraph,
    }
}

/// The page's parts grow together as long as `goes_on` says so of the bytes and the nodes so far.
fn article(dice: &mut Dice, part: impl Fn(usize) -> Part, goes_on: impl Fn(usize, usize) -> bool) -> String {
    let (mut menu, mut text, mut side, mut comments) = (String::new(), String::new(), String::new(), String::new());
    let (mut nodes, mut size, mut step) = (30, 1_300, 0);
    while step < 20 || goes_on(size, nodes) {
        let before = menu.len() + text.len() + side.len() + comments.len();
        match part(step) {
            Part::Menu => {
                menu += &format!("<li class=nav-item><a href=/topic/{step}>{}</a></li>", dice.of(&PLACES));
                nodes += 3;
            }
            Part::Teaser => {
                side += &format!(
                    "<div class=teaser><a href=/story/{step}><img src=# alt=\"\"><h3>{}</h3></a><p>{}</p></div>",
                    capital(dice.of(&MATTERS)),
                    dice.sentence()
                );
                nodes += 7;
            }
            Part::Figure => {
                text += &format!(
                    "<h2>{}</h2><figure><img src=# alt=\"\"><figcaption>{} Photo: {}</figcaption></figure>",
                    capital(dice.of(&MATTERS)),
                    dice.sentence(),
                    dice.name()
                );
                nodes += 6;
            }
            Part::Comment => {
                comments += &format!(
                    "<div class=comment><b>{}</b><time>2 hours ago</time><p>{}</p></div>",
                    dice.name(),
                    dice.sentence()
                );
                nodes += 7;
            }
            Part::Paragraph => {
                text += "<p>";
                for at in 0..3 {
                    let sentence = dice.sentence();
                    if at == 1 && step % 3 == 0 {
                        text +=
                            &format!("<a href=\"https://example.org/{step}\">{}</a> ", sentence.trim_end_matches('.'));
                        text += &format!("near <em>{}</em>. ", dice.of(&PLACES));
                        nodes += 6;
                    } else {
                        text += &sentence;
                        text += " ";
                    }
                }
                text += "</p>\n";
                nodes += 3;
            }
        }
        size += menu.len() + text.len() + side.len() + comments.len() - before;
        step += 1;
    }
    let head = head("Council delays the vote on the harbor wall");
    format!(
        "{head}<body><header><nav><ul>{menu}</ul></nav></header><main><article class=story>\
        <h1>Council delays the vote on the harbor wall</h1><p class=byline>By <a rel=author href=/ana>Ana Ruiz</a></p>\
        <time datetime=2026-03-04T08:30:00Z>4 March 2026</time>{text}</article><aside class=side><h2>Related</h2>{side}</aside>\
        <section class=comments><h2>Comments</h2>{comments}</section></main><footer><p>© The Marlow Courier</p></footer></body></html>"
    )
}
