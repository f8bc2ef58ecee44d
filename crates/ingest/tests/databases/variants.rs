//! What differs from one version, tool or copy of a database to the next, and must make no difference to what is read.

use meter_ingest::{Reading, TextKey};
use meter_model::Moment;
use tempfile::TempDir;

use crate::build::{built, database, failures, person, read, read_with, rejects, touches};

/// The tables of a fixture whose rows others point at.
const POINTED_AT: [(&str, &str, &str, &[&str]); 3] = [
    (
        "android-msgstore/lids-calls-and-notices",
        "msgstore.db",
        "_id",
        &["jid", "chat", "message", "message_add_on"],
    ),
    ("ios-contacts/older-tables", "ChatStorage.sqlite", "Z_PK", &["ZWACHATSESSION", "ZWAMESSAGE"]),
    ("ios-contacts/older-tables", "Contacts.sqlite", "Z_PK", &["ZWACONTACT", "ZWAPHONE", "ZWASTATUS"]),
];

/// The fixture as it is, and with these tables made anew by `copy`, which has the table for `{}`.
fn with_copies(case: &str, file: &str, tables: &[&str], copy: &str) -> (Reading, Reading) {
    let (folder, key) = (built(case), TextKey::default());
    let original = read_with(folder.path(), &key);
    for table in tables {
        drop(database(folder.path(), file, &copy.replace("{}", table)));
    }
    (original, read_with(folder.path(), &key))
}

fn assert_same(original: &Reading, copied: &Reading, what: &str) {
    assert!(failures(copied).is_empty(), "{what}: {:?}", failures(copied));
    assert!(original.ledger.touches.len() > 2, "{what}");
    assert_eq!(copied.ledger, original.ledger, "{what}");
    assert_eq!(copied.rejects, original.rejects, "{what}");
}

#[test]
fn keys_need_not_be_row_ids() {
    for (case, file, key, tables) in POINTED_AT {
        // As tools that copy tables leave them: no primary key, rows in another order.
        let copy = format!(
            "CREATE TABLE copy AS SELECT * FROM {{}} ORDER BY {key} DESC; DROP TABLE {{}}; ALTER TABLE copy RENAME TO {{}};"
        );
        let (original, copied) = with_copies(case, file, tables, &copy);
        assert_same(&original, &copied, file);
        // And with the keys as text.
        let (original, copied) =
            with_copies(case, file, tables, &format!("{copy} UPDATE {{}} SET {key} = CAST({key} AS TEXT);"));
        assert_same(&original, &copied, file);
    }
}

#[test]
fn there_need_be_no_row_ids() {
    let folder = TempDir::new().unwrap();
    let sql = "
        CREATE TABLE jid (_id INTEGER PRIMARY KEY, raw_string TEXT) WITHOUT ROWID;
        CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id INTEGER) WITHOUT ROWID;
        CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id INTEGER, from_me INTEGER, key_id TEXT, timestamp INTEGER) WITHOUT ROWID;
        INSERT INTO jid VALUES (3, '447700900001@s.whatsapp.net'), (4, '447700900002@s.whatsapp.net');
        INSERT INTO chat VALUES (5, 4), (6, 3);
        INSERT INTO message VALUES (7, 5, 1, 'A', 1715331600000), (8, 6, 0, 'B', 1715333400000), (9, 7, 0, 'C', 1715333400000);";
    drop(database(folder.path(), "msgstore.db", sql));
    let reading = read(folder.path());
    assert_eq!(touches(&reading, "447700900002"), ["> 1715331600 Content Unknown"]);
    assert_eq!(touches(&reading, "447700900001"), ["< 1715333400 Content Unknown"]);
    assert_eq!(rejects(&reading), ["msgstore.db message row 9: belongs to no chat with a known address"]);
}

#[test]
fn a_person_who_changed_the_number_is_one_person_in_the_older_schema_too() {
    let folder = TempDir::new().unwrap();
    let sql = "
        CREATE TABLE messages (_id INTEGER PRIMARY KEY, key_remote_jid TEXT, key_from_me INTEGER, key_id TEXT, status INTEGER,
          timestamp INTEGER, media_wa_type TEXT, remote_resource TEXT);
        CREATE TABLE jid (_id INTEGER PRIMARY KEY, raw_string TEXT);
        CREATE TABLE message_system (message_row_id INTEGER PRIMARY KEY, action_type INTEGER);
        CREATE TABLE message_system_number_change (message_row_id INTEGER PRIMARY KEY, old_jid_row_id INTEGER, new_jid_row_id INTEGER);
        INSERT INTO jid VALUES (1, '447700900001@s.whatsapp.net'), (2, '447700900002@s.whatsapp.net');
        INSERT INTO messages VALUES
          (1, '-1', 0, '-1', 0, 0, NULL, NULL),
          (2, '447700900001@s.whatsapp.net', 1, 'A', 5, 1715331600000, '0', NULL),
          (3, '447700900002@s.whatsapp.net', 0, 'N', 6, 1715332000000, '0', NULL),
          (4, '447700900002@s.whatsapp.net', 0, 'B', 0, 1715333400000, '0', NULL),
          (5, '120363012345678901@g.us', 1, 'G', 6, 1714521600000, '0', '447700900999@s.whatsapp.net'),
          (6, '120363012345678901@g.us', 1, 'H', 5, 1715333400000, '0', '447700900999@s.whatsapp.net');
        INSERT INTO message_system VALUES (3, 28), (5, 11);
        INSERT INTO message_system_number_change VALUES (3, 1, 2);";
    drop(database(folder.path(), "msgstore.db", sql));
    let reading = read(folder.path());
    assert_eq!(
        touches(&reading, "447700900002"),
        ["> 1715331600 Content Delivered", "< 1715333400 Content Unknown"]
    );
    assert_eq!(
        reading.ledger.age.group.map(Moment::seconds),
        Some(1_714_521_600),
        "the channel created a group"
    );
    assert!(rejects(&reading).is_empty());
}

#[test]
fn a_hidden_identifier_without_server_is_no_phone_number() {
    let chats = "
        CREATE TABLE ZWACHATSESSION (Z_PK INTEGER PRIMARY KEY, ZCONTACTJID TEXT);
        CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZCHATSESSION INTEGER, ZISFROMME INTEGER, ZMESSAGEDATE REAL);
        INSERT INTO ZWACHATSESSION VALUES (1, '123456789012345@lid');
        INSERT INTO ZWAMESSAGE VALUES (1, 1, 1, 737024400);";
    for written in ["123456789012345@lid", "123456789012345", " 123456789012345 "] {
        let folder = TempDir::new().unwrap();
        drop(database(folder.path(), "ChatStorage.sqlite", chats));
        let contacts = format!(
            "CREATE TABLE ZWAADDRESSBOOKCONTACT (Z_PK INTEGER PRIMARY KEY, ZFULLNAME, ZWHATSAPPID, ZLID);
             INSERT INTO ZWAADDRESSBOOKCONTACT VALUES (1, 'Ann Lee', NULL, '{written}');"
        );
        drop(database(folder.path(), "ContactsV2.sqlite", &contacts));
        let reading = read(folder.path());
        let (_, ann) = person(&reading, "123456789012345@lid");
        assert!(ann.known, "{written:?}");
        assert_eq!(ann.handles.len(), 1, "{written:?}");
        assert_eq!(touches(&reading, "123456789012345@lid").len(), 1, "{written:?}");
    }
}

#[test]
fn a_bridge_is_a_bridge_without_its_ghosts() {
    let folder = built("mautrix-whatsapp/bridge");
    drop(database(folder.path(), "bridge.db", "DROP TABLE ghost"));
    let reading = read(folder.path());
    assert_eq!(reading.sources[0].format, "mautrix-whatsapp");
    assert_eq!(reading.sources[0].records, 10);
}

#[test]
fn contacts_that_another_number_left_in_a_store_are_not_known() {
    let folder = built("whatsmeow/store-beside-a-log");
    let left = "INSERT INTO whatsmeow_contacts (our_jid, their_jid, full_name) VALUES
        ('447700900998:3@s.whatsapp.net', '447700900002@s.whatsapp.net', 'Bob Ray'),
        ('447700900999:4@s.whatsapp.net', '447700900003@s.whatsapp.net', 'Cem Oz');";
    drop(database(folder.path(), "store.db", left));
    let reading = read(folder.path());
    let known = |address| person(&reading, address).1.known;
    assert_eq!([known("447700900001"), known("447700900002"), known("447700900003")], [true, false, true]);
}
