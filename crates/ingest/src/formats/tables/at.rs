//! Where a row stands, written out only when it is rejected.

use crate::Collector;
use crate::formats::json::Place;

/// The place of a row, and its number, by which rejects are sorted.
#[derive(Clone, Copy, Debug)]
pub(super) enum At<'p> {
    /// Line of a text.
    Line(u64),
    /// Row of a typed table, from 1.
    #[cfg_attr(not(feature = "tables"), expect(dead_code, reason = "typed tables need the feature"))]
    Row(u64),
    /// Place in JSON.
    Json(&'p Place<'p>),
}

impl At<'_> {
    /// Rejects the row.
    pub(super) fn reject(self, collector: &mut Collector, why: impl Into<String>) {
        let (ordinal, at) = match self {
            Self::Line(number) => (number, format!("line {number}")),
            Self::Row(number) => (number, format!("row {number}")),
            Self::Json(place) => (place.ordinal(), place.to_string()),
        };
        collector.reject(ordinal, at, why);
    }
}
