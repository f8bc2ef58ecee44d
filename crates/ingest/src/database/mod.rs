//! SQLite databases, read without touching them and without trusting them.
//!
//! **Never touched.** A database that lies alone is opened where it lies, read-only and `immutable`, so that SQLite makes no lock,
//! log or shared memory beside it. One with a write-ahead log or a rollback journal beside it, whose newest rows are in there, and
//! one out of a zip or standard input are copied to a temporary folder together with those, and the copy is opened (see [`file`]).
//!
//! **Never trusted.** A database brings its own schema, so a file can try to make its reader run code or run forever:
//!
//! | attack | what stops it |
//! |---|---|
//! | a view or virtual table under the name of a table, triggers, generated columns | only real tables and stored columns are listed; views, triggers and untrusted functions are switched off |
//! | indexes with costly expressions | tables are scanned `NOT INDEXED`, in the order of their row ids |
//! | pages that point at each other, so that rows or texts never end | a table gives out no more rows and bytes than the file can hold |
//! | anything else that takes long | a deadline that grows with the file |
//! | values of another type than the column's | every value is read leniently (see [`row`]) |
//!
//! Columns are asked for by name, and one that a table lacks reads as null.

mod copies;
mod file;
mod parallel;
mod row;
mod tables;

use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement};

use crate::{ReadError, limits};

pub use copies::discard_copies;
pub(crate) use file::{DatabaseFile, begins_database};
pub use row::Row;
pub use tables::Tables;

/// An open database.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    tables: Tables,
    bytes: u64,
    /// How it is opened once more, if that is allowed.
    again: Option<String>,
}

impl Database {
    fn open(uri: &str, flags: OpenFlags) -> Result<Self, ReadError> {
        let flags = flags | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let at_start = |error| located(&error, "at its beginning".into());
        let connection = Connection::open_with_flags(uri, flags).map_err(at_start)?;
        let mut database = Self { connection, tables: Tables::default(), bytes: 0, again: None };
        database.distrust().map_err(at_start)?;
        database.bytes = database.size().map_err(at_start)?;
        database.set_deadline().map_err(at_start)?;
        database.tables =
            Tables::of(&database.connection).map_err(|error| located(&error, "in its schema".into()))?;
        Ok(database)
    }

    /// The real tables and their columns.
    #[must_use]
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Whether there is a table with all these columns.
    #[must_use]
    pub fn has(&self, table: &str, columns: &[&str]) -> bool {
        self.tables.has(table, columns)
    }

    /// Hands every row of `table` to `take` in the order of row ids, with the values of `columns`. A table that does not exist has
    /// no rows.
    ///
    /// # Errors
    /// If the database is damaged or claims to hold more than it can; says in which table and behind which row.
    pub fn each_row<const N: usize>(
        &self,
        table: &str,
        columns: [&str; N],
        mut take: impl FnMut(&Row<'_>),
    ) -> Result<(), ReadError> {
        if !self.has(table, &[]) {
            return Ok(());
        }
        let mut last = None;
        let mut budget = self.budget();
        let mut statement =
            self.scan(table, &columns).map_err(|error| located(&error, format!("in table {table}")))?;
        let mut rows = statement.raw_query();
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => Row::new(row),
                Ok(None) => return Ok(()),
                Err(error) => return Err(located(&error, behind(table, last))),
            };
            last = Some(row.number());
            take(&row);
            if !budget.spend(row.bytes()) {
                return Err(ReadError::Malformed {
                    at: behind(table, last),
                    why: "its pages point at each other, so it holds more than fits in it".into(),
                });
            }
        }
    }

    fn budget(&self) -> Budget {
        Budget { rows: self.bytes / BYTES_OF_A_ROW + 1, bytes: self.bytes.saturating_mul(4) }
    }

    /// The columns as a statement asks for them, each behind a comma.
    fn selected(&self, table: &str, columns: &[&str]) -> String {
        let column = |column: &&str| {
            if self.has(table, &[column]) { format!(", {}", quoted(column)) } else { ", NULL".to_owned() }
        };
        columns.iter().map(column).collect()
    }

    fn key(&self, table: &str) -> Option<&'static str> {
        KEYS.into_iter().find(|key| self.has(table, &[key]))
    }

    fn scan(&self, table: &str, columns: &[&str]) -> rusqlite::Result<Statement<'_>> {
        let columns = self.selected(table, columns);
        let key = self.key(table);
        let table = quoted(table);
        let in_order = format!(
            "SELECT {}{columns} FROM {table} NOT INDEXED ORDER BY rowid",
            key.map_or_else(|| "rowid".to_owned(), quoted)
        );
        // Some tables have no row ids; without a key their rows have no number.
        self.connection.prepare(&in_order).or_else(|_| {
            let key = key.map_or_else(|| "0".to_owned(), quoted);
            self.connection.prepare(&format!("SELECT {key}{columns} FROM {table} NOT INDEXED"))
        })
    }

    fn distrust(&self) -> rusqlite::Result<()> {
        let connection = &self.connection;
        for (config, on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        ] {
            connection.set_db_config(config, on)?;
        }
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, limits::DATABASE_ROW_BYTES)?;
        connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        connection.execute_batch("PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;")
    }

    /// Its size with what is still in the write-ahead log.
    fn size(&self) -> rusqlite::Result<u64> {
        let number = |pragma: &str| self.connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
        let bytes = number("PRAGMA page_count")?.saturating_mul(number("PRAGMA page_size")?);
        Ok(u64::try_from(bytes).unwrap_or(0))
    }

    fn set_deadline(&mut self) -> rusqlite::Result<()> {
        /// How many steps of the virtual machine lie between two looks at the clock.
        const STEPS: i32 = 100_000;
        let allowed = limits::DATABASE_SECONDS + (self.bytes >> 20) * limits::DATABASE_SECONDS_A_MIB;
        let deadline = Instant::now() + Duration::from_secs(allowed);
        self.connection.progress_handler(STEPS, Some(move || Instant::now() > deadline))
    }
}

/// What the primary keys of Android and of Apple's Core Data are called. In the original databases they are the row ids as well, but
/// not where a tool has copied the tables into a new file.
const KEYS: [&str; 2] = ["_id", "Z_PK"];

/// The least a row takes: its pointer, its length, its number, its header.
const BYTES_OF_A_ROW: u64 = 5;

/// What a table may still give out.
#[derive(Clone, Copy)]
struct Budget {
    rows: u64,
    bytes: u64,
}

impl Budget {
    /// Takes one row with so many bytes from it; `false` if there is not that much left.
    fn spend(&mut self, bytes: u64) -> bool {
        let left = self.rows.checked_sub(1).zip(self.bytes.checked_sub(bytes));
        left.is_some_and(|(rows, bytes)| {
            *self = Self { rows, bytes };
            true
        })
    }
}

fn behind(table: &str, last: Option<i64>) -> String {
    last.map_or_else(|| format!("in table {table}"), |row| format!("in table {table} behind row {row}"))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Says where it happened. SQLite's own message is left out where it could repeat content of the file.
fn located(error: &rusqlite::Error, at: String) -> ReadError {
    let why = match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => {
            return ReadError::Limit {
                limit: format!("{} s for a database of its size", limits::DATABASE_SECONDS),
                what: "it is made so that reading it never ends; export it again",
            };
        }
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => "it cannot be opened as a database",
        Some(ErrorCode::OutOfMemory | ErrorCode::TooBig) => "a row is larger than any message",
        Some(ErrorCode::NotADatabase) => "it only begins like an SQLite database",
        Some(ErrorCode::SystemIoFailure) => "the database is cut off or cannot be read",
        Some(ErrorCode::DatabaseCorrupt) => "the database is damaged or cut off",
        _ => "the database cannot be read",
    };
    ReadError::Malformed { at, why: why.into() }
}
