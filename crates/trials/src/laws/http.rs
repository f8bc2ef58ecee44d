//! The path of an HTTP request: one server for all trials, and on each connection whatever bytes come in.

use std::borrow::Cow;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::num::NonZeroUsize;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono_tz::Tz;
use meter_report::vendor::SixKeys;
use meter_score::Rating;
use meter_service::Database;
use meter_service::compute::{Engine, EngineError};
use meter_service::history::Entry;
use meter_service::server::{Clock, Limits, Server, Settings};
use meter_service::tokens::Scope;
use serde_json::Value;
use tempfile::TempDir;

use super::answers::Answers;

/// In the place of a channel's token, which no seed can know.
const TOKEN: &str = "{token}";
/// The same for an admin.
const ADMIN: &str = "{admin}";
/// 20 May 2024, noon.
const NOON: i64 = 1_716_206_400;
/// What a request can be answered with by the documentation of the server, and by the protocol.
const STATUSES: [u16; 13] = [100, 200, 400, 401, 403, 404, 405, 408, 413, 414, 429, 431, 503];

/// Requests of every kind.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for path in [
        "/services/riskOfBlocking",
        "/channels/acme/report",
        "/channels/acme/history",
        "/channels/%61cme/history",
        "/healthz",
        "/metrics",
        "/openapi.json",
        "/",
        "/channels/a%2Fb/report",
        "/services/riskOfBlocking?a=b",
        "*",
    ] {
        for (method, token) in
            [("GET", TOKEN), ("POST", TOKEN), ("GET", ADMIN), ("HEAD", TOKEN), ("OPTIONS", "smt_wrong")]
        {
            let head =
                format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n");
            seeds.push(format!("{head}\r\n").into_bytes());
            seeds.push(
                format!("{head}Content-Length: 2\r\n\r\n{{}}GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                    .into_bytes(),
            );
            seeds.push(format!("{head}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n").into_bytes());
        }
    }
    seeds.push(b"GET /healthz HTTP/1.0\r\n\r\n".to_vec());
    seeds.push(b"POST /services/riskOfBlocking HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx".to_vec());
    seeds.push(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n".to_vec());
    seeds.push(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec());
    seeds
}

/// Sends the bytes and reads all answers.
///
/// # Panics
/// If a law is broken.
pub fn trial(bytes: &[u8]) {
    let served = &*SERVED;
    let sent = with_tokens(bytes, served);
    let mut stream = TcpStream::connect(served.address).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time that is not zero");
    // The server may have ended the connection before it has read everything.
    let _ = stream.write_all(&sent);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answered = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answered) {
        // What was not read when a connection is closed lets the system reset it.
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "the connection does not end: {error}");
        return;
    }
    let mut answers = Answers::new(&answered);
    while let Some(answer) = answers.next_one() {
        assert!(STATUSES.contains(&answer.status), "status {}", answer.status);
        let is_json = answer.header("content-type") == Some("application/json");
        if is_json && !answer.body.is_empty() {
            let body: Value =
                serde_json::from_slice(answer.body).expect("a body that says it is JSON is JSON");
            assert!(answer.status < 400 || is_envelope(&body, answer.status), "no envelope: {body}");
        }
        served.keeps_secrets(answer.head, answer.body);
    }
}

/// The bytes with real tokens in them.
fn with_tokens(bytes: &[u8], served: &Served) -> Vec<u8> {
    let mut sent = bytes.to_vec();
    for (place, token) in [(TOKEN, &served.token), (ADMIN, &served.admin)] {
        while let Some(at) = sent.windows(place.len()).position(|window| window == place.as_bytes()) {
            _ = sent.splice(at..at + place.len(), token.bytes());
        }
    }
    sent
}

fn is_envelope(body: &Value, status: u16) -> bool {
    let error = &body["error"];
    let keys = (body.as_object().map(serde_json::Map::len), error.as_object().map(serde_json::Map::len));
    keys == (Some(1), Some(2))
        && error["code"] == status
        && error["message"].as_str().is_some_and(|text| !text.is_empty())
}

struct Served {
    address: SocketAddr,
    token: String,
    admin: String,
    folder: TempDir,
}

impl Served {
    /// A token is in no answer but the one with the six keys of its own bearer, and what lies on the disk is in none.
    fn keeps_secrets(&self, head: &str, body: &[u8]) {
        let text = String::from_utf8_lossy(body);
        let folder = self.folder.path().to_string_lossy();
        for secret in [&*self.admin, &*folder, "history.db"] {
            assert!(!head.contains(secret) && !text.contains(secret), "it gives away {secret}");
        }
        assert!(!head.contains(&self.token), "a token in a head");
        let own = format!("{{\"channel\":\"{}\",\"lastUpdateDate\":", self.token);
        let elsewhere = text.strip_prefix(&own).unwrap_or(&text);
        assert!(!elsewhere.contains(&self.token), "a token where it does not belong: {text}");
    }
}

/// One server for all trials of a process. It ends with the process.
static SERVED: LazyLock<Served> = LazyLock::new(|| {
    let folder = TempDir::new().expect("there is room for a folder");
    let path = folder.path().join("history.db");
    let database = Database::open(&path).expect("there is room for a database");
    let add = |scope: &Scope| database.add_token(scope, NOON).expect("a token can be added").1.to_string();
    let (token, admin) = (add(&Scope::Channel("acme".to_owned())), add(&Scope::Admin));
    drop(database);
    let settings = Settings {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        database: path,
        zone: Tz::UTC,
        policy: "c15691d2fba228ed".to_owned(),
        jobs: NonZeroUsize::MIN,
        waiting: 8,
        limits: Limits { head: Duration::from_secs(2), body: Duration::from_secs(2), ..Limits::default() },
        clock: Clock::of(|| NOON),
    };
    let server = Server::new(settings, Arc::new(Fake)).expect("it can listen on this machine");
    let address = server.address();
    std::thread::spawn(move || server.run(false));
    Served { address, token, admin, folder }
});

/// Knows one channel.
struct Fake;

impl Engine for Fake {
    fn score(&self, channel: &str, as_of: i64) -> Result<Entry, EngineError> {
        Ok(Entry {
            as_of: Some(as_of),
            saved_at: as_of,
            score: SixKeys {
                channel: Cow::Owned(channel.to_owned()),
                last_update_date: Some(Cow::Borrowed("5/20/2024")),
                life_time: Rating::UseCaution,
                risk_factor: Rating::NeedsAttention,
                risk_factor_chats: Rating::GoodIndicator,
                risk_factor_contacts: Rating::NeedsAttention,
            },
            full: "{}".to_owned(),
            policy: "c15691d2fba228ed".to_owned(),
            inputs: None,
        })
    }

    fn page(&self, channel: &str, _as_of: i64) -> Result<String, EngineError> {
        if channel == "acme" {
            Ok("<!DOCTYPE html><title>acme</title>".to_owned())
        } else {
            Err(EngineError::NoSuchChannel)
        }
    }
}
