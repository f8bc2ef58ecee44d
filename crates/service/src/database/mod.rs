//! The one file that holds results and tokens: opening it, and bringing older ones up to date.
//!
//! It is a `SQLite` database with a write-ahead log that is on the disk before anything is acknowledged. So it survives a program that is
//! killed at any instant, and several programs may use it at once: readers never wait, and writers wait for each other.

mod error;
mod file;
mod schema;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

pub use self::error::DatabaseError;
use self::schema::STEPS;

/// How long another program may write before we give up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// An open database. It can be sent to another thread, and be used by one thread at a time.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    /// What it is called in what is said of it.
    path: PathBuf,
}

impl Database {
    /// Opens the database at `path`, and makes it, readable by its owner only, with the folders above it, if there is none.
    ///
    /// # Errors
    /// If there is something else at `path`, which is then left as it is, or if it cannot be made or opened.
    pub fn open(path: &Path) -> Result<Self, DatabaseError> {
        file::make(path)?;
        Self::open_existing(path)
    }

    /// Opens the database at `path`.
    ///
    /// # Errors
    /// The same, and [`DatabaseError::Missing`] if there is none.
    pub fn open_existing(path: &Path) -> Result<Self, DatabaseError> {
        Self::open_with(path, STEPS)
    }

    fn open_with(path: &Path, steps: &[&str]) -> Result<Self, DatabaseError> {
        file::recognise(path)?;
        let failed = |error| DatabaseError::of(path, error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        // SQLite has names of its own for what is no file, such as `:memory:`; a path from the root is none of them.
        let absolute = std::path::absolute(path).map_err(|error| DatabaseError::of_file(path, error))?;
        let connection = Connection::open_with_flags(absolute, flags).map_err(failed)?;
        set(&connection).map_err(failed)?;
        // Before the write-ahead log, so that the file itself tells whose it is as soon as there is anything in it.
        schema::migrate(&connection, path, steps)?;
        begin_log(&connection).map_err(failed)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// The same database, called otherwise in whatever is said of it.
    #[must_use]
    pub fn called(self, path: PathBuf) -> Self {
        Self { path, ..self }
    }

    /// Where it lies, or what it is called instead.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that is another one after another connection, in whatever program, has changed anything. What this one writes does not count.
    /// It costs no more than a look at shared memory.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn version(&self) -> Result<i64, DatabaseError> {
        self.read(|connection| connection.query_row("PRAGMA data_version", [], |row| row.get(0)))
    }

    /// Reads something.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DatabaseError> {
        read(&self.connection).map_err(|error| self.failed(error))
    }

    /// Writes all of something or nothing. When this returns, it is on the disk.
    pub(crate) fn write<T>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, DatabaseError> {
        let done = || {
            let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
            let written = write(&transaction)?;
            transaction.commit()?;
            Ok(written)
        };
        done().map_err(|error| self.failed(error))
    }

    fn failed(&self, error: rusqlite::Error) -> DatabaseError {
        DatabaseError::of(&self.path, error)
    }
}

fn set(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // What is pruned is gone, not only unlisted.
    connection.pragma_update(None, "secure_delete", "ON")
}

/// Changing to a write-ahead log needs the database alone and, unlike all else, does not wait for that by itself.
fn begin_log(connection: &Connection) -> rusqlite::Result<()> {
    const PAUSE: Duration = Duration::from_millis(5);
    let begun = Instant::now();
    loop {
        let tried = connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        match tried {
            Err(error) if is_busy(&error) && begun.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}
