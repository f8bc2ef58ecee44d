//! Whatever happens to the database, there is an error or the last result, and nothing is acknowledged that is not saved.

use std::fs;
use std::time::{Duration, Instant};

use meter_service::Database;
use meter_service::tokens::Revocation;

use crate::engine::{NOON, Running, eventually};

const DAY: i64 = 86_400;

#[test]
fn a_database_that_vanishes_takes_nothing_with_it_that_was_known() {
    let server = Running::new();
    let token = server.token("acme");
    let first = server.post(&token);
    let aside = server.path.with_file_name("aside.db");
    // The log belongs to the file; without it, what is aside would miss its newest results.
    Database::open(&server.path)
        .unwrap()
        .prune(&meter_service::history::Pruning { keep: Some(9), ..Default::default() })
        .unwrap();
    fs::rename(&server.path, &aside).unwrap();
    assert_eq!((server.get(&token).status, server.post(&token).body), (200, first.body.clone()));
    eventually(|| server.ask("GET", "/healthz", None).status == 503);
    server.set_clock(NOON + DAY);
    let answer = server.post(&token);
    assert_eq!(answer.status, 503, "what would go into a deleted file is not acknowledged");
    assert!(!answer.problem().contains('/'), "no path is told");
    assert_eq!(server.ask("GET", "/channels/acme/history", Some(&token)).status, 503);
    fs::rename(&aside, &server.path).unwrap();
    eventually(|| server.ask("GET", "/healthz", None).status == 200);
    assert_eq!(server.post(&token).json()["lastUpdateDate"], "5/21/2024");
    assert_eq!(server.ask("GET", "/channels/acme/history", Some(&token)).json().as_array().unwrap().len(), 2);
}

#[test]
fn a_broken_database_is_an_error_and_what_is_known_is_still_answered() {
    let server = Running::new();
    let token = server.token("acme");
    let first = server.post(&token);
    let broken = server.path.with_file_name("broken.db");
    fs::write(&broken, "this was a database").unwrap();
    fs::rename(&broken, &server.path).unwrap();
    eventually(|| server.ask("GET", "/healthz", None).status == 503);
    assert_eq!((server.get(&token).body, server.post(&token).body), (first.body.clone(), first.body));
    server.set_clock(NOON + DAY);
    assert_eq!(server.post(&token).status, 503);
    assert_eq!(server.ask("GET", "/healthz", None).status, 503);
}

/// As on a full disk: the table takes no more rows.
#[test]
fn what_cannot_be_saved_is_not_acknowledged() {
    let server = Running::new();
    let token = server.token("acme");
    let first = server.post(&token);
    let sql = rusqlite::Connection::open(&server.path).unwrap();
    sql.execute_batch("CREATE TRIGGER full BEFORE INSERT ON result BEGIN SELECT RAISE(ABORT, 'full'); END")
        .unwrap();
    server.set_clock(NOON + DAY);
    for _ in 0..3 {
        assert_eq!(server.post(&token).status, 503);
        assert_eq!(server.get(&token).body, first.body);
    }
    sql.execute_batch("DROP TRIGGER full").unwrap();
    assert_eq!(server.post(&token).json()["lastUpdateDate"], "5/21/2024");
}

/// A save that waits for another program keeps the looks at the database waiting, too; the next look must not be as far away again.
#[test]
fn whoever_writes_for_long_delays_no_revocation_afterwards() {
    let server = Running::new();
    let token = server.token("acme");
    let sql = rusqlite::Connection::open(&server.path).unwrap();
    sql.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(server.post(&token).status, 503, "nothing can be saved");
    sql.execute_batch("ROLLBACK").unwrap();
    Database::open(&server.path).unwrap().revoke(&Revocation::Channel("acme".to_owned()), NOON).unwrap();
    let begun = Instant::now();
    eventually(|| server.get(&token).status == 401);
    // Five seconds are as long as the save has waited.
    assert!(begun.elapsed() < Duration::from_secs(4));
}
