//! How a server is to behave.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;

use super::day::Clock;

/// How a server is to behave.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens; port 0 is any that is free.
    pub listen: SocketAddr,
    /// The file of results and tokens, made if there is none.
    pub database: PathBuf,
    /// On whose calendar a day begins.
    pub zone: Tz,
    /// The fingerprint of the policy by which the engine scores. Results under another one are not answered.
    pub policy: String,
    /// How many computations run at once.
    pub jobs: NonZeroUsize,
    /// How many more may wait, before further ones are refused.
    pub waiting: usize,
    /// Against slow and greedy clients.
    pub limits: Limits,
    /// What time it is.
    pub clock: Clock,
}

/// Against slow and greedy clients.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// How many connections at once; further ones wait until one ends. Less if the system allows fewer open files.
    pub connections: usize,
    /// How long a connection may take to send the head of a request, the first or the next.
    pub head: Duration,
    /// How long a request may take to send its body.
    pub body: Duration,
    /// How many bytes of it.
    pub body_bytes: u64,
    /// How long a request waits for a computation, which goes on afterwards.
    pub answer: Duration,
    /// How long a connection may live, however busy it is.
    pub lifetime: Duration,
    /// How long a stop waits for what runs.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 8_192,
            head: Duration::from_secs(15),
            body: Duration::from_secs(10),
            body_bytes: 65_536,
            answer: Duration::from_mins(1),
            lifetime: Duration::from_mins(10),
            stop: Duration::from_secs(10),
        }
    }
}
