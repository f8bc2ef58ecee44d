//! What the server knows: the tokens and each channel's latest result, in memory, and the database behind them.
//!
//! Answers that are known take no look at the database. What other programs change there is seen within [`EVERY`].

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use super::day::Day;
use crate::database::{Database, DatabaseError};
use crate::history::{Entry, Row, Span};
use crate::tokens::{Authority, Scope};

/// How often a look is taken at what other programs have changed.
pub(super) const EVERY: Duration = Duration::from_millis(200);

/// The database and what is known of it.
pub(super) struct Store {
    path: PathBuf,
    /// The fingerprint of the policy; results under another one are of no use here.
    policy: String,
    opened: Mutex<Opened>,
    known: RwLock<Known>,
    /// Whether the last look succeeded.
    is_well: AtomicBool,
}

struct Opened {
    database: Database,
    file: FileId,
    /// The version of what is known; none if nothing is.
    version: Option<i64>,
}

/// By which a file is known again, wherever it is moved.
type FileId = Option<(u64, u64)>;

struct Known {
    /// The day at whose end the latest results were looked up.
    day: Day,
    authority: Authority,
    latest: HashMap<String, Arc<Row>>,
}

/// What is known of a channel without a look at the database.
pub(super) enum Latest {
    /// Its latest result, or that there is none.
    Is(Option<Arc<Row>>),
    /// Nothing, since the day has changed meanwhile.
    Unknown,
}

impl Store {
    /// Opens the database, and makes it if there is none.
    pub(super) fn open(path: &Path, policy: String, today: Day) -> Result<Self, DatabaseError> {
        let database = Database::open(path)?;
        let opened = Opened { database, file: file_id(path), version: None };
        let known = Known { day: today, authority: Authority::default(), latest: HashMap::new() };
        let store = Self {
            path: path.to_owned(),
            policy,
            opened: Mutex::new(opened),
            known: RwLock::new(known),
            is_well: AtomicBool::new(true),
        };
        store.look(today)?;
        Ok(store)
    }

    /// What a token allows.
    pub(super) fn scope_of(&self, token: &str) -> Option<Scope> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).authority.scope_of(token).cloned()
    }

    /// Whether there is any token that allows something.
    pub(super) fn accepts_any(&self) -> bool {
        !self.known.read().unwrap_or_else(PoisonError::into_inner).authority.is_empty()
    }

    /// The result of a channel of today, as far as it is known.
    pub(super) fn todays(&self, channel: &str, today: Day) -> Option<Arc<Row>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.latest.get(channel).filter(|row| is_of(row, today)).cloned()
    }

    /// The latest result of a channel of today or before, as far as it is known.
    pub(super) fn latest(&self, channel: &str, today: Day) -> Latest {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if known.day != today {
            return Latest::Unknown;
        }
        Latest::Is(known.latest.get(channel).cloned())
    }

    /// Whether the database could be read when last looked at.
    pub(super) fn is_well(&self) -> bool {
        self.is_well.load(Ordering::Relaxed)
    }

    /// Looks at what other programs have changed, and whether another day has begun. Blocks.
    pub(super) fn look(&self, today: Day) -> Result<(), DatabaseError> {
        let looked = self.opened().and_then(|mut opened| self.look_with(&mut opened, today));
        let was_well = self.is_well.swap(looked.is_ok(), Ordering::Relaxed);
        match &looked {
            Err(error) if was_well => {
                tracing::error!(%error, "the history cannot be read; what is known of it is still answered");
            }
            Ok(()) if !was_well => tracing::info!("the history can be read again"),
            _ => {}
        }
        looked
    }

    fn look_with(&self, opened: &mut Opened, today: Day) -> Result<(), DatabaseError> {
        // Before what it is the version of, so that whatever comes in between is seen the next time.
        let version = opened.database.version()?;
        let is_of_today = self.known.read().unwrap_or_else(PoisonError::into_inner).day == today;
        if is_of_today && opened.version == Some(version) {
            return Ok(());
        }
        let authority = Authority::of(&opened.database.tokens()?);
        let latest = opened.database.each_latest(&self.policy, today.end)?;
        let latest = latest.into_iter().map(|row| (row.score.channel.clone().into_owned(), Arc::new(row)));
        let known = Known { day: today, authority, latest: latest.collect() };
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = known;
        opened.version = Some(version);
        Ok(())
    }

    /// The latest result of a channel of today or before, from the database itself. Blocks.
    pub(super) fn find(&self, channel: &str, today: Day) -> Result<Option<Arc<Row>>, DatabaseError> {
        let found = self.opened()?.database.latest(channel, &self.policy, today.end)?;
        Ok(found.map(|entry| Arc::new(entry.into())))
    }

    /// Saves a result; when this returns, it is on the disk and will be found. Blocks.
    pub(super) fn save(&self, entry: Entry) -> Result<Arc<Row>, DatabaseError> {
        let opened = self.opened()?;
        opened.database.save(&entry)?;
        let row = Arc::new(Row::from(entry));
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        // What is known is of one day; where another one has begun, the next look tells of it.
        if row.as_of.is_some_and(|as_of| as_of < known.day.end) {
            known.latest.insert(row.score.channel.clone().into_owned(), Arc::clone(&row));
        }
        drop(known);
        // Until here nobody else could look, so that nothing older takes its place.
        drop(opened);
        Ok(row)
    }

    /// The newest results of a channel, oldest first. Blocks.
    pub(super) fn list(&self, channel: &str, newest: u32) -> Result<Vec<Row>, DatabaseError> {
        self.opened()?.database.list(channel, Span { newest: Some(newest), ..Span::default() })
    }

    /// The database that lies at the path now. What is written into a file that was deleted would be lost.
    fn opened(&self) -> Result<MutexGuard<'_, Opened>, DatabaseError> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let file = file_id(&self.path);
        if file.is_none() || file != opened.file {
            let database = Database::open_existing(&self.path)?;
            *opened = Opened { database, file: file_id(&self.path), version: None };
        }
        Ok(opened)
    }
}

/// Whether a result is of a day.
pub(super) fn is_of(row: &Row, day: Day) -> bool {
    row.as_of.is_some_and(|as_of| day.contains(as_of))
}

#[cfg(unix)]
fn file_id(path: &Path) -> FileId {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn file_id(path: &Path) -> FileId {
    path.is_file().then_some((0, 0))
}
