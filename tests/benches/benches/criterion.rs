//! The contenders of the tables under criterion, for work on one of them:
//! `cargo bench -p toroku-benches -- "valid records/toroku"`.

#![allow(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn all(criterion: &mut Criterion) {
    for group in toroku_benches::engine::groups() {
        let mut bench = criterion.benchmark_group(group.name);
        for mut contender in group.contenders {
            bench.throughput(Throughput::Elements(contender.units as u64));
            let id = BenchmarkId::from_parameter(contender.name);
            bench.bench_function(id, |bencher| bencher.iter(|| (contender.run)()));
        }
        bench.finish();
    }
}

criterion_group!(benches, all);
criterion_main!(benches);
