//! An engine that counts and does what a test tells it, and a server around it.

use std::borrow::Cow;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono_tz::Tz;
use meter_report::vendor::SixKeys;
use meter_score::Rating;
use meter_service::Database;
use meter_service::compute::{Engine, EngineError};
use meter_service::history::Entry;
use meter_service::server::{Clock, Limits, Server, Settings, Stop};
use meter_service::tokens::Scope;
use tempfile::TempDir;

use crate::client::{Answer, ask};

/// The fingerprint of the policy of all tests.
pub const POLICY: &str = "c15691d2fba228ed";
/// 20 May 2024, noon.
pub const NOON: i64 = 1_716_206_400;
/// The vendor's path.
pub const RISK: &str = "/services/riskOfBlocking";

/// What the engine does when it is asked.
#[derive(Clone, Debug)]
pub enum Does {
    Scores,
    Takes(Duration),
    Refuses(EngineError),
    Panics,
    /// Answers with another channel's result.
    Mistakes,
}

/// Counts and obeys.
pub struct Fake {
    pub scored: AtomicUsize,
    pub does: Mutex<Does>,
}

impl Fake {
    pub fn does(&self, what: Does) {
        *self.does.lock().unwrap() = what;
    }

    fn obey(&self) -> Result<(), EngineError> {
        let what = self.does.lock().unwrap().clone();
        match what {
            Does::Scores | Does::Mistakes => Ok(()),
            Does::Takes(time) => {
                std::thread::sleep(time);
                Ok(())
            }
            Does::Refuses(error) => Err(error),
            Does::Panics => panic!("of a test"),
        }
    }
}

/// A rating that tells channels apart.
pub fn rating(channel: &str) -> Rating {
    Rating::try_from(1 + u8::try_from(channel.len() % 3).unwrap()).unwrap()
}

/// A result of a channel.
pub fn entry(channel: &str, as_of: i64) -> Entry {
    let date = chrono::DateTime::from_timestamp(as_of, 0).unwrap();
    Entry {
        as_of: Some(as_of),
        saved_at: 0,
        score: SixKeys {
            channel: Cow::Owned(channel.to_owned()),
            last_update_date: Some(Cow::Owned(date.format("%-m/%-d/%Y").to_string())),
            life_time: rating(channel),
            risk_factor: Rating::NeedsAttention,
            risk_factor_chats: Rating::GoodIndicator,
            risk_factor_contacts: Rating::UseCaution,
        },
        full: "{}".to_owned(),
        policy: POLICY.to_owned(),
        inputs: None,
    }
}

impl Engine for Fake {
    fn score(&self, channel: &str, as_of: i64) -> Result<Entry, EngineError> {
        self.scored.fetch_add(1, Ordering::SeqCst);
        self.obey()?;
        let mistakes = matches!(*self.does.lock().unwrap(), Does::Mistakes);
        Ok(entry(if mistakes { "another" } else { channel }, as_of))
    }

    fn page(&self, channel: &str, _as_of: i64) -> Result<String, EngineError> {
        self.obey()?;
        if channel == "unheard-of" {
            return Err(EngineError::NoSuchChannel);
        }
        Ok(format!("<!DOCTYPE html><title>{channel}</title>"))
    }
}

/// A server, and all that a test may want to do to it.
pub struct Running {
    pub address: SocketAddr,
    pub engine: Arc<Fake>,
    pub clock: Arc<AtomicI64>,
    pub path: PathBuf,
    pub folder: Option<TempDir>,
    pub stop: Stop,
    pub thread: Option<JoinHandle<()>>,
}

/// How a server of a test differs from others.
pub struct Setup {
    pub jobs: usize,
    pub waiting: usize,
    pub limits: Limits,
    pub zone: Tz,
}

impl Default for Setup {
    fn default() -> Self {
        Self { jobs: 2, waiting: 8, limits: Limits::default(), zone: Tz::UTC }
    }
}

impl Setup {
    /// Starts a server with a new database.
    pub fn start(self) -> Running {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("history.db");
        let mut running = self.start_with(path, NOON);
        running.folder = Some(folder);
        running
    }

    /// Starts a server with this database at this time.
    pub fn start_with(self, path: PathBuf, now: i64) -> Running {
        let clock = Arc::new(AtomicI64::new(now));
        let engine = Arc::new(Fake { scored: AtomicUsize::new(0), does: Mutex::new(Does::Scores) });
        let time = Arc::clone(&clock);
        let settings = Settings {
            listen: "127.0.0.1:0".parse().unwrap(),
            database: path.clone(),
            zone: self.zone,
            policy: POLICY.to_owned(),
            jobs: NonZeroUsize::new(self.jobs).unwrap(),
            waiting: self.waiting,
            limits: self.limits,
            clock: Clock::of(move || time.load(Ordering::SeqCst)),
        };
        let server = Server::new(settings, Arc::clone(&engine) as Arc<dyn Engine>).unwrap();
        let (address, stop) = (server.address(), server.stopper());
        let thread = std::thread::spawn(move || server.run(false).unwrap());
        Running { address, engine, clock, path, folder: None, stop, thread: Some(thread) }
    }
}

impl Running {
    /// One like most tests want it.
    pub fn new() -> Self {
        Setup::default().start()
    }

    /// A token of a channel, which is accepted when this returns.
    pub fn token(&self, channel: &str) -> String {
        self.token_of(&Scope::Channel(channel.to_owned()))
    }

    /// A token of an admin.
    pub fn admin(&self) -> String {
        self.token_of(&Scope::Admin)
    }

    fn token_of(&self, scope: &Scope) -> String {
        let database = Database::open(&self.path).unwrap();
        let token = database.add_token(scope, NOON).unwrap().1.to_string();
        eventually(|| self.ask("GET", "/channels/nobody/history", Some(&token)).status != 401);
        token
    }

    pub fn ask(&self, method: &str, path: &str, token: Option<&str>) -> Answer {
        ask(self.address, method, path, token)
    }

    pub fn post(&self, token: &str) -> Answer {
        self.ask("POST", RISK, Some(token))
    }

    pub fn get(&self, token: &str) -> Answer {
        self.ask("GET", RISK, Some(token))
    }

    /// How often a score was computed.
    pub fn scored(&self) -> usize {
        self.engine.scored.load(Ordering::SeqCst)
    }

    pub fn set_clock(&self, now: i64) {
        self.clock.store(now, Ordering::SeqCst);
    }

    /// Ends it, and keeps what it saved.
    pub fn end(mut self) -> (PathBuf, Option<TempDir>) {
        self.stop.stop();
        self.thread.take().unwrap().join().unwrap();
        (self.path.clone(), self.folder.take())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.stop();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Waits for what takes a moment, a second as the issue has it, and some more on a busy machine.
#[track_caller]
pub fn eventually(mut is: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is() {
        assert!(begun.elapsed() < Duration::from_secs(10), "it never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}
