//! Starting, stopping, counting.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use meter_service::server::ServeError;

use crate::client::{connect, read, request};
use crate::engine::{Does, RISK, Running, Setup, eventually};

#[test]
fn a_stop_finishes_what_runs_and_waits_for_nobody_else() {
    let server = Running::new();
    let token = server.token("acme");
    server.engine.does(Does::Takes(Duration::from_millis(700)));
    let mut asked = connect(server.address);
    asked.write_all(&request("POST", RISK, Some(&token))).unwrap();
    let idle: Vec<TcpStream> = (0..20).map(|_| connect(server.address)).collect();
    eventually(|| server.scored() == 1);
    let address = server.address;
    let begun = Instant::now();
    let ending = std::thread::spawn(move || server.end());
    assert_eq!(read(&mut asked, false).status, 200);
    let (path, folder) = ending.join().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
    let again = Setup::default().start_with(path, crate::engine::NOON);
    assert_eq!((again.post(&token).status, again.scored()), (200, 0), "it was saved");
    drop((idle, again, folder));
}

#[test]
fn a_stop_does_not_wait_for_ever() {
    let mut setup = Setup::default();
    setup.limits.stop = Duration::from_millis(300);
    let server = setup.start();
    let token = server.token("acme");
    server.engine.does(Does::Takes(Duration::from_secs(20)));
    let mut asked = connect(server.address);
    asked.write_all(&request("POST", RISK, Some(&token))).unwrap();
    eventually(|| server.scored() == 1);
    let begun = Instant::now();
    server.end();
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn two_cannot_listen_at_one_place() {
    let server = Running::new();
    let error = TryListen::at(&server).unwrap_err();
    assert!(matches!(error, ServeError::Listen { .. }));
    assert!(error.to_string().contains("--listen"), "{error}");
}

/// A second server at the address of a first.
struct TryListen;

impl TryListen {
    fn at(server: &Running) -> Result<(), ServeError> {
        use meter_service::server::{Clock, Limits, Server, Settings};
        let settings = Settings {
            listen: server.address,
            database: server.path.clone(),
            zone: chrono_tz::Tz::UTC,
            policy: crate::engine::POLICY.to_owned(),
            jobs: std::num::NonZeroUsize::MIN,
            waiting: 0,
            limits: Limits::default(),
            clock: Clock::system(),
        };
        Server::new(settings, server.engine.clone()).map(drop)
    }
}

#[test]
fn metrics_count_and_name_nobody() {
    let server = Running::new();
    let (token, admin) = (server.token("acme"), server.admin());
    server.post(&token);
    server.ask("GET", &format!("/{token}?{token}"), Some(&token));
    server.ask(&token.to_uppercase().replace('-', "_"), RISK, Some(&token));
    server.ask("GET", &format!("/channels/{token}/history"), Some(&admin));
    let metrics = server.ask("GET", "/metrics", Some(&admin));
    assert!(metrics.header("content-type").unwrap().starts_with("application/openmetrics-text"));
    for line in [
        "safety_meter_requests_total{method=\"POST\",route=\"/services/riskOfBlocking\",status=\"200\"} 1",
        "safety_meter_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1",
        "safety_meter_requests_total{method=\"another\",route=\"/services/riskOfBlocking\",status=\"405\"} 1",
        "safety_meter_computation_duration_seconds_count{work=\"score\",outcome=\"done\"} 1",
        "safety_meter_computations_at_work 0",
        "safety_meter_history_is_well 1",
    ] {
        assert!(metrics.body.contains(line), "{line}\n{}", metrics.body);
    }
    assert!(metrics.body.ends_with("# EOF\n"));
    for secret in [token.as_str(), &token.to_uppercase(), &admin, "acme"] {
        assert!(!metrics.body.contains(secret), "{secret}");
    }
}
