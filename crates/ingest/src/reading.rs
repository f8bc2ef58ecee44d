//! What came out of reading one channel.

use meter_model::{Ledger, Moment};

use crate::SourceFailure;

/// What was read from one file or zip entry.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceReport {
    /// Path below the channel, `/` between parts, also into zips.
    pub path: String,
    /// Name of the format, from the format table.
    pub format: String,
    /// Messages or contacts recognised, duplicates included, notices not.
    pub records: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Earliest message.
    pub first: Option<Moment>,
    /// Latest message.
    pub last: Option<Moment>,
    /// What `inspect` says about how the file was understood.
    pub notes: Vec<Note>,
}

/// One sentence on how a file was understood.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Note {
    /// What it is about: `me`, `chat`, `date-order`, `region`, `address-book`, `cap`, `overlap`, `twice`, …
    pub topic: &'static str,
    /// The sentence.
    pub text: String,
    /// Names of persons that stand in it, as they stand there.
    pub names: Vec<String>,
}

/// A row that could not be used.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Reject {
    /// Path as in [`SourceReport::path`].
    pub path: String,
    /// Position by which rejects of a file are sorted.
    pub(crate) ordinal: u64,
    /// Where in it: `line 17`, `row 3`, `messages[12]`.
    pub at: String,
    /// Why, without any of the row's content.
    pub why: String,
}

/// Everything read from one channel.
#[derive(Debug, Default)]
pub struct Reading {
    /// The settled account.
    pub ledger: Ledger,
    /// What was read, sorted by path.
    pub sources: Vec<SourceReport>,
    /// Rows that could not be used, sorted by path and position.
    pub rejects: Vec<Reject>,
    /// Files that could not be read at all, sorted by path. Nothing of them is counted.
    pub failures: Vec<SourceFailure>,
    /// Names under which the channel's owner writes, sorted.
    pub me: Vec<String>,
    /// What holds for the channel as a whole.
    pub notes: Vec<Note>,
}
