//! What all requests share, and the rule of the day: the first POST of a day computes, all others get what it saved.

use std::sync::Arc;
use std::time::Instant;

use axum::http::StatusCode;
use chrono_tz::Tz;
use tokio::sync::Semaphore;

use super::day::{Clock, Day};
use super::metrics::{Metrics, Work};
use super::problem::Problem;
use super::settings::Limits;
use super::store::{Latest, Store, is_of};
use crate::compute::{Engine, EngineError, Jobs, NotDone};
use crate::database::DatabaseError;
use crate::history::{Entry, Row};

/// What all requests share.
pub(super) struct App {
    pub(super) store: Store,
    pub(super) metrics: Metrics,
    pub(super) limits: Limits,
    engine: Arc<dyn Engine>,
    jobs: Jobs<Key, Made>,
    clock: Clock,
    zone: Tz,
    /// One look into the database at a time, so that those who wait for it take no thread.
    looks: Semaphore,
}

/// What is computed once, however many ask for it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Key {
    /// The score of a channel, for a day.
    Score(String, Day),
    /// The page of a channel.
    Page(String),
}

/// What came of it.
type Made = Result<Thing, Failure>;

#[derive(Clone, Debug)]
enum Thing {
    Score(Arc<Row>),
    Page(Arc<str>),
}

/// Why nothing came of it. The first word is the label of the metric.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// There is no place to wait in.
    Busy,
    /// It takes longer than anybody waits, and goes on.
    Slow,
    /// The engine said no.
    Engine(EngineError),
    /// The history cannot be read or written.
    Database(&'static str),
}

impl App {
    pub(super) fn new(
        store: Store,
        engine: Arc<dyn Engine>,
        (clock, zone): (Clock, Tz),
        (jobs, waiting): (usize, usize),
        limits: Limits,
    ) -> Self {
        Self {
            store,
            metrics: Metrics::new(),
            limits,
            engine,
            jobs: Jobs::new(jobs, waiting),
            clock,
            zone,
            looks: Semaphore::new(1),
        }
    }

    /// Today, on the server's calendar.
    pub(super) fn today(&self) -> Day {
        Day::of(self.clock.now(), self.zone)
    }

    /// How many computations run or wait.
    pub(super) fn at_work(&self) -> usize {
        self.jobs.len()
    }

    /// The result of a channel of today, computed and saved if there is none yet.
    pub(super) async fn todays(self: &Arc<Self>, channel: &str) -> Result<Arc<Row>, Failure> {
        let today = self.today();
        if let Some(row) = self.store.todays(channel, today) {
            return Ok(row);
        }
        let (app, name) = (Arc::clone(self), channel.to_owned());
        let work = move || app.counted(Work::Score, Some(&name), || app.compute(&name).map(Thing::Score));
        match self.made(Key::Score(channel.to_owned(), today), work).await? {
            Thing::Score(row) if row.score.channel == channel => Ok(row),
            _ => Err(Failure::Engine(EngineError::Internal)),
        }
    }

    /// The page of a channel as it is now.
    pub(super) async fn page(self: &Arc<Self>, channel: &str) -> Result<Arc<str>, Failure> {
        let (app, name) = (Arc::clone(self), channel.to_owned());
        let page = move || {
            let page = app.engine.page(&name, app.clock.now()).map_err(Failure::Engine)?;
            Ok(Thing::Page(page.into()))
        };
        let app = Arc::clone(self);
        // Whoever asks for a page chooses the name, which may be a secret in the wrong place: it is not logged unless there is a page.
        let work = move || app.counted(Work::Page, None, page);
        match self.made(Key::Page(channel.to_owned()), work).await? {
            Thing::Page(page) => Ok(page),
            Thing::Score(_) => Err(Failure::Engine(EngineError::Internal)),
        }
    }

    /// The latest result of a channel of today or before.
    pub(super) async fn latest(self: &Arc<Self>, channel: &str) -> Result<Option<Arc<Row>>, Failure> {
        let today = self.today();
        if let Latest::Is(row) = self.store.latest(channel, today) {
            return Ok(row);
        }
        let name = channel.to_owned();
        self.look(move |app| app.store.find(&name, today)).await
    }

    /// Looks into the database on a thread that may block.
    pub(super) async fn look<T: Send + 'static>(
        self: &Arc<Self>,
        look: impl FnOnce(&Self) -> Result<T, DatabaseError> + Send + 'static,
    ) -> Result<T, Failure> {
        let app = Arc::clone(self);
        let turn = tokio::time::timeout(self.limits.answer, self.looks.acquire()).await;
        let _turn = turn.map_err(|_| Failure::Slow)?;
        let looked =
            tokio::task::spawn_blocking(move || look(&app).map_err(|error| Failure::of_database(&error)))
                .await;
        looked.unwrap_or(Err(Failure::Engine(EngineError::Internal)))
    }

    async fn made(&self, key: Key, work: impl FnOnce() -> Made + Send + 'static) -> Made {
        match tokio::time::timeout(self.limits.answer, self.jobs.result(&key, work)).await {
            Err(_) => Err(Failure::Slow),
            Ok(Err(NotDone::Busy)) => {
                self.metrics.refused();
                Err(Failure::Busy)
            }
            Ok(Err(NotDone::Failed)) => Err(Failure::Engine(EngineError::Internal)),
            Ok(Ok(made)) => made,
        }
    }

    /// Computes and saves, unless another program has meanwhile.
    fn compute(&self, channel: &str) -> Result<Arc<Row>, Failure> {
        let now = self.clock.now();
        let today = Day::of(now, self.zone);
        let found = self.store.find(channel, today).map_err(|error| Failure::of_database(&error))?;
        if let Some(row) = found.filter(|row| is_of(row, today)) {
            return Ok(row);
        }
        let computed = self.engine.score(channel, now).map_err(Failure::Engine)?;
        if computed.score.channel != channel {
            return Err(Failure::Engine(EngineError::Internal));
        }
        let entry = Entry { saved_at: self.clock.now(), ..computed };
        self.store.save(entry).map_err(|error| Failure::of_database(&error))
    }

    /// Counts a computation and how long it took, also if it panics.
    fn counted(&self, work: Work, channel: Option<&str>, job: impl FnOnce() -> Made) -> Made {
        let begun = Instant::now();
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
        let made = caught.unwrap_or(Err(Failure::Engine(EngineError::Internal)));
        let outcome = made.as_ref().err().map_or("done", Failure::word);
        self.metrics.computed(work, outcome, begun.elapsed());
        if let Err(failure) = &made {
            let why = if let Failure::Engine(error) = failure { Some(error.to_string()) } else { None };
            tracing::warn!(work = work.word(), channel, outcome, why, "a computation failed");
        }
        made
    }
}

impl Failure {
    fn of_database(error: &DatabaseError) -> Self {
        tracing::error!(%error, "the history cannot be used");
        Self::Database(match error {
            DatabaseError::DiskFull { .. } => "the result cannot be saved, since the disk is full",
            DatabaseError::Busy { .. } => "the history is in use by another program",
            _ => "the history cannot be used at present",
        })
    }

    /// Which it is, for a metric.
    fn word(&self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Slow => "slow",
            Self::Engine(EngineError::NoSuchChannel) => "no such channel",
            Self::Engine(EngineError::Unreadable(_)) => "unreadable",
            Self::Engine(EngineError::Internal) => "internal",
            Self::Database(_) => "database",
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Busy => Self::busy(),
            Failure::Slow => {
                Self::unavailable("this is not done yet and goes on; ask again in a few seconds").soon()
            }
            Failure::Engine(EngineError::Internal) => Self::internal(),
            Failure::Engine(error) => Self::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string()),
            Failure::Database(message) => Self::unavailable(message).soon(),
        }
    }
}
