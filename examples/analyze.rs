//! Analyzes a page and prints its claims with their sources: `cargo run --example analyze page.html`. Without a file it
//! reads a page of its own.

use std::error::Error;

use sayso::view::{ViewOptions, view};
use sayso::{Options, analyze, dom};

const PAGE: &str = "<h1>Wall vote</h1><p>The council delayed the vote to May, Mayor Ana Ruiz said on Monday. The harbor \
                    wall would cost 4 million euros, 12 percent more than planned, according to a report by Hydra.</p>";

fn main() -> Result<(), Box<dyn Error>> {
    let page = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path)?,
        None => PAGE.to_owned(),
    };
    let options = Options { url: Some("https://post.example/wall".to_owned()), ..Options::default() };
    let analysis = analyze(&dom::html::parse(&page), &options);
    let view = view(&analysis, ViewOptions::default());

    println!("{}", view.document.title.as_deref().unwrap_or("Title not stated on the page"));
    for claim in &view.claims {
        let source = view.sources.iter().find(|source| Some(&source.id) == claim.speaker.as_ref());
        println!("- {}\n  {}", claim.text, source.map_or("no source given", |source| &source.name));
    }
    for note in &view.notes {
        println!("({})", note.message);
    }
    Ok(())
}
