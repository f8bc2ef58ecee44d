//! How fast questions are answered about one channel that is read already.

#[path = "engine/facts.rs"]
mod facts;

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use meter_bench::{Channel, Size};
use meter_model::{Ledger, Touch};
use meter_score::what_if::reach::reach;
use meter_score::what_if::sweep::{Axis, sweep};
use meter_score::what_if::{Edit, Edited, Quantity};
use meter_score::{Policy, Rated, Rating, score};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let messages = if cfg!(debug_assertions) { 2_000 } else { 1_000_000 };
    let channel = Channel::new(1, Size { persons: 17_000, messages, days: 90 });
    let ledger = facts::facts(&channel).settle();
    sweeps(&mut criterion, &ledger);
    goals(&mut criterion, "every rating at 3", &ledger);
    goals(&mut criterion, "every rating at 3, of strangers who do not answer", &unanswered(ledger));
    criterion.final_summary();
}

/// 10,000 cells of one and of two variables, from a ledger of a million touches.
fn sweeps(criterion: &mut Criterion, ledger: &Ledger) {
    let policy = Policy::default();
    let mut group = criterion.benchmark_group("sweep");
    group.throughput(Throughput::Elements(10_000)).sample_size(10);
    for axes in [
        &["answer=1..10000"][..],
        &["save=1..100", "answer=1..100"],
        &["send=1..10000"],
        &["window=1..100", "answer=1..100"],
    ] {
        let parsed: Vec<Axis> = axes.iter().map(|axis| Axis::parse(axis).expect("an axis")).collect();
        let all = || sweep(black_box(ledger), &policy, None, &[], &parsed).expect("a sweep");
        let cells = all();
        assert_eq!(cells.len(), 10_000);
        if axes == ["answer=1..10000"] {
            let answered = [Edit::Answer(Quantity::Number(5_000))];
            let edited = Edited::new(ledger, &policy, None, &answered).expect("an edit");
            let truth = score(&edited.ledger, &policy, edited.as_of);
            let truth = Rated { overall: truth.overall, metrics: truth.metrics };
            assert_eq!(cells[4_999].rated, truth, "as the full scorer has it");
        }
        group.bench_function(axes.join(" "), |bencher| bencher.iter(all));
    }
    group.finish();
}

/// The same channel with nobody in the address book and no answer: the most that can be left to do.
fn unanswered(mut ledger: Ledger) -> Ledger {
    ledger.touches.retain(Touch::is_outgoing);
    ledger.persons.iter_mut().for_each(|person| person.known = false);
    ledger
}

fn goals(criterion: &mut Criterion, name: &str, ledger: &Ledger) {
    let policy = Policy::default();
    let all = || reach(black_box(ledger), &policy, None, &[], Rating::GoodIndicator).expect("goals");
    assert!(all().iter().all(|goal| goal.effort.is_some()), "everything can be reached");
    let mut group = criterion.benchmark_group("reach");
    group.sample_size(10);
    group.bench_function(name, |bencher| bencher.iter(all));
    group.finish();
}
