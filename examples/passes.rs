//! Runs the passes one by one: extraction, segmentation, entities, attribution, claims: `cargo run --example passes`.

use sayso::text::Words;
use sayso::{article, claim, dom, entity, page, source};

const PAGE: &str = "<nav><a href=/>Home</a> <a href=/local>Local</a></nav><article><h1>Wall vote</h1><p>The council of \
                    Nordhaven delayed the vote to May, Mayor Ana Ruiz said on Monday. “The sea does not wait for \
                    budgets,” she said.</p><p>The harbor wall would cost 4 million euros, 12 percent more than planned, \
                    according to a report by the audit office. The work could begin in June.</p></article>\
                    <footer>Subscribe to our newsletter</footer>";

fn main() {
    let dom = dom::html::parse(PAGE);
    let mut page = page::read(&dom, Some("https://post.example/wall"));

    let article = article::extract(&dom, &mut page);
    println!("Extraction: {} of {} words of the page", article.words, article.page_words);
    for verdict in article.verdicts.iter().filter(|verdict| verdict.removed.is_some()) {
        println!("  left out: {} ({})", verdict.excerpt, verdict.removed.map_or("", |reason| reason.name()));
    }

    let words = Words::new(&article);
    println!("\nSegmentation: {} sentences", words.sentences.len());
    for sentence in &words.sentences {
        println!("  {}", sentence.span.of(&article.text));
    }

    let entities = entity::find(&words, &page);
    println!("\nEntities");
    for entity in &entities.list {
        println!("  {} ({:?}), {} mentions", entity.name, entity.kind, entity.mentions.len());
    }
    for value in &entities.values {
        println!("  {} = {}", value.span.of(&article.text), value.normal.as_deref().unwrap_or("?"));
    }

    let sources = source::find(&article, &words, &entities);
    println!("\nAttribution");
    for source in &sources.list {
        for statement in &source.statements {
            let content: Vec<&str> = statement.content.iter().map(|span| span.of(&article.text)).collect();
            println!("  {} ({:?}): {}", source.name, statement.mode, content.join(" … "));
        }
    }

    let claims = claim::find(&article, &page, &words, &entities, &sources);
    println!("\nClaims, best first");
    for claim in &claims.list {
        println!("  {:.2} {:?}: {}", claim.score, claim.status, claim.span.of(&article.text));
    }
}
