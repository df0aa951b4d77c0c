//! Times whole pages: `peers FOLDER` against other extractors in turns in one run (with the feature `peers`), `growth` by
//! size and shape, `generate FOLDER` writes the pages that the browsers are timed with, `once SHAPE BYTES` analyzes one
//! generated page, for whoever counts instructions.

mod growth;
#[cfg(feature = "peers")]
mod peers;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use bench::pages::{self, Shape};
use bench::stages;

/// Sizes of the pages that the browsers are timed with, in elements and texts.
const NODES: [usize; 4] = [1_000, 5_000, 15_000, 50_000];
/// Size of the page by which the memory of the module is measured, bytes.
const LARGE: usize = 10_000_000;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        #[cfg(feature = "peers")]
        ["peers", folder] => peers::compare(Path::new(folder)),
        ["growth"] => {
            growth::measure();
            Ok(())
        }
        ["generate", folder] => generate(Path::new(folder)),
        ["once", shape, bytes] => once(shape, bytes.parse().context("BYTES is no number")?),
        _ => bail!("usage: bench peers FOLDER | growth | generate FOLDER | once SHAPE BYTES"),
    }
}

fn generate(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let write = |name: String, html: String| -> Result<()> {
        let path: PathBuf = folder.join(name);
        fs::write(&path, html).with_context(|| format!("cannot write {}", path.display()))
    };
    for nodes in NODES {
        write(format!("nodes-{nodes:05}.html"), pages::news_page(nodes))?;
    }
    write("large.html".to_owned(), pages::page(Shape::Article, LARGE))
}

fn once(name: &str, bytes: usize) -> Result<()> {
    let shape = Shape::ALL.into_iter().find(|shape| shape.name() == name);
    let shape = shape.with_context(|| format!("there is no shape {name:?}"))?;
    stages::analyze_whole(&pages::page(shape, bytes));
    Ok(())
}
