//! Forgetting results.

use rusqlite::{Connection, Transaction, named_params};

use crate::database::{Database, DatabaseError};

/// Which results are forgotten: those that every condition given allows to forget. Without `keep` and `before` these are none.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Pruning {
    /// Of this channel only; otherwise of every channel.
    pub channel: Option<String>,
    /// Not the newest so many of a channel.
    pub keep: Option<u32>,
    /// Not those of this instant and later, seconds since the epoch. A result without an instant is of the time at which it was saved.
    pub before: Option<i64>,
    /// Even the newest of a channel, which otherwise stays whatever the other conditions say.
    pub even_newest: bool,
    /// Only say how many they are.
    pub dry_run: bool,
}

/// What was forgotten, or would be.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Pruned {
    /// How many results.
    pub results: u64,
    /// Of how many channels.
    pub channels: u64,
}

/// Those to forget.
const CHOSEN: &str = "SELECT id, channel FROM (SELECT id, channel, coalesce(as_of, saved_at) AS instant, \
    row_number() OVER (PARTITION BY channel ORDER BY as_of DESC, id DESC) AS place FROM result \
    WHERE :channel IS NULL OR channel = :channel) \
    WHERE place > :keep AND (:before IS NULL OR instant < :before)";

impl Database {
    /// Forgets results, overwrites them, and gives their room back. Where that is hindered, by a full disk or by somebody who reads for long, the
    /// room stays in the file and later results get it.
    ///
    /// # Errors
    /// If that cannot be written. Then either all or none of it was done.
    pub fn prune(&self, pruning: &Pruning) -> Result<Pruned, DatabaseError> {
        if pruning.keep.is_none() && pruning.before.is_none() {
            return Ok(Pruned::default());
        }
        if pruning.dry_run {
            return self.read(|connection| count(connection, pruning));
        }
        let pruned = self.write(|transaction| {
            let pruned = count(transaction, pruning)?;
            delete(transaction, pruning)?;
            Ok(pruned)
        })?;
        match self.read(shrink) {
            Ok(()) | Err(DatabaseError::DiskFull { .. } | DatabaseError::Busy { .. }) => Ok(pruned),
            Err(error) => Err(error),
        }
    }
}

/// The place of a channel's results, the newest first, from which on they may be forgotten, less one.
fn kept(pruning: &Pruning) -> u32 {
    pruning.keep.unwrap_or_default().max(u32::from(!pruning.even_newest))
}

fn count(connection: &Connection, pruning: &Pruning) -> rusqlite::Result<Pruned> {
    let sql = format!("SELECT count(*), count(DISTINCT channel) FROM ({CHOSEN})");
    let parameters =
        named_params! {":channel": pruning.channel, ":keep": kept(pruning), ":before": pruning.before};
    connection.query_row(&sql, parameters, |row| {
        let number = |index| Ok::<u64, rusqlite::Error>(row.get::<_, i64>(index)?.unsigned_abs());
        Ok(Pruned { results: number(0)?, channels: number(1)? })
    })
}

fn delete(transaction: &Transaction<'_>, pruning: &Pruning) -> rusqlite::Result<usize> {
    let sql = format!("DELETE FROM result WHERE id IN (SELECT id FROM ({CHOSEN}))");
    let parameters =
        named_params! {":channel": pruning.channel, ":keep": kept(pruning), ":before": pruning.before};
    transaction.execute(&sql, parameters)
}

/// Writes the file anew without what is free in it, and then into its place instead of the log.
fn shrink(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("VACUUM")?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}
