//! One table read by several threads, each with a connection of its own.
//!
//! Ranges of row ids can be looked up only where the pages of a table are in order, and SQLite takes that on trust. So it is checked that
//! every range gives what it should, in order, and that all of them together give as many rows as the table has. Where anything is amiss
//! nothing of it counts, and the table is to be read in order, which finds out what is wrong with it.

use std::ops::RangeInclusive;

use rayon::prelude::*;
use rusqlite::OpenFlags;

use super::{Budget, Database, Row, quoted};
use crate::ReadError;

/// Tables that span less row ids are read in order: it takes no longer.
const LEAST_IDS: i64 = 20_000;
/// How many ranges there are for each thread, since some take longer than others.
const RANGES_OF_A_THREAD: usize = 8;

/// What a thread has read: several ranges that follow each other.
struct Share<T> {
    database: Database,
    budget: Budget,
    rows: u64,
    bytes: u64,
    state: T,
}

impl Database {
    pub(super) fn open_immutable(uri: &str) -> Result<Self, ReadError> {
        let database = Self::open(uri, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        Ok(Self { again: Some(uri.to_owned()), ..database })
    }

    /// Hands every row of `table` to `take`, each together with the state, made by `begin`, of whoever reads its range. Returns the
    /// states in the order of row ids; `None`, and what was taken is of no use, if the table must be read in order
    /// ([`Database::each_row`]).
    pub(crate) fn each_row_in_parallel<T: Send, const N: usize>(
        &self,
        table: &str,
        columns: [&str; N],
        begin: impl Fn() -> T + Sync,
        take: impl Fn(&Row<'_>, &mut T) + Sync,
    ) -> Option<Vec<T>> {
        let uri = self.again.as_deref()?;
        let threads = rayon::current_num_threads();
        if threads == 1 || !self.has(table, &[]) || self.has(table, &["rowid"]) {
            return None;
        }
        let ranges = ranges(self.row_ids(table)?, threads * RANGES_OF_A_THREAD)?;
        let first_share = || {
            let database = Self::open_immutable(uri).ok()?;
            let budget = database.budget();
            Some(Share { database, budget, rows: 0, bytes: 0, state: begin() })
        };
        let read = |share: Option<Share<T>>, range: RangeInclusive<i64>| {
            let mut share = share?;
            share.read(table, &columns, range, &take)?;
            Some(share)
        };
        let shares: Vec<Share<T>> = ranges.into_par_iter().fold(first_share, read).collect::<Option<_>>()?;
        let rows: u64 = shares.iter().map(|share| share.rows).sum();
        // All of them together may have no more than one that reads alone.
        let bytes: u64 = shares.iter().map(|share| share.bytes).sum();
        let most = self.budget();
        let is_whole = rows <= most.rows && bytes <= most.bytes && self.count(table) == Some(rows);
        is_whole.then(|| shares.into_iter().map(|share| share.state).collect())
    }

    /// The first and the last row id of a table; `None` if it has none.
    pub(crate) fn row_ids(&self, table: &str) -> Option<(i64, i64)> {
        // Two statements, each of which is answered by a look at one end.
        let end = |which: &str| {
            let query = format!("SELECT {which}(rowid) FROM {} NOT INDEXED", quoted(table));
            self.connection.query_row(&query, [], |row| row.get(0)).ok()
        };
        Some((end("min")?, end("max")?))
    }

    /// How many rows a file of this size can hold.
    pub(crate) fn most_rows(&self) -> u64 {
        self.budget().rows
    }

    fn count(&self, table: &str) -> Option<u64> {
        let query = format!("SELECT count(*) FROM {} NOT INDEXED", quoted(table));
        let count: i64 = self.connection.query_row(&query, [], |row| row.get(0)).ok()?;
        u64::try_from(count).ok()
    }
}

impl<T> Share<T> {
    /// Reads one range; `None` if its rows are not what they should be.
    fn read<const N: usize>(
        &mut self,
        table: &str,
        columns: &[&str; N],
        range: RangeInclusive<i64>,
        take: impl Fn(&Row<'_>, &mut T),
    ) -> Option<()> {
        let key = self.database.key(table).map_or_else(|| "rowid".to_owned(), quoted);
        let columns = self.database.selected(table, columns);
        let query = format!(
            "SELECT {key}{columns}, rowid FROM {} NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid",
            quoted(table)
        );
        let mut statement = self.database.connection.prepare(&query).ok()?;
        let mut rows = statement.query([range.start(), range.end()]).ok()?;
        let mut last = None;
        while let Some(row) = rows.next().ok()? {
            let id: i64 = row.get(N + 1).ok()?;
            if !range.contains(&id) || last.is_some_and(|last| last >= id) {
                return None;
            }
            last = Some(id);
            let row = Row::new(row);
            take(&row, &mut self.state);
            self.rows += 1;
            self.bytes += row.bytes();
            if !self.budget.spend(row.bytes()) {
                return None;
            }
        }
        Some(())
    }
}

/// Ranges of equal length that make up the whole; `None` if that is not worth it.
fn ranges((first, last): (i64, i64), count: usize) -> Option<Vec<RangeInclusive<i64>>> {
    let span = last.checked_sub(first).filter(|&span| span >= LEAST_IDS)?;
    let step = span / i64::try_from(count).ok()? + 1;
    let starts = (0..)
        .map_while(|index: i64| first.checked_add(index.checked_mul(step)?).filter(|&start| start <= last));
    Some(starts.map(|start| start..=start.saturating_add(step - 1).min(last)).collect())
}

#[cfg(test)]
mod tests {
    use super::{LEAST_IDS, ranges};

    #[test]
    fn ranges_make_up_the_whole() {
        for whole in [(1, LEAST_IDS + 1), (-5, 100_000), (i64::MAX - 123_456, i64::MAX), (0, i64::MAX)] {
            let ranges = ranges(whole, 16).unwrap();
            assert!((15..=16).contains(&ranges.len()), "{whole:?}");
            assert_eq!((*ranges[0].start(), *ranges.last().unwrap().end()), whole);
            assert!(ranges.windows(2).all(|pair| pair[0].end() + 1 == *pair[1].start()), "{whole:?}");
        }
        assert_eq!(ranges((1, LEAST_IDS), 16), None);
        assert_eq!(ranges((i64::MIN, i64::MAX), 16), None);
    }
}
