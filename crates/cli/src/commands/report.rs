//! `report`, and `score --format html`: a page for people.

use std::io::{self, IsTerminal};
use std::path::Path;

use anyhow::bail;
use meter_ingest::{Declared, Reading};
use meter_report::html::fleet::{self, FleetChannel};
use meter_report::html::{ChannelPage, Sweep, channel};
use meter_report::mask::Mask;
use meter_score::portrait::portrait;
use meter_score::what_if::sweep::{self, Axis, Variable};
use meter_score::{Policy, Rating};

use crate::arguments::{InputArguments, RatingArguments, ReportArguments, ScoreArguments};
use crate::as_of::AsOf;
use crate::channels::Plan;
use crate::exit::Exit;
use crate::gather::{Gathered, gather};
use crate::output::{Output, is_standard, refuse_input_as_output};
use crate::scored::{doubts, in_the_future, scored, weeks};

/// Runs `report`.
pub fn run(arguments: &ReportArguments) -> anyhow::Result<Exit> {
    let ReportArguments { input, rating, show_numbers, sweep, output } = arguments;
    let mask = Mask::when(!show_numbers);
    let plan = Plan::new(input)?;
    check_sweep(sweep, &plan)?;
    if let Some(output) = output {
        refuse_input_as_output("--output", output, &plan, rating.policy.as_deref())?;
    }
    Ok(Asked { input, rating, output: output.as_deref(), mask, sweep }.write(&plan)?.exit)
}

/// A sweep is of one channel, and of no more cells than anybody means.
fn check_sweep(axes: &[Axis], plan: &Plan) -> anyhow::Result<()> {
    if axes.is_empty() {
        return Ok(());
    }
    if !plan.is_single() {
        bail!(
            "--sweep is drawn on the page of one channel; name one PATH, or sweep a fleet by what-if --sweep"
        );
    }
    let sweeps = |variable| axes.iter().any(|axis| axis.variable == variable);
    if (sweeps(Variable::Known) || sweeps(Variable::Reply)) && !sweeps(Variable::Send) {
        bail!(
            "--sweep: known and reply are shares of a campaign; sweep send, too, or use what-if --send N --sweep"
        );
    }
    sweep::check(&[], axes).map_err(|error| anyhow::anyhow!("--sweep: {error}"))
}

/// Runs `score --format html`.
pub fn score(arguments: &ScoreArguments, plan: &Plan) -> anyhow::Result<Exit> {
    let ScoreArguments { input, rating, output, .. } = arguments;
    let Written { exit, lowest } =
        Asked { input, rating, output: output.as_deref(), mask: Mask::On, sweep: &[] }.write(plan)?;
    let is_below = lowest.zip(arguments.fail_below).is_some_and(|(lowest, limit)| u8::from(lowest) < limit);
    Ok(if is_below { exit.max(Exit::BelowLimit) } else { exit })
}

/// What is asked for, by whichever command.
struct Asked<'a> {
    input: &'a InputArguments,
    rating: &'a RatingArguments,
    output: Option<&'a Path>,
    /// Whether persons and paths on the page are masked.
    mask: Mask,
    sweep: &'a [Axis],
}

/// What came of it.
struct Written {
    exit: Exit,
    /// The lowest overall rating.
    lowest: Option<Rating>,
}

impl Asked<'_> {
    /// Reads everything and writes the page that suits it.
    fn write(&self, plan: &Plan) -> anyhow::Result<Written> {
        if self.output.is_none_or(is_standard) && io::stdout().is_terminal() {
            bail!("a page is for a browser, not for a terminal; name a file with --output FILE");
        }
        let output = Output::new(self.output)?;
        if plan.is_single() { self.one(plan, output) } else { self.fleet(plan, output) }
    }

    /// The page of all channels, of each of which no more is kept than that shows.
    fn fleet(&self, plan: &Plan, mut output: Output) -> anyhow::Result<Written> {
        let policy = self.rating.policy()?;
        let as_of = self.rating.as_of.settled();
        let make = |name: &str, reading: &Reading, declared: &Declared| {
            let result = scored(name, reading, declared.timezone, &policy, as_of);
            let weeks = weeks(&reading.ledger, &policy, result.assessment.as_of);
            Ok(FleetChannel::of(&result, all_doubts(reading, as_of), weeks))
        };
        let Gathered { made, exit, unread } = gather(self.input, self.mask, plan, as_of, &make)?;
        let channels: Vec<FleetChannel> = made.into_iter().map(|(_, channel)| channel).collect();
        let lowest = channels.iter().map(FleetChannel::overall).min();
        if lowest.is_some() {
            fleet::write(&channels, unread, &policy, self.mask, &mut output)?;
            output.finish()?;
        }
        Ok(Written { exit, lowest })
    }

    fn one(&self, plan: &Plan, mut output: Output) -> anyhow::Result<Written> {
        let policy = self.rating.policy()?;
        let as_of = self.rating.as_of.settled();
        let make = |name: &str, reading: &Reading, declared: &Declared| {
            page(name, reading, self.mask, declared, &policy, as_of, self.sweep)
        };
        let Gathered { made, exit, .. } = gather(self.input, self.mask, plan, as_of, &make)?;
        // What could not be read was told; there is nothing to show, and what lies there stays.
        let Some((_, page)) = made.into_iter().next() else { return Ok(Written { exit, lowest: None }) };
        channel::write(&page, &mut output)?;
        output.finish()?;
        Ok(Written { exit, lowest: Some(page.result.assessment.overall.rating) })
    }
}

/// The page of one channel, of which the name and what was read are masked already, if `mask` says so.
pub fn page(
    name: &str,
    reading: &Reading,
    mask: Mask,
    declared: &Declared,
    policy: &Policy,
    as_of: AsOf,
    axes: &[Axis],
) -> anyhow::Result<ChannelPage> {
    let zone = declared.timezone;
    let result = scored(name, reading, zone, policy, as_of);
    let doubts = all_doubts(reading, as_of);
    let mut portrait = portrait(&reading.ledger, policy, as_of.seconds(zone), &zone);
    if let Some(portrait) = &mut portrait {
        mask.portrait(portrait);
    }
    let of_axes = |axes: &[Axis]| -> anyhow::Result<Sweep> {
        let cells = sweep::sweep(&reading.ledger, policy, as_of.seconds(zone), &[], axes)?;
        Ok(Sweep { axes: axes.to_vec(), cells })
    };
    let sweep = if axes.is_empty() { None } else { Some(of_axes(axes)?) };
    Ok(ChannelPage { result, portrait, sweep, doubts, policy: policy.clone(), mask })
}

/// What may make the score wrong, a sentence each.
fn all_doubts(reading: &Reading, as_of: AsOf) -> Vec<String> {
    doubts(reading).into_iter().chain(in_the_future(&reading.ledger, as_of)).collect()
}
