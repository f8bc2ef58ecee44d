//! How fast the score of every day is, and the score under every setting: in days and in settings a second. And how fast all that a page about
//! the channel draws is, in touches a second.

#[path = "engine/facts.rs"]
mod facts;

use std::hint::black_box;

use chrono_tz::Tz;
use criterion::{Criterion, Throughput};
use meter_bench::{Channel, Size};
use meter_model::Ledger;
use meter_score::portrait::{portrait, sketch};
use meter_score::stability;
use meter_score::timeline::{changes, timeline};
use meter_score::{Policy, score};

use crate::facts::facts;

const DAY: i64 = 86_400;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let (persons, messages) = if cfg!(debug_assertions) { (100, 10_000) } else { (16_667, 1_000_000) };
    let days = 3 * 365;
    let channel = Channel::new(1, Size { persons, messages, days });
    let ledger = facts(&channel).settle();
    assert_eq!(ledger.touches.len() as u64, messages);
    every_day(&mut criterion, &ledger, i64::from(days));
    every_setting(&mut criterion, &ledger);
    every_part(&mut criterion, &ledger);
    criterion.final_summary();
}

fn every_day(criterion: &mut Criterion, ledger: &Ledger, days: i64) {
    let policy = Policy::default();
    let newest = ledger.newest().expect("a channel with messages").seconds();
    let instants: Vec<i64> = (0..days).rev().map(|before| newest - before * DAY).collect();
    let points = timeline(ledger, &policy, &instants);
    for point in points.iter().step_by(100).chain(points.last()) {
        let there = score(ledger, &policy, Some(point.as_of));
        assert_eq!((&point.rated.overall, &point.rated.metrics), (&there.overall, &there.metrics));
    }
    // The age passes both of its cuts, if nothing else changes.
    assert!(changes(&points, &policy).len() >= 2);
    let mut group = criterion.benchmark_group("timeline");
    group.throughput(Throughput::Elements(instants.len() as u64)).sample_size(10);
    group.bench_function("days", |bencher| {
        bencher.iter(|| {
            let points = timeline(black_box(ledger), &policy, &instants);
            changes(&points, &policy)
        });
    });
    group.finish();
}

fn every_setting(criterion: &mut Criterion, ledger: &Ledger) {
    let policy = Policy::default();
    let stable = stability(ledger, &policy, None);
    assert_eq!(stable.settings, 625);
    // No setting makes a number older.
    assert_eq!(stable.same.life_time, 625);
    let mut group = criterion.benchmark_group("stability");
    group.throughput(Throughput::Elements(stable.settings)).sample_size(10);
    group.bench_function("settings", |bencher| {
        bencher.iter(|| stability(black_box(ledger), &policy, None));
    });
    group.finish();
}

fn every_part(criterion: &mut Criterion, ledger: &Ledger) {
    let policy = Policy::default();
    let zone = Tz::Europe__Berlin;
    let whole = portrait(ledger, &policy, None, &zone).expect("a channel with messages");
    let chats = score(ledger, &policy, None).metrics.chats;
    let replies = whole.replies.expect("a channel that writes");
    let at_horizon = replies.steps.iter().rfind(|step| step.delay_seconds <= replies.horizon_seconds);
    assert_eq!(at_horizon.map(|step| step.answered), chats.response_rate);
    let few = sketch(ledger, &policy, None);
    assert_eq!(few.points.last(), whole.days.last());
    let mut group = criterion.benchmark_group("portrait");
    group.throughput(Throughput::Elements(ledger.touches.len() as u64)).sample_size(10);
    group.bench_function("whole", |bencher| {
        bencher.iter(|| portrait(black_box(ledger), &policy, None, &zone));
    });
    group.bench_function("sketch", |bencher| bencher.iter(|| sketch(black_box(ledger), &policy, None)));
    group.finish();
}
