//! The one file that holds results and tokens: opening it, and bringing older ones up to date.

use std::path::Path;

use rusqlite::Connection;

/// An open database.
#[derive(Debug)]
pub struct Database {
    #[expect(dead_code, reason = "its rooms are built next")]
    pub(crate) connection: Connection,
}

/// Why something could not be done with the database.
#[derive(Debug, thiserror::Error)]
#[error("not yet")]
pub struct DatabaseError;

impl Database {
    /// Opens the database at `path`, and makes it if there is none.
    ///
    /// # Errors
    /// If there is something else at `path`, or it cannot be opened.
    pub fn open(path: &Path) -> Result<Self, DatabaseError> {
        let connection = Connection::open(path).map_err(|_| DatabaseError)?;
        Ok(Self { connection })
    }
}
