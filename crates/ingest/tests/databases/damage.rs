//! Damaged and hostile databases: an error that says where, or less in it, but never a panic, a hang or a wrong row.

use std::path::Path;

use meter_ingest::Reading;
use tempfile::TempDir;

use crate::build::{built, database, failures, read, rejects, sql, touches};

/// One of each format: fixture, and the database in it.
const DATABASES: [(&str, &str); 8] = [
    ("android-msgstore/lids-calls-and-notices", "msgstore.db"),
    ("android-msgstore/both-schemas", "Databases/msgstore.db"),
    ("android-wa/saved-and-met", "wa.db"),
    ("ios-contacts/older-tables", "ChatStorage.sqlite"),
    ("ios-contacts/older-tables", "Contacts.sqlite"),
    ("whatsmeow/store-beside-a-log", "store.db"),
    ("mautrix-whatsapp/bridge", "bridge.db"),
    ("whatsapp-mcp/with-its-store", "store/messages.db"),
];

fn bytes_of(case: &str, file: &str) -> Vec<u8> {
    std::fs::read(built(case).path().join(file)).unwrap()
}

/// Reads these bytes as the only file of a channel.
fn read_bytes(folder: &Path, bytes: &[u8]) -> Reading {
    std::fs::write(folder.join("a.db"), bytes).unwrap();
    // Something that is read in any case, so that there is always a reading.
    std::fs::write(folder.join("b.vcf"), "BEGIN:VCARD\nVERSION:3.0\nFN:A\nTEL:+447700900001\nEND:VCARD\n")
        .unwrap();
    read(folder)
}

/// A fault of ours would be an internal failure, and more records than rows an invention.
fn assert_sane(reading: &Reading, what: &str) {
    for failure in failures(reading) {
        assert!(!failure.contains("fault of Safety Meter"), "{what}: {failure}");
        assert!(failure.starts_with("a.db "), "{what}: {failure}");
    }
    let records: u64 = reading.sources.iter().map(|source| source.records + source.rejected).sum();
    assert!(records < 1_000, "{what}: {records} records");
}

#[test]
fn cut_off_anywhere_it_is_an_error_that_says_where() {
    let folder = TempDir::new().unwrap();
    for (case, file) in DATABASES {
        let whole = bytes_of(case, file);
        assert!(failures(&read_bytes(folder.path(), &whole)).is_empty());
        for end in (0..whole.len()).step_by(611) {
            let reading = read_bytes(folder.path(), &whole[..end]);
            let what = format!("{case} cut at {end}");
            assert_sane(&reading, &what);
            assert_eq!(reading.sources.len(), 1, "{what}: read in silence");
            if end >= 16 {
                let failures = failures(&reading);
                let says_where =
                    failures.iter().all(|failure| failure.contains(&format!("is cut off at byte {end} ")));
                assert!(failures.len() == 1 && says_where, "{what}: {failures:?}");
            }
        }
    }
}

#[test]
fn what_a_decryption_left_behind_the_end_is_no_matter() {
    let folder = TempDir::new().unwrap();
    let (case, file) = DATABASES[1];
    let reading = read_bytes(folder.path(), &[bytes_of(case, file), vec![7; 13]].concat());
    assert!(failures(&reading).is_empty(), "{:?}", failures(&reading));
    assert_eq!(touches(&reading, "447700900001").len(), 3);
}

#[test]
fn with_bytes_flipped_anywhere_it_never_panics_or_hangs() {
    let folder = TempDir::new().unwrap();
    for (case, file) in DATABASES {
        let whole = bytes_of(case, file);
        // Headers of the file and of its pages first, where the structure is; then samples of everything.
        let structure = (16..100).chain((0..whole.len()).step_by(4096).flat_map(|page| page..page + 12));
        for at in structure.chain((0..whole.len()).step_by(997)) {
            for value in [0x00, 0xFF] {
                let mut bytes = whole.clone();
                bytes[at] = value;
                assert_sane(&read_bytes(folder.path(), &bytes), &format!("{case} with {value} at {at}"));
            }
        }
    }
}

#[test]
fn values_of_any_type_are_read_or_rejected() {
    let folder = TempDir::new().unwrap();
    let sql = "
        CREATE TABLE jid (_id INTEGER PRIMARY KEY, user, server, type, raw_string);
        CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id);
        CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id, from_me, key_id, status, timestamp, message_type, text_data);
        INSERT INTO jid VALUES (1, 447700900001, 's.whatsapp.net', '0', NULL), (2, NULL, NULL, 'x', x'FF'), (3, '', '', 1.0, 5);
        INSERT INTO chat VALUES (1, '1'), (2, 2), (3, 3.0), (4, 'x'), (5, NULL);
        INSERT INTO message VALUES
          (1, '1', '1', 17, '5', '1715331600000', '0', x'48656C6C6F'),
          (2, 1.0, 0.0, x'4132', NULL, 1715331660000.5, NULL, 5),
          (3, 1, 0, 'A3', 'x', ' 1715331720 ', 'x', NULL),
          (4, 1, 2, 'A4', 0, 1715331720000, 0, NULL),
          (5, 1, x'', 'A5', 0, 1715331720000, 0, NULL),
          (6, 1, 1, 'A6', 0, -5, 0, NULL),
          (7, 1, 1, 'A7', 0, 9e300, 0, NULL),
          (8, 1, 1, 'A8', 0, 9223372036854775807, 0, NULL),
          (9, 2, 1, 'A9', 0, 1715331720000, 0, NULL),
          (10, x'01', 1, 'A10', 0, 1715331720000, 0, NULL),
          (-7, 5, 1, 'A11', 0, 1715331720000, 0, NULL);";
    drop(database(folder.path(), "msgstore.db", sql));
    let reading = read(folder.path());
    assert!(failures(&reading).is_empty(), "{:?}", failures(&reading));
    assert_eq!(
        touches(&reading, "447700900001"),
        ["> 1715331600 Content Delivered", "< 1715331660 Content Unknown", "< 1715331720 Content Unknown"]
    );
    let row = |row: i64, why: &str| format!("msgstore.db message row {row}: {why}");
    let (nobody, nowhere, never) =
        ("does not say who sent it", "belongs to no chat with a known address", "has no time");
    assert_eq!(
        rejects(&reading),
        [
            row(-7, nowhere),
            row(4, nobody),
            row(5, nobody),
            row(6, never),
            row(7, never),
            row(8, never),
            row(9, nowhere),
            row(10, nowhere),
        ]
    );
    assert_eq!(reading.sources[0].rejected, 8);
}

#[test]
fn what_is_missing_is_rejected_and_the_rest_is_read() {
    let case = "android-msgstore/lids-calls-and-notices";
    let without = |change: &str| {
        let folder = built(case);
        drop(database(folder.path(), "msgstore.db", change));
        read(folder.path())
    };
    let reading = without("DROP TABLE chat");
    assert_eq!(rejects(&reading), ["msgstore.db table message: chat not found, so nothing of it is read"]);
    assert_eq!(reading.sources[0].records, 2, "calls need no chats");

    let reading =
        without("ALTER TABLE message DROP COLUMN text_data; DROP TABLE jid_map; DROP TABLE message_system");
    assert_eq!(rejects(&reading), rejects(&without("")));
    assert_eq!(reading.sources[0].records, 12);
    let reading = without("ALTER TABLE message RENAME COLUMN key_id TO id");
    assert_eq!(reading.sources[0].records, 12, "ids are not needed to read");

    let reading = without(
        "ALTER TABLE message RENAME COLUMN timestamp TO time; ALTER TABLE call_log RENAME COLUMN from_me TO mine",
    );
    assert_eq!(
        rejects(&reading),
        [
            "msgstore.db table call_log: call_log.from_me not found, so nothing of it is read",
            "msgstore.db table message: message.timestamp not found, so nothing of it is read",
        ]
    );
    assert!(reading.ledger.touches.is_empty());
}

#[test]
fn a_database_of_somebody_else_is_not_recognised() {
    let folder = TempDir::new().unwrap();
    drop(database(folder.path(), "other.db", "CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT);"));
    let reading = read_bytes(folder.path(), b"SQLite format 3\0");
    assert_eq!(reading.sources.len(), 1);
    assert!(
        rejects(&reading)[0].starts_with("other.db file: is in no known format"),
        "{:?}",
        rejects(&reading)
    );
}

#[test]
fn a_view_under_the_name_of_a_table_is_never_run() {
    let folder = TempDir::new().unwrap();
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
    let sql = sql("android-msgstore/both-schemas", "msgstore.sql")
        + &format!("DROP TABLE message; CREATE VIEW message AS {endless} SELECT i AS _id, 1 AS chat_row_id, 1 AS from_me, \
                    'A' AS key_id, 1715331600000 + i AS timestamp FROM n;")
        + &format!("CREATE VIEW receipt_user AS {endless} SELECT i AS message_row_id FROM n;")
        // A view that calls itself a table.
        + "CREATE VIEW call_log AS SELECT 1 AS jid_row_id, 1 AS from_me, 1715331600000 AS timestamp;
           PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = 'table', rootpage = 2 WHERE name = 'call_log';";
    drop(database(folder.path(), "msgstore.db", &sql));
    let reading = read(folder.path());
    let records: u64 = reading.sources.iter().map(|source| source.records).sum();
    assert!(records == 5 || !failures(&reading).is_empty(), "{records} {:?}", failures(&reading));
    assert!(reading.ledger.touches.len() <= 3);
}

#[test]
fn generated_columns_and_virtual_tables_are_not_read() {
    let folder = TempDir::new().unwrap();
    let sql = "CREATE TABLE messages (key_remote_jid TEXT, key_from_me INTEGER, key_id TEXT,
                 timestamp INTEGER AS (length(hex(zeroblob(1000000))) + 1715331600) STORED,
                 status INTEGER AS (length(hex(zeroblob(1000000)))));
               INSERT INTO messages (key_remote_jid, key_from_me, key_id) VALUES ('447700900001@s.whatsapp.net', 1, 'A');
               CREATE VIRTUAL TABLE call_log USING fts5(jid_row_id, from_me, timestamp);";
    drop(database(folder.path(), "msgstore.db", sql));
    let reading = read(folder.path());
    assert_eq!(
        rejects(&reading),
        ["msgstore.db table messages: messages.timestamp not found, so nothing of it is read"]
    );
    assert!(reading.ledger.touches.is_empty());
}

#[test]
fn rows_that_never_end_are_stopped() {
    const PAGE: usize = 512;
    let folder = TempDir::new().unwrap();
    let sql = format!(
        "PRAGMA page_size = {PAGE};
         CREATE TABLE messages (_id INTEGER PRIMARY KEY, key_remote_jid TEXT, key_from_me INTEGER, key_id TEXT, timestamp INTEGER);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
         INSERT INTO messages SELECT i, '447700900001@s.whatsapp.net', 1, i, 1715331600000 FROM n;"
    );
    drop(database(folder.path(), "msgstore.db", &sql));
    let path = folder.path().join("msgstore.db");
    let mut bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    // Every pointer of an interior page (kind 5) leads to the next interior page, of the last one to a leaf (kind 13). With twelve of
    // them, ten pointers each, that is a trillion leaves.
    let of_kind =
        |kind: u8| (PAGE..bytes.len()).step_by(PAGE).filter(|&page| bytes[page] == kind).collect::<Vec<_>>();
    let (mut chain, leaf) = (of_kind(5), of_kind(13)[0]);
    chain.truncate(12);
    assert_eq!(chain[0], PAGE, "the table begins on the second page");
    chain.push(leaf);
    for (&page, &next) in chain.iter().zip(&chain[1..]) {
        let pointer = u32::try_from(next / PAGE + 1).unwrap().to_be_bytes();
        let cells = usize::from(u16::from_be_bytes([bytes[page + 3], bytes[page + 4]]));
        assert!(cells >= 10, "page {page} has {cells} cells");
        for cell in 0..cells {
            let at = page + 12 + 2 * cell;
            let start = page + usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
            bytes[start..start + 4].copy_from_slice(&pointer);
        }
    }
    let reading = read_bytes(folder.path(), &bytes);
    let failures = failures(&reading);
    assert_eq!(failures.len(), 1, "{failures:?}");
    for failure in failures {
        assert!(failure.contains(" is broken in table messages behind row "), "{failure}");
        assert!(
            failure.contains(": its pages point at each other, so it holds more than fits in it;"),
            "{failure}"
        );
    }
}
