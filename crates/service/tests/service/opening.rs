//! What is made, what is opened, and what is refused and left as it is.

use std::fs;

use meter_service::history::{Saved, Span};
use meter_service::{Database, DatabaseError};
use rusqlite::Connection;

use crate::support::{place, result};

#[cfg(unix)]
#[test]
fn it_is_made_with_its_folder_and_only_its_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _) = place();
    let path = folder.path().join("deep/er/history.db");
    let database = Database::open(&path).unwrap();
    database.save(&result("acme", 1)).unwrap();
    for name in ["history.db", "history.db-wal", "history.db-shm"] {
        let mode = fs::metadata(path.with_file_name(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    assert_eq!(fs::metadata(path.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn what_is_not_there_is_not_made_by_looking() {
    let (_folder, path) = place();
    let error = Database::open_existing(&path).unwrap_err();
    assert!(matches!(error, DatabaseError::Missing { .. }));
    assert_eq!(
        error.to_string(),
        format!(
            "{}: there is no such history; `safety-meter score --save` begins one, or name another with --db",
            path.display()
        )
    );
    assert!(!path.exists());
}

#[test]
fn what_was_saved_is_there_when_it_is_opened_again() {
    let (_folder, path) = place();
    let entry = result("acme", 7);
    assert_eq!(Database::open(&path).unwrap().save(&entry).unwrap(), Saved::New);
    let again = Database::open_existing(&path).unwrap();
    assert_eq!(again.list_full("acme", Span::default()).unwrap(), [entry]);
}

/// As a program leaves it that was killed between making the file and writing to it.
#[test]
fn an_empty_file_becomes_a_database() {
    let (_folder, path) = place();
    fs::write(&path, "").unwrap();
    let database = Database::open_existing(&path).unwrap();
    assert_eq!(database.save(&result("acme", 7)).unwrap(), Saved::New);
}

#[test]
fn files_of_others_are_refused_and_left_as_they_are() {
    let (folder, path) = place();
    let text = folder.path().join("notes.txt");
    fs::write(&text, "SQLite format 3, as I remember it").unwrap();
    // A database of somebody else, with a write-ahead log that opening would fold into it.
    let other = Connection::open(&path).unwrap();
    other.pragma_update(None, "journal_mode", "WAL").unwrap();
    other.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)").unwrap();
    let copy = folder.path().join("copy.db");
    for suffix in ["", "-wal"] {
        let from = format!("{}{suffix}", path.display());
        fs::copy(from, format!("{}{suffix}", copy.display())).unwrap();
    }
    let all = || {
        let mut files: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(|path| (fs::read(&path).unwrap(), path)).collect::<Vec<_>>()
    };
    let before = all();
    for path in [&text, &copy, &path] {
        let error = Database::open(path).unwrap_err();
        assert!(matches!(error, DatabaseError::Foreign { .. }), "{error}");
    }
    assert!(all() == before, "nothing is altered, made or removed");
    let folder_error = Database::open(folder.path()).unwrap_err();
    assert!(matches!(folder_error, DatabaseError::Foreign { .. }), "{folder_error}");
}

#[test]
fn a_newer_version_is_refused() {
    let (_folder, path) = place();
    drop(Database::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Database::open(&path).unwrap_err();
    assert!(matches!(error, DatabaseError::Newer { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("newer Safety Meter (its version is 99"), "{error}");
}

#[test]
fn a_damaged_one_is_named_as_such() {
    let (_folder, path) = place();
    drop(Database::open(&path).unwrap());
    let mut bytes = fs::read(&path).unwrap();
    bytes[100..].fill(0xaa);
    fs::write(&path, bytes).unwrap();
    let opened = Database::open(&path).and_then(|database| database.channels());
    assert!(matches!(opened.unwrap_err(), DatabaseError::Damaged { .. }));
}

#[test]
fn a_rating_that_is_none_is_damage() {
    let (_folder, path) = place();
    let database = Database::open(&path).unwrap();
    database.save(&result("acme", 1)).unwrap();
    Connection::open(&path).unwrap().execute_batch("UPDATE result SET risk_factor = 7").unwrap();
    let error = database.list("acme", Span::default()).unwrap_err();
    assert!(matches!(error, DatabaseError::Damaged { .. }), "{error}");
}

#[test]
fn the_version_tells_of_changes_by_others_only() {
    let (_folder, path) = place();
    let [one, other] = [(); 2].map(|()| Database::open(&path).unwrap());
    let before = one.version().unwrap();
    one.save(&result("acme", 1)).unwrap();
    assert_eq!(one.version().unwrap(), before);
    other.save(&result("acme", 2)).unwrap();
    assert_ne!(one.version().unwrap(), before);
}

#[test]
fn who_waits_in_vain_is_told_so() {
    let (_folder, path) = place();
    let database = Database::open(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = database.save(&result("acme", 1)).unwrap_err();
    assert!(matches!(error, DatabaseError::Busy { .. }), "{error}");
    // Readers never wait.
    assert_eq!(database.list("acme", Span::default()).unwrap(), []);
}

/// In SQLite's own words these are a database in memory, which would acknowledge everything and keep nothing, and another file.
#[test]
fn every_name_is_the_name_of_a_file() {
    const NAME: &str = "METER_TEST_OPENS";
    if let Ok(name) = std::env::var(NAME) {
        let database = Database::open(name.as_ref()).unwrap();
        database.save(&result("acme", 1)).unwrap();
        return;
    }
    for name in [":memory:", "file:other.db?mode=memory", "-", "a b%20'\"?#.db"] {
        // Relative to a folder, which is one for the whole of a program.
        let (folder, _) = place();
        let program = std::env::current_exe().unwrap();
        let status = std::process::Command::new(program)
            .args(["opening::every_name_is_the_name_of_a_file", "--exact"])
            .current_dir(folder.path())
            .env(NAME, name)
            .stdout(std::process::Stdio::null())
            .status();
        assert!(status.unwrap().success(), "{name}");
        let saved = Database::open_existing(&folder.path().join(name)).unwrap();
        assert_eq!(saved.channels().unwrap().len(), 1, "{name}");
    }
}

#[test]
fn it_can_be_handed_to_another_thread() {
    fn is_send<T: Send>(_: &T) {}
    let (_folder, path) = place();
    is_send(&Database::open(&path).unwrap());
}
