//! What holds for any input: no panic, no loss by order, splitting or repetition.

use std::fmt::Write;

use meter_model::{Facts, Ledger};
use proptest::prelude::*;

use super::{read, read_with};
use crate::{ReadError, Role, TextKey};

/// One small document of every sort.
pub(super) const DOCUMENTS: [&str; 9] = [
    r#"{"messages":[{"id":"a","type":"text","text":{"body":"h\u00e9\n"},"chat_id":"447700900001@s.whatsapp.net","from_me":true,"from":"447700900999","timestamp":1716163200},
 {"id":"b","type":"action","action":{"type":"reaction"},"chat_id":"447700900001","from_me":false,"timestamp":"1716163300"}],"count":2,"total":2}"#,
    r#"{"contacts":[{"id":"447700900001","name":"Ann é","saved":true,"lid":"12345678901234@lid"},{"id":"447700900002","name":"Bob","saved":false}],"count":2}"#,
    r#"{"chats":[{"id":"447700900001@s.whatsapp.net","type":"contact","mute_until":18446744073709552000,"last_message":{"id":"a","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":1716163200}}]}"#,
    r#"{"groups":[{"id":"447700900999-1400000000@g.us","created_at":1400000000,"participants":[{"id":"447700900999","rank":"creator"}]}]}"#,
    r#"{"statuses":[{"id":"a","code":3,"status":"failed","timestamp":"1716163201"}]}"#,
    r#"{"calls":[{"id":"c","chat_id":"447700900001","from":"447700900001","status":"missed","timestamp":1716163400}]}"#,
    r#"{"start_at":1,"uptime":1e3,"status":{"code":4,"text":"AUTH"},"user":{"id":"447700900999"}}"#,
    r#"{"447700900002":{"lid":"23456789012345@lid"}}"#,
    r#"{"creation":1300000000000,"last_registration":1600000000000}"#,
];

fn settled(files: &[String], key: &TextKey) -> Ledger {
    let mut facts = Facts::default();
    for file in files {
        facts.absorb(read_with(file.as_bytes(), Role::AddressBook, key).unwrap().facts);
    }
    facts.settle()
}

#[test]
fn a_document_cut_anywhere_is_an_error_or_says_less() {
    for document in DOCUMENTS {
        let whole = read(document.as_bytes()).unwrap();
        assert_eq!(whole.report.rejected, 0, "{document}");
        for end in 1..document.len() {
            let cut = read(&document.as_bytes()[..end]);
            assert!(matches!(cut, Err(ReadError::Truncated { .. })), "{end} of {document}");
        }
    }
}

#[test]
fn a_log_cut_anywhere_says_less() {
    let log = DOCUMENTS.map(|document| document.replace('\n', "")).join("\n");
    let whole = read(log.as_bytes()).unwrap();
    assert_eq!((whole.report.records, whole.report.rejected), (6, 0));
    let mut before = 0;
    let second_line = log.find('\n').unwrap() + 2;
    for end in second_line..=log.len() {
        let cut = read(&log.as_bytes()[..end]).unwrap();
        assert!(cut.report.rejected <= 1 && cut.report.records >= before, "{end}");
        before = cut.report.records;
    }
    assert_eq!(before, 6);
}

#[test]
fn a_million_duplicates_are_one_message() {
    let line = "{\"id\":\"a\",\"chat_id\":\"447700900001\",\"from_me\":true,\"timestamp\":1716163200}\n";
    let collector = read(line.repeat(1_000_000).as_bytes()).unwrap();
    assert_eq!((collector.report.records, collector.report.rejected), (1_000_000, 0));
    assert_eq!(collector.facts.settle().touches.len(), 1);
}

fn message() -> impl Strategy<Value = String> {
    let sort = prop::sample::select(vec!["text", "system", "call", "story", "image"]);
    let chat = prop::sample::select(vec![
        "447700900001@s.whatsapp.net",
        "12345678901234@lid",
        "447700900003",
        "120363012345678901@g.us",
    ]);
    let status = prop::sample::select(vec!["failed", "sent", "read", "odd"]);
    (0..20_u32, sort, chat, any::<bool>(), 0..500_000_u32, status, 0..3_u8).prop_map(
        |(id, sort, chat, from_me, time, status, body)| {
            let time = 1_716_000_000 + time;
            format!(
                r#"{{"id":"m{id}","type":"{sort}","chat_id":"{chat}","from_me":{from_me},"from":"447700900999","timestamp":{time},"status":"{status}","{sort}":{{"body":"b{body}"}}}}"#
            )
        },
    )
}

/// Any line of a log.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(DOCUMENTS.to_vec()).prop_map(|document| document.replace('\n', ""));
    let status = (0..20_u32, prop::sample::select(vec!["failed", "delivered"])).prop_map(|(id, word)| {
        format!(r#"{{"statuses":[{{"id":"m{id}","status":"{word}"}}],"channel_id":"X-ABCDE"}}"#)
    });
    prop_oneof![message(), known, status]
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
    fn splitting_a_page_changes_nothing(
        messages in prop::collection::vec(message(), 1..30),
        cut in any::<prop::sample::Index>(),
    ) {
        let key = TextKey::default();
        let page = |part: &[String]| format!(r#"{{"messages":[{}],"count":{}}}"#, part.join(","), part.len());
        let (one, other) = messages.split_at(cut.index(messages.len()));
        let whole = settled(&[page(&messages)], &key);
        prop_assert_eq!(&settled(&[page(other), page(one)], &key), &whole);
        prop_assert_eq!(&settled(&[page(one) + &page(other)], &key), &whole);
        prop_assert_eq!(&settled(&[page(one) + "\n" + &page(&messages)], &key), &whole);
    }

    #[test]
    fn flipped_bytes_never_panic(
        document in prop::sample::select(DOCUMENTS.to_vec()),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = document.as_bytes().to_vec();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(collector) = read(&bytes) {
            prop_assert!(collector.report.records + collector.report.rejected <= 8);
        }
        let log = [&bytes, &b"\n"[..], DOCUMENTS[4].as_bytes(), b"\n", &bytes].concat();
        let _ = read(&log);
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in r#"[\[\]{}",:a-d0\\\n ]{0,200}"#) {
        let _ = read(&bytes);
        let _ = read(text.as_bytes());
        let mut prefixed = String::new();
        write!(prefixed, "{{\"messages\":[{text}]}}").unwrap();
        let _ = read(prefixed.as_bytes());
    }
}
