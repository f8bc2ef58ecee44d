//! Several exports of one number in one folder: each message once where ids allow it, and what they share is said.

use std::fs::write;

use meter_ingest::Reading;
use tempfile::TempDir;

use crate::build::{database, failures, read, touches};

const CHATS: &str = "
    CREATE TABLE jid (_id INTEGER PRIMARY KEY, raw_string TEXT);
    CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id INTEGER);
    CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id INTEGER, from_me INTEGER, key_id TEXT, timestamp INTEGER, status INTEGER);
    INSERT INTO jid VALUES (1, '447700900001@s.whatsapp.net'), (2, '120363012345678901@g.us');
    INSERT INTO chat VALUES (1, 1), (2, 2);
    INSERT INTO message VALUES (1, 2, 1, 'G', 1715331000000, 4);";
const OLDER: &str =
    "INSERT INTO message VALUES (2, 1, 1, 'A', 1715331600000, 4), (3, 1, 0, 'B', 1715333400000, 0);";
const NEWER: &str = "INSERT INTO message VALUES (4, 1, 1, 'A', 1715331600000, 5), (5, 1, 0, 'B', 1715333400000, 0), (6, 1, 1, 'C', 1715340000000, 0);";
const GATEWAY: &str = r#"[
    {"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"A"},"messageTimestamp":1715331600,"message":{"conversation":"x"}},
    {"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":false,"id":"D"},"messageTimestamp":1715350000,"message":{"conversation":"y"}}]"#;

fn overlaps(reading: &Reading) -> Vec<&str> {
    let notes = reading.notes.iter().filter(|note| matches!(note.topic, "overlap" | "twice"));
    notes.map(|note| note.text.as_str()).collect()
}

#[test]
fn what_several_exports_have_counts_once_and_is_said() {
    let folder = TempDir::new().unwrap();
    drop(database(folder.path(), "msgstore-2024-05-09.1.db", &format!("{CHATS}{OLDER}")));
    assert!(overlaps(&read(folder.path())).is_empty());
    drop(database(folder.path(), "msgstore.db", &format!("{CHATS}{NEWER}")));
    write(folder.path().join("store.json"), GATEWAY).unwrap();
    let reading = read(folder.path());
    assert!(failures(&reading).is_empty(), "{:?}", failures(&reading));
    assert_eq!(
        touches(&reading, "447700900001"),
        [
            "> 1715331600 Content Delivered",
            "< 1715333400 Content Unknown",
            "> 1715340000 Content Pending",
            "< 1715350000 Content Unknown"
        ]
    );
    assert_eq!(
        overlaps(&reading),
        [
            "2 messages of msgstore.db are in msgstore-2024-05-09.1.db, too, and count once",
            "1 message of store.json is in msgstore-2024-05-09.1.db, too, and counts once"
        ]
    );
}

#[test]
fn the_same_chat_exported_twice_as_text_is_said_too() {
    let folder = TempDir::new().unwrap();
    let chat = "31/03/2024, 21:05 - Shop: Hello\n31/03/2024, 21:06 - Ann Lee: Hi\n";
    write(folder.path().join("WhatsApp Chat with Ann Lee.txt"), chat).unwrap();
    write(
        folder.path().join("WhatsApp Chat with Ann Lee (1).txt"),
        format!("{chat}31/03/2024, 21:07 - Shop: Bye\n"),
    )
    .unwrap();
    let reading = read(folder.path());
    assert_eq!(reading.ledger.touches.len(), 3);
    assert_eq!(
        overlaps(&reading),
        [
            "2 messages of WhatsApp Chat with Ann Lee.txt are in WhatsApp Chat with Ann Lee (1).txt, too, and count once"
        ]
    );
}

#[test]
fn a_chat_without_ids_beside_one_with_ids_is_warned_of() {
    let folder = TempDir::new().unwrap();
    drop(database(folder.path(), "msgstore.db", &format!("{CHATS}{NEWER}")));
    // Ann's chat of the same day, known by her name and joined by her card, and one with somebody else.
    let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nTEL:+447700900001\nEND:VCARD\n";
    write(folder.path().join("contacts.vcf"), card).unwrap();
    let chat = |name: &str, day: u8| {
        format!(
            "{day}/05/2024, 09:00 - Shop: Hello\n{day}/05/2024, 23:30 - {name}: Hi\n29/05/2024, 09:00 - Shop: Bye\n"
        )
    };
    write(folder.path().join("WhatsApp Chat with Ann Lee.txt"), chat("Ann Lee", 10)).unwrap();
    write(folder.path().join("WhatsApp Chat with Bob Ray.txt"), chat("Bob Ray", 10)).unwrap();
    let warning = "1 chat of WhatsApp Chat with Ann Lee.txt can be read in msgstore.db, too; WhatsApp Chat with Ann Lee.txt has no ids \
                   to know its messages by, so they count a second time unless you leave one of the two out";
    assert_eq!(overlaps(&read(folder.path())), [warning]);
    // Later than all in the database, it is what comes after it.
    write(folder.path().join("WhatsApp Chat with Ann Lee.txt"), chat("Ann Lee", 14)).unwrap();
    assert!(overlaps(&read(folder.path())).is_empty());
}
