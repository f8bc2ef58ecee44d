//! `timeline`: the score as it would have been on each of many days, and why it changed.

mod days;
mod sink;

use meter_ingest::{Declared, Reading};
use meter_model::Moment;
use meter_report::timeline::ChannelTimeline;
use meter_score::Policy;
use meter_score::timeline::{changes, timeline};

use self::days::Range;
use self::sink::Sink;
use crate::arguments::{TimelineArguments, policy};
use crate::channels::Plan;
use crate::exit::Exit;
use crate::gather::stream;
use crate::masking;
use crate::output::{Output, refuse_input_as_output};
use crate::scored::yet_to_come;

/// Runs `timeline`.
pub fn run(arguments: &TimelineArguments) -> anyhow::Result<Exit> {
    let plan = Plan::new(&arguments.input)?;
    let range = Range::new(arguments)?;
    let policy = policy(arguments.policy.as_deref(), "--policy")?;
    if let Some(output) = &arguments.output {
        refuse_input_as_output("--output", output, &plan, arguments.policy.as_deref())?;
    }
    let mut sink = Sink::new(arguments.format(), Output::new(arguments.output.as_deref())?)?;
    let make = |name: &str, reading: &Reading, declared: &Declared| {
        let newest = reading.ledger.newest().filter(|_| range.ends_with_newest()).map(Moment::seconds);
        let doubt = newest.and_then(|newest| yet_to_come(newest, "give --to"));
        Ok((of_channel(name, reading, declared, range, &policy)?, doubt))
    };
    let mut take = |_: String, (timeline, doubt): (ChannelTimeline, Option<String>)| {
        sink.put(&timeline)?;
        let undated = || "nothing in it has a date, so there are no days".to_owned();
        let said = doubt.into_iter().chain(timeline.points.is_empty().then(undated));
        Ok(said.collect())
    };
    let ended = stream(&arguments.input, masking::mask(), &plan, &make, &mut take)?;
    sink.finish()?;
    Ok(ended.exit)
}

fn of_channel(
    name: &str,
    reading: &Reading,
    declared: &Declared,
    range: Range,
    policy: &Policy,
) -> anyhow::Result<ChannelTimeline> {
    let instants = range.instants(&reading.ledger, declared.timezone)?;
    let points = timeline(&reading.ledger, policy, &instants);
    let changes = changes(&points, policy);
    Ok(ChannelTimeline {
        channel: name.to_owned(),
        timezone: declared.timezone,
        every: range.every(),
        points,
        changes,
        policy: policy.stamp(),
    })
}
