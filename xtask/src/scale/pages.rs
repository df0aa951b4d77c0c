//! Makes news pages for tests and measurements at scale: written from our own sentences, the same for the same number on
//! every machine, with the furniture that real pages have around the article.

use std::fmt::Write;

/// A made page.
pub struct Page {
    /// Its address.
    pub url: String,
    /// Its HTML.
    pub html: String,
}

/// Sites with their outlets.
const OUTLETS: [(&str, &str); 6] = [
    ("lantern.example", "The Lantern Wire"),
    ("harborpost.example", "Harbor Post"),
    ("northdaily.example", "North Daily"),
    ("valley.example", "Valley Observer"),
    ("cityledger.example", "City Ledger"),
    ("coast.example", "Coast Tribune"),
];
const PEOPLE: [(&str, &str); 12] = [
    ("Mayor", "Ana Ruiz"),
    ("Finance Minister", "Tomas Berg"),
    ("Judge", "Lena Okafor"),
    ("Professor", "Ivan Petrov"),
    ("Senator", "Grace Lindholm"),
    ("Police Chief", "Omar Haddad"),
    ("Minister", "Clara Novak"),
    ("Governor", "Peter Walsh"),
    ("Doctor", "Mina Sato"),
    ("Councillor", "Jonas Weber"),
    ("Ambassador", "Rita Moreau"),
    ("Director", "Samuel Adeyemi"),
];
const ORGANIZATIONS: [&str; 8] = [
    "Hydra Engineering",
    "the Harbor Authority",
    "Norda Bank",
    "the National Audit Office",
    "Vesta Airlines",
    "the University of Nordhaven",
    "Kestrel Energy",
    "the Fishermen’s Union",
];
const PLACES: [&str; 8] =
    ["Nordhaven", "Sundvik", "Port Alder", "Marlow Bay", "Eastbrook", "Lindum", "Castle Rock", "Grenwick"];
const THINGS: [&str; 8] = [
    "the harbor wall",
    "the tram line",
    "the new hospital",
    "the school roof",
    "the ferry terminal",
    "the wind park",
    "the water plant",
    "the old bridge",
];
/// Sentences of an article. `{p}` and `{q}` are people, `{o}` an organization, `{c}` a place, `{t}` a thing, `{n}`, `{m}`
/// numbers, `{y}` a year.
const SENTENCES: [&str; 24] = [
    "“We cannot wait another winter for {t},” said {p}, who visited {c} on Monday.",
    "{t} will cost {n} million euros, {m} percent more than planned, according to a report by {o}.",
    "The council of {c} voted for {t} in {y} with {m} votes to {n}.",
    "{p} said that work on {t} would begin in spring {y}.",
    "“The figures were known since {y},” {q} told reporters in {c}.",
    "{o} denied that it had hidden any costs of {t}.",
    "About {n},{m}00 people live within a kilometer of {t}, the city said.",
    "It rained for {m} days in {c} last month, and the river rose by {n} centimeters.",
    "A senior official who asked not to be named said that {o} had been warned in {y}.",
    "{o} did not respond to a request for comment.",
    "In {y}, {o} paid {n} million euros for land near {c}.",
    "“Nobody asked us,” said {q}. “{m} families have moved away since {y}.”",
    "{p} rejected the criticism and called the estimate of {n} million euros careful.",
    "According to {o}, {m} percent of the steel for {t} has been delivered.",
    "Residents of {c} have complained about noise from {t} since {y}.",
    "The court in {c} is expected to rule on {t} in March.",
    "{q} accused {o} of misleading the public about {t}.",
    "Prices for concrete rose by {m} percent last year, which made {t} more expensive.",
    "{p}, who has led the talks since {y}, said a deal was “closer than ever”.",
    "The ministry expects {n},000 more visitors in {c} once {t} is open.",
    "{o} reported a loss of {n}.{m} million euros on Thursday.",
    "“If the money does not come, {t} will not come either,” {p} warned.",
    "Critics say the plan favors {c} over its neighbors.",
    "The vote on {t} was delayed three times.",
];
/// Paragraphs of an article.
const PARAGRAPHS: std::ops::Range<u64> = 8..20;
/// Sentences of a paragraph.
const LENGTHS: std::ops::Range<u64> = 1..4;

/// The page with this number.
#[must_use]
pub fn page(number: u64) -> Page {
    let mut dice = Dice(number);
    let (site, outlet) = dice.pick(&OUTLETS);
    let topic = Topic::new(&mut dice);
    let headline = topic.filled("{p} under pressure over {t} in {c}", &mut dice);
    let url = format!("https://www.{site}/2026/{:02}/story-{number}.html", 1 + number % 12);
    let date = format!("2026-{:02}-{:02}T{:02}:00:00Z", 1 + number % 12, 1 + number % 28, number % 24);
    let (_, author) = dice.pick(&PEOPLE);
    let mut body = String::new();
    for _ in 0..dice.between(PARAGRAPHS) {
        let sentences: Vec<String> =
            (0..dice.between(LENGTHS)).map(|_| topic.filled(dice.pick(&SENTENCES), &mut dice)).collect();
        // Writing to a string does not fail.
        let _ = writeln!(body, "<p>{}</p>", sentences.join(" "));
    }
    let related: String = (1..6)
        .map(|step| {
            let other = Topic::new(&mut dice).filled("{o} answers questions about {t}", &mut dice);
            format!("<li><a href=\"/2026/story-{}.html\">{other}</a></li>\n", number + step)
        })
        .collect();
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{headline} | {outlet}</title>\n\
         <link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:site_name\" content=\"{outlet}\">\n\
         <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
         \"headline\":\"{headline}\",\"datePublished\":\"{date}\",\"author\":{{\"@type\":\"Person\",\"name\":\"{author}\"}},\
         \"publisher\":{{\"@type\":\"Organization\",\"name\":\"{outlet}\"}}}}</script>\n\
         <style>body {{ font: 16px serif; }} .ad {{ float: right; }}</style></head>\n<body>\n\
         <header class=\"masthead\"><nav><a href=\"/\">Home</a> <a href=\"/local\">Local</a> <a href=\"/sport\">Sport</a> \
         <a href=\"/weather\">Weather</a></nav></header>\n<main><article>\n<h1>{headline}</h1>\n\
         <p class=\"byline\">By {author}</p> <time datetime=\"{date}\">{date}</time>\n{body}\
         <aside class=\"newsletter\"><p>Sign up for our morning newsletter and never miss a story.</p></aside>\n\
         </article></main>\n<section class=\"related\"><h2>More stories</h2><ul>\n{related}</ul></section>\n\
         <footer><p>© 2026 {outlet}. All rights reserved. <a href=\"/terms\">Terms</a> <a href=\"/privacy\">Privacy</a></p>\
         </footer>\n</body>\n</html>\n"
    );
    Page { url, html }
}

/// What an article is about: its sentences speak of the same few.
struct Topic {
    people: [(&'static str, &'static str); 2],
    organization: &'static str,
    place: &'static str,
    thing: &'static str,
}

impl Topic {
    fn new(dice: &mut Dice) -> Self {
        Self {
            people: [dice.pick(&PEOPLE), dice.pick(&PEOPLE)],
            organization: dice.pick(&ORGANIZATIONS),
            place: dice.pick(&PLACES),
            thing: dice.pick(&THINGS),
        }
    }

    fn filled(&self, sentence: &str, dice: &mut Dice) -> String {
        let person = |(title, name): (&str, &str)| format!("{title} {name}");
        let filled = sentence
            .replace("{p}", &person(self.people[0]))
            .replace("{q}", &person(self.people[1]))
            .replace("{o}", self.organization)
            .replace("{c}", self.place)
            .replace("{t}", self.thing)
            .replace("{n}", &dice.between(2..90).to_string())
            .replace("{m}", &dice.between(2..60).to_string())
            .replace("{y}", &dice.between(2015..2026).to_string());
        let mut letters = filled.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

/// Numbers that look random and are the same for the same page (Steele et al. 2014, SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn between(&mut self, range: std::ops::Range<u64>) -> u64 {
        range.start + self.next() % (range.end - range.start)
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[(self.next() % list.len() as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_page_and_another_one_another() {
        assert_eq!(page(7).html, page(7).html);
        assert_ne!(page(7).html, page(8).html);
    }
}
