//! What the scorer measures of each channel at the times for which the vendor rated it.

use chrono_tz::Tz;
use meter_ingest::{ChannelError, Reading};
use meter_model::Moment;
use meter_score::calibrate::Label;
use meter_score::words::count;
use meter_score::{Policy, score};

use super::labels::Job;
use super::responses::Response;
use crate::as_of::AsOf;
use crate::masking;
use crate::pending::{Read, Session, Unread};
use crate::progress::Bar;
use crate::schedule::{Results, in_order};
use crate::scored::in_the_future;

/// What came out of all channels.
#[derive(Default)]
pub struct Measured {
    /// The vendor's ratings beside what was measured.
    pub labels: Vec<Label>,
    /// What makes some of them doubtful.
    pub doubts: Vec<String>,
    /// What could not be read.
    pub failures: Vec<String>,
}

/// Reads every channel once and scores it for each of its responses.
pub fn measure(
    jobs: Vec<Job>,
    policy: &Policy,
    as_of: AsOf,
    session: &Session<'_>,
    bar: Option<&Bar>,
) -> anyhow::Result<Measured> {
    let as_of = as_of.settled();
    let places: Vec<_> = jobs.iter().map(|job| job.pending.place()).collect();
    let work = |job: Job| of_channel(job, policy, as_of, session);
    let failed = |index: usize| Measured {
        failures: vec![
            masking::channel_error(ChannelError::Internal { path: places[index].clone() }).to_string(),
        ],
        ..Measured::default()
    };
    let mut all = Collected { measured: Measured::default(), bar };
    in_order(jobs, session.stop, &work, &failed, &mut all)?;
    Ok(all.measured)
}

struct Collected<'b> {
    measured: Measured,
    bar: Option<&'b Bar>,
}

impl Results<Measured> for Collected<'_> {
    fn arrived(&mut self, _index: usize, _result: &Measured) -> anyhow::Result<()> {
        if let Some(bar) = self.bar {
            bar.channel_done(true);
        }
        Ok(())
    }

    fn next(&mut self, _index: usize, one: Measured) -> anyhow::Result<()> {
        self.measured.labels.extend(one.labels);
        self.measured.doubts.extend(one.doubts);
        self.measured.failures.extend(one.failures);
        Ok(())
    }

    fn waiting(&mut self) {
        if let Some(bar) = self.bar {
            bar.refresh();
        }
    }
}

fn of_channel(job: Job, policy: &Policy, as_of: AsOf, session: &Session<'_>) -> Measured {
    let Job { channel, pending, responses } = job;
    let name = pending.name.clone();
    let mut measured = Measured::default();
    match pending.read(session) {
        Err(Unread::Stopped) => {}
        Err(Unread::Failed(error)) => measured.failures.push(error.to_string()),
        // Half of a number's messages measure something else than what the vendor rated.
        Ok(Read { reading, said, .. }) if !reading.failures.is_empty() => {
            measured.failures.extend(said.failures);
            let ratings = count(responses.len() as u64, "rating of it is", "ratings of it are");
            measured.failures.push(format!("{name}: not all of it could be read, so {ratings} left out"));
        }
        Ok(Read { reading, declared, .. }) => {
            let zone = declared.timezone;
            let instant = |response: &Response| {
                response.date.map_or_else(|| as_of.seconds(zone), |date| Some(date.end(zone)))
            };
            let undated = responses.iter().any(|response| response.date.is_none());
            let in_the_future = in_the_future(&reading.ledger, as_of).filter(|_| undated);
            measured.doubts.extend(in_the_future.map(|doubt| format!("{name}: {doubt}")));
            measured.doubts.extend(beyond(&name, &reading, &responses, zone, policy));
            measured.labels.extend(responses.iter().map(|response| {
                let metrics = score(&reading.ledger, policy, instant(response)).metrics;
                Label::new(channel, &metrics, policy, response.ratings, response.overall)
            }));
        }
    }
    measured
}

/// Exports that end long before a rating tell nothing of its time, and that must not look like silence.
fn beyond(
    name: &str,
    reading: &Reading,
    responses: &[Response],
    zone: Tz,
    policy: &Policy,
) -> Option<String> {
    const DAY: i64 = 86_400;
    let newest = reading.ledger.newest().map(Moment::seconds)?;
    let end = newest + i64::from(policy.window_days) * DAY;
    let later = responses.iter().filter(|response| response.date.is_some_and(|date| date.end(zone) >= end));
    let later = later.count();
    let ratings = count(later as u64, "rating", "ratings");
    let window = count(policy.window_days, "day", "days");
    (later > 0).then(|| {
        format!("{name}: {ratings} of the vendor from {window} or more after its newest message, of which the exports tell nothing")
    })
}
