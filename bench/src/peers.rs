//! Saved pages by Sayso and by other extractors, parse included, in turns: what disturbs one disturbs the others.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use bench::{saved, stages};

/// Each page is read so often by each tool; the fastest counts, because noise only adds.
const ROUNDS: usize = 7;

/// A tool and how it extracts.
type Tool = (&'static str, fn(&str));

/// Ours first: the others are compared with it.
const TOOLS: [Tool; 5] = [
    ("sayso", stages::extract),
    ("sayso, all of it", stages::analyze_whole),
    ("dom_smoothie", by_dom_smoothie),
    ("trafilatura", by_trafilatura),
    ("rs_trafilatura", by_rs_trafilatura),
];

fn by_dom_smoothie(html: &str) {
    let readability = dom_smoothie::Readability::new(html, None, None);
    black_box(readability.and_then(|mut readability| readability.parse()).is_ok());
}

fn by_trafilatura(html: &str) {
    black_box(trafilatura::extract(html, &trafilatura::Options::default()).is_ok());
}

fn by_rs_trafilatura(html: &str) {
    black_box(rs_trafilatura::extract(html).is_ok());
}

/// Times all pages of a folder and prints a table.
///
/// # Errors
/// If the folder holds no pages.
pub fn compare(folder: &Path) -> Result<()> {
    let pages = saved::pages(folder)?;
    let best: Vec<[Duration; TOOLS.len()]> = pages.iter().map(|page| best_of(page)).collect();
    println!("\n{} pages of {}, {} bytes, parse included", pages.len(), folder.display(), total_bytes(&pages));
    for (at, (name, _)) in TOOLS.iter().enumerate() {
        let median_page = median(best.iter().map(|times| millis(times[at])).collect());
        let all: f64 = best.iter().map(|times| millis(times[at])).sum();
        let share = median(best.iter().map(|times| times[0].as_secs_f64() / times[at].as_secs_f64()).collect());
        println!("{name:<18} median page {median_page:>8.2} ms   all {all:>9.1} ms   sayso takes {share:>5.2} of it");
        if at >= 2 {
            println!("native.vs_{name} = {share:.3}");
        }
    }
    print_stages(&pages);
    Ok(())
}

fn best_of(page: &str) -> [Duration; TOOLS.len()] {
    let mut best = [Duration::MAX; TOOLS.len()];
    for _ in 0..ROUNDS {
        for (best, (_, extract)) in best.iter_mut().zip(TOOLS) {
            let start = Instant::now();
            extract(page);
            *best = start.elapsed().min(*best);
        }
    }
    best
}

/// The stages of all pages together, the fastest of some rounds for each page and stage.
fn print_stages(pages: &[String]) {
    let mut sums = [(Duration::ZERO, 0); stages::STAGES.len()];
    for page in pages {
        let rounds: Vec<_> = (0..ROUNDS).map(|_| stages::timed(page)).collect();
        for (at, sum) in sums.iter_mut().enumerate() {
            let fastest = rounds.iter().map(|stages| stages[at]).min().unwrap_or_default();
            *sum = (sum.0 + fastest.0, sum.1 + fastest.1);
        }
    }
    let all: Duration = sums.iter().map(|sum| sum.0).sum();
    for (name, (time, bytes)) in stages::STAGES.iter().zip(sums) {
        let (share, speed) = (time.as_secs_f64() / all.as_secs_f64(), bytes as f64 / time.as_secs_f64() / 1e6);
        println!("  {name:<10} {:>9.2} ms  {:>5.1} %  {speed:>7.1} MB/s", millis(time), share * 100.0);
    }
}

fn total_bytes(pages: &[String]) -> usize {
    pages.iter().map(String::len).sum()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
