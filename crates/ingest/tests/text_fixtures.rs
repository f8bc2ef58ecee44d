//! The fixtures of text chats, as far as they are the reader's to get right: what each file holds, the age, and who was
//! reached and is known. All of their messages lie within the window, so no scorer is needed for that.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};

use chrono::DateTime;
use meter_ingest::{Declared, TextKey, read_channel};
use meter_model::{Moment, Touch};
use serde_json::{Value, json};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/whatsapp-text");
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 8);
    cases
}

fn written(moment: Option<Moment>) -> Value {
    let time = moment.and_then(|moment| DateTime::from_timestamp(moment.seconds(), 0));
    time.map_or(Value::Null, |time| json!(time.format("%Y-%m-%dT%H:%M:%SZ").to_string()))
}

/// Compares what is expected and leaves out what is not mentioned.
fn assert_holds(case: &Path, expected: &Value, found: &Value) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                assert_holds(case, value, found.get(key).unwrap_or(&Value::Null));
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            assert_eq!(expected.len(), found.len(), "{}", case.display());
            expected.iter().zip(found).for_each(|(expected, found)| assert_holds(case, expected, found));
        }
        _ => assert_eq!(expected, found, "{}", case.display()),
    }
}

#[test]
fn files_age_and_people_are_as_worked_out_by_hand() {
    for case in cases() {
        let expected: Value =
            serde_json::from_slice(&std::fs::read(case.join("expected.json")).unwrap()).unwrap();
        let reading =
            read_channel(&case.join("input"), &Declared::default(), &TextKey::default(), &()).unwrap();
        assert!(reading.failures.is_empty(), "{}: {:?}", case.display(), reading.failures);
        assert_eq!(reading.me, ["Shop"], "{}", case.display());
        let sources: Vec<Value> = reading
            .sources
            .iter()
            .map(|source| {
                json!({
                    "path": source.path, "format": source.format, "records": source.records,
                    "rejected": source.rejected, "first": written(source.first), "last": written(source.last),
                })
            })
            .collect();
        assert_holds(&case, &expected["sources"], &json!(sources));
        assert_eq!(written(reading.ledger.newest()), expected["asOf"], "{}", case.display());
        if let since @ Value::String(_) = &expected["metrics"]["lifeTime"]["since"] {
            assert_eq!(&written(reading.ledger.age.message), since, "{}", case.display());
        }
        let reached: Vec<_> = reading
            .ledger
            .by_person()
            .filter(|touches| touches.iter().any(Touch::is_outgoing))
            .map(|touches| &reading.ledger.persons[touches[0].person()])
            .collect();
        let known = reached.iter().filter(|person| person.known).count();
        let found = json!({ "reached": reached.len(), "known": known });
        let people = &expected["metrics"]["riskFactorContacts"];
        assert_eq!(people["reached"], found["reached"], "{}", case.display());
        assert_eq!(people["known"], found["known"], "{}", case.display());
    }
}
