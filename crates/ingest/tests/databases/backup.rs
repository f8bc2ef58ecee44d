//! Phone backups and encrypted files: only WhatsApp's own files matter, and what cannot be read is refused with a way out.

use std::fs::{create_dir_all, write};
use std::path::Path;

use tempfile::TempDir;

use crate::build::{built, database, failures, read, sql, touches};

const CASE: &str = "ios-chat-storage/phone-backup";
const CHATS: &str = "7c/7c7fba66680ef796b916b067077cc246adacf01d";
const BUSINESS_CHATS: &str = "72/724bd3b98b18518b455a87c1f3ac3a0d189c4466";

fn manifest(folder: &Path) {
    drop(database(folder, "Manifest.db", &sql(CASE, "manifest.sql")));
}

fn chats(folder: &Path, file: &str) {
    drop(database(folder, file, &sql(CASE, "chat-storage.sql")));
}

#[test]
fn a_backup_in_a_folder_leaves_other_exports_alone() {
    let folder = TempDir::new().unwrap();
    manifest(&folder.path().join("phone"));
    chats(&folder.path().join("phone"), CHATS);
    create_dir_all(folder.path().join("phone/ab")).unwrap();
    write(folder.path().join("phone/ab/abcdef"), "of another app").unwrap();
    write(folder.path().join("notes.xyz"), "of nobody").unwrap();
    let reading = read(folder.path());
    assert_eq!(reading.sources.len(), 1);
    assert_eq!(reading.sources[0].path, format!("phone/{CHATS}"));
    let rejects: Vec<&str> = reading.rejects.iter().map(|reject| reject.path.as_str()).collect();
    assert_eq!(rejects, ["notes.xyz", &format!("phone/{CHATS}")]);
}

#[test]
fn a_write_ahead_log_has_a_hashed_name_too() {
    let (live, folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    manifest(folder.path());
    let connection = database(live.path(), "chats", "PRAGMA journal_mode = WAL;");
    connection.execute_batch(&sql(CASE, "chat-storage.sql")).unwrap();
    for (from, to) in [("chats", CHATS), ("chats-wal", "5c/5c4d7de09390070f38417f9be6946bcc823e1b2f")] {
        let to = folder.path().join(to);
        create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(live.path().join(from), to).unwrap();
    }
    drop(connection);
    let reading = read(folder.path());
    assert!(failures(&reading).is_empty(), "{:?}", failures(&reading));
    assert_eq!(touches(&reading, "447700900002").len(), 2);
}

#[test]
fn whatsapp_business_keeps_its_own_files() {
    let folder = TempDir::new().unwrap();
    manifest(folder.path());
    chats(folder.path(), BUSINESS_CHATS);
    assert_eq!(read(folder.path()).sources[0].path, BUSINESS_CHATS);
    chats(folder.path(), CHATS);
    let reading = read(folder.path());
    assert!(reading.sources.is_empty(), "two apps are two numbers");
    assert!(
        failures(&reading)[0].starts_with("Manifest.db holds the data of 2 numbers"),
        "{:?}",
        failures(&reading)
    );
}

#[test]
fn an_encrypted_backup_is_refused_with_a_way_out() {
    let by_properties = built(CASE);
    let properties = std::fs::read_to_string(by_properties.path().join("Manifest.plist")).unwrap();
    write(by_properties.path().join("Manifest.plist"), properties.replace("<false/>", "<true/>")).unwrap();
    let by_manifest = built(CASE);
    write(by_manifest.path().join("Manifest.db"), [0x5A; 4096]).unwrap();
    for folder in [by_properties, by_manifest] {
        let reading = read(folder.path());
        assert_eq!(
            failures(&reading),
            [
                "Manifest.db is part of an encrypted phone backup; back the phone up once more with \"Encrypt local backup\" \
              switched off, or decrypt it, and score that"
            ]
        );
        assert!(reading.sources.is_empty() && reading.rejects.is_empty());
    }
}

#[test]
fn a_backup_without_whatsapp_says_so() {
    let folder = TempDir::new().unwrap();
    manifest(folder.path());
    let reading = read(folder.path());
    assert_eq!(
        failures(&reading),
        [
            "Manifest.db is part of a phone backup without WhatsApp's databases; make a backup of the phone that WhatsApp is on"
        ]
    );
}

#[test]
fn an_encrypted_android_backup_is_refused_with_a_way_out() {
    let folder = TempDir::new().unwrap();
    for version in [12, 14, 15] {
        write(folder.path().join(format!("msgstore.db.crypt{version}")), [0xA5; 300]).unwrap();
    }
    let reading = read(folder.path());
    assert_eq!(reading.failures.len(), 3);
    for failure in failures(&reading) {
        assert!(
            failure.contains(" is an encrypted backup whose key lies on the phone; decrypt it"),
            "{failure}"
        );
    }
    assert!(reading.rejects.is_empty());
}

#[test]
fn a_store_of_several_numbers_is_refused() {
    let folder = built("whatsmeow/store-beside-a-log");
    let other = "INSERT INTO whatsmeow_device (jid) VALUES ('447700900998:3@s.whatsapp.net'), ('447700900999:13@s.whatsapp.net');";
    drop(database(folder.path(), "store.db", other));
    let reading = read(folder.path());
    assert_eq!(
        failures(&reading),
        [
            "store.db holds the data of 2 numbers, and a channel is one number; make a copy of it for each and delete the others \
          from the copy"
        ]
    );
}
