//! `score`: read every channel, rate it, print it.

use std::path::Path;

use anyhow::Context;
use meter_ingest::{Reading, TextKey};
use meter_report::typed::{self, TypedValues};
use meter_report::{ChannelResult, csv, full, table, vendor};
use meter_score::Policy;
use meter_score::instant::rfc3339;
use meter_tables::{Table, TableFormat, Values};

use crate::arguments::{ScoreArguments, ScoreFormat};
use crate::as_of::{self, AsOf};
use crate::channels::Plan;
use crate::exit::Exit;
use crate::output::{Output, refuse_input_as_output};
use crate::progress::Bar;
use crate::scored::scored;
use crate::stderr;

/// A scored channel and what has to be said about it.
struct Scored {
    result: ChannelResult,
    /// Files that could not be read.
    failures: Vec<String>,
    /// What is known to be missing from its history, or to count twice.
    doubts: Vec<String>,
}

/// Runs `score`.
pub fn run(arguments: &ScoreArguments) -> anyhow::Result<Exit> {
    let plan = Plan::new(&arguments.input)?;
    let policy = arguments.policy.as_deref().map_or_else(|| Ok(Policy::default()), read_policy)?;
    if let Some(output) = &arguments.output {
        refuse_input_as_output("--output", output, &plan)?;
    }
    let mut output = Output::new(arguments.output.as_deref())?;

    let bar = Bar::new(arguments.input.quiet);
    let outcomes = plan.each(&TextKey::default(), Bar::watching(bar.as_ref()), &|name, reading, declared| {
        let result = scored(name, &reading, declared.timezone, &policy, arguments.as_of);
        Scored {
            result,
            failures: reading.failures.iter().map(ToString::to_string).collect(),
            doubts: doubts(&reading),
        }
    });
    if let Some(bar) = &bar {
        bar.finish();
    }

    let mut exit = Exit::Done;
    for failure in &outcomes.failures {
        stderr::warn(failure);
        exit = exit.max(Exit::Failed);
    }
    let mut results = Vec::with_capacity(outcomes.channels.len());
    for (name, outcome) in outcomes.channels {
        match outcome {
            Ok(Scored { result, failures, doubts }) => {
                for failure in &failures {
                    stderr::warn(format_args!("{name}: {failure}"));
                    exit = exit.max(Exit::Failed);
                }
                if !arguments.input.quiet {
                    doubts.iter().chain(&in_the_future(&result, arguments.as_of)).for_each(|doubt| {
                        stderr::warn(format_args!("{name}: {doubt}"));
                    });
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
                stderr::error(&error.into());
                exit = exit.max(Exit::Failed);
            }
        }
    }
    print(&results, arguments, &mut output)?;
    output.finish()?;
    Ok(exit)
}

fn print(results: &[ChannelResult], arguments: &ScoreArguments, output: &mut Output) -> anyhow::Result<()> {
    match arguments.format {
        ScoreFormat::Vendor => results.iter().try_for_each(|result| vendor::write(result, output))?,
        ScoreFormat::Ndjson => results.iter().try_for_each(|result| full::write_line(result, output))?,
        ScoreFormat::Json => full::write_array(results, output)?,
        ScoreFormat::Csv => csv::write(results, output)?,
        ScoreFormat::Parquet => meter_tables::write(&typed_table(results), TableFormat::Parquet, output)?,
        ScoreFormat::Table => {
            let style = output.table_style();
            table::write_all(results, &style, output)?;
        }
    }
    Ok(())
}

fn typed_table(results: &[ChannelResult]) -> Table {
    let mut table = Table::default();
    for column in typed::columns(results) {
        let values = match column.values {
            TypedValues::Text(values) => {
                Values::Text(values.into_iter().map(|value| value.map(Into::into)).collect())
            }
            TypedValues::Whole(values) => Values::Whole(values),
            TypedValues::Number(values) => Values::Number(values),
            TypedValues::Flag(values) => Values::Flag(values),
        };
        table.push(column.name, values);
    }
    table
}

fn read_policy(path: &Path) -> anyhow::Result<Policy> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("--policy {}: cannot be read", path.display()))?;
    Policy::parse(&text).with_context(|| format!("--policy {}", path.display()))
}

/// A rating of half a history, or of one that counts twice, may be wrong, so this is said beside it.
fn doubts(reading: &Reading) -> Vec<String> {
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

/// The newest touch decides for which instant a score holds; one beyond the clock is most likely a mistake, and everything
/// else looks old beside it.
fn in_the_future(result: &ChannelResult, chosen: AsOf) -> Option<String> {
    const TOLERANCE: i64 = 86_400;
    let latest = result.assessment.as_of.filter(|_| chosen == AsOf::Latest)?;
    let as_of = Some(latest).filter(|latest| *latest > as_of::now() + TOLERANCE)?;
    Some(format!("its newest touch is of {}, which is yet to come; choose another --as-of", rfc3339(as_of)))
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
