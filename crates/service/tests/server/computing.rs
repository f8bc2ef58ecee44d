//! Once for all who ask, and never more than there is room for.

use std::time::Duration;

use meter_service::Database;
use meter_service::compute::EngineError;
use meter_service::history::Span;

use crate::client::{ask, connect, request};
use crate::engine::{Does, NOON, RISK, Running, Setup, entry, eventually};

#[test]
fn a_hundred_at_once_are_one_computation() {
    let server = Running::new();
    let token = server.token("acme");
    server.engine.does(Does::Takes(Duration::from_millis(300)));
    let (address, asked) = (server.address, token.clone());
    let threads: Vec<_> = (0..100)
        .map(|_| {
            let token = asked.clone();
            std::thread::spawn(move || ask(address, "POST", RISK, Some(&token)))
        })
        .collect();
    let answers: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert!(answers.iter().all(|answer| answer.status == 200 && answer.body == answers[0].body));
    assert_eq!(server.scored(), 1);
    assert_eq!(server.post(&token).status, 200);
    assert_eq!(server.scored(), 1);
    assert_eq!(Database::open(&server.path).unwrap().list("acme", Span::default()).unwrap().len(), 1);
}

#[test]
fn who_goes_away_ends_nothing() {
    use std::io::Write;
    let server = Running::new();
    let token = server.token("acme");
    server.engine.does(Does::Takes(Duration::from_millis(300)));
    let mut stream = connect(server.address);
    stream.write_all(&request("POST", RISK, Some(&token))).unwrap();
    eventually(|| server.scored() == 1);
    drop(stream);
    eventually(|| server.get(&token).status == 200);
    assert_eq!((server.post(&token).status, server.scored()), (200, 1));
}

#[test]
fn where_no_room_is_left_one_may_come_again() {
    let server = Setup { jobs: 1, waiting: 1, ..Setup::default() }.start();
    let tokens = ["one", "two", "three"].map(|name| server.token(name));
    server.engine.does(Does::Takes(Duration::from_millis(800)));
    let address = server.address;
    let begin = |token: &String| {
        let token = token.clone();
        std::thread::spawn(move || ask(address, "POST", RISK, Some(&token)))
    };
    let first = begin(&tokens[0]);
    eventually(|| server.scored() == 1);
    let second = begin(&tokens[1]);
    std::thread::sleep(Duration::from_millis(100));
    let refused = server.post(&tokens[2]);
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("5")));
    assert!(refused.problem().contains("try again"));
    assert_eq!((first.join().unwrap().status, second.join().unwrap().status), (200, 200));
    assert_eq!(server.post(&tokens[2]).status, 200);
}

#[test]
fn who_waits_too_long_is_told_that_it_goes_on() {
    let mut setup = Setup::default();
    setup.limits.answer = Duration::from_millis(50);
    let server = setup.start();
    let token = server.token("acme");
    server.engine.does(Does::Takes(Duration::from_millis(300)));
    let answer = server.post(&token);
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")));
    assert!(answer.problem().contains("goes on"));
    eventually(|| server.post(&token).status == 200);
    assert_eq!(server.scored(), 1);
}

#[test]
fn a_panic_is_an_error_of_that_call_only() {
    let server = Running::new();
    let token = server.token("acme");
    server.engine.does(Does::Panics);
    assert!(server.post(&token).problem().contains("fault of Safety Meter"));
    assert_eq!(server.post(&token).status, 500);
    assert_eq!(server.ask("GET", "/channels/acme/report", Some(&token)).status, 500);
    server.engine.does(Does::Mistakes);
    assert_eq!(server.post(&token).status, 500, "another channel's result is nobody's");
    server.engine.does(Does::Scores);
    assert_eq!(server.post(&token).status, 200);
}

#[test]
fn what_cannot_be_read_is_said_and_the_last_result_stays() {
    let server = Running::new();
    let token = server.token("acme");
    let first = server.post(&token);
    server.set_clock(NOON + 86_400);
    for error in [EngineError::NoSuchChannel, EngineError::Unreadable("1 file cannot be read".to_owned())] {
        let sentence = error.to_string();
        server.engine.does(Does::Refuses(error));
        let answer = server.post(&token);
        assert_eq!((answer.status, answer.problem()), (503, sentence));
        assert_eq!(server.get(&token).body, first.body);
    }
    server.engine.does(Does::Scores);
    assert_eq!(server.post(&token).json()["lastUpdateDate"], "5/21/2024");
}

#[test]
fn what_another_program_saved_today_is_not_computed_again() {
    let server = Running::new();
    let token = server.token("acme");
    Database::open(&server.path).unwrap().save(&entry("acme", NOON - 60)).unwrap();
    assert_eq!(server.post(&token).status, 200);
    assert_eq!(server.scored(), 0);
}
