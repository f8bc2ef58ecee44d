//! Results with a past.

use meter_report::vendor::SixKeys;

/// One saved result.
#[derive(Clone, PartialEq, Eq, Debug)]
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
