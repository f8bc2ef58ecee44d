//! From what was read to what is shown: one scored channel.

use chrono_tz::Tz;
use meter_ingest::{Reading, SourceReport};
use meter_model::{Ledger, Moment};
use meter_report::{ChannelResult, RejectView, SourceView, WeekEnd};
use meter_score::instant::rfc3339;
use meter_score::portrait::sketch;
use meter_score::{Assessment, Policy, score};

use crate::as_of::{self, AsOf};

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

/// What a channel looked like at `as_of` and at the ends of the weeks before.
pub fn weeks(ledger: &Ledger, policy: &Policy, as_of: Option<i64>) -> Vec<WeekEnd> {
    sketch(ledger, policy, as_of).points.iter().map(WeekEnd::of).collect()
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

/// A rating of half a history, or of one that counts twice, may be wrong, so this is said beside it.
pub fn doubts(reading: &Reading) -> Vec<String> {
    let of_sources = reading.sources.iter().flat_map(|source| {
        source.notes.iter().map(|note| (note.topic, format!("{}: {}", source.path, note.text)))
    });
    let of_channel = reading.notes.iter().map(|note| (note.topic, note.text.clone()));
    of_channel
        .chain(of_sources)
        .filter(|(topic, _)| matches!(*topic, "cap" | "twice"))
        .map(|(_, text)| text)
        .collect()
}

/// The newest touch decides for which instant a score holds, unless that is chosen.
pub fn in_the_future(ledger: &Ledger, chosen: AsOf) -> Option<String> {
    let latest = ledger.newest().filter(|_| chosen == AsOf::Latest)?;
    yet_to_come(latest.seconds(), "choose another --as-of")
}

/// A newest touch beyond the clock is most likely a mistake, and everything else looks old beside it.
pub fn yet_to_come(newest: i64, remedy: &str) -> Option<String> {
    const TOLERANCE: i64 = 86_400;
    let is_yet_to_come = newest > as_of::now() + TOLERANCE;
    is_yet_to_come
        .then(|| format!("its newest touch is of {}, which is yet to come; {remedy}", rfc3339(newest)))
}

/// One sentence a source, for those who want to know.
pub fn what_was_read(channel: &str, reading: &Reading) -> Vec<String> {
    let said = reading.sources.iter().map(|source| {
        format!(
            "{channel}: {} read as {}: {} records, {} rejected",
            source.path, source.format, source.records, source.rejected
        )
    });
    said.collect()
}
