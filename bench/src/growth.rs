//! How time grows with the page: over articles of 10 kB to 10 MB, and over each shape that could be quadratic.

use std::time::Instant;

use bench::pages::{self, Shape};
use bench::stages;

/// Sizes of the articles, bytes.
const SIZES: [usize; 7] = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];
/// Sizes of the other shapes, bytes: large enough for something quadratic to show, small enough to wait for it.
const SHAPE_SIZES: [usize; 2] = [100_000, 800_000];
/// The fastest of so many rounds counts.
const ROUNDS: usize = 3;

/// Prints the exponents: 1 is linear, 2 quadratic.
pub fn measure() {
    println!("\nArticles, all of an analysis");
    let times: Vec<(usize, f64)> = SIZES.map(|bytes| (bytes, seconds(Shape::Article, bytes))).to_vec();
    for (bytes, seconds) in &times {
        println!("  {bytes:>9} B {:>9.2} ms  {:>6.1} MB/s", seconds * 1000.0, *bytes as f64 / seconds / 1e6);
    }
    println!("\nShapes, {} and {} B", SHAPE_SIZES[0], SHAPE_SIZES[1]);
    let mut steepest = (0.0, "");
    for shape in Shape::ALL {
        let pair = SHAPE_SIZES.map(|bytes| (bytes, seconds(shape, bytes)));
        let exponent = fitted(&pair);
        println!(
            "  {:<20} {:>8.2} ms {:>9.2} ms  exponent {exponent:.2}",
            shape.name(),
            pair[0].1 * 1e3,
            pair[1].1 * 1e3
        );
        if exponent > steepest.0 {
            steepest = (exponent, shape.name());
        }
    }
    println!("growth.steepest_shape = {:.3} ({})", steepest.0, steepest.1);
    println!("growth.exponent = {:.3}", fitted(&times));
}

fn seconds(shape: Shape, bytes: usize) -> f64 {
    let page = pages::page(shape, bytes);
    let once = || {
        let start = Instant::now();
        stages::analyze_whole(&page);
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// The slope of the least-squares line through the logarithms.
fn fitted(points: &[(usize, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(bytes, time)| ((*bytes as f64).ln(), time.ln())).collect();
    let count = logs.len() as f64;
    let (mean_x, mean_y) =
        (logs.iter().map(|log| log.0).sum::<f64>() / count, logs.iter().map(|log| log.1).sum::<f64>() / count);
    let covariance: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    covariance / logs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum::<f64>()
}
