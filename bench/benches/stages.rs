//! `cargo bench --package bench`: Criterion on the stages of one generated article, with their throughput.

use std::time::Duration;

use bench::pages::{Shape, page};
use bench::stages;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// An ordinary news page, bytes.
const BYTES: usize = 100_000;

fn stages_of_an_article(criterion: &mut Criterion) {
    let html = page(Shape::Article, BYTES);
    let mut group = criterion.benchmark_group("article");
    for (at, name) in stages::STAGES.iter().enumerate() {
        group.throughput(Throughput::Bytes(stages::timed(&html)[at].1 as u64));
        group.bench_function(*name, |bencher| {
            bencher.iter_custom(|rounds| (0..rounds).map(|_| stages::timed(&html)[at].0).sum::<Duration>());
        });
    }
    group.throughput(Throughput::Bytes(html.len() as u64));
    group.bench_function("extract", |bencher| bencher.iter(|| stages::extract(&html)));
    group.bench_function("whole", |bencher| bencher.iter(|| stages::analyze_whole(&html)));
    group.finish();
}

criterion_group!(benches, stages_of_an_article);
criterion_main!(benches);
