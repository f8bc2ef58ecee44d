//! What holds for any input: no panic, no loss by order, splitting or repetition.

use meter_model::{Facts, Ledger};
use proptest::prelude::*;

use super::super::FORMAT;
use super::{messages, outcome, payload, statuses};
use crate::formats::testing::{read, read_with};
use crate::{ReadError, Role, TextKey};

/// One small payload of every sort; each holds one record.
fn payloads() -> Vec<String> {
    vec![
        messages(
            r#"{"from":"447700900001","id":"a","timestamp":"1716163200","type":"text","text":{"body":"h\u00e9 é"}}"#,
        ),
        statuses(r#"{"id":"b","status":"sent","timestamp":"1716163100","recipient_id":"447700900001"}"#),
        payload(
            "smb_message_echoes",
            r#""message_echoes":[{"from":"447700900999","to":"447700900002","id":"c","timestamp":1716163300}]"#,
        ),
        payload(
            "history",
            r#""history":[{"threads":[{"id":"447700900002","messages":[{"from":"447700900002","id":"d","timestamp":"1716000000"}]}]}]"#,
        ),
        payload(
            "smb_app_state_sync",
            r#""state_sync":[{"type":"contact","contact":{"full_name":"Ann","phone_number":"447700900001"},"action":"add","metadata":{"timestamp":"5"}}]"#,
        ),
        payload(
            "calls",
            r#""calls":[{"id":"e","from":"447700900003","timestamp":"1716163400","direction":"USER_INITIATED"}]"#,
        ),
    ]
}

fn settled(files: &[String], key: &TextKey) -> Ledger {
    let mut facts = Facts::default();
    for file in files {
        facts.absorb(read_with(&FORMAT, file.as_bytes(), Role::AddressBook, key).unwrap().facts);
    }
    facts.settle()
}

#[test]
fn a_payload_cut_anywhere_is_an_error() {
    for payload in payloads() {
        let whole = read(&FORMAT, &payload);
        assert_eq!((whole.report.records, whole.report.rejected), (1, 0), "{payload}");
        for end in 1..payload.len() {
            let cut = outcome(&payload.as_bytes()[..end]);
            assert!(matches!(cut, Err(ReadError::Truncated { .. })), "{end} of {payload}");
        }
    }
}

#[test]
fn a_log_cut_anywhere_says_less() {
    let log = payloads().join("\n");
    let mut before = 0;
    for end in log.find('\n').unwrap() + 2..=log.len() {
        let cut = outcome(&log.as_bytes()[..end]).unwrap();
        assert!(cut.report.rejected <= 1 && cut.report.records >= before, "{end}");
        before = cut.report.records;
    }
    assert_eq!(before, 6);
}

#[test]
fn wrong_types_are_rejects_or_nothing() {
    for payload in payloads() {
        for wrong in ["7", "null", "[]", "{}", "\"x\"", "true", "1e400"] {
            for value in ["\"447700900001\"", "\"a\"", "\"1716163200\"", "\"sent\"", "[{\"from\"", "\"777\""]
            {
                let text = payload.replacen(
                    value,
                    &format!("{wrong}{}", if value.starts_with('[') { ",[{\"from\"" } else { "" }),
                    1,
                );
                if let Ok(collector) = outcome(text.as_bytes()) {
                    assert!(collector.report.records <= 1, "{text}");
                }
            }
        }
    }
}

/// Any line of a log.
fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["sent", "delivered", "read", "failed", "odd"]);
    let status = (0..9_u8, 1..4_u8, word, 0..400_000_u32).prop_map(|(id, person, word, time)| {
        let time = 1_716_000_000 + time;
        statuses(&format!(
            r#"{{"id":"s{id}-{person}","status":"{word}","timestamp":"{time}","recipient_id":"44770090000{person}"}}"#
        ))
    });
    let message = (0..9_u8, 1..4_u8, 0..400_000_u32).prop_map(|(id, person, time)| {
        let time = 1_716_000_000 + time;
        messages(&format!(r#"{{"from":"44770090000{person}","id":"m{id}","timestamp":"{time}"}}"#))
    });
    let action = prop::sample::select(vec!["add", "remove"]);
    let change = (1..4_u8, action, 1..5_u8).prop_map(|(person, action, time)| {
        payload(
            "smb_app_state_sync",
            &format!(
                r#""state_sync":[{{"type":"contact","contact":{{"full_name":"P{person}","phone_number":"44770090000{person}"}},"action":"{action}","metadata":{{"timestamp":"{time}"}}}}]"#
            ),
        )
    });
    prop_oneof![status, message, change, prop::sample::select(payloads())]
}

proptest! {
    #[test]
    fn order_splitting_and_repeating_lines_change_nothing(
        lines in prop::collection::vec(line(), 1..30),
        order in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let key = TextKey::default();
        let whole = settled(&[lines.join("\n")], &key);
        let mut turned = lines.clone();
        turned.rotate_left(order.index(lines.len()));
        turned.reverse();
        prop_assert_eq!(&settled(&[turned.join("\n")], &key), &whole);
        let (one, other) = turned.split_at(cut.index(lines.len()));
        prop_assert_eq!(&settled(&[one.join("\n"), other.join("\n") + "\n"], &key), &whole);
        prop_assert_eq!(&settled(&[lines.join("\n"), turned.join("\r\n\n")], &key), &whole);
        prop_assert_eq!(&settled(&[format!("[{}]", turned.join(",\n"))], &key), &whole);
    }

    #[test]
    fn flipped_bytes_never_panic(
        document in prop::sample::select(payloads()),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = document.as_bytes().to_vec();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(collector) = outcome(&bytes) {
            prop_assert!(collector.report.records <= 1);
        }
        let log = [&bytes, &b"\n"[..], payloads()[1].as_bytes(), b"\n", &bytes].concat();
        let _ = outcome(&log);
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in r#"[\[\]{}",:a-d0\\\n ]{0,200}"#) {
        let _ = outcome(&bytes);
        let _ = outcome(messages(&text).as_bytes());
    }
}
