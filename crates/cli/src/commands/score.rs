//! `score`: read every channel, rate it, print it.

use std::path::Path;

use anyhow::{Context, bail};
use meter_ingest::{Progress, TextKey};
use meter_report::{ChannelResult, csv, full, table, vendor};
use meter_score::Policy;
use rayon::prelude::*;

use crate::arguments::{ScoreArguments, ScoreFormat};
use crate::channels::{Channel, Plan};
use crate::exit::Exit;
use crate::output::Output;
use crate::progress::Bar;
use crate::scored::scored;
use crate::stderr;

/// A scored channel and how many of its files could not be read.
type Scored = anyhow::Result<(ChannelResult, Vec<String>)>;

/// Runs `score`.
pub fn run(arguments: &ScoreArguments) -> anyhow::Result<Exit> {
    let plan = Plan::new(&arguments.input)?;
    let policy = arguments.policy.as_deref().map_or_else(|| Ok(Policy::default()), read_policy)?;
    if let Some(output) = &arguments.output {
        refuse_input_as_output(output, &plan)?;
    }
    let mut output = Output::new(arguments.output.as_deref())?;

    let bar = Bar::new(arguments.input.quiet);
    let progress: &dyn Progress = bar.as_ref().map_or(&(), |bar| bar);
    let text_key = TextKey::default();
    let outcomes: Vec<Scored> = plan
        .channels
        .par_iter()
        .map(|channel| score_channel(&plan, channel, arguments, &policy, &text_key, progress))
        .collect();
    if let Some(bar) = &bar {
        bar.finish();
    }

    let mut exit = Exit::Done;
    let mut results = Vec::with_capacity(outcomes.len());
    for (channel, outcome) in plan.channels.iter().zip(outcomes) {
        match outcome {
            Ok((result, failures)) => {
                for failure in &failures {
                    stderr::warn(format_args!("{}: {failure}", channel.name));
                    exit = exit.max(Exit::Failed);
                }
                if arguments.input.verbose {
                    say_what_was_read(&result);
                }
                if is_below(&result, arguments.fail_below) {
                    exit = exit.max(Exit::BelowLimit);
                }
                results.push(result);
            }
            Err(error) => {
                stderr::error(&error);
                exit = exit.max(Exit::Failed);
            }
        }
    }
    print(&results, arguments, &mut output)?;
    output.finish()?;
    Ok(exit)
}

fn score_channel(
    plan: &Plan,
    channel: &Channel,
    arguments: &ScoreArguments,
    policy: &Policy,
    text_key: &TextKey,
    progress: &dyn Progress,
) -> Scored {
    let (reading, declared) = plan.read(channel, text_key, progress)?;
    let failures = reading.failures.iter().map(ToString::to_string).collect();
    Ok((scored(&channel.name, &reading, declared.timezone, policy, arguments.as_of), failures))
}

fn print(results: &[ChannelResult], arguments: &ScoreArguments, output: &mut Output) -> anyhow::Result<()> {
    match arguments.format {
        ScoreFormat::Vendor => results.iter().try_for_each(|result| vendor::write(result, output))?,
        ScoreFormat::Ndjson => results.iter().try_for_each(|result| full::write_line(result, output))?,
        ScoreFormat::Json => full::write_array(results, output)?,
        ScoreFormat::Csv => csv::write(results, output)?,
        ScoreFormat::Table => {
            let style = output.table_style();
            table::write_all(results, &style, output)?;
        }
    }
    Ok(())
}

fn read_policy(path: &Path) -> anyhow::Result<Policy> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("--policy {}: cannot be read", path.display()))?;
    Policy::parse(&text).with_context(|| format!("--policy {}", path.display()))
}

/// The results must not replace what they were made from, nor anything that lies beside it.
fn refuse_input_as_output(output: &Path, plan: &Plan) -> anyhow::Result<()> {
    let Ok(existing) = output.canonicalize() else { return Ok(()) };
    let mut inputs = plan.channels.iter().filter_map(|channel| channel.path.canonicalize().ok());
    match inputs.find(|input| existing.starts_with(input)) {
        Some(input) if input == existing => {
            bail!("--output {}: is one of the inputs; give another name", output.display())
        }
        Some(_) => {
            bail!(
                "--output {}: exists and lies among the inputs; give a path outside of them",
                output.display()
            )
        }
        None => Ok(()),
    }
}

fn is_below(result: &ChannelResult, limit: Option<u8>) -> bool {
    limit.is_some_and(|limit| u8::from(result.assessment.overall.rating) < limit)
}

fn say_what_was_read(result: &ChannelResult) {
    for source in &result.sources {
        stderr::warn(format_args!(
            "{}: {} read as {}: {} records, {} rejected",
            result.channel, source.path, source.format, source.records, source.rejected
        ));
    }
}
