//! How fast everything behind the readers is: settling in touches a second, scoring and the views in results a second.

#[path = "engine/agree.rs"]
mod agree;
#[path = "engine/facts.rs"]
mod facts;

use std::hint::black_box;

use chrono_tz::Tz;
use criterion::{BatchSize, Criterion, Throughput};
use meter_bench::{Channel, Medium, Size, Summary};
use meter_model::{Facts, Ledger};
use meter_report::table::{TableChannel, TableStyle};
use meter_report::{ChannelResult, WeekEnd, csv, full, table, vendor};
use meter_score::portrait::sketch;
use meter_score::{Policy, score};

use crate::facts::facts;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let messages = if cfg!(debug_assertions) { 2_000 } else { 200_000 };
    let channel = Channel::new(1, Size { persons: 3_000, messages, days: 90 });
    let ledger = settling(&mut criterion, &channel);
    scorer(&mut criterion, &ledger);
    views(&mut criterion, &ledger);
    criterion.final_summary();
}

fn settling(criterion: &mut Criterion, channel: &Channel) -> Ledger {
    let ledger = facts(channel).settle();
    assert_eq!(ledger.touches.len() as u64, channel.size.messages);
    let summary = Summary::of(&channel.truth(Medium::Whapi)).expect("a channel with messages");
    agree::assert_agrees(&ledger, &summary);
    let mut group = criterion.benchmark_group("settle");
    group.throughput(Throughput::Elements(channel.size.messages)).sample_size(20);
    group.bench_function("one pile", |bencher| {
        bencher.iter_batched(|| facts(channel), Facts::settle, BatchSize::LargeInput);
    });
    group.bench_function("two piles of the same, added up", |bencher| {
        let twice = || (facts(channel), facts(channel));
        let add_up = |(mut one, other): (Facts, Facts)| {
            one.absorb(other);
            one.settle()
        };
        assert_eq!(add_up(twice()), ledger, "what is seen twice counts once");
        bencher.iter_batched(twice, add_up, BatchSize::LargeInput);
    });
    group.finish();
    ledger
}

fn scorer(criterion: &mut Criterion, ledger: &Ledger) {
    let policy = Policy::default();
    let mut group = criterion.benchmark_group("score");
    group.throughput(Throughput::Elements(ledger.touches.len() as u64)).sample_size(20);
    group.bench_function("touches", |bencher| bencher.iter(|| score(black_box(ledger), &policy, None)));
    group.finish();
}

/// Writes 100 results.
type View<'a> = &'a dyn Fn(&mut Vec<u8>) -> std::io::Result<()>;

fn views(criterion: &mut Criterion, ledger: &Ledger) {
    let result = ChannelResult {
        channel: "bench".to_owned(),
        assessment: score(ledger, &Policy::default(), None),
        timezone: Tz::UTC,
        sources: Vec::new(),
        rejects: Vec::new(),
    };
    let results = vec![result; 100];
    let weeks: Vec<WeekEnd> =
        sketch(ledger, &Policy::default(), None).points.iter().map(WeekEnd::of).collect();
    let with_weeks = |result: &ChannelResult| TableChannel { result: result.clone(), weeks: weeks.clone() };
    let channels: Vec<TableChannel> = results.iter().map(with_weeks).collect();
    let policy = Policy::default();
    let style = TableStyle { width: 80, colour: false };
    let by_line: [(&str, View<'_>); 4] = [
        ("vendor", &|out| results.iter().try_for_each(|result| vendor::write(result, out))),
        ("full", &|out| results.iter().try_for_each(|result| full::write_line(result, out))),
        ("csv", &|out| csv::write(&results, out)),
        ("table", &|out| table::write_all(&channels, &policy, &style, out)),
    ];
    let mut group = criterion.benchmark_group("views");
    group.throughput(Throughput::Elements(results.len() as u64));
    for (name, view) in by_line {
        let mut out = Vec::new();
        view(&mut out).expect("memory takes it");
        let text = String::from_utf8(out).expect("views are text");
        let lines = text.lines().count();
        match name {
            "vendor" | "full" => assert_eq!(lines, 100, "{name}"),
            // A header line before them.
            "csv" => assert_eq!(lines, 101),
            _ => assert!(text.matches("Response rate").count() >= 100, "a section each"),
        }
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut out = Vec::with_capacity(text.len());
                view(&mut out).expect("memory takes it");
                out
            });
        });
    }
    group.finish();
}
