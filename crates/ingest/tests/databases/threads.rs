//! A database that several threads read says what it says when one reads it.

use std::path::Path;

use meter_ingest::{Reading, TextKey};
use meter_model::Delivery;
use tempfile::TempDir;

use crate::build::{database, person, read_with, rejects};

/// 40,000 messages in 50 chats; of every 1,000 one says nothing of its time, one of its chat, one of its sender.
const MESSAGES: &str = "
    CREATE TABLE jid (_id INTEGER PRIMARY KEY, user TEXT, server TEXT, type INTEGER, raw_string TEXT);
    CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id INTEGER);
    CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id INTEGER, from_me INTEGER, key_id TEXT, status INTEGER, timestamp INTEGER,
      message_type INTEGER, text_data TEXT, sender_jid_row_id INTEGER);
    CREATE TABLE receipt_user (_id INTEGER PRIMARY KEY, message_row_id INTEGER, receipt_timestamp INTEGER, read_timestamp INTEGER,
      played_timestamp INTEGER);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 49)
      INSERT INTO jid SELECT i + 100, '4477009001' || printf('%02d', i), 's.whatsapp.net', 0, '4477009001' || printf('%02d', i) || '@s.whatsapp.net' FROM n;
    INSERT INTO jid VALUES (150, '447700900999-1400000000', 'g.us', 1, '447700900999-1400000000@g.us');
    INSERT INTO chat SELECT _id - 100, _id FROM jid;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 39999)
      INSERT INTO message SELECT i + 1, CASE i % 1000 WHEN 7 THEN 99 ELSE i % 50 + 1 END, CASE i % 1000 WHEN 8 THEN NULL ELSE i % 2 END,
        'M' || (i % 39000), 4, CASE i % 1000 WHEN 9 THEN 0 ELSE 1716000000000 + i * 1000 END, 0, 'text ' || (i % 7), 101 FROM n;
    INSERT INTO receipt_user SELECT _id, 40001 - _id, timestamp + 1, CASE _id % 4 WHEN 0 THEN 5 END, NULL FROM message;";

/// Reads with so many threads.
fn read(folder: &Path, threads: usize, key: &TextKey) -> Reading {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| read_with(folder, key))
}

fn written(sql: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    drop(database(folder.path(), "msgstore.db", &format!("BEGIN;{sql}COMMIT;")));
    folder
}

#[track_caller]
fn assert_alike(folder: &TempDir) -> Reading {
    let key = TextKey::default();
    let alone = read(folder.path(), 1, &key);
    for threads in [2, 5] {
        let together = read(folder.path(), threads, &key);
        assert_eq!(together.ledger, alone.ledger, "{threads}");
        assert_eq!(rejects(&together), rejects(&alone), "{threads}");
        assert_eq!(together.sources, alone.sources, "{threads}");
        assert_eq!(together.failures.len(), alone.failures.len(), "{threads}");
    }
    alone
}

#[test]
fn threads_change_nothing() {
    let reading = assert_alike(&written(MESSAGES));
    assert_eq!((reading.sources[0].records, reading.sources[0].rejected), (39_880, 120));
    let whys: Vec<String> = rejects(&reading).into_iter().take(4).collect();
    assert_eq!(
        whys,
        [
            "msgstore.db message row 8: belongs to no chat with a known address",
            "msgstore.db message row 9: does not say who sent it",
            "msgstore.db message row 10: has no time",
            "msgstore.db message row 1008: belongs to no chat with a known address",
        ]
    );
    // Row 2 is an own one, and its receipt (row 39,999) has no time of reading.
    let (second, _) = person(&reading, "447700900102@s.whatsapp.net");
    let first = reading.ledger.touches.iter().find(|touch| touch.person() == second).unwrap();
    assert_eq!((first.time().seconds(), first.delivery()), (1_716_000_001, Delivery::Delivered));
}

#[test]
fn gaps_between_row_ids_change_nothing() {
    assert_alike(&written(&format!("{MESSAGES} DELETE FROM message WHERE _id % 7 < 5 AND _id > 3000;")));
    assert_alike(&written(&format!(
        "{MESSAGES} UPDATE message SET _id = _id * 1000000000000 WHERE _id > 30000;"
    )));
}

/// Copied by a tool: the ids are no row ids any more, or there are none.
#[test]
fn other_keys_change_nothing() {
    let copied = format!(
        "{MESSAGES} CREATE TABLE c AS SELECT * FROM message ORDER BY _id DESC; DROP TABLE message; ALTER TABLE c RENAME TO message;"
    );
    let keyless = MESSAGES.replace(
        "message_type INTEGER, text_data TEXT, sender_jid_row_id INTEGER)",
        "message_type INTEGER, text_data TEXT, sender_jid_row_id INTEGER) WITHOUT ROWID",
    );
    for sql in [copied, keyless] {
        assert_alike(&written(&sql));
    }
}

/// Pages that are out of order are found by looking up ranges only if somebody checks.
#[test]
fn damage_is_what_it_is_for_one_thread() {
    let folder = written(MESSAGES);
    let path = folder.path().join("msgstore.db");
    let whole = std::fs::read(&path).unwrap();
    for place in (0..whole.len()).step_by(whole.len() / 40) {
        let mut damaged = whole.clone();
        let page = place / 4096 * 4096;
        // The number of cells, and the first pointers to them.
        damaged[page + 3..page + 12].fill(0x0F);
        std::fs::write(&path, &damaged).unwrap();
        let key = TextKey::default();
        let [alone, together] = [1, 3].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let declared = meter_ingest::Declaration::default().resolve().unwrap();
                let reading = meter_ingest::read_channel(folder.path(), &declared, &key, &());
                reading.map_or_else(
                    |error| error.to_string(),
                    |reading| format!("{:?} {:?} {:?}", reading.ledger, rejects(&reading), reading.failures),
                )
            })
        });
        assert_eq!(together, alone, "{page}");
    }
}
