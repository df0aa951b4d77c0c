//! Times the extraction of whole pages, parse included, by Sayso and by dom_smoothie, in turns in one run:
//! `cargo run --release -p bench -- FOLDER` with a folder of `.html` or `.html.gz` files.

use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;

/// Each page is read so often by each tool; the fastest counts, because noise only adds.
const ROUNDS: usize = 7;

/// A tool and how it extracts.
type Tool = (&'static str, fn(&str));

const TOOLS: [Tool; 2] = [("sayso", by_sayso), ("dom_smoothie", by_dom_smoothie)];

fn by_sayso(html: &str) {
    let dom = sayso::dom::html::parse(html);
    let mut page = sayso::page::read(&dom, None);
    black_box(sayso::article::extract(&dom, &mut page));
}

fn by_dom_smoothie(html: &str) {
    let readability = dom_smoothie::Readability::new(html, None, None);
    black_box(readability.and_then(|mut readability| readability.parse()).is_ok());
}

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("name a folder of pages: bench FOLDER")?;
    let pages = pages(Path::new(&folder))?;
    ensure!(!pages.is_empty(), "{folder} holds no .html or .html.gz file");
    let mut times: [Vec<Duration>; TOOLS.len()] = Default::default();
    for page in &pages {
        let mut best = [Duration::MAX; TOOLS.len()];
        for _ in 0..ROUNDS {
            for (best, (_, extract)) in best.iter_mut().zip(TOOLS) {
                let start = Instant::now();
                extract(page);
                *best = start.elapsed().min(*best);
            }
        }
        for (times, best) in times.iter_mut().zip(best) {
            times.push(best);
        }
    }
    println!("{} pages, parse included", pages.len());
    let medians = times.map(|mut times| {
        times.sort_unstable();
        (times[times.len() / 2], times.iter().sum::<Duration>())
    });
    let (_, (reference, reference_sum)) = (TOOLS[1].0, medians[1]);
    for ((name, _), (median, sum)) in TOOLS.iter().zip(medians) {
        println!(
            "{name:<14} median page {:>7.2} ms ({:.2}x)   all {:>8.1} ms ({:.2}x)",
            millis(median),
            millis(median) / millis(reference),
            millis(sum),
            millis(sum) / millis(reference_sum)
        );
    }
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The markup of all pages in a folder, in order of their names.
fn pages(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    paths.sort();
    let ends = |path: &Path, ending: &str| path.to_string_lossy().ends_with(ending);
    paths.retain(|path| ends(path, ".html") || ends(path, ".html.gz"));
    paths.iter().map(|path| read(path, ends(path, ".gz")).with_context(|| path.display().to_string())).collect()
}

fn read(path: &Path, is_zipped: bool) -> Result<String> {
    let bytes = fs::read(path)?;
    let mut text = Vec::new();
    if is_zipped {
        GzDecoder::new(bytes.as_slice()).read_to_end(&mut text)?;
    } else {
        text = bytes;
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}
