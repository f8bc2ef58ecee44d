//! How fast a campaign is played forward, the largest safe number a day included.

#[path = "engine/facts.rs"]
mod facts;

use criterion::{Criterion, Throughput};
use meter_bench::{Channel, Size};
use meter_model::Ledger;
use meter_score::plan::{Plan, Request, messages_of_run, plan};
use meter_score::{Policy, RatingKey, score};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let messages = if cfg!(debug_assertions) { 2_000 } else { 100_000 };
    let channel = Channel::new(1, Size { persons: 3_000, messages, days: 90 });
    let ledger = facts::facts(&channel).settle();
    let request = Request {
        per_day: 100,
        days: if cfg!(debug_assertions) { 3 } else { 14 },
        known: 0.5,
        reply: None,
        evidence: None,
        target: None,
        seed: 1,
        runs: if cfg!(debug_assertions) { 40 } else { Request::DEFAULT_RUNS },
    };
    assert_is_what_the_scorer_says(&ledger, &request);
    assert_safe(&ledger, &request);
    let mut group = criterion.benchmark_group("plan");
    group.throughput(Throughput::Elements(request.persons() * u64::from(request.runs))).sample_size(10);
    group.bench_function("100 a day for 14 days", |bencher| bencher.iter(|| planned(&ledger, &request)));
    group.finish();
    criterion.final_summary();
}

fn planned(ledger: &Ledger, request: &Request) -> Plan {
    plan(ledger, &Policy::default(), None, request).expect("a channel with answers")
}

/// One run is the score of a ledger with its messages, to the last bit.
fn assert_is_what_the_scorer_says(ledger: &Ledger, request: &Request) {
    let request = Request { runs: 1, ..*request };
    let policy = Policy::default();
    let messages = messages_of_run(ledger, &policy, None, &request, 0).expect("a channel with answers");
    let mut sent = ledger.clone();
    sent.send(&messages);
    for day in planned(ledger, &request).days {
        let truth = score(&sent, &policy, Some(day.as_of)).metrics;
        assert_eq!(day.coverage, truth.contacts.coverage);
        assert_eq!(day.response_rate.map(|band| band.median), truth.chats.response_rate);
    }
}

/// The largest safe number is safe, and one more is not.
fn assert_safe(ledger: &Ledger, request: &Request) {
    let falls = |per_day| {
        let plan = planned(ledger, &Request { per_day, ..*request });
        let below = |which: &RatingKey| {
            plan.days.iter().any(|day| day.ratings.get(*which).band.low < *plan.target.get(*which))
        };
        RatingKey::ALL.iter().any(below)
    };
    let safe = planned(ledger, request).safe;
    if let Some(per_day) = safe.per_day {
        assert!(!falls(per_day), "{safe:?}");
        assert_eq!(safe.fall.is_some(), per_day < safe.most_tried && falls(per_day + 1), "{safe:?}");
    }
}
