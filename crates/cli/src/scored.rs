//! From what was read to what is shown: one scored channel.

use chrono_tz::Tz;
use meter_ingest::{Reading, SourceReport};
use meter_model::Moment;
use meter_report::{ChannelResult, RejectView, SourceView};
use meter_score::{Assessment, Policy, score};

use crate::as_of::AsOf;

/// Scores a reading and joins the score with what was read.
pub fn scored(name: &str, reading: &Reading, zone: Tz, policy: &Policy, as_of: AsOf) -> ChannelResult {
    joined(name, reading, zone, score(&reading.ledger, policy, as_of.seconds(zone)))
}

/// Joins a score with what it was made of.
pub fn joined(name: &str, reading: &Reading, zone: Tz, assessment: Assessment) -> ChannelResult {
    let failures = reading.failures.iter().map(|failure| RejectView {
        path: failure.path.clone(),
        at: RejectView::WHOLE_FILE.to_owned(),
        why: failure.error.to_string(),
    });
    let rejects = reading.rejects.iter().map(|reject| RejectView {
        path: reject.path.clone(),
        at: reject.at.clone(),
        why: reject.why.clone(),
    });
    ChannelResult {
        channel: name.to_owned(),
        assessment,
        timezone: zone,
        sources: reading.sources.iter().map(source_view).collect(),
        rejects: failures.chain(rejects).collect(),
    }
}

fn source_view(source: &SourceReport) -> SourceView {
    SourceView {
        path: source.path.clone(),
        format: source.format.clone(),
        records: source.records,
        rejected: source.rejected,
        first: source.first.map(Moment::seconds),
        last: source.last.map(Moment::seconds),
    }
}
