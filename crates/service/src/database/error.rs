//! What can go wrong with the database, each with its remedy.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why something could not be done with the database.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// There is no file, where one was expected.
    #[error("{}: there is no such history; `safety-meter score --save` begins one, or name another with --db", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is something else in its place, which was not altered.
    #[error("{}: is no history of Safety Meter and was left as it is; name another file with --db", path.display())]
    Foreign {
        /// Where it lies.
        path: PathBuf,
    },
    /// A newer program wrote it.
    #[error(
        "{}: was written by a newer Safety Meter (its version is {found}, the newest known here is {known}); use that one, or name another file with --db",
        path.display()
    )]
    Newer {
        /// Where it lies.
        path: PathBuf,
        /// The version of its tables.
        found: i64,
        /// The newest version that is known.
        known: i64,
    },
    /// There is no room for what was to be written.
    #[error("{}: cannot be written, since the disk is full; make room and try again", path.display())]
    DiskFull {
        /// Where it lies.
        path: PathBuf,
    },
    /// Somebody else was writing for too long.
    #[error(
        "{}: is in use by another program and was not released within {} s; try again when that one is done",
        path.display(),
        super::PATIENCE.as_secs()
    )]
    Busy {
        /// Where it lies.
        path: PathBuf,
    },
    /// It is one of ours and cannot be understood any more.
    #[error("{}: is damaged; put a copy of it back, or move it away to begin a new one", path.display())]
    Damaged {
        /// Where it lies.
        path: PathBuf,
        /// What was found.
        source: rusqlite::Error,
    },
    /// The file or its folder cannot be made or opened.
    #[error("{}: cannot be opened; check that you may read and write it and its folder", path.display())]
    Unopened {
        /// Where it lies or would lie.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Anything else.
    #[error("{}: cannot be used", path.display())]
    Other {
        /// Where it lies.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// The system gives no random bytes.
    #[error("the system gives no random bytes, without which no token is safe")]
    NoRandomness(
        /// Why.
        #[source]
        getrandom::Error,
    ),
}

impl DatabaseError {
    /// What an error of SQLite means.
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged { path, source },
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::Unopened { path, source: io::Error::other(source) }
            }
            None if is_of_content(&source) => Self::Damaged { path, source },
            _ => Self::Other { path, source },
        }
    }

    /// The same error with the path as `shown`, and no other words of the system or of SQLite, which repeat the path.
    #[must_use]
    pub fn masked(self, shown: &dyn Fn(&Path) -> PathBuf) -> Self {
        match self {
            Self::Missing { path } => Self::Missing { path: shown(&path) },
            Self::Foreign { path } => Self::Foreign { path: shown(&path) },
            Self::Newer { path, found, known } => Self::Newer { path: shown(&path), found, known },
            Self::DiskFull { path } => Self::DiskFull { path: shown(&path) },
            Self::Busy { path } => Self::Busy { path: shown(&path) },
            Self::Damaged { path, source } => Self::Damaged { path: shown(&path), source: wordless(&source) },
            Self::Unopened { path, source } => {
                Self::Unopened { path: shown(&path), source: source.kind().into() }
            }
            Self::Other { path, source } => Self::Other { path: shown(&path), source: wordless(&source) },
            Self::NoRandomness(_) => self,
        }
    }

    /// What an error of the file system means.
    pub(crate) fn of_file(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            io::ErrorKind::IsADirectory => Self::Foreign { path },
            _ => Self::Unopened { path, source },
        }
    }
}

/// An error of SQLite by its code alone.
fn wordless(error: &rusqlite::Error) -> rusqlite::Error {
    match error {
        rusqlite::Error::SqliteFailure(code, _) => rusqlite::Error::SqliteFailure(*code, None),
        _ => rusqlite::Error::InvalidQuery,
    }
}

/// Whether a value is not what our own tables hold.
fn is_of_content(error: &rusqlite::Error) -> bool {
    use rusqlite::Error;
    matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::Utf8Error(..)
    )
}
