//! What the formats that are databases share.

use meter_model::{Jid, Moment};

use crate::{Collector, Database};

/// Whether all of these tables and columns are there. What is not takes the first of these tables with it, and that is rejected as a
/// whole.
pub(super) fn reject_missing(
    database: &Database,
    wanted: &[(&str, &[&str])],
    collector: &mut Collector,
) -> bool {
    let missing = database.tables().missing(wanted);
    if let Some((table, _)) = wanted.first()
        && !missing.is_empty()
    {
        let why = format!("{} not found, so nothing of it is read", missing.join(", "));
        collector.reject(0, format!("table {table}"), why);
    }
    missing.is_empty()
}

/// An old group address says who created the group and when, whether or not anything was written in it.
pub(super) fn note_group(jid: &Jid, collector: &mut Collector) {
    if let Jid::Group { creator: Some(creator), created: Some(created) } = jid {
        collector.facts().group_created(*creator, *created);
    }
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, by their size.
pub(super) fn moment(value: i64) -> Option<Moment> {
    const NANOSECONDS_FROM: i64 = 100_000_000_000_000_000;
    if value >= NANOSECONDS_FROM {
        return Moment::from_seconds(value / 1_000_000_000);
    }
    Moment::from_unix(value)
}
