//! Looking at what was saved.

use std::borrow::Cow;

use meter_report::vendor::SixKeys;
use meter_score::Rating;
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, named_params};

use super::{ChannelSummary, Entry, Row};
use crate::database::{Database, DatabaseError};

/// The columns of a [`Row`], in the order in which [`row`] reads them.
macro_rules! row_columns {
    () => {
        "channel, as_of, saved_at, last_update_date, life_time, risk_factor, risk_factor_chats, \
         risk_factor_contacts, policy, inputs"
    };
}
const ROW: &str = row_columns!();
/// The columns of an [`Entry`], in the order in which [`entry`] reads them.
pub(super) const ENTRY: &str = concat!(row_columns!(), ", full");
const FULL: usize = 10;

/// Which of a channel's results are meant.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Span {
    /// Those of this instant and later, seconds since the epoch. A result without an instant is in no span with a `from` or a `to`.
    pub from: Option<i64>,
    /// Those of this instant and earlier.
    pub to: Option<i64>,
    /// No more than so many, the newest.
    pub newest: Option<u32>,
}

impl Database {
    /// The result of a channel and a policy with the greatest instant before `before`, seconds since the epoch; of several, the one that was saved last.
    /// A result without an instant is none of them.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn latest(&self, channel: &str, policy: &str, before: i64) -> Result<Option<Entry>, DatabaseError> {
        let sql = format!(
            "SELECT {ENTRY} FROM result WHERE channel = :channel AND policy = :policy AND as_of < :before \
             ORDER BY as_of DESC, id DESC LIMIT 1"
        );
        let parameters = named_params! {":channel": channel, ":policy": policy, ":before": before};
        self.read(|connection| connection.query_row(&sql, parameters, entry).optional())
    }

    /// The same of every channel, in the order of their names.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn each_latest(&self, policy: &str, before: i64) -> Result<Vec<Row>, DatabaseError> {
        let sql = format!(
            "SELECT {ROW} FROM (SELECT {ROW}, row_number() OVER (PARTITION BY channel ORDER BY as_of DESC, id DESC) AS place \
             FROM result WHERE policy = :policy AND as_of < :before) WHERE place = 1 ORDER BY channel"
        );
        self.read(|connection| {
            let mut statement = connection.prepare(&sql)?;
            statement.query_map(named_params! {":policy": policy, ":before": before}, row)?.collect()
        })
    }

    /// The results of a channel, under whatever policy, oldest first: by their instants, those without one in front, and by the order in which they
    /// were saved.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn list(&self, channel: &str, span: Span) -> Result<Vec<Row>, DatabaseError> {
        self.listed(ROW, channel, span, row)
    }

    /// The same with the full views.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn list_full(&self, channel: &str, span: Span) -> Result<Vec<Entry>, DatabaseError> {
        self.listed(ENTRY, channel, span, entry)
    }

    fn listed<T>(
        &self,
        columns: &str,
        channel: &str,
        span: Span,
        read: fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, DatabaseError> {
        let sql = format!(
            "SELECT {columns} FROM result WHERE channel = :channel AND (:from IS NULL OR as_of >= :from) \
             AND (:to IS NULL OR as_of <= :to) ORDER BY as_of DESC, id DESC LIMIT :newest"
        );
        // SQLite takes a limit below 0 for none.
        let newest = span.newest.map_or(-1, i64::from);
        let parameters =
            named_params! {":channel": channel, ":from": span.from, ":to": span.to, ":newest": newest};
        let mut newest_first = self.read(|connection| {
            let mut statement = connection.prepare(&sql)?;
            statement.query_map(parameters, read)?.collect::<rusqlite::Result<Vec<T>>>()
        })?;
        newest_first.reverse();
        Ok(newest_first)
    }

    /// All channels of which there are results, in the order of their names.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn channels(&self) -> Result<Vec<ChannelSummary>, DatabaseError> {
        let sql = format!(
            "SELECT {ROW}, results, first, last FROM (SELECT {ROW}, count(*) OVER whole AS results, \
             min(as_of) OVER whole AS first, max(as_of) OVER whole AS last, \
             row_number() OVER (PARTITION BY channel ORDER BY as_of DESC, id DESC) AS place FROM result \
             WINDOW whole AS (PARTITION BY channel)) WHERE place = 1 ORDER BY channel"
        );
        self.read(|connection| connection.prepare(&sql)?.query_map([], summary)?.collect())
    }
}

fn summary(found: &rusqlite::Row<'_>) -> rusqlite::Result<ChannelSummary> {
    let latest = row(found)?;
    Ok(ChannelSummary {
        channel: latest.score.channel.clone().into_owned(),
        results: found.get::<_, i64>("results")?.unsigned_abs(),
        first: found.get("first")?,
        last: found.get("last")?,
        latest,
    })
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        as_of: row.get(1)?,
        saved_at: row.get(2)?,
        score: SixKeys {
            channel: Cow::Owned(row.get(0)?),
            last_update_date: row.get::<_, Option<String>>(3)?.map(Cow::Owned),
            life_time: rating(row, 4)?,
            risk_factor: rating(row, 5)?,
            risk_factor_chats: rating(row, 6)?,
            risk_factor_contacts: rating(row, 7)?,
        },
        policy: row.get(8)?,
        inputs: row.get(9)?,
    })
}

pub(super) fn entry(found: &rusqlite::Row<'_>) -> rusqlite::Result<Entry> {
    let Row { as_of, saved_at, score, policy, inputs } = row(found)?;
    Ok(Entry { as_of, saved_at, score, full: found.get(FULL)?, policy, inputs })
}

fn rating(row: &rusqlite::Row<'_>, index: usize) -> rusqlite::Result<Rating> {
    Rating::try_from(row.get::<_, u8>(index)?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(index, Type::Integer, Box::new(error)))
}
