//! The headline: what the page shows and what it tells machines, held against each other; the site's name is cut off.

use super::visible::Heading;
use super::{Origin, Page, Said, Stated};

/// A heading is the headline if it shares this much of its words with a stated title (Dice's coefficient). Search
/// engines are often told another wording than readers, but not another subject: on development pages, headings of
/// sections and sites stay below, reworded headlines above.
const MIN_AGREEMENT_PERCENT: usize = 33;
/// Headings of other stories can share words by chance: one further down must lead by this much.
const MIN_LEAD_PERCENT: usize = 20;
/// A heading of lower rank that stands in the title is its headline from this length on, in characters.
const MIN_HEADING_CHARS: usize = 10;
/// A tail this short after a separator is taken for the site's name if the site states no name.
const MAX_SITE_NAME_WORDS: usize = 4;
/// What remains must still be a headline.
const MIN_HEADLINE_WORDS: usize = 4;

/// The headline, and the index of the heading it was read from.
///
/// What readers see wins: the first-rank heading that agrees best with the stated titles. Otherwise it is the stated
/// title, cut to a lower heading that it contains, or without the site's name.
pub fn choose(said: &Said, page: &Page, headings: &[Heading]) -> Option<(Stated<String>, Option<usize>)> {
    let sites = Sites::new(said, page);
    if let Some(at) = agreeing_heading(said, headings, &sites) {
        let shown = sites.cut_named(&headings[at].text);
        return Some((Stated::new(shown.to_owned(), Origin::Text), Some(at)));
    }
    let Some(title) = said
        .titles
        .first()
        .cloned()
        .or_else(|| said.document_title.clone().map(|title| Stated::new(title, Origin::Meta)))
    else {
        let at = headings.iter().position(|heading| heading.level == 1)?;
        return Some((Stated::new(headings[at].text.clone(), Origin::Text), Some(at)));
    };
    let at = headings.iter().position(|heading| {
        let text = heading.text.as_str();
        // What ends the title can be the site's name, set in bold at the top; the headline is most of the title.
        let is_in_title =
            title.value.starts_with(text) || title.value.ends_with(text) && 2 * text.len() >= title.value.len();
        is_in_title && text.chars().count() >= MIN_HEADING_CHARS && !sites.names(text) && !is_left_over(text, said)
    });
    let value = match at {
        Some(at) => headings[at].text.clone(),
        None => sites.cut(&title.value).to_owned(),
    };
    Some((Stated::new(value, title.origin), at))
}

/// The first-rank heading that shares most words with a stated title, the first of about equals.
fn agreeing_heading(said: &Said, headings: &[Heading], sites: &Sites) -> Option<usize> {
    let stated = said.titles.iter().map(|title| &title.value).chain(&said.document_title);
    let titles: Vec<Vec<String>> = stated.map(|title| words(sites.cut(title))).collect();
    let mut best: Option<(usize, usize)> = None;
    for (at, heading) in headings.iter().enumerate().filter(|(_, heading)| heading.level == 1) {
        let own = words(&heading.text);
        let agreement = titles.iter().map(|title| agreement_percent(&own, title)).max().unwrap_or(0);
        let is_site = sites.names(&heading.text) || is_left_over(&heading.text, said);
        if agreement >= MIN_AGREEMENT_PERCENT
            && !is_site
            && best.is_none_or(|(_, most)| agreement >= most + MIN_LEAD_PERCENT)
        {
            best = Some((at, agreement));
        }
    }
    best.map(|(at, _)| at)
}

/// Whether `heading` is what `<title>` has more than another stated title that is as long: `Post: Wall vote delayed`.
fn is_left_over(heading: &str, said: &Said) -> bool {
    let whole = said.document_title.as_deref().map(squeezed).unwrap_or_default();
    let heading = squeezed(heading);
    let rest = whole.strip_prefix(&heading).or_else(|| whole.strip_suffix(&heading));
    rest.is_some_and(|rest| {
        rest.len() >= heading.len() && said.titles.iter().any(|title| squeezed(&title.value) == rest)
    })
}

/// Dice's coefficient of two lists of words, in percent.
fn agreement_percent(one: &[String], other: &[String]) -> usize {
    let mut left: Vec<&String> = other.iter().collect();
    let shared = one
        .iter()
        .filter(|word| left.iter().position(|known| known == word).map(|at| left.swap_remove(at)).is_some())
        .count();
    let total = one.len() + other.len();
    (200 * shared).checked_div(total).unwrap_or(0)
}

/// The words of a title in lower case, without punctuation.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Letters and digits in lower case: `The Example Post` and `theexamplepost` are equal.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What names the site or a part of it, each squeezed.
struct Sites {
    names: Vec<String>,
    /// The section and the folders of the address.
    sections: Vec<String>,
    /// Whether the site states a name of its own; its domain is known always.
    is_named: bool,
}

/// Characters that part the headline from the site's name.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " • ", " » ", " :: "];
/// Shorter names stand in other words by chance.
const MIN_CONTAINED_LETTERS: usize = 4;

impl Sites {
    fn new(said: &Said, page: &Page) -> Self {
        let url = page.url.as_ref().map_or("", |url| url.value.as_str());
        let mut parts = url.split('/').skip(2);
        let host = parts.next().map(|host| host.trim_start_matches("www."));
        let folders: Vec<&str> = parts.collect();
        let folders = folders.split_last().map_or(&[][..], |(_, folders)| folders).iter().copied();
        let section = page.section.as_ref().map(|section| section.value.as_str());
        let names = said
            .site_names
            .iter()
            .map(|name| name.value.as_str())
            .chain(said.domain.as_deref())
            .chain(host)
            .map(squeezed);
        Self {
            names: names.filter(|name| !name.is_empty()).collect(),
            sections: folders.chain(section).map(squeezed).filter(|name| !name.is_empty()).collect(),
            is_named: !said.site_names.is_empty(),
        }
    }

    /// Whether `text` is a name of the site and nothing else.
    fn names(&self, text: &str) -> bool {
        self.names.contains(&squeezed(text))
    }

    /// Whether `text` names the site, perhaps in longer or shorter words than the site does elsewhere, or the section.
    fn resembles(&self, text: &str) -> bool {
        let text = squeezed(text);
        let is_part = |whole: &str, part: &str| part.len() >= MIN_CONTAINED_LETTERS && whole.contains(part);
        let is_name = self.names.iter().any(|name| *name == text || is_part(name, &text) || is_part(&text, name));
        is_name || self.sections.contains(&text)
    }

    /// `title` without segments at its ends that name the site.
    fn cut_named<'a>(&self, title: &'a str) -> &'a str {
        let mut rest = title;
        while let Some(shorter) = self.without_tail(rest).or_else(|| self.without_head(rest)) {
            rest = shorter;
        }
        rest
    }

    fn without_tail<'a>(&self, title: &'a str) -> Option<&'a str> {
        let splits = SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator));
        let mut named = splits.filter(|(head, tail)| {
            let is_shorter = count(tail) <= count(head).max(MAX_SITE_NAME_WORDS);
            !head.trim().is_empty() && is_shorter && self.resembles(tail)
        });
        named.next().map(|(head, _)| head.trim())
    }

    fn without_head<'a>(&self, title: &'a str) -> Option<&'a str> {
        let splits = SEPARATORS.iter().chain(&[": "]).filter_map(|separator| title.split_once(separator));
        let mut named = splits.filter(|(head, tail)| !tail.trim().is_empty() && self.names(head));
        named.next().map(|(_, tail)| tail.trim())
    }

    /// `title` without the site's name; where the site states none, without a short tail.
    fn cut<'a>(&self, title: &'a str) -> &'a str {
        let named = self.cut_named(title);
        if named.len() < title.len() || self.is_named {
            return named;
        }
        let splits = SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator));
        match splits.max_by_key(|(head, _)| head.len()) {
            Some((head, tail)) if count(tail) <= MAX_SITE_NAME_WORDS && count(head) >= MIN_HEADLINE_WORDS => {
                head.trim()
            }
            _ => title,
        }
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::NodeId;

    fn said(title: &str, site: Option<&str>) -> Said {
        Said {
            document_title: Some(title.to_owned()),
            site_names: site.map(|site| Stated::new(site.to_owned(), Origin::Meta)).into_iter().collect(),
            domain: Some("riverpost".to_owned()),
            ..Said::default()
        }
    }

    fn chosen(title: &str, site: Option<&str>, headings: &[(u8, &str)]) -> String {
        let headings: Vec<Heading> = headings
            .iter()
            .map(|(level, text)| Heading { node: NodeId(0), level: *level, text: (*text).to_owned(), at: 0 })
            .collect();
        let url = "https://riverpost.example/patient-education/babies/sleep".to_owned();
        let page = Page {
            url: Some(Stated::new(url, Origin::Url)),
            section: Some(Stated::new("Local".to_owned(), Origin::Meta)),
            ..Page::default()
        };
        choose(&said(title, site), &page, &headings).map(|(title, _)| title.value).unwrap_or_default()
    }

    #[test]
    fn the_site_name_is_cut_on_evidence() {
        let check = |title, site, cut| assert_eq!(chosen(title, site, &[]), cut);
        check("Council delays flood wall vote | The Example Post", None, "Council delays flood wall vote");
        check("Council delays - again - Post", Some("The Post"), "Council delays - again");
        check("A long road - the story of a town", Some("Post"), "A long road - the story of a town");
        check("Wall vote delayed | Local | The River Post", Some("Post"), "Wall vote delayed");
        check("How babies sleep through | Patient Education", Some("Post"), "How babies sleep through");
        check("River Post: Wall vote delayed", Some("Other"), "Wall vote delayed");
        check("Who was first: Smith or Jones", None, "Who was first: Smith or Jones");
    }

    #[test]
    fn the_headline_that_readers_see_wins_over_what_search_engines_are_told() {
        let told = "Flood wall: why the vote is delayed | Post";
        assert_eq!(
            chosen(told, Some("Post"), &[(1, "Post"), (1, "Vote on flood wall delayed")]),
            "Vote on flood wall delayed"
        );
        assert_eq!(
            chosen(told, Some("Post"), &[(1, "Vote on flood wall delayed | Post")]),
            "Vote on flood wall delayed"
        );
    }

    #[test]
    fn a_heading_that_other_titles_leave_out_is_the_site() {
        let mut said = said("Lessons Learned: The lean startup years", None);
        said.titles.push(Stated::new("The lean startup years".to_owned(), Origin::Meta));
        let heading = Heading { node: NodeId(0), level: 1, text: "Lessons Learned".to_owned(), at: 0 };
        let title = choose(&said, &Page::default(), &[heading]).map(|(title, _)| title.value);
        assert_eq!(title.as_deref(), Some("The lean startup years"));
    }

    #[test]
    fn headings_of_other_subjects_are_not_the_headline() {
        assert_eq!(
            chosen("Flood wall vote delayed", None, &[(1, "Allergies Health Center")]),
            "Flood wall vote delayed"
        );
    }

    #[test]
    fn a_lower_heading_can_be_the_headline() {
        assert_eq!(
            chosen("Quays Trust - The story of a town", None, &[(2, "The story of a town")]),
            "The story of a town"
        );
    }
}
