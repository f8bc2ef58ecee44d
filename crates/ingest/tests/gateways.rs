//! The exports of bots and gateways, read as whole channels: every touch of the fixtures, as their README lists them by hand.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};

use meter_ingest::{Declared, Reading, TextKey, read_channel};
use meter_model::{Handle, Ledger, Moment, PhoneKey, Touch};
use serde_json::{Value, json};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

fn read(name: &str) -> Reading {
    let reading =
        read_channel(&case(name).join("input"), &Declared::default(), &TextKey::default(), &()).unwrap();
    let failures: Vec<String> = reading.failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{name}: {failures:#?}");
    reading
}

fn phone(last: u64) -> Handle {
    Handle::Phone(PhoneKey::from_international(&format!("447700900{last:03}")).unwrap())
}

fn moment(seconds: i64) -> Moment {
    Moment::from_seconds(seconds).unwrap()
}

/// The touches with a person, `<` incoming and `>` outgoing.
fn touches(ledger: &Ledger, handle: &Handle) -> Vec<String> {
    let person = ledger.persons.iter().position(|person| person.handles.contains(handle));
    let touches = ledger.touches.iter().filter(|touch| Some(touch.person()) == person);
    touches.map(|touch| format!("{}{}", if touch.is_outgoing() { '>' } else { '<' }, touch.time())).collect()
}

#[track_caller]
fn check(name: &str, expected: &[(Handle, &[&str])], known: Option<&[Handle]>, failed: &[i64]) {
    let reading = read(name);
    let ledger = &reading.ledger;
    for (handle, expected) in expected {
        assert_eq!(touches(ledger, handle), *expected, "{name} {handle:?}");
    }
    let count: usize = expected.iter().map(|(_, touches)| touches.len()).sum();
    assert_eq!(ledger.touches.len(), count, "{name}: touches of nobody listed");
    assert_eq!(ledger.address_book, known.is_some(), "{name}");
    let mut found: Vec<&Handle> = ledger
        .persons
        .iter()
        .filter(|person| person.known && !person.own)
        .filter_map(|person| person.handles.first())
        .collect();
    found.sort_unstable();
    assert_eq!(found, known.unwrap_or_default().iter().collect::<Vec<_>>(), "{name}: known");
    assert_eq!(
        ledger.failed.iter().map(Touch::time).collect::<Vec<_>>(),
        failed.iter().copied().map(moment).collect::<Vec<_>>(),
        "{name}: failed"
    );
    let text = std::fs::read(case(name).join("expected.json")).unwrap();
    let expected: Value = serde_json::from_slice(&text).unwrap();
    let rejects = reading.rejects.iter();
    let rejects: Vec<Value> =
        rejects.map(|reject| json!({"path": reject.path, "at": reject.at, "why": reject.why})).collect();
    assert_eq!(Value::from(rejects), expected["rejects"], "{name}");
    let counts: Vec<Value> = reading
        .sources
        .iter()
        .map(|source| json!([source.path, source.format, source.records, source.rejected]))
        .collect();
    let said = expected["sources"].as_array().unwrap().iter();
    let said: Vec<Value> = said
        .map(|source| json!([source["path"], source["format"], source["records"], source["rejected"]]))
        .collect();
    assert_eq!(counts, said, "{name}");
}

#[test]
fn baileys() {
    check(
        "baileys-json/store",
        &[
            (phone(1), &[">1715331600", "<1715332500"]),
            (phone(2), &[">1715418000"]),
            (phone(3), &["<1715760000", ">1715760600"]),
        ],
        Some(&[phone(1), phone(3)]),
        &[1_715_420_000],
    );
    check(
        "baileys-json/event-log",
        &[
            (Handle::Lid(12_345_678_901_234), &[">1717236000", "<1717237800"]),
            (phone(2), &[]),
            (phone(3), &["<1717318800", ">1717320000"]),
        ],
        Some(&[phone(1)]),
        &[1_717_236_300],
    );
    let age = read("baileys-json/event-log").ledger.age;
    assert_eq!(age.message, Some(moment(1_717_232_400)));
}

#[test]
fn evolution() {
    check(
        "evolution-json/pages",
        &[
            (phone(1), &[">1715331600", "<1715333400"]),
            (phone(2), &[">1715418000"]),
            (phone(3), &["<1715760000", ">1715760300"]),
            (phone(4), &["<1715990400"]),
        ],
        None,
        &[],
    );
    check(
        "evolution-json/webhook-log",
        &[
            (phone(1), &[">1717236000", "<1717239600", ">1717243200"]),
            (phone(3), &["<1717318800", ">1717320000"]),
        ],
        None,
        &[],
    );
}

#[test]
fn a_truncated_history_is_said_to_be_one() {
    let notes = read("evolution-json/pages").notes.into_iter().filter(|note| note.topic != "overlap");
    let notes: Vec<String> = notes.map(|note| note.text).collect();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].contains("6 of the 7 messages"), "{notes:?}");
}

#[test]
fn web_js() {
    let name = "whatsapp-web-js/messages-contacts-chats";
    check(
        name,
        &[
            (phone(1), &[">1715331600", "<1715335200"]),
            (phone(2), &[">1715428800"]),
            (phone(4), &["<1715760000", ">1715760600"]),
        ],
        Some(&[phone(1), phone(4)]),
        &[1_715_428_000],
    );
    assert_eq!(read(name).ledger.age.group, Some(moment(1_672_531_200)));
}

#[test]
fn wppconnect() {
    check(
        "wppconnect-json/messages-chats",
        &[
            (phone(1), &["<1715331600", ">1715332200"]),
            (phone(2), &[">1715418000", "<1715418600"]),
            (phone(3), &[">1716076800"]),
        ],
        Some(&[phone(1), phone(2), phone(3)]),
        &[],
    );
}

#[test]
fn waha() {
    check(
        "waha-json/webhook-log",
        &[
            (phone(1), &[">1717236000", "<1717237800", "<1717238000", "<1717240000"]),
            (phone(3), &["<1717318800", ">1717320000"]),
        ],
        None,
        &[1_717_239_000],
    );
    check(
        "waha-json/lists",
        &[(phone(1), &[">1715331600", "<1715332200"]), (phone(2), &[">1715418000"])],
        Some(&[phone(1)]),
        &[],
    );
}

#[test]
fn green_api() {
    check(
        "green-api-json/history-contacts",
        &[
            (phone(1), &[">1715331600", "<1715332200"]),
            (phone(3), &[">1715428800"]),
            (phone(4), &["<1715760000", ">1715760300"]),
        ],
        Some(&[phone(1), phone(4)]),
        &[1_715_400_000],
    );
    check(
        "green-api-json/notification-log",
        &[(phone(1), &[">1717236000", "<1717239600"]), (phone(3), &["<1717318800", ">1717320000"])],
        None,
        &[1_717_240_000],
    );
}

#[test]
fn chat_exporter() {
    check(
        "chat-exporter-json/result",
        &[
            (phone(1), &[">1715331600", "<1715332200", "<1715332260"]),
            (Handle::Lid(12_345_678_901_234), &[">1715418000", "<1715419800"]),
            (phone(2), &["<1715760000"]),
        ],
        None,
        &[],
    );
}
