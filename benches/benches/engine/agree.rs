//! What the engine finds, held against what the generator knows.

use meter_bench::Summary;
use meter_model::Ledger;
use meter_score::{Policy, score};
use serde_json::Value;

/// Asserts that the score is what the summary says, the address book left out where none was read.
pub fn assert_agrees(ledger: &Ledger, summary: &Summary) {
    let assessment = score(ledger, &Policy::default(), None);
    let metrics = serde_json::to_value(&assessment.metrics).expect("metrics are plain data");
    let expected = summary.to_json("any");
    for (metric, keys) in expected["metrics"].as_object().expect("an object a metric") {
        if metric == "riskFactorContacts" && !ledger.address_book {
            continue;
        }
        for (key, expected) in keys.as_object().expect("a value a key") {
            let found = &metrics[metric][key];
            assert!(is_equal(found, expected), "{metric}.{key} is {found} instead of {expected}");
        }
    }
}

fn is_equal(found: &Value, expected: &Value) -> bool {
    match (found.as_f64(), expected.as_f64()) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
        _ => found == expected,
    }
}
