//! What holds for any chats: it does not matter in which schema they were stored, nor into how many files they were parted.

use std::fmt::Write;

use meter_ingest::{Declaration, TextKey, read_channel};
use meter_model::Ledger;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::build::database;

const MODERN: &str = "
    CREATE TABLE jid (_id INTEGER PRIMARY KEY, user TEXT, server TEXT, type INTEGER, raw_string TEXT);
    CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id INTEGER);
    CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id INTEGER, from_me INTEGER, key_id TEXT, status INTEGER, timestamp INTEGER,
      message_type INTEGER, text_data TEXT);";
const LEGACY: &str = "
    CREATE TABLE messages (_id INTEGER PRIMARY KEY, key_remote_jid TEXT, key_from_me INTEGER, key_id TEXT, status INTEGER,
      timestamp INTEGER, media_wa_type TEXT, data TEXT);";
const CHATS: [&str; 6] = [
    "447700900001@s.whatsapp.net",
    "447700900002@s.whatsapp.net",
    "12345678901234@lid",
    "447700900999-1400000000@g.us",
    "status@broadcast",
    "0@s.whatsapp.net",
];

#[derive(Clone, Debug)]
struct Row {
    chat: usize,
    from_me: bool,
    id: u8,
    status: u8,
    seconds: u32,
    kind: u8,
    text: u8,
}

fn row() -> impl Strategy<Value = Row> {
    let kind = prop::sample::select(vec![0_u8, 1, 7, 10, 11, 15, 36, 64, 66, 200]);
    let status = prop::sample::select(vec![0_u8, 4, 5, 6, 13]);
    (0..CHATS.len(), any::<bool>(), 0..30_u8, status, 0..500_000_u32, kind, 0..3_u8).prop_map(
        |(chat, from_me, id, status, seconds, kind, text)| Row {
            chat,
            from_me,
            id,
            status,
            seconds,
            kind,
            text,
        },
    )
}

fn modern(rows: &[Row]) -> String {
    let mut sql = MODERN.to_owned();
    for (index, chat) in CHATS.iter().enumerate() {
        // Row ids of chats and addresses differ, so that taking the one for the other shows.
        let (user, server) = chat.split_once('@').unwrap();
        write!(sql, "INSERT INTO jid VALUES ({}, '{user}', '{server}', 0, '{chat}');", index + 101).unwrap();
        write!(sql, "INSERT INTO chat VALUES ({}, {});", index + 1, index + 101).unwrap();
    }
    for Row { chat, from_me, id, status, seconds, kind, text } in rows {
        write!(
            sql,
            "INSERT INTO message (chat_row_id, from_me, key_id, status, timestamp, message_type, text_data) \
             VALUES ({}, {from_me}, 'M{id}', {status}, {}000, {kind}, 'text {text}');",
            chat + 1,
            1_716_000_000 + seconds
        )
        .unwrap();
    }
    sql
}

fn legacy(rows: &[Row]) -> String {
    let mut sql = LEGACY.to_owned();
    for Row { chat, from_me, id, status, seconds, kind, text } in rows {
        write!(
            sql,
            "INSERT INTO messages (key_remote_jid, key_from_me, key_id, status, timestamp, media_wa_type, data) \
             VALUES ('{}', {from_me}, 'M{id}', {status}, {}000, '{kind}', 'text {text}');",
            CHATS[*chat],
            1_716_000_000 + seconds
        )
        .unwrap();
    }
    sql
}

fn settled(files: &[String], key: &TextKey) -> Ledger {
    let folder = TempDir::new().unwrap();
    for (index, sql) in files.iter().enumerate() {
        drop(database(folder.path(), &format!("{index}.db"), &format!("BEGIN;{sql}COMMIT;")));
    }
    let declared = Declaration::default().resolve().unwrap();
    let reading = read_channel(folder.path(), &declared, key, &()).unwrap();
    assert!(
        reading.failures.is_empty() && reading.rejects.is_empty(),
        "{:?} {:?}",
        reading.failures,
        reading.rejects
    );
    reading.ledger
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn neither_schema_nor_splitting_nor_order_changes_anything(
        rows in prop::collection::vec(row(), 1..40),
        cut in any::<prop::sample::Index>(),
    ) {
        let key = TextKey::default();
        // Every chat, so that all addresses are mentioned in every schema.
        let all = (0..CHATS.len()).map(|chat| Row { chat, from_me: true, id: 99, status: 5, seconds: 1, kind: 0, text: 0 });
        let rows: Vec<Row> = all.chain(rows).collect();
        let whole = settled(&[modern(&rows)], &key);
        prop_assert!(whole.touches.len() >= 3, "one in every direct chat");
        prop_assert_eq!(&settled(&[legacy(&rows)], &key), &whole);
        prop_assert_eq!(&settled(&[legacy(&rows) + &modern(&rows)], &key), &whole);
        let (one, other) = rows.split_at(cut.index(rows.len()));
        prop_assert_eq!(&settled(&[legacy(one) + &modern(other)], &key), &whole);
        let mut turned = rows.clone();
        turned.reverse();
        prop_assert_eq!(&settled(&[modern(&turned), legacy(&rows)], &key), &whole);
    }
}
