//! Saved results of a channel, oldest first: rows for programs, changes in words for people.

use crate::vendor::SixKeys;

/// A saved result without its full view.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The instant for which the score holds, seconds since the epoch; none if there was no touch to take it from.
    pub as_of: Option<i64>,
    /// When it was saved, seconds since the epoch.
    pub saved_at: i64,
    /// The vendor's six keys, under the channel's name.
    pub score: SixKeys<'static>,
    /// The fingerprint of the policy.
    pub policy: String,
    /// The fingerprint of what was read, in hexadecimal digits; none where nothing tells inputs apart, as for standard input.
    pub inputs: Option<String>,
}
