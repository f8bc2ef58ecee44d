//! How instants and numbers are written: RFC 3339 in UTC with whole seconds, and no `.0` behind whole numbers.

#![expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a field to `serialize_with` by reference"
)]

use chrono::{DateTime, SecondsFormat};
use serde::{Serialize, Serializer};

/// An instant as RFC 3339 in UTC, such as `2024-05-20T00:00:00Z`; empty outside the years chrono knows.
#[must_use]
pub fn rfc3339(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0)
        .map(|instant| instant.to_rfc3339_opts(SecondsFormat::Secs, true))
        .unwrap_or_default()
}

pub(crate) fn serialize<S: Serializer>(seconds: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    rfc3339(*seconds).serialize(serializer)
}

pub(crate) fn serialize_optional<S: Serializer>(
    seconds: &Option<i64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    seconds.map(rfc3339).serialize(serializer)
}

pub(crate) fn serialize_optional_number<S: Serializer>(
    value: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serialize_number(value, serializer),
        None => serializer.serialize_none(),
    }
}

/// Whole numbers up to 2⁵³ without a fraction, everything else as it is.
pub(crate) fn serialize_number<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and in range")]
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}
