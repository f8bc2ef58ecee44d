//! The tables, as a list of steps from each version to the next.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::DatabaseError;

/// By which a file is known to be ours: `SMet`.
pub(super) const APPLICATION_ID: i32 = 0x534d_6574;

/// Step `n` makes version `n + 1` of version `n`. A step that was ever released is never changed; what comes is a new step.
pub(super) const STEPS: &[&str] = &["
    CREATE TABLE result (
        -- In the order of saving.
        id INTEGER PRIMARY KEY,
        channel TEXT NOT NULL,
        -- Seconds since the epoch, as saved_at.
        as_of INTEGER,
        saved_at INTEGER NOT NULL,
        last_update_date TEXT,
        life_time INTEGER NOT NULL,
        risk_factor INTEGER NOT NULL,
        risk_factor_chats INTEGER NOT NULL,
        risk_factor_contacts INTEGER NOT NULL,
        policy TEXT NOT NULL,
        inputs TEXT,
        -- The largest comes last, so that nothing has to skip it.
        full TEXT NOT NULL
    ) STRICT;
    CREATE INDEX result_by_channel ON result (channel, policy, as_of);
    CREATE TABLE token (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        -- None is an admin's.
        channel TEXT,
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
        added_at INTEGER NOT NULL,
        revoked_at INTEGER
    ) STRICT;
"];

/// Brings a database up to date, or refuses one that is not ours or newer than `steps`.
///
/// Every database is either as before or as after. Two programs that do so at once do it one after the other, and the second finds nothing to do.
pub(super) fn migrate(connection: &Connection, path: &Path, steps: &[&str]) -> Result<(), DatabaseError> {
    let failed = |error| DatabaseError::of(path, error);
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if State::of(connection).map_err(failed)?
        == (State { application_id: APPLICATION_ID.into(), version: known, is_empty: false })
    {
        return Ok(());
    }
    let transaction =
        Transaction::new_unchecked(connection, TransactionBehavior::Immediate).map_err(failed)?;
    let state = State::of(&transaction).map_err(failed)?;
    if !state.is_empty && state.application_id != i64::from(APPLICATION_ID) {
        return Err(DatabaseError::Foreign { path: path.to_owned() });
    }
    if state.version > known {
        return Err(DatabaseError::Newer { path: path.to_owned(), found: state.version, known });
    }
    let done = usize::try_from(state.version).unwrap_or_default();
    for step in steps.iter().skip(done) {
        transaction.execute_batch(step).map_err(failed)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    transaction.pragma_update(None, "user_version", known).map_err(failed)?;
    transaction.commit().map_err(failed)
}

#[derive(PartialEq, Eq)]
struct State {
    application_id: i64,
    version: i64,
    is_empty: bool,
}

impl State {
    fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        Ok(Self {
            application_id: number("PRAGMA application_id")?,
            version: number("PRAGMA user_version")?,
            is_empty: number("SELECT count(*) FROM sqlite_schema")? == 0,
        })
    }
}
