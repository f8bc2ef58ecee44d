//! No file beside the user's databases appears, changes or disappears, and what is still in a log is read all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::time::SystemTime;

use rusqlite::Connection;
use tempfile::TempDir;

use crate::build::{database, failures, read, rejects, sql, touches};

const CASE: &str = "android-msgstore/both-schemas";
const ANN: &str = "447700900001";
const LATER: &str = "INSERT INTO message VALUES (4, 1, 0, 'A5', 0, 0, 1716120000000, 0, 'Yes');";

/// Every file with its bytes and its time of change.
fn state(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let changed = entry.metadata().unwrap().modified().unwrap();
            (name, (std::fs::read(entry.path()).unwrap(), changed))
        })
        .collect()
}

/// Reads the folder, and asserts that it is as before.
fn read_untouched(folder: &Path, channel: &Path) -> meter_ingest::Reading {
    let before = state(folder);
    let reading = read(channel);
    assert!(state(folder) == before, "the user's files have changed: {:?}", state(folder).keys());
    reading
}

fn copy_all(from: &Path, to: &Path) {
    for name in state(from).keys() {
        std::fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

/// A database whose newest row is in its write-ahead log, as a phone or a desktop app leaves it.
fn with_log() -> TempDir {
    let (live, copy) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let connection = database(live.path(), "msgstore.db", "PRAGMA journal_mode = WAL;");
    connection.execute_batch(&sql(CASE, "msgstore.sql")).unwrap();
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);").unwrap();
    connection.execute_batch(LATER).unwrap();
    copy_all(live.path(), copy.path());
    drop(connection);
    assert_eq!(
        state(copy.path()).keys().collect::<Vec<_>>(),
        ["msgstore.db", "msgstore.db-shm", "msgstore.db-wal"]
    );
    copy
}

#[test]
fn a_database_alone_is_read_where_it_lies() {
    for mode in ["DELETE", "WAL"] {
        let folder = TempDir::new().unwrap();
        let sql = format!("PRAGMA journal_mode = {mode};{}", sql(CASE, "msgstore.sql"));
        drop(database(folder.path(), "a b%?#.db", &sql));
        let reading = read_untouched(folder.path(), folder.path());
        assert!(failures(&reading).is_empty(), "{mode}: {:?}", failures(&reading));
        assert_eq!(touches(&reading, ANN).len(), 3, "{mode}");
    }
}

#[test]
fn rows_in_a_write_ahead_log_are_read() {
    let folder = with_log();
    for channel in [folder.path().to_owned(), folder.path().join("msgstore.db")] {
        let reading = read_untouched(folder.path(), &channel);
        assert!(failures(&reading).is_empty(), "{:?}", failures(&reading));
        assert_eq!(
            touches(&reading, ANN).last().map(String::as_str),
            Some("< 1716120000 Content Unknown"),
            "{}",
            channel.display()
        );
        assert_eq!(reading.sources.len(), 1);
        assert!(reading.rejects.is_empty(), "a log is no export of its own");
    }
}

#[test]
fn a_log_does_not_make_up_for_a_database_cut_off_in_a_page() {
    let folder = with_log();
    let path = folder.path().join("msgstore.db");
    let whole = std::fs::read(&path).unwrap();
    for end in (100..whole.len()).step_by(611).filter(|end| end % 4096 != 0).chain([whole.len() - 1]) {
        std::fs::write(&path, &whole[..end]).unwrap();
        let reading = read_untouched(folder.path(), &path);
        let failures = failures(&reading);
        assert!(failures.len() == 1 && reading.sources.is_empty(), "cut at {end}: {failures:?}");
        assert!(failures[0].contains(&format!("is cut off at byte {end} ")), "{failures:?}");
    }
}

#[test]
fn a_log_cut_off_or_damaged_is_never_left_out_in_silence() {
    let folder = with_log();
    let path = folder.path().join("msgstore.db-wal");
    let whole = std::fs::read(&path).unwrap();
    let damaged = [vec![7; 32], whole[32..].to_vec()].concat();
    let cut = (1..whole.len()).step_by(611).map(|end| whole[..end].to_vec());
    for bytes in cut.chain([damaged]) {
        std::fs::write(&path, &bytes).unwrap();
        let reading = read_untouched(folder.path(), folder.path());
        assert_eq!(
            rejects(&reading),
            ["msgstore.db write-ahead log: is cut off or damaged, so the newest rows may be missing"],
            "cut at {}",
            bytes.len()
        );
        assert_eq!(touches(&reading, ANN).len(), 3, "what is in the database itself is read");
    }
}

#[cfg(unix)]
#[test]
fn rows_in_a_write_ahead_log_are_read_through_a_link() {
    let (folder, links) = (with_log(), TempDir::new().unwrap());
    std::os::unix::fs::symlink(folder.path().join("msgstore.db"), links.path().join("link.db")).unwrap();
    let reading = read_untouched(folder.path(), links.path());
    assert_eq!(touches(&reading, ANN).len(), 4);
}

#[test]
fn rows_in_a_write_ahead_log_are_read_out_of_a_zip() {
    let (folder, zipped) = (with_log(), TempDir::new().unwrap());
    let mut zip = zip::ZipWriter::new(std::fs::File::create(zipped.path().join("phone.zip")).unwrap());
    for (name, (bytes, _)) in state(folder.path()) {
        zip.start_file(format!("Databases/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap();
    let check = |path: &str| {
        let reading = read_untouched(zipped.path(), zipped.path());
        assert!(failures(&reading).is_empty(), "{:?}", failures(&reading));
        assert_eq!(reading.sources[0].path, path);
        assert_eq!(touches(&reading, ANN).len(), 4);
        assert!(reading.rejects.is_empty());
    };
    check("phone.zip/Databases/msgstore.db");

    // A zip in a zip is read from memory.
    let inner = std::fs::read(zipped.path().join("phone.zip")).unwrap();
    let mut zip = zip::ZipWriter::new(std::fs::File::create(zipped.path().join("phone.zip")).unwrap());
    zip.start_file("inner.zip", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&inner).unwrap();
    zip.finish().unwrap();
    check("phone.zip/inner.zip/Databases/msgstore.db");
}

/// The database and journal of a change that was interrupted: half of it is in the database already.
fn interrupted() -> TempDir {
    let (live, copy) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let connection = database(live.path(), "msgstore.db", &sql(CASE, "msgstore.sql"));
    // With a cache of one page everything is written to the file at once, and the journal knows how it was.
    connection
        .execute_batch("PRAGMA cache_size = 1; BEGIN; DELETE FROM messages; DELETE FROM message;")
        .unwrap();
    connection.execute_batch(LATER).unwrap();
    connection
        .execute_batch(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) \
                        INSERT INTO chat_list (key_remote_jid) SELECT hex(zeroblob(2000)) FROM n;",
        )
        .unwrap();
    copy_all(live.path(), copy.path());
    drop(connection);
    copy
}

#[test]
fn an_interrupted_change_is_taken_back_in_a_copy() {
    let folder = interrupted();
    assert!(state(folder.path())["msgstore.db-journal"].0.len() > 512);
    let reading = read_untouched(folder.path(), folder.path());
    assert!(failures(&reading).is_empty(), "{:?}", failures(&reading));
    assert_eq!(touches(&reading, ANN).len(), 3, "the change was never finished");
}

#[test]
fn a_journal_that_names_another_file_is_refused() {
    let folder = interrupted();
    let victim = folder.path().join("holiday.jpg");
    std::fs::write(&victim, "precious").unwrap();
    // The end of a journal of several databases: page, name, its length, its sum, the magic.
    let name = victim.to_str().unwrap().as_bytes();
    let sum = name.iter().fold(0_u32, |sum, &byte| sum.wrapping_add(u32::from(byte)));
    let mut journal =
        std::fs::OpenOptions::new().append(true).open(folder.path().join("msgstore.db-journal")).unwrap();
    let length = u32::try_from(name.len()).unwrap();
    for part in [
        &0_u32.to_be_bytes()[..],
        name,
        &length.to_be_bytes(),
        &sum.to_be_bytes(),
        b"\xD9\xD5\x05\xF9\x20\xA1\x63\xD7",
    ] {
        journal.write_all(part).unwrap();
    }
    drop(journal);
    let reading = read_untouched(folder.path(), folder.path());
    assert_eq!(
        failures(&reading),
        [
            "msgstore.db is broken in the journal beside it: it was copied in the middle of a change to several databases; export it again"
        ]
    );
}

#[test]
fn empty_and_wiped_journals_are_no_matter() {
    for journal in [vec![], vec![0; 4096]] {
        let folder = TempDir::new().unwrap();
        drop(database(folder.path(), "msgstore.db", &sql(CASE, "msgstore.sql")));
        std::fs::write(folder.path().join("msgstore.db-journal"), &journal).unwrap();
        let reading = read_untouched(folder.path(), folder.path());
        assert_eq!(touches(&reading, ANN).len(), 3);
        assert!(reading.rejects.is_empty());
    }
}

#[test]
fn nothing_stays_in_the_temporary_folder() {
    let copies = || -> BTreeSet<String> {
        let entries = std::fs::read_dir(std::env::temp_dir()).unwrap();
        let names = entries.filter_map(|entry| entry.unwrap().file_name().into_string().ok());
        names.filter(|name| name.starts_with("safety-meter-")).collect()
    };
    let before = copies();
    read(with_log().path());
    // Other tests make copies at the same time; those must be gone when they are done, too.
    let mut new: BTreeSet<String> = copies().difference(&before).cloned().collect();
    for _ in 0..400 {
        if new.is_empty() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        let left = copies();
        new.retain(|name| left.contains(name));
    }
    panic!("left behind: {new:?}");
}

#[test]
fn a_folder_that_may_not_be_written_is_no_obstacle() {
    let folder = TempDir::new().unwrap();
    let connection: Connection = database(folder.path(), "msgstore.db", &sql(CASE, "msgstore.sql"));
    drop(connection);
    let path = folder.path().join("msgstore.db");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(touches(&read(folder.path()), ANN).len(), 3);
}
