//! `timeline`: the score as it would have been on each of many days, and why it changed.

mod days;
mod sink;

use meter_ingest::TextKey;
use meter_model::Moment;
use meter_report::timeline::ChannelTimeline;
use meter_score::Policy;
use meter_score::timeline::{changes, timeline};

use self::days::Range;
use self::sink::Sink;
use crate::arguments::{InputArguments, TimelineArguments, policy};
use crate::channels::Plan;
use crate::exit::Exit;
use crate::interrupt::{self, First};
use crate::output::{Output, refuse_input_as_output};
use crate::pending::{self, Outcome, Pending, Session, Unread};
use crate::progress::Bar;
use crate::schedule::Results;
use crate::scored::{doubts, what_was_read, yet_to_come};
use crate::stderr;

/// A channel's timeline and what has to be said about it.
struct Made {
    /// Why there is none, if there is none.
    timeline: anyhow::Result<ChannelTimeline>,
    /// Files that could not be read.
    failures: Vec<String>,
    /// What may make it wrong.
    doubts: Vec<String>,
    /// What was read.
    read: Vec<String>,
}

/// Runs `timeline`.
pub fn run(arguments: &TimelineArguments) -> anyhow::Result<Exit> {
    let plan = Plan::new(&arguments.input)?;
    let range = Range::new(arguments)?;
    let policy = policy(arguments.policy.as_deref(), "--policy")?;
    if let Some(output) = &arguments.output {
        refuse_input_as_output("--output", output, &plan)?;
    }
    let sink = Sink::new(arguments.format(), Output::new(arguments.output.as_deref())?)?;
    let bar = Bar::new(arguments.input.quiet);
    let text_key = TextKey::default();
    let stop = interrupt::watch(First::Ends)?;
    let session = Session { text_key: &text_key, progress: Bar::watching(bar.as_ref()), stop: &stop };
    let (channels, failures) = plan.pending(&session);
    if let Some(bar) = &bar {
        bar.count_channels(channels.len());
    }
    let mut report = Report { input: &arguments.input, bar: bar.as_ref(), sink, exit: Exit::Done };
    report.unreadable(&failures);
    let make = |channel: Pending| make(channel, &session, range, &policy);
    let delivered = pending::each(channels, &session, &make, &mut report);
    if let Some(bar) = &bar {
        bar.finish();
    }
    delivered?;
    report.sink.finish()?;
    Ok(report.exit)
}

fn make(channel: Pending, session: &Session<'_>, range: Range, policy: &Policy) -> Result<Made, Unread> {
    let name = channel.name.clone();
    let (reading, declared) = channel.read(session)?;
    let made = range.instants(&reading.ledger, declared.timezone).map(|instants| {
        let points = timeline(&reading.ledger, policy, &instants);
        let changes = changes(&points, policy);
        ChannelTimeline {
            channel: name.clone(),
            timezone: declared.timezone,
            every: range.every(),
            points,
            changes,
            policy: policy.stamp(),
        }
    });
    let newest = reading.ledger.newest().filter(|_| range.ends_with_newest()).map(Moment::seconds);
    let doubts =
        doubts(&reading).into_iter().chain(newest.and_then(|newest| yet_to_come(newest, "give --to")));
    let named = |text: &dyn std::fmt::Display| format!("{name}: {text}");
    Ok(Made {
        timeline: made.map_err(|error| error.context(name.clone())),
        failures: reading.failures.iter().map(|failure| named(failure)).collect(),
        doubts: doubts.map(|doubt| named(&doubt)).collect(),
        read: what_was_read(&name, &reading),
    })
}

/// Whoever takes the timelines of a run.
struct Report<'r> {
    input: &'r InputArguments,
    bar: Option<&'r Bar>,
    sink: Sink,
    exit: Exit,
}

impl Report<'_> {
    fn unreadable(&mut self, failures: &[String]) {
        if !failures.is_empty() {
            Bar::aside(self.bar, || failures.iter().for_each(stderr::warn));
            self.exit = self.exit.max(Exit::Failed);
        }
    }

    fn fail(&mut self, error: &anyhow::Error) {
        Bar::aside(self.bar, || stderr::error(error));
        self.exit = self.exit.max(Exit::Failed);
    }
}

impl Results<Outcome<Made>> for Report<'_> {
    fn arrived(&mut self, _index: usize, (_, outcome): &Outcome<Made>) -> anyhow::Result<()> {
        if let Some(bar) = self.bar {
            bar.channel_done(outcome.is_ok());
        }
        Ok(())
    }

    fn next(&mut self, _index: usize, (name, outcome): Outcome<Made>) -> anyhow::Result<()> {
        let Made { timeline, failures, doubts, read } = match outcome {
            Ok(made) => made,
            Err(Unread::Failed(error)) => {
                self.fail(&error.into());
                return Ok(());
            }
            Err(Unread::Stopped) => return Ok(()),
        };
        self.unreadable(&failures);
        let mut said = doubts;
        match timeline {
            Ok(timeline) => {
                if timeline.points.is_empty() {
                    said.push(format!("{name}: nothing in it has a date, so there are no days"));
                }
                Bar::aside(self.bar, || self.sink.put(&timeline))?;
            }
            Err(error) => self.fail(&error),
        }
        if self.input.verbose {
            said.extend(read);
        }
        if !self.input.quiet {
            Bar::aside(self.bar, || said.iter().for_each(stderr::warn));
        }
        Ok(())
    }

    fn waiting(&mut self) {
        if let Some(bar) = self.bar {
            bar.refresh();
        }
    }
}
