//! Results with a past.

mod prune;
mod read;

pub use meter_report::history::{ChannelSummary, Row};
use meter_report::vendor::SixKeys;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

pub use self::prune::{Pruned, Pruning};
pub use self::read::Span;
use self::read::{ENTRY, entry};
use crate::database::{Database, DatabaseError};

/// One saved result.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The instant for which the score holds, seconds since the epoch; none if there was no touch to take it from.
    pub as_of: Option<i64>,
    /// When it was saved, seconds since the epoch.
    pub saved_at: i64,
    /// The vendor's six keys, under the channel's name.
    pub score: SixKeys<'static>,
    /// The full view, one JSON object.
    pub full: String,
    /// The fingerprint of the policy.
    pub policy: String,
    /// The fingerprint of what was read, in hexadecimal digits; none where nothing tells inputs apart, as for standard input.
    pub inputs: Option<String>,
}

impl Entry {
    /// Whether both are the same result, whenever they were saved.
    #[must_use]
    pub fn is_same_result(&self, other: &Self) -> bool {
        let Self { as_of, saved_at: _, score, full, policy, inputs } = self;
        let others = (&other.as_of, &other.score, &other.full, &other.policy, &other.inputs);
        (as_of, score, full, policy, inputs) == others
    }
}

impl From<Entry> for Row {
    fn from(entry: Entry) -> Self {
        let Entry { as_of, saved_at, score, full: _, policy, inputs } = entry;
        Self { as_of, saved_at, score, policy, inputs }
    }
}

/// What saving a result did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Saved {
    /// It was not there and is now.
    New,
    /// It was there already, as the last that was saved for its channel, instant and policy, so nothing was written.
    Again,
}

impl Database {
    /// Saves a result. When this returns, it is on the disk, whatever happens next.
    ///
    /// A result that is the last saved for its channel, instant and policy is not saved a second time, so whoever does not know whether it was
    /// saved may simply try again. A result that was there before another one of the same instant is a new one, since it is the latest now.
    ///
    /// # Errors
    /// If it cannot be written. Then it is not there, unless the error tells of a loss of contact with the disk.
    pub fn save(&self, result: &Entry) -> Result<Saved, DatabaseError> {
        self.write(|transaction| {
            if last_of_instant(transaction, result)?.is_some_and(|last| last.is_same_result(result)) {
                return Ok(Saved::Again);
            }
            insert(transaction, result)?;
            Ok(Saved::New)
        })
    }
}

fn last_of_instant(transaction: &Transaction<'_>, result: &Entry) -> rusqlite::Result<Option<Entry>> {
    let sql = format!(
        "SELECT {ENTRY} FROM result WHERE channel = ? AND policy = ? AND as_of IS ? ORDER BY id DESC LIMIT 1"
    );
    let parameters = params![result.score.channel, result.policy, result.as_of];
    transaction.query_row(&sql, parameters, entry).optional()
}

fn insert(transaction: &Transaction<'_>, result: &Entry) -> rusqlite::Result<usize> {
    let Entry { as_of, saved_at, score, full, policy, inputs } = result;
    transaction.execute(
        &format!("INSERT INTO result ({ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        params![
            score.channel,
            as_of,
            saved_at,
            score.last_update_date,
            u8::from(score.life_time),
            u8::from(score.risk_factor),
            u8::from(score.risk_factor_chats),
            u8::from(score.risk_factor_contacts),
            policy,
            inputs,
            full,
        ],
    )
}
