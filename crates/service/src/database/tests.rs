//! What needs a hand inside: other versions than today's, and a disk that is full.

use std::path::PathBuf;

use tempfile::TempDir;

use super::{Database, DatabaseError};
use crate::tokens::Scope;

const ONE: &str = "CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (1);";
const TWO: &str = "ALTER TABLE t ADD COLUMN y INTEGER; UPDATE t SET y = x + 1;";

fn place() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("history.db");
    std::fs::write(&path, "").unwrap();
    (folder, path)
}

fn number(database: &Database, sql: &str) -> i64 {
    database.connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn an_older_version_is_brought_up_to_date_with_what_is_in_it() {
    let (_folder, path) = place();
    let old = Database::open_with(&path, &[ONE]).unwrap();
    old.write(|transaction| transaction.execute("INSERT INTO t VALUES (41)", [])).unwrap();
    drop(old);
    let new = Database::open_with(&path, &[ONE, TWO]).unwrap();
    assert_eq!(number(&new, "SELECT max(y) FROM t"), 42);
    assert_eq!(number(&new, "SELECT count(*) FROM t"), 2);
    drop(new);
    // Nothing is done twice, and nothing is undone.
    assert_eq!(number(&Database::open_with(&path, &[ONE, TWO]).unwrap(), "SELECT count(*) FROM t"), 2);
    let error = Database::open_with(&path, &[ONE]).unwrap_err();
    assert!(matches!(error, DatabaseError::Newer { found: 2, known: 1, .. }), "{error}");
}

#[test]
fn a_step_that_fails_leaves_everything_as_it_was() {
    let (_folder, path) = place();
    drop(Database::open_with(&path, &[ONE]).unwrap());
    let broken = "UPDATE t SET x = 7; ALTER TABLE nowhere ADD COLUMN y;";
    Database::open_with(&path, &[ONE, TWO, broken]).unwrap_err();
    let database = Database::open_with(&path, &[ONE]).unwrap();
    assert_eq!(number(&database, "SELECT x FROM t"), 1);
    assert_eq!(number(&database, "SELECT count(*) FROM pragma_table_info('t')"), 1);
}

#[test]
fn programs_that_migrate_at_once_do_it_once() {
    for _ in 0..10 {
        let (_folder, path) = place();
        drop(Database::open_with(&path, &[ONE]).unwrap());
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| Database::open_with(&path, &[ONE, TWO]).unwrap());
            }
        });
        let database = Database::open_with(&path, &[ONE, TWO]).unwrap();
        assert_eq!(number(&database, "SELECT count(*) FROM t WHERE y = 2"), 1);
    }
}

#[test]
fn the_log_is_on_the_disk_before_anything_is_acknowledged() {
    let (_folder, path) = place();
    let database = Database::open(&path).unwrap();
    // 2 is FULL, see <https://www.sqlite.org/pragma.html#pragma_synchronous>.
    assert_eq!(number(&database, "PRAGMA synchronous"), 2);
    let mode: String = database.connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn a_full_disk_is_named_as_such_and_loses_nothing() {
    let (_folder, path) = place();
    let database = Database::open(&path).unwrap();
    let pages = number(&database, "PRAGMA page_count");
    database.connection.pragma_update(None, "max_page_count", pages).unwrap();
    let fill = || (0..1_000).try_for_each(|now| database.add_token(&Scope::Admin, now).map(|_| ()));
    let error = fill().unwrap_err();
    assert!(matches!(error, DatabaseError::DiskFull { .. }), "{error}");
    let there = database.tokens().unwrap().len();
    assert!(there > 0);
    database.connection.pragma_update(None, "max_page_count", pages + 10).unwrap();
    database.add_token(&Scope::Admin, 0).unwrap();
    assert_eq!(database.tokens().unwrap().len(), there + 1);
}
