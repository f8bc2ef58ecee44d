//! Slow and greedy clients.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::client::{connect, raw, read, request};
use crate::engine::{RISK, Running, Setup};

fn post(token: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("POST {RISK} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

#[test]
fn any_body_or_none_is_accepted_up_to_its_limit() {
    let server = Running::new();
    let token = server.token("acme");
    for headers in ["", "Content-Length: 0\r\n", "Content-Type: application/json\r\nContent-Length: 0\r\n"] {
        assert_eq!(raw(server.address, &post(&token, headers, b"")).status, 200, "{headers}");
    }
    for kind in ["application/json", "text/plain", "application/x-www-form-urlencoded", "nonsense"] {
        let headers = format!("Content-Type: {kind}\r\nContent-Length: 3\r\n");
        assert_eq!(raw(server.address, &post(&token, &headers, b"\xff{]")).status, 200, "{kind}");
    }
    assert_eq!(
        raw(server.address, &post(&token, "Transfer-Encoding: chunked\r\n", b"2\r\nhi\r\n0\r\n\r\n")).status,
        200
    );
    for (length, status) in [(65_536, 200), (65_537, 413), (1_000_000, 413)] {
        let headers = format!("Content-Length: {length}\r\n");
        let answer = raw(server.address, &post(&token, &headers, &vec![b'x'; length]));
        assert_eq!(answer.status, status, "{length}");
        if status == 413 {
            assert!(answer.problem().contains("65536 bytes"));
        }
    }
    let huge = raw(server.address, &post(&token, "Content-Length: 99999999999\r\n", b"some"));
    assert_eq!((huge.status, huge.header("connection")), (413, Some("close")));
    let chunks = [b"10000\r\n".to_vec(), vec![b'x'; 65_536], b"\r\n".to_vec()].concat();
    let chunked =
        post(&token, "Transfer-Encoding: chunked\r\n", &[chunks.repeat(2), b"0\r\n\r\n".to_vec()].concat());
    assert_eq!(raw(server.address, &chunked).status, 413);
}

#[test]
fn one_connection_is_for_many_requests() {
    let server = Running::new();
    let token = server.token("acme");
    let mut stream = connect(server.address);
    for path in [RISK, "/nowhere", "/healthz", RISK] {
        let method = if path == RISK { "POST" } else { "GET" };
        stream.write_all(&request(method, path, Some(&token))).unwrap();
        assert_eq!(read(&mut stream, false).status, if path == "/nowhere" { 404 } else { 200 });
    }
}

/// How long until the other side closes.
fn closed_after(stream: &mut TcpStream) -> Duration {
    let begun = Instant::now();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    begun.elapsed()
}

#[test]
fn slow_heads_slow_bodies_and_idle_connections_come_to_an_end() {
    let mut setup = Setup::default();
    setup.limits.head = Duration::from_millis(300);
    setup.limits.body = Duration::from_millis(300);
    let server = setup.start();
    let token = server.token("acme");
    let mut silent = connect(server.address);
    assert!(closed_after(&mut silent) < Duration::from_secs(5));
    let mut slow = connect(server.address);
    slow.write_all(b"POST /services/riskOfBlocking HTTP/1.1\r\nHost: a\r\n").unwrap();
    assert!(closed_after(&mut slow) < Duration::from_secs(5));
    let mut idle = connect(server.address);
    idle.write_all(&request("GET", "/healthz", None)).unwrap();
    assert_eq!(read(&mut idle, false).status, 200);
    assert!(closed_after(&mut idle) < Duration::from_secs(5));
    let late = raw(server.address, &post(&token, "Content-Length: 9\r\n", b"12"));
    assert_eq!((late.status, late.header("connection")), (408, Some("close")));
    assert!(late.problem().contains("in time"));
}

#[test]
fn a_connection_lives_for_so_long_and_no_longer_however_busy_it_is() {
    let mut setup = Setup::default();
    setup.limits.lifetime = Duration::from_millis(500);
    let server = setup.start();
    let mut busy = connect(server.address);
    let begun = Instant::now();
    let mut answers = 0;
    while busy.write_all(&request("GET", "/healthz", None)).is_ok() {
        let mut some = [0; 1_024];
        if !matches!(busy.read(&mut some), Ok(count) if count > 0) {
            break;
        }
        answers += 1;
        assert!(begun.elapsed() < Duration::from_secs(10));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(
        answers > 1 && begun.elapsed() >= Duration::from_millis(500),
        "{answers} in {:?}",
        begun.elapsed()
    );
}

#[test]
fn who_finds_all_places_taken_waits_for_one() {
    let mut setup = Setup::default();
    setup.limits.connections = 3;
    setup.limits.head = Duration::from_millis(700);
    let server = setup.start();
    let taken: Vec<TcpStream> = (0..3).map(|_| connect(server.address)).collect();
    std::thread::sleep(Duration::from_millis(100));
    let begun = Instant::now();
    assert_eq!(server.ask("GET", "/healthz", None).status, 200);
    assert!(begun.elapsed() > Duration::from_millis(200), "{:?}", begun.elapsed());
    drop(taken);
}

#[test]
fn a_thousand_slow_connections_stop_nobody() {
    let server = Running::new();
    let token = server.token("acme");
    server.post(&token);
    let slow: Vec<TcpStream> = (0..1_000)
        .map(|_| {
            let mut stream = connect(server.address);
            stream.write_all(b"POST /services/riskOfBlocking HTTP/1.1\r\nHos").unwrap();
            stream
        })
        .collect();
    let begun = Instant::now();
    for _ in 0..100 {
        assert_eq!(server.post(&token).status, 200);
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    drop(slow);
}
