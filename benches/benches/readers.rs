//! How fast each reader is: from a path to a settled ledger, in bytes a second.

mod engine;
mod fixture;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use criterion::{Criterion, SamplingMode, Throughput};
use meter_bench::export::{Format, write_channel};
use meter_bench::{Channel, Size, Summary};
use meter_ingest::Declared;
use serde_json::Value;

/// Sets how many messages each generated input has, such as 2000000.
const MESSAGES: &str = "METER_BENCH_MESSAGES";

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    generated(&mut criterion);
    fixtures(&mut criterion);
    criterion.final_summary();
}

/// Every format that the generator can write.
fn generated(criterion: &mut Criterion) {
    // A few MB where it is measured; unoptimised, it is only checked.
    let few = if cfg!(debug_assertions) { 1_000 } else { 20_000 };
    let messages = std::env::var(MESSAGES).ok().and_then(|number| number.parse().ok()).unwrap_or(few);
    let persons = usize::try_from(messages / 60).unwrap_or(usize::MAX).clamp(1, 33_333);
    let channel = Channel::new(1, Size { persons, messages, days: 90 });
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut group = criterion.benchmark_group("generated");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    for format in Format::value_variants() {
        let name = format.to_possible_value().expect("no format is hidden").get_name().to_owned();
        let path = folder.path().join(&name);
        write_channel(&channel, *format, &path).expect("the disk takes it");
        let reading = engine::read(&path);
        assert!(reading.failures.is_empty(), "{name}: {:?}", reading.failures);
        if reading.ledger.touches.is_empty() {
            let saved = channel.persons().filter(|person| person.saved).count();
            assert_eq!(reading.ledger.persons.iter().filter(|person| person.known).count(), saved, "{name}");
        } else {
            let summary = Summary::of(&channel.truth(format.medium())).expect("a channel with messages");
            engine::assert_agrees(&reading.ledger, &summary);
        }
        group.throughput(Throughput::Bytes(bytes(&path)));
        group.bench_function(name, |bencher| bencher.iter(|| engine::read(black_box(&path))));
    }
    group.finish();
}

/// Every fixture that says how many records it has: so small that this is mostly the cost of a file.
fn fixtures(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fixtures");
    group.sample_size(10);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let mut benched = 0;
    for case in below(&root).iter().flat_map(|format| below(format)) {
        let Some(records) = expected_records(&case) else { continue };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let input = folder.path().join("input");
        let region = fixture::copy(&case, &input);
        let declared = Declared { region, ..Declared::default() };
        let read = || engine::read_as(black_box(&input), &declared);
        let found: u64 = read().sources.iter().map(|source| source.records).sum();
        assert_eq!(found, records, "{}", case.display());
        let name = case.strip_prefix(&root).expect("it lies below").to_string_lossy().replace('\\', "/");
        group.throughput(Throughput::Bytes(bytes(&input)));
        group.bench_function(name, |bencher| bencher.iter(read));
        benched += 1;
    }
    assert!(benched > 30, "only {benched} fixtures say how many records they have");
    group.finish();
}

/// How many records a case has, if it says so.
fn expected_records(case: &Path) -> Option<u64> {
    let expected: Value = serde_json::from_slice(&fs::read(case.join("expected.json")).ok()?).ok()?;
    expected["sources"].as_array()?.iter().map(|source| source["records"].as_u64()).sum()
}

fn bytes(path: &Path) -> u64 {
    if path.is_dir() {
        return below(path).iter().map(|path| bytes(path)).sum();
    }
    path.metadata().map_or(0, |metadata| metadata.len())
}

/// What lies in a folder, in the order of names.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}
