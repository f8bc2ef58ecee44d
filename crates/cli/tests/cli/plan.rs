//! `plan`: the same seed gives the same bytes, every format has the same days, and wrong calls get one sentence.

use serde_json::Value;

use crate::support::{fixtures, run, stderr, stdout};

fn plan(arguments: &[&str]) -> String {
    let output = run(&fixtures(), &[&["plan", "demo", "--runs", "50"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let campaign = ["--per-day", "6", "--days", "5", "--format", "json"];
    let with = |more: &[&str]| plan(&[&campaign[..], more].concat());
    let one = with(&["--threads", "1"]);
    assert_eq!(with(&["--threads", "2"]), one);
    assert_eq!(with(&["--seed", "1"]), one);
    assert_ne!(with(&["--seed", "2"]), one);
}

#[test]
fn every_format_has_the_same_days() {
    let campaign = ["--per-day", "10", "--days", "2", "--known", "100%", "--reply", "0%"];
    let json = plan(&[&campaign[..], &["--format", "json"]].concat());
    let plans: Vec<Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(plans[0]["channel"], "demo");
    assert_eq!(plans[0]["days"].as_array().unwrap().len(), 2);
    let lines = plan(&[&campaign[..], &["--format", "ndjson"]].concat());
    assert_eq!(lines.lines().count(), 2);
    let csv = plan(&[&campaign[..], &["--format", "csv"]].concat());
    assert_eq!(csv.lines().count(), 3);
    let table = plan(&campaign);
    assert!(
        table.contains("Assumptions") && table.contains("The largest number a day that is safe"),
        "{table}"
    );
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
}

#[test]
fn wrong_campaigns_are_refused() {
    for (wrong, sentence) in [
        (&["--per-day", "10001", "--days", "2"][..], "10001 is no whole number from 0 to 10000"),
        (&["--per-day", "-1", "--days", "2"], "-1 is no whole number from 0 to 10000"),
        (&["--per-day", "1", "--days", "0"], "0 is no whole number from 1 to 365"),
        (&["--per-day", "1", "--days", "2", "--reply", "101%"], "101 % is no share from 0 % to 100 %"),
        (&["--per-day", "1", "--days", "2", "--reply", "-1%"], "-1 % is no share from 0 % to 100 %"),
        (
            &["--per-day", "10000", "--days", "300"],
            "10000 a day for 300 days are 3000000 people, more than 1000000; give fewer of either",
        ),
        (&["--per-day", "1", "--days", "2", "--target", "4"], "4 is no whole number from 1 to 3"),
    ] {
        let output = run(&fixtures(), &[&["plan", "demo"], wrong].concat());
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{wrong:?}");
        let said = stderr(&output);
        assert!(said.lines().next().unwrap().ends_with(&format!(": {sentence}")), "{said}");
    }
}
