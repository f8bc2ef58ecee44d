//! What every view shows: the score of one channel beside what it was read from.

use chrono_tz::Tz;
use meter_score::Assessment;

/// One scored channel.
#[derive(Clone, PartialEq, Debug)]
pub struct ChannelResult {
    /// The channel's name.
    pub channel: String,
    /// Its score.
    pub assessment: Assessment,
    /// The zone in which calendar dates are meant; instants are written in UTC.
    pub timezone: Tz,
    /// The files that were read, in the order in which they are listed.
    pub sources: Vec<SourceView>,
    /// What could not be read, in the order in which it is listed.
    pub rejects: Vec<RejectView>,
}

/// One file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceView {
    /// Path below the channel; entries of an archive follow its name.
    pub path: String,
    /// Name of the format as which it was read.
    pub format: String,
    /// Messages or contacts recognised in it, duplicates included.
    pub records: u64,
    /// Rows that could not be understood.
    pub rejected: u64,
    /// Its earliest message, seconds since the epoch.
    pub first: Option<i64>,
    /// Its latest message, seconds since the epoch.
    pub last: Option<i64>,
}

/// One row or file that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RejectView {
    /// Path of the file, as in [`SourceView::path`].
    pub path: String,
    /// Where in the file, such as `line 17`; [`RejectView::WHOLE_FILE`] if none of it could be read.
    pub at: String,
    /// Why, and what would help.
    pub why: String,
}

impl RejectView {
    /// The place that means a file as a whole.
    pub const WHOLE_FILE: &'static str = "file";
}
