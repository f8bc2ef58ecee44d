//! What a calibration found, for people and for programs, from labels written by hand.

use meter_report::calibration::{self, support, verdict};
use meter_report::table::TableStyle;
use meter_score::calibrate::{Calibration, Evidence, Label, calibrate};
use meter_score::{Metric, Policy, Rating};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

/// Thirty numbers of 3, 15 and 25 days, rated 1, 2 and 3; twenty of them reached people, eleven of whom are few. One number in three is
/// rated too low overall.
fn found() -> Calibration {
    let age = |index: usize| [(3.0, 0), (15.0, 1), (25.0, 2)][index % 3];
    let label = |index: usize| {
        let (value, rating) = age(index);
        let measured = |value, at_most| Evidence::Measured { value, at_most };
        let contacts = match index {
            0..11 => measured(0.9, Rating::NeedsAttention),
            11..20 => measured(0.1, Rating::GoodIndicator),
            _ => Evidence::Settled(Rating::UseCaution),
        };
        Label {
            channel: index,
            evidence: [
                measured(value, Rating::GoodIndicator),
                contacts,
                Evidence::Settled(Rating::UseCaution),
            ],
            vendor: [Rating::ALL[rating], Rating::NeedsAttention, Rating::UseCaution],
            overall: Rating::UseCaution,
        }
    };
    calibrate(&(0..30).map(label).collect::<Vec<_>>(), &Policy::default())
}

fn drawn(width: usize) -> String {
    let mut out = Vec::new();
    calibration::write_table(&found(), &TableStyle { width, colour: false }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn sentences_on_cuts() {
    let found = found();
    let [age, contacts, chats] = &found.metrics;
    assert_eq!(verdict(Metric::LifeTime, &age.attention), "confirmed: above 3 days up to 15 days agree best");
    assert_eq!(
        verdict(Metric::LifeTime, &age.good),
        "moved from 30 days: above 15 days up to 25 days agree best"
    );
    assert_eq!(
        verdict(Metric::Contacts, &contacts.good),
        "kept: only 9 labels hang on it, and at least 20 are needed"
    );
    assert_eq!(support(&contacts.attention), "20 labels: 0 below, 20 above");
    assert_eq!(support(&chats.good), "0 labels: 0 below, 0 above");
}

#[test]
fn the_table_for_people() {
    insta::assert_snapshot!(drawn(80), @"
    30 labels of 30 channels

      Age of the number
        2 begins at 7 days, confirmed: above 3 days up to 15 days agree best.
          30 labels: 10 below, 20 above.
        3 begins at 20 days, moved from 30 days: above 15 days up to 25 days agree
          best.
          30 labels: 20 below, 10 above.

        agreement       exact       share       kappa       error    too good
        before       20 of 30        67 %        0.57          10           0
        after        30 of 30       100 %        1.00           0           0
        left out     30 of 30       100 %

        after          ours 1      ours 2      ours 3
        vendor 1           10           0           0
        vendor 2            0          10           0
        vendor 3            0           0          10

      Address book
        2 begins at 20 %, kept: the vendor rates 0 of its labels 1, and at least 5
          are needed of both ratings that it parts.
          20 labels: 0 below, 20 above; best: all up to 10 %.
        3 begins at 50 %, kept: only 9 labels hang on it, and at least 20 are
          needed.
          9 labels: 9 below, 0 above; best: all above 10 %.

        agreement       exact       share       kappa       error    too good
        before       11 of 30        37 %        0.00          19           0
        after        11 of 30        37 %        0.00          19           0
        left out     11 of 30        37 %

        after          ours 1      ours 2      ours 3
        vendor 1            0           0           0
        vendor 2           19          11           0
        vendor 3            0           0           0

      Response rate
        2 begins at 15 %, kept: no label hangs on it.
        3 begins at 30 %, kept: no label hangs on it.

        agreement       exact       share       kappa       error    too good
        before       30 of 30       100 %           –           0           0
        after        30 of 30       100 %           –           0           0
        left out     30 of 30       100 %

        after          ours 1      ours 2      ours 3
        vendor 1           30           0           0
        vendor 2            0           0           0
        vendor 3            0           0           0

      Overall

        agreement       exact       share       kappa       error    too good
        before       23 of 30        77 %        0.00           7           7
        after        16 of 30        53 %        0.00          14          14
        left out     16 of 30        53 %

        after          ours 1      ours 2      ours 3
        vendor 1           16          14           0
        vendor 2            0           0           0
        vendor 3            0           0           0

      label: a response of the vendor; exact: the vendor's rating; kappa: 1 agrees
        fully, 0 as by chance; error: sum of the distances; too good: above the
        vendor's; left out: each channel by cuts fitted to all others.
      Policy before: default, fingerprint c15691d2fba228ed
      Policy after: default, calibrated, fingerprint fa2cca9dd2ec4acf
    ");
    for width in [24, 40, 80, 100] {
        for line in drawn(width).lines() {
            assert!(line.width() <= width && !line.ends_with(' '), "{width}: {line:?}");
        }
    }
}

#[test]
fn the_policy_reads_back_and_says_what_became_of_each_cut() {
    let found = found();
    let text = calibration::policy_toml(&found);
    assert_eq!(Policy::parse(&text).unwrap(), found.policy);
    for lines in [
        "# Policy for Safety Meter, its cuts compared with 30 ratings that the vendor gave to 30 channels.\n",
        "# Calibration: confirmed: above 3 days up to 15 days agree best (30 labels: 10 below, 20 above).\nattention = 7\n",
        "# Calibration: moved from 30 days: above 15 days up to 25 days agree best (30 labels: 20 below, 10 above).\ngood = 20\n",
        "# Calibration: kept: no label hangs on it (0 labels: 0 below, 0 above).\ngood = 0.3\n",
    ] {
        assert!(text.contains(lines), "{lines}\n{text}");
    }
    let nothing = calibration::policy_toml(&calibrate(&[], &Policy::default()));
    assert!(nothing.contains("They do not tell where any cut is, so none is changed.\n"), "{nothing}");
    assert_eq!(Policy::parse(&nothing).unwrap(), Policy::default());
}

/// The keys are public; so a second declaration of all of them stands here.
#[test]
fn the_keys_for_programs() {
    let mut out = Vec::new();
    calibration::write_json(&found(), &mut out).unwrap();
    let view: Value = serde_json::from_slice(&out).unwrap();
    let keys = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(keys(&view), ["after", "before", "channels", "labels", "metrics", "overall"]);
    assert_eq!(keys(&view["before"]), ["fingerprint", "name"]);
    let age = &view["metrics"][0];
    assert_eq!(keys(age), ["after", "attention", "before", "good", "leftOut", "metric"]);
    assert_eq!(age["metric"], "lifeTime");
    assert_eq!(
        age["good"],
        json!({
            "before": 30.0, "after": 20.0, "verdict": "moved", "why": null,
            "optimal": [{"above": 15.0, "upTo": 25.0}], "labels": 30, "below": 20, "above": 10,
        })
    );
    // Ten of 25 days are 2 before. By chance: rows 10, 10, 10, columns 10, 20, 0: (1·10·20 + 1·10·10 + 2·10·10 + 1·10·20) / 30 = 700 / 30;
    // kappa is 1 − 10 / (700 / 30).
    let before = &age["before"];
    assert_eq!(
        (&before["labels"], &before["exact"], &before["totalError"], &before["unsafeMisses"]),
        (&json!(30), &json!(20), &json!(10), &json!(0))
    );
    assert_eq!(before["table"], json!([[10, 0, 0], [0, 10, 0], [0, 10, 0]]));
    let near = |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 1e-12;
    assert!(near(&before["kappa"], 1.0 - 300.0 / 700.0) && near(&before["agreement"], 2.0 / 3.0));
    assert!(near(&before["meanError"], 1.0 / 3.0));
    assert_eq!(age["leftOut"], json!({"labels": 30, "exact": 30, "agreement": 1.0}));
    assert_eq!(view["metrics"][2]["good"]["optimal"], json!([{"above": null, "upTo": null}]));
    assert_eq!(view["metrics"][2]["after"]["kappa"], Value::Null);
    let why = "the vendor rates 0 of its labels 1, and at least 5 are needed of both ratings that it parts";
    assert_eq!(view["metrics"][1]["attention"]["why"], why);
    assert_eq!(keys(&view["overall"]), ["after", "before", "leftOut"]);
}
