//! One computation a day, on the server's calendar, whatever happens to clocks and processes.

use chrono_tz::Tz;
use meter_service::Database;

use crate::engine::{NOON, POLICY, Setup, entry, eventually};

const DAY: i64 = 86_400;

#[test]
fn the_day_ends_at_midnight_of_the_servers_zone() {
    let server = Setup { zone: Tz::Asia__Tokyo, ..Setup::default() }.start();
    let token = server.token("acme");
    // 21:00 in Tokyo; three hours later it is tomorrow there, and still today in Greenwich.
    server.post(&token);
    server.set_clock(NOON + 3 * 3_600 - 1);
    server.post(&token);
    assert_eq!(server.scored(), 1);
    server.set_clock(NOON + 3 * 3_600);
    server.post(&token);
    assert_eq!(server.scored(), 2);
}

#[test]
fn a_restart_on_the_same_day_computes_nothing_and_on_the_next_it_does() {
    let server = Setup::default().start();
    let token = server.token("acme");
    let before = server.post(&token);
    let (path, folder) = server.end();
    let again = Setup::default().start_with(path.clone(), NOON + 60);
    assert_eq!((again.get(&token).body, again.post(&token).body), (before.body.clone(), before.body.clone()));
    assert_eq!(again.scored(), 0);
    again.end();
    let tomorrow = Setup::default().start_with(path, NOON + DAY);
    assert_eq!(tomorrow.get(&token).body, before.body);
    assert_ne!(tomorrow.post(&token).body, before.body);
    assert_eq!(tomorrow.scored(), 1);
    drop((tomorrow, folder));
}

#[test]
fn a_clock_that_was_set_back_brings_no_result_of_a_day_to_come() {
    let server = Setup::default().start();
    let token = server.token("acme");
    let today = server.post(&token);
    server.set_clock(NOON + 10 * DAY);
    let later = server.post(&token);
    server.set_clock(NOON);
    assert_eq!(server.get(&token).body, today.body, "at once");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(server.get(&token).body, today.body, "and after another look");
    assert_eq!(server.post(&token).body, today.body);
    server.set_clock(NOON - DAY);
    assert_eq!(server.get(&token).status, 404);
    assert_eq!(server.post(&token).json()["lastUpdateDate"], "5/19/2024");
    server.set_clock(NOON + 10 * DAY);
    assert_eq!(server.post(&token).body, later.body);
    assert_eq!(server.scored(), 3);
}

#[test]
fn results_under_another_policy_are_none() {
    let server = Setup::default().start();
    let token = server.token("acme");
    let other = meter_service::history::Entry { policy: "another".to_owned(), ..entry("acme", NOON) };
    Database::open(&server.path).unwrap().save(&other).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(server.get(&token).status, 404);
    server.post(&token);
    assert_eq!(server.scored(), 1);
    assert!(Database::open(&server.path).unwrap().latest("acme", POLICY, NOON + 1).unwrap().is_some());
}

#[test]
fn what_another_program_saves_is_seen_within_a_second() {
    let server = Setup::default().start();
    let token = server.token("acme");
    assert_eq!(server.get(&token).status, 404);
    Database::open(&server.path).unwrap().save(&entry("acme", NOON - 5 * DAY)).unwrap();
    eventually(|| server.get(&token).status == 200);
    assert_eq!(server.get(&token).json()["lastUpdateDate"], "5/15/2024");
}
